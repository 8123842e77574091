//! PDF: the characters and ruling lines of each page become lines, grids and paragraphs again, whatever program made
//! the file. Interpreting the pages is hayro's work; what a table means is not known here.

mod aligned;
mod cells;
mod collect;
mod columns;
mod continued;
mod file;
mod flow;
mod furniture;
mod geometry;
mod glyphs;
mod grid;
mod header;
mod joined;
mod lines;
mod page;
mod paragraphs;
mod radicals;
mod rows;
mod rulings;
mod spill;
mod weight;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Rect;
use rayon::prelude::*;

pub use self::file::{PdfFile, PdfPage};

use self::collect::{Collector, Sheet};
use self::page::Page;
use self::weight::Scales;
use crate::contained::{foreign, own};
use crate::content::Document;
use crate::error::ReadError;
use crate::limits::{MAX_PDF_CONTENTS_BYTES, MAX_PDF_MILLISECONDS, MAX_PDF_PAGES};

/// Pages that one thread reads in a row: fonts are loaded once for all of them.
const PAGES_A_TURN: usize = 16;

/// What the pages of one file share.
struct Reading {
    deadline: Instant,
    /// The weight of the heaviest form; see [`weight`].
    heaviest: usize,
    /// Bytes that pages may still draw; they are kept until the file is closed.
    contents_left: AtomicUsize,
}

/// Reads the bytes of a PDF file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let (pdf, count, reading) = open(bytes)?;
    let turns: Vec<usize> = (0..count).step_by(PAGES_A_TURN).collect();
    let pages: Vec<Page> = turns
        .into_par_iter()
        .flat_map_iter(|first| reading.some_pages(&pdf, first, (first + PAGES_A_TURN).min(count)))
        .collect();
    own(|| flow::document(pages)).ok_or_else(damaged)?
}

/// Opens a file whose streams are light enough, and counts its pages.
fn open(bytes: &[u8]) -> Result<(Pdf, usize, Reading), ReadError> {
    let deadline = Instant::now() + Duration::from_millis(MAX_PDF_MILLISECONDS);
    let mut scales = Scales::new(deadline);
    let mut heaviest = scales.check_bytes(bytes)?;
    let pdf = foreign(|| Pdf::new(bytes.to_vec())).ok_or_else(damaged)?.map_err(refusal)?;
    if bytes.windows(8).any(|window| window == b"/Encrypt") {
        heaviest = heaviest.max(foreign(|| scales.check_encrypted(&pdf)).ok_or_else(damaged)??);
    }
    let count = foreign(|| pdf.pages().len()).ok_or_else(damaged)?;
    if count == 0 {
        return Err(ReadError::Corrupt { detail: "里面没有一页".to_owned() });
    }
    if count > MAX_PDF_PAGES {
        return Err(ReadError::TooLarge { what: "页数", limit: format!("{MAX_PDF_PAGES} 页") });
    }
    Ok((pdf, count, Reading { deadline, heaviest, contents_left: AtomicUsize::new(MAX_PDF_CONTENTS_BYTES) }))
}

/// Refuses a file whose streams are too heavy to be opened.
pub(crate) fn check_weight(bytes: &[u8]) -> Result<(), ReadError> {
    let deadline = Instant::now() + Duration::from_millis(MAX_PDF_MILLISECONDS);
    Scales::new(deadline).check_bytes(bytes).map(|_| ())
}

impl Reading {
    /// Reads some pages one after the other.
    fn some_pages(&self, pdf: &Pdf, from: usize, to: usize) -> Vec<Page> {
        let cache = InterpreterCache::new();
        let mut scales = Scales::new(self.deadline);
        let sources = pdf.pages().iter().enumerate().take(to).skip(from);
        let page = |(at, source)| self.one_page(u32::try_from(at + 1).unwrap_or(u32::MAX), source, &cache, &mut scales);
        sources.map(page).collect()
    }

    fn one_page<'p>(
        &self,
        number: u32,
        source: &'p Source<'p>,
        cache: &InterpreterCache<'p>,
        scales: &mut Scales,
    ) -> Page {
        let sheet = self.sheet(source, cache, scales);
        own(|| Page::read(number, &sheet))
            .unwrap_or_else(|| Page::read(number, &Sheet { is_cut: true, ..Sheet::default() }))
    }

    /// What a page prints.
    fn sheet<'p>(&self, source: &'p Source<'p>, cache: &InterpreterCache<'p>, scales: &mut Scales) -> Sheet {
        let (width, height) = source.render_dimensions();
        let mut collector = Collector::new(width, height, self.heaviest, self.deadline);
        let finished = Instant::now() < self.deadline
            && foreign(|| {
                self.admit(source, scales).then(|| {
                    let settings = InterpreterSettings {
                        render_content: RenderContent::PAGE | RenderContent::ANNOTATIONS,
                        ..InterpreterSettings::default()
                    };
                    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
                    let transform = source.initial_transform(true).to_kurbo();
                    let mut context = Context::new(transform, area, cache, source.xref(), settings);
                    interpret_page(source, &mut context, &mut collector);
                })
            })
            .flatten()
            .is_some();
        let mut sheet = std::mem::take(&mut collector.sheet);
        sheet.is_cut |= !finished;
        sheet
    }

    /// Whether a page is light enough to be drawn, and the pages together.
    fn admit(&self, source: &Source<'_>, scales: &mut Scales) -> bool {
        let Ok(content) = scales.content_of(source) else { return false };
        let left = |left: usize| left.checked_sub(content);
        self.contents_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok()
    }
}

fn damaged() -> ReadError {
    ReadError::Corrupt { detail: "PDF 的内部结构读不通".to_owned() }
}

fn refusal(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Corrupt { detail: "PDF 的加密方式无法识别".to_owned() },
        LoadPdfError::Invalid => damaged(),
    }
}
