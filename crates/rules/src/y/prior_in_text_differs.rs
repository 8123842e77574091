//! # Y015 文字中的上年数与上年公开的不符 (prior-in-text-differs)
//!
//! ## 检查内容
//! 同一次检查的文件里有本单位上年的预算（决算）：文字所说的上年金额应当与上年公开的一致；
//! 文字所说的比上年增加、减少多少，应当等于本年报表的数减去上年公开的数。
//!
//! ## 为何重要
//! 增减是说明里最受关注的数字；上年的数引错，读者拿两年的文件一对就会发现。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应当对增减变化作出说明，内容真实、准确
//!
//! ## 示例
//! 本年支出 1,020.00，上年公开 1,000.00，文字写“比上年增加 25.00 万元”。
//!
//! ## 如何更正
//! 核对上年公开的文件，改正文字里的上年数或者增减额；口径有调整的，写明口径。
//!
//! ## 例外
//! 没有认出说的是哪一项的数不比较；写明与上年决算、执行数比较的，不与上年预算比较。

use mingsuan_model::{Coordinate, Dimension, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Figure, Together, Words, differs, differs_by, grain, report};

pub(crate) const RULE: Rule = Rule {
    code: "Y015",
    name: "prior-in-text-differs",
    title: "文字中的上年数与上年公开的不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("prior_in_text_differs.rs"),
    body: Body::Together(compare),
};

const PRIOR: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "文字所说上年数",
    there: "上年公开的文件",
    english: ["last year's amount in the text", "last year's own document"],
    advice: "核对上年公开的文件，改正文字里的上年数；口径有调整的，写明口径",
};

const CHANGE: Words = Words {
    here: "文字所说增减额",
    there: "本年数减上年公开的数",
    english: ["the change in the text", "this year's amount less last year's own document"],
    advice: "核对上年公开的文件，改正文字里的增减额；口径有调整的，写明口径",
    ..PRIOR
};

fn compare(together: &Together, across: &mut Across) {
    for (at, member) in (0..).zip(together.members()) {
        let Some(prior) = member.imprint.year.and_then(|year| year.checked_sub(1)) else { continue };
        let kin = together.of_same_agency(at, member.imprint.kind, prior);
        if kin.first().is_none() {
            continue;
        }
        let prior = Value::Member(prior.into());
        let (mut amounts, mut changes) = (Vec::new(), Vec::new());
        for here in together.figures(at).filter(|figure| figure.is_told) {
            if here.at.is_at(Dimension::Measure, "change") {
                let position = here.at.at(Dimension::Measure, "amount");
                let Some(now) = together.figure(at, &position) else { continue };
                let Some((other, there)) = kin.figure(&before(&position, prior)) else { continue };
                across.compared();
                let (change, within) = (now.fen - there.fen, grain(&now).max(grain(&there)) * 2);
                if differs_by(&here, change, within) {
                    changes.push(Difference { here, expected: change, other, there });
                }
            } else if here.at.get(Dimension::Year) == prior {
                let Some((other, there)) = kin.figure(&here.at) else { continue };
                across.compared();
                if differs(&here, &there) {
                    amounts.push(Difference { here, expected: there.fen, other, there });
                }
            }
        }
        report(together, across, at, &amounts, &PRIOR);
        report(together, across, at, &without_consequences(changes), &CHANGE);
    }
}

fn before(position: &Coordinate, prior: Value) -> Coordinate {
    position.with(Dimension::Year, prior)
}

/// One wrong base makes several changes wrong by the same amount: the first of them is told.
fn without_consequences(changes: Vec<Difference>) -> Vec<Difference> {
    let mut told: Vec<Difference> = Vec::new();
    let gap = |difference: &Difference| difference.here.fen - difference.expected;
    for change in changes {
        let is_same = |other: &Difference| same_words(&other.here, &change.here) && gap(other) == gap(&change);
        if !told.iter().any(is_same) {
            told.push(change);
        }
    }
    told
}

/// Whether two sentences tell the same amount: revenue and expenditure moved alike.
fn same_words(one: &Figure, other: &Figure) -> bool {
    one.fen == other.fen
}
