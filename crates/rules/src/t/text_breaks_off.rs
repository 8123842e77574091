//! # T015 一段文字没有写完 (text-breaks-off)
//!
//! ## 检查内容
//! 一节最后一段以逗号、顿号结尾，其后就是下一个标题。
//!
//! ## 为何重要
//! 话没有说完，后面的内容可能丢失了。
//!
//! ## 依据
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//!
//! ## 示例
//! “项目支出主要用于道路养护、”之后紧接“四、机关运行经费”。
//!
//! ## 如何更正
//! 补全内容，或把标点改为句号。
//!
//! ## 例外
//! 其下还有下级标题或表格的，视为引出下文，不检查。

use mingsuan_model::{Placed, Section, Severity};

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T015",
    name: "text-breaks-off",
    title: "一段文字没有写完",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中办发〔2012〕14号"],
    source: include_str!("text_breaks_off.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for pair in context.disclosure.sections.windows(2) {
        let [section, next] = pair else { continue };
        let Some(last) = section.paragraphs.last().filter(|_| ends_here(section, next)) else { continue };
        found.compared();
        if let Some(at) = open_end(last) {
            let end = last.text.trim_end().len();
            let mark = &last.text[at..end];
            let finding = mended(&RULE, last, (at, end), "。", &format!("以“{mark}”结尾，没有写完"));
            found.push(finding.english("the text breaks off").advise("补全内容；已经写完的，把标点改为句号"));
        }
    }
}

/// Whether nothing goes on below a section's last paragraph.
fn ends_here(section: &Section, next: &Section) -> bool {
    section.level > 0 && next.level <= section.level && !section.has_table && section.statements.is_empty()
}

/// The byte of the mark that a text should not end with.
fn open_end(placed: &Placed) -> Option<usize> {
    let text = placed.text.trim_end();
    let mark = text.chars().next_back().filter(|c| matches!(c, '，' | '、'))?;
    Some(text.len() - mark.len_utf8())
}
