//! Ground of Mingsuan: money, places, classifications, coordinates, facts, statements, projects, findings.
//! No input or output, no clock, no async; everything above depends on this crate and it depends on none of them.

pub mod amount;
pub mod classification;
pub mod coordinate;
pub mod decimal;
pub mod dimension;
pub mod disclosure;
pub mod equation;
pub mod fact;
pub mod finding;
pub mod place;
pub mod profile;
pub mod project;
pub mod statement;
pub mod text;

pub use amount::{Amount, Scale};
pub use classification::{Class, ClassList, ListId};
pub use coordinate::{Coordinate, CoordinateMap};
pub use decimal::Decimal;
pub use dimension::{Dimension, Tree, TreeMember, Value};
pub use disclosure::{
    Agency, AgencyLevel, Claim, ClaimKind, Direction, Disclosure, DisclosureKind, FiscalYear, ProcurementLine, Section,
    Term,
};
pub use equation::{Equation, Grade, Relation};
pub use fact::{CellValue, Fact, Origin};
pub use finding::{Finding, Outcome, Related, RuleOutcome, Severity};
pub use place::{Bbox, Issue, Place};
pub use profile::{Profile, RuleSettings};
pub use project::{Indicator, IndicatorValue, Operator, OverallGoals, Placed, PlacedValue, PlanStep, Project, Task};
pub use statement::{Column, ColumnRole, Note, Statement, StatementCell, StatementId, StatementRow};
