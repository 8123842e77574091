//! Ground of Mingsuan: money, places, classifications, coordinates, facts, statements, projects, findings.
//! No input or output, no clock, no async; everything above depends on this crate and it depends on none of them.

pub mod amount;
pub mod decimal;
pub mod place;

pub use amount::{Amount, Scale};
pub use decimal::Decimal;
pub use place::{Bbox, Issue, Place};
