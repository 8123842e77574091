//! # Y002 两年数逐行相同 (years-alike)
//!
//! ## 检查内容
//! 报表同时列出上年数和本年数，而且多行金额各不相同的科目两年数逐行一模一样的，予以提示。
//!
//! ## 为何重要
//! 人员和项目年年变化，每个科目都分毫不差，多半是把上年的数复制到了本年一栏（或者相反）。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当真实、准确
//! - 《中华人民共和国预算法》第三十二条：参考上一年预算执行情况编制预算
//!
//! ## 示例
//! 一般公共预算支出表六个科目的 2025 年数与 2026 年数逐行相同。
//!
//! ## 如何更正
//! 核对两栏的来源，改正填错的一栏。
//!
//! ## 例外
//! 不为零的金额不足六个（相同的金额算一个）的表，以及“三公”经费表，不检查。

use std::collections::BTreeSet;

use mingsuan_model::{Finding, Severity, StatementId};

use super::pairs::pairs;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};
use crate::thresholds::THRESHOLDS;

pub(crate) const RULE: Rule = Rule {
    code: "Y002",
    name: "years-alike",
    title: "两年数逐行相同",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第三十二条"],
    source: include_str!("years_alike.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in pairs(context) {
        let Some(title) = context.disclosure.statements.get(statement.statement as usize) else { continue };
        if title.id == StatementId::OfficialCosts {
            continue;
        }
        let amounts: Vec<[Option<i64>; 2]> =
            statement.pairs.iter().map(|pair| pair.map(|id| context.cube.value(id).map(|ticks| ticks.value))).collect();
        let different: BTreeSet<i64> = amounts.iter().filter_map(|[this, _]| *this).filter(|v| *v != 0).collect();
        if different.len() < THRESHOLDS.years_alike_amounts {
            continue;
        }
        found.compared();
        if amounts.iter().any(|[this, prior]| this.is_none() || this != prior) {
            continue;
        }
        found.push(
            Finding::new(
                RULE.code,
                Severity::Warning,
                title.title_place.with_text(title.title.as_str()),
                format!("《{}》的上年数与本年数逐行相同（{}个不同的金额）", title.title, different.len()),
            )
            .english("last year's amounts and this year's are the same in every row")
            .advise("核对两栏的来源，改正误用另一年数据的一栏"),
        );
    }
}
