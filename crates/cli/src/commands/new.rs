//! `mingsuan new`: a blank budget workbook, or one rebuilt from a published document or filled forward from it.

use std::path::PathBuf;

use clap::Args;
use mingsuan_budget::rebuild::{Rebuilt, Returned, fill_forward, rebuild, returned};
use mingsuan_budget::workbook::{self, BookNote};
use mingsuan_budget::{Budget, Certainty};
use mingsuan_model::{Disclosure, FiscalYear, Profile};

use crate::failure::{Failure, Result, Status, print, remark};
use crate::input;
use crate::output::Output;
use mingsuan_examine::date;

/// 新建预算工作簿
#[derive(Debug, Args)]
#[command(
    about = "新建预算工作簿: 空白的，或由已公开的文档生成",
    override_usage = "mingsuan new [选项] <工作簿.xlsx>",
    after_help = "示例:\n  mingsuan new 2027年预算.xlsx --year 2027\n  mingsuan new 2026年预算.xlsx --from 2026年单位预算.docx      按原文档还原各行金额\n  mingsuan new 2027年预算.xlsx --from 2026年单位预算.docx --year 2027   沿用机构、项目和文字，原文档的数作上年数\n\n还原时推断、假定和待填的单元格有底色和批注，请逐一核对。"
)]
pub(crate) struct Arguments {
    /// 要生成的工作簿
    #[arg(value_name = "工作簿.xlsx")]
    book: PathBuf,
    /// 已公开的预算文档（docx、xlsx、pdf、html …）
    #[arg(long, value_name = "文档")]
    from: Option<PathBuf>,
    /// 预算年度；默认与文档相同，没有文档时为下一年
    #[arg(long, value_name = "年度")]
    year: Option<FiscalYear>,
    /// 公开格式的口径，例如 hebei；默认按地区选择
    #[arg(long, value_name = "口径")]
    profile: Option<String>,
    /// 覆盖已有的工作簿
    #[arg(long)]
    force: bool,
}

/// The years a budget may be made for.
const YEARS: std::ops::RangeInclusive<FiscalYear> = 2000..=2100;

/// Runs `new`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    if let Some(year) = arguments.year.filter(|year| !YEARS.contains(year)) {
        return Err(Failure(format!("--year {year} 不是可用的预算年度。请写四位年份，例如 2027")));
    }
    if arguments.book.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure(format!("“{}”应当以 .xlsx 结尾", arguments.book.display())));
    }
    if arguments.book.exists() && !arguments.force {
        return Err(Failure(format!("“{}”已经存在，没有覆盖。请换一个文件名，或加 --force", arguments.book.display())));
    }
    let profile = mingsuan_examine::profile(arguments.profile)?;
    let paths: Vec<PathBuf> = arguments.from.into_iter().collect();
    let found = input::find(&paths);
    let output = Output::new(Some(arguments.book.clone()), &found.list)?;
    let bytes = match found.list.first() {
        None => blank(arguments.year, profile.as_deref())?,
        Some(document) => {
            let (_, disclosure) = document
                .understand(profile.as_deref())
                .map_err(|message| Failure(format!("无法读取“{}”：{message}", document.name)))?;
            from_document(&disclosure, arguments.year)?
        }
    };
    output.data(&bytes)?;
    print(&format!("已生成 {}\n", arguments.book.display()))?;
    Ok(Status::Done)
}

fn blank(year: Option<FiscalYear>, profile: Option<&str>) -> Result<Vec<u8>> {
    let next = FiscalYear::try_from(date::today().0 + 1).unwrap_or(*YEARS.start());
    let profile = profile.and_then(Profile::named).unwrap_or_else(|| Profile::for_region(None));
    workbook::blank(year.unwrap_or(next), profile).map_err(|error| Failure(error.to_string()))
}

fn from_document(disclosure: &Disclosure, year: Option<FiscalYear>) -> Result<Vec<u8>> {
    let Some(own) = disclosure.year else {
        return Err(Failure("没有认出文档的预算年度，不能据以生成工作簿".to_owned()));
    };
    if let Some(year) = year.filter(|year| *year < own) {
        return Err(Failure(format!("文档是{own}年的，不能生成{year}年的工作簿。--year 应为{own}或更晚的年度")));
    }
    let Rebuilt { budget, unexplained } = rebuild(disclosure);
    let mut notes: Vec<BookNote> = unexplained
        .into_iter()
        .map(|missing| BookNote { place: missing.place.describe(), message: missing.message })
        .collect();
    let budget = match year {
        Some(year) if year > own => fill_forward(&budget, year),
        _ => {
            let compared = returned(disclosure, &budget).unwrap_or_default();
            print(&comparison(&compared))?;
            add_differences(&compared, &mut notes);
            budget
        }
    };
    for note in notes.iter().take(SHOWN) {
        remark(format!("{}（{}）", note.message, note.place));
    }
    if notes.len() > SHOWN {
        remark(format!("另有 {} 处，见工作簿的“还原核对”表", notes.len() - SHOWN));
    }
    print(&summary(&budget))?;
    workbook::write_with_notes(&budget, &notes).map_err(|error| Failure(error.to_string()))
}

/// How many statements come back cell by cell.
fn comparison(compared: &[Returned]) -> String {
    let equal = compared.iter().filter(|statement| statement.is_equal()).count();
    let mut text = format!("原文可编制的报表 {} 张，其中 {equal} 张逐格还原一致\n", compared.len());
    for statement in compared.iter().filter(|statement| !statement.is_equal()) {
        let (title, place, cells) = (&statement.title, statement.place.describe(), statement.differing.len());
        text += &format!("  《{title}》（{place}）有 {cells} 格与原文不同\n");
    }
    text
}

/// Says of each cell that does not come back what is printed and what the workbook gives, unless that was said already.
fn add_differences(compared: &[Returned], notes: &mut Vec<BookNote>) {
    for statement in compared {
        for cell in &statement.differing {
            let place = cell.place.describe();
            if notes.iter().any(|note| note.place == place) {
                continue;
            }
            let (printed, found) = (cell.printed, cell.found);
            let cause = match cell.is_rounding {
                true => "相差在四舍五入以内，原文几处所列不一",
                false => "按其他各表还原的明细得不出这个数，请核对原文后修改明细",
            };
            let message = format!("《{}》所列{printed}元，工作簿得出{found}元：{cause}", statement.title);
            notes.push(BookNote { place, message });
        }
    }
}

/// How many things that do not come back are told one by one.
const SHOWN: usize = 10;

/// What the workbook holds, and how much of it a person has to look at.
fn summary(budget: &Budget) -> String {
    let count = |certainty| budget.remarks.iter().filter(|remark| remark.certainty == certainty).count();
    format!(
        "{} {}年：支出明细 {} 行，项目 {} 个，政府采购 {} 行\n推断 {} 处，假定 {} 处，待填 {} 处，在工作簿中以底色和批注标出\n",
        budget.agency.name,
        budget.year,
        budget.lines.len(),
        budget.projects.len(),
        budget.procurement.len(),
        count(Certainty::Inferred),
        count(Certainty::Assumed),
        count(Certainty::Open),
    )
}
