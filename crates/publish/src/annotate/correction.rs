//! The right wording of a text that a finding quotes, as the few characters that differ.
//! Whether it is right is the rule's word.

use std::ops::Range;

use mingsuan_model::{Decimal, Finding};

/// Characters of a paragraph and what should stand in their place.
pub(super) struct Correction {
    pub(super) characters: Range<usize>,
    pub(super) with: String,
}

impl Correction {
    /// The correction of quoted characters: of wording, or of an amount in the text; nothing for tables, where one wrong
    /// cell may be as right as the others.
    pub(super) fn of(finding: &Finding, quoted: &Range<usize>, text: &str) -> Option<Self> {
        let suggested = finding.suggested.as_deref()?;
        if finding.place.table.is_some() || quoted.end == usize::MAX || finding.waived.is_some() {
            return None;
        }
        let old: Vec<char> = text.chars().skip(quoted.start).take(quoted.len()).collect();
        let whole: String = old.iter().collect();
        let new: String = match finding.actual.as_deref() {
            Some(actual) if is_number(actual) && is_number(suggested) => {
                (whole.matches(actual).count() == 1).then(|| whole.replace(actual, suggested))?
            }
            _ if finding.code.starts_with('T') => suggested.to_owned(),
            _ => return None,
        };
        let new: Vec<char> = new.chars().collect();
        let alike = |(one, other): &(&char, &char)| one == other;
        let head = old.iter().zip(&new).take_while(alike).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(alike).count();
        let characters = quoted.start + head..quoted.start + old.len() - tail;
        let with: String = new[head..new.len() - tail].iter().collect();
        let is_none = characters.is_empty() && with.is_empty();
        (!is_none && !with.contains('\n')).then_some(Self { characters, with })
    }
}

fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}
