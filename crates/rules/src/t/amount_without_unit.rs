//! # T013 数字后缺少单位 (amount-without-unit)
//!
//! ## 检查内容
//! 句中其他金额写明“万元”或“元”，而某个带两位小数的数字后直接是标点；“增长”“下降”后的百分比缺“%”。
//!
//! ## 为何重要
//! 没有单位的数字不知是金额、比例还是数量，读者只能猜测。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “支出120.50万元，其中基本支出80.30，项目支出40.20万元”：80.30后缺“万元”。
//!
//! ## 如何更正
//! 补上单位。
//!
//! ## 例外
//! “分别为”之后的并列数字、顿号前的数字、小数不是两位的数字不检查。

use mingsuan_model::{Placed, Severity};

use super::words::{mended, sentence};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T013",
    name: "amount-without-unit",
    title: "数字后缺少单位",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835", "财预〔2016〕143号"],
    source: include_str!("amount_without_unit.rs"),
    body: Body::Check(check),
};

/// Words after which a number is a rate.
static RATE_WORDS: Phrases = phrases("shared", "rates");

/// So many decimals have the amounts of budgets.
const DECIMALS: usize = 2;

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains('元') {
            continue;
        }
        found.compared();
        if let Some((from, to)) = first_bare(placed) {
            let number = &placed.text[from..to];
            let unit = unit_of(&placed.text, from, to);
            let whole = format!("{number}{unit}");
            let wrong = format!("“{number}”后缺少单位，似应为“{whole}”");
            found.push(mended(&RULE, placed, (from, to), &whole, &wrong).english(format!("{number} has no unit")));
        }
    }
}

/// The first number with two decimals that ends a clause though its sentence tells amounts with their unit.
fn first_bare(placed: &Placed) -> Option<(usize, usize)> {
    let text = placed.text.as_str();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let run =
            text[from..].find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len() - from);
        at = from + run;
        let around = sentence(text, from, at);
        let decimals = text[from..at].split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let ends_clause = text[at..].starts_with(['，', '。', '；']);
        let has_amounts = around.contains("万元") || around.contains("元，");
        if decimals == DECIMALS && ends_clause && has_amounts && !around.contains("分别") && is_told(&text[..from]) {
            return Some((from, at));
        }
    }
    None
}

/// Whether a number is told by the words before it, not one of a list of figures or part of a code.
fn is_told(before: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    last.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '第' && c != '号' && c != '表')
}

/// The unit that is missing: per cent behind a word of growth, else the unit of the sentence's other amounts.
fn unit_of(text: &str, from: usize, to: usize) -> &'static str {
    let before = text[..from].trim_end();
    if RATE_WORDS.iter().any(|word| before.ends_with(word)) {
        "%"
    } else if sentence(text, from, to).contains("万元") {
        "万元"
    } else {
        "元"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_amounts_are_found() {
        let bare = |text: &str| {
            let placed = Placed { text: text.to_owned(), ..Placed::default() };
            first_bare(&placed).map(|(from, to)| (text[from..to].to_owned(), unit_of(text, from, to)))
        };
        assert_eq!(bare("支出120.50万元，其中基本支出80.30，项目支出40.20万元。"), Some(("80.30".to_owned(), "万元")));
        assert_eq!(bare("支出120.50万元，增长12.35。"), Some(("12.35".to_owned(), "%")));
        assert_eq!(bare("分别为1.20，3.40万元。"), None);
        assert_eq!(bare("病例指数达到1.05。"), None);
    }
}
