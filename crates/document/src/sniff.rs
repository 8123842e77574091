//! What a file is, by its first bytes and its inner names; the extension only hints. Nothing is read here.

use crate::archive::Archive;
use crate::content::Format;
use crate::error::ReadError;
use crate::ole::Ole;
use crate::xml::{Token, Xml};
use crate::{csv, doc, xls};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip container; see [`sniff_zip`].
    Zip,
    /// An OLE2 compound file; see [`sniff_ole`].
    Ole,
    /// Rich Text Format.
    Rtf,
    /// HTML.
    Html,
    /// Separated values.
    Csv,
    /// PDF.
    Pdf,
    /// Anything else that is text.
    Text,
}

const TO_OOXML: &str = "用 Word、Excel 或 WPS 打开，另存为 docx 或 xlsx";
const TO_TEXT: &str = "换用原始的 docx、xlsx 或 html 文件";

/// First bytes of formats that are recognised but not read.
const MAGIC: [(&[u8], &str, &str); 12] = [
    (b"\x89PNG", "PNG 图片", TO_TEXT),
    (b"\xff\xd8\xff", "JPEG 图片", TO_TEXT),
    (b"GIF8", "GIF 图片", TO_TEXT),
    (b"BM", "BMP 图片", TO_TEXT),
    (b"II*\0", "TIFF 图片", TO_TEXT),
    (b"MM\0*", "TIFF 图片", TO_TEXT),
    (b"RIFF", "图片或影音文件", TO_TEXT),
    (b"Rar!", "RAR 压缩包", "先解压，再选里面的文件"),
    (b"7z\xbc\xaf", "7z 压缩包", "先解压，再选里面的文件"),
    (b"\x1f\x8b", "gzip 压缩包", "先解压，再选里面的文件"),
    (b"MIME-Version:", "网页归档（MHT）", "用浏览器或 Word 打开，另存为 html 或 docx"),
    (b"\x7fELF", "程序文件", TO_TEXT),
];

/// What the bytes are.
pub(crate) fn sniff(bytes: &[u8], name: &str) -> Result<Kind, ReadError> {
    if bytes.iter().take(1 << 20).all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return if is_encrypted(bytes) { Err(ReadError::Encrypted) } else { Ok(Kind::Ole) };
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Kind::Rtf);
    }
    let head = &bytes[..bytes.len().min(4096)];
    // Some programs put a few bytes in front of a PDF.
    if head[..head.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    for (magic, what, advice) in MAGIC {
        let needs_binary = magic == b"BM" && !head.contains(&0);
        if bytes.starts_with(magic) && !needs_binary {
            return Err(ReadError::UnsupportedFormat { what, advice });
        }
    }
    let has_utf16_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !has_utf16_mark && bytes.contains(&0) {
        return Err(ReadError::NotText);
    }
    let head: String =
        head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    sniff_text(bytes, &head, name)
}

fn sniff_text(bytes: &[u8], head: &str, name: &str) -> Result<Kind, ReadError> {
    const TAGS: [&str; 7] = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta ", "<title"];
    if head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace()).starts_with("<?xml") {
        const XML: [(&str, &str); 5] = [
            ("<w:worddocument", "Word 2003 XML 文件"),
            ("schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML 表格"),
            ("schemas.microsoft.com/office/2006/xmlpackage", "Word XML 文件"),
            ("urn:oasis:names:tc:opendocument", "单文件 OpenDocument"),
            ("schemas.uof.org", "标文通（UOF）文件"),
        ];
        if let Some((_, what)) = XML.iter().find(|(mark, _)| head.contains(mark)) {
            return Err(ReadError::UnsupportedFormat { what, advice: TO_OOXML });
        }
        if !head.contains("<html") {
            return Err(ReadError::UnsupportedFormat { what: "XML 文件", advice: TO_OOXML });
        }
    }
    // A text may quote a tag; an HTML file begins with one, or at least has an HTML name.
    let text = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    let is_named_html = matches!(extension(name).as_str(), "html" | "htm" | "xhtml" | "shtml");
    let has_tag = TAGS.iter().any(|tag| head.contains(tag));
    if (text.starts_with('<') && has_tag) || (is_named_html && (has_tag || text.starts_with('<'))) {
        return Ok(Kind::Html);
    }
    Ok(if csv::is_csv(bytes, &extension(name)) { Kind::Csv } else { Kind::Text })
}

/// Whether an OLE2 compound file wraps an encrypted container, told by the names in its directory (entries are 128
/// bytes, names UTF-16).
fn is_encrypted(bytes: &[u8]) -> bool {
    ["EncryptedPackage", "EncryptionInfo"].iter().any(|name| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&wide))
    })
}

/// Which format an OLE2 compound file holds, and the name of its main stream.
pub(crate) fn sniff_ole(ole: &Ole<'_>) -> Result<(Format, &'static str), ReadError> {
    let known = [(Format::Doc, doc::STREAM), (Format::Xls, xls::STREAMS[0]), (Format::Xls, xls::STREAMS[1])];
    known
        .into_iter()
        .find(|(_, stream)| ole.has(stream))
        .ok_or(ReadError::UnsupportedFormat { what: "旧版 Office 文件", advice: TO_OOXML })
}

/// Which format a container holds, and the name of its main part.
pub(crate) fn sniff_zip(archive: &mut Archive<'_>) -> Result<(Format, String), ReadError> {
    for (part, format) in [("word/document.xml", Format::Docx), ("xl/workbook.xml", Format::Xlsx)] {
        if archive.has(part) {
            return Ok((format, part.to_owned()));
        }
    }
    if let Some(target) = main_part(archive)? {
        if target.ends_with(".xml") && target.starts_with("word/") {
            return Ok((Format::Docx, target));
        }
        if target.ends_with(".xml") && target.starts_with("xl/") {
            return Ok((Format::Xlsx, target));
        }
    }
    if let Some(format) = open_document(archive)? {
        return Ok((format, "content.xml".to_owned()));
    }
    const INSIDE: [(&str, &str, &str); 5] = [
        ("xl/workbook.bin", "二进制 Excel 工作簿（xlsb）", "用 Excel 或 WPS 打开，另存为 xlsx"),
        ("ppt/presentation.xml", "演示文稿（pptx）", TO_TEXT),
        ("OFD.xml", "OFD 版式文件", TO_TEXT),
        ("META-INF/container.xml", "电子书（epub）", TO_TEXT),
        ("content.xml", "OpenDocument 文件，但既不是文档（odt）也不是表格（ods）", TO_OOXML),
    ];
    let found = INSIDE.iter().find(|(part, ..)| archive.has(part));
    let (what, advice) =
        found.map_or(("压缩包", "先解压，再选里面的文件"), |(_, what, advice)| (*what, *advice));
    Err(ReadError::UnsupportedFormat { what, advice })
}

/// Whether a container holds an OpenDocument text or spreadsheet, by the type it names, else by its content.
fn open_document(archive: &mut Archive<'_>) -> Result<Option<Format>, ReadError> {
    if !archive.has("content.xml") {
        return Ok(None);
    }
    if archive.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(ReadError::Encrypted);
    }
    let kind = archive.text("mimetype")?.unwrap_or_default();
    let kind = kind.trim().strip_prefix("application/vnd.oasis.opendocument.").unwrap_or_default();
    if kind.starts_with("spreadsheet") {
        return Ok(Some(Format::Ods));
    }
    if kind.starts_with("text") {
        return Ok(Some(Format::Odt));
    }
    let content = archive.required_text("content.xml")?;
    let bodies = [("<office:spreadsheet", Format::Ods), ("<office:text", Format::Odt)];
    Ok(bodies.into_iter().find(|(body, _)| content.contains(body)).map(|(_, format)| format))
}

/// The main part as the relationships of the package name it.
fn main_part(archive: &mut Archive<'_>) -> Result<Option<String>, ReadError> {
    let part = "_rels/.rels";
    let Some(text) = archive.text(part)? else {
        return Ok(None);
    };
    let mut xml = Xml::new(part, &text);
    loop {
        match xml.next()? {
            Token::Start(element) if element.name() == "Relationship" => {
                if element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                    && let Some(target) = element.attribute("Target")
                {
                    return Ok(Some(target.trim_start_matches('/').to_owned()));
                }
            }
            Token::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// The lower-case extension of a file name.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// The formats with the endings that fit them and what they are called.
const NAMES: [(Format, &[&str], &str); 10] = [
    (Format::Pdf, &["pdf"], "PDF 文件"),
    (Format::Docx, &["docx", "docm", "dotx"], "Word 文档（docx）"),
    (Format::Xlsx, &["xlsx", "xlsm", "xltx"], "Excel 工作簿（xlsx）"),
    (Format::Html, &["html", "htm", "xhtml", "shtml"], "网页（html）"),
    (Format::Doc, &["doc", "dot", "wps", "wpt"], "旧版 Word 文档（doc）"),
    (Format::Xls, &["xls", "xlt", "et", "ett"], "旧版 Excel 工作簿（xls）"),
    (Format::Odt, &["odt", "ott"], "OpenDocument 文档（odt）"),
    (Format::Ods, &["ods", "ots"], "OpenDocument 表格（ods）"),
    (Format::Rtf, &["rtf"], "RTF 文档"),
    (Format::Csv, &["csv", "tsv", "txt"], "分隔值文本（csv）"),
];

/// What to note when a name says something else than the content.
pub(crate) fn mismatch(format: Format, name: &str) -> Option<String> {
    let extension = extension(name);
    let (fits, is) = match NAMES.iter().find(|(known, ..)| *known == format) {
        Some((_, endings, is)) => (endings.contains(&extension.as_str()), *is),
        None => {
            let others = NAMES.iter().flat_map(|(_, endings, _)| *endings).filter(|ending| **ending != "txt");
            (!others.chain(&["ofd"]).any(|other| *other == extension), "纯文本")
        }
    };
    (!fits && !extension.is_empty()).then(|| format!("文件名以 .{extension} 结尾，内容却是{is}，已按内容读取"))
}
