//! The words and thresholds of comparing documents: `standards/together.toml`. What they are used for is the rules' business.

use std::sync::LazyLock;

use serde::Deserialize;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Standards {
    /// Endings of a name that say that the document is of the whole department.
    pub(crate) whole: Vec<String>,
    /// Words that say that a listed unit is the department's own office.
    pub(crate) own_office: Vec<String>,
    /// Funds whose amounts are the same in a department and its units: no transfers between them are cancelled out.
    pub(crate) summed_funds: Vec<String>,
    /// Up to so many differing amounts of two documents are a finding each; more are one finding.
    pub(crate) listed_differences: usize,
    /// So many places are named in a finding of many.
    pub(crate) named_places: usize,
    /// A project of so many 万元 that is gone, or that changed by so many, is worth a word.
    pub(crate) notable_project: i64,
    /// A project that changed by so many basis points of last year's amount jumped.
    pub(crate) jump_bp: i64,
    /// Where less than this share of last year's projects is found again (basis points), names were changed altogether.
    pub(crate) found_again_bp: usize,
}

/// The words and thresholds.
pub(crate) static STANDARDS: LazyLock<Standards> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/together.toml"))
        .expect("standards/together.toml is part of the program and a test reads it")
});
