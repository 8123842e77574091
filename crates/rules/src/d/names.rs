//! How names are compared: likeness of two names, an agency's name without its code, whether one name abbreviates another.
//! No judgement here.

use mingsuan_model::text::normalized;

use crate::phrases::{Phrases, phrases};

/// How alike two texts are in per cent: twice their longest common subsequence over their lengths.
pub(crate) fn likeness_percent(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() && b.is_empty() {
        return 100;
    }
    let mut best = vec![0_usize; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if x == y { diagonal + 1 } else { above.max(best[at]) };
            diagonal = above;
        }
    }
    200 * best[b.len()] / (a.len() + b.len())
}

/// An agency's name in comparable form, without the code printed before it and without what documents put around it.
pub(crate) fn agency_name(printed: &str) -> String {
    let name = normalized(printed);
    let name = match name.split_once(':') {
        Some((before, after)) if before.contains("单位") || before.contains("部门") => after,
        _ => name.as_str(),
    };
    name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '[' | ']' | '.')).to_owned()
}

/// A name in quotes, those that it begins with itself not doubled.
pub(super) fn quoted(name: &str) -> String {
    if name.starts_with('“') { name.to_owned() } else { format!("“{name}”") }
}

/// Whether one name is the other, contains it, or is short for it: all its characters stand in the other, in order.
pub(crate) fn is_same_body(a: &str, b: &str) -> bool {
    let short_for = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().all(|c| rest.any(|d| d == c))
    };
    a.contains(b) || b.contains(a) || short_for(a, b) || short_for(b, a)
}

/// Whether a name ends as the names of public bodies do, brackets behind it left aside (`（本级）`).
pub(crate) fn is_body(name: &str) -> bool {
    static ENDINGS: Phrases = phrases("shared", "body_names");
    let name = name.split('(').next().unwrap_or(name).trim_end_matches("本级").trim_end_matches("机关");
    name.chars().count() >= 4 && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare() {
        assert_eq!(likeness_percent("差旅费", "差旅费"), 100);
        assert_eq!(likeness_percent("差旅费", "邮电费"), 33);
        for printed in ["339001示例县财政局", "单位：示例县财政局", "编制单位: [339]示例县财政局"]
        {
            assert_eq!(agency_name(printed), "示例县财政局");
        }
        assert_eq!(agency_name("门头沟区财政局"), "门头沟区财政局");
        assert!(is_body("示例市公安局(本级)") && !is_body("第二部分") && !is_body("财政拨款收支"));
        assert!(is_same_body("高新区管委会", "示例高新技术产业开发区管理委员会"));
        assert!(!is_same_body("中共示例高新区工作委员会", "示例高新技术产业开发区管理委员会"));
    }
}
