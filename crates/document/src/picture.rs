//! Pictures in texts: which of them are large enough to show a table or a text. What they show is not looked at.

/// The smallest picture of a table, in points: 6 by 2 cm. Seals, emblems and icons are smaller or narrower.
const SMALLEST_POINTS: (f32, f32) = (170.0, 56.0);
/// Points in the unit of length that DrawingML counts in.
const POINTS_IN_EMU: f32 = 1.0 / 12_700.0;

/// The size of what is drawn, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Extent {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Extent {
    /// A size as DrawingML tells it.
    pub(crate) fn from_emu(width: f32, height: f32) -> Self {
        Self { width: width * POINTS_IN_EMU, height: height * POINTS_IN_EMU }
    }

    /// A size of two lengths with their units; what is not told or in another unit is nothing.
    pub(crate) fn from_lengths(width: Option<&str>, height: Option<&str>) -> Self {
        let points = |length: Option<&str>| length.and_then(points).unwrap_or(0.0);
        Self { width: points(width), height: points(height) }
    }

    /// A size as the style of a VML shape tells it: `width:300pt;height:80pt`.
    pub(crate) fn from_style(style: &str) -> Self {
        let length = |wanted: &str| {
            style.split(';').find_map(|entry| entry.split_once(':').filter(|(name, _)| name.trim() == wanted))
        };
        Self::from_lengths(length("width").map(|(_, value)| value), length("height").map(|(_, value)| value))
    }

    /// Whether a picture of this size may show a table or a text.
    pub(crate) fn may_show_text(self) -> bool {
        self.width >= SMALLEST_POINTS.0 && self.height >= SMALLEST_POINTS.1
    }
}

/// A length in points.
fn points(length: &str) -> Option<f32> {
    const UNITS: [(&str, f32); 4] = [("pt", 1.0), ("cm", 72.0 / 2.54), ("mm", 72.0 / 25.4), ("in", 72.0)];
    let length = length.trim();
    UNITS.iter().find_map(|(unit, points)| Some(length.strip_suffix(unit)?.trim().parse::<f32>().ok()? * points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_every_unit() {
        assert!(Extent::from_emu(2_160_000.0, 720_000.0).may_show_text());
        assert!(!Extent::from_emu(2_160_000.0, 360_000.0).may_show_text());
        assert!(Extent::from_style("position:absolute;width:300pt;height: 1in").may_show_text());
        assert!(!Extent::from_style("width:300pt").may_show_text());
        assert!(Extent::from_lengths(Some("16.5cm"), Some("60mm")).may_show_text());
        assert_eq!(Extent::from_lengths(Some("wide"), None), Extent::default());
    }
}
