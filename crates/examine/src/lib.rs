//! From a named input to its judgement, as every face does it: reading, judging, choosing rules, waiving, comparing what belongs together.
//! No terminal, no network, and nothing is printed here.

pub mod date;
mod examine;
mod figures;
mod selection;
mod waivers;

/// Endings of the files that are read; those that are named differently are read too when they are named one by one.
pub const ENDINGS: [&str; 16] = [
    "pdf", "txt", "docx", "docm", "xlsx", "xlsm", "html", "htm", "doc", "wps", "xls", "et", "odt", "ods", "rtf", "csv",
];

pub use examine::{Settings, examine, examine_whole, failed, judged, profile, together, understand};
pub use figures::{Figure, figures};
pub use selection::Selection;
pub use waivers::{Waivers, Waiving, written};
