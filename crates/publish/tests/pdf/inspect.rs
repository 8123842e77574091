//! A printed file looked at from outside: its text and the place of its words by poppler, its structure by a PDF parser.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use mingsuan_publish::layout::{Layout, Piece};
use mingsuan_publish::pdf::{self, FONTS_VARIABLE, Fonts};

/// Fonts for tests: those told by the environment, else those of `cargo xtask fonts`, else the system's.
pub(crate) fn fonts() -> Fonts {
    let fetched = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().map(|target| target.join("fonts"));
    let told = std::env::var_os(FONTS_VARIABLE).is_some();
    Fonts::of_machine(fetched.filter(|folder| !told && folder.is_dir()))
}

/// Prints a layout and keeps the file, so that a person can look at it; `None` (said plainly) on a machine without Chinese
/// fonts, a failure in CI.
pub(crate) fn printed(layout: &Layout, name: &str) -> Option<Printed> {
    match pdf::write(layout, &fonts()) {
        Ok(bytes) => {
            let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
            std::fs::write(&path, &bytes).unwrap();
            Some(Printed { bytes, path })
        }
        Err(error @ pdf::PdfError::NoFont { .. }) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            eprintln!("skipped: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// A printed file.
pub(crate) struct Printed {
    pub(crate) bytes: Vec<u8>,
    path: PathBuf,
}

/// A word and its box on a page, in points from the top left.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) page: usize,
    pub(crate) page_width: f64,
    pub(crate) x: (f64, f64),
    pub(crate) y: (f64, f64),
    pub(crate) text: String,
}

impl Printed {
    /// What poppler reads in the order in which it was written, page by page; `None` where poppler is missing, not in CI.
    pub(crate) fn pages(&self) -> Option<Vec<String>> {
        let text = self.poppler(&["-raw"])?;
        Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
    }

    /// The words with their boxes.
    pub(crate) fn words(&self) -> Option<Vec<Word>> {
        let text = self.poppler(&["-bbox"])?;
        let (mut page, mut page_width, mut words) = (0, 0.0, Vec::new());
        for line in text.lines().map(str::trim) {
            let number = |name: &str| -> f64 {
                let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
                rest.split_once('"').unwrap().0.parse().unwrap()
            };
            if line.starts_with("<page") {
                (page, page_width) = (page + 1, number("width"));
            } else if line.starts_with("<word") {
                let text = line.split_once('>').unwrap().1.trim_end_matches("</word>").to_owned();
                let (x, y) = ((number("xMin"), number("xMax")), (number("yMin"), number("yMax")));
                words.push(Word { page, page_width, x, y, text });
            }
        }
        Some(words)
    }

    fn poppler(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("pdftotext").args(arguments).arg(&self.path).arg("-").output();
        match output {
            Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
            Err(_) => {
                assert!(std::env::var_os("CI").is_none(), "pdftotext is missing, but CI needs it");
                eprintln!("skipped: pdftotext (poppler-utils) is not installed");
                None
            }
        }
    }

    /// Hands the document's catalogue to a closure.
    pub(crate) fn catalogue<T>(&self, look: impl FnOnce(&Pdf, Dict<'_>) -> T) -> T {
        let pdf = Pdf::new(self.bytes.clone()).unwrap();
        let root = pdf.xref().get(pdf.xref().root_id()).unwrap();
        look(&pdf, root)
    }

    /// The titles of the bookmarks, depth first.
    pub(crate) fn bookmarks(&self) -> Vec<String> {
        fn walk(parent: &Dict<'_>, titles: &mut Vec<String>) {
            let mut next: Option<Dict<'_>> = parent.get("First");
            while let Some(item) = next {
                titles.push(decoded(&item.get::<PdfString<'_>>("Title").unwrap()));
                walk(&item, titles);
                next = item.get("Next");
            }
        }
        let mut titles = Vec::new();
        self.catalogue(|_, root| walk(&root.get("Outlines").unwrap(), &mut titles));
        titles
    }

    /// How often each kind of structure element occurs.
    pub(crate) fn tags(&self) -> BTreeMap<String, usize> {
        let pdf = Pdf::new(self.bytes.clone()).unwrap();
        let mut tags = BTreeMap::new();
        for object in pdf.objects() {
            let Some(dict) = object.into_dict() else { continue };
            if let (Some(tag), true) = (dict.get::<Name<'_>>("S"), dict.contains_key("P")) {
                *tags.entry(tag.as_str().to_owned()).or_default() += 1;
            }
        }
        tags
    }

    /// The names of all fonts, and whether each is embedded.
    pub(crate) fn fonts(&self) -> Vec<(String, bool)> {
        let pdf = Pdf::new(self.bytes.clone()).unwrap();
        let descriptors = pdf.objects().into_iter().filter_map(Object::into_dict);
        let descriptors =
            descriptors.filter(|dict| dict.get::<Name<'_>>("Type").is_some_and(|n| n.as_str() == "FontDescriptor"));
        let font = |dict: Dict<'_>| {
            let is_embedded = ["FontFile2", "FontFile3"].iter().any(|file| dict.get::<Stream<'_>>(file).is_some());
            (dict.get::<Name<'_>>("FontName").unwrap().as_str().to_owned(), is_embedded)
        };
        descriptors.map(font).collect()
    }

    /// The XMP metadata.
    pub(crate) fn metadata(&self) -> String {
        self.catalogue(|_, root| {
            let stream: Stream<'_> = root.get("Metadata").unwrap();
            String::from_utf8(stream.decoded().unwrap().into_owned()).unwrap()
        })
    }

    /// Links inside the document, page by page.
    pub(crate) fn links(&self) -> usize {
        self.catalogue(|pdf, _| {
            let annotations = |page: &hayro_syntax::page::Page<'_>| {
                page.raw().get::<Array<'_>>("Annots").map_or(0, |annots| annots.iter::<Dict<'_>>().count())
            };
            pdf.pages().iter().map(annotations).sum()
        })
    }
}

/// A text string: UTF-16 behind a byte order mark, else ASCII as far as we write it.
pub(crate) fn decoded(string: &PdfString<'_>) -> String {
    match string.as_bytes().strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]]));
            char::decode_utf16(units).map(Result::unwrap).collect()
        }
        None => String::from_utf8(string.as_bytes().to_vec()).unwrap(),
    }
}

/// All texts of a layout.
pub(crate) fn texts(layout: &Layout) -> Vec<&str> {
    let pieces = layout.sections.iter().flat_map(|section| &section.pieces);
    let texts = pieces.flat_map(|piece| match piece {
        Piece::Table(grid) => grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect(),
        Piece::Title(text)
        | Piece::Heading(_, text)
        | Piece::StatementTitle(text)
        | Piece::TableTitle(text)
        | Piece::Paragraph(text)
        | Piece::Note(text) => vec![text.as_str()],
    });
    texts.collect()
}
