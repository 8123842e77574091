//! # Y010 上年数与上年公开的数不符 (prior-figure-differs)
//!
//! ## 检查内容
//! 同一次检查的文件里有本单位上年的预算（决算），本年报表所列的上年预算数（上年决算数）应当与上年公开的一致。
//!
//! ## 为何重要
//! 两年对比是读者看增减变化的依据，上年数抄错或者换了口径，增减和原因都站不住。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当真实、准确，并说明增减变化
//! - 《中华人民共和国预算法》第三十二条：参考上一年预算执行情况编制预算
//!
//! ## 示例
//! 本年“三公”经费表的上年预算数 15.00，上年公开的预算 16.00。
//!
//! ## 如何更正
//! 核对上年公开的文件；口径有调整的（机构改革、科目调整），在文字中说明。
//!
//! ## 例外
//! 表头没有写明是预算数还是执行数的，按预算数比较；调整预算数、执行数不与上年预算比较；上年文件没有列出的科目不比较。

use mingsuan_model::{Dimension, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Together, Words, differs, report};

pub(crate) const RULE: Rule = Rule {
    code: "Y010",
    name: "prior-figure-differs",
    title: "上年数与上年公开的数不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第三十二条"],
    source: include_str!("prior_figure_differs.rs"),
    body: Body::Together(compare),
};

const WORDS: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "上年数",
    there: "上年公开的文件",
    english: ["last year's amount as printed here", "last year's own document"],
    advice: "核对上年公开的文件；口径有调整的，在文字中说明",
};

fn compare(together: &Together, across: &mut Across) {
    for (at, member) in (0..).zip(together.members()) {
        let Some(prior) = member.imprint.year.and_then(|year| year.checked_sub(1)) else { continue };
        let kin = together.of_same_agency(at, member.imprint.kind, prior);
        let is_prior = |at: &mingsuan_model::Coordinate| at.get(Dimension::Year) == Value::Member(prior.into());
        let mut differing = Vec::new();
        for here in together.figures(at).filter(|figure| !figure.is_told && is_prior(&figure.at)) {
            let Some((other, there)) = kin.figure(&here.at) else { continue };
            across.compared();
            if differs(&here, &there) {
                differing.push(Difference { here, expected: there.fen, other, there });
            }
        }
        report(together, across, at, &differing, &WORDS);
    }
}
