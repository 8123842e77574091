//! Where in its XML each paragraph of a docx stands, counted as the reader counts: for somebody who adds to the file.
//! What is added is written elsewhere.

use std::ops::Range;

use mingsuan_model::Place;

use super::{OpenParagraph, open};
use crate::archive::Archive;
use crate::error::ReadError;
use crate::sniff;
use crate::xml::Xml;

/// The main part of a docx and what stands where in it.
#[derive(Debug)]
pub struct DocxAnchors {
    /// The name of the part.
    pub part: String,
    /// Its text.
    pub xml: String,
    /// Its paragraphs in the order in which they end. Those of text boxes, in which no note may stand, are left out.
    pub paragraphs: Vec<DocxParagraph>,
}

/// A paragraph.
#[derive(Debug)]
pub struct DocxParagraph {
    /// The cell it stands in, or its own number.
    pub place: Place,
    /// Characters of the place's text before those of its runs: earlier paragraphs of the cell, automatic numbering.
    pub before: usize,
    /// The text of its runs.
    pub text: String,
    /// Its runs.
    pub runs: Vec<DocxRun>,
    /// The byte at which its end tag begins.
    pub ends_at: usize,
}

/// A run of characters that look the same.
#[derive(Clone, Debug)]
pub struct DocxRun {
    /// The bytes of the element.
    pub bytes: Range<usize>,
    /// Its characters within the text of the paragraph.
    pub characters: Range<usize>,
}

/// Reads where the paragraphs of a docx stand.
///
/// # Errors
/// It cannot be read, or is no docx.
pub fn docx_anchors(bytes: &[u8]) -> Result<DocxAnchors, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let (_, part) = sniff::sniff_zip(&mut archive)?;
    let (mut walker, xml) = open(&mut archive, &part)?;
    walker.recorder = Some(Recorder::default());
    walker.walk(&mut Xml::new(&part, &xml))?;
    let paragraphs = walker.recorder.map(|recorder| recorder.paragraphs).unwrap_or_default();
    Ok(DocxAnchors { part, xml, paragraphs })
}

/// Takes down where paragraphs and runs stand while they are read.
#[derive(Default)]
pub(super) struct Recorder {
    paragraphs: Vec<DocxParagraph>,
    runs: Vec<DocxRun>,
    /// Where the run began that is open in the outermost paragraph: its byte, and the characters before it.
    open: Option<(usize, usize)>,
}

impl Recorder {
    /// A run begins. One of a text box, which lies within a run, is passed over.
    pub(super) fn begin_run(&mut self, at: usize, paragraphs: &[OpenParagraph]) {
        if let [paragraph] = paragraphs {
            self.open = Some((at, paragraph.text.chars().count()));
        }
    }

    /// A run has ended.
    pub(super) fn end_run(&mut self, at: usize, paragraphs: &[OpenParagraph]) {
        if let [paragraph] = paragraphs
            && let Some((from, first)) = self.open.take()
        {
            self.runs.push(DocxRun { bytes: from..at, characters: first..paragraph.text.chars().count() });
        }
    }

    /// A paragraph has ended that is no part of the text.
    pub(super) fn forget_runs(&mut self) {
        self.runs.clear();
    }

    /// A paragraph has ended that was not within another.
    pub(super) fn end_paragraph(&mut self, place: Place, text: &str, before: usize, ends_at: usize) {
        let runs = std::mem::take(&mut self.runs);
        self.paragraphs.push(DocxParagraph { place, before, text: text.to_owned(), runs, ends_at });
    }
}
