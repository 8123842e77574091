//! # G018 计量单位与采购品目不符 (unit-not-of-thing)
//!
//! ## 检查内容
//! 政府采购预算表的计量单位应适合采购的东西：计算机不论“辆”，汽车不论“平方米”，家具不论“吨”。
//!
//! ## 为何重要
//! 单位不对，数量和单价就没有意义，多半是从别的行复制后没有改。
//!
//! ## 依据
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//! - 《中华人民共和国政府采购法实施条例》第三十三条：采购预算应当按品目、数量编制
//!
//! ## 示例
//! 台式计算机（A02010105）10辆。
//!
//! ## 如何更正
//! 改为“台”“套”“件”等适合的单位，并核对数量和单价。
//!
//! ## 例外
//! 只检查计算机和办公设备、车辆、家具，明显不合的单位见 standards/procurement.toml。单位是货币的由 G007 报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Severity};

use super::catalogue::{WORDS, class_of, lines};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G018",
    name: "unit-not-of-thing",
    title: "计量单位与采购品目不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财库〔2022〕31号", "政府采购法实施条例第三十三条"],
    source: include_str!("unit_not_of_thing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for line in lines(context) {
        let unit = normalized(&line.unit.text);
        let Some(class) = class_of(line).filter(|_| !unit.is_empty()) else { continue };
        let is_of = |prefix: &String| class.code.starts_with(prefix.as_str());
        let Some(units) = WORDS.unit.iter().find(|units| units.prefixes.iter().any(is_of)) else { continue };
        found.compared();
        if units.never.contains(&unit) {
            let message = format!("“{} {}”的计量单位写作“{}”", class.code, class.name, line.unit.text);
            found.push(
                Finding::new(RULE.code, Severity::Warning, line.unit.place.with_text(line.unit.text.as_str()), message)
                    .english(format!("{} is not counted in {}", class.code, line.unit.text))
                    .advise("改为适合的计量单位（如台、套、件、辆），并核对数量和单价"),
            );
        }
    }
}
