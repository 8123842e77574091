//! # T025 计量单位写法不规范 (odd-unit-sign)
//!
//! ## 检查内容
//! 数字后的计量单位应当用法定计量单位的名称或符号：m²、km、kg、kW、平方米、厘米，不用 M2、KM、KG、平米、公分。
//!
//! ## 为何重要
//! 符号的大小写有含义（M 是兆，m 是米）；同一单位写法不一，汇总和核对时认不出来。
//!
//! ## 依据
//! - 《国务院关于在我国统一实行法定计量单位的命令》（国发〔1984〕28号）
//! - GB 3100 国际单位制及其应用
//!
//! ## 示例
//! “养护绿地1200平米”应为“养护绿地1200平方米”。
//!
//! ## 如何更正
//! 按提示改正。
//!
//! ## 例外
//! 写法见 standards/wording.toml；型号、编号中的字母（其后还有字母或数字的）不检查。

use mingsuan_model::Severity;

use super::words::{WORDS, behind_numbers, mended};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T025",
    name: "odd-unit-sign",
    title: "计量单位写法不规范",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["国发〔1984〕28号", "GB 3100"],
    source: include_str!("odd_unit_sign.rs"),
    body: Body::Check(check),
};

/// What goes on from a unit's name to a longer one: 平方米, 平方公里, 立方厘米.
const GOES_ON: &str = "米公千厘毫分英根";

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        found.compared();
        if let Some((from, to, right)) = first_odd(&placed.text) {
            let wrong = &placed.text[from..to];
            let message = format!("计量单位“{wrong}”应为“{right}”");
            let finding = mended(&RULE, placed, (from, to), right, &message);
            found.push(finding.english(format!("the unit {wrong} should be {right}")));
        }
    }
}

/// The first unit behind a number that is not written as it should be: its bytes and the right sign.
fn first_odd(text: &str) -> Option<(usize, usize, &'static str)> {
    behind_numbers(text).find_map(|at| {
        let rest = &text[at..];
        let hits = WORDS.units.iter().filter(|unit| rest.starts_with(unit.wrong.as_str()));
        let ends = |wrong: &str| {
            let behind = rest[wrong.len()..].chars().next();
            behind.is_none_or(|c| !c.is_ascii_alphanumeric() && !GOES_ON.contains(c))
        };
        let unit = hits.into_iter().find(|unit| ends(&unit.wrong))?;
        Some((at, at + unit.wrong.len(), unit.right.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_units_are_found_behind_numbers() {
        let right = |text: &str| first_odd(text).map(|(_, _, right)| right);
        for (text, expected) in [
            ("绿地1200平米", Some("平方米")),
            ("绿地1200平方，树木", Some("平方米")),
            ("道路3.5KM。", Some("km")),
            ("面积60 M2", Some("m²")),
            ("绿地1200平方米，15平方公里", None),
            ("型号60KM2A", None),
            ("平方根", None),
        ] {
            assert_eq!(right(text), expected, "{text}");
        }
    }
}
