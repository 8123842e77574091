//! The documents of a report by agency. A document without a code belongs to the agency of the same name, unless several have it.
//! What is said of an agency is not known here.

use std::collections::HashMap;

use super::Docket;

/// An agency as documents name it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Whose {
    /// The name; empty when it was not recognised.
    pub name: String,
    /// The code; empty when none is printed.
    pub code: String,
}

/// The agencies in the order of their first document, each with the ordinals of its documents.
pub fn by_agency(dockets: &[Docket]) -> Vec<(Whose, Vec<usize>)> {
    let mut codes: HashMap<&str, Vec<&str>> = HashMap::new();
    for docket in dockets.iter().filter(|docket| !docket.agency_code().is_empty()) {
        let known = codes.entry(docket.agency_name()).or_default();
        if !known.contains(&docket.agency_code()) {
            known.push(docket.agency_code());
        }
    }
    let mut groups: Vec<(Whose, Vec<usize>)> = Vec::new();
    let mut places: HashMap<Whose, usize> = HashMap::new();
    for (ordinal, docket) in dockets.iter().enumerate() {
        let code = match (docket.agency_code(), codes.get(docket.agency_name()).map(Vec::as_slice)) {
            ("", Some([only])) => *only,
            (code, _) => code,
        };
        let whose = Whose { name: docket.agency_name().to_owned(), code: code.to_owned() };
        let at = *places.entry(whose.clone()).or_insert_with(|| {
            groups.push((whose, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(ordinal);
    }
    groups
}
