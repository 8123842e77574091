//! Writing: what was understood and what was found, as tables, JSON and reports for people.
//! No rules and no reading here.

pub mod annotate;
pub mod docx;
mod error;
pub mod extract;
pub mod facts;
pub mod fdp;
pub mod html;
pub mod layout;
pub mod manifest;
mod markup;
pub mod notice;
pub mod package;
pub mod pdf;
pub mod report;
pub mod xlsx;

pub use error::WriteError;
