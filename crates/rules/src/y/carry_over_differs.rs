//! # Y012 上年结转与上年年末结转不符 (carry-over-differs)
//!
//! ## 检查内容
//! 同一次检查的文件里有本单位上年的决算，本年决算（或者预算）的上年结转和结余应当等于上年决算的年末结转和结余。
//!
//! ## 为何重要
//! 年末结转就是下一年的年初结转，两年接不上，说明有一年的结转填错，或者结余被收回而没有说明。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第四十二条：上一年预算的结转资金应当在下一年用于结转项目的支出
//! - 《政府会计准则制度》：年末结转结余转入下年年初
//!
//! ## 示例
//! 2024 年决算的年末结转和结余 100.00，2025 年决算的年初结转和结余 112.00。
//!
//! ## 如何更正
//! 核对两年的结转；收回、调整结余的，在文字中说明。
//!
//! ## 例外
//! 上年的预算只列计划的结转，不作比较。预算编制时上年决算尚未完成，结转多为预计数，与本年预算比较时只作提示。

use mingsuan_model::{Dimension, DisclosureKind, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Together, Words, differs, report};

pub(crate) const RULE: Rule = Rule {
    code: "Y012",
    name: "carry-over-differs",
    title: "上年结转与上年年末结转不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第四十二条"],
    source: include_str!("carry_over_differs.rs"),
    body: Body::Together(compare),
};

fn compare(together: &Together, across: &mut Across) {
    for (at, member) in (0..).zip(together.members()) {
        let Some(prior) = member.imprint.year.and_then(|year| year.checked_sub(1)) else { continue };
        let kin = together.of_same_agency(at, DisclosureKind::FinalAccounts, prior);
        let mut differing = Vec::new();
        for here in together.figures(at) {
            let position = here.at;
            let is_own = position.get(Dimension::Year) == Value::Member((prior + 1).into());
            let is_carried = position.is_at(Dimension::Side, "revenue")
                && position.is_at(Dimension::Source, "carry-over")
                && position.get(Dimension::Function) == Value::All;
            if here.is_told || !is_own || !is_carried {
                continue;
            }
            let left = position
                .at(Dimension::Side, "balance")
                .at(Dimension::Phase, "final")
                .with(Dimension::Source, Value::All)
                .with(Dimension::Year, Value::Member(prior.into()));
            let Some((other, there)) = kin.figure(&left) else { continue };
            across.compared();
            if differs(&here, &there) {
                differing.push(Difference { here, expected: there.fen, other, there });
            }
        }
        report(together, across, at, &differing, &words(member.imprint.kind));
    }
}

/// A budget is made before last year is closed: its carry-over is an estimate.
const fn words(kind: DisclosureKind) -> Words {
    Words {
        code: RULE.code,
        severity: match kind {
            DisclosureKind::FinalAccounts => Severity::Warning,
            DisclosureKind::Budget => Severity::Info,
        },
        here: "上年结转",
        there: "上年决算的年末结转",
        english: ["the carry-over", "last year's closing balance"],
        advice: "核对两年的结转；收回、调整结余的，在文字中说明",
    }
}
