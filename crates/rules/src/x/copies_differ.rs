//! # X012 同一年度的两份文件金额不同 (copies-differ)
//!
//! ## 检查内容
//! 同一次检查的文件里有同一单位（部门）同一年度的两份预算或者两份决算，同一项目的金额应当相同。
//!
//! ## 为何重要
//! 同一份预算以几种格式公开，或者改过一稿，旧稿仍在网上，读者不知道以哪一份为准。
//!
//! ## 依据
//! - 《中华人民共和国政府信息公开条例》第六条：行政机关应当及时、准确地公开政府信息
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当真实、准确
//!
//! ## 示例
//! “预算公开.docx”支出合计 1,012.00，“预算公开（最终）.pdf”支出合计 1,021.00。
//!
//! ## 如何更正
//! 确定以哪一份为准，改正或者撤下另一份。
//!
//! ## 例外
//! 只比较报表里的金额；单位名称、单位编码或者层级（部门、单位）不同的不算同一单位。

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use mingsuan_model::{CoordinateMap, Severity};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Figure, Together, Words, differs, report};

pub(crate) const RULE: Rule = Rule {
    code: "X012",
    name: "copies-differ",
    title: "同一年度的两份文件金额不同",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府信息公开条例第六条", "财预〔2016〕143号"],
    source: include_str!("copies_differ.rs"),
    body: Body::Together(compare),
};

const WORDS: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "金额",
    there: "同一单位同一年度的另一份文件",
    english: ["the amount", "another document of the same agency and year"],
    advice: "确定以哪一份为准，改正或者撤下另一份",
};

/// Each copy is held against what was printed first, so that many copies cost no more than linear time.
fn compare(together: &Together, across: &mut Across) {
    let mut printed: HashMap<usize, CoordinateMap<(usize, Figure)>> = HashMap::new();
    for (at, member) in (0..).zip(together.members()) {
        let Some(year) = member.imprint.year else { continue };
        let copies = together.of_same_agency(at, member.imprint.kind, year);
        let is_copy = |other: usize| together.member(other).imprint.level == member.imprint.level;
        let Some(first) = copies.first().filter(|first| is_copy(*first)) else { continue };
        let printed = printed.entry(first.min(at)).or_default();
        let mut differing = Vec::new();
        for here in together.figures(at).filter(|figure| !figure.is_told) {
            match printed.entry(here.at) {
                Entry::Vacant(entry) => {
                    entry.insert((at, here));
                }
                Entry::Occupied(entry) => {
                    let (other, there) = *entry.get();
                    across.compared();
                    if differs(&here, &there) {
                        differing.push(Difference { here, expected: there.fen, other, there });
                    }
                }
            }
        }
        report(together, across, at, &differing, &WORDS);
    }
}
