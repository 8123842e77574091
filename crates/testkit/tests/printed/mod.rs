//! Reads a draft back by labels, for the tests only: titles, rows on the grid, what the text says after a phrase.

use mingsuan_model::{Amount, Decimal, Scale};
use mingsuan_testkit::draft::Slot;
use mingsuan_testkit::{Draft, DraftBlock, DraftTable};

/// An amount in hundredths of the printed unit; blank is 0.
pub(crate) fn fen(text: &str) -> i64 {
    if text.is_empty() {
        return 0;
    }
    let value = Decimal::parse(text).unwrap_or_else(|| panic!("{text} is no number"));
    i64::try_from(value.scaled_to(2).expect("two decimals")).expect("fits")
}

/// A project as printed.
pub(crate) struct PrintedProject {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) amount: i64,
    pub(crate) fiscal: i64,
    pub(crate) other: i64,
    pub(crate) plan: Vec<i64>,
    pub(crate) kinds: Vec<String>,
}

/// A draft with its tables under their titles.
pub(crate) struct Printed<'a> {
    draft: &'a Draft,
}

fn grid(table: &DraftTable) -> Vec<Vec<String>> {
    let rows = table.grid().into_iter().enumerate().map(|(r, line)| {
        let cells = line.into_iter().map(|slot| match slot {
            Slot::Origin(index) => table.rows[r][index].text.clone(),
            _ => String::new(),
        });
        cells.collect()
    });
    rows.collect()
}

fn text_of(block: &DraftBlock) -> Option<&str> {
    match block {
        DraftBlock::Heading(_, text) | DraftBlock::Paragraph(text) => Some(text),
        DraftBlock::Table(_) => None,
    }
}

impl<'a> Printed<'a> {
    pub(crate) fn new(draft: &'a Draft) -> Self {
        Self { draft }
    }

    fn position(&self, title: &str) -> usize {
        let blocks = &self.draft.blocks;
        let at = blocks.windows(2).position(|pair| {
            text_of(&pair[0]).is_some_and(|text| text == title) && matches!(pair[1], DraftBlock::Table(_))
        });
        at.unwrap_or_else(|| panic!("no table {title}"))
    }

    /// The rows under the header of the table below a title.
    pub(crate) fn body(&self, title: &str) -> Vec<Vec<String>> {
        match &self.draft.blocks[self.position(title) + 1] {
            DraftBlock::Table(table) => grid(table).split_off(table.header_rows),
            _ => Vec::new(),
        }
    }

    /// The note directly under a table, when it says that the table is empty.
    pub(crate) fn note_under(&self, title: &str) -> Option<&str> {
        let block = self.draft.blocks.get(self.position(title) + 2)?;
        text_of(block).filter(|text| text.starts_with('注') && text.contains("空表"))
    }

    /// The amount of a column in the row that has a label in a column.
    pub(crate) fn at(&self, title: &str, label_column: usize, label: &str, column: usize) -> i64 {
        let rows = self.body(title);
        let row = rows.iter().find(|row| row[label_column].trim() == label);
        row.map_or(0, |row| fen(&row[column]))
    }

    /// The sum of a column over the rows above a label.
    pub(crate) fn sum_until(&self, title: &str, column: usize, label: &str, label_column: usize) -> i64 {
        let rows = self.body(title);
        rows.iter().take_while(|row| row[label_column] != label).map(|row| fen(&row[column])).sum()
    }

    /// All paragraphs in one.
    pub(crate) fn text(&self) -> String {
        let paragraphs = self.draft.blocks.iter().filter_map(|block| match block {
            DraftBlock::Paragraph(text) => Some(text.as_str()),
            _ => None,
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    }

    /// The amount that the text states directly after a phrase, in the unit of the tables.
    pub(crate) fn said(&self, phrase: &str) -> Option<i64> {
        let text = self.text();
        let rest = text.match_indices(phrase).map(|(at, _)| &text[at + phrase.len()..]);
        let rest = rest.into_iter().find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let scale = Scale::starting(&rest[end..])?;
        let amount = Amount::from_printed(Decimal::parse(&rest[..end])?, scale)?;
        Some(fen(&amount.in_scale(self.scale(), 2)))
    }

    fn scale(&self) -> Scale {
        let yuan = self.draft.cells().iter().any(|(_, cell)| cell.text == "单位：元");
        if yuan { Scale::Yuan } else { Scale::TenThousand }
    }

    pub(crate) fn projects(&self) -> Vec<PrintedProject> {
        let tables: Vec<Vec<Vec<String>>> = self
            .draft
            .blocks
            .iter()
            .filter_map(|block| match block {
                DraftBlock::Table(table) => Some(grid(table)),
                _ => None,
            })
            .collect();
        let pairs = tables.windows(2).filter(|pair| pair[0].get(1).is_some_and(|row| row[0] == "项目编码"));
        let project = |pair: &[Vec<Vec<String>>]| PrintedProject {
            code: pair[0][1][1].clone(),
            name: pair[0][1][5].clone(),
            amount: fen(&pair[0][2][2]),
            fiscal: fen(&pair[0][2][5]),
            other: fen(&pair[0][2][8]),
            plan: pair[0][5].iter().filter_map(|share| share.strip_suffix('%')?.parse().ok()).collect(),
            kinds: pair[1][1..].iter().map(|row| format!("{}{}", row[0], row[1])).collect(),
        };
        pairs.map(project).collect()
    }

    pub(crate) fn assets_total(&self) -> i64 {
        self.at("单位固定资产占用情况表", 0, "资产总额", 2)
    }

    pub(crate) fn assets_parts(&self) -> i64 {
        let rows = self.body("单位固定资产占用情况表");
        rows.iter().filter(|row| row[0].starts_with(|c: char| c.is_ascii_digit())).map(|row| fen(&row[2])).sum()
    }
}
