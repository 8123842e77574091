//! Procurement and assets of a document as those of a budget.
//! The money they are paid from is that of the lines, rebuilt before.

use mingsuan_model::text::normalized;
use mingsuan_model::{
    Amount, CellValue, Decimal, Dimension, Disclosure, Fact, Origin, ProcurementLine, StatementId, Value,
};

use super::Unexplained;
use super::margins::is_of_year;
use super::projects::Projects;
use crate::budget::{Asset, Assets, Budget, Certainty, Fund, Kind, Part, Purchase, Remark, Source};
use crate::cube;

/// The purchases. Remarks on what is not told go to the budget.
pub(super) fn procurement(
    disclosure: &Disclosure,
    projects: &Projects,
    budget: &mut Budget,
    unexplained: &mut Vec<Unexplained>,
) -> Vec<Purchase> {
    let mut purchases: Vec<Purchase> = Vec::new();
    for (line, money) in purchase_lines(disclosure) {
        if money.amount == 0 && line.item.text.is_empty() && line.code.text.is_empty() {
            continue;
        }
        let project = project_of(disclosure, line, projects);
        if project.is_none() && !line.project.text.is_empty() && !line.project.text.contains("公用") {
            remark(
                budget,
                purchases.len(),
                "project",
                Certainty::Open,
                "采购项目名称与项目绩效目标表对不上，请选择所属项目",
            );
        }
        let parts = money.parts(budget, project);
        let told: i64 = parts.iter().map(|part| part.amount).sum();
        if told != money.amount {
            unexplained.push(Unexplained {
                message: format!(
                    "政府采购“{}”的采购金额为{}元，各资金来源合计为{}元，按资金来源合计还原，请核对",
                    line.item.text,
                    Amount(money.amount),
                    Amount(told)
                ),
                place: line.item.place.clone(),
            });
        }
        for (at, part) in parts.iter().enumerate() {
            if part.is_assumed {
                let reason = "公开文档未列这笔采购的资金性质，按所属项目的资金推定，请核对";
                remark(budget, purchases.len(), "fund", Certainty::Assumed, reason);
            }
            // Of a purchase paid from several funds the first row carries quantity, price and reserved share.
            purchases.push(Purchase {
                project: project.map(|project| project as usize),
                item: line.item.text.clone(),
                code: line.code.text.clone(),
                unit: line.unit.text.clone(),
                quantity: money.quantity.filter(|_| at == 0),
                price: money.price.filter(|_| at == 0),
                amount: Amount(part.amount),
                fund: part.fund,
                source: part.source,
                reserved: money.reserved.filter(|_| at == 0),
            });
        }
    }
    purchases
}

/// The lines that are purchases, with their money: neither totals nor rows that add others up.
fn purchase_lines(disclosure: &Disclosure) -> Vec<(&ProcurementLine, Money)> {
    let mut purchases = Vec::new();
    let mut statements: Vec<u32> = disclosure.procurement.iter().map(|line| line.statement).collect();
    statements.dedup();
    for statement in statements {
        let own = disclosure.procurement.iter().filter(|line| line.statement == statement);
        let (totals, lines): (Vec<_>, Vec<_>) =
            own.map(|line| (line, Money::of(disclosure, line))).partition(|(line, _)| line.is_total);
        let amounts: Vec<i64> = lines.iter().map(|(_, money)| money.amount).collect();
        let sums = subtotals(&amounts, totals.first().map(|(_, money)| money.amount));
        purchases.extend(lines.into_iter().zip(sums).filter(|(_, is_sum)| !is_sum).map(|(line, _)| line));
    }
    purchases
}

/// Which of the amounts of a list add up the ones right below them: lists by unit, function or project have rows for
/// each. Only what makes the rest add up to the total is believed; without a total the first row may be it.
fn subtotals(amounts: &[i64], total: Option<i64>) -> Vec<bool> {
    let fits = |sums: &[bool]| {
        let left: i128 =
            amounts.iter().zip(sums).filter(|(_, is_sum)| !**is_sum).map(|(own, _)| i128::from(*own)).sum();
        total.is_none_or(|total| left == i128::from(total))
    };
    let none = vec![false; amounts.len()];
    // A row above a single other one looks like two equal purchases: that is tried last.
    let ways = [none.clone(), nested(amounts, 2), nested(amounts, 1)];
    match total {
        Some(_) => ways.into_iter().find(|sums| fits(sums)).unwrap_or(none),
        None => {
            let sums = nested(amounts, 2);
            if sums.first() == Some(&true) { sums } else { none }
        }
    }
}

/// The rows that are the sum of at least so many groups right below them, from the last row up.
fn nested(amounts: &[i64], least: usize) -> Vec<bool> {
    let mut sums = vec![false; amounts.len()];
    // The groups below, the next one last.
    let mut groups: Vec<i64> = Vec::new();
    for (row, amount) in amounts.iter().enumerate().rev() {
        let mut sum = 0_i64;
        let below = groups.iter().rev().enumerate().find_map(|(at, group)| {
            sum = sum.saturating_add(*group);
            (at + 1 >= least && sum == *amount && sum != 0).then_some(at + 1)
        });
        if let Some(count) = below {
            sums[row] = true;
            groups.truncate(groups.len() - count);
        }
        groups.push(*amount);
    }
    sums
}

fn remark(budget: &mut Budget, row: usize, field: &str, certainty: Certainty, reason: &str) {
    budget.remarks.push(Remark {
        part: Part::Procurement,
        row,
        field: field.to_owned(),
        certainty,
        reason: reason.to_owned(),
    });
}

fn project_of(disclosure: &Disclosure, line: &ProcurementLine, projects: &Projects) -> Option<u32> {
    let row = disclosure.statements.get(line.statement as usize)?.rows.get(line.row as usize)?;
    let by_form = row.coordinate.get(Dimension::Project).member();
    by_form.and_then(|project| projects.of_disclosure.get(project as usize).copied().flatten()).or_else(|| {
        let name = normalized(&line.project.text);
        let at = projects.list.iter().position(|own| normalized(&own.name) == name)?;
        u32::try_from(at).ok()
    })
}

/// What a purchase costs, as printed.
struct Money {
    amount: i64,
    quantity: Option<Decimal>,
    price: Option<Amount>,
    reserved: Option<Amount>,
    /// Amounts by fund and source as far as the columns tell them.
    by_fund: Vec<(Option<&'static str>, Option<&'static str>, i64)>,
}

/// A part of a purchase from one fund.
struct Paid {
    fund: Fund,
    source: Source,
    amount: i64,
    is_assumed: bool,
}

impl Money {
    fn of(disclosure: &Disclosure, line: &ProcurementLine) -> Self {
        let own = disclosure.facts.iter().filter(|fact| match fact.origin {
            Origin::Statement { statement, row, .. } => statement == line.statement && row == line.row,
            _ => false,
        });
        let mut money = Self { amount: 0, quantity: None, price: None, reserved: None, by_fund: Vec::new() };
        let mut total = None;
        for fact in own {
            let at = &fact.coordinate;
            let amount = fact.amount();
            match at.key(Dimension::Measure) {
                Some("quantity") => money.quantity = money.quantity.or(fact.value.number()),
                Some("price") => money.price = money.price.or(amount),
                Some("reserved") => money.reserved = money.reserved.or(amount),
                Some("amount") if at.is_at(Dimension::Side, "procurement") && !at.has_foreign() => {
                    let Some(Amount(amount)) = amount else { continue };
                    match (at.key(Dimension::Fund), at.key(Dimension::Source)) {
                        (None, None) => total = Some(amount),
                        (fund, source) if amount != 0 => money.by_fund.push((fund, source, amount)),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        // 财政拨款 beside the funds it is made of is a subtotal.
        let has = |key: &str| money.by_fund.iter().any(|(fund, ..)| *fund == Some(key));
        if has("general") || has("gov-fund") || has("state-capital") {
            money.by_fund.retain(|(fund, ..)| *fund != Some("fiscal"));
        }
        let parts = money.by_fund.iter().map(|(.., amount)| amount).sum();
        money.amount = total.unwrap_or(parts);
        money
    }

    /// The parts by fund; where a column names a group of funds, the one that pays the project.
    fn parts(&self, budget: &Budget, project: Option<u32>) -> Vec<Paid> {
        let whole = [(None, None, self.amount)];
        let told = if self.by_fund.is_empty() { whole.as_slice() } else { self.by_fund.as_slice() };
        told.iter().map(|(fund, source, amount)| paid(budget, project, *fund, *source, *amount)).collect()
    }
}

fn paid(budget: &Budget, project: Option<u32>, fund: Option<&str>, source: Option<&str>, amount: i64) -> Paid {
    let source = Source::ALL.into_iter().find(|own| Some(own.key()) == source).unwrap_or_default();
    if let Some(fund) = Fund::ALL.into_iter().find(|own| Some(own.key()) == fund && *own != Fund::UnitFunds) {
        return Paid { fund, source, amount, is_assumed: false };
    }
    let fits = |own: Fund| match fund {
        Some("fiscal") => own.is_fiscal(),
        Some("unit-funds") => !own.is_fiscal() && own != Fund::SpecialAccount,
        Some("non-fiscal") => !own.is_fiscal(),
        _ => true,
    };
    let mut paying: Vec<Fund> = budget
        .lines
        .iter()
        .filter(|line| line.source == source && fits(line.fund))
        .filter(|line| match project {
            Some(project) => line.project == Some(project as usize),
            None => line.kind == Kind::Public,
        })
        .map(|line| line.fund)
        .collect();
    paying.sort_unstable();
    paying.dedup();
    let usual = if fits(Fund::General) { Fund::General } else { Fund::UnitFunds };
    Paid {
        fund: paying.first().copied().unwrap_or(usual),
        source,
        amount,
        is_assumed: paying.len() != 1 && fund != Some("unit-funds"),
    }
}

/// Whether a procurement amount is of something else than the purchase as a whole.
trait Foreign {
    fn has_foreign(&self) -> bool;
}

impl Foreign for mingsuan_model::Coordinate {
    fn has_foreign(&self) -> bool {
        [Dimension::Fund, Dimension::Source, Dimension::Kind]
            .iter()
            .any(|dimension| self.get(*dimension) == Value::Unknown)
            || self.get(Dimension::Kind) != Value::All
    }
}

/// The assets.
pub(super) fn assets(disclosure: &Disclosure, purchases: &[Purchase]) -> Assets {
    let mut assets = Assets {
        date: disclosure.assets_date.as_ref().map(|date| date_in(&date.text)).unwrap_or_default(),
        ..Assets::default()
    };
    let mut total = None;
    let statements = disclosure.statements.iter().filter(|statement| statement.id == StatementId::Assets);
    for row in statements.flat_map(|statement| &statement.rows) {
        let Some(item) = row.coordinate.key(Dimension::Item).filter(|item| item.starts_with("asset-")) else {
            continue;
        };
        let own = disclosure.facts.iter().filter(|fact| {
            matches!(fact.origin, Origin::Statement { .. }) && row.cells.iter().any(|cell| cell.place == fact.place)
        });
        let (mut quantity, mut value) = (None, None);
        for fact in own {
            match fact.coordinate.key(Dimension::Measure) {
                Some("quantity" | "area") => quantity = quantity.or(fact.value.number()),
                Some("amount") => value = value.or(fact.amount()),
                _ => {}
            }
        }
        match item {
            "asset-total" => total = total.or(value),
            "asset-purchase" => assets.purchases = assets.purchases.or(value),
            item if !assets.rows.iter().any(|row| row.item == item) => {
                assets.rows.push(Asset { item: item.to_owned(), quantity, value });
            }
            _ => {}
        }
    }
    let is_part = |row: &&Asset| row.item != "asset-office";
    let sum = cube::total(assets.rows.iter().filter(is_part).filter_map(|row| row.value));
    assets.total = total.or_else(|| told(disclosure, "asset-total")).filter(|total| Some(*total) != sum);
    let goods = purchases.iter().filter(|purchase| purchase.code.starts_with('A'));
    let goods = cube::total(goods.map(|purchase| purchase.amount));
    assets.purchases =
        assets.purchases.or_else(|| told(disclosure, "asset-purchase")).filter(|planned| Some(*planned) != goods);
    assets
}

/// An amount that the text tells of an asset item.
fn told(disclosure: &Disclosure, item: &str) -> Option<Amount> {
    let own = |fact: &&Fact| {
        matches!((&fact.origin, &fact.value), (Origin::Claim(_), CellValue::Number(_)))
            && fact.coordinate.is_at(Dimension::Item, item)
            && is_of_year(&fact.coordinate, disclosure.kind, disclosure.year)
    };
    disclosure.facts.iter().filter(own).find_map(Fact::amount)
}

/// The date in `截止时间：2023-12-31` or `截至2023年12月31日`, as `2023-12-31`; what is no date stays as printed.
fn date_in(text: &str) -> String {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        _ => text.rsplit(['：', ':']).next().unwrap_or_default().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_add_up_others_are_no_purchases() {
        let told = |amounts: &[i64], total| {
            let rows = subtotals(amounts, total);
            rows.iter().enumerate().filter(|(_, is_sum)| **is_sum).map(|(row, _)| row).collect::<Vec<_>>()
        };
        assert_eq!(told(&[5, 5, 7], Some(17)), [0; 0]);
        assert_eq!(told(&[12, 5, 7, 9, 4, 5], Some(21)), [0, 3]);
        assert_eq!(told(&[21, 12, 5, 7, 9, 9], Some(21)), [0, 1, 4]);
        assert_eq!(told(&[8, 8, 8], Some(8)), [0, 1]);
        assert_eq!(told(&[12, 5, 7], None), [0]);
        assert_eq!(told(&[5, 5], None), [0; 0]);
    }

    #[test]
    fn dates_are_written_one_way() {
        assert_eq!(date_in("截止时间：2023-12-31"), "2023-12-31");
        assert_eq!(date_in("截至2025年6月1日"), "2025-06-01");
        assert_eq!(date_in("截止时间：年末"), "年末");
    }
}
