//! Thousands of slightly damaged files of every format: none may make a reader panic or take longer than two seconds.
//! How many of each is `MINGSUAN_MUTATIONS` (a release build does 20,000 in a few minutes); the seed is fixed.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::io::{Cursor, Read};
use std::time::{Duration, Instant};

use mingsuan_document::read;

use common::{mutated, xorshift};

/// A file in parts: what is damaged is one of them, behind the checks of the container.
enum Sample {
    Whole(Vec<u8>),
    Zip(Vec<(String, Vec<u8>)>),
    Ole(Vec<(String, Vec<u8>)>),
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
        Self::Whole(bytes)
    }

    fn damaged(&self, state: &mut u64) -> Vec<u8> {
        match self {
            Self::Whole(bytes) => damaged(bytes, state),
            Self::Zip(parts) => common::zip(&borrowed(&damage_one(parts, state))),
            Self::Ole(streams) => common::ole(&borrowed(&damage_one(streams, state))),
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

fn count(default: u32) -> u32 {
    std::env::var("MINGSUAN_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

fn survive(name: &str, bytes: Vec<u8>, count: u32) {
    let mut state = 0x9e37_79b9_7f4a_7c15;
    let whole = Sample::Whole(bytes.clone());
    let parts = Sample::of(bytes);
    let (mut slowest, mut was_read) = (Duration::ZERO, 0);
    for round in 0..count {
        let sample = if round % 3 == 0 { &whole } else { &parts };
        let bytes = sample.damaged(&mut state);
        let start = Instant::now();
        was_read += u32::from(read(&bytes, name).is_ok());
        slowest = slowest.max(start.elapsed());
    }
    println!("{name}: {count} damaged, {was_read} read, slowest {slowest:?}");
    assert!(slowest < Duration::from_secs(2), "{name}: {slowest:?}");
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
    ]
}

#[test]
fn made_up_files() {
    for (name, bytes) in made_up() {
        assert!(read(&bytes, name).is_ok_and(|document| !document.blocks.is_empty()), "{name}");
        survive(name, bytes, count(3_000));
    }
}

#[test]
fn real_files() {
    for ending in ["docx", "xlsx", "html", "txt", "doc", "xls", "odt", "ods", "rtf"] {
        let name = format!("dachang-2024.{ending}");
        let Some(bytes) = common::fixture(&name) else { return };
        survive(&name, bytes, count(30));
    }
}
