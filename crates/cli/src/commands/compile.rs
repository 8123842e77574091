//! `mingsuan compile`: a budget workbook becomes the disclosure, is judged like anybody's document, and is published.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use mingsuan_budget::{Budget, compile, explain_rounding, fill_prior, workbook};
use mingsuan_model::{Profile, Severity};
use mingsuan_publish::report::text::{self, Look};

use super::publish::{Edition, Wanted};
use crate::failure::{Failure, Result, Status, complain, print, remark};
use crate::input;
use crate::terminal;

/// 由预算工作簿编制并公开
#[derive(Debug, Args)]
#[command(
    about = "由预算工作簿编制公开文件: 九张报表、文字说明、绩效目标表，检查无误后生成各种格式",
    override_usage = "mingsuan compile [选项] <工作簿.xlsx>",
    after_help = "示例:\n  mingsuan compile 2027年预算.xlsx\n  mingsuan compile 2027年预算.xlsx --output 公开/ --formats docx,pdf\n  mingsuan compile 2027年预算.xlsx --prior 2026年单位预算.docx   上年数取自上年公开文件\n\n有错误级问题时不生成文件；确需生成的加 --force，清单文件 manifest.json 会如实记录。\n\n退出状态: 0 已生成；1 有错误级问题，没有生成（或加了 --force 照样生成）；2 工作簿有误，或用法不对"
)]
pub(crate) struct Arguments {
    /// 预算工作簿；- 为标准输入
    #[arg(value_name = "工作簿.xlsx")]
    book: PathBuf,
    /// 上年公开的预算文档，用来填写和核对上年数
    #[arg(long, value_name = "文档")]
    prior: Option<PathBuf>,
    #[command(flatten)]
    wanted: Wanted,
    /// 有错误级问题也生成，并在清单中记录
    #[arg(long)]
    force: bool,
}

/// Runs `compile`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let begun = Instant::now();
    let found = input::find(std::slice::from_ref(&arguments.book));
    let book = found.list.first().ok_or_else(|| Failure("没有给出工作簿".to_owned()))?;
    let bytes = book.read().map_err(|message| Failure(format!("无法读取“{}”：{message}", book.name)))?;
    let mut budget = read_book(&bytes, &book.name, arguments.force)?;
    if let Some(path) = &arguments.prior {
        take_prior(&mut budget, path)?;
    }
    let document = compile(&budget).map_err(|problems| {
        problems.iter().for_each(|problem| complain("不能编制", problem));
        Failure(format!("有 {} 处要补充或更正，改好后再编制；没有生成任何文件", problems.len()))
    })?;
    let profile = Profile::named(&budget.profile).map(|profile| profile.name.as_str());
    let mut edition = Edition::new(book.name.clone(), &bytes, document, profile, begun)?;
    if let Ok(reading) = &mut edition.entry.reading {
        explain_rounding(&budget, &mut reading.judgement.findings);
    }
    let errors = edition.entry.tally().counts.error;
    let look = Look { columns: terminal::columns(), ..Look::default() };
    print(&text::document(&edition.entry, look))?;
    if errors > 0 && !arguments.force {
        complain(
            "没有公开",
            format!("编制出的文件有 {errors} 个错误级问题（见上），没有生成文件。请改正工作簿；确需生成的加 --force"),
        );
        return Ok(Status::Errors);
    }
    if errors > 0 {
        remark(format!("按 --force 生成，{errors} 个错误级问题记入清单 manifest.json"));
    }
    edition.publish(&arguments.wanted, errors > 0)?;
    Ok(if errors > 0 { Status::Errors } else { Status::Done })
}

/// The budget of a workbook, with everything that is wrong or doubtful said at once. Contradictions can be overridden,
/// cells that leave a hole cannot.
fn read_book(bytes: &[u8], name: &str, is_forced: bool) -> Result<Budget> {
    let examined = workbook::examine(bytes, name);
    let errors = examined.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    for issue in &examined.issues {
        match issue.severity {
            Severity::Error => complain("工作簿", issue),
            _ => remark(issue),
        }
    }
    match examined.budget {
        Some(budget) if errors == 0 || is_forced => Ok(budget),
        budget => {
            let way = if budget.is_some() { "；确需照样编制的加 --force" } else { "" };
            Err(Failure(format!("工作簿中有 {errors} 处错误，改好后再编制{way}。没有生成任何文件")))
        }
    }
}

/// Last year's figures from last year's document.
fn take_prior(budget: &mut Budget, path: &std::path::Path) -> Result<()> {
    let found = input::find(std::slice::from_ref(&path.to_path_buf()));
    let document = found.list.first().ok_or_else(|| Failure("没有给出上年文件".to_owned()))?;
    let (_, disclosure) = document
        .understand(None)
        .map_err(|message| Failure(format!("无法读取上年文件“{}”：{message}", document.name)))?;
    fill_prior(budget, &disclosure).map_err(|problems| {
        problems.iter().for_each(|problem| complain("上年数不符", problem));
        Failure(format!("上年数有 {} 处与上年公开文件不符；没有生成任何文件", problems.len()))
    })
}
