//! Marks of classified and of internal matters. An ordinary sentence that speaks about secrecy is none.

use std::ops::Range;

use super::passages::{Passage, sentence_around, speaks_of_money};
use super::standard::{Internal, Secrets, Standard, holds_any};
use super::{ExposureKind, Hit};

/// The marks of a passage: at most one of each kind.
pub(super) fn find(passage: &Passage, standard: &Standard) -> Vec<Hit> {
    let text = passage.text.as_str();
    let classified = mark(passage, &standard.secrets).or_else(|| matter(passage, &standard.secrets));
    let internal = draft(passage, &standard.internal);
    let hit = |kind, span: Range<usize>| Hit { kind, excerpt: text[span.clone()].chars().take(20).collect(), span };
    let classified = classified.map(|span| hit(ExposureKind::Classified, span));
    classified.into_iter().chain(internal.map(|span| hit(ExposureKind::Internal, span))).collect()
}

/// A mark on the document itself.
fn mark(passage: &Passage, secrets: &Secrets) -> Option<Range<usize>> {
    let text = passage.text.as_str();
    let start = text.len() - text.trim_start().len();
    let bare = text.trim();
    let stands_alone = || {
        let matched = secrets.marks_alone.iter().any(|p| p.0.find(bare).is_some_and(|m| m.range() == (0..bare.len())));
        // In a table such a word is a value; it is a mark where the header asks for the level.
        matched && (!passage.is_cell || holds_any(&passage.context, &secrets.level_headers))
    };
    if stands_alone() {
        return Some(start..start + bare.len());
    }
    secrets.marks.iter().find_map(|pattern| pattern.0.find(text)).map(|found| found.range())
}

/// A classified matter that is named: as a project, or beside an amount of money.
fn matter(passage: &Passage, secrets: &Secrets) -> Option<Range<usize>> {
    let text = passage.text.as_str();
    for pattern in &secrets.matters {
        for found in pattern.0.find_iter(text) {
            let sentence = sentence_around(text, found.start());
            let is_ordinary = holds_any(&text[sentence.clone()], &secrets.ordinary);
            if !is_ordinary && (passage.is_project || speaks_of_money(&text[sentence])) {
                return Some(found.range());
            }
        }
    }
    None
}

/// A word that marks a draft: in brackets at the end of a line, or alone in it.
fn draft(passage: &Passage, internal: &Internal) -> Option<Range<usize>> {
    let text = passage.text.trim_end();
    if passage.is_cell || text.chars().count() > internal.longest_line || text.contains(['《', '。', '；']) {
        return None;
    }
    let bare = text.trim_start();
    internal.drafts.iter().find_map(|word| {
        let is_alone = bare.trim_matches(['(', ')', '【', '】', '[', ']', '〔', '〕']) == word;
        let is_bracketed = [("(", ")"), ("【", "】"), ("[", "]"), ("〔", "〕")].iter().any(|(open, close)| {
            text.strip_suffix(close).and_then(|t| t.strip_suffix(word.as_str())).is_some_and(|t| t.ends_with(open))
        });
        let start = text.rfind(word.as_str())?;
        (is_alone || is_bracketed).then(|| start..start + word.len())
    })
}
