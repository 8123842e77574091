//! # G017 预留中小企业份额不足 (reserved-share-too-small)
//!
//! ## 检查内容
//! 政府采购预算表列有预留中小微企业份额的，达到采购限额标准的采购按规定预留：货物和服务200万元以下、工程400万元以下的，
//! 适宜由中小企业提供的应全部预留；超过的，预留合计不低于法定比例（货物和服务30%，工程到2026年底为40%）。
//!
//! ## 为何重要
//! 预留份额是扶持中小企业的法定要求，预算编制时没有预留，采购时就难以落实。
//!
//! ## 依据
//! - 《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）第七条、第八条
//! - 《财政部关于进一步加大政府采购支持中小企业力度的通知》（财库〔2022〕19号）及其后延长期限的规定
//!
//! ## 示例
//! 一项服务采购 500.00 万元，预留 100.00 万元，占20%，低于30%。
//!
//! ## 如何更正
//! 按比例补足预留份额；确实不适宜由中小企业提供的（第六条所列情形），在说明中写明理由。
//!
//! ## 例外
//! 低于限额标准的采购不检查；各地限额不同，取较高的通行值，见 standards/procurement.toml。没有预留一栏的表不检查。
//! 是否适宜由中小企业提供无法从表中看出，故未全额预留的只作提示。

use mingsuan_model::{Dimension, Finding, Place, Severity, StatementId};

use super::catalogue::{Purchase, Reserved, WORDS, class_of, purchases};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G017",
    name: "reserved-share-too-small",
    title: "预留中小企业份额不足",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财库〔2020〕46号", "财库〔2022〕19号"],
    source: include_str!("reserved_share_too_small.rs"),
    body: Body::Check(check),
};

/// 元 in 分.
const YUAN: i64 = 100;

/// Purchases above what is wholly reserved: what they cost, what is reserved of it, and where the first stands.
#[derive(Default)]
struct Large {
    amount: i128,
    reserved: i128,
    first: Option<Place>,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let has_column = context.statements(StatementId::Procurement).any(|statement| {
        statement.columns.iter().any(|column| column.coordinate.is_at(Dimension::Measure, "reserved"))
    });
    let Some(law) = law(context).filter(|_| has_column) else { return };
    let (mut others, mut works) = (Large::default(), Large::default());
    for purchase in purchases(context) {
        let Some(class) = class_of(purchase.line) else { continue };
        let is_work = class.code.starts_with('B');
        let (limit, whole) =
            if is_work { (law.limit_works_yuan, law.whole_works_yuan) } else { (law.limit_yuan, law.whole_yuan) };
        let Some(amount) = purchase.value(context, "amount").filter(|amount| *amount >= limit * YUAN) else { continue };
        let reserved = purchase.value(context, "reserved").unwrap_or(0);
        found.compared();
        if amount <= whole * YUAN {
            if reserved < amount {
                found.push(partly(context, &purchase, whole));
            }
            continue;
        }
        let large = if is_work { &mut works } else { &mut others };
        large.amount += i128::from(amount);
        large.reserved += i128::from(reserved);
        large.first.get_or_insert_with(|| reserved_at(context, &purchase));
    }
    found.findings.extend(too_small("货物和服务", &others, law.percent));
    found.findings.extend(too_small("工程", &works, law.works_percent));
}

/// What the law asks in the document's year and region.
fn law(context: &Context<'_>) -> Option<&'static Reserved> {
    let (year, region) = (context.year()?, context.disclosure.region.as_deref().unwrap_or_default());
    let is_here = |law: &&Reserved| law.regions.is_empty() || law.regions.iter().any(|own| region.starts_with(own));
    WORDS.reserved.iter().filter(is_here).find(|law| (law.from..=law.to).contains(&year))
}

/// Where the reserved part of a purchase stands, or its amount where no cell is for it.
fn reserved_at(context: &Context<'_>, purchase: &Purchase<'_>) -> Place {
    let figure = purchase.figure(context, "reserved").or_else(|| purchase.figure(context, "amount"));
    figure.map_or_else(|| purchase.line.item.place.clone(), |id| context.cube.fact(id).place.clone())
}

fn partly(context: &Context<'_>, purchase: &Purchase<'_>, whole: i64) -> Finding {
    let whole = whole / 10_000;
    let message = format!(
        "“{}”的采购金额不超过{whole}万元，没有全部预留给中小企业",
        if purchase.line.item.text.is_empty() { &purchase.line.project.text } else { &purchase.line.item.text }
    );
    Finding::new(RULE.code, Severity::Info, reserved_at(context, purchase), message)
        .english(format!("a purchase of no more than {whole}0,000 yuan is not wholly reserved for small firms"))
        .advise("适宜由中小企业提供的，预留份额填写全部采购金额；不适宜的，在说明中写明理由")
}

fn too_small(kind: &str, large: &Large, percent: i64) -> Option<Finding> {
    let is_enough = large.reserved * 100 >= large.amount * i128::from(percent);
    let place = large.first.clone().filter(|_| !is_enough)?;
    let share = large.reserved * 100 / large.amount.max(1);
    let message = format!("超过限额的{kind}采购只预留了{share}%给中小企业，应不低于{percent}%");
    Some(
        Finding::new(RULE.code, Severity::Warning, place, message)
            .english(format!("only {share}% of the larger purchases is reserved for small firms, not {percent}%"))
            .advise("补足预留份额；不适宜由中小企业提供的，在说明中写明理由")
            .values(format!("≥{percent}%"), format!("{share}%")),
    )
}
