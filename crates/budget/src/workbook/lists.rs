//! The last sheets: choices and code lists in columns, from which the drop-downs are fed.
//! What the codes are is `codes.rs`; what the choices are is `choices.rs`.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::choices;
use super::layout::{absolute, quoted};
use super::spec::{CodeList, book};
use super::styles::Styles;

/// The first row of entries on a list sheet.
const FIRST: u32 = 3;
const CODE_WIDTH: f64 = 42.0;
const CHOICE_WIDTH: f64 = 24.0;

/// A column of a list sheet.
#[derive(Debug)]
struct ListColumn {
    name: &'static str,
    title: String,
    sheet: &'static str,
    index: u16,
    entries: Vec<String>,
}

/// Where the lists stand and what they hold.
#[derive(Debug)]
pub(super) struct ListPlan {
    columns: Vec<ListColumn>,
}

impl ListPlan {
    /// The lists of a year.
    pub(super) fn new(year: u16) -> Self {
        let lists = &book().lists;
        let mut columns: Vec<ListColumn> = Vec::new();
        let mut push = |name, title: String, sheet: &'static str, entries| {
            let index = columns.iter().filter(|column| column.sheet == sheet).count();
            columns.push(ListColumn { name, title, sheet, index: u16::try_from(index).unwrap_or(0), entries });
        };
        for (name, choices) in choices::all() {
            let labels = choices.iter().map(|(_, label)| label.clone()).collect();
            push(name, title_of(name).to_owned(), &lists.options, labels);
        }
        for list in CodeList::ALL {
            let sheet = if list == CodeList::Procurement { &lists.catalogue } else { &lists.codes };
            let entries = list.offered(year).iter().map(|class| format!("{} {}", class.code, class.name)).collect();
            push(list.key(), list.title().to_owned(), sheet, entries);
        }
        Self { columns }
    }

    /// The range of a list, absolute and with its sheet.
    pub(super) fn range(&self, name: &str) -> Option<String> {
        let column = self.columns.iter().find(|column| column.name == name)?;
        let last = FIRST + u32::try_from(column.entries.len().max(1)).ok()? - 1;
        let (from, to) = (absolute(FIRST, column.index), absolute(last, column.index));
        Some(format!("{}!{from}:{to}", quoted(column.sheet)))
    }

    /// The name that stands beside a code in a list.
    pub(super) fn name_of(&self, list: CodeList, code: &str) -> Option<String> {
        let column = self.columns.iter().find(|column| column.name == list.key())?;
        let at = column.entries.binary_search_by(|entry| entry.split(' ').next().unwrap_or_default().cmp(code)).ok()?;
        column.entries[at].split_once(' ').map(|(_, name)| name.to_owned())
    }

    /// Writes the sheets.
    pub(super) fn write(&self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let lists = &book().lists;
        for title in [&lists.options, &lists.codes, &lists.catalogue] {
            let sheet = workbook.add_worksheet();
            sheet.set_name(title)?.set_tab_color(styles.list_tab()).protect();
            sheet.write_string_with_format(0, 0, title, &styles.title)?;
            sheet.write_string_with_format(1, 0, &lists.hint, &styles.hint)?;
            sheet.set_freeze_panes(FIRST, 0)?;
            sheet.set_landscape().set_paper_size(9).set_repeat_rows(FIRST - 1, FIRST - 1)?;
            let width = if *title == lists.options { CHOICE_WIDTH } else { CODE_WIDTH };
            for column in self.columns.iter().filter(|column| column.sheet == title) {
                // The format of the column spares thousands of cells one of their own.
                sheet.set_column_width(column.index, width)?.set_column_format(column.index, &styles.listed)?;
                sheet.write_string_with_format(FIRST - 1, column.index, &column.title, &styles.header)?;
                for (row, entry) in (FIRST..).zip(&column.entries) {
                    sheet.write_string(row, column.index, entry)?;
                }
            }
        }
        Ok(())
    }
}

/// The title of a list of choices: that of the column that uses it.
fn title_of(name: &'static str) -> &'static str {
    let blocks = || book().sheet.iter().flat_map(|sheet| &sheet.block);
    let column = blocks().flat_map(|block| &block.column).find(|column| column.options.as_deref() == Some(name));
    let row = || blocks().flat_map(|block| &block.row).find(|row| row.options.as_deref() == Some(name));
    column.map(|column| column.title.as_str()).or_else(|| row().map(|row| row.label.as_str())).unwrap_or(name)
}
