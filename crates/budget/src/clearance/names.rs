//! Names of persons beside money, and where they live. Officials named in their office are left alone.

use std::ops::Range;

use super::passages::{Passage, sentence_around, speaks_of_money};
use super::standard::{Names, Standard, holds_any};
use super::{ExposureKind, Hit, mask};

/// The names and addresses of a passage.
pub(super) fn find(passage: &Passage, standard: &Standard) -> Vec<Hit> {
    let names = &standard.names;
    let mut spans = Vec::new();
    if passage.is_cell && is_column_of_names(passage, names) {
        spans.extend(whole(&passage.text).filter(|span| is_name(&passage.text[span.clone()], names)));
    } else {
        spans.extend(labelled(&passage.text, names));
        spans.extend(titled(&passage.text, names));
    }
    let kept =
        spans.into_iter().filter(|span| !names.public_figures.iter().any(|name| *name == passage.text[span.clone()]));
    let hit = |kind, span: Range<usize>, shown| {
        let excerpt = mask::ends(&passage.text[span.clone()], shown, 0);
        Hit { kind, span, excerpt }
    };
    let mut hits: Vec<Hit> = kept.map(|span| hit(ExposureKind::PersonName, span, 1)).collect();
    hits.extend(address(passage, standard).map(|span| hit(ExposureKind::HomeAddress, span, 3)));
    hits
}

/// Whether the header of a cell, or the label left of it, says that persons are listed, in a table about money.
fn is_column_of_names(passage: &Passage, names: &Names) -> bool {
    let is_label = |word: &str| names.recipient_labels.iter().any(|label| label == word.trim_end_matches([':', '：']));
    passage.context.split(' ').any(is_label) && holds_any(&passage.headers, &names.evidence)
}

/// The text without the blanks at its ends.
fn whole(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.len() - text.trim_start().len();
    std::iter::once(start..start + text.trim().len())
}

/// Names behind a label and a colon: 补助对象：……
fn labelled(text: &str, names: &Names) -> Vec<Range<usize>> {
    let is_public = holds_any(text, &super::STANDARD.numbers.public_words);
    let contacts = names.contact_labels.iter().filter(|_| !is_public);
    let mut spans = Vec::new();
    for label in names.recipient_labels.iter().chain(contacts) {
        for (at, _) in text.match_indices(label.as_str()) {
            let from = at + label.len();
            let Some(rest) = text[from..].trim_start().strip_prefix(':') else { continue };
            let start = text.len() - rest.trim_start().len();
            let length = text[start..].find(|c: char| !is_han(c)).unwrap_or(text.len() - start);
            let span = start..start + length;
            if is_name(&text[span.clone()], names) && !spans.contains(&span) {
                spans.push(span);
            }
        }
    }
    spans
}

/// Names before 同志 and the like, in a sentence that speaks of an amount.
fn titled(text: &str, names: &Names) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for title in &names.titles {
        for (end, _) in text.match_indices(title.as_str()) {
            let sentence = sentence_around(text, end);
            if !speaks_of_money(&text[sentence.clone()]) {
                continue;
            }
            // The longest name first: 王小明 rather than 小明.
            let starts = text[sentence.start..end].char_indices().rev().take(4).map(|(at, _)| sentence.start + at);
            let found =
                starts.map(|start| start..end).filter(|span| is_certain_name(&text[span.clone()], names)).last();
            spans.extend(found);
        }
    }
    spans
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·'
}

/// Whether a whole text can be a name: a family name, one or two characters, and no everyday word.
fn is_name(text: &str, names: &Names) -> bool {
    let has_weak = text.chars().next().is_some_and(|first| names.weak_surnames.contains(first));
    is_certain_name(text, names) || has_weak && has_form(text, 1, names)
}

/// As [`is_name`], family names that are also everyday words left out.
fn is_certain_name(text: &str, names: &Names) -> bool {
    let is_compound = names.compound_surnames.iter().any(|surname| text.starts_with(surname.as_str()));
    let has_surname = text.chars().next().is_some_and(|first| names.surnames.contains(first) && !first.is_whitespace());
    is_compound && has_form(text, 2, names) || has_surname && has_form(text, 1, names)
}

fn has_form(text: &str, surname: usize, names: &Names) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let given = characters.len().saturating_sub(surname);
    let ends_well = characters.last().is_some_and(|last| !names.not_endings.contains(*last));
    (1..=2).contains(&given) && ends_well && characters.iter().all(|c| is_han(*c)) && !holds_any(text, &names.not_names)
}

fn address(passage: &Passage, standard: &Standard) -> Option<Range<usize>> {
    let (text, addresses) = (passage.text.as_str(), &standard.addresses);
    let is_labelled =
        passage.is_cell && passage.context.split(' ').any(|word| addresses.labels.iter().any(|l| l == word));
    if is_labelled && is_specific(text) {
        return whole(text).next();
    }
    for label in &addresses.labels {
        if let Some((_, rest)) = text.split_once(&format!("{label}:")) {
            let start = text.len() - rest.trim_start().len();
            let length = text[start..].find(['，', '。', '；', ';', ' ', '\n']).unwrap_or(text.len() - start);
            if is_specific(&text[start..start + length]) {
                return Some(start..start + length);
            }
        }
    }
    addresses.patterns.iter().find_map(|pattern| pattern.0.find(text)).map(|found| found.range())
}

/// Whether an address tells the house.
fn is_specific(text: &str) -> bool {
    text.chars().count() >= 6 && (text.contains(|c: char| c.is_ascii_digit()) || text.contains(['号', '组', '队']))
}
