//! Copies of judged documents with the findings marked where they stand, one file a format.
//! What is found is decided by the rules, where a copy is put by the caller.

mod correction;
mod docx;
mod drawn;
mod html;
mod marks;
mod note;
mod parts;
mod pdf;
mod pdf_update;
mod xlsx;
mod xlsx_fills;
mod xlsx_notes;

use std::panic::{AssertUnwindSafe, catch_unwind};

use mingsuan_model::Finding;

use crate::error::WriteError;
use crate::report::Lang;

/// What stands in the names of copies before their ending.
pub const MARK: &str = "标注";

/// A marked copy of a document.
#[derive(Debug)]
pub struct AnnotatedCopy {
    /// The ending of its file name, without a dot: that of the original or, where that cannot be marked, `html`.
    pub extension: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// Ordinals of the findings that have no mark of their own and stand in a list instead.
    pub unplaced: Vec<usize>,
    /// Why it is not a copy in the format of the original.
    pub remark: Option<String>,
}

/// A document whose copy is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Original<'o> {
    /// Its bytes.
    pub bytes: &'o [u8],
    /// Its file name, as for [`mingsuan_document::read`].
    pub name: &'o str,
    /// The format it was read from, as in [`crate::report::Reading`].
    pub format: &'o str,
}

/// A copy of a document with these findings marked. What cannot be marked in its own format is drawn as a page of HTML.
///
/// # Errors
/// The document can be neither marked nor drawn.
pub fn annotate(original: Original<'_>, findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    // A mistake of ours in one document must not cost the copies of the others.
    catch_unwind(AssertUnwindSafe(|| marked_or_drawn(original, findings, lang)))
        .unwrap_or_else(|_| Err(WriteError::Annotate("程序内部出错，请把文件发给维护者".to_owned())))
}

/// `预算.标注.pdf` for `预算.pdf`; a copy in another format keeps the ending of the original: `预算.doc.标注.html`.
pub fn copy_name(original: &str, extension: &str) -> String {
    let stem = match original.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(extension) => stem,
        _ => original,
    };
    format!("{stem}.{MARK}.{extension}")
}

fn marked_or_drawn(original: Original<'_>, findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let Original { bytes, name, format } = original;
    let marked = match format {
        "pdf" => pdf::annotate(bytes, findings, lang),
        "docx" => docx::annotate(bytes, findings, lang),
        "xlsx" => xlsx::annotate(bytes, findings, lang),
        "html" => html::annotate(bytes, findings, lang),
        _ => Err(WriteError::Annotate(format!("{format} 格式不能添加批注"))),
    };
    let error = match marked {
        Ok(copy) => return Ok(copy),
        Err(error) => error,
    };
    let document = mingsuan_document::read(bytes, name).map_err(|error| WriteError::Annotate(error.to_string()))?;
    let drawn = drawn::draw(&document, findings, lang);
    let remark = Some(format!("{error}，已改为按读到的内容画成网页（html）并标注"));
    Ok(AnnotatedCopy { remark, ..drawn })
}

#[cfg(test)]
mod tests {
    use super::copy_name;

    #[test]
    fn copies_are_named_after_their_originals() {
        assert_eq!(copy_name("县/a.PDF", "pdf"), "县/a.标注.pdf");
        assert_eq!(copy_name("a.doc", "html"), "a.doc.标注.html");
    }
}
