//! `mingsuan demo`: the main job on an example that is part of the program, or on the paths given, step by step.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use mingsuan_publish::report::text::{self, Look};
use mingsuan_publish::report::{Entry, Tally, milliseconds, pad};
use mingsuan_rules::registry;
use owo_colors::OwoColorize;

use super::check::each;
use crate::examine::{Settings, examine};
use crate::failure::{Result, Status, complain, print};
use crate::input::{self, Input};
use crate::terminal;

const CLEAN: &[u8] = include_bytes!("../../../../examples/yunshan-2026/clean.docx");
const PLANTED: &[u8] = include_bytes!("../../../../examples/yunshan-2026/planted.docx");

/// How to go on.
const NEXT: [(&str, &str); 5] = [
    ("mingsuan check 预算公开.docx", "检查自己的文档"),
    ("mingsuan check 文件夹 --format json", "检查整个文件夹，报告给程序用"),
    ("mingsuan explain A001", "一条规则检查什么、依据什么"),
    ("mingsuan rules", "全部规则"),
    ("mingsuan facts 预算公开.docx", "把文档里的数字导成一张表"),
];

/// 看一次完整的检查
#[derive(Debug, Args)]
#[command(
    about = "看一次完整的检查: 用内置的示例，或用给出的文件",
    override_usage = "mingsuan demo [路径]…",
    after_help = "示例:\n  mingsuan demo\n  mingsuan demo 预算公开.docx"
)]
pub(crate) struct Arguments {
    /// 文档或文件夹；不写则用内置的示例
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
}

/// Runs `demo`.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let look = Look { columns: terminal::columns(), ..Look::default() };
    let begun = Instant::now();
    print(&format!(
        "{}\n读取公开的预算文档，认出报表、项目和文字中的数字，用 {} 条规则核对，指出错在哪一格、应为多少。\n\n",
        format!("明算演示 {}", env!("CARGO_PKG_VERSION")).bold(),
        registry::RULES.len()
    ))?;
    let status = if arguments.paths.is_empty() { built_in(look)? } else { given(&arguments.paths, look)? };
    print(&format!("\n{}\n全程 {:.0} ms。接下来可以：\n", "演示结束".bold(), milliseconds(begun.elapsed())))?;
    for (command, what) in NEXT {
        print(&format!("  {}{what}\n", pad(command, 42, false).cyan()))?;
    }
    Ok(status)
}

fn step(number: usize, what: &str) -> Result<()> {
    print(&format!("{} {what}\n", format!("第 {number} 步").green().bold()))
}

fn built_in(look: Look) -> Result<Status> {
    let settings = Settings::default();
    step(1, "检查一份没有错误的单位预算（虚构的云山县林业和草原局，examples/yunshan-2026/clean.docx）")?;
    let clean = examine(&Input::built_in("examples/yunshan-2026/clean.docx", CLEAN), &settings);
    print(&format!("{}\n\n", in_short(&clean)))?;
    step(2, "检查同一份文档，其中故意放入了 17 处错误（examples/yunshan-2026/planted.docx）")?;
    let planted = examine(&Input::built_in("examples/yunshan-2026/planted.docx", PLANTED), &settings);
    print(&format!("{}\n\n", in_short(&planted)))?;
    step(3, "报告：每个问题画出所在的行，标出错误的单元格，给出应有的数和更正建议")?;
    print(&format!("\n{}", text::document(&planted, look)))?;
    Ok(Status::Done)
}

fn given(paths: &[PathBuf], look: Look) -> Result<Status> {
    let found = input::find(paths);
    step(1, &format!("读取并检查 {} 份文档", found.list.len()))?;
    let settings = Settings::default();
    let entries = each(&found.list, None, |input| {
        let entry = examine(input, &settings);
        (in_short(&entry), text::document(&entry, look), entry.tally())
    })?;
    let mut status = Status::Done;
    for (short, _, tally) in &entries {
        match &tally.unreadable {
            Some(message) => {
                complain("无法读取", format!("{}：{message}", tally.path));
                status = Status::Refused;
            }
            None => print(&format!("{short}\n"))?,
        }
    }
    print("\n")?;
    step(2, "报告：每个问题画出所在的行，标出错误的单元格，给出应有的数和更正建议")?;
    for (_, text, _) in &entries {
        print(&format!("\n{text}"))?;
    }
    if entries.len() > 1 {
        let tallies: Vec<Tally> = entries.into_iter().map(|(_, _, tally)| tally).collect();
        print(&format!("\n{}", text::closing(&tallies, look)))?;
    }
    Ok(status)
}

/// Two lines on what came of a document, and how long it took.
fn in_short(entry: &Entry) -> String {
    let Ok(reading) = &entry.reading else {
        return String::new();
    };
    let (disclosure, tally) = (&reading.disclosure, entry.tally());
    let comparisons: usize = reading.judgement.outcomes.iter().map(|rule| rule.comparisons).sum();
    let indicators: usize = disclosure.projects.iter().map(|project| project.indicators.len()).sum();
    let (all, verified) = tally.coverage;
    let verdict = format!("错误 {}  警告 {}  提示 {}", tally.error, tally.warning, tally.info);
    let verdict = if tally.error > 0 { verdict.bright_red().to_string() } else { verdict.green().to_string() };
    format!(
        "   {}：报表 {} 张，项目 {} 个，指标 {indicators} 项，数字 {} 个\n   比较 {comparisons} 次，表中金额 {all} 个，核对到 {verified} 个；{verdict}  {}",
        disclosure.agency.name,
        tally.statements,
        disclosure.projects.len(),
        disclosure.facts.len(),
        format!("{:.1} ms", milliseconds(entry.elapsed)).dimmed()
    )
}
