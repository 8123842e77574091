//! # D009 遗留占位符或模板文字 (placeholder-left)
//!
//! ## 检查内容
//! 正式公开的文件中不应留有 XX、××、＊＊、“待填”等占位符，也不应留有“增加（减少）”“（或减少）”等供选择的模板文字。
//!
//! ## 为何重要
//! 占位符说明该处没有填写；供选择的文字没有取舍，读者不知道究竟是增加还是减少。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “与上年相比增加（减少）XX万元。”
//!
//! ## 如何更正
//! 填写实际内容，删去多余的模板文字。
//!
//! ## 例外
//! 表格中用星号遮盖的涉密数据不报告；栏目名称中的“增加（减少）”不报告。

use mingsuan_model::{Finding, Placed, Severity};

use super::parts::texts;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D009",
    name: "placeholder-left",
    title: "遗留占位符或模板文字",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("placeholder_left.rs"),
    body: Body::Check(check),
};

/// Words of templates; the brackets as people type them.
static TEMPLATE_WORDS: Phrases = phrases("D009", "templates");

fn check(context: &Context<'_>, found: &mut Found) {
    let disclosure = context.disclosure;
    for text in texts(disclosure) {
        found.compared();
        if let Some((at, word)) = placeholder(&text.text, true) {
            found.push(left(text, at, &word));
        }
    }
    let cells = disclosure.statements.iter().flat_map(|statement| &statement.rows).flat_map(|row| &row.cells);
    for cell in cells.filter(|cell| !cell.text.is_empty()) {
        found.compared();
        if let Some((at, word)) = placeholder(&cell.text, false) {
            let text = Placed { text: cell.text.clone(), place: cell.place.clone() };
            found.push(left(&text, at, &word));
        }
    }
}

/// The first placeholder of a text and where it begins, in characters. `in_prose`: stars and template words count, too.
fn placeholder(text: &str, in_prose: bool) -> Option<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let run =
        (0..chars.len()).find(|at| is_run(&chars, *at, in_prose)).map(|at| (at, run_from(&chars, at).iter().collect()));
    let word = TEMPLATE_WORDS.iter().filter(|_| in_prose).find_map(|word| {
        let at = text.find(word)?;
        Some((text[..at].chars().count(), (*word).to_owned()))
    });
    run.into_iter().chain(word).min_by_key(|(at, _)| *at)
}

/// The run of one sign that begins at a place.
fn run_from(chars: &[char], at: usize) -> &[char] {
    let length = chars[at..].iter().take_while(|c| **c == chars[at]).count();
    &chars[at..at + length]
}

/// Whether a run of signs that stand for something not filled in begins here. Letters are part of a model's name when
/// others stand around (`XXL`); stars also fill the cells of tables, so they count only before a unit.
fn is_run(chars: &[char], at: usize, in_prose: bool) -> bool {
    const UNITS: &str = "万元年月日个人次辆局县市区%";
    let run = run_from(chars, at);
    let is_latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let (before, after) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + run.len()));
    let is_first = before != Some(&chars[at]);
    run.len() >= 2
        && is_first
        && match chars[at] {
            'X' | 'x' | 'Ｘ' | '×' | '╳' => !is_latin(before) && !is_latin(after),
            '＊' | '*' | '_' => in_prose && after.is_some_and(|c| UNITS.contains(*c)),
            _ => false,
        }
}

fn left(text: &Placed, at: usize, word: &str) -> Finding {
    let mut place = text.place.with_text(word);
    place.offset = u32::try_from(at).ok();
    let around: String = text.text.chars().skip(at.saturating_sub(10)).take(24).collect();
    Finding::new(RULE.code, Severity::Warning, place, format!("“…{around}…”留有占位符或模板文字“{word}”"))
        .english(format!("a placeholder was left: {word}"))
        .advise("填写实际内容，删去多余的模板文字")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_words() {
        let found = |text: &str| placeholder(text, true).map(|(_, word)| word);
        assert_eq!(found("较上年增加XX万元").as_deref(), Some("XX"));
        assert_eq!(found("××县某局").as_deref(), Some("××"));
        assert_eq!(found("较上年增加（减少）5万元").as_deref(), Some("增加（减少）"));
        assert_eq!(found("公务用车**辆").as_deref(), Some("**"));
        for text in ["科目编码**合计", "涉VOCs企业", "规格XXL号", "3×2米", "X射线", "数量*单价"] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(placeholder("***", false), None);
    }
}
