//! What the integration tests share: making small containers, and finding the fixtures.
#![allow(dead_code, unreachable_pub)]

use std::io::{Cursor, Write};
use std::path::PathBuf;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip container of these parts, deflated.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A docx with this body.
pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A docx with this body and more parts.
pub fn docx_with(body: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\" xmlns:wps=\"wps\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![("word/document.xml", document.as_bytes())];
    parts.extend(more);
    zip(&parts)
}

/// An xlsx with one sheet of this XML inside `worksheet`, and these styles and shared strings.
pub fn xlsx(sheet: &str, styles: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    zip(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表一\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>".as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

/// An OpenDocument of this type and body, with these automatic styles.
pub fn odf(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    zip(&[("mimetype", mimetype.as_bytes()), ("content.xml", content.as_bytes())])
}

/// A compound file of these streams.
pub fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A BIFF record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// The stream of a workbook with one sheet: records of the part that all sheets share, and of the sheet.
pub fn biff(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let name = [&[2, 1][..], &"表一".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let entry_length = 4 + 6 + name.len();
    let offset = u32::try_from(begin.len() + globals.len() + entry_length + end.len()).unwrap();
    let entry = record(0x0085, &[&offset.to_le_bytes()[..], &[0, 0], &name].concat());
    [begin.clone(), globals.to_vec(), entry, end.clone(), begin, sheet.to_vec(), end].concat()
}

/// The streams of a Word document: this text, in one piece of UTF-16, with these paragraph properties for all of it.
pub fn word(text: &str, properties: &[u8]) -> [(&'static str, Vec<u8>); 2] {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u32::try_from(units.len() / 2).unwrap();
    let (begin, end) = (1024_u32, 1024 + 2 * length);
    let mut stream = vec![0; 1024];
    let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
    // The head: 14 words, 22 numbers of which the fourth is the length of the body, 40 parts of the table stream.
    put(0, &[0xec, 0xa5, 0xc1, 0]);
    put(32, &[14, 0]);
    put(62, &[22, 0]);
    put(64 + 4 * 3, &length.to_le_bytes());
    put(152, &[40, 0]);
    let pieces =
        [&[2, 16, 0, 0, 0, 0, 0, 0, 0][..], &length.to_le_bytes(), &[0, 0], &begin.to_le_bytes(), &[0, 0]].concat();
    let pages = [begin, end, 1].map(u32::to_le_bytes).concat();
    for (part, offset, length) in [(33, 0, pieces.len()), (13, pieces.len(), pages.len())] {
        let place = [offset, length].map(|number| u32::try_from(number).unwrap().to_le_bytes()).concat();
        put(154 + 8 * part, &place);
    }
    // The page of paragraph properties: one run over the whole text, which points to its properties at 200.
    put(512, &[begin, end].map(u32::to_le_bytes).concat());
    put(512 + 8, &[100]);
    put(512 + 201, &[u8::try_from(properties.len().div_ceil(2) + 1).unwrap()]);
    put(512 + 204, properties);
    put(1023, &[1]);
    stream.extend(units);
    [("WordDocument", stream), ("0Table", [pieces, pages].concat())]
}

/// A Word document; see [`word`].
pub fn doc(text: &str, properties: &[u8]) -> Vec<u8> {
    let [main, table] = word(text, properties);
    ole(&[(main.0, &main.1), (table.0, &table.1)])
}

/// Random numbers from a seed.
pub fn xorshift(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// Changes, drops or doubles a few bytes.
pub fn mutated(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    for _ in 0..=xorshift(state) % 4 {
        let at = usize::try_from(xorshift(state)).unwrap_or(0) % copy.len().max(1);
        match xorshift(state) % 4 {
            0 if copy.len() > 1 => drop(copy.remove(at)),
            1 => copy.insert(at, b"<>/&\"'%-0"[usize::try_from(xorshift(state) % 9).unwrap_or(0)]),
            _ if !copy.is_empty() => copy[at] = u8::try_from(xorshift(state) & 0xff).unwrap_or(0),
            _ => {}
        }
    }
    copy
}

/// A file of the shared fixtures; `None` where they are not available (never in CI).
pub fn fixture(name: &str) -> Option<Vec<u8>> {
    shared(&format!("fixtures/{name}")).map(|path| std::fs::read(path).unwrap())
}

/// Where a file of the development corpus lies; `None` where it is not available (never in CI).
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is not there", path.display());
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// A PDF of pages with these content streams, 300 points wide and 400 high, in Helvetica as `/F`; `more` goes into the
/// dictionary of each page, `trailer` into the trailer.
pub fn pdf_with(contents: &[&str], more: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), contents.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (page, content) in contents.iter().enumerate() {
        let resources = "/Resources << /Font << /F 3 0 R >> >>";
        let stream = 5 + 2 * page;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] {resources} /Contents {stream} 0 R {more} >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let objects: Vec<Vec<u8>> = objects.into_iter().map(String::into_bytes).collect();
    pdf_of(&objects, trailer)
}

/// A PDF of these objects, numbered from 1, the first of them the catalogue; `trailer` goes into the trailer.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// A stream object with more in its dictionary.
pub fn pdf_stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {dictionary} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A PDF of pages with these content streams.
pub fn pdf(contents: &[&str]) -> Vec<u8> {
    pdf_with(contents, "", "")
}

/// The most memory this process has used since [`forget_peak`], in bytes; 0 where the system does not tell.
pub fn peak_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<usize>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// Begins to measure [`peak_bytes`] anew.
pub fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
