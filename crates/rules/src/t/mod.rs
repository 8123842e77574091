//! Family T: wording and typography.

use crate::rule::Rule;

mod amount_without_unit;
mod bound_said_twice;
mod document_number_brackets;
mod doubled_unit;
mod doubled_words;
mod empty_brackets;
mod enumeration_broken;
mod full_stop_missing;
mod fullwidth_digits;
mod halfwidth_punctuation;
mod heading_ends_with_punctuation;
mod impossible_date;
mod malformed_number;
mod missing_yu;
mod misspelt_word;
mod mixed_brackets_in_numbering;
mod mixed_comparison_signs;
mod mixed_thousands_separators;
mod nested_book_marks;
mod number_left_out;
mod numbering;
mod numbering_broken;
mod odd_unit_sign;
mod range_unit_left_out;
mod repeated_paragraph;
mod same_numbering_on_two_levels;
mod short_year;
mod straight_quotes;
mod text_breaks_off;
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
    halfwidth_punctuation::RULE,
    repeated_paragraph::RULE,
    malformed_number::RULE,
    fullwidth_digits::RULE,
    amount_without_unit::RULE,
    empty_brackets::RULE,
    text_breaks_off::RULE,
    misspelt_word::RULE,
    enumeration_broken::RULE,
    bound_said_twice::RULE,
    doubled_unit::RULE,
    impossible_date::RULE,
    document_number_brackets::RULE,
    range_unit_left_out::RULE,
    short_year::RULE,
    nested_book_marks::RULE,
    odd_unit_sign::RULE,
    straight_quotes::RULE,
    mixed_thousands_separators::RULE,
    full_stop_missing::RULE,
    number_left_out::RULE,
];
