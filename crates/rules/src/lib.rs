//! Judging: every rule, the equation solver that names the wrong cell, and coverage.
//! No reading of files and no printing: see `mingsuan-import` and `mingsuan-publish`.

mod context;
mod coverage;
mod cube;
mod english;
mod identities;
pub mod pattern;
mod phrases;
mod printed_sums;
pub mod registry;
mod rounding;
mod rule;
mod scope;
mod shift;
mod slip;
mod solver;
mod standing;
mod sums;
mod texts;
mod thresholds;
mod together;
mod told_part;
mod verdict;
mod vouching;

mod a;
mod d;
mod e;
mod g;
mod k;
mod n;
mod p;
mod t;
mod x;
mod y;

mod hearsay;
mod judge;
mod lines;

pub use context::Context;
pub use coverage::Coverage;
pub use cube::{Cube, Ticks};
pub use judge::{Judgement, judge};
pub use rule::{Body, Family, Found, Rule, Validity};
pub use together::{Across, Crossing, Imprint, Together, judge_together};
pub use vouching::{Vouch, VouchState, Vouched, vouching};
