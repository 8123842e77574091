//! Marked copies: each mark lies over what it speaks of, and what the original says stays what it was.
#![allow(clippy::unwrap_used, clippy::panic)]

mod kept;
mod office;
mod page;
mod pdf;

use std::path::{Path, PathBuf};

use mingsuan_document::{Document, read};
use mingsuan_model::Finding;
use mingsuan_publish::annotate::{AnnotatedCopy, Original, annotate};
use mingsuan_publish::report::Lang;

/// A document with what is found in it.
pub(crate) struct Judged {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) document: Document,
    pub(crate) findings: Vec<Finding>,
}

impl Judged {
    /// Reads and judges a file.
    pub(crate) fn of(bytes: Vec<u8>, name: &str) -> Self {
        let document = read(&bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let disclosure = mingsuan_import::import(&document, None);
        let findings = mingsuan_rules::judge(&disclosure).findings;
        Self { name: name.to_owned(), bytes, document, findings }
    }

    /// Its marked copy.
    pub(crate) fn copy(&self) -> AnnotatedCopy {
        let format = self.name.rsplit('.').next().unwrap();
        let original = Original { bytes: &self.bytes, name: &self.name, format };
        annotate(original, &self.findings, Lang::Zh).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// The files of a folder beside the repository that have this ending; none (said plainly) where it is absent, a failure in CI.
pub(crate) fn beside(folder: &str, ending: &str) -> Vec<Judged> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        assert!(std::env::var_os("CI").is_none(), "{} is not there", folder.display());
        eprintln!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| Judged::of(std::fs::read(path).unwrap(), &name(path))).collect()
}

/// What a document says, block by block.
pub(crate) fn said(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|block| format!("{block:?}")).collect()
}
