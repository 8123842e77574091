//! Traces of a PDF: names in its properties, remarks on its pages, files and programs inside it, layers that are not
//! shown, links that lead out. The text of the pages is not read here.

use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use mingsuan_model::Place;

use crate::contained::foreign;
use crate::error::ReadError;
use crate::pdf;
use crate::trace::{Trace, TraceKind, Traces};
use crate::xml::{Token, Xml};

/// Annotations of one page that are looked at.
const MAX_ANNOTATIONS: usize = 10_000;

/// The traces of a PDF file.
pub fn pdf_traces(bytes: &[u8]) -> Result<Vec<Trace>, ReadError> {
    let damaged = || ReadError::Corrupt { detail: "PDF 结构有误".to_owned() };
    pdf::check_weight(bytes)?;
    foreign(|| {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
            LoadPdfError::Decryption(_) | LoadPdfError::Invalid => damaged(),
        })?;
        Ok(collect(&pdf))
    })
    .ok_or_else(damaged)?
}

fn collect(pdf: &Pdf) -> Vec<Trace> {
    let mut traces = Traces::default();
    properties(pdf, &mut traces);
    if let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        catalogue(&root, &mut traces);
    }
    for (page, ordinal) in pdf.pages().iter().zip(1..) {
        let place = Place { page: Some(ordinal), ..Place::default() };
        let annotations = page.raw().get::<Array<'_>>("Annots");
        for annotation in annotations.iter().flat_map(|list| list.iter::<Dict<'_>>()).take(MAX_ANNOTATIONS) {
            annotated(&annotation, &place, &mut traces);
        }
    }
    traces.into_found()
}

fn properties(pdf: &Pdf, traces: &mut Traces) {
    let metadata = pdf.metadata();
    let properties = [("作者", &metadata.author), ("主题", &metadata.subject), ("关键词", &metadata.keywords)];
    for (label, value) in properties {
        if let Some(value) = value {
            traces.add_text(TraceKind::Metadata, label, &decoded(value), Place::default());
        }
    }
}

/// What belongs to the document as a whole.
fn catalogue(root: &Dict<'_>, traces: &mut Traces) {
    if let Some(metadata) = root.get::<Stream<'_>>("Metadata")
        && let Ok(bytes) = metadata.decoded()
    {
        creators(&String::from_utf8_lossy(&bytes), traces);
    }
    let names = root.get::<Dict<'_>>("Names");
    let has_name = |key: &str| names.as_ref().is_some_and(|names| names.contains_key(key));
    if has_name("EmbeddedFiles") || root.contains_key("AF") {
        traces.add(TraceKind::EmbeddedObject, "嵌入的文件", "", Place::default());
    }
    let opens_with_script =
        root.get::<Dict<'_>>("OpenAction").is_some_and(|action| is_named(&action, "S", "JavaScript"));
    if has_name("JavaScript") || opens_with_script {
        traces.add(TraceKind::Macro, "脚本", "", Place::default());
    }
    let layers = root.get::<Dict<'_>>("OCProperties").and_then(|properties| properties.get::<Dict<'_>>("D"));
    let hidden = layers.and_then(|layers| layers.get::<Array<'_>>("OFF"));
    if hidden.is_some_and(|hidden| hidden.iter::<Object<'_>>().next().is_some()) {
        traces.add(TraceKind::HiddenText, "隐藏图层", "", Place::default());
    }
}

/// The authors of the XMP properties, which may differ from those beside them.
fn creators(text: &str, traces: &mut Traces) {
    let mut xml = Xml::new("XMP", text);
    let mut is_inside = false;
    while let Ok(token) = xml.next() {
        match token {
            Token::Start(element) if element.name() == "creator" => is_inside = true,
            Token::Start(element) if is_inside && element.name() == "li" => {
                let mut name = String::new();
                if xml.text_into(&mut name).is_err() {
                    return;
                }
                traces.add_text(TraceKind::Metadata, "作者（XMP）", &name, Place::default());
            }
            Token::Start(element) if !matches!(element.name(), "Seq" | "Bag" | "Alt") => is_inside = false,
            Token::Eof => return,
            Token::Start(_) | Token::End | Token::Text(_) => {}
        }
    }
}

/// Remarks and marks are comments; a link is one when it leads out of the file.
fn annotated(annotation: &Dict<'_>, place: &Place, traces: &mut Traces) {
    let text = |key: &str| annotation.get::<Text<'_>>(key).map(|text| decoded(text.as_bytes())).unwrap_or_default();
    let Some(kind) = annotation.get::<Name<'_>>("Subtype") else { return };
    match kind.as_str() {
        "Link" => {
            let Some(action) = annotation.get::<Dict<'_>>("A") else { return };
            let target = action.get::<Text<'_>>("URI").or_else(|| action.get::<Text<'_>>("F"));
            if let Some(target) = target {
                traces.add_text(TraceKind::ExternalLink, "超链接", &decoded(target.as_bytes()), place.clone());
            }
        }
        "FileAttachment" => traces.add(TraceKind::EmbeddedObject, "附件", &text("Contents"), place.clone()),
        "Widget" | "Popup" | "PrinterMark" | "TrapNet" => {}
        _ => {
            let label = match text("T").trim() {
                "" => "批注".to_owned(),
                author => format!("批注（{author}）"),
            };
            traces.add(TraceKind::Comment, &label, &text("Contents"), place.clone());
        }
    }
}

fn is_named(dict: &Dict<'_>, key: &str, wanted: &str) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|name| name.as_str() == wanted)
}

/// A text string: UTF-16 or UTF-8 by its mark, else Latin letters (older programs write GBK there).
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of these objects (from 1 on, 1 the catalogue), its table of references left for the reader to rebuild.
    fn pdf(objects: &[&str], info: &str) -> Vec<u8> {
        let mut text = "%PDF-1.4\n".to_owned();
        let mut offsets = Vec::new();
        for (object, id) in objects.iter().chain([&info]).zip(1..) {
            offsets.push(text.len());
            text.push_str(&format!("{id} 0 obj\n{object}\nendobj\n"));
        }
        let start = text.len();
        text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1));
        offsets.iter().for_each(|offset| text.push_str(&format!("{offset:010} 00000 n \n")));
        let size = offsets.len();
        text.push_str(&format!(
            "trailer\n<</Size {} /Root 1 0 R /Info {size} 0 R>>\nstartxref\n{start}\n%%EOF",
            size + 1
        ));
        text.into_bytes()
    }

    const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

    fn told(bytes: &[u8]) -> Vec<(TraceKind, String, String)> {
        let traces = pdf_traces(bytes).expect("the file is sound");
        traces.into_iter().map(|trace| (trace.kind, trace.label, trace.text)).collect()
    }

    #[test]
    fn properties_remarks_and_links_are_traces() {
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R 5 0 R 6 0 R]>>";
        let xmp = "<x:xmpmeta xmlns:x='x'><dc:creator><rdf:Seq><rdf:li>Sun</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>";
        let bytes = pdf(
            &[
                "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Names<</JavaScript<<>>/EmbeddedFiles<<>>>>/OCProperties<</D<</OFF[4 0 R]>>>>>>",
                PAGES,
                page,
                "<</Subtype/Text/T(Zhao)/Contents<FEFF5F855B9A>>>",
                "<</Subtype/Link/A<</S/URI/URI(http://10.0.0.1/)>>>>",
                "<</Subtype/Widget>>",
                &format!("<</Length {}>>stream\n{xmp}\nendstream", xmp.len()),
            ],
            "<</Author(Wang)/Producer(x)/Keywords()>>",
        );
        let wanted = [
            (TraceKind::Metadata, "作者", "Wang"),
            (TraceKind::Metadata, "作者（XMP）", "Sun"),
            (TraceKind::EmbeddedObject, "嵌入的文件", ""),
            (TraceKind::Macro, "脚本", ""),
            (TraceKind::HiddenText, "隐藏图层", ""),
            (TraceKind::Comment, "批注（Zhao）", "待定"),
            (TraceKind::ExternalLink, "超链接", "http://10.0.0.1/"),
        ];
        assert_eq!(told(&bytes), wanted.map(|(kind, label, text)| (kind, label.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_plain_file_has_none_and_no_file_is_an_error() {
        let bytes =
            pdf(&["<</Type/Catalog/Pages 2 0 R>>", PAGES, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"], "<<>>");
        assert_eq!(told(&bytes), []);
        assert!(matches!(pdf_traces(b"%PDF-1.4 nothing"), Err(ReadError::Corrupt { .. })));
    }
}
