//! Pages of a PDF as pictures, drawn as a person would see them. What stands on them is read elsewhere.

use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use serde::Serialize;
use utoipa::ToSchema;

/// Pixels across that can be asked for.
pub(crate) const WIDTHS: std::ops::RangeInclusive<u32> = 200..=2400;
/// Pixels of a picture: an A4 page that is as wide as can be has 8 million.
const MOST_PIXELS: f32 = 12_000_000.0;
/// So long somebody waits for a page.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The size of a page in points: places on it are measured in the same.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct PageSize {
    /// From left to right.
    pub(crate) width: f32,
    /// From top to bottom.
    pub(crate) height: f32,
}

/// The sizes of all pages; nothing when it is no PDF that can be opened.
pub(crate) fn sizes(bytes: Vec<u8>) -> Option<Vec<PageSize>> {
    let pdf = Pdf::new(bytes).ok()?;
    let size = |(width, height)| PageSize { width, height };
    Some(pdf.pages().iter().map(|page| size(page.render_dimensions())).collect())
}

/// A page as PNG, so many pixels wide, unless that is too many for a page as high; nothing when there is no such page.
pub(crate) fn draw(bytes: Vec<u8>, number: usize, width: u32) -> Option<Vec<u8>> {
    let pdf = Pdf::new(bytes).ok()?;
    let page = pdf.pages().get(number.checked_sub(1)?)?;
    let (across, down) = page.render_dimensions();
    if !(across >= 1.0 && down >= 1.0) {
        return None;
    }
    let wished = width as f32 / across;
    let most = (MOST_PIXELS / (across * down)).sqrt().min(f32::from(u16::MAX) / across.max(down));
    // A hair more, for the width in pixels is cut to a whole number.
    let scale = wished.min(most) * 1.000_01;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let settings = (InterpreterSettings::default(), RenderSettings::default(), settings);
    let pixmap = render(page, &RenderCache::new(), &settings.0, &settings.1, &settings.2);
    pixmap.into_png().ok()
}
