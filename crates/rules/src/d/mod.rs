//! Family D: disclosure completeness and form.

use crate::rule::Rule;

mod contents;
pub(crate) mod names;
mod parts;

pub(crate) use parts::texts;

mod agency_name_differs;
mod contents_page_differs;
mod date_impossible;
mod duplicate_statement;
mod empty_section;
mod empty_statement_without_note;
mod missing_section;
mod missing_statement;
mod note_on_filled_statement;
mod placeholder_left;
mod published_late;
mod reference_to_missing_table;
mod repeated_section;
mod scale_missing;
mod scale_mixed;
mod speaks_as_other_level;
mod statement_number_broken;
mod statements_out_of_order;
mod term_explained_twice;
mod term_unexplained;
mod term_unused;
mod wrong_year_in_text;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    missing_statement::RULE,
    missing_section::RULE,
    empty_section::RULE,
    empty_statement_without_note::RULE,
    note_on_filled_statement::RULE,
    wrong_year_in_text::RULE,
    agency_name_differs::RULE,
    scale_missing::RULE,
    placeholder_left::RULE,
    duplicate_statement::RULE,
    scale_mixed::RULE,
    statement_number_broken::RULE,
    speaks_as_other_level::RULE,
    date_impossible::RULE,
    repeated_section::RULE,
    term_explained_twice::RULE,
    contents_page_differs::RULE,
    term_unused::RULE,
    term_unexplained::RULE,
    reference_to_missing_table::RULE,
    statements_out_of_order::RULE,
    published_late::RULE,
];
