//! Budget lines and what is done with them: the workbook, compilation into a disclosure, rebuilding from one.
//! No SQL, no HTTP; reading and printing files of the disclosure are other crates'.

pub mod budget;
pub mod clearance;
pub mod compile;
pub mod cube;
pub mod figures;
pub mod form;
pub mod prior;
pub mod rebuild;
mod rounding;
pub mod workbook;

pub use compile::{Problem, compile};
pub use figures::Figure;
pub use form::Form;
pub use prior::{figures_of, fill_prior};
pub use rounding::explain_rounding;

pub use budget::{
    Agency, Asset, Assets, Budget, Certainty, Fund, Indicator, Institution, Kind, Line, Narrative, OfficialCost, Part,
    PlanStep, Project, Purchase, Remark, Source, Stated, Task, Titled,
};
