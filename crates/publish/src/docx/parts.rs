//! The parts of a docx around its body: content types, relations, properties, settings, fonts, footer; and the container.
//! Nothing of the moment or the machine goes in, so equal layouts give equal files.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::styles;
use crate::error::WriteError;
use crate::layout::Layout;
use crate::markup::Markup;

/// The relation of the footer.
pub(super) const FOOTER_ID: &str = "rId4";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The name spaces of the parts below `word/`.
const SPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];
const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// Fonts that not every machine has, with the one that takes their place.
const FONTS: [(&str, &str); 4] =
    [("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei")];

/// A part: its name and content.
pub(super) type Part = (&'static str, String);

/// All parts of a docx with this body.
pub(super) fn all(layout: &Layout, body: String) -> Vec<Part> {
    vec![
        ("[Content_Types].xml", content_types()),
        (
            "_rels/.rels",
            relations(&[
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", "extended-properties", "docProps/app.xml"),
                ("rId3", "core-properties", "docProps/core.xml"),
            ]),
        ),
        ("docProps/app.xml", app(layout)),
        ("docProps/core.xml", core(layout)),
        ("word/document.xml", document(body)),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("rId1", "styles", "styles.xml"),
                ("rId2", "settings", "settings.xml"),
                ("rId3", "fontTable", "fontTable.xml"),
                (FOOTER_ID, "footer", "footer1.xml"),
            ]),
        ),
        ("word/styles.xml", part("w:styles", styles::write)),
        ("word/settings.xml", part("w:settings", settings)),
        ("word/fontTable.xml", part("w:fonts", fonts)),
        ("word/footer1.xml", part("w:ftr", footer)),
    ]
}

/// The parts in a container, deflated, without time stamps.
pub(super) fn packed(parts: &[Part]) -> Result<Vec<u8>, WriteError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut container = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        container.start_file(*name, options)?;
        container.write_all(content.as_bytes())?;
    }
    Ok(container.finish()?.into_inner())
}

/// A part with the name spaces of WordprocessingML.
fn part(root: &str, content: impl FnOnce(&mut Markup)) -> String {
    let mut out = Markup::new(XML);
    out.element(root, &SPACES, content);
    out.finish()
}

/// The body is markup already, so it is put between the tags as it is.
fn document(body: String) -> String {
    let frame = part("w:document", |document| document.element("w:body", &[], |_| {}));
    let at = frame.find("</w:body>").unwrap_or(frame.len());
    [&frame[..at], &body, &frame[at..]].concat()
}

fn content_types() -> String {
    let mut out = Markup::new(XML);
    let space = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    out.element("Types", &space, |types| {
        let package = "application/vnd.openxmlformats-package.";
        let mut default = |extension, kind: String| {
            types.empty("Default", &[("Extension", extension), ("ContentType", &kind)]);
        };
        default("rels", format!("{package}relationships+xml"));
        default("xml", "application/xml".to_owned());
        let mut of = |name, kind: String| types.empty("Override", &[("PartName", name), ("ContentType", &kind)]);
        of("/word/document.xml", format!("{OFFICE}document.main+xml"));
        of("/word/styles.xml", format!("{OFFICE}styles+xml"));
        of("/word/settings.xml", format!("{OFFICE}settings+xml"));
        of("/word/fontTable.xml", format!("{OFFICE}fontTable+xml"));
        of("/word/footer1.xml", format!("{OFFICE}footer+xml"));
        of("/docProps/core.xml", format!("{package}core-properties+xml"));
        of("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned());
    });
    out.finish()
}

fn relations(entries: &[(&str, &str, &str)]) -> String {
    let mut out = Markup::new(XML);
    let space = [("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")];
    out.element("Relationships", &space, |relations| {
        for (id, kind, target) in entries {
            let kind = match *kind {
                "core-properties" => {
                    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned()
                }
                kind => format!("{RELATIONS}{kind}"),
            };
            relations.empty("Relationship", &[("Id", id), ("Type", &kind), ("Target", target)]);
        }
    });
    out.finish()
}

fn core(layout: &Layout) -> String {
    let mut out = Markup::new(XML);
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    out.element("cp:coreProperties", &spaces, |properties| {
        properties.text_element("dc:title", &[], &layout.title);
        properties.text_element("dc:creator", &[], &layout.agency);
        properties.text_element("dc:language", &[], "zh-CN");
    });
    out.finish()
}

fn app(layout: &Layout) -> String {
    let mut out = Markup::new(XML);
    let space = [("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")];
    out.element("Properties", &space, |properties| properties.text_element("Company", &[], &layout.agency));
    out.finish()
}

fn settings(out: &mut Markup) {
    out.empty("w:defaultTabStop", &[("w:val", "420")]);
    out.empty("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
    out.element("w:compat", &[], |compat| {
        // Without it Word takes the file for one of Word 2007.
        compat.empty(
            "w:compatSetting",
            &[("w:name", "compatibilityMode"), ("w:uri", "http://schemas.microsoft.com/office/word"), ("w:val", "15")],
        );
    });
    out.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
}

fn fonts(out: &mut Markup) {
    for (name, instead) in FONTS {
        out.element("w:font", &[("w:name", name)], |font| {
            font.empty("w:altName", &[("w:val", instead)]);
            font.empty("w:charset", &[("w:val", "86")]);
        });
    }
}

/// — 1 —
fn footer(out: &mut Markup) {
    out.element("w:p", &[], |p| {
        p.element("w:pPr", &[], |properties| properties.empty("w:pStyle", &[("w:val", "Footer")]));
        super::run("— ", p);
        field("PAGE", "1", p);
        super::run(" —", p);
    });
}

/// A field with the result that is shown until it is updated.
pub(super) fn field(instruction: &str, result: &str, out: &mut Markup) {
    field_mark("begin", out);
    field_instruction(instruction, out);
    field_mark("separate", out);
    super::run(result, out);
    field_mark("end", out);
}

/// The begin, the separation or the end of a field.
pub(super) fn field_mark(kind: &str, out: &mut Markup) {
    out.element("w:r", &[], |r| r.empty("w:fldChar", &[("w:fldCharType", kind)]));
}

/// What a field computes.
pub(super) fn field_instruction(instruction: &str, out: &mut Markup) {
    let instruction = format!(" {instruction} ");
    out.element("w:r", &[], |r| r.text_element("w:instrText", &[("xml:space", "preserve")], &instruction));
}
