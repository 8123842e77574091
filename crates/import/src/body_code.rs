//! The code of the body whose document it is, where only the tables tell it: beside its name or before it.
//! The name itself, and a code printed above the statements, are `identity.rs`' business.

use std::collections::BTreeMap;

use mingsuan_document::{Document, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{Agency, AgencyLevel};

use crate::caption::split_agency;
use crate::row::without_level;

/// The code that the tables print with the body's name. A department's is the shortest one: its units have it before theirs,
/// and one of them may bear its name.
pub(crate) fn code_of(document: &Document, agency: &Agency) -> Option<String> {
    if agency.name.is_empty() {
        return None;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for code in document.tables().flat_map(|table| codes(table, without_level(&agency.name))) {
        *counts.entry(code).or_default() += 1;
    }
    let department = agency.level == Some(AgencyLevel::Department);
    let rank = |(code, count): &(&String, &usize)| {
        if department { (usize::MAX - code.len(), **count) } else { (**count, code.len()) }
    };
    counts.iter().max_by_key(rank).map(|(code, _)| code.clone())
}

/// The codes that one table prints beside a name.
fn codes<'t>(table: &'t Table, name: &'t str) -> impl Iterator<Item = String> + 't {
    table.cells().iter().filter_map(move |cell| {
        let text = squeezed(&cell.text);
        if !without_level(&text).ends_with(name) {
            return None;
        }
        if let (Some(code), named) = split_agency(&text) {
            return (without_level(named) == name).then(|| code.to_owned());
        }
        let left = (0..cell.column).rev().find_map(|column| table.at(cell.row, column))?;
        let code = normalized(&left.text);
        let is_code = (3..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        (without_level(&text) == name && is_code).then_some(code)
    })
}
