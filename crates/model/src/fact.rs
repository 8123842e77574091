//! `Fact`: one value with its coordinate and its place, whether it stood in a table or in a sentence.
//! Which cells become facts is decided while importing; what facts must satisfy is `mingsuan-rules`' business.

use std::sync::Arc;

use crate::amount::{Amount, Scale};
use crate::coordinate::Coordinate;
use crate::decimal::Decimal;
use crate::dimension::Dimension;
use crate::place::Place;

/// What stands in a cell. Blank adds nothing to a sum; text never becomes zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A number with its printed precision.
    Number(Decimal),
    /// Nothing, or a dash that means nothing.
    Blank,
    /// Something that is not a number.
    Text(Arc<str>),
}

impl CellValue {
    /// Reads a cell's text; dashes, slashes and blanks are [`CellValue::Blank`].
    pub fn read(text: &str) -> Self {
        let bare = text.trim();
        if bare.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '－' | '/' | '／' | '*')) {
            return Self::Blank;
        }
        match Decimal::parse(bare) {
            Some(number) => Self::Number(number),
            None => Self::Text(bare.into()),
        }
    }

    /// The number, if it is one.
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// What kind of place a fact was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A cell of a statement: ordinal of the statement, of its row and of its column in the disclosure.
    Statement {
        /// Ordinal in [`crate::Disclosure::statements`].
        statement: u32,
        /// Ordinal in [`crate::Statement::rows`].
        row: u32,
        /// Ordinal in [`crate::Statement::columns`].
        column: u32,
    },
    /// A field of a project's form: ordinal of the project.
    Project(u32),
    /// An amount in the text: ordinal of the claim.
    Claim(u32),
}

/// One value of the cube.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Position in the cube.
    pub coordinate: Coordinate,
    /// What is printed there.
    pub value: CellValue,
    /// What a printed unit is worth; `None` for quantities, rates and where no scale was found.
    pub scale: Option<Scale>,
    /// Where it was read from.
    pub origin: Origin,
    /// Several lines may share this coordinate and add up (procurement lines): the same-fact law leaves them alone.
    pub additive: bool,
    /// Where it stands.
    pub place: Place,
}

impl Fact {
    /// Whether the fact is money on its `amount`, `change`, `price` or `reserved` measure.
    pub fn is_money(&self) -> bool {
        matches!(self.coordinate.key(Dimension::Measure), Some("amount" | "change" | "price" | "reserved"))
    }

    /// The value as money; `None` for a blank, text, a quantity, or when no scale is known.
    pub fn amount(&self) -> Option<Amount> {
        if !self.is_money() {
            return None;
        }
        Amount::from_printed(self.value.number()?, self.scale?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_numbers_blanks_or_text() {
        assert_eq!(CellValue::read(" — "), CellValue::Blank);
        assert_eq!(CellValue::read("/"), CellValue::Blank);
        assert_eq!(CellValue::read("0.00"), CellValue::Number(Decimal::ZERO));
        assert_eq!(CellValue::read("详见附表"), CellValue::Text("详见附表".into()));
        assert_eq!(CellValue::read("-12"), CellValue::Number(Decimal::new(-12, 0).unwrap()));
    }
}
