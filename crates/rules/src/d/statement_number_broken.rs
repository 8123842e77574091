//! # D012 报表编号跳号、重号或颠倒 (statement-number-broken)
//!
//! ## 检查内容
//! 报表标题带有编号的（预算01表、表3、公开表5），编号应当依次相连，不跳、不重、不倒。
//!
//! ## 为何重要
//! 跳号说明可能缺表，重号使文字中的“见表3”指向两张表。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “表4”之后是“表6”。
//!
//! ## 如何更正
//! 补上缺少的报表，或更正编号。
//!
//! ## 例外
//! 带编号的报表不足三张的、编号不是从前三号开始的、项目绩效目标表用同一编号的，多个单位的报表各自编号的，以及绩效目标表之前的跳号，不报告。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Severity, Statement, StatementId};

use super::parts::texts;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D012",
    name: "statement-number-broken",
    title: "报表编号跳号、重号或颠倒",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("statement_number_broken.rs"),
    body: Body::Check(check),
};

/// So many numbered statements make a numbered series.
const SERIES: usize = 3;

/// Where a series may begin: the first statements may be pictures or part of the text.
const FIRST_NUMBER: u32 = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    let statements = context.disclosure.statements.iter();
    let numbered: Vec<(u32, &Statement)> = statements.filter_map(|s| Some((number(&s.title)?, s))).collect();
    let starts = numbered.windows(2).filter(|pair| pair[1].0 == 1).count();
    if numbered.len() < SERIES || numbered[0].0 > FIRST_NUMBER || starts > 0 {
        return;
    }
    let known: BTreeSet<u32> = numbered.iter().map(|(number, _)| *number).collect();
    for pair in numbered.windows(2) {
        let [(before, first), (after, second)] = *pair else { continue };
        found.compared();
        let is_known = known.contains(&(before + 1));
        if after == before && first.id != second.id {
            found.push(broken(second, first, before + 1, after, "重复"));
        } else if after < before {
            found.push(broken(second, first, before + 1, after, "颠倒"));
        } else if after > before + 1 && !is_known && !is_of_targets(second) && !is_titled(context, before + 1) {
            found.push(broken(second, first, before + 1, after, "跳号"));
        }
    }
}

/// Performance tables are often read as projects, not as statements: numbers before them may be theirs.
fn is_of_targets(statement: &Statement) -> bool {
    matches!(statement.id, StatementId::PerformanceProject | StatementId::PerformanceOverall)
}

/// Whether a text of its own bears the number: the title of a table that was not read as a statement.
fn is_titled(context: &Context<'_>, wanted: u32) -> bool {
    texts(context.disclosure).any(|text| number(&text.text) == Some(wanted))
}

/// The number that a title begins with: `预算01表`, `预算表12`, `公开表5`, `附表3`, `表3`.
fn number(title: &str) -> Option<u32> {
    static OPENERS: Phrases = phrases("D012", "openers");
    let title = normalized(title);
    let rest = OPENERS.iter().find_map(|word| title.strip_prefix(word)).unwrap_or(&title);
    let (rest, is_behind) = rest.strip_prefix('表').map_or((rest, false), |rest| (rest, true));
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, after) = rest.split_at(digits);
    let has_part = after.starts_with(['-', '.', '/', '年']);
    (is_behind || after.starts_with('表')).then_some(())?;
    digits.parse().ok().filter(|number| !has_part && *number < 100)
}

fn broken(statement: &Statement, before: &Statement, expected: u32, printed: u32, fault: &str) -> Finding {
    let title = &statement.title;
    let message = format!("《{title}》的编号{fault}：前一张表是《{}》，此表应编为{expected}", before.title);
    Finding::new(RULE.code, Severity::Warning, statement.title_place.with_text(title.as_str()), message)
        .english(format!("the number of the statement does not follow: {printed}, expected {expected}"))
        .advise("补上缺少的报表，或更正报表编号")
        .values(expected.to_string(), printed.to_string())
        .relate("前一张表", "the table before it", before.title_place.with_text(before.title.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_titles_are_read() {
        for (title, expected) in [
            ("预算01表 收支总表", Some(1)),
            ("预算表12 项目支出绩效目标表", Some(12)),
            ("公开表5", Some(5)),
            ("表3 支出总表", Some(3)),
            ("表3-1 支出总表", None),
            ("2026年收支总表", None),
            ("收支总表", None),
        ] {
            assert_eq!(number(title), expected, "{title}");
        }
    }
}
