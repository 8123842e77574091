//! A statement in a template: the grid that is printed and the facts that it tells, computed together.
//! How the grid looks on paper is the business of `page.rs`.

use mingsuan_model::{Amount, Coordinate, Dimension, Scale, StatementId, Value};

use super::header::{Head, header};
use super::money::{amount_at, coordinate};
use super::page::filled;
use super::template::{Layout, Side, Template};
use crate::budget::{Budget, Kind};
use crate::draft::{DraftCell, DraftTable};
use crate::lists::{SUMMARY_CLASSES, chinese_number, economic_name, function_name};

/// A fact that a statement tells: where it stands in the cube, and how much.
pub type Told = (Coordinate, Amount);

/// A statement as printed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which statement it is.
    pub id: StatementId,
    /// The lines of its title.
    pub title: Vec<String>,
    /// What it prints its money in.
    pub scale: Scale,
    /// Header and body; what stands above is put on by the page.
    pub table: DraftTable,
    /// What it tells.
    pub told: Vec<Told>,
}

/// A row of one side before it is printed.
struct Line {
    keys: Vec<String>,
    at: Coordinate,
    is_total: bool,
}

/// What is common to all statements of a document.
pub(super) struct Printer<'b> {
    pub(super) budget: &'b Budget,
    pub(super) template: &'b Template,
}

impl Printer<'_> {
    /// One statement of the template.
    pub(super) fn sheet(&self, title: &str, key: &str, layout: &Layout) -> Sheet {
        let is_other = self.template.other_scale.iter().any(|other| other == key);
        let scale = if self.template.in_yuan != is_other { Scale::Yuan } else { Scale::TenThousand };
        let base = self.base(&layout.scope);
        let mut sheet = Sheet {
            id: layout.id,
            title: title.split('\n').map(str::to_owned).collect(),
            scale,
            table: DraftTable::default(),
            told: Vec::new(),
        };
        let sides: Vec<Vec<Vec<DraftCell>>> =
            layout.sides.iter().map(|side| self.side(side, base, layout, &mut sheet)).collect();
        let heads: Vec<Head<'_>> = layout.sides.iter().map(|side| self.head(side, scale)).collect();
        let mut rows = beside(&sides);
        for tail in &layout.tail {
            rows.push(self.tail_row(layout, tail, base, &mut sheet));
        }
        if self.template.has_line_numbers && layout.sides.len() > 1 {
            number_lines(layout, &mut rows);
        }
        let mut head = header(&heads, self.template, !layout.sides.iter().any(|side| !side.head.is_empty()));
        if self.template.has_row_numbers {
            let depth = head.len() - usize::from(!self.template.column_numbers.is_empty());
            for (at, row) in rows.iter_mut().enumerate() {
                row.insert(0, DraftCell::new((at + 1).to_string()));
            }
            head[0].insert(0, DraftCell::span("序号", 1, depth));
            if depth < head.len() {
                head[depth].insert(0, DraftCell::new(""));
            }
        }
        sheet.table.header_rows = head.len();
        sheet.table.rows = head.into_iter().chain(rows).collect();
        sheet.table.rows.iter_mut().flatten().for_each(|cell| cell.text = filled(&cell.text, self.budget));
        sheet
    }

    fn base(&self, scope: &str) -> Coordinate {
        let year = Value::Member(u32::from(self.budget.year));
        coordinate(scope, self.budget.year)
            .at(Dimension::Measure, "amount")
            .at(Dimension::Phase, if self.template.is_final { "final" } else { "budget" })
            .with(Dimension::Year, year)
    }

    fn head<'s>(&self, side: &'s Side, scale: Scale) -> Head<'s> {
        let unit = if self.template.scale_at == "header" { format!("（{}）", scale.name()) } else { String::new() };
        let by_code = matches!(side.rows.as_str(), "function" | "economic");
        Head { side, unit, by_code, has_agencies: by_code && self.template.has_agencies }
    }

    /// The rows of one side; what they tell is added to the sheet.
    fn side(&self, side: &Side, base: Coordinate, layout: &Layout, sheet: &mut Sheet) -> Vec<Vec<DraftCell>> {
        let base = base.refined(&coordinate(&side.scope, self.budget.year));
        let mut rows = Vec::new();
        for line in self.lines(side, base, layout) {
            let mut cells: Vec<DraftCell> = line.keys.iter().map(DraftCell::new).collect();
            if line.is_total && self.template.keys == "split" && cells.len() > 2 {
                let (covered, label) = (cells.len(), cells.pop().map(|cell| cell.text).unwrap_or_default());
                cells = vec![DraftCell::span(label, covered, 1)];
            }
            for [_, column] in &side.columns {
                cells.push(self.cell(line.at, column, sheet));
            }
            rows.push(cells);
        }
        rows
    }

    /// A cell with money, which is told unless there is none.
    fn cell(&self, row: Coordinate, column: &str, sheet: &mut Sheet) -> DraftCell {
        if column == "text" {
            return DraftCell::new("按规定安排");
        }
        let grain = sheet.scale.fen() / 10_i64.pow(u32::from(self.template.decimals));
        let at = row.refined(&coordinate(column, self.budget.year));
        let amount = amount_at(self.budget, &at, grain.max(1));
        if amount.0 != 0 {
            sheet.told.push((at, amount));
        }
        DraftCell::new(self.number(amount, sheet.scale))
    }

    /// An amount as the template prints it.
    pub(super) fn number(&self, amount: Amount, scale: Scale) -> String {
        if amount.0 == 0 {
            return self.template.zero.clone();
        }
        let plain = Amount(amount.0.abs()).in_scale(scale, self.template.decimals);
        let parted = if self.template.groups_thousands { crate::print::group_thousands(&plain) } else { plain };
        let signed = match (amount.0 < 0, self.template.has_brackets) {
            (true, true) => format!("({parted})"),
            (true, false) => format!("-{parted}"),
            (false, _) => parted,
        };
        let wide = |c: char| match c {
            '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
            '.' => '．',
            ',' => '，',
            c => c,
        };
        if self.template.is_wide { signed.chars().map(wide).collect() } else { signed }
    }

    fn lines(&self, side: &Side, base: Coordinate, layout: &Layout) -> Vec<Line> {
        let year = self.budget.year;
        match side.rows.as_str() {
            "function" | "economic" => self.coded(side, base, layout),
            "classes" => self.classes(base),
            "economic-classes" => {
                let line = |code: &str| Line {
                    keys: vec![economic_name(code).to_owned()],
                    at: base.with(Dimension::Economic, code.parse().map_or(Value::Unknown, Value::Member)),
                    is_total: false,
                };
                ["301", "302", "303", "309", "310"].into_iter().map(line).collect()
            }
            "projects" => {
                let project = |ordinal: usize| Line {
                    keys: vec![self.budget.projects[ordinal].name.clone()],
                    at: base.with(Dimension::Project, Value::Member(u32::try_from(ordinal).unwrap_or(0))),
                    is_total: false,
                };
                let total = Line { keys: vec![self.template.total.clone()], at: base, is_total: true };
                self.with_total(total, (0..self.budget.projects.len()).map(project).collect())
            }
            _ => {
                let line = |[label, at]: &[String; 2]| Line {
                    keys: vec![label.clone()],
                    at: base.refined(&coordinate(at, year)),
                    is_total: false,
                };
                side.list.iter().map(line).collect()
            }
        }
    }

    fn with_total(&self, total: Line, mut lines: Vec<Line>) -> Vec<Line> {
        if self.template.total_below {
            lines.push(total);
        } else {
            lines.insert(0, total);
        }
        lines
    }

    /// 一、一般公共服务支出 …: all classes, as most templates print them.
    fn classes(&self, base: Coordinate) -> Vec<Line> {
        let named = SUMMARY_CLASSES.iter().filter(|(code, _)| !code.is_empty() && *code < "230").enumerate();
        let line = |(at, (code, name)): (usize, &(&str, &str))| Line {
            keys: vec![format!("{}、{name}", chinese_number(at + 1))],
            at: base.with(Dimension::Function, code.parse().map_or(Value::Unknown, Value::Member)),
            is_total: false,
        };
        named.map(line).collect()
    }

    fn coded(&self, side: &Side, base: Coordinate, layout: &Layout) -> Vec<Line> {
        let dimension = if side.rows == "function" { Dimension::Function } else { Dimension::Economic };
        let scope = base.refined(&coordinate(&layout.scope, self.budget.year));
        let mut codes = std::collections::BTreeSet::new();
        for line in &self.budget.lines {
            let code = match dimension {
                Dimension::Function => Some(line.function.as_str()),
                _ => line.economic.as_deref().filter(|_| !matches!(line.kind, Kind::Project(_))),
            };
            codes.extend(side.levels.iter().filter_map(|level| code?.get(..*level)).map(str::to_owned));
        }
        let at = |code: &str| base.with(dimension, code.parse().map_or(Value::Unknown, Value::Member));
        codes.retain(|code| amount_at(self.budget, &scope.refined(&at(code)), 1).0 != 0);
        let name =
            |code: &str| if dimension == Dimension::Function { function_name(code) } else { economic_name(code) };
        let line = |code: &String| Line {
            keys: self.keys(code, name(code), side.levels.len()),
            at: at(code),
            is_total: false,
        };
        let width = self.keys("201", "", side.levels.len()).len();
        let total_keys = |label: &str, agency: [&str; 2]| {
            let mut keys = vec![String::new(); width];
            keys[width - 1] = label.to_owned();
            if self.template.has_agencies {
                (keys[0], keys[1]) = (agency[0].to_owned(), agency[1].to_owned());
            }
            keys
        };
        let code = &self.budget.agency.code;
        let total = Line { keys: total_keys(&self.template.total, ["", ""]), at: base, is_total: true };
        let mut lines: Vec<Line> = codes.iter().map(line).collect();
        if self.template.has_agencies {
            let own = [code.as_str(), self.budget.agency.name.as_str()];
            let unit = Line { keys: total_keys("", own), at: base, is_total: false };
            lines.insert(0, unit);
            let department = Line {
                keys: total_keys("", [&code[..3], self.budget.agency.name.as_str()]),
                at: base,
                is_total: false,
            };
            lines.insert(0, department);
        }
        self.with_total(total, lines)
    }

    /// Code and name as the template prints them.
    fn keys(&self, code: &str, name: &str, levels: usize) -> Vec<String> {
        let depth = code.len().saturating_sub(3) / 2;
        let blanks = "\u{3000}".repeat(depth);
        let parts = |sparse: bool| -> Vec<String> {
            let mut parts: Vec<String> = [0..3, 3..5, 5..7]
                .into_iter()
                .take(levels)
                .map(|range| code.get(range).unwrap_or_default().to_owned())
                .collect();
            if sparse {
                (0..parts.len()).filter(|at| *at != depth).for_each(|at| parts[at].clear());
            }
            parts.push(name.to_owned());
            parts
        };
        let keys = match self.template.keys.as_str() {
            "split" => parts(false),
            "sparse" => parts(true),
            "bracket" => vec![format!("{blanks}[{code}]{name}")],
            "dash" => vec![format!("{code}-{name}")],
            "space" => vec![format!("{code} {name}")],
            "names" => vec![format!("{blanks}{name}")],
            "padded" => vec![format!("{}{code}", "\u{a0}\u{a0}".repeat(depth)), format!("{blanks}{name}")],
            _ => vec![code.to_owned(), name.to_owned()],
        };
        let agency = [self.budget.agency.code.clone(), self.budget.agency.name.clone()];
        if self.template.has_agencies { agency.into_iter().chain(keys).collect() } else { keys }
    }

    fn tail_row(&self, layout: &Layout, tail: &[[String; 2]], base: Coordinate, sheet: &mut Sheet) -> Vec<DraftCell> {
        let mut cells = Vec::new();
        for (side, [label, at]) in layout.sides.iter().zip(tail) {
            let row =
                base.refined(&coordinate(&side.scope, self.budget.year)).refined(&coordinate(at, self.budget.year));
            cells.push(DraftCell::new(label));
            for [_, column] in &side.columns {
                let is_empty = label.is_empty() || at == "none";
                cells.push(if is_empty { DraftCell::new("") } else { self.cell(row, column, sheet) });
            }
        }
        cells
    }
}

/// Puts 行次 behind the names of each side, counted down one side and then the next.
fn number_lines(layout: &Layout, rows: &mut [Vec<DraftCell>]) {
    let height = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut place = 1;
        for (ordinal, side) in layout.sides.iter().enumerate() {
            row.insert(place, DraftCell::new((ordinal * height + at + 1).to_string()));
            place += side.columns.len() + 2;
        }
    }
}

/// Sides of unequal height beside each other.
fn beside(sides: &[Vec<Vec<DraftCell>>]) -> Vec<Vec<DraftCell>> {
    let height = sides.iter().map(Vec::len).max().unwrap_or(0);
    let width = |side: &Vec<Vec<DraftCell>>| side.first().map_or(0, |row| row.iter().map(|cell| cell.colspan).sum());
    let row = |at: usize| {
        let cells = sides
            .iter()
            .flat_map(|side| side.get(at).cloned().unwrap_or_else(|| vec![DraftCell::new(""); width(side)]));
        cells.collect()
    };
    (0..height).map(row).collect()
}
