//! `mingsuan notice`: letters that ask for rectification, one an agency, from results or from documents that are checked first.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use mingsuan_examine::{Selection, Settings, Waivers, date};
use mingsuan_model::Severity;
use mingsuan_publish::notice::{Options, notices};
use mingsuan_publish::report::{Docket, Results};
use mingsuan_rules::{Imprint, Together};

use crate::failure::{Failure, Result, Status, complain, print, remark};
use crate::{batch, folder, input};

/// 生成整改通知书
#[derive(Debug, Args)]
#[command(
    about = "按单位生成整改通知书（docx）: 问题清单和整改回执",
    override_usage = "mingsuan notice [选项] <结果或文档>… --output <文件夹>",
    after_help = "示例:\n  mingsuan notice 结果.json --output 整改通知/ --by 云山县财政局 --deadline 2026-12-31\n  mingsuan notice 第一批.ndjson 第二批.ndjson --output 整改通知/\n  mingsuan notice 全部单位/ --waivers 豁免.toml --output 整改通知/\n\n结果是 mingsuan check --format json 或 ndjson 的结果；写文档或文件夹则先检查。已豁免的问题不列入。\n没有写 --by、--deadline 的，在通知书中留空，由发文机关填写。文字在 templates/notice/notice.toml"
)]
pub(crate) struct Arguments {
    /// 检查结果（json、ndjson），或文档、文件夹
    #[arg(value_name = "结果或文档", required = true)]
    paths: Vec<PathBuf>,
    /// 生成到这个文件夹（新的或空的）
    #[arg(long, short, value_name = "文件夹", required = true)]
    output: PathBuf,
    /// 发文机关
    #[arg(long, value_name = "机关名称")]
    by: Option<String>,
    /// 反馈期限
    #[arg(long, value_name = "YYYY-MM-DD")]
    deadline: Option<String>,
    /// 列入通知书的最低程度: error（只列错误）、warning（默认，错误和警告）、info（全部）
    #[arg(
        long,
        value_name = "程度",
        value_enum,
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true
    )]
    least: Least,
    /// 豁免文件，用于要检查的文档
    #[arg(long, value_name = "文件")]
    waivers: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Least {
    Error,
    Warning,
    Info,
}

/// Runs `notice`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let options = options(&arguments)?;
    let (results, documents): (Vec<_>, Vec<_>) = arguments.paths.iter().cloned().partition(|path| is_result(path));
    let mut dockets: Vec<Docket> = Vec::new();
    for path in &results {
        dockets.extend(read(path)?.dockets);
    }
    let waivers = arguments.waivers.as_deref().map(Waivers::read).transpose()?.unwrap_or_default();
    if !documents.is_empty() {
        dockets.extend(checked(&documents, waivers)?.dockets);
    }
    let dockets = latest(dockets);
    let unreadable: Vec<&Docket> = dockets.iter().filter(|docket| docket.unreadable.is_some()).collect();
    for docket in &unreadable {
        let message = docket.unreadable.as_deref().unwrap_or_default();
        complain("无法读取", format!("{}：{message}。不在任何一份通知书里", docket.path));
    }
    let files = notices(&dockets, &options).map_err(|error| Failure(error.to_string()))?;
    if files.is_empty() {
        remark("没有需要整改的问题，没有生成通知书");
    } else {
        folder::write(&arguments.output, &files)?;
        let names: String = files.iter().map(|(name, _)| format!("  {name}\n")).collect();
        print(&format!("生成整改通知书 {} 份，在“{}”:\n{names}", files.len(), arguments.output.display()))?;
    }
    Ok(if unreadable.is_empty() { Status::Done } else { Status::Refused })
}

fn options(arguments: &Arguments) -> Result<Options> {
    let deadline = arguments.deadline.as_deref().map(|text| {
        date::parse(text).ok_or_else(|| Failure(format!("--deadline 的“{text}”不是日期。请写成 2026-12-31 的样子")))
    });
    let least = match arguments.least {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
        Least::Info => Severity::Info,
    };
    Ok(Options { by: arguments.by.clone(), deadline: deadline.transpose()?, date: date::today(), least })
}

/// A result begins like an object of JSON; no document does.
fn is_result(path: &Path) -> bool {
    let mut first = [0];
    path.is_file() && File::open(path).is_ok_and(|mut file| file.read_exact(&mut first).is_ok()) && first == *b"{"
}

fn read(path: &Path) -> Result<Results> {
    let refused = |message: String| Failure(format!("无法读取检查结果“{}”：{message}", path.display()));
    let file = File::open(path).map_err(|error| refused(error.to_string()))?;
    Results::read(BufReader::new(file)).map_err(refused)
}

/// Documents that are checked first; little is kept of each.
fn checked(paths: &[PathBuf], waivers: Waivers) -> Result<Results> {
    let found = input::find(paths);
    let settings = Arc::new(Settings { profile: None, selection: Selection::default(), waivers });
    let (inputs, judging): (Arc<[_]>, _) = (found.list.into(), Arc::clone(&settings));
    let done = batch::all(inputs.len(), None, move |at| {
        let entry = inputs[at].examine(&judging);
        let imprint = entry.reading.as_ref().ok().map(|reading| Imprint::of(&reading.disclosure));
        (Docket::of(&entry), imprint)
    })?;
    let mut together = Together::default();
    let mut dockets = Vec::new();
    for (docket, imprint) in done {
        if let Some(imprint) = imprint {
            together.add(&docket.path, imprint);
        }
        dockets.push(docket);
    }
    let (crossings, _) = mingsuan_examine::together(&mut together, &settings);
    Ok(Results::new(dockets, &crossings))
}

/// Of a document that stands in several results the last one counts.
fn latest(dockets: Vec<Docket>) -> Vec<Docket> {
    let mut seen = std::collections::HashSet::new();
    let key = |docket: &Docket| (docket.path.clone(), docket.agency_name().to_owned(), docket.year);
    let mut kept: Vec<Docket> = dockets.into_iter().rev().filter(|docket| seen.insert(key(docket))).collect();
    kept.reverse();
    kept
}
