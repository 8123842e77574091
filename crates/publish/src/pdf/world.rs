//! The world as the typesetter sees it: one template, one file of data, a handful of faces.
//! No disk, no network, no clock: the same data and faces give the same bytes.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::data::face_name;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static TEMPLATE: LazyLock<Source> = LazyLock::new(|| {
    Source::new(id("publication.typ"), include_str!("../../../../templates/publication.typ").to_owned())
});
static DATA: LazyLock<FileId> = LazyLock::new(|| id("data.json"));

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What one document is set from.
pub(super) struct Press {
    data: Bytes,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Press {
    /// The template asks for faces as `face0`, `face1` …, in this order.
    pub(super) fn new(data: Vec<u8>, fonts: Vec<Font>) -> Self {
        let mut book = FontBook::new();
        for (index, font) in fonts.iter().enumerate() {
            let mut info = font.info().clone();
            info.family = face_name(index);
            book.push(info);
        }
        Self { data: Bytes::new(data), book: LazyHash::new(book), fonts }
    }
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() { Ok(TEMPLATE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
