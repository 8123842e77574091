//! How values are printed in one disclosure: scale, decimals, blanks, and the fields that texts of the form name.
//! No layout here.

use mingsuan_model::{AgencyLevel, Amount, Coordinate, Scale};

use crate::budget::Budget;
use crate::form::Form;
use crate::workbook::open_mark;

/// A budget with the form it is printed in.
pub(super) struct Print<'b> {
    pub(super) budget: &'b Budget,
    pub(super) form: &'static Form,
    /// Scale of the statements.
    pub(super) scale: Scale,
    /// Decimals of every amount of the statements: the form's, or more where an amount needs them.
    decimals: u8,
    /// The same of the text.
    text_decimals: u8,
}

impl<'b> Print<'b> {
    pub(super) fn new(budget: &'b Budget, form: &'static Form) -> Self {
        let scale = budget.scale.unwrap_or(form.scale);
        let decimals = decimals_of(statement_amounts(budget), scale).max(form.decimals);
        let told = budget.prior.values().copied().chain(budget.operating_costs);
        let all = statement_amounts(budget).chain(told);
        let text_decimals = decimals_of(all, form.text_scale).max(form.decimals);
        Self { budget, form, scale, decimals, text_decimals }
    }

    /// 单位 or 部门.
    pub(super) fn unit(&self) -> &'static str {
        match self.budget.agency.level {
            Some(AgencyLevel::Department) => "部门",
            _ => "单位",
        }
    }

    /// An amount as a cell prints it; zero is blank.
    pub(super) fn cell(&self, amount: Option<Amount>) -> String {
        match amount {
            Some(amount) if amount != Amount::ZERO => self.number(amount),
            _ => String::new(),
        }
    }

    /// An amount as a cell prints it, zero included.
    pub(super) fn number(&self, amount: Amount) -> String {
        amount.in_scale(self.scale, self.decimals)
    }

    /// Prints amounts as the text does, with their scale.
    pub(super) fn money_printer(&self) -> impl Fn(Amount) -> String + Copy + Send + Sync + 'static {
        let (scale, decimals) = (self.form.text_scale, self.text_decimals);
        move |amount| format!("{}{}", amount.in_scale(scale, decimals), scale.name())
    }

    /// The amount at a position as a cell prints it; where the lines leave it open, the mark that says so.
    pub(super) fn at(&self, at: &Coordinate) -> String {
        if self.budget.is_open_at(at) {
            return open_mark().to_owned();
        }
        self.cell(self.budget.amount_at(at))
    }

    /// A text of the form with its fields filled in: those of every statement, then `own`.
    pub(super) fn fill(&self, text: &str, own: &[(&str, &str)]) -> String {
        let year = self.budget.year.to_string();
        let general = [
            ("{name}", self.budget.agency.name.as_str()),
            ("{code}", &self.budget.agency.code),
            ("{unit}", self.unit()),
            ("{year}", &year),
            ("{scale}", self.scale.name()),
            ("{date}", &self.budget.assets.date),
        ];
        // What is filled in is never searched again: a name may hold braces.
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            let field = own.iter().chain(&general).find(|(field, _)| rest.starts_with(field));
            let (taken, value) = field.map_or((1, "{"), |(field, value)| (field.len(), *value));
            out.push_str(value);
            rest = &rest[taken..];
        }
        out.push_str(rest);
        out
    }
}

/// The amounts that the statements of a budget print; a unit price shows its own decimals.
fn statement_amounts(budget: &Budget) -> impl Iterator<Item = Amount> {
    let own = budget.lines.iter().map(|line| line.amount);
    let purchases = budget.procurement.iter().flat_map(|line| [Some(line.amount), line.reserved]).flatten();
    let assets = budget.assets.rows.iter().filter_map(|row| row.value);
    let stated = budget.official_costs.iter().map(|cost| cost.amount);
    let rounded = budget.stated.iter().map(|stated| stated.printed);
    own.chain(purchases).chain(assets).chain(stated).chain(rounded)
}

/// How many decimals amounts need in a scale.
fn decimals_of(amounts: impl Iterator<Item = Amount>, scale: Scale) -> u8 {
    let needed = amounts.map(|amount| amount.in_scale(scale, 0));
    let decimals = needed.map(|text| text.split_once('.').map_or(0, |(_, digits)| digits.len())).max();
    u8::try_from(decimals.unwrap_or(0)).unwrap_or(0)
}
