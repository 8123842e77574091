//! What a file is, by its first bytes and its inner names; the extension only hints. Nothing is read here.

use crate::archive::Archive;
use crate::content::Format;
use crate::error::ReadError;
use crate::xml::{Token, Xml};

/// How a file is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A zip container; see [`sniff_zip`].
    Zip,
    /// HTML.
    Html,
    /// Anything else that is text.
    Text,
}

const TO_OOXML: &str = "用 Word、Excel 或 WPS 打开，另存为 docx 或 xlsx";
const TO_TEXT: &str = "换用原始的 docx、xlsx 或 html 文件";

/// First bytes of formats that are recognised but not read.
const MAGIC: [(&[u8], &str, &str); 14] = [
    (b"%PDF-", "PDF 文件", TO_TEXT),
    (b"{\\rtf", "RTF 文件", TO_OOXML),
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
        return Err(compound_file(bytes));
    }
    let head = &bytes[..bytes.len().min(4096)];
    // Some programs put a few bytes in front of a PDF.
    let is_pdf = head[..head.len().min(1024)].windows(5).any(|window| window == b"%PDF-");
    for (magic, what, advice) in MAGIC {
        let needs_binary = magic == b"BM" && !head.contains(&0);
        if (bytes.starts_with(magic) && !needs_binary) || (is_pdf && magic == b"%PDF-") {
            return Err(ReadError::UnsupportedFormat { what, advice });
        }
    }
    let has_utf16_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !has_utf16_mark && bytes.contains(&0) {
        return Err(ReadError::NotText);
    }
    let head: String =
        head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    sniff_text(&head, name)
}

fn sniff_text(head: &str, name: &str) -> Result<Kind, ReadError> {
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
    Ok(Kind::Text)
}

/// What an OLE2 compound file is, told by the names in its directory (entries are 128 bytes, names UTF-16).
fn compound_file(bytes: &[u8]) -> ReadError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&wide))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return ReadError::Encrypted;
    }
    let (what, advice) = if has("WordDocument") {
        ("旧版 Word 文档（doc）", "用 Word 或 WPS 打开，另存为 docx")
    } else if has("Workbook") || has("Book") {
        ("旧版 Excel 工作簿（xls）", "用 Excel 或 WPS 打开，另存为 xlsx")
    } else {
        ("旧版 Office 文件", TO_OOXML)
    };
    ReadError::UnsupportedFormat { what, advice }
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
    const INSIDE: [(&str, &str, &str); 5] = [
        ("xl/workbook.bin", "二进制 Excel 工作簿（xlsb）", "用 Excel 或 WPS 打开，另存为 xlsx"),
        ("ppt/presentation.xml", "演示文稿（pptx）", TO_TEXT),
        ("OFD.xml", "OFD 版式文件", TO_TEXT),
        ("META-INF/container.xml", "电子书（epub）", TO_TEXT),
        ("content.xml", "OpenDocument 文件（odt 或 ods）", TO_OOXML),
    ];
    let found = INSIDE.iter().find(|(part, ..)| archive.has(part));
    let (what, advice) =
        found.map_or(("压缩包", "先解压，再选里面的文件"), |(_, what, advice)| (*what, *advice));
    Err(ReadError::UnsupportedFormat { what, advice })
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

/// What to note when a name says something else than the content.
pub(crate) fn mismatch(format: Format, name: &str) -> Option<String> {
    let extension = extension(name);
    let (fits, is) = match format {
        Format::Docx => (["docx", "docm", "dotx"].contains(&extension.as_str()), "Word 文档（docx）"),
        Format::Xlsx => (["xlsx", "xlsm", "xltx"].contains(&extension.as_str()), "Excel 工作簿（xlsx）"),
        Format::Html => (["html", "htm", "xhtml", "shtml"].contains(&extension.as_str()), "网页（html）"),
        Format::Txt if extension == "csv" => {
            return Some("CSV 文件按纯文本读取，逗号不分列。要按表格读取，请另存为 xlsx".to_owned());
        }
        _ => {
            let is_other =
                ["doc", "docx", "xls", "xlsx", "wps", "et", "html", "htm", "pdf", "ofd", "odt", "ods", "rtf"];
            (!is_other.contains(&extension.as_str()), "纯文本")
        }
    };
    (!fits && !extension.is_empty()).then(|| format!("文件名以 .{extension} 结尾，内容却是{is}，已按内容读取"))
}
