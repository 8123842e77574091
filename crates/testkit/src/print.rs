//! Budget → Draft in the form of the founding document. Every number is computed from the lines of the budget.
//! The sentences are ours; only titles, labels and terms are those of the official form.

use mingsuan_model::{Amount, Scale};

use crate::budget::Budget;
use crate::draft::{Draft, DraftCell, DraftTable};

mod annex;
mod glossary;
mod narrative;
mod projects;
mod statements;
mod summaries;

impl Budget {
    /// The disclosure that prints this budget.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        summaries::revenue_expenditure(self, &mut draft);
        statements::revenue(self, &mut draft);
        statements::expenditure(self, &mut draft);
        summaries::fiscal(self, &mut draft);
        statements::general(self, &mut draft);
        statements::basic(self, &mut draft);
        statements::government_fund(self, &mut draft);
        statements::state_capital(self, &mut draft);
        statements::official_costs(self, &mut draft);
        narrative::front(self, &mut draft);
        narrative::performance(self, &mut draft);
        projects::projects(self, &mut draft);
        annex::procurement(self, &mut draft);
        annex::assets(self, &mut draft);
        glossary::glossary(self, &mut draft);
        draft
    }

    /// An amount as a table cell.
    fn cell(&self, amount: Amount) -> DraftCell {
        DraftCell::new(self.number(amount))
    }

    /// An amount as tables print it.
    fn number(&self, amount: Amount) -> String {
        if amount.0 == 0 && !self.style.prints_zero {
            return String::new();
        }
        let plain = amount.in_scale(self.style.scale, 2);
        if self.style.groups_thousands { group_thousands(&plain) } else { plain }
    }

    /// An amount as the text prints it, with its unit.
    fn money(&self, amount: Amount) -> String {
        format!("{}{}", amount.in_scale(self.style.text_scale, 2), self.style.text_scale.name())
    }

    /// The caption row of a statement over `columns` columns.
    fn caption(&self, columns: usize) -> Vec<DraftCell> {
        let left = columns.div_ceil(3).max(1);
        let middle = (columns - left).div_ceil(2);
        vec![
            DraftCell::span(format!("{}{}", self.agency.code, self.agency.name), left, 1),
            DraftCell::span(format!("预算年度：{}", self.year), middle, 1),
            DraftCell::span(unit_label(self.style.scale), columns - left - middle, 1),
        ]
    }

    /// The note under a statement without money.
    fn empty_note(&self, what: &str) -> String {
        match self.style.wording % 3 {
            0 => format!("注：本单位{}年无{what}，空表列示。", self.year),
            1 => format!("注：{}年未安排{what}，本表以空表列示。", self.year),
            _ => format!("注：我单位无{what}，故本表空表列示。"),
        }
    }
}

/// 单位：万元
fn unit_label(scale: Scale) -> String {
    format!("单位：{}", scale.name())
}

/// `1234567.80` → `1,234,567.80`.
pub fn group_thousands(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, ""), |(w, f)| (w, f));
    let mut out = String::from(sign);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A row of plain cells.
fn row<S: AsRef<str>>(texts: &[S]) -> Vec<DraftCell> {
    texts.iter().map(|text| DraftCell::new(text.as_ref())).collect()
}

/// The row 栏次, 1, 2, ….
fn column_numbers(columns: usize) -> Vec<DraftCell> {
    std::iter::once("栏次".to_owned()).chain((1..columns).map(|n| n.to_string())).map(DraftCell::new).collect()
}

/// A statement: caption and header rows, then body.
fn statement(caption_and_header: Vec<Vec<DraftCell>>, body: Vec<Vec<DraftCell>>) -> DraftTable {
    let header_rows = caption_and_header.len();
    DraftTable { rows: caption_and_header.into_iter().chain(body).collect(), header_rows, has_caption: true }
}
