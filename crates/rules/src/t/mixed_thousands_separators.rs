//! # T027 千分号时有时无 (mixed-thousands-separators)
//!
//! ## 检查内容
//! 全文的金额，四位以上整数要么都用千分号（1,234.50），要么都不用（1234.50）。
//!
//! ## 为何重要
//! 写法不一，读者容易看错位数，机器检索同一金额也会漏掉。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法：同一文件中数字的书写形式应当统一
//!
//! ## 示例
//! 前文“1,234.50万元”，后文“1234.50万元”。
//!
//! ## 如何更正
//! 统一为较多的一种写法。
//!
//! ## 例外
//! 只看文字中的金额，报表不检查；没有小数的整数（如“1200亿元”）不检查；多的一种不足三处的，不检查。全文只报一次。

use mingsuan_model::{Claim, Finding, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T027",
    name: "mixed-thousands-separators",
    title: "千分号时有时无",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("mixed_thousands_separators.rs"),
    body: Body::Check(check),
};

/// So many amounts of the usual shape show that it is usual.
const FEWEST: usize = 3;

/// So many other places are named.
const MOST_RELATED: usize = 10;

fn check(context: &Context<'_>, found: &mut Found) {
    // Without decimals a number tells a size (1200亿元), not an amount of the budget.
    let is_exact = |claim: &&Claim| claim.scale.is_some() && claim.number.decimals() > 0;
    let is_long = |claim: &&Claim| claim.place.text.as_deref().is_some_and(|text| whole_digits(text) > 3);
    let long = context.disclosure.claims.iter().filter(is_exact).filter(is_long);
    let (with, without): (Vec<&Claim>, Vec<&Claim>) = long.partition(|claim| has_separator(claim));
    found.comparisons += with.len() + without.len();
    let (usual, odd) = if with.len() >= without.len() { (with, without) } else { (without, with) };
    if let (Some((first, others)), true) = (odd.split_first(), usual.len() >= FEWEST) {
        found.push(finding(usual.len(), first, others));
    }
}

/// The digits before the point.
fn whole_digits(text: &str) -> usize {
    let whole = text.split('.').next().unwrap_or_default();
    whole.chars().filter(char::is_ascii_digit).count()
}

fn has_separator(claim: &Claim) -> bool {
    claim.place.text.as_deref().is_some_and(|text| text.contains([',', '，']))
}

fn finding(usual: usize, first: &Claim, others: &[&Claim]) -> Finding {
    let printed = first.place.text.as_deref().unwrap_or_default();
    let written = if has_separator(first) { without_separators(printed) } else { with_separators(printed) };
    let count = others.len() + 1;
    let message = format!("金额“{printed}”等{count}处与其余{usual}处千分号的用法不同，似应为“{written}”");
    let mut finding = Finding::new(RULE.code, Severity::Info, first.place.clone(), message)
        .english(format!("{count} amounts separate thousands otherwise than the other {usual}"))
        .advise("统一为较多的一种写法")
        .values(written.clone(), printed);
    finding.suggested = Some(written);
    others
        .iter()
        .take(MOST_RELATED)
        .fold(finding, |finding, claim| finding.relate("写法不同", "written otherwise", claim.place.clone()))
}

fn without_separators(text: &str) -> String {
    text.replace([',', '，'], "")
}

/// A number with a comma before each three digits of its whole part.
fn with_separators(text: &str) -> String {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    let mut out = String::with_capacity(text.len() + 2);
    for (at, c) in text[..end].char_indices() {
        let left = end - at;
        if at > 0 && left.is_multiple_of(3) && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.push(',');
        }
        out.push(c);
    }
    out + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_before_three_digits() {
        for (text, expected) in [("1234.50万元", "1,234.50万元"), ("1234567元", "1,234,567元"), ("234元", "234元")]
        {
            assert_eq!(with_separators(text), expected);
        }
        assert_eq!(without_separators("1,234.50万元"), "1234.50万元");
        assert_eq!(whole_digits("1,234.50万元"), 4);
    }
}
