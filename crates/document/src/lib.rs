//! Reading: bytes of any supported format become a `Document` of paragraphs and tables, each with its place.
//! No budget knowledge here; what a table means is the business of `mingsuan-import`.

mod content;
pub mod txt;

pub use content::{Block, Cell, Document, Format, Paragraph, Spans, Table, TableBuilder};
