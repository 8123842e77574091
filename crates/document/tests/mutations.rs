//! Thousands of slightly damaged files of every format: none may make a reader panic, take longer than two seconds or
//! more than 500 MB. How many of each is `MINGSUAN_MUTATIONS` (20,000 take minutes to an hour); the seed is fixed.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::io::{Cursor, Read};
use std::process::Command;
use std::time::{Duration, Instant};

use mingsuan_document::read;

use common::{mutated, xorshift};

/// What a debug build may take on a busy machine; a release build stays below 2 seconds.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 2 });

/// A file in parts: what is damaged is one of them, behind the checks of the container.
enum Sample {
    Whole(Vec<u8>),
    Zip(Vec<(String, Vec<u8>)>),
    Ole(Vec<(String, Vec<u8>)>),
    /// The objects of a PDF, not packed.
    Pdf(Vec<Vec<u8>>),
}

impl Sample {
    /// Takes a file apart.
    fn of(bytes: Vec<u8>) -> Self {
        if let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(&bytes)) {
            let names: Vec<String> = zip
                .file_names()
                .map(|name| name.unwrap().into_owned())
                .filter(|name| name.ends_with(".xml") || name.ends_with(".rels"))
                .collect();
            let mut part = |name: &str| {
                let mut bytes = Vec::new();
                zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
                bytes
            };
            return Self::Zip(names.into_iter().map(|name| (name.clone(), part(&name))).collect());
        }
        if let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(&bytes)) {
            let names = ["Workbook", "WordDocument", "0Table", "1Table", "Data"];
            let mut streams = Vec::new();
            for name in names.into_iter().filter(|name| file.is_stream(name)).collect::<Vec<_>>() {
                let mut bytes = Vec::new();
                file.open_stream(name).unwrap().read_to_end(&mut bytes).unwrap();
                streams.push((name.to_owned(), bytes));
            }
            return Self::Ole(streams);
        }
        if bytes.starts_with(b"%PDF") {
            return Self::Pdf(pdf_objects(&bytes));
        }
        Self::Whole(bytes)
    }

    fn damaged(&self, state: &mut u64) -> Vec<u8> {
        match self {
            Self::Whole(bytes) => damaged(bytes, state),
            Self::Zip(parts) => common::zip(&borrowed(&damage_one(parts, state))),
            Self::Ole(streams) => common::ole(&borrowed(&damage_one(streams, state))),
            Self::Pdf(objects) => {
                let mut objects = objects.clone();
                let chosen = below(objects.len(), state);
                objects[chosen] = damaged(&objects[chosen], state);
                common::pdf_of(&objects, "")
            }
        }
    }
}

/// The objects of a PDF whose objects follow each other from 1 on, the catalogue first: ours, and what `qpdf --qdf` makes.
fn pdf_objects(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut objects = Vec::new();
    let mut rest = bytes;
    while let Some(begin) = find(rest, format!("\n{} 0 obj\n", objects.len() + 1).as_bytes()) {
        rest = &rest[begin..];
        let head = find(&rest[1..], b"\n").unwrap() + 2;
        let end = find(rest, b"\nendobj").unwrap_or(rest.len());
        objects.push(rest[head..end].to_vec());
        rest = &rest[end..];
    }
    objects
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Some pages of a real PDF, unpacked; `None` where it or the program that unpacks it is not there.
fn unpacked_pages(path: &str, pages: &str) -> Option<Vec<u8>> {
    let path = common::shared(path)?;
    let output = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable", "--empty", "--pages"])
        .arg(path)
        .args([pages, "--", "-"])
        .output();
    match output {
        Ok(output) => Some(output.stdout).filter(|bytes| !bytes.is_empty()),
        Err(error) => {
            eprintln!("skipped: qpdf does not run: {error}");
            None
        }
    }
}

fn borrowed(parts: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

fn damage_one(parts: &[(String, Vec<u8>)], state: &mut u64) -> Vec<(String, Vec<u8>)> {
    let mut parts = parts.to_vec();
    let chosen = below(parts.len(), state);
    parts[chosen].1 = damaged(&parts[chosen].1, state);
    parts
}

fn below(bound: usize, state: &mut u64) -> usize {
    usize::try_from(xorshift(state)).unwrap_or(0) % bound.max(1)
}

/// A few bytes changed, sometimes to what lengths and counts cannot bear; sometimes cut short.
fn damaged(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    if xorshift(state).is_multiple_of(3) {
        return with_other_number(bytes, state);
    }
    let mut copy = mutated(bytes, state);
    // XML and text are soon refused when more is wrong.
    if xorshift(state).is_multiple_of(2) {
        return copy;
    }
    for _ in 0..below(12, state) {
        // Heads and tables stand in front: damage there goes further.
        let bound = if xorshift(state).is_multiple_of(2) { copy.len().min(4096) } else { copy.len() };
        let at = below(bound, state);
        let value = [0, 0xff, 0x7f, 0x80, 1][below(5, state)];
        let end = copy.len().min(at + 1 + below(4, state));
        copy.get_mut(at..end).unwrap_or_default().fill(value);
    }
    if xorshift(state).is_multiple_of(8) {
        copy.truncate(below(copy.len(), state));
    }
    copy
}

/// One number replaced by one that lies: text, XML and PDF stay well-formed by it.
fn with_other_number(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    const NUMBERS: [&str; 8] = ["0", "-1", "1", "255", "65536", "4294967295", "99999999999999999999", "0.000000001"];
    let from = below(bytes.len(), state);
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else {
        return bytes.to_vec();
    };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = NUMBERS[below(NUMBERS.len(), state)].as_bytes();
    [&bytes[..start], number, &bytes[start + length..]].concat()
}

fn count(default: u32) -> u32 {
    std::env::var("MINGSUAN_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

fn survive(name: &str, bytes: Vec<u8>, count: u32) {
    let mut state = 0x9e37_79b9_7f4a_7c15;
    let whole = Sample::Whole(bytes.clone());
    let parts = Sample::of(bytes);
    let (mut slowest, mut was_read) = (Duration::ZERO, 0);
    common::forget_peak();
    for round in 0..count {
        let sample = if round % 3 == 0 { &whole } else { &parts };
        let bytes = sample.damaged(&mut state);
        let start = Instant::now();
        was_read += u32::from(read(&bytes, name).is_ok());
        slowest = slowest.max(start.elapsed());
    }
    let peak = common::peak_bytes() >> 20;
    println!("{name}: {count} damaged, {was_read} read, slowest {slowest:?}, at most {peak} MB");
    assert!(slowest < LONGEST, "{name}: {slowest:?}");
    assert!(peak < 500, "{name}: {peak} MB");
}

/// Small files that use what the readers know.
fn made_up() -> Vec<(&'static str, Vec<u8>)> {
    let styles = "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"一\" style:num-suffix=\"、\"/></text:list-style>\
        <style:style style:name=\"h\"><style:text-properties text:display=\"none\"/></style:style>";
    let table = "<table:table table:name=\"a\"><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"><text:p>甲<text:s text:c=\"3\"/>乙</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row table:number-rows-repeated=\"3\"><table:covered-table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"percentage\" office:value=\"0.25\" table:number-columns-repeated=\"2\"/></table:table-row></table:table>";
    let text = format!(
        "<text:h text:outline-level=\"1\">题</text:h><text:list text:style-name=\"L\"><text:list-item text:start-value=\"3\"><text:p>一</text:p></text:list-item></text:list>{table}"
    );
    let rich = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f1\\fcharset134 S;}}{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}\\s1\\f1\\'d4\\'a4{\\listtext 1.\\tab}\\u-26492?\\par\
        \\trowd\\clvmgf\\cellx600\\clmgf\\cellx1200\\clmrg\\cellx2000\\pard\\intbl a\\cell b\\cell\\cell\\row\\trowd\\clvmrg\\cellx600\\cellx2000\\cell x\\par{\\pard\\itap2 n\\nestcell{\\*\\nesttableprops\\trowd\\cellx700\\nestrow}}\\pard\\intbl\\cell\\row\
        \\pard{\\shp{\\*\\shpinst{\\shptxt t\\par}}}\\bin3 }}}e\\par}";
    let globals = [
        common::record(0x041e, &[&[164, 0, 4, 0, 0][..], b"0.00"].concat()),
        common::record(0x00e0, &[0, 0, 164, 0]),
        common::record(0x00fc, &[&[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 9, 1, 0][..], &[0x32, 0x75, 0x59, 0x4e]].concat()),
        common::record(0x003c, &[0, b'a', b'b', 0, 0, 1, 0]),
    ];
    let sheet = [
        common::record(0x0208, &[0, 0, 0, 0, 9, 0, 0, 1, 0, 0, 0, 0, 0x20, 0]),
        common::record(0x00fd, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        common::record(0x00bd, &[1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1, 0]),
        common::record(0x0006, &[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]),
        common::record(0x0207, &[2, 0, 0, b'x', b'y']),
        common::record(0x00e5, &[1, 0, 0, 0, 1, 0, 0, 0, 2, 0]),
    ];
    let workbook = common::ole(&[("Workbook", &common::biff(&globals.concat(), &sheet.concat()))]);
    let row = [&[0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xd6, 48, 0, 2, 0, 0, 88, 2, 232, 3][..], &[0; 40]].concat();
    vec![
        ("a.odt", common::odf("text", styles, &text)),
        ("a.ods", common::odf("spreadsheet", styles, table)),
        ("a.rtf", rich.as_bytes().to_vec()),
        ("a.csv", "表,,\n\"项,目\",,数\n合计,,\"1,2.5\"\n".as_bytes().to_vec()),
        ("a.xls", workbook),
        ("a.doc", common::doc("一\r\u{13}x\u{14}y\u{15}\u{7}b\u{7}\u{7}\r", &row)),
        ("a.docx", common::docx(&docx_body())),
        ("a.xlsx", made_up_xlsx()),
        ("a.html", made_up_html().into_bytes()),
        (
            "a.txt",
            "一、收支总表\n单位：万元\n\n\t项目\n\t预算数\n\n\t工资\n\t1,2.50\n\n（一）说明。\n".as_bytes().to_vec(),
        ),
        ("a.pdf", made_up_pdf()),
    ]
}

fn docx_body() -> String {
    "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>\
     <w:p><w:r><w:drawing><wp:extent cx=\"5000000\" cy=\"2000000\"/><a:blip/></w:drawing></w:r><w:ins w:author=\"a\"><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:ins></w:p>\
     <w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>\
     <w:tr><w:tc><w:tcPr><w:vMerge/><w:hMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
        .to_owned()
}

fn made_up_xlsx() -> Vec<u8> {
    let sheet = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" s=\"1\"><v>1.5E3</v></c><c t=\"s\"><v>0</v></c></row>\
        <row><c r=\"AB12\" t=\"inlineStr\"><is><t>a_x000D_</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"A1:C9\"/></mergeCells>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"_ * #,##0.00_ ;[Red]\\-0%;yyyy&quot;年&quot;\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>";
    common::xlsx(sheet, styles, "<sst><si><t>字</t></si></sst>")
}

fn made_up_html() -> String {
    "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><h1>题</h1><p hidden>a<br>b&nbsp;c</p><!-- x --><table><tr><td rowspan=2>1</td><td colspan=2>2\
     <table><tr><td>n</td></tr></table></td></tr><tr><td>3</table><ul><li>x</ul><pre> y\n</pre><svg><g></svg>"
        .to_owned()
}

/// A table with ruling lines, a form, a picture and a font with a map of its own.
fn made_up_pdf() -> Vec<u8> {
    let rules = [0, 20, 40].map(|y| format!("40 {0} m 250 {0} l S\n", 300 + y)).concat();
    let sides = [40, 110, 250].map(|x| format!("{x} 300 0.7 40 re f\n")).concat();
    let words = "BT /F 10 Tf 45 325 Td (Item) Tj 70 0 Td [(12) -200 (.50)] TJ T* <0041> ' ET q 0.5 0 0 0.5 9 9 cm /X Do Q /Y Do";
    let inline = "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI";
    let map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <5a> <4e00> endbfrange";
    let resources = "/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R /Y 7 0 R >> >>";
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Rotate 0 {resources} /Contents [4 0 R] >>")
            .into_bytes(),
        common::pdf_stream("", format!("{rules}{sides}{words} {inline}").as_bytes()),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FirstChar 65 /Widths [600 700] /ToUnicode 8 0 R >>"
            .to_vec(),
        common::pdf_stream(
            "/Subtype /Form /BBox [0 0 300 400] /Matrix [1 0 0 1 5 5]",
            b"BT /F 9 Tf 9 9 Td (form) Tj ET",
        ),
        common::pdf_stream("/Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", b"abcd"),
        common::pdf_stream("", map.as_bytes()),
    ];
    common::pdf_of(&objects, "")
}

#[test]
fn made_up_files() {
    for (name, bytes) in made_up() {
        assert!(read(&bytes, name).is_ok_and(|document| !document.blocks.is_empty()), "{name}");
        survive(name, bytes, count(600));
    }
}

#[test]
fn real_files() {
    for ending in ["docx", "xlsx", "html", "txt", "doc", "xls", "odt", "ods", "rtf"] {
        let name = format!("dachang-2024.{ending}");
        let Some(bytes) = common::fixture(&name) else { return };
        survive(&name, bytes, count(20));
    }
}

#[test]
fn real_pages() {
    for (path, pages) in [
        ("fixtures/dachang-2024.pdf", "8-9"),
        ("corpus/beijing-2026-01.pdf", "7-8"),
        ("corpus/shanghai-2026-05.pdf", "7-8"),
        ("corpus/wuxi-2026-02.pdf", "7-8"),
    ] {
        let Some(bytes) = unpacked_pages(path, pages) else { continue };
        assert!(pdf_objects(&bytes).len() > 5, "{path}: its objects are found");
        survive(path, bytes, count(100));
    }
}
