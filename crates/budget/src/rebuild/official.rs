//! “三公”经费 and 机关运行经费 where the lines do not tell them: stated amounts instead.
//! Lines of basic expenditure tell most of them by their economic classes; what projects pay is not told.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, Dimension, Disclosure, Fact, Origin, Value};

use super::custom::custom;
use super::margins::is_of_year;
use crate::budget::{Fund, Kind, Line, OfficialCost};

/// The funds that “三公”经费 are told of.
const FISCAL: [Fund; 3] = [Fund::General, Fund::GovernmentFund, Fund::StateCapital];

/// The items as printed, if the lines would give others; empty if the lines tell them.
pub(super) fn official_costs(disclosure: &Disclosure, lines: &[Line]) -> Vec<OfficialCost> {
    let printed = printed(disclosure);
    if printed.is_empty() {
        return Vec::new();
    }
    let mut told: BTreeMap<(String, Fund), i64> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.fund.is_fiscal() && line.kind != Kind::Balance) {
        let economic = line.economic.as_deref().unwrap_or_default();
        for official in
            custom().official.iter().filter(|official| official.economic.iter().any(|code| code == economic))
        {
            *told.entry((official.item.clone(), line.fund)).or_default() += line.amount.0;
        }
    }
    told.retain(|_, amount| *amount != 0);
    let wanted: BTreeMap<(String, Fund), i64> = printed.into_iter().filter(|(_, amount)| *amount != 0).collect();
    if wanted == told {
        return Vec::new();
    }
    let cost = |((item, fund), amount)| OfficialCost { item, fund, amount: Amount(amount) };
    wanted.into_iter().map(cost).collect()
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
    for official in &custom().official {
        let group: Vec<&str> = custom()
            .official
            .iter()
            .filter(|other| other.parent == official.parent)
            .map(|other| other.item.as_str())
            .collect();
        let is_first = group.first().is_some_and(|first| *first == official.item);
        let of = |fund: Option<&str>| match at(&official.item, fund) {
            Some(amount) => amount,
            None if is_first => {
                let others: i64 = group[1..].iter().filter_map(|item| at(item, fund)).sum();
                at(&official.parent, fund).map_or(0, |whole| (whole - others).max(0))
            }
            None => 0,
        };
        let mut left = of(None);
        for fund in FISCAL.into_iter().skip(1) {
            let amount = of(Some(fund.key()));
            left -= amount;
            printed.insert((official.item.clone(), fund), amount);
        }
        let general = of(Some(Fund::General.key()));
        printed.insert((official.item.clone(), Fund::General), if general == 0 { left.max(0) } else { general });
    }
    printed.retain(|_, amount| *amount != 0);
    printed
}

/// 机关运行经费 as printed, if it is not the general budget's 公用经费.
pub(super) fn operating_costs(disclosure: &Disclosure, lines: &[Line]) -> Option<Amount> {
    let own = |fact: &&Fact| {
        is_of_year(&fact.coordinate, disclosure.kind, disclosure.year)
            && fact.coordinate.is_at(Dimension::Item, "operating-costs")
    };
    let printed = disclosure.facts.iter().filter(own).find_map(Fact::amount)?;
    let public = |line: &&Line| line.kind == Kind::Public && line.fund == Fund::General;
    let told: i64 = lines.iter().filter(public).map(|line| line.amount.0).sum();
    (printed.0 != told).then_some(printed)
}
