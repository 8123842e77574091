//! Sums of a budget: the amount at a position of the cube, from lines, stated items, procurement and assets.
//! Which positions a statement prints is the form's business (`form.rs`).

use std::sync::LazyLock;

use mingsuan_model::{Amount, Coordinate, Dimension, Value};
use serde::Deserialize;

use crate::budget::{Budget, Fund, Kind, Line, Purchase};

/// Which economic classes make up an item of “三公” (`standards/items.toml`).
#[derive(Debug, Deserialize)]
struct Items {
    item: Vec<Item>,
}

/// One item that lines tell by their economic class.
#[derive(Debug, Deserialize)]
struct Item {
    key: String,
    economic: Vec<String>,
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let items: Items = toml::from_str(include_str!("../../../standards/items.toml"))
        .expect("standards/items.toml is part of the program and its test reads it");
    items.item
});

/// The economic classes that make up an item of “三公” and all below it.
pub(crate) fn item_codes(item: &str) -> Vec<&'static str> {
    let Some((tree, wanted)) = Dimension::Item.tree().and_then(|tree| Some((tree, tree.id(item)?))) else {
        return Vec::new();
    };
    let told = ITEMS.iter().filter(|told| tree.id(&told.key).is_some_and(|id| tree.is_within(id, wanted)));
    told.flat_map(|told| told.economic.iter().map(String::as_str)).collect()
}

/// Whether a position lies at or below another one: every dimension that `at` restricts holds the position.
pub fn is_within(position: &Coordinate, at: &Coordinate) -> bool {
    Dimension::ALL.into_iter().all(|dimension| match (position.get(dimension), at.get(dimension)) {
        (_, Value::All) => true,
        (Value::Member(own), Value::Member(wanted)) => member_within(dimension, own, wanted),
        _ => false,
    })
}

fn member_within(dimension: Dimension, own: u32, wanted: u32) -> bool {
    if own == wanted {
        return true;
    }
    if dimension.is_coded() {
        return own.to_string().starts_with(&wanted.to_string());
    }
    dimension.tree().is_some_and(|tree| tree.is_within(own, wanted))
}

impl Budget {
    /// The amount at a position; `None` where the budget does not tell it, or where the sum overflows.
    ///
    /// On the side of revenue every line counts, for money that is kept was received, too. The measures other than
    /// `amount` and `reserved`, the year and the phase play no part here. A total that is stated otherwise within
    /// rounding is as stated.
    pub fn amount_at(&self, at: &Coordinate) -> Option<Amount> {
        let at = bare(at);
        let sum = self.computed_at(&at)?;
        let stated = self.stated.iter().find(|stated| stated.at == at && stated.sum == sum);
        Some(stated.map_or(sum, |stated| stated.printed))
    }

    /// The amount that the lines and the other parts of the budget add up to at a position; `None` as above.
    pub fn computed_at(&self, at: &Coordinate) -> Option<Amount> {
        let at = bare(at);
        if at.has_unknown() {
            return None;
        }
        match at.key(Dimension::Item) {
            Some(item) => self.item_at(item, &at.with(Dimension::Item, Value::All)),
            None if at.is_at(Dimension::Side, "procurement") => {
                let at = at.with(Dimension::Side, Value::All);
                total(self.procurement.iter().filter(|line| is_within(&line.coordinate(), &at)).map(|line| line.amount))
            }
            None => self.sum_at(&at),
        }
    }

    /// Whether lines leave open what a position asks: how much of basic expenditure is personnel and how much public.
    pub fn is_open_at(&self, at: &Coordinate) -> bool {
        if !matches!(at.key(Dimension::Kind), Some("personnel" | "public")) {
            return false;
        }
        let whole = bare(at).at(Dimension::Kind, "basic");
        let mut untold = self.lines.iter().filter(|line| line.kind == Kind::Basic && line.amount != Amount::ZERO);
        untold.any(|line| is_within(&line.coordinate(), &whole))
    }

    fn sum_at(&self, at: &Coordinate) -> Option<Amount> {
        let revenue = at.is_at(Dimension::Side, "revenue");
        let at = if revenue { at.with(Dimension::Side, Value::All) } else { *at };
        total(self.lines.iter().filter(|line| is_within(&line.coordinate(), &at)).map(|line| line.amount))
    }

    fn item_at(&self, item: &str, at: &Coordinate) -> Option<Amount> {
        match item {
            "operating-costs" => self
                .operating_costs
                .or_else(|| self.sum_at(&at.at(Dimension::Fund, "general").at(Dimension::Kind, "public"))),
            "asset-total" => {
                let rows = self.assets.rows.iter().filter(|row| row.item != "asset-office");
                self.assets.total.or_else(|| total(rows.filter_map(|row| row.value)))
            }
            "asset-purchase" => {
                let goods = self.procurement.iter().filter(|line| line.code.starts_with('A'));
                self.assets.purchases.or_else(|| total(goods.map(|line| line.amount)))
            }
            _ if item.starts_with("asset-") => self.assets.rows.iter().find(|row| row.item == item)?.value,
            _ => self.official_at(item, at),
        }
    }

    /// An item of “三公” with all below it: as stated, or as the lines of 财政拨款 tell by their economic class.
    fn official_at(&self, item: &str, at: &Coordinate) -> Option<Amount> {
        let tree = Dimension::Item.tree()?;
        let wanted = tree.id(item)?;
        if !tree.is_within(wanted, tree.id("official-costs")?) {
            return None;
        }
        let below = |key: &str| tree.id(key).is_some_and(|id| tree.is_within(id, wanted));
        if !self.official_costs.is_empty() {
            let stated = self.official_costs.iter().filter(|cost| {
                let fund = Coordinate::default().at(Dimension::Fund, cost.fund.key());
                below(&cost.item) && is_within(&fund, &only(at, Dimension::Fund))
            });
            return total(stated.map(|cost| cost.amount));
        }
        let codes = item_codes(item);
        let counts = |line: &&Line| {
            line.fund.is_fiscal()
                && line.economic.as_deref().is_some_and(|code| codes.contains(&code))
                && is_within(&line.coordinate(), at)
        };
        total(self.lines.iter().filter(counts).map(|line| line.amount))
    }

    /// The money of a project.
    pub fn project_amount(&self, project: usize) -> Option<Amount> {
        total(self.lines.iter().filter(|line| line.project == Some(project)).map(|line| line.amount))
    }

    /// The money of a project from 财政拨款 (`true`) or from elsewhere.
    pub fn project_fiscal(&self, project: usize, fiscal: bool) -> Option<Amount> {
        let own = self.lines.iter().filter(|line| line.project == Some(project) && line.fund.is_fiscal() == fiscal);
        total(own.map(|line| line.amount))
    }
}

/// A position without what plays no part in sums.
fn bare(at: &Coordinate) -> Coordinate {
    [Dimension::Year, Dimension::Phase, Dimension::Measure, Dimension::Agency]
        .into_iter()
        .fold(*at, |at, dimension| at.with(dimension, Value::All))
}

/// A position that restricts one dimension only.
fn only(at: &Coordinate, dimension: Dimension) -> Coordinate {
    Coordinate::default().with(dimension, at.get(dimension))
}

impl Purchase {
    /// The position of the purchase among the purchases.
    pub fn coordinate(&self) -> Coordinate {
        Coordinate::default().at(Dimension::Fund, self.fund.key()).at(Dimension::Source, self.source.key())
    }
}

impl Fund {
    /// The fund of a member key of the dimension `fund`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fund| fund.key() == key)
    }
}

/// The sum; `None` on overflow.
pub(crate) fn total(amounts: impl Iterator<Item = Amount>) -> Option<Amount> {
    let sum: i128 = amounts.map(|amount| i128::from(amount.0)).sum();
    i64::try_from(sum).ok().map(Amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{OfficialCost, Source};

    fn line(function: &str, kind: Kind, economic: Option<&str>, fen: i64) -> Line {
        Line {
            function: function.into(),
            kind,
            project: None,
            economic: economic.map(str::to_owned),
            gov_economic: None,
            fund: Fund::General,
            source: Source::Current,
            amount: Amount(fen),
        }
    }

    fn at(pairs: &[(Dimension, &str)]) -> Coordinate {
        pairs.iter().fold(Coordinate::default(), |at, (dimension, key)| at.at(*dimension, key))
    }

    #[test]
    fn sums_follow_the_trees() {
        let budget = Budget {
            lines: vec![
                line("2010301", Kind::Personnel, Some("30101"), 500),
                line("2010301", Kind::Public, Some("30217"), 30),
                line("2110302", Kind::Project, None, 70),
                line("2110302", Kind::Balance, None, 9),
            ],
            ..Budget::default()
        };
        let sum = |pairs: &[(Dimension, &str)]| budget.amount_at(&at(pairs)).map(|amount| amount.0);
        assert_eq!(sum(&[(Dimension::Side, "expenditure")]), Some(600));
        assert_eq!(sum(&[(Dimension::Side, "revenue")]), Some(609));
        assert_eq!(sum(&[(Dimension::Side, "outlay")]), Some(609));
        assert_eq!(sum(&[(Dimension::Side, "balance")]), Some(9));
        assert_eq!(sum(&[(Dimension::Side, "expenditure"), (Dimension::Kind, "basic")]), Some(530));
        assert_eq!(sum(&[(Dimension::Side, "expenditure"), (Dimension::Item, "reception")]), Some(30));
        assert_eq!(sum(&[(Dimension::Side, "expenditure"), (Dimension::Item, "operating-costs")]), Some(30));
        let class = at(&[(Dimension::Side, "expenditure")]).with(Dimension::Function, Value::Member(211));
        assert_eq!(budget.amount_at(&class), Some(Amount(70)));
        assert_eq!(budget.amount_at(&class.with(Dimension::Kind, Value::Unknown)), None);
    }

    #[test]
    fn stated_official_costs_go_before_the_lines() {
        let cost = OfficialCost { item: "reception".into(), fund: Fund::General, amount: Amount(44) };
        let mut budget = Budget { official_costs: vec![cost], ..Budget::default() };
        budget.lines.push(line("2010301", Kind::Public, Some("30217"), 30));
        let of = |fund: &str, item: &str| {
            budget.amount_at(&at(&[(Dimension::Fund, fund), (Dimension::Item, item)])).map(|a| a.0)
        };
        assert_eq!(of("fiscal", "official-costs"), Some(44));
        assert_eq!(of("general", "reception"), Some(44));
        assert_eq!(of("gov-fund", "reception"), Some(0));
        assert_eq!(of("general", "vehicle"), Some(0));
    }
}
