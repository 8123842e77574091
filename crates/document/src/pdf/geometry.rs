//! Points, boxes, glyphs and ruling lines on a page: origin top left, points, y downwards. No PDF syntax here.

use mingsuan_model::Bbox;

/// A box on a page, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// The box that holds nothing: the start of a union.
    pub(super) const NOTHING: Self =
        Self { left: f32::INFINITY, top: f32::INFINITY, right: f32::NEG_INFINITY, bottom: f32::NEG_INFINITY };

    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    pub(super) fn united(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn intersected(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The box in hundredths of a point.
    pub(super) fn bbox(&self) -> Option<Bbox> {
        let hundredths = |value: f32| {
            // Saturates; no page is larger than 2³¹ hundredths of a point.
            #[allow(clippy::cast_possible_truncation)]
            let rounded = (value * 100.0).round() as i32;
            rounded
        };
        let finite = [self.left, self.top, self.right, self.bottom].iter().all(|value| value.is_finite());
        finite.then(|| Bbox([self.left, self.top, self.right, self.bottom].map(hundredths)))
    }
}

/// One character that is printed, upright in the frame of its sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) ch: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The baseline.
    pub(super) base: f32,
    /// Font size in points.
    pub(super) size: f32,
    /// Which unbroken run of characters it was printed in.
    pub(super) run: u32,
}

impl Glyph {
    pub(super) fn middle(&self) -> f32 {
        (self.left + self.right) / 2.0
    }

    /// The height at which an eye sees the character.
    pub(super) fn centre(&self) -> f32 {
        self.base - 0.35 * self.size
    }

    pub(super) fn area(&self) -> Area {
        let (top, bottom) = (self.base - 0.88 * self.size, self.base + 0.14 * self.size);
        Area { left: self.left, top, right: self.right, bottom }
    }
}

/// A ruling line, upright or level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// x of an upright line, y of a level one.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The ruling lines of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) upright: Vec<Rule>,
    pub(super) level: Vec<Rule>,
}

/// How a page that is read sideways or upside down is turned to be read: the frame of its glyphs against the page as displayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    /// Text runs to the right.
    #[default]
    None,
    /// Text runs down the page.
    Down,
    /// Text runs up the page.
    Up,
    /// Text runs to the left, head down.
    Over,
}

impl Turn {
    /// A point of the page in the frame in which its text runs to the right.
    pub(super) fn apply(self, (x, y): (f32, f32), width: f32, height: f32) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Down => (y, width - x),
            Self::Up => (height - y, x),
            Self::Over => (width - x, height - y),
        }
    }

    /// A box of the turned frame on the page.
    pub(super) fn undo(self, area: Area, width: f32, height: f32) -> Area {
        let Area { left, top, right, bottom } = area;
        match self {
            Self::None => area,
            Self::Down => Area { left: width - bottom, top: left, right: width - top, bottom: right },
            Self::Up => Area { left: top, top: height - right, right: bottom, bottom: height - left },
            Self::Over => Area { left: width - right, top: height - bottom, right: width - left, bottom: height - top },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_there_and_back() {
        for turn in [Turn::None, Turn::Down, Turn::Up, Turn::Over] {
            let (left, top) = turn.apply((10.0, 20.0), 100.0, 200.0);
            let (right, bottom) = turn.apply((30.0, 25.0), 100.0, 200.0);
            let turned =
                Area { left: left.min(right), top: top.min(bottom), right: left.max(right), bottom: top.max(bottom) };
            let back = turn.undo(turned, 100.0, 200.0);
            assert_eq!(back, Area { left: 10.0, top: 20.0, right: 30.0, bottom: 25.0 }, "{turn:?}");
        }
    }
}
