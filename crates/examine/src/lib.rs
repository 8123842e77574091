//! From a named input to its judgement, as every face does it: reading, judging, choosing rules, waiving, comparing what belongs together.
//! No terminal, no network, and nothing is printed here.

pub mod date;
mod examine;
mod selection;
mod waivers;

pub use examine::{Settings, examine, failed, judged, profile, together, understand};
pub use selection::Selection;
pub use waivers::Waivers;
