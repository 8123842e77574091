//! Writing: what was understood and what was found, as tables, JSON and reports for people.
//! No rules and no reading here.

pub mod extract;
pub mod facts;
pub mod fdp;
pub mod layout;
pub mod manifest;
pub mod pdf;
pub mod report;
