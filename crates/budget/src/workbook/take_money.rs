//! Reads the sheets of money: 支出明细, 政府采购, “三公”经费, 上年数.
//! What they say of each other is checked in `checks.rs`.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, Scale};

use super::cells::Records;
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::rows::product;
use super::spec::{CodeList, Subject};
use super::take::{Setting, Taker};
use super::take_basics::form;
use super::take_projects::{ProjectIndex, fits_kind};
use crate::budget::{Fund, Kind, Line, OfficialCost, Purchase, Source};

/// Reads 支出明细.
pub(super) fn lines(records: &Records, setting: Setting, index: &ProjectIndex, report: &mut Report) -> Vec<Line> {
    let rows = records.rows.iter();
    rows.map(|record| line(&mut Taker { records, record, setting, report: &mut *report, label: None }, index)).collect()
}

fn line(taker: &mut Taker<'_>, index: &ProjectIndex) -> Line {
    taker.required_or_open("function", Fault::FunctionMissing);
    let function = taker.code("function", CodeList::Function).unwrap_or_default();
    let kind = taker.required_choice("kind", "kind", (Fault::KindMissing, Fault::UnknownKind)).and_then(choices::kind);
    let project = index.take(taker);
    if kind == Some(Kind::Project) && taker.text("project").is_empty() {
        taker.doubt("project", Fault::ProjectMissing, &[]);
    }
    let economic = taker.code("economic", CodeList::Economic);
    if let (Some(kind), Some(code)) = (kind, &economic)
        && !fits_kind(kind, code)
    {
        let label = choices::label("kind", choices::kind_key(kind));
        taker.doubt("economic", Fault::EconomicOfAnotherKind, &[("kind", label), ("value", code)]);
    }
    Line {
        function,
        kind: kind.unwrap_or(Kind::Basic),
        project,
        economic,
        gov_economic: taker.code("gov_economic", CodeList::GovEconomic),
        fund: fund(taker),
        source: source(taker),
        amount: taker.required_amount("amount"),
    }
}

fn fund(taker: &mut Taker<'_>) -> Fund {
    let key = taker.required_choice("fund", "fund", (Fault::FundMissing, Fault::UnknownFund));
    key.and_then(choices::fund).unwrap_or(Fund::Other)
}

fn source(taker: &mut Taker<'_>) -> Source {
    taker.choice("source", "source", Fault::UnknownSource).and_then(choices::source).unwrap_or_default()
}

/// Reads 政府采购.
pub(super) fn purchases(
    records: &Records,
    setting: Setting,
    index: &ProjectIndex,
    report: &mut Report,
) -> Vec<Purchase> {
    let rows = records.rows.iter();
    rows.map(|record| purchase(&mut Taker { records, record, setting, report: &mut *report, label: None }, index))
        .collect()
}

fn purchase(taker: &mut Taker<'_>, index: &ProjectIndex) -> Purchase {
    let item = taker.required_or_open("item", Fault::PurchaseWithoutItem);
    if taker.text("code").is_empty() && !taker.is_open("code") {
        let name = item.clone();
        taker.doubt("code", Fault::PurchaseWithoutCode, &[("name", &name)]);
    }
    let purchase = Purchase {
        project: index.take(taker),
        item,
        code: taker.code("code", CodeList::Procurement).unwrap_or_default(),
        unit: taker.text("unit"),
        quantity: taker.number("quantity"),
        price: taker.amount("price"),
        amount: taker.required_amount("amount"),
        fund: fund(taker),
        source: source(taker),
        reserved: taker.amount("reserved"),
    };
    let scale = taker.setting.scale;
    let amount = shown(purchase.amount, scale);
    if taker.text("amount").is_empty() {
        return purchase;
    }
    if let Some(product) = product(purchase.quantity, purchase.price).filter(|product| *product != purchase.amount) {
        let product = shown(product, scale);
        taker.doubt("amount", Fault::ProductDiffers, &[("product", &product), ("value", &amount)]);
    }
    if let Some(reserved) = purchase.reserved.filter(|reserved| *reserved > purchase.amount) {
        let reserved = shown(reserved, scale);
        taker.doubt("reserved", Fault::ReservedAboveAmount, &[("value", &reserved), ("amount", &amount)]);
    }
    purchase
}

/// An amount as messages show it.
pub(super) fn shown(amount: Amount, scale: Scale) -> String {
    format!("{} {}", amount.in_scale(scale, 2), scale.name())
}

/// Reads the one amount of the form above “三公”经费.
pub(super) fn operating_costs(records: &Records, setting: Setting, report: &mut Report) -> Option<Amount> {
    let mut amount = None;
    form(records, setting, report, |row, taker| {
        if row.key == "operating-costs" {
            amount = taker.amount("value");
        }
    });
    amount
}

/// Reads the stated “三公”经费.
pub(super) fn official(records: &Records, setting: Setting, report: &mut Report) -> Vec<OfficialCost> {
    let mut costs: Vec<OfficialCost> = Vec::new();
    for record in &records.rows {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let faults = (Fault::OfficialMissing, Fault::UnknownChoice);
        let item = taker.required_choice("item", "official", faults).unwrap_or_default().to_owned();
        let cost = OfficialCost { item, fund: fund(&mut taker), amount: taker.required_amount("amount") };
        if !cost.item.is_empty() && costs.iter().any(|other| other.item == cost.item && other.fund == cost.fund) {
            let (name, fund) = (choices::label("official", &cost.item), choices::label("fund", cost.fund.key()));
            taker.doubt("item", Fault::DuplicateOfficial, &[("name", name), ("fund", fund)]);
        }
        costs.push(cost);
    }
    costs
}

/// Reads 上年数: by its hidden key, or by the name of the figure where the key is gone.
pub(super) fn prior(records: &Records, setting: Setting, report: &mut Report) -> BTreeMap<String, Amount> {
    let mut figures = BTreeMap::new();
    for record in &records.rows {
        let label = records.text(record, "label").unwrap_or_default();
        let mut taker = Taker { records, record, setting, report: &mut *report, label: Some(label) };
        let Some(value) = records.text(record, "value") else { continue };
        let named = records.text(record, "key").filter(|key| choices::is_key(key)).map(str::to_owned);
        let Some(key) = named.or_else(|| choices::subject(Subject::Figure, label)) else {
            let text = if label.is_empty() { value } else { label };
            taker.fail("label", Fault::UnknownEntry, &[("value", text)]);
            continue;
        };
        let Some(amount) = taker.amount("value") else { continue };
        if figures.insert(key, amount).is_some() {
            taker.fail("value", Fault::DuplicateEntry, &[]);
        }
    }
    figures
}
