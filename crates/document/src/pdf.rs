//! PDF: the characters and ruling lines of each page become lines, grids and paragraphs again, whatever program made
//! the file. Interpreting the pages is hayro's work; what a table means is not known here.

mod aligned;
mod cells;
mod collect;
mod flow;
mod furniture;
mod geometry;
mod glyphs;
mod grid;
mod joined;
mod lines;
mod page;
mod paragraphs;
mod radicals;
mod rulings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::page::Page as Source;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::Rect;
use rayon::prelude::*;

use self::collect::{Collector, Sheet};
use self::page::Page;
use crate::content::Document;
use crate::error::ReadError;
use crate::limits::{MAX_PDF_MILLISECONDS, MAX_PDF_PAGES};

/// Pages that one thread reads in a row: fonts are loaded once for all of them.
const PAGES_A_TURN: usize = 16;

/// Reads the bytes of a PDF file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let deadline = Instant::now() + Duration::from_millis(MAX_PDF_MILLISECONDS);
    let pdf = guarded(|| Pdf::new(bytes.to_vec())).ok_or_else(damaged)?.map_err(refusal)?;
    let count = guarded(|| pdf.pages().len()).ok_or_else(damaged)?;
    if count == 0 {
        return Err(ReadError::Corrupt { detail: "里面没有一页".to_owned() });
    }
    if count > MAX_PDF_PAGES {
        return Err(ReadError::TooLarge { what: "页数", limit: format!("{MAX_PDF_PAGES} 页") });
    }
    let turns: Vec<usize> = (0..count).step_by(PAGES_A_TURN).collect();
    let pages: Vec<Page> = turns
        .into_par_iter()
        .flat_map_iter(|first| some_pages(&pdf, first, (first + PAGES_A_TURN).min(count), deadline))
        .collect();
    guarded(|| flow::document(pages)).ok_or_else(damaged)?
}

/// Reads some pages one after the other.
fn some_pages(pdf: &Pdf, from: usize, to: usize, deadline: Instant) -> Vec<Page> {
    let cache = InterpreterCache::new();
    let sources = pdf.pages().iter().enumerate().take(to).skip(from);
    sources.map(|(at, source)| one_page(u32::try_from(at + 1).unwrap_or(u32::MAX), source, &cache, deadline)).collect()
}

fn one_page<'p>(number: u32, source: &'p Source<'p>, cache: &InterpreterCache<'p>, deadline: Instant) -> Page {
    let (width, height) = source.render_dimensions();
    let mut collector = Collector::new(width, height, deadline);
    let finished = Instant::now() < deadline
        && guarded(|| {
            let settings = InterpreterSettings {
                render_content: RenderContent::PAGE | RenderContent::ANNOTATIONS,
                ..InterpreterSettings::default()
            };
            let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let transform = source.initial_transform(true).to_kurbo();
            let mut context = Context::new(transform, area, cache, source.xref(), settings);
            interpret_page(source, &mut context, &mut collector);
        })
        .is_some();
    let mut sheet = std::mem::take(&mut collector.sheet);
    sheet.is_cut |= !finished;
    guarded(|| Page::read(number, &sheet))
        .unwrap_or_else(|| Page::read(number, &Sheet { is_cut: true, ..Sheet::default() }))
}

/// Runs foreign code on a file that may have been made to break it: the last of the lines of defence.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
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
