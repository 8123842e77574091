//! Family T: wording and typography.

use crate::rule::Rule;

mod doubled_words;
mod heading_ends_with_punctuation;
mod missing_yu;
mod mixed_brackets_in_numbering;
mod mixed_comparison_signs;
mod numbering;
mod numbering_broken;
mod same_numbering_on_two_levels;
mod unbalanced_brackets;
mod words;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    mixed_comparison_signs::RULE,
    missing_yu::RULE,
    mixed_brackets_in_numbering::RULE,
    heading_ends_with_punctuation::RULE,
    doubled_words::RULE,
    unbalanced_brackets::RULE,
    numbering_broken::RULE,
    same_numbering_on_two_levels::RULE,
];
