//! # T008 上下级标题使用同一种序号 (same-numbering-on-two-levels)
//!
//! ## 检查内容
//! 上级标题用“（一）”的，其下级标题不应再用“（一）”。
//!
//! ## 为何重要
//! 上下级序号相同，读者分不清层次，目录和引用也会混乱。
//!
//! ## 依据
//! - GB/T 9704 党政机关公文格式：结构层次序数依次为“一、”“（一）”“1.”“（1）”
//!
//! ## 示例
//! “（二）重点工作”之下的标题又是“（一）加强管护”“（二）推进建设”。
//!
//! ## 如何更正
//! 下级标题改用下一层次的序号，如“1.”。
//!
//! ## 例外
//! 没有上一层标题包含的一行序号重新从一开始（目录、附件）的，不报。六处以上的，视为表格中的文字被读作标题，不予判断。

use mingsuan_model::{Finding, Severity};

use super::numbering::{Numbered, Rows, Style, numbered};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T008",
    name: "same-numbering-on-two-levels",
    title: "上下级标题使用同一种序号",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 9704"],
    source: include_str!("same_numbering_on_two_levels.rs"),
    body: Body::Check(check),
};

/// So many of them are lists of a table read as headings.
const TOO_MANY: usize = 6;

fn check(context: &Context<'_>, found: &mut Found) {
    let mut rows = Rows::default();
    let all = numbered(context.disclosure);
    for (at, one) in all.iter().enumerate() {
        let next = match one {
            Ok(next) => *next,
            Err(level) => {
                rows.close(*level);
                continue;
            }
        };
        if next.is_heading {
            found.compared();
            let parent = rows.parent_of(&next).filter(|parent| contains(parent, &next, &all[at + 1..]));
            if let Some(parent) = parent {
                found.push(finding(&parent, &next));
            }
        }
        rows.push(next);
    }
    if found.findings.len() >= TOO_MANY {
        *found = Found::default();
        found.insufficient("多处标题看似自我包含，疑为表格中的文字被读作标题");
    }
}

/// Whether the new row stands under the heading rather than after it: the row of the heading goes on behind the new
/// one. （一） within （二） is told without that, because 一、 encloses both; lists of 1. begin anew too often.
fn contains(parent: &Numbered<'_>, child: &Numbered<'_>, rest: &[Result<Numbered<'_>, u8>]) -> bool {
    let mut last = child.number;
    for next in rest.iter().flatten().filter(|next| next.is_heading && next.style == parent.style) {
        if next.number == last + 1 {
            last = next.number;
        } else if next.number == parent.number + 1 {
            return true;
        } else {
            break;
        }
    }
    parent.style == Style::Bracket && parent.number > 1
}

fn finding(parent: &Numbered<'_>, child: &Numbered<'_>) -> Finding {
    let (above, below) = (parent.placed.text.trim(), child.placed.text.trim());
    let message = format!("标题“{above}”之下的标题“{below}”使用了与上级相同的序号");
    Finding::new(RULE.code, Severity::Info, parent.placed.place.with_text(above), message)
        .english(format!("\"{below}\" below \"{above}\" is numbered in the same style"))
        .advise("下级标题改用下一层次的序号")
        .relate("第一个下级标题", "first heading below it", child.placed.place.with_text(below))
}
