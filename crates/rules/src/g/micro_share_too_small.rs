//! # G025 小微企业预留份额与中小企业不协调 (micro-share-too-small)
//!
//! ## 检查内容
//! 文字写明面向中小企业预留的采购金额和其中面向小微企业预留的金额的，后者不应大于前者，一般不低于前者的60%。
//!
//! ## 为何重要
//! 小微企业份额是中小企业份额的一部分；大于总数必有一数填错，低于法定比例应当说明。
//!
//! ## 依据
//! - 《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）第八条：其中预留给小微企业的比例不低于60%
//!
//! ## 示例
//! “面向中小企业预留政府采购项目预算金额100.00万元，面向小微企业预留政府采购项目预算金额120.00万元”。
//!
//! ## 如何更正
//! 核对两个金额，更正填错的一个；低于60%的，补足或说明理由。
//!
//! ## 例外
//! 一段文字只写其中一个金额的不检查；用语见 standards/procurement.toml。

use mingsuan_model::text::normalized;
use mingsuan_model::{Amount, Decimal, Finding, Placed, Scale, Severity};

use super::catalogue::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G025",
    name: "micro-share-too-small",
    title: "小微企业预留份额与中小企业不协调",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财库〔2020〕46号"],
    source: include_str!("micro_share_too_small.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    // Every scale of an amount ends in 元.
    for placed in context.texts().iter().filter(|placed| placed.text.contains('元')) {
        let text = normalized(&placed.text);
        let told = |words: &[String]| words.iter().find_map(|word| amount_behind(&text, word));
        let (Some(small), Some(micro)) = (told(&WORDS.small_firms.small_words), told(&WORDS.small_firms.micro_words))
        else {
            continue;
        };
        found.compared();
        let (whole, part) = (i128::from(small.0), i128::from(micro.0));
        let percent = WORDS.small_firms.percent;
        if part > whole {
            let message = "文字中面向小微企业预留的金额大于面向中小企业预留的金额";
            found.push(finding(placed, Severity::Warning, message.to_owned()));
        } else if whole > 0 && part * 100 < whole * percent {
            let share = part * 100 / whole;
            let message = format!("文字中面向小微企业预留的金额占面向中小企业的{share}%，一般不低于{percent}%");
            found.push(finding(placed, Severity::Info, message));
        }
    }
}

/// The first amount behind a word.
fn amount_behind(text: &str, word: &str) -> Option<Amount> {
    let (_, behind) = text.split_once(word)?;
    let behind = &behind[behind.find(|c: char| c.is_ascii_digit())?..];
    let digits = behind.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
    Amount::from_printed(Decimal::parse(&behind[..digits])?, Scale::starting(&behind[digits..])?)
}

fn finding(placed: &Placed, severity: Severity, message: String) -> Finding {
    Finding::new(RULE.code, severity, placed.place.clone(), message)
        .english("what is reserved for micro firms does not fit what is reserved for small and medium ones")
        .advise("核对两个金额；低于比例的补足或说明理由")
}
