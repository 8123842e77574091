//! # T001 比较符号写法不统一 (mixed-comparison-signs)
//!
//! ## 检查内容
//! 全文的“大于等于”和“小于等于”应各用一种符号，不应“≥”与“≧”、“≤”与“≦”或“>=”混用。
//!
//! ## 为何重要
//! 两种符号意思相同，混用妨碍检索、汇总和程序读取，也说明表格由不同来源拼成而没有统一校对。
//!
//! ## 依据
//! - GB/T 3102.11 物理科学和技术中使用的数学符号（≥、≤）
//!
//! ## 示例
//! 多数指标值写“≥90%”，个别写“≧90%”。
//!
//! ## 如何更正
//! 统一使用“≥”“≤”。
//!
//! ## 例外
//! 全文只用一种写法的不报。每份文件只报一处，其余列为相关位置。

use mingsuan_model::{Finding, Placed, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T001",
    name: "mixed-comparison-signs",
    title: "比较符号写法不统一",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 3102.11"],
    source: include_str!("mixed_comparison_signs.rs"),
    body: Body::Check(check),
};

/// The usual sign first, then its other shapes.
const SIGNS: [&[&str]; 2] = [&["≥", "≧", "⩾", ">=", "＞="], &["≤", "≦", "⩽", "<=", "＜="]];

/// So many other places are named.
const MOST_RELATED: usize = 20;

fn check(context: &Context<'_>, found: &mut Found) {
    let texts = context.texts();
    let uses = |shape: &str| texts.iter().filter(|placed| placed.text.contains(shape)).count();
    let mut kept_shapes = Vec::new();
    let mut minority: Vec<(&str, &str)> = Vec::new();
    for shapes in SIGNS {
        let counted: Vec<(&str, usize)> = shapes.iter().map(|shape| (*shape, uses(shape))).collect();
        let total: usize = counted.iter().map(|(_, count)| count).sum();
        found.comparisons += total;
        // Of two that are used as often the usual one, which stands first, is kept.
        let Some((kept, most)) = counted.iter().rev().max_by_key(|(_, count)| *count).copied() else { continue };
        if total > most {
            kept_shapes.push(kept);
            minority
                .extend(counted.iter().filter(|(shape, n)| *shape != kept && *n > 0).map(|(shape, _)| (*shape, kept)));
        }
    }
    let places: Vec<&Placed> =
        texts.iter().copied().filter(|p| minority.iter().any(|(shape, _)| p.text.contains(shape))).collect();
    if let Some((first, others)) = places.split_first() {
        found.push(finding(first, others, &kept_shapes, &minority));
    }
}

fn finding(first: &Placed, others: &[&Placed], kept: &[&str], minority: &[(&str, &str)]) -> Finding {
    let odd: Vec<String> = minority.iter().map(|(shape, _)| format!("“{shape}”")).collect();
    let kept: Vec<String> = kept.iter().map(|shape| format!("“{shape}”")).collect();
    let mut written = first.text.clone();
    for (shape, usual) in minority {
        written = written.replace(shape, usual);
    }
    let mut finding = Finding::new(
        RULE.code,
        Severity::Info,
        first.place.with_text(first.text.as_str()),
        format!("全文多用{}，另有{}处用{}，写法不统一", kept.join(""), others.len() + 1, odd.join("")),
    )
    .english(format!("{} places use {} where the rest uses {}", others.len() + 1, odd.join(" "), kept.join(" ")))
    .advise(format!("统一改用{}", kept.join("")))
    .values(written.clone(), first.text.clone());
    finding.suggested = Some(written);
    for other in others.iter().take(MOST_RELATED) {
        finding = finding.relate("同样写法", "written the same way", other.place.with_text(other.text.as_str()));
    }
    finding
}
