//! “三公”经费 and 机关运行经费 where the lines do not tell them: stated amounts instead.
//! Lines of basic expenditure tell most of them by their economic classes; what projects pay is not told.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, Coordinate, Dimension, Disclosure, Fact, Origin, Value};

use super::custom::custom;
use super::margins::is_of_year;
use crate::budget::{Budget, Fund, OfficialCost};

/// The funds that “三公”经费 are told of.
const FISCAL: [Fund; 3] = [Fund::General, Fund::GovernmentFund, Fund::StateCapital];

/// The items as printed, if the lines of the budget would give others; empty if they tell them.
pub(super) fn official_costs(disclosure: &Disclosure, budget: &Budget) -> Vec<OfficialCost> {
    let printed = printed(disclosure);
    if printed.is_empty() {
        return Vec::new();
    }
    let is_told = custom().official_items.iter().all(|item| {
        FISCAL.into_iter().all(|fund| {
            let at = expenditure().at(Dimension::Item, item).at(Dimension::Fund, fund.key());
            let wanted = printed.get(&(item.clone(), fund)).copied().unwrap_or(0);
            budget.amount_at(&at).is_some_and(|told| told.0 == wanted)
        })
    });
    if is_told {
        return Vec::new();
    }
    printed.into_iter().map(|((item, fund), amount)| OfficialCost { item, fund, amount: Amount(amount) }).collect()
}

fn expenditure() -> Coordinate {
    Coordinate::default().at(Dimension::Side, "expenditure")
}

/// The group an item stands in: 公务用车购置及运维费 of 公务用车购置费; an item without one is its own.
fn group_of(item: &str) -> &str {
    let tree = Dimension::Item.tree();
    let parent = tree.and_then(|tree| tree.get(tree.parent(tree.id(item)?)?)).map(|parent| parent.key.as_str());
    parent.filter(|parent| *parent != "official-costs").unwrap_or(item)
}

/// The printed amounts of items and funds. An item told only with its group, or a fund only with all fiscal money,
/// is what the others of the group leave.
fn printed(disclosure: &Disclosure) -> BTreeMap<(String, Fund), i64> {
    let facts: Vec<(&Fact, i64)> = disclosure
        .facts
        .iter()
        .filter(|fact| is_of_year(&fact.coordinate, disclosure.kind, disclosure.year))
        .filter(|fact| {
            fact.coordinate.get(Dimension::Item) != Value::All && fact.coordinate.is_at(Dimension::Side, "expenditure")
        })
        .filter_map(|fact| Some((fact, fact.amount()?.0)))
        .collect();
    // A statement is asked first, the text only where there is none.
    let at = |item: &str, fund: Option<&str>| {
        let mut own = facts.iter().filter(|(fact, _)| {
            let of_fund = fact.coordinate.key(Dimension::Fund);
            fact.coordinate.is_at(Dimension::Item, item)
                && (of_fund == fund || fund.is_none() && of_fund == Some("fiscal"))
        });
        let first = own.clone().find(|(fact, _)| !matches!(fact.origin, Origin::Claim(_)));
        first.or_else(|| own.next()).map(|(_, amount)| *amount)
    };
    let mut printed = BTreeMap::new();
    for item in &custom().official_items {
        let group = group_of(item);
        let others: Vec<&String> = custom().official_items.iter().filter(|other| group_of(other) == group).collect();
        let is_first = others.first().is_some_and(|first| *first == item);
        let of = |fund: Option<&str>| match at(item, fund) {
            Some(amount) => amount,
            None if is_first => {
                let told: i64 = others[1..].iter().filter_map(|other| at(other, fund)).sum();
                at(group, fund).map_or(0, |whole| (whole - told).max(0))
            }
            None => 0,
        };
        let mut left = of(None);
        for fund in FISCAL.into_iter().skip(1) {
            let amount = of(Some(fund.key()));
            left -= amount;
            printed.insert((item.clone(), fund), amount);
        }
        let general = of(Some(Fund::General.key()));
        printed.insert((item.clone(), Fund::General), if general == 0 { left.max(0) } else { general });
    }
    printed.retain(|_, amount| *amount != 0);
    printed
}

/// 机关运行经费 as printed, if the lines of the budget would give another amount.
pub(super) fn operating_costs(disclosure: &Disclosure, budget: &Budget) -> Option<Amount> {
    let own = |fact: &&Fact| {
        is_of_year(&fact.coordinate, disclosure.kind, disclosure.year)
            && fact.coordinate.is_at(Dimension::Item, "operating-costs")
    };
    let printed = disclosure.facts.iter().filter(own).find_map(Fact::amount)?;
    let told = budget.amount_at(&expenditure().at(Dimension::Item, "operating-costs"));
    (Some(printed) != told).then_some(printed)
}
