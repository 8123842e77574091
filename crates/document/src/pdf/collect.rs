//! The device that hayro draws a page on: it keeps characters, ruling lines and coloured areas, and draws nothing.
//! What they mean together is not asked here.

use std::time::Instant;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask, StrokeProps,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::geometry::Area;
use crate::limits::{MAX_PDF_FORMS_BYTES, MAX_PDF_GLYPHS, MAX_PDF_RULES};

/// A character as printed, before anything is put in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) ch: char,
    pub(super) x: f32,
    pub(super) y: f32,
    /// From the origin of the character to where the next one would stand.
    pub(super) ahead: (f32, f32),
    pub(super) size: f32,
    /// 0 black to 255 white.
    pub(super) light: u8,
    /// How many coloured areas had been painted before it.
    pub(super) painted: u32,
}

/// A stroke or a thin area that runs straight from one point to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
    pub(super) light: u8,
    pub(super) painted: u32,
}

/// A filled area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    pub(super) area: Area,
    pub(super) light: u8,
}

/// Everything a page prints.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
    pub(super) strokes: Vec<Stroke>,
    pub(super) fills: Vec<Fill>,
    /// The part of the page that pictures cover, 0 to 1.
    pub(super) pictured: f32,
    /// Not everything was read: a limit was reached.
    pub(super) is_cut: bool,
}

/// An area thinner than this is a line.
const THICKEST_LINE: f32 = 3.2;
/// An area no larger than this either way is a dot.
const DOT: f32 = 2.0;
/// Fainter than this (opacity of paint or group) is not there to be read.
const FAINTEST: f32 = 0.3;

/// Collects what a page prints.
pub(super) struct Collector {
    pub(super) sheet: Sheet,
    clips: Vec<Area>,
    groups: Vec<bool>,
    /// Forms that may be open in one another: each is held in memory until it ends.
    deepest: usize,
    deadline: Instant,
    calls: u32,
}

/// What the collector unwinds with when a page takes too long or too much; caught where the page is begun.
pub(super) struct TooLong;

impl Collector {
    /// A collector for a page of this size; `heaviest` is the weight of the heaviest form that it may draw, in bytes.
    pub(super) fn new(width: f32, height: f32, heaviest: usize, deadline: Instant) -> Self {
        let deepest = MAX_PDF_FORMS_BYTES / heaviest.max(1);
        let page = Area { left: -1.0, top: -1.0, right: width + 1.0, bottom: height + 1.0 };
        let sheet = Sheet { width, height, ..Sheet::default() };
        Self { sheet, clips: vec![page], groups: Vec::new(), deepest, deadline, calls: 0 }
    }

    fn clip(&self) -> Area {
        self.clips.last().copied().unwrap_or(Area::NOTHING)
    }

    /// Whether what is painted now can be seen at all.
    fn is_shown(&self) -> bool {
        !self.groups.contains(&false)
    }

    /// The interpreter cannot be asked to stop, so a page that takes too long is left by unwinding.
    fn watch(&mut self) {
        self.calls = self.calls.wrapping_add(1);
        if self.calls.is_multiple_of(512) && Instant::now() > self.deadline {
            std::panic::resume_unwind(Box::new(TooLong));
        }
    }

    fn painted(&self) -> u32 {
        u32::try_from(self.sheet.fills.len()).unwrap_or(u32::MAX)
    }

    fn line(&mut self, from: Point, to: Point, light: u8) {
        if self.sheet.strokes.len() >= MAX_PDF_RULES {
            self.sheet.is_cut = true;
            return;
        }
        let (from, to) = (single(from), single(to));
        let clip = self.clip();
        let bounds =
            Area { left: from.0.min(to.0), top: from.1.min(to.1), right: from.0.max(to.0), bottom: from.1.max(to.1) };
        // A line on the very edge of its clip is half seen.
        let seen = bounds.intersected(Area {
            left: clip.left - 1.0,
            top: clip.top - 1.0,
            right: clip.right + 1.0,
            bottom: clip.bottom + 1.0,
        });
        if seen.left > seen.right || seen.top > seen.bottom {
            return;
        }
        let painted = self.painted();
        let (from, to) = if bounds.width() < 0.5 || bounds.height() < 0.5 {
            ((seen.left, seen.top), (seen.right, seen.bottom))
        } else {
            (from, to)
        };
        self.sheet.strokes.push(Stroke { from, to, light, painted });
    }

    fn fill(&mut self, rect: Rect, light: u8) {
        let area = area(rect).intersected(self.clip());
        if area.width() < 0.0 || area.height() < 0.0 {
            return;
        }
        let (thin, long) = (area.width().min(area.height()), area.width().max(area.height()));
        if thin <= THICKEST_LINE && (long > 2.0 * thin || long > THICKEST_LINE) {
            let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
            let (from, to) = if area.width() > area.height() {
                ((area.left, y), (area.right, y))
            } else {
                ((x, area.top), (x, area.bottom))
            };
            self.line(double(from), double(to), light);
        } else if long <= DOT {
            // A dot of a dotted line, which may run either way.
            let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
            self.line(
                Point::new(f64::from(area.left), f64::from(y)),
                Point::new(f64::from(area.right), f64::from(y)),
                light,
            );
            self.line(
                Point::new(f64::from(x), f64::from(area.top)),
                Point::new(f64::from(x), f64::from(area.bottom)),
                light,
            );
        } else if self.sheet.fills.len() < MAX_PDF_RULES {
            self.sheet.fills.push(Fill { area, light });
        } else {
            self.sheet.is_cut = true;
        }
    }

    fn stroke_path(&mut self, path: &BezPath, transform: Affine, props: &StrokeProps, light: u8) {
        let scale = transform.determinant().abs().sqrt();
        let width = f64::from(props.line_width) * scale;
        let mut last = Point::ZERO;
        let mut start = Point::ZERO;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (start, last) = (point, point),
                PathEl::LineTo(point) => {
                    self.segment(transform * last, transform * point, width, light);
                    last = point;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
                PathEl::ClosePath => {
                    self.segment(transform * last, transform * start, width, light);
                    last = start;
                }
            }
        }
    }

    /// A very thick short stroke is an area: some programs paint cells so.
    fn segment(&mut self, from: Point, to: Point, width: f64, light: u8) {
        if width > f64::from(THICKEST_LINE) * 2.0 {
            let half = width / 2.0;
            let bounds = Rect::from_points(from, to);
            let grown =
                if bounds.width() > bounds.height() { bounds.inflate(0.0, half) } else { bounds.inflate(half, 0.0) };
            self.fill(grown, light);
        } else {
            self.line(from, to, light);
        }
    }

    /// A filled path: each closed piece whose sides are upright and level is an area.
    fn fill_path(&mut self, path: &BezPath, transform: Affine, light: u8) {
        let mut piece: Vec<Point> = Vec::new();
        let mut is_straight = true;
        let elements = path.elements().iter().copied().chain([PathEl::MoveTo(Point::ZERO)]);
        for element in elements {
            match element {
                PathEl::MoveTo(point) => {
                    if is_straight && piece.len() >= 2 {
                        self.piece(&piece, light);
                    }
                    piece.clear();
                    is_straight = true;
                    piece.push(transform * point);
                }
                PathEl::LineTo(point) => piece.push(transform * point),
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    is_straight = false;
                    piece.push(transform * point);
                }
                PathEl::ClosePath => {}
            }
        }
    }

    fn piece(&mut self, points: &[Point], light: u8) {
        let bounds = points
            .iter()
            .skip(1)
            .fold(Rect::from_points(points[0], points[0]), |bounds, point| bounds.union_pt(*point));
        // Borders may be bevelled where they meet: what is thin is a line whatever its corners.
        let is_thin = bounds.width().min(bounds.height()) <= f64::from(THICKEST_LINE);
        let on_edge = |point: &Point| {
            let near = |a: f64, b: f64| (a - b).abs() < 0.5;
            (near(point.x, bounds.x0) || near(point.x, bounds.x1))
                && (near(point.y, bounds.y0) || near(point.y, bounds.y1))
        };
        if points.len() <= 8 && (is_thin || points.iter().all(on_edge)) {
            self.fill(bounds, light);
        }
    }

    fn glyph(&mut self, glyph: &hayro_interpret::font::PositionedGlyph<'_>, transform: Affine, light: u8) {
        if self.sheet.marks.len() >= MAX_PDF_GLYPHS {
            self.sheet.is_cut = true;
            return;
        }
        let Some(text) = glyph.as_unicode() else { return };
        let whole = transform * glyph.transform();
        let at = |x: f64, y: f64| whole * Point::new(x, y);
        let origin = at(0.0, 0.0);
        let (right, up) = (at(1000.0, 0.0) - origin, at(0.0, 1000.0) - origin);
        let advance = match &**glyph {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(drawn) => drawn.advance_width(),
        };
        let (size, wide) = (up.hypot(), right.hypot());
        if !(size.is_finite() && wide.is_finite() && size > 0.5 && wide > 0.0) {
            return;
        }
        let mut share = |ch: char, step: usize, of: usize| {
            let usual = if ch.is_ascii() { 0.5 } else { 1.0 };
            let width = advance.map_or(usual, |advance| f64::from(advance) / 1000.0).clamp(0.0, 3.0);
            #[allow(clippy::cast_precision_loss)]
            let (step, of) = (step as f64, of as f64);
            let from = single(origin + right * (width * step / of));
            let centre = single(origin + right * (width * (step + 0.5) / of) + up * 0.35);
            if !self.clip().holds(centre.0, centre.1) {
                return;
            }
            let painted = u32::try_from(self.sheet.fills.len()).unwrap_or(u32::MAX);
            let ahead = single((right * (width / of)).to_point());
            self.sheet.marks.push(Mark { ch, x: from.0, y: from.1, ahead, size: narrowed(size), light, painted });
        };
        match text {
            BfString::Char(ch) => share(ch, 0, 1),
            BfString::String(text) => {
                let count = text.chars().count().max(1);
                text.chars().enumerate().for_each(|(step, ch)| share(ch, step, count));
            }
        }
    }
}

fn narrowed(value: f64) -> f32 {
    #[allow(clippy::cast_possible_truncation)]
    let value = value as f32;
    value
}

fn single(point: Point) -> (f32, f32) {
    (narrowed(point.x), narrowed(point.y))
}

fn double((x, y): (f32, f32)) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

fn area(rect: Rect) -> Area {
    Area { left: narrowed(rect.x0), top: narrowed(rect.y0), right: narrowed(rect.x1), bottom: narrowed(rect.y1) }
}

/// How light a paint is, 0 black to 255 white, on white paper; `None` for what is too faint to be read.
fn light_of(paint: &Paint<'_>) -> Option<u8> {
    let Paint::Color(color) = paint else { return Some(128) };
    let [red, green, blue, opacity] = color.to_rgba().components();
    if opacity < FAINTEST {
        return None;
    }
    // What is half transparent is lighter by as much of the paper.
    let light = 1.0 - opacity.min(1.0) * (1.0 - (0.299 * red + 0.587 * green + 0.114 * blue));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let byte = (light.clamp(0.0, 1.0) * 255.0).round() as u8;
    Some(byte)
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.watch();
        let Some(light) = light_of(&props.paint).filter(|_| self.is_shown()) else { return };
        match mode {
            DrawMode::Fill(_) => self.fill_path(path, props.transform, light),
            DrawMode::Stroke(stroke) => self.stroke_path(path, props.transform, stroke, light),
            DrawMode::FillAndStroke(_, stroke) => {
                self.fill_path(path, props.transform, light);
                self.stroke_path(path, props.transform, stroke, light);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        // Each form begins with a clip.
        if self.clips.len() > self.deepest {
            std::panic::resume_unwind(Box::new(TooLong));
        }
        self.push_clip_rect(&clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.watch();
        let clip = self.clip().intersected(area(*rect));
        self.clips.push(clip);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.watch();
        self.groups.push(opacity >= FAINTEST);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.watch();
        let Some(light) = light_of(&props.paint).filter(|_| self.is_shown()) else { return };
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform, light);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.watch();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let covered = area(props.transform.transform_rect_bbox(size)).intersected(self.clip());
        if !self.is_shown() || covered.width() <= 0.0 || covered.height() <= 0.0 {
            return;
        }
        if covered.width().min(covered.height()) <= THICKEST_LINE {
            // Some programs draw lines as pictures.
            let rect = Rect::from_points(double((covered.left, covered.top)), double((covered.right, covered.bottom)));
            self.fill(rect, 0);
            return;
        }
        let page = (self.sheet.width * self.sheet.height).max(1.0);
        self.sheet.pictured = (self.sheet.pictured + covered.width() * covered.height() / page).min(1.0);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let transform = props.transform.as_coeffs();
        let is_upright =
            transform[1].abs() + transform[2].abs() < 1e-6 || transform[0].abs() + transform[3].abs() < 1e-6;
        if matches!(mode, DrawMode::Fill(_)) && is_upright {
            self.watch();
            if let Some(light) = light_of(&props.paint).filter(|_| self.is_shown()) {
                self.fill(props.transform.transform_rect_bbox(*rect), light);
            }
        } else {
            self.draw_path(&rect.to_path(0.1), props, mode);
        }
    }
}
