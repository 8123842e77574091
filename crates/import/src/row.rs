//! One row of a statement: its code, its label, its cells, and what code and label restrict.
//! Which columns name the rows is decided in `header.rs`, which rows belong to the body in `statement.rs`.

use mingsuan_document::Table;
use mingsuan_model::text::{normalized, squeezed, without_numbering};
use mingsuan_model::{
    CellValue, Column, ColumnRole, Coordinate, Dimension, FiscalYear, ListId, Statement, StatementCell, StatementId,
    StatementRow, Value,
};

use crate::header::{Header, Key};
use crate::lexicon::{Meaning, lexicon};
use crate::wording::{restrict_years, without_remarks};

/// Reads the rows that one key names.
pub(crate) struct RowReader<'h> {
    header: &'h Header,
    key: &'h Key,
    id: StatementId,
    scope: Coordinate,
    class: Dimension,
    /// What the rows above opened: 年初财政拨款结转和结余.
    open: Option<Coordinate>,
    /// The codes last printed in the columns 类, 款, 项.
    parts: Vec<String>,
    /// How many bodies were named so far.
    agencies: u32,
    /// The body that the rows belong to, with its ordinal.
    agency: Option<(String, u32)>,
    /// The code of the class last named without one.
    named: Option<String>,
    /// The year of the document.
    year: Option<FiscalYear>,
}

impl<'h> RowReader<'h> {
    pub(crate) fn new(header: &'h Header, key: &'h Key, statement: &Statement, year: Option<FiscalYear>) -> Self {
        let by_economic = matches!(statement.id, StatementId::GeneralBasic | StatementId::GeneralEconomic);
        let fallback = if by_economic { Dimension::Economic } else { Dimension::Function };
        let class = key.class.unwrap_or(fallback);
        let (id, scope) = (statement.id, statement.scope);
        Self {
            header,
            key,
            id,
            scope,
            class,
            open: None,
            parts: Vec::new(),
            agencies: 0,
            agency: None,
            named: None,
            year,
        }
    }

    fn own_columns(&self) -> impl Iterator<Item = &'h Column> + use<'h> {
        let label = self.key.label;
        self.header.columns.iter().filter(move |column| column.label_column == label)
    }

    /// How many bodies the rows name.
    pub(crate) fn agencies(&self) -> u32 {
        self.agencies
    }

    pub(crate) fn read(&mut self, table: &Table, row: usize) -> Option<StatementRow> {
        let cells = self.cells(table, row);
        let label_cell = cells.iter().find(|cell| Some(cell.column) == self.key.label);
        let label = squeezed(label_cell.map_or("", |cell| &cell.text));
        let codes = self.codes(&cells);
        // 合计 may stand in the column of the codes.
        let named = codes.iter().find(|code| code.chars().any(|c| !c.is_ascii_digit()));
        let label = if label.is_empty() { named.cloned().unwrap_or_default() } else { label };
        let (code, label) = split_code(self.joined_code(&codes), label);
        let has_number = cells.iter().any(|cell| matches!(cell.value, CellValue::Number(_)));
        if code.is_none() && label.is_empty() && !has_number {
            return None;
        }
        let place = label_cell.or(cells.first()).map(|cell| cell.place.clone()).unwrap_or_default();
        let (code, coordinate) = if self.opens_body(code.as_deref(), &label) {
            self.agencies += 1;
            self.agency = Some((label.clone(), self.agencies));
            self.named = None;
            (
                None,
                self.key.label.map_or(self.scope, |column| self.scope.refined(&self.header.columns[column].coordinate)),
            )
        } else {
            let coordinate = self.key_coordinate(code.as_deref(), &label);
            (code, coordinate)
        };
        let coordinate = self.keyed(table, row, coordinate);
        Some(StatementRow { index: row, code, label, place, coordinate, cells })
    }

    /// Whether a row names a body whose rows stand below it, with or without the body's own code.
    fn opens_body(&self, code: Option<&str>, label: &str) -> bool {
        let is_keyed = self.key.agency.is_some() || self.class == Dimension::Agency || self.names_items();
        let own_code = code.is_none_or(|code| !is_code(code) && code.len() >= 6);
        !is_keyed
            && own_code
            && label.chars().count() >= 5
            && self.id != StatementId::Procurement
            && is_named_like_a_body(label)
            && lexicon().rows.exact(bare_label(&normalized(label))).is_none()
            && self.class_codes(bare_label(&normalized(label))).is_empty()
    }

    /// The texts of the code columns, from the left; those of a label merged over them are none.
    fn codes(&self, cells: &[StatementCell]) -> Vec<String> {
        let columns = self.own_columns().filter(|column| column.role == ColumnRole::Code);
        let text =
            |column: &Column| cells.iter().find(|cell| cell.column == column.index).map(|cell| normalized(&cell.text));
        columns.map(|column| text(column).unwrap_or_default()).collect()
    }

    /// 类 款 项 columns joined; a part that is not repeated in each row is that of the row above. Where each column holds
    /// the whole code, the longest.
    fn joined_code(&mut self, codes: &[String]) -> Option<String> {
        let last = codes.iter().rposition(|code| !code.is_empty())?;
        let digits = |code: &String| code.bytes().all(|b| b.is_ascii_digit());
        let is_split =
            codes.len() > 1 && codes.iter().skip(1).all(|code| code.is_empty() || code.len() == 2 && digits(code));
        if !is_split || !digits(&codes[0]) {
            let code = codes.iter().max_by_key(|code| code.len()).cloned()?;
            // 款 may be printed alone below its 类, in one column with the whole codes of the 项.
            if is_code(&code) {
                self.parts = vec![code[..3].to_owned()];
            } else if let (2, true, Some(class)) = (code.len(), digits(&code), self.parts.first()) {
                return Some(format!("{class}{code}"));
            }
            return Some(code);
        }
        self.parts.resize(codes.len(), String::new());
        for (at, code) in codes.iter().enumerate() {
            if !code.is_empty() {
                self.parts[at].clone_from(code);
                self.parts[at + 1..].iter_mut().for_each(String::clear);
            }
        }
        Some(self.parts[..=last].concat())
    }

    fn cells(&self, table: &Table, row: usize) -> Vec<StatementCell> {
        let mut cells: Vec<StatementCell> = Vec::new();
        for column in self.own_columns() {
            let Some(cell) = table.at(row, column.index) else {
                cells.extend((column.role == ColumnRole::Value).then(|| blank_cell(table, row, column.index)));
                continue;
            };
            // A cell merged over several rows or columns belongs to its first position.
            let first = cell.row == row && cell.column == column.index;
            if !first && column.role == ColumnRole::Value {
                continue;
            }
            let text = cell.text.trim().to_owned();
            let value = if column.role == ColumnRole::Value {
                CellValue::read(&text)
            } else {
                CellValue::Text(text.as_str().into())
            };
            cells.push(StatementCell { column: column.index, place: cell.place.with_text(text.as_str()), text, value });
        }
        cells
    }

    /// The position that the other keys of the row add: a second classification, the body it belongs to.
    fn keyed(&mut self, table: &Table, row: usize, mut coordinate: Coordinate) -> Coordinate {
        let text = |column: usize| table.at(row, column).map(|cell| normalized(&cell.text)).unwrap_or_default();
        if let Some((column, dimension)) = self.key.second {
            let (code, _) = split_code(None, text(column));
            if let Some(code) = code {
                coordinate.set(dimension, code_member(&code));
            }
        }
        if let Some(column) = self.key.agency {
            let name = text(column);
            let is_new =
                self.key.agency == self.key.label || self.agency.as_ref().is_none_or(|(last, _)| *last != name);
            // Where nothing but the code names a body, a row without one is the total.
            if is_total(&name) || name.is_empty() && self.key.label.is_none() {
                self.agency = None;
            } else if !name.is_empty() && is_new {
                // A department and its own unit may bear one name: each row is a body of its own.
                self.agencies += 1;
                self.agency = Some((name, self.agencies));
            }
        } else if coordinate == self.scope {
            // A total closes the rows of the last body; the row that opens a body has its own.
            self.agency = self
                .agency
                .take()
                .filter(|(name, _)| self.key.label.is_some_and(|column| text(column) == normalized(name)));
        }
        if let Some((_, agency)) = self.agency {
            coordinate.set(Dimension::Agency, Value::Member(agency));
        }
        self.timed(table, row, coordinate)
    }

    /// Rows may be years of the same figures: 2025年, 2026年, 增减额.
    fn timed(&self, table: &Table, row: usize, mut coordinate: Coordinate) -> Coordinate {
        for column in self.own_columns().filter(|column| matches!(column.role, ColumnRole::Text | ColumnRole::Label)) {
            let text = table.origin_at(row, column.index).map(|cell| normalized(&cell.text)).unwrap_or_default();
            if text.is_empty() || text.chars().count() > 12 {
                continue;
            }
            let mut timed = Coordinate::default();
            let rest = restrict_years(&text, self.year, &mut timed);
            let change = lexicon()
                .headers
                .exact(&text)
                .filter(|meaning| matches!(meaning.coordinate.key(Dimension::Measure), Some("change" | "change-rate")));
            if let Some(meaning) = change {
                coordinate = coordinate.refined(&meaning.coordinate);
            } else if rest.is_empty() {
                coordinate = coordinate.refined(&timed);
                coordinate.set(
                    Dimension::Item,
                    if coordinate.get(Dimension::Item) == Value::Unknown {
                        Value::All
                    } else {
                        coordinate.get(Dimension::Item)
                    },
                );
            }
        }
        coordinate
    }

    /// What code and label restrict, with what the rows above opened.
    fn key_coordinate(&mut self, code: Option<&str>, label: &str) -> Coordinate {
        let Some(column) = self.key.label else { return self.scope };
        let base = self.scope.refined(&self.header.columns[column].coordinate);
        let normal = normalized(label);
        let bare = bare_label(&normal);
        if self.class == Dimension::Agency || self.key.agency == self.key.label {
            return base;
        }
        if is_of_lines(self.id) {
            return line_coordinate(base, bare);
        }
        if let Some(code) = code {
            self.named = Some(code.to_owned());
            return base.with(self.class, code_member(code));
        }
        if label.is_empty() && self.key.agency.is_some() {
            return base;
        }
        let revenue = base.is_at(Dimension::Side, "revenue");
        let lexical = lexicon().rows.exact(bare);
        // The rows of revenue are sources of money, unless the header or their names say that they are classes.
        let by_class = !revenue || self.key.class == Some(Dimension::Function);
        let by_name = if !by_class || self.names_items() { None } else { self.class_member(bare) };
        let meaning = lexical.or_else(|| by_name.is_none().then(|| lexicon().rows.find(bare)).flatten());
        // 公务接待费 among economic classes is a class, elsewhere an item of the official costs.
        let is_class = matches!(self.class, Dimension::Economic | Dimension::GovEconomic)
            && lexical.is_some_and(|meaning| !meaning.total);
        match (lexical.filter(|_| !(is_class && by_name.is_some())), by_name, meaning) {
            (None, Some(member), _) => base.with(self.class, Value::Member(member)),
            (_, _, Some(meaning)) => self.lexical_coordinate(base, meaning),
            _ => base.with(Dimension::Item, Value::Unknown),
        }
    }

    fn lexical_coordinate(&mut self, base: Coordinate, meaning: &Meaning) -> Coordinate {
        let sides = (base.key(Dimension::Side), meaning.coordinate.key(Dimension::Side));
        if matches!(sides, (Some("expenditure"), Some("revenue")) | (Some("revenue"), Some("expenditure"))) {
            // 财政拨款 among the expenditure says who pays, not what comes in.
            return base.with(Dimension::Item, Value::Unknown);
        }
        let mut coordinate = base.refined(&meaning.coordinate);
        for dimension in &meaning.clears {
            coordinate.set(*dimension, Value::All);
        }
        let is_summary = matches!(self.id, StatementId::RevenueExpenditureSummary | StatementId::FiscalSummary);
        if meaning.closes && is_summary && coordinate.is_at(Dimension::Side, "expenditure") {
            coordinate = coordinate.at(Dimension::Side, "outlay");
        }
        if meaning.total {
            self.open = None;
        } else if meaning.opens {
            self.open = Some(meaning.coordinate);
        } else if coordinate.is_at(Dimension::Side, "revenue") && coordinate.get(Dimension::Source) == Value::All {
            // In a summary a revenue row without a word on its year is of the current year, unless a block is open.
            coordinate = match &self.open {
                Some(open) => coordinate.refined(open),
                None => coordinate.at(Dimension::Source, "current"),
            };
        }
        coordinate
    }

    /// Statements whose rows are items of their own, not classes.
    fn names_items(&self) -> bool {
        matches!(self.id, StatementId::OfficialCosts | StatementId::Assets)
    }

    /// The codes of the classes of a name, the shorter ones first.
    fn class_codes(&self, label: &str) -> Vec<&'static str> {
        let list = match self.class {
            Dimension::Function => ListId::Function,
            Dimension::Economic => ListId::Economic,
            _ => ListId::GovEconomic,
        };
        let mut codes: Vec<&str> = list.list().by_name(label).map(|class| class.code).collect();
        if codes.is_empty() && label.chars().count() >= CUT_NAME {
            codes = codes_of_cut_name(list, label);
        }
        codes.sort_by_key(|code| code.len());
        codes
    }

    /// The class of a name. Where a name stands on several levels, the one below the row above, else the top one.
    fn class_member(&mut self, label: &str) -> Option<u32> {
        let codes = self.class_codes(label);
        let above = self.named.as_deref().unwrap_or_default();
        let below = codes.iter().find(|code| !above.is_empty() && code.len() > above.len() && code.starts_with(above));
        // A sister of the row above, or of one of its ancestors.
        let beside = (3..=above.len()).rev().step_by(2).find_map(|length| {
            let mut sisters =
                codes.iter().filter(|code| code.len() == length && code.starts_with(&above[..length - 2]));
            sisters.next().filter(|_| length > 3 && sisters.next().is_none())
        });
        let top = match codes.as_slice() {
            [first, second, ..] if first.len() == second.len() => None,
            [first, ..] => Some(first),
            [] => None,
        };
        let found = below.or(beside).or(top).copied()?;
        self.named = Some(found.to_owned());
        found.parse().ok()
    }
}

/// A name cut off by the edge of its cell is still told from others by so many characters.
const CUT_NAME: usize = 7;

/// The codes of the one name that begins with what is left of it.
fn codes_of_cut_name(list: ListId, label: &str) -> Vec<&'static str> {
    let mut begin = list.list().classes().iter().filter(|class| class.name.starts_with(label));
    let Some(first) = begin.next() else { return Vec::new() };
    if begin.all(|class| class.name == first.name) {
        list.list().by_name(first.name).map(|class| class.code).collect()
    } else {
        Vec::new()
    }
}

/// Statements whose rows are purchases or projects.
pub(crate) fn is_of_lines(id: StatementId) -> bool {
    matches!(id, StatementId::Procurement | StatementId::PurchaseServices | StatementId::ProjectExpenditure)
}

/// A body's name without what says which part of it is meant: `某某局（本级）`.
pub(crate) fn without_level(label: &str) -> &str {
    label.trim_end_matches("（本级）").trim_end_matches("(本级)").trim_end_matches("本级").trim_end_matches("（汇总）")
}

/// Whether a label ends as the names of public bodies do, a second name in brackets aside.
fn is_named_like_a_body(label: &str) -> bool {
    let ends = |name: &str| lexicon().words.bodies.iter().any(|ending| name.ends_with(ending.as_str()));
    let first_name = label.split_once(['（', '(']).filter(|(name, _)| name.chars().count() >= 5).map(|(name, _)| name);
    ends(without_level(label)) || label.ends_with(['）', ')']) && first_name.is_some_and(ends)
}

/// 合计, 总计 and whatever else closes a side.
pub(crate) fn is_total(label: &str) -> bool {
    lexicon().rows.exact(label).is_some_and(|meaning| meaning.total)
}

/// Procurement and project lines: only totals and subtotals are told apart here.
fn line_coordinate(base: Coordinate, label: &str) -> Coordinate {
    if is_total(label) || label.ends_with("小计") || label.ends_with("合计") {
        base
    } else {
        base.with(Dimension::Project, Value::Unknown)
    }
}

/// A cell that the format left out because nothing stands in it.
fn blank_cell(table: &Table, row: usize, column: usize) -> StatementCell {
    let mut place = table.row_cells(row).next().map_or_else(|| table.place.clone(), |cell| cell.place.clone());
    place.column = u32::try_from(column + 1).ok();
    place.bbox = None;
    StatementCell { column, text: String::new(), value: CellValue::Blank, place: place.with_text("") }
}

/// The label without its list number and 其中.
pub(crate) fn bare_label(label: &str) -> &str {
    let label = without_numbering(label).0;
    let label = label.strip_prefix("其中:").unwrap_or(label);
    without_remarks(without_numbering(label).0)
}

/// Three, five or seven digits.
pub(crate) fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of a code on a coded dimension; anything but 3, 5 or 7 digits is unknown.
fn code_member(code: &str) -> Value {
    if is_code(code) { code.parse().map_or(Value::Unknown, Value::Member) } else { Value::Unknown }
}

/// A code printed in the label's cell: `[20101]人大事务`, `2010101 行政运行`.
fn split_code(code: Option<String>, label: String) -> (Option<String>, String) {
    if code.is_some() {
        return (code.filter(|code| code.bytes().all(|b| b.is_ascii_digit())), label);
    }
    let inner = label.trim_start_matches(['[', '【', '〔', '(', '（']);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner[digits..].trim_start_matches([']', '】', '〕', ')', '）', '-', '_']);
    let code_like = is_code(&inner[..digits]) && !rest.starts_with(['年', '.', '万', '元', '%']) && !rest.is_empty();
    if code_like { (Some(inner[..digits].to_owned()), rest.to_owned()) } else { (None, label) }
}

#[cfg(test)]
mod tests {
    use super::split_code;

    #[test]
    fn codes_come_off_labels() {
        let apart = |text: &str| split_code(None, text.to_owned());
        assert_eq!(apart("[20101]人大事务"), (Some("20101".into()), "人大事务".into()));
        assert_eq!(apart("2010101-行政运行"), (Some("2010101".into()), "行政运行".into()));
        assert_eq!(apart("2024年结转"), (None, "2024年结转".into()));
    }
}
