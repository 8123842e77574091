//! Several documents of one run judged together: what is kept of each, which belong to one agency, and the run of the
//! rules that compare them. The rules themselves stand in the family folders; nothing here reads a document.

mod differences;
mod imprint;
mod judge;
mod kin;
mod packed;
mod standards;

pub use imprint::Imprint;
pub use judge::{Across, Crossing, judge_together};
pub use kin::Together;

pub(crate) use differences::{Difference, Words, differs, differs_by, report};
pub(crate) use imprint::{Figure, ProjectFigure, grain, squeezed};
pub(crate) use standards::STANDARDS;
