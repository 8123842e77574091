//! Test kit, dev only: disclosures to be printed, correct budgets of varied shape, and faults to put into them.
//! Nothing here judges a document, and only `traceless` reads one; no shipped crate depends on this one.

pub mod budget;
pub mod compare;
pub mod draft;
pub mod fault_kinds;
pub mod faults;
pub mod generate;
pub mod lists;
pub mod print;
pub mod project_code;
pub mod read_faults;
pub mod rng;
pub mod traceless;
pub mod write_docx;
pub mod write_html;
pub mod write_txt;
pub mod write_xlsx;
pub mod xml;
pub mod yunshan;
pub mod zoo;

pub use budget::Budget;
pub use draft::{CellRef, Draft, DraftBlock, DraftCell, DraftTable};

pub use generate::{Generator, Home, Shape};
pub use rng::Rng;
