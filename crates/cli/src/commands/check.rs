//! `mingsuan check`: reads documents or folders, judges them, prints the report.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use mingsuan_publish::report::text::Look;
use mingsuan_publish::report::{Entry, Lang, Tally, json, text};
use rayon::prelude::*;
use serde_json::Value;

use crate::examine::{self, Settings, examine};
use crate::failure::{Failure, Result, Status, complain, remark};
use crate::input::{self, Input};
use crate::output::Output;
use crate::selection::Selection;
use crate::terminal;
use crate::waivers::Waivers;

/// 检查文档或文件夹，报告问题
#[derive(Debug, Args)]
#[command(
    about = "检查文档或文件夹，报告问题",
    override_usage = "mingsuan check [选项] <路径>…",
    after_help = "示例:\n  mingsuan check 预算公开.docx\n  mingsuan check 全部单位/ --format json --output report.json\n  mingsuan check 预算公开.xlsx --select A,X --ignore T\n  mingsuan check 预算公开.txt --waivers 豁免.toml\n\n豁免文件（TOML），每条必须有理由和责任人:\n  [[waiver]]\n  code = \"K002\"                # 规则编号\n  reason = \"已与财政局核对\"\n  by = \"张三\"\n  until = 2026-12-31           # 以下可不写: 截止日期\n  agency = \"318001\"            # 单位编码或名称\n  path = \"预算公开.docx\"       # 文件\n  place = \"表3 行19\"           # 位置\n\n退出状态: 0 没有错误级问题；1 有错误级问题；2 用法不对，或有文件读不了"
)]
pub(crate) struct Arguments {
    /// 文档或文件夹（连同子文件夹）；- 为标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 报告的格式: text（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 报告写到文件，不显示在屏幕上
    #[arg(long, short, value_name = "文件")]
    output: Option<PathBuf>,
    /// 在原文件的副本上标注（本版本尚未提供）
    #[arg(long, value_name = "文件夹", hide = true)]
    annotate: Option<PathBuf>,
    /// 按指定的口径读取，例如 hebei；默认按地区和年度选择
    #[arg(long, value_name = "口径")]
    profile: Option<String>,
    /// 只看这些规则: 字母、编号或名称，逗号分隔
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    select: Vec<String>,
    /// 不看这些规则
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    ignore: Vec<String>,
    /// 豁免文件
    #[arg(long, value_name = "文件")]
    waivers: Option<PathBuf>,
    /// 同时检查的份数；默认为处理器的个数
    #[arg(long, short, value_name = "个数")]
    jobs: Option<usize>,
    /// 报告的语言: zh（默认）、en
    #[arg(
        long,
        value_name = "语言",
        value_enum,
        default_value = "zh",
        hide_default_value = true,
        hide_possible_values = true
    )]
    lang: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    #[value(hide = true)]
    Sarif,
    #[value(hide = true)]
    Html,
    #[value(hide = true)]
    Xlsx,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Zh,
    En,
}

/// What is kept of a document once it is judged.
struct Told {
    tally: Tally,
    body: String,
}

/// Runs `check`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let begun = Instant::now();
    refuse_what_is_not_there(&arguments)?;
    let found = input::find(&arguments.paths);
    let output = Output::new(arguments.output, &found.list)?;
    let settings = Settings {
        profile: examine::profile(arguments.profile)?,
        selection: Selection::new(arguments.select, arguments.ignore)?,
        waivers: arguments.waivers.as_deref().map(Waivers::read).transpose()?.unwrap_or_default(),
    };
    let look = Look {
        lang: match arguments.lang {
            Language::Zh => Lang::Zh,
            Language::En => Lang::En,
        },
        columns: terminal::columns(),
    };
    let format = arguments.format;
    let told = each(&found.list, arguments.jobs, |input| tell(&examine(input, &settings), format, look))?;
    for tally in told.iter().map(|told| &told.tally) {
        if let Some(message) = &tally.unreadable {
            complain("无法读取", format!("{}：{message}", tally.path));
        }
    }
    if found.skipped > 0 {
        remark(format!("文件夹中有 {} 份 ofd 文件没有检查，本版本还不能读取", found.skipped));
    }
    let tallies: Vec<Tally> = told.iter().map(|told| told.tally.clone()).collect();
    if output.is_file() && tallies.iter().all(|tally| tally.unreadable.is_some()) {
        return Ok(Status::Refused);
    }
    match format {
        Format::Json => {
            let documents: Vec<String> = told.into_iter().map(|told| told.body).collect();
            output.data(json::report(&documents, &tallies, begun.elapsed()).as_bytes())?;
        }
        _ => output.text(&whole_text(&told, &tallies, look))?,
    }
    Ok(status(&tallies))
}

fn refuse_what_is_not_there(arguments: &Arguments) -> Result<()> {
    let name = match arguments.format {
        Format::Sarif => "--format sarif",
        Format::Html => "--format html",
        Format::Xlsx => "--format xlsx",
        Format::Text | Format::Json if arguments.annotate.is_some() => "--annotate",
        Format::Text | Format::Json => return Ok(()),
    };
    Err(Failure(format!("{name} 本版本还没有提供。请用 --format text（给人看）或 --format json（给程序用）")))
}

/// Examines all inputs, several at a time, and keeps their order.
pub(crate) fn each<T: Send>(
    inputs: &[Input],
    jobs: Option<usize>,
    work: impl Fn(&Input) -> T + Sync,
) -> Result<Vec<T>> {
    if inputs.len() < 2 || jobs == Some(1) {
        return Ok(inputs.iter().map(work).collect());
    }
    if jobs == Some(0) {
        return Err(Failure("--jobs 至少为 1".to_owned()));
    }
    let bar = if terminal::is_watched() { ProgressBar::new(inputs.len() as u64) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("检查 {bar:30.green/dim} {pos}/{len} 份  剩余 {eta}") {
        bar.set_style(style.progress_chars("█░░"));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .map_err(|error| Failure(format!("不能同时检查多份（{error}）。请用 --jobs 1")))?;
    let results = pool.install(|| {
        let counted = inputs.par_iter().map(|input| {
            let result = work(input);
            bar.inc(1);
            result
        });
        counted.collect()
    });
    bar.finish_and_clear();
    Ok(results)
}

fn tell(entry: &Entry, format: Format, look: Look) -> Told {
    let body = if format == Format::Json { json::document(entry) } else { text::document(entry, look) };
    Told { tally: entry.tally(), body }
}

fn whole_text(told: &[Told], tallies: &[Tally], look: Look) -> String {
    let texts = told.iter().map(|told| told.body.as_str()).filter(|text| !text.is_empty());
    let mut text = texts.collect::<Vec<_>>().join("\n");
    if tallies.len() > 1 {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&text::closing(tallies, look));
    }
    text
}

/// JSON for people and programs alike.
pub(crate) fn pretty(value: &Value) -> Result<Vec<u8>> {
    let mut data = serde_json::to_vec_pretty(value).map_err(|error| Failure(format!("无法写出 JSON（{error}）")))?;
    data.push(b'\n');
    Ok(data)
}

fn status(tallies: &[Tally]) -> Status {
    if tallies.iter().any(|tally| tally.unreadable.is_some()) {
        Status::Refused
    } else if tallies.iter().any(|tally| tally.error > 0) {
        Status::Errors
    } else {
        Status::Done
    }
}
