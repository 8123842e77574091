//! Copies of judged documents with the findings marked where they stand, one file a format.
//! What is found is decided by the rules, where a copy is put by the caller.

mod note;
mod pdf;
mod pdf_update;

use mingsuan_model::Finding;

use crate::error::WriteError;
use crate::report::Lang;

/// A marked copy of a document.
#[derive(Debug)]
pub struct AnnotatedCopy {
    /// The ending of its file name, without a dot: that of the original or, where that cannot be marked, `html`.
    pub extension: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Ordinals of the findings that have no mark of their own and stand in a list instead.
    pub unplaced: Vec<usize>,
    /// Why it is not a copy in the format of the original, in the language asked for.
    pub remark: Option<String>,
}

/// A copy of a document with these findings marked.
///
/// # Errors
/// The document can be neither marked nor drawn.
pub fn annotate(bytes: &[u8], name: &str, findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let _ = name;
    pdf::annotate(bytes, findings, lang)
}
