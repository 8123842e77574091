//! Collects what is wrong with a workbook while it is read, by place. The words are `fault.rs`.

use super::fault::{BookIssue, Fault};
use super::layout::letters;

/// A place in the workbook; row and column from 1, 0 for the whole sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// Where the sheet stands among the sheets with entries.
    pub(super) order: usize,
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) sheet: &'static str,
}

impl Spot {
    /// `K7`; empty for the whole sheet.
    pub(super) fn cell(&self) -> String {
        match (self.row, u16::try_from(self.column.saturating_sub(1))) {
            (0, _) | (_, Err(_)) => String::new(),
            (row, Ok(column)) => format!("{}{row}", letters(column)),
        }
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    issues: Vec<(Spot, BookIssue)>,
    is_broken: bool,
}

impl Report {
    /// Reports something that leaves the budget readable.
    pub(super) fn add(&mut self, at: Spot, fault: Fault, values: &[(&str, &str)]) {
        self.issues.push((at, BookIssue::new(fault, at.sheet, at.cell(), values)));
    }

    /// Reports something that leaves a hole in the budget, so that none is made.
    pub(super) fn fail(&mut self, at: Spot, fault: Fault, values: &[(&str, &str)]) {
        self.is_broken = true;
        self.add(at, fault, values);
    }

    /// Whether everything could be read.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_broken
    }

    /// All issues by sheet, row and column.
    pub(super) fn into_issues(mut self) -> Vec<BookIssue> {
        self.issues.sort_by_key(|(at, _)| *at);
        self.issues.into_iter().map(|(_, issue)| issue).collect()
    }
}
