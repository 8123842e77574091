//! # G019 单价高于配置标准 (price-above-standard)
//!
//! ## 检查内容
//! 采购通用办公设备、家具的单价，与《中央行政单位通用办公设备家具配置标准》的价格上限比较，高于上限的予以提示。
//!
//! ## 为何重要
//! 配置标准是编制资产配置预算和采购预算的上限；单价过高，或者超标准配置，或者单价的单位（元、万元）写错。
//!
//! ## 依据
//! - 《中央行政单位通用办公设备家具配置标准》（财资〔2016〕27号）；地方另有标准的从其标准
//!
//! ## 示例
//! 台式计算机单价 0.90 万元，上限为5000元。
//!
//! ## 如何更正
//! 核对单价和计量单位；当地标准高于中央标准，或属专用设备的，不必更正。
//!
//! ## 例外
//! 只检查标准列明价格上限的品目，清单见 standards/procurement.toml；没有单价的行不检查。

use mingsuan_model::{Finding, Severity};

use super::catalogue::{WORDS, class_of, purchases};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G019",
    name: "price-above-standard",
    title: "单价高于配置标准",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财资〔2016〕27号"],
    source: include_str!("price_above_standard.rs"),
    body: Body::Check(check),
};

/// 元 in 分.
const YUAN: i64 = 100;

fn check(context: &Context<'_>, found: &mut Found) {
    for purchase in purchases(context) {
        let Some(class) = class_of(purchase.line) else { continue };
        let Some(ceiling) = WORDS.price.iter().find(|price| class.code == price.prefix) else { continue };
        let Some(id) = purchase.figure(context, "price") else { continue };
        let Some(price) = purchase.value(context, "price") else { continue };
        found.compared();
        if price > ceiling.yuan.saturating_mul(YUAN) {
            let (yuan, most) = (price / YUAN, ceiling.yuan);
            let message = format!("“{} {}”的单价为{yuan}元，高于配置标准的{most}元", class.code, class.name);
            found.push(
                Finding::new(RULE.code, Severity::Info, context.cube.fact(id).place.clone(), message)
                    .english(format!("{} costs {yuan} yuan a piece, the standard allows {most}", class.code))
                    .advise("核对单价及其单位；当地标准更高或属专用设备的不必更正")
                    .values(format!("≤{most}元"), format!("{yuan}元")),
            );
        }
    }
}
