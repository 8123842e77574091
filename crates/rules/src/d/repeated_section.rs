//! # D016 同一标题重复出现 (repeated-section)
//!
//! ## 检查内容
//! 同一上级之下，两个同级标题除序号外完全相同，且各有内容。
//!
//! ## 为何重要
//! 重复的标题往往是应写的另一部分被它顶替了。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “三、政府采购情况”和“五、政府采购情况”各有一段文字。
//!
//! ## 如何更正
//! 删去重复的部分，或把标题改为其内容。
//!
//! ## 例外
//! 目录中的标题、没有内容的标题、各单位分别说明的标题（上级不同）不报告。

use std::collections::HashMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Section, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D016",
    name: "repeated-section",
    title: "同一标题重复出现",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("repeated_section.rs"),
    body: Body::Check(check),
};

/// Shorter headings (合计, 其他) may stand again.
const SHORTEST_CHARACTERS: usize = 4;

fn check(context: &Context<'_>, found: &mut Found) {
    // Per level the headings seen since the last heading above that level.
    let mut seen: Vec<HashMap<String, &Section>> = Vec::new();
    for section in &context.disclosure.sections {
        let level = usize::from(section.level);
        seen.truncate(level + 1);
        seen.resize_with(level + 1, HashMap::new);
        let (title, is_numbered) = without_numbering(&section.title.text);
        let key = normalized(title);
        let has_content = !section.paragraphs.is_empty() || !section.statements.is_empty() || section.has_table;
        if level == 0 || !is_numbered || !has_content || key.chars().count() < SHORTEST_CHARACTERS {
            continue;
        }
        found.compared();
        match seen[level].get(&key) {
            Some(first) => found.push(repeated(first, section)),
            None => drop(seen[level].insert(key, section)),
        }
    }
}

fn repeated(first: &Section, again: &Section) -> Finding {
    let title = &again.title.text;
    let message = format!("标题“{title}”与前面的“{}”重复", first.title.text);
    Finding::new(RULE.code, Severity::Warning, again.title.place.with_text(title.as_str()), message)
        .english("two headings of one part are the same")
        .advise("删去重复的部分，或把标题改为其内容")
        .relate("第一次出现", "first occurrence", first.title.place.with_text(first.title.text.as_str()))
}
