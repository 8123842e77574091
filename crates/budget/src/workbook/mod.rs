//! The budget workbook: a `Budget` as an xlsx that an accountant fills in, and back, with every mistake by its cell.
//! What is computed from a budget is not known here; the sheets are defined in `templates/workbook.toml`.

mod cells;
mod checks;
mod choices;
mod codes;
mod fault;
mod guide;
mod layout;
mod lists;
mod marks;
mod narrative;
mod read;
mod report;
mod rows;
mod spec;
mod styles;
mod sums;
mod take;
mod take_assets;
mod take_basics;
mod take_money;
mod take_projects;
mod take_stated;
mod take_texts;
mod write;

use std::collections::BTreeSet;

use mingsuan_document::Document;
use mingsuan_model::{FiscalYear, Profile, Scale, Severity};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use self::layout::Layout;
use self::lists::ListPlan;
use self::marks::Marks;
use self::spec::book;
use self::styles::Styles;
use self::write::Content;
use crate::budget::{Asset, Budget};
use crate::form::Form;

pub use self::fault::{BookIssue, Fault};
pub use self::read::Examined;

/// The scale of a workbook that states none.
pub const DEFAULT_SCALE: Scale = Scale::TenThousand;

/// Why a workbook could not be written.
#[derive(Debug, Error)]
pub enum BookError {
    /// A line or purchase names a project that the budget does not have.
    #[error("{what}第 {row} 行指向第 {project} 个项目，但预算里没有这个项目。请检查生成这份预算的数据")]
    NoSuchProject {
        /// 支出明细 or 政府采购.
        what: &'static str,
        /// Its row, from 1.
        row: usize,
        /// The project, from 1.
        project: usize,
    },
    /// The workbook cannot hold what the budget says: a text beyond 32,767 characters, say.
    #[error("写不成工作簿：{0}。单元格最多容纳 32767 个字，请缩短过长的文字")]
    Xlsx(#[from] XlsxError),
}

/// The workbook of a budget. Equal budgets give equal bytes.
pub fn write(budget: &Budget) -> Result<Vec<u8>, BookError> {
    write_with_notes(budget, &[])
}

/// Something to be said about a budget that was rebuilt: where in the document it stands, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookNote {
    /// The place in the document; empty for the document as a whole.
    pub place: String,
    /// What, in Chinese.
    pub message: String,
}

/// As [`write`], with a sheet behind the first one that says what did not come back. It is never read.
pub fn write_with_notes(budget: &Budget, notes: &[BookNote]) -> Result<Vec<u8>, BookError> {
    check_projects(budget)?;
    let scale = budget.scale.unwrap_or(DEFAULT_SCALE);
    let rows = rows::rows(budget, scale);
    let layout = Layout::new(&rows, &plan_months(budget), ListPlan::new(budget.year));
    let marks = Marks::new(&budget.remarks, &rows);
    let styles = Styles::new();
    let content = Content { rows: &rows, layout: &layout, marks: &marks, styles: &styles, scale: scale.name() };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(budget)?);
    guide::write(&mut workbook, &styles)?;
    if !notes.is_empty() {
        guide::write_notes(&mut workbook, &styles, notes)?;
    }
    let is_used = |sheet: &&spec::Sheet| {
        !sheet.optional
            || sheet.block.iter().any(|block| rows.get(block.key.as_str()).is_some_and(|own| !own.is_empty()))
    };
    for sheet in book().sheet.iter().filter(is_used) {
        content.write(&mut workbook, sheet)?;
    }
    layout.lists.write(&mut workbook, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

/// What stands in place of something that is known to be open.
pub(crate) fn open_mark() -> &'static str {
    &book().open_mark
}

/// Whether a document is a budget workbook rather than a disclosure: it has most of the sheets that are filled in.
pub fn is_book(document: &Document) -> bool {
    let sheets: BTreeSet<&str> = document.tables().filter_map(|table| table.place.sheet.as_deref()).collect();
    let ours = book().sheet.iter().filter(|sheet| sheets.contains(sheet.title.as_str())).count();
    ours * 2 > book().sheet.len()
}

/// A workbook to be filled in: no entries but the year, the form and the rows that every unit has.
pub fn blank(year: FiscalYear, profile: &Profile) -> Result<Vec<u8>, BookError> {
    let mut budget = Budget { year, profile: profile.name.clone(), ..Budget::default() };
    let items = book().assets.items.iter();
    budget.assets.rows = items.map(|item| Asset { item: item.clone(), quantity: None, value: None }).collect();
    budget.assets.date = format!("{}-12-31", year.saturating_sub(1));
    write(&budget)
}

/// The budget of a workbook, or all that is wrong with it (errors together with what is only doubtful). `name` is the
/// file's name and may be empty.
pub fn read(bytes: &[u8], name: &str) -> Result<Budget, Vec<BookIssue>> {
    let Examined { budget, issues } = examine(bytes, name);
    match budget {
        Some(budget) if issues.iter().all(|issue| issue.severity != Severity::Error) => Ok(budget),
        _ => Err(issues),
    }
}

/// As [`read`], but with what is doubtful about a workbook that can be used, and with the budget of one whose only
/// errors are contradictions.
pub fn examine(bytes: &[u8], name: &str) -> Examined {
    read::examine(bytes, name)
}

fn check_projects(budget: &Budget) -> Result<(), BookError> {
    let lines = budget.lines.iter().map(|line| line.project).enumerate().map(|(row, at)| ("支出明细", row, at));
    let purchases =
        budget.procurement.iter().map(|line| line.project).enumerate().map(|(row, at)| ("政府采购", row, at));
    for (what, row, project) in lines.chain(purchases) {
        if let Some(project) = project.filter(|project| *project >= budget.projects.len()) {
            return Err(BookError::NoSuchProject { what, row: row + 1, project: project + 1 });
        }
    }
    Ok(())
}

/// The months of the payment plans, and those of the form where no project has any.
fn plan_months(budget: &Budget) -> Vec<u8> {
    let mut months: Vec<u8> = budget.projects.iter().flat_map(|project| &project.plan).map(|step| step.month).collect();
    months.sort_unstable();
    months.dedup();
    if !months.is_empty() {
        return months;
    }
    let region = budget.agency.region.as_deref();
    let profile = Profile::named(&budget.profile).unwrap_or_else(|| Profile::for_region(region));
    Form::of(profile, budget.year).project.plan_months.clone()
}

/// No clock: the date of the file is the first day of the budget year.
fn properties(budget: &Budget) -> Result<DocProperties, XlsxError> {
    let date = ExcelDateTime::from_ymd(budget.year.clamp(1900, 9999), 1, 1)?;
    let title = format!("{}{}年{}", budget.agency.name, budget.year, book().guide.heading);
    Ok(DocProperties::new().set_title(title).set_author("明算").set_creation_datetime(&date))
}
