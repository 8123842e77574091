//! # P026 二级指标不属于所在的一级指标 (indicator-under-wrong-level)
//!
//! ## 检查内容
//! 二级指标应当属于它所在的一级指标：数量、质量、时效指标属于产出指标，经济、社会、生态效益和可持续影响指标属于效益指标，成本指标属于成本指标（旧框架属于产出指标），满意度指标属于满意度指标。
//!
//! ## 为何重要
//! 层级错位会使指标按错误的权重计分，也会让必设指标看似齐全而实际缺少。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! “效益指标”之下列“数量指标”。
//!
//! ## 如何更正
//! 按指标框架改正一级指标或二级指标。
//!
//! ## 例外
//! 不在框架中的自设名称不检查；满意度指标列在效益指标之下的旧表式不报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{WORDS, contains_any, indicators, named};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P026",
    name: "indicator-under-wrong-level",
    title: "二级指标不属于所在的一级指标",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("indicator_under_wrong_level.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some(belongs) = belongs(indicator) else { continue };
        found.compared();
        if !belongs {
            let (upper, lower) = (&indicator.level1, &indicator.level2);
            let place = indicator.level3.place.with_text(indicator.level3.text.as_str());
            let message =
                format!("{}列在“{upper}”的“{lower}”之下，“{lower}”不属于“{upper}”", named(project, indicator));
            let finding = Finding::new(RULE.code, Severity::Warning, place, message)
                .english(format!("\"{lower}\" is no kind of \"{upper}\""))
                .advise("按指标框架改正一级指标或二级指标");
            found.push(finding);
        }
    }
}

/// Whether the second level is one of the first; `None` where either is not one of the framework.
fn belongs(indicator: &Indicator) -> Option<bool> {
    let (upper, lower) = (normalized(&indicator.level1), normalized(&indicator.level2));
    let (_, kinds) = WORDS.levels.iter().find(|(word, _)| upper.contains(word.as_str()))?;
    let is_known = WORDS.levels.iter().any(|(_, kinds)| contains_any(&lower, kinds));
    is_known.then(|| contains_any(&lower, kinds))
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn levels_belong_together() {
        for (upper, lower, known) in [
            ("产出指标", "数量指标", Some(true)),
            ("效益指标", "数量指标", Some(false)),
            ("产出指标", "社会效益指标", Some(false)),
            ("成本指标", "社会成本指标", Some(true)),
            ("效益指标", "影响力指标", None),
            ("", "数量指标", None),
        ] {
            let one = Indicator { level1: upper.to_owned(), ..indicator(lower, "维护次数", "", "≥2次") };
            assert_eq!(belongs(&one), known, "{upper} {lower}");
        }
    }
}
