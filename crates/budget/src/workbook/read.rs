//! From the bytes of a workbook to a `Budget`: all sheets in the order in which they need each other.
//! How cells are found is `cells.rs`, what they mean the `take_…` modules.

use mingsuan_document::{Format, Table, read_form};

use super::cells::{Records, records};
use super::fault::{BookIssue, Fault};
use super::report::Report;
use super::spec::book;
use super::take_projects::ProjectIndex;
use super::{checks, take_assets, take_basics, take_money, take_projects, take_stated, take_texts};
use crate::budget::Budget;

/// What reading a workbook gave.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The budget; `None` where a cell leaves a hole in it. It is there in spite of errors that are contradictions only,
    /// and has no remarks.
    pub budget: Option<Budget>,
    /// All that is wrong or worth knowing, by sheet, row and column.
    pub issues: Vec<BookIssue>,
}

/// Reads a workbook and everything that is wrong with it. `name` is the file's name, may be empty.
pub(super) fn examine(bytes: &[u8], name: &str) -> Examined {
    let whole_file = |fault, value: &str| Examined {
        budget: None,
        issues: vec![BookIssue::new(fault, "", String::new(), &[("value", value)])],
    };
    // The long lists at the end are ours and need no reading; any other sheet may show whose workbook this is.
    let lists = &book().lists;
    let is_list = |sheet: &str| [&lists.options, &lists.codes, &lists.catalogue].iter().any(|list| *list == sheet);
    let document = match read_form(bytes, name, &|sheet| !is_list(sheet)) {
        Ok(document) => document,
        Err(error) => return whole_file(Fault::Unreadable, &error.to_string()),
    };
    if document.format != Format::Xlsx {
        return whole_file(Fault::NotAWorkbook, what_is(document.format));
    }
    let tables: Vec<&Table> = document.tables().collect();
    let title = |table: &&Table| table.place.sheet.as_deref().unwrap_or_default().to_owned();
    if !tables.iter().any(|table| book().sheet.iter().any(|sheet| title(table).trim() == sheet.title)) {
        let first = tables.first().map_or_else(|| "空白".to_owned(), title);
        return whole_file(Fault::ForeignWorkbook, &first);
    }
    let mut report = Report::default();
    let blocks = records(&tables, &mut report);
    let budget = budget(&blocks, &mut report);
    Examined { budget: report.is_whole().then_some(budget), issues: report.into_issues() }
}

/// What people call a file of a format.
const fn what_is(format: Format) -> &'static str {
    match format {
        Format::Docx | Format::Doc | Format::Odt | Format::Rtf => "Word 文档",
        Format::Xlsx | Format::Xls | Format::Ods | Format::Csv => "别的格式的表格",
        Format::Pdf => "PDF",
        Format::Html => "网页",
        Format::Txt | Format::Compiled => "文本文件",
    }
}

fn budget(blocks: &[Records], report: &mut Report) -> Budget {
    let of = |key: &str| blocks.iter().find(|records| records.block.key == key);
    let mut budget = Budget::default();
    let setting = take_basics::basics(of("basics"), &mut budget, report);
    if let Some(records) = of("institutions") {
        budget.agency.institutions = take_basics::institutions(records, setting, report);
    }
    if let Some(records) = of("projects") {
        budget.projects = take_projects::projects(records, setting, &budget.profile, report);
    }
    let index = ProjectIndex::new(&budget.projects);
    if let Some(records) = of("indicators") {
        take_projects::indicators(records, setting, (&mut budget.projects, &index), report);
    }
    if let Some(records) = of("lines") {
        budget.lines = take_money::lines(records, setting, &index, report);
        checks::lines(records, &budget, report);
    }
    if let Some(records) = of("projects") {
        checks::projects_without_lines(records, &budget, report);
    }
    if let Some(records) = of("procurement") {
        budget.procurement = take_money::purchases(records, setting, &index, report);
    }
    budget.assets = take_assets::assets(of("assets"), of("asset-rows"), setting, report);
    if let Some(records) = of("official") {
        budget.operating_costs = take_money::operating_costs(records, setting, report);
    }
    if let Some(records) = of("official-rows") {
        budget.official_costs = take_money::official(records, setting, report);
        checks::official_below_lines(records, &budget, setting, report);
    }
    if let Some(records) = of("stated") {
        budget.stated = take_stated::stated(records, setting, &index, report);
        take_stated::outdated(records, &budget, setting, report);
    }
    if let Some(records) = of("prior") {
        budget.prior = take_money::prior(records, setting, report);
    }
    if let Some(records) = of("narrative") {
        budget.narrative = take_texts::narrative(records, setting, &index, report);
    }
    budget
}
