//! The figures of a document in few bytes, for as long as nobody asks for them. What they are compared with is the business
//! of the rules.

use mingsuan_model::Scale;
use serde::{Deserialize, Serialize};

use super::imprint::Spot;

/// A figure with its position as a number: the positions of thousands of documents are mostly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) position: u32,
    pub(super) fen: i64,
    pub(super) spot: Spot,
    pub(super) scale: Scale,
    pub(super) decimals: u8,
    pub(super) is_told: bool,
}

/// Figures as numbers of as many bytes as they need. Not deflated: what that needs for a moment, for each of thousands of
/// documents, leaves more holes in memory than it saves.
#[derive(Debug)]
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    /// Packs figures.
    pub(super) fn of(figures: &[Kept]) -> Self {
        Self(postcard::to_allocvec(figures).expect("numbers can be written down").into())
    }

    /// The figures.
    pub(super) fn open(&self) -> Vec<Kept> {
        postcard::from_bytes(&self.0).expect("it was written here")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_and_take_few_bytes() {
        let figure = |at: u32| Kept {
            position: at,
            fen: i64::from(at) * 12_345 - 6_000_000,
            spot: [0, at, 0, at / 30, at / 90, 5, 0].into(),
            scale: Scale::TenThousand,
            decimals: 2,
            is_told: at.is_multiple_of(50),
        };
        let figures: Vec<Kept> = (0..1_000).map(figure).collect();
        let packed = Packed::of(&figures);
        assert_eq!(packed.open(), figures);
        assert!(packed.0.len() < 20 * figures.len(), "{} bytes", packed.0.len());
        assert!(Packed::of(&[]).open().is_empty());
    }
}
