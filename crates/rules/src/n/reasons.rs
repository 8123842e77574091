//! The reasons that the text gives for changes, and what is known of their words: `standards/reasons.toml`.
//! No judgement here; the rules judge.

use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{Claim, ClaimKind, Direction};
use serde::Deserialize;

use super::sentences::Sentence;

/// The word lists as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    openers: Vec<String>,
    up: Vec<String>,
    down: Vec<String>,
    either: Vec<String>,
    empty: Vec<String>,
    pub(super) headings: Vec<String>,
    pub(super) given: Vec<String>,
    pub(super) given_beside: Vec<String>,
    pub(super) left_empty: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/reasons.toml"))
        .expect("standards/reasons.toml is part of the program and a test reads it")
});

/// A change with the reason that its sentence gives.
pub(super) struct Reason<'a> {
    pub(super) change: &'a Claim,
    /// The words between the number and what opens the reason: `减少的`.
    pub(super) before: String,
    /// The reason in comparable form, up to the end of its clause.
    pub(super) text: String,
}

/// The changes of a sentence that are followed by a reason, before another number of money is told.
pub(super) fn reasons<'a>(sentence: &Sentence<'a>) -> Vec<Reason<'a>> {
    let is_moved = |claim: &Claim| {
        claim.kind == ClaimKind::Change
            && matches!(claim.direction, Some(Direction::Up | Direction::Down))
            && !claim.number.is_zero()
    };
    let changes = sentence.claims.iter().enumerate().filter(|(_, claim)| is_moved(claim));
    changes.filter_map(|(at, change)| reason(sentence, at, change)).collect()
}

fn reason<'a>(sentence: &Sentence<'a>, at: usize, change: &'a Claim) -> Option<Reason<'a>> {
    // The rate of the change may stand between.
    let rate = sentence.claims.get(at + 1).filter(|next| next.scale.is_none());
    let last = rate.copied().unwrap_or(change);
    let behind = normalized(&sentence.behind(last));
    let (from, opener) = WORDS
        .openers
        .iter()
        .filter_map(|opener| Some((behind.find(opener.as_str())?, opener)))
        .min_by_key(|(from, opener)| (*from, std::cmp::Reverse(opener.len())))?;
    let before = &behind[..from];
    if before.contains([';', '。']) || before.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = behind[from + opener.len()..].trim_start_matches([':', '一', '是']);
    let text = rest.split([';', '。']).next()?.trim_end_matches(',').to_owned();
    (!text.is_empty()).then(|| Reason { change, before: before.to_owned(), text })
}

/// Which way a text points: `None` where it says both, neither or may say either.
pub(super) fn direction(text: &str) -> Option<Direction> {
    let has = |words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    match (has(&WORDS.up), has(&WORDS.down), has(&WORDS.either)) {
        (true, false, false) => Some(Direction::Up),
        (false, true, false) => Some(Direction::Down),
        _ => None,
    }
}

/// Whether every clause of a reason is one of the set phrases that explain nothing.
pub(super) fn explains_nothing(text: &str) -> bool {
    let mut clauses = text.split([',', '、']).map(|clause| clause.replace('"', "")).filter(|clause| !clause.is_empty());
    clauses.all(|clause| WORDS.empty.contains(&clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_point_one_way_or_none() {
        for (text, expected) in [
            ("新增人员3名", Some(Direction::Up)),
            ("接待批次减少", Some(Direction::Down)),
            ("新增项目,同时压减会议费", None),
            ("退休人员增加", None),
            ("工资标准变动", None),
        ] {
            assert_eq!(direction(text), expected, "{text}");
        }
    }

    #[test]
    fn set_phrases_explain_nothing() {
        assert!(explains_nothing("厉行节约,压减支出"));
        assert!(!explains_nothing("厉行节约,减少公务接待费开支"));
    }
}
