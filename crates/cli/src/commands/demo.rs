//! `mingsuan demo`: the main job on an example that is part of the program (new, compile, check, publish), or a check of the
//! paths given, step by step.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use mingsuan_budget::{compile, workbook};
use mingsuan_publish::report::text::{self, Look};
use mingsuan_publish::report::{Entry, Summary, milliseconds, pad};
use mingsuan_rules::registry;
use owo_colors::OwoColorize;

use super::publish::{Edition, Wanted};
use crate::batch;
use crate::failure::{Failure, Result, Status, complain, print};
use crate::input::{self, Input};
use crate::output::Output;
use crate::terminal;
use mingsuan_examine::Settings;

const BOOK: &[u8] = include_bytes!("../../../../examples/yunshan-2026/budget.xlsx");
const PLANTED: &[u8] = include_bytes!("../../../../examples/yunshan-2026/planted.docx");

/// How to go on.
const NEXT: [(&str, &str); 7] = [
    ("mingsuan new 2027年预算.xlsx --from 公开.docx", "由已公开的文档生成工作簿，沿用机构和项目"),
    ("mingsuan compile 2027年预算.xlsx", "编制、检查并生成公开文件"),
    ("mingsuan check 预算公开.docx", "检查自己的文档"),
    ("mingsuan check 文件夹 --format json", "检查整个文件夹，报告给程序用"),
    ("mingsuan explain A001", "一条规则检查什么、依据什么"),
    ("mingsuan rules", "全部规则"),
    ("mingsuan facts 预算公开.docx", "把文档里的数字导成一张表"),
];

/// 看一次完整的编制、检查和公开
#[derive(Debug, Args)]
#[command(
    about = "看一次完整的编制、检查和公开: 用内置的示例；或检查给出的文件",
    override_usage = "mingsuan demo [选项] [路径]…",
    after_help = "示例:\n  mingsuan demo                      结果放在当前文件夹的“明算演示”中\n  mingsuan demo --output 演示结果\n  mingsuan demo 预算公开.docx"
)]
pub(crate) struct Arguments {
    /// 文档或文件夹；不写则用内置的示例
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 演示的结果放到这个文件夹
    #[arg(long, short, value_name = "文件夹", default_value = "明算演示", hide_default_value = true)]
    output: PathBuf,
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
    let status =
        if arguments.paths.is_empty() { built_in(&arguments.output, look)? } else { given(&arguments.paths, look)? };
    print(&format!("\n{}\n全程 {:.0} ms。接下来可以：\n", "演示结束".bold(), milliseconds(begun.elapsed())))?;
    for (command, what) in NEXT {
        print(&format!("  {}{what}\n", pad(command, 50, false).cyan()))?;
    }
    Ok(status)
}

fn step(number: usize, what: &str) -> Result<()> {
    print(&format!("{} {what}\n", format!("第 {number} 步").green().bold()))
}

/// new → compile → check → publish on the example, then the report on a document with planted mistakes.
fn built_in(output: &Path, look: Look) -> Result<Status> {
    let begun = Instant::now();
    std::fs::create_dir_all(output).map_err(|error| {
        Failure(format!("不能建立文件夹“{}”（{error}）。请用 --output 换一个位置", output.display()))
    })?;
    let book = output.join("2026年预算.xlsx");
    step(1, "新建预算工作簿：虚构的云山县林业和草原局，已填好（mingsuan new）")?;
    Output::File(book.clone()).data(BOOK)?;
    print(&format!("   {}，{} kB\n\n", book.display(), BOOK.len() / 1000))?;
    step(2, "编制：由各行金额、项目和目标算出全部报表和文字（mingsuan compile）")?;
    let budget = workbook::read(BOOK, "2026年预算.xlsx")
        .map_err(|issues| Failure(issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))?;
    let document = compile(&budget)
        .map_err(|problems| Failure(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))?;
    print(&format!(
        "   支出明细 {} 行、项目 {} 个、政府采购 {} 行 → 表格 {} 张\n\n",
        budget.lines.len(),
        budget.projects.len(),
        budget.procurement.len(),
        document.tables().count()
    ))?;
    step(3, "检查：编制出的文件与任何人的文件一样，用全部规则核对（mingsuan check）")?;
    let profile = Some(budget.profile.as_str());
    let edition = Edition::new("2026年预算.xlsx".to_owned(), BOOK, document, profile, begun)?;
    print(&format!("{}\n\n", in_short(&edition.entry)))?;
    step(4, "公开：docx、xlsx、pdf、html、json 和开放数据，附清单和公开前审查表（mingsuan publish）")?;
    edition.publish(&Wanted::into_folder(output.join("公开")), false)?;
    print("\n")?;
    step(5, "再检查一份别人的文件，其中故意放入了 17 处错误（examples/yunshan-2026/planted.docx）")?;
    let planted = Input::built_in("examples/yunshan-2026/planted.docx", PLANTED).examine(&Settings::default());
    print(&format!("{}\n", in_short(&planted)))?;
    print(&format!("\n{}", text::document(&planted, look)))?;
    print(&format!(
        "\n用浏览器打开 {}/公开/*.html，用办公软件打开同名的 docx、xlsx、pdf，即可看到公开文件。\n",
        output.display()
    ))?;
    Ok(Status::Done)
}

fn given(paths: &[PathBuf], look: Look) -> Result<Status> {
    let found = input::find(paths);
    step(1, &format!("读取并检查 {} 份文档", found.list.len()))?;
    let begun = Instant::now();
    let inputs = found.list;
    let entries = batch::all(inputs.len(), None, move |at| {
        let entry = inputs[at].examine(&Settings::default());
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
        let tallies = entries.into_iter().map(|(_, _, tally)| tally).collect();
        let summary = Summary { tallies, elapsed: begun.elapsed(), ..Summary::default() };
        print(&format!("\n{}", text::closing(&summary, look)))?;
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
    let verdict = format!("错误 {}  警告 {}  提示 {}", tally.counts.error, tally.counts.warning, tally.counts.info);
    let verdict = if tally.counts.error > 0 { verdict.bright_red().to_string() } else { verdict.green().to_string() };
    format!(
        "   {}：报表 {} 张，项目 {} 个，指标 {indicators} 项，数字 {} 个\n   比较 {comparisons} 次，表中金额 {all} 个，核对到 {verified} 个；{verdict}  {}",
        disclosure.agency.name,
        tally.statements,
        disclosure.projects.len(),
        disclosure.facts.len(),
        format!("{:.1} ms", milliseconds(entry.elapsed)).dimmed()
    )
}
