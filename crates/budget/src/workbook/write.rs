//! Writes the sheets with entries: headers with notes, cells, formulas, drop-downs, protection.
//! What stands in them is `rows.rs`, how it looks `styles.rs`, where it stands `layout.rs`.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, IgnoreError, Note, ObjectMovement,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::layout::{BlockAt, ColumnAt, Layout, TOP_ROWS};
use super::marks::Marks;
use super::rows::{Row, Value};
use super::spec::{Entry, FormRow, Sheet, book};
use super::styles::{Look, Styles};
use crate::budget::Certainty;

/// Excel works with no more digits than this; longer numbers are stored as text and read back exactly.
const MAX_DIGITS: usize = 15;
const HEADER_HEIGHT: f64 = 32.0;
const TITLE_HEIGHT: f64 = 26.0;
const LINE_HEIGHT: f64 = 14.0;
/// The greatest height of a row that the format knows.
const MAX_HEIGHT: f64 = 409.0;
const A4: u8 = 9;
const NOTE_FONT: &str = "宋体";

/// Everything the sheets are written from.
pub(super) struct Content<'a> {
    pub(super) rows: &'a BTreeMap<&'static str, Vec<Row>>,
    pub(super) layout: &'a Layout,
    pub(super) marks: &'a Marks,
    pub(super) styles: &'a Styles,
    /// The scale that amounts are written in.
    pub(super) scale: &'a str,
}

impl Content<'_> {
    /// Adds a sheet.
    pub(super) fn write(&self, workbook: &mut Workbook, sheet: &'static Sheet) -> Result<(), XlsxError> {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.title)?.set_tab_color(self.styles.entry_tab()).protect_with_options(&protection());
        page.set_formula_result_default("");
        page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页，共 &N 页");
        let blocks: Vec<&BlockAt> = sheet.block.iter().filter_map(|block| self.layout.block(&block.key)).collect();
        self.top(page, sheet, &blocks)?;
        for (index, at) in blocks.iter().enumerate() {
            self.widths(page, at, index == 0)?;
            self.header(page, at, index > 0)?;
            self.totals(page, at)?;
            self.entries(page, at)?;
            self.validations(page, at)?;
        }
        if let [at] = blocks.as_slice() {
            let columns = if at.block.is_form() { 2 } else { 1 };
            page.set_freeze_panes(at.first_row, columns)?;
            page.set_repeat_rows(at.header_row, at.header_row)?;
            if !at.block.is_form()
                && let (Some(first), Some(last)) = (at.columns.first(), last_filtered(at))
            {
                page.autofilter(at.header_row, first.index, at.last_row, last.index)?;
            }
        }
        Ok(())
    }

    /// Title, hint and scale.
    fn top(&self, page: &mut Worksheet, sheet: &Sheet, blocks: &[&BlockAt]) -> Result<(), XlsxError> {
        let visible = |column: &&ColumnAt| column.column.entry != Entry::Key;
        let first = blocks.first().and_then(|at| at.columns.iter().find(visible)).map_or(0, |column| column.index);
        page.set_row_height(0, TITLE_HEIGHT)?;
        page.write_string_with_format(0, first, &sheet.title, &self.styles.title)?;
        page.write_string_with_format(1, first, &sheet.hint, &self.styles.hint)?;
        if sheet.shows_scale {
            let formula = self.layout.resolve("\"金额单位：\"&IF({#scale}=\"\",\"万元\",{#scale})", None);
            let formula = Formula::new(formula).set_result(format!("金额单位：{}", self.scale));
            page.write_formula_with_format(TOP_ROWS - 1, first, formula, &self.styles.listed)?;
        }
        Ok(())
    }

    /// The first block of a sheet decides how wide its columns are, further ones only widen the ones beyond.
    fn widths(&self, page: &mut Worksheet, at: &BlockAt, is_first: bool) -> Result<(), XlsxError> {
        let known = at.sheet.block.first().map_or(0, |block| block.column.len());
        for column in &at.columns {
            if is_first || usize::from(column.index) >= known {
                page.set_column_width(column.index, column.column.width)?;
            }
            if column.column.entry == Entry::Key {
                page.set_column_hidden(column.index)?;
            }
        }
        Ok(())
    }

    fn header(&self, page: &mut Worksheet, at: &BlockAt, is_further: bool) -> Result<(), XlsxError> {
        page.set_row_height(at.header_row, HEADER_HEIGHT)?;
        if let (true, Some(title), Some(first)) = (is_further, &at.block.title, at.columns.first()) {
            page.write_string_with_format(at.header_row - 1, first.index, title, &self.styles.section)?;
        }
        for column in &at.columns {
            let format = match column.column {
                spec if !spec.entry.is_input() => &self.styles.header_computed,
                spec if spec.required => &self.styles.header_required,
                _ => &self.styles.header,
            };
            page.write_string_with_format(at.header_row, column.index, &column.title, format)?;
            if !column.note.is_empty() {
                page.insert_note(at.header_row, column.index, &note(&column.note))?;
            }
        }
        Ok(())
    }

    /// The protected sums above the header.
    fn totals(&self, page: &mut Worksheet, at: &BlockAt) -> Result<(), XlsxError> {
        for column in at.columns.iter().filter(|column| column.column.has_total) {
            let digits = self.rows.get(at.block.key.as_str()).map_or_else(String::new, |rows| total(rows, &column.key));
            let formula = Formula::new(format!("SUM({})", at.range(column.index))).set_result(digits);
            let look = Look::new(Entry::Computed, true, None);
            page.write_formula_with_format(TOP_ROWS - 1, column.index, formula, &self.styles.entry(look))?;
            if let Some(left) = column.index.checked_sub(1).filter(|left| *left > 0) {
                page.write_string_with_format(TOP_ROWS - 1, left, "合计", &self.styles.total_label)?;
            }
        }
        Ok(())
    }

    fn entries(&self, page: &mut Worksheet, at: &BlockAt) -> Result<(), XlsxError> {
        let (empty, open) = (Row::default(), Value::Text(book().open_mark.clone()));
        let rows = self.rows.get(at.block.key.as_str()).map_or(&[][..], Vec::as_slice);
        for (index, row) in (at.first_row..=at.last_row).enumerate() {
            let values = rows.get(index).unwrap_or(&empty);
            for column in &at.columns {
                let entry = entry_of(at, column, index);
                let mark = self.marks.get(at.block.key.as_str(), index, &column.key);
                let look = Look::new(entry, column.column.is_money, mark.map(|(certainty, _)| *certainty));
                let is_open = mark.is_some_and(|(certainty, _)| *certainty == Certainty::Open);
                let value = match values.get(&column.key) {
                    Value::Blank if is_open && must_be_filled(at, column, index) => &open,
                    value => value,
                };
                self.cell(page, at, (row, column), value, look)?;
                if let Some((_, reason)) = mark {
                    page.insert_note(row, column.index, &note(reason))?;
                }
            }
            let lines = at.columns.iter().map(|column| lines_of(values.get(&column.key), column)).max().unwrap_or(1);
            if lines > 1 {
                page.set_row_height(row, (lines as f64 * LINE_HEIGHT).min(MAX_HEIGHT))?;
            }
        }
        if let (Some(first), Some(last)) = (at.columns.first(), at.columns.last()) {
            let kind = IgnoreError::NumberStoredAsText;
            page.ignore_error_range(at.first_row, first.index, at.last_row, last.index, kind)?;
        }
        Ok(())
    }

    fn cell(
        &self,
        page: &mut Worksheet,
        at: &BlockAt,
        (row, column): (u32, &ColumnAt),
        value: &Value,
        mut look: Look,
    ) -> Result<(), XlsxError> {
        let place = Some((at, row));
        let spec = column.column;
        // The sums beside a table end where they end.
        if spec.key.starts_with("subtotal") && *value == Value::Blank {
            return Ok(());
        }
        if let Value::Formula(formula, result) = value {
            let formula = Formula::new(self.layout.resolve(formula, place)).set_result(plain(result));
            page.write_formula_with_format(row, column.index, formula, &self.styles.entry(look))?;
            return Ok(());
        }
        if let Some(formula) = formula_of(spec, at) {
            let result = spec.name_of.as_deref().map_or_else(|| plain(value), |code| self.name_of(at, row, code));
            let formula = Formula::new(self.layout.resolve(&formula, place)).set_result(result);
            page.write_formula_with_format(row, column.index, formula, &self.styles.entry(look))?;
            return Ok(());
        }
        look.is_quoted = matches!(value, Value::Text(text) if text.starts_with(['=', '+', '-', '@']));
        let format = self.styles.entry(look);
        match value {
            Value::Text(text) => page.write_string_with_format(row, column.index, text, &format)?,
            Value::Number(digits) => match number(digits) {
                Some(number) => page.write_number_with_format(row, column.index, number, &format)?,
                None => page.write_string_with_format(row, column.index, digits, &format)?,
            },
            Value::Blank | Value::Formula(..) => page.write_blank(row, column.index, &format)?,
        };
        Ok(())
    }

    /// The name of the code that stands in a row, as the formula beside it finds it.
    fn name_of(&self, at: &BlockAt, row: u32, code: &str) -> String {
        let rows = self.rows.get(at.block.key.as_str());
        let values = rows.and_then(|rows| rows.get(usize::try_from(row - at.first_row).ok()?));
        let list = at.column(code).and_then(|column| column.column.list);
        match (values.map(|values| values.get(code)), list) {
            (Some(Value::Text(code)), Some(list)) => {
                self.layout.lists.name_of(list, code).unwrap_or_else(|| book().unknown_code.clone())
            }
            _ => String::new(),
        }
    }

    fn validations(&self, page: &mut Worksheet, at: &BlockAt) -> Result<(), XlsxError> {
        if at.block.is_form() {
            let Some(column) = at.column("value") else { return Ok(()) };
            for (row, form) in (at.first_row..=at.last_row).zip(&at.block.row) {
                if let Some(rule) = self.rule(form.entry, form.options.as_deref(), true, None) {
                    page.add_data_validation(row, column.index, row, column.index, &rule)?;
                }
            }
            if !at.block.row.is_empty() {
                return Ok(());
            }
        }
        for column in &at.columns {
            let spec = column.column;
            let list = spec.list.map(|list| list.key());
            if let Some(rule) = self.rule(spec.entry, spec.options.as_deref(), spec.strict, list) {
                page.add_data_validation(at.first_row, column.index, at.last_row, column.index, &rule)?;
            }
        }
        Ok(())
    }

    /// What may be typed into a cell, and the list it may be chosen from.
    fn rule(&self, entry: Entry, options: Option<&str>, is_strict: bool, list: Option<&str>) -> Option<DataValidation> {
        let from = |range: String| DataValidation::new().allow_list_formula(Formula::new(range));
        match entry {
            Entry::Amount | Entry::Number => {
                let rule = DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0));
                rule.set_error_title("请填写数字").ok()?.set_error_message("这里填不小于零的数字，不带单位。").ok()
            }
            Entry::Choice => {
                let rule = from(self.layout.lists.range(options?)?);
                match is_strict {
                    true => {
                        rule.set_error_title("请从列表中选择").ok()?.set_error_message("这里只能填列表中的内容。").ok()
                    }
                    false => Some(rule.show_error_message(false)),
                }
            }
            Entry::Code => Some(from(self.layout.lists.range(list?)?).show_error_message(false)),
            Entry::Project => {
                let rule = from(self.layout.resolve("{projects.name}", None));
                let rule = rule.set_error_style(DataValidationErrorStyle::Warning);
                rule.set_error_title("没有这个项目").ok()?.set_error_message("请与“项目”表中的名称一致。").ok()
            }
            _ => None,
        }
    }
}

/// What a cell of a block takes: in a form that depends on the row.
fn entry_of(at: &BlockAt, column: &ColumnAt, row: usize) -> Entry {
    let form = at.block.row.get(row).filter(|_| at.block.is_form() && column.key == "value");
    form.map_or(column.column.entry, |form: &FormRow| form.entry)
}

/// Whether a blank cell would keep the workbook from being used, so that an open one has to say that it is open.
fn must_be_filled(at: &BlockAt, column: &ColumnAt, row: usize) -> bool {
    let form = at.block.row.get(row).filter(|_| at.block.is_form() && column.key == "value");
    let is_required = match form {
        Some(form) => form.label.ends_with('*'),
        // The texts that are marked are those that somebody has to give.
        None => column.column.required || at.block.key == "narrative" && column.key == "text",
    };
    is_required && entry_of(at, column, row).may_be_open()
}

/// How many lines a wrapped text takes; programs do not all find out by themselves.
fn lines_of(value: &Value, column: &ColumnAt) -> usize {
    let Value::Text(text) = value else { return 1 };
    if !matches!(column.column.entry, Entry::Text | Entry::Long | Entry::Help | Entry::Project) {
        return 1;
    }
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
    let lines = text.lines().map(|line| (width(line) / (column.column.width - 4.0).max(1.0)).ceil().max(1.0) as usize);
    lines.sum::<usize>().max(1)
}

/// The formula of a computed column.
fn formula_of(column: &super::spec::Column, at: &BlockAt) -> Option<String> {
    if let Some(code) = &column.name_of {
        let list = at.column(code)?.column.list?.key();
        // The cell may hold `编码` or `编码 名称`; entries of the list are `编码 名称`.
        return Some(format!(
            "IF({{{code}}}=\"\",\"\",IFERROR(MID(INDEX({{@{list}}},MATCH(LEFT({{{code}}}&\" \",FIND(\" \",{{{code}}}&\" \"))&\"*\",{{@{list}}},0)),FIND(\" \",{{{code}}}&\" \")+1,99),\"{}\"))",
            book().unknown_code
        ));
    }
    column.formula.clone()
}

/// The last column that people sort and filter by: the sums beside the table are not part of it.
fn last_filtered(at: &BlockAt) -> Option<&ColumnAt> {
    at.columns.iter().rev().find(|column| !column.key.starts_with("subtotal"))
}

/// The sum of a column's numbers, as exact digits.
fn total(rows: &[Row], key: &str) -> String {
    let numbers = rows.iter().filter_map(|row| match row.get(key) {
        Value::Number(digits) => mingsuan_model::Decimal::parse(digits),
        _ => None,
    });
    let (mut sum, mut decimals) = (0_i128, 0_u8);
    for number in numbers {
        let common = decimals.max(number.decimals());
        sum *= 10_i128.pow(u32::from(common - decimals));
        sum += number.scaled_to(common).unwrap_or(0);
        decimals = common;
    }
    let exact = i64::try_from(sum).ok().and_then(|sum| mingsuan_model::Decimal::new(sum, decimals));
    exact.map_or_else(String::new, |sum| sum.to_string())
}

/// A value as the result of a formula.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Formula(_, result) => plain(result),
        Value::Blank => String::new(),
    }
}

/// The number that a workbook stores for exact digits; `None` where it could not hold all of them.
fn number(digits: &str) -> Option<f64> {
    let count = digits.chars().filter(char::is_ascii_digit).count();
    // The file format knows no other numbers; up to 15 digits come back unchanged.
    (count <= MAX_DIGITS).then(|| digits.parse().ok())?
}

fn note(text: &str) -> Note {
    let lines = text.chars().count() / 16 + text.lines().count() + 1;
    let height = u32::try_from(lines).unwrap_or(10).clamp(3, 20) * 17;
    Note::new(text)
        .add_author_prefix(false)
        .set_font_name(NOTE_FONT)
        .set_font_size(9)
        .set_width(220)
        .set_height(height)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
}

/// People may resize, sort, filter, and insert or delete rows; only computed cells are closed.
fn protection() -> ProtectionOptions {
    ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    }
}
