//! Paper: A4, upright or lying, with the margins of official papers (GB/T 9704) for text and narrower ones for tables.
//! All lengths are twips, a twentieth of a point.

use super::is_table_page;
use crate::layout::{Orientation, Section};
use crate::markup::Markup;

/// Short and long side of A4.
const A4: (u32, u32) = (11_906, 16_838);

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paper {
    width: u32,
    height: u32,
    /// Top, right, bottom, left.
    margins: [u32; 4],
}

const fn mm(millimetres: u32) -> u32 {
    millimetres * 14_400 / 254
}

impl Paper {
    /// Text: 37 mm above, 35 mm below, 28 mm left, 26 mm right; 22 lines of 28 characters.
    pub(super) const TEXT: Self = Self { width: A4.0, height: A4.1, margins: [mm(37), mm(26), mm(35), mm(28)] };
    const UPRIGHT_TABLE: Self = Self { width: A4.0, height: A4.1, margins: [mm(25), mm(20), mm(22), mm(20)] };
    /// Wide tables.
    pub(super) const LYING_TABLE: Self = Self { width: A4.1, height: A4.0, margins: [mm(22), mm(18), mm(20), mm(18)] };

    /// The paper of a section.
    pub(super) fn of(section: &Section) -> Self {
        match section.orientation {
            Orientation::Landscape => Self::LYING_TABLE,
            Orientation::Portrait if is_table_page(section) => Self::UPRIGHT_TABLE,
            Orientation::Portrait => Self::TEXT,
        }
    }

    /// The width between the margins.
    pub(super) const fn room(&self) -> u32 {
        self.width - self.margins[1] - self.margins[3]
    }

    /// The height between the margins.
    pub(super) const fn height(&self) -> u32 {
        self.height - self.margins[0] - self.margins[2]
    }

    /// Whether it is wider than high.
    pub(super) const fn is_lying(&self) -> bool {
        self.width > self.height
    }

    /// Writes `pgSz` and `pgMar`.
    pub(super) fn write(&self, out: &mut Markup) {
        let (width, height) = (self.width.to_string(), self.height.to_string());
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        if self.is_lying() {
            size.push(("w:orient", "landscape"));
        }
        out.empty("w:pgSz", &size);
        let [top, right, bottom, left] = self.margins.map(|margin| margin.to_string());
        let footer = (self.margins[2] * 3 / 5).to_string();
        out.empty(
            "w:pgMar",
            &[
                ("w:top", &top),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", "720"),
                ("w:footer", &footer),
                ("w:gutter", "0"),
            ],
        );
    }
}
