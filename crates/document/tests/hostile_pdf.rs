//! PDF files that are broken on purpose: each has to be refused, or read, in time, in little memory and without harm.
//! What sound files give is tested in `pdf.rs`, damage at random in `mutations.rs`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use mingsuan_document::{Document, ReadError, read};

/// What a debug build may take on a busy machine; a release build stays below 2 seconds.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 6 } else { 2 });
const LARGEST_BYTES: usize = 500 << 20;
const TEXT: &str = "BT /F 10 Tf 40 300 Td (text) Tj ET\n";
const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";

/// Reads within the limits that every file has.
fn read_fast(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let begun = Instant::now();
    let result = read(bytes, "a.pdf");
    let elapsed = begun.elapsed();
    println!("{name}: {elapsed:?}, {} MB", common::peak_bytes() >> 20);
    assert!(elapsed < LONGEST, "{name}: {elapsed:?}");
    assert!(common::peak_bytes() < LARGEST_BYTES, "{name}: {} MB", common::peak_bytes() >> 20);
    if let Err(error) = &result {
        assert!(error.to_string().contains('请'), "{error} does not say what to do");
    }
    result
}

fn texts(document: &Document) -> Vec<&str> {
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
}

fn is_too_large(name: &str, bytes: &[u8]) -> bool {
    matches!(read_fast(name, bytes), Err(ReadError::TooLarge { .. }))
}

/// Whether all pages were read, and what went wrong otherwise.
fn is_cut(document: &Document) -> bool {
    document.issues.iter().any(|issue| issue.message.contains("没有读完"))
}

fn objects(objects: &[&str]) -> Vec<u8> {
    common::pdf_of(&objects.iter().map(|object| object.as_bytes().to_vec()).collect::<Vec<_>>(), "")
}

/// A page whose contents are object 4, with the font 5 and more objects from 6 on.
fn page(contents: Vec<u8>, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>"
    );
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let mut all = [CATALOGUE, pages, &page].map(|object| object.as_bytes().to_vec()).to_vec();
    all.extend([contents, font.as_bytes().to_vec()]);
    all.extend(more);
    common::pdf_of(&all, "")
}

/// A page with a form or a picture `/X`, which is drawn before the text.
fn page_with(object: Vec<u8>) -> Vec<u8> {
    let contents = format!("q 300 0 0 400 0 0 cm /X Do Q {TEXT}");
    page(common::pdf_stream("", contents.as_bytes()), "/XObject << /X 6 0 R >>", vec![object])
}

fn form(more: &str, content: &[u8]) -> Vec<u8> {
    let resources = "/Resources << /XObject << /X 6 0 R >> >>";
    common::pdf_stream(&format!("/Subtype /Form /BBox [0 0 300 400] {resources} {more}"), content)
}

/// A piece so many times, packed.
fn packed(piece: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    (0..times).for_each(|_| encoder.write_all(piece).unwrap());
    encoder.finish().unwrap()
}

#[test]
fn trees_of_pages() {
    let loops =
        objects(&[CATALOGUE, "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] >>", "<< /Type /Pages /Kids [2 0 R 3 0 R] >>"]);
    assert!(matches!(read_fast("loops", &loops), Err(ReadError::Corrupt { .. })));
    let chain = (3..20_003).map(|kid| format!("<< /Type /Pages /Kids [{kid} 0 R] >>"));
    let chain: Vec<String> = chain.chain(["<< /MediaBox [0 0 9 9] >>".to_owned()]).collect();
    let chain = [CATALOGUE].into_iter().chain(chain.iter().map(String::as_str)).collect::<Vec<_>>();
    let _ = read_fast("a chain of kids", &objects(&chain));
    let nested = format!("{}{}", "<< /Type /Pages /Kids [".repeat(100_000), "] >>".repeat(100_000));
    let _ = read_fast("kids in kids", &objects(&[CATALOGUE, &nested]));
    let boast = objects(&[CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 100000 >>", "<< /MediaBox [0 0 9 9] >>"]);
    assert_eq!(read_fast("pages that are not there", &boast).unwrap().pages, Some(1));
    let kids = format!("<< /Type /Pages /Kids [{}] >>", "<< /MediaBox [0 0 9 9] >> ".repeat(100_000));
    assert!(is_too_large("100,000 pages", &objects(&[CATALOGUE, &kids])));
}

#[test]
fn references_in_circles() {
    let table = format!(
        "%PDF-1.7\n1 0 obj\n{CATALOGUE}\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 58 >>\nstartxref\n58\n%%EOF"
    );
    assert_eq!(table.find("xref\n0 1"), Some(58), "the table is where it says");
    let _ = read_fast("a table before itself", table.as_bytes());
    // Objects 1 and 3 stand in stream 3.
    let inside = common::pdf_stream("/Type /ObjStm /N 2 /First 8", b"1 0 3 9 << /Type /Catalog /Pages 2 0 R >>");
    let head = b"%PDF-1.7\n".to_vec();
    let entry = |kind: u8, place: u32| [&[kind][..], &place.to_be_bytes(), &[0]].concat();
    let at = u32::try_from(head.len() + 8 + inside.len() + 8).unwrap();
    let table = [entry(0, 0), entry(2, 3), entry(2, 3), entry(2, 3), entry(1, at)].concat();
    let table = common::pdf_stream("/Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R", &table);
    let bytes = [&head, &b"3 0 obj\n"[..], &inside, b"\nendobj\n4 0 obj\n", &table, b"\nendobj\nstartxref\n"].concat();
    let bytes = [&bytes[..], format!("{at}\n%%EOF").as_bytes()].concat();
    let _ = read_fast("a stream of objects within itself", &bytes);
    for length in ["999999999", "-5", "4 0 R", "99 0 R", "0"] {
        let contents = format!("<< /Length {length} >>\nstream\n{TEXT}\nendstream");
        assert_eq!(texts(&read_fast(length, &page(contents.into_bytes(), "", vec![])).unwrap()), ["text"], "{length}");
    }
}

#[test]
fn pages_of_any_size() {
    let sizes =
        ["[0 0 1e30 1e30]", "[0 0 99999999 99999999]", "[-1 -1 -9 -9]", "[0 0 0 0]", "[9 9 9]", "[0 0 nan inf]"];
    for size in sizes {
        let bytes = String::from_utf8(common::pdf(&[TEXT])).unwrap().replace("[0 0 300 400]", size);
        let _ = read_fast(size, bytes.as_bytes());
    }
    let _ = read_fast("user units", &common::pdf_with(&[TEXT], "/UserUnit 99999999999", ""));
    let _ = read_fast("turned", &common::pdf_with(&[TEXT], "/Rotate -99999999999", ""));
}

#[test]
fn drawings_without_end() {
    for (name, content) in [
        ("lines without paint", "0 0 m 9 9 l\n".repeat(600_000)),
        ("one path", "0 0 l ".repeat(1_200_000) + "S"),
        ("areas", "9 9 20 20 re f\n".repeat(500_000)),
        ("saved states", "q ".repeat(4_000_000)),
        ("clips", "q 0 0 9 9 re W n ".repeat(450_000)),
        ("numbers", "0 ".repeat(4_000_000)),
        ("arrays", "[[[[[[[[".repeat(1_000_000)),
        ("dictionaries", "/A <<".repeat(1_600_000)),
        ("brackets", "((((((((".repeat(1_000_000)),
        ("pictures", "BI /W 6 /H 6 /BPC 8 /CS /G ID xxxx".repeat(200_000)),
    ] {
        let _ = read_fast(name, &common::pdf(&[&content]));
    }
    let heavy = read_fast("more than a page draws", &common::pdf(&[&"0 0 m ".repeat(1_500_000), TEXT])).unwrap();
    assert!(is_cut(&heavy) && texts(&heavy) == ["text"], "{:?}", heavy.issues);
}

#[test]
fn tables_and_texts_without_end() {
    let rules = (0..1_400).map(|at| format!("{0} 0 m {0} 40000 l S 0 {1} m 30000 {1} l S\n", at * 20, at * 28));
    let rules: String = rules.collect();
    let bytes =
        String::from_utf8(common::pdf(&[rules.as_str(); 12])).unwrap().replace("[0 0 300 400]", "[0 0 30000 40000]");
    let _ = read_fast("a million cells a page", bytes.as_bytes());
    let at = |step: usize| format!("1 0 0 1 {} {}.{} Tm", step * 17 % 300, step * 13 % 400, step % 10);
    let words: String = (0..60_000).map(|step| format!("{} (1.5) Tj\n", at(step))).collect();
    let _ = read_fast("figures everywhere", &common::pdf(&[&format!("BT /F 3 Tf {words} ET")]));
    let heap = "1 0 0 1 40 300 Tm (a) Tj\n".repeat(190_000);
    let _ = read_fast("one on the other", &common::pdf(&[&format!("BT /F 9 Tf {heap} ET")]));
    let narrow = format!("BT /F 9 Tf 0 Tz 40 300 Td {} ET", "(aaaaaaaaaaaaaaaaaaaaaaaaa) Tj\n".repeat(20_000));
    let _ = read_fast("text without width", &common::pdf(&[&narrow]));
}

#[test]
fn forms_within_forms() {
    for content in ["/X Do /X Do", "/X Do /X Do /X Do 0 0 m 9 9 l S"] {
        let document = read_fast(content, &page_with(form("", content.as_bytes()))).unwrap();
        assert!(texts(&document) == ["text"] || is_cut(&document), "{:?}", document.issues);
    }
    // Each level is held in memory while the next is drawn.
    let level = |at: usize| {
        let content = [format!("/X{} Do ", at + 1).as_bytes(), &vec![b' '; 7 << 20]].concat();
        let resources = format!("/Resources << /XObject << /X{} {} 0 R >> >>", at + 1, at + 7);
        let more = format!("/Subtype /Form /BBox [0 0 300 400] {resources} /Filter /FlateDecode");
        common::pdf_stream(&more, &packed(&content, 1))
    };
    let contents = common::pdf_stream("", format!("/X0 Do {TEXT}").as_bytes());
    let heavy = page(contents, "/XObject << /X0 6 0 R >>", (0..30).map(level).collect());
    assert!(is_cut(&read_fast("heavy forms", &heavy).unwrap()));
    let heavier = page_with(form("/Filter /FlateDecode", &packed(&[b' '; 1 << 20], 20)));
    assert!(is_too_large("a form of 20 MB", &heavier));
}

#[test]
fn pictures_are_not_unpacked() {
    for filter in ["JBIG2Decode", "JPXDecode", "DCTDecode", "CCITTFaxDecode", "FlateDecode", "LZWDecode"] {
        let size = "/Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8";
        let picture = common::pdf_stream(&format!("/Subtype /Image {size} /Filter /{filter}"), &[0x37; 5_000]);
        let document = read_fast(filter, &page_with(picture)).unwrap();
        assert_eq!((texts(&document), is_cut(&document)), (vec!["text"], false), "{filter}");
    }
    let inline = format!("BI /W 60000 /H 60000 /BPC 8 /CS /G ID xxxx EI\n{TEXT}");
    assert_eq!(texts(&read_fast("inline", &common::pdf(&[&inline])).unwrap()), ["text"]);
}

#[test]
fn bombs() {
    let spaces = packed(&[b' '; 1 << 20], 2_000);
    let flate = |more: &str, data: &[u8]| common::pdf_stream(&format!("/Filter {more}"), data);
    assert!(is_too_large("2 GB", &page(flate("/FlateDecode", &spaces), "", vec![])));
    let escaped = page(flate("/Fl#61teDecode", &spaces), "", vec![]);
    assert!(is_too_large("2 GB under another name", &escaped));
    assert!(is_too_large("2 GB as a picture", &page_with(flate("/FlateDecode /Subtype /Image", &spaces))));
    assert!(is_too_large("twice", &page(flate("[/FlateDecode /FlateDecode]", &packed(&spaces, 1)), "", vec![])));
    let inside = page(vec![], "", vec![flate("/FlateDecode /Type /ObjStm /N 1 /First 4", &spaces)]);
    assert!(is_too_large("a stream of objects", &inside));
    let lzw = flate("/LZWDecode", &[0x80, 0x0b, 0x60, 0x50].repeat(100_000));
    assert!(is_too_large("another way of packing", &page(lzw, "", vec![])));
    // What is large for a page, but no bomb, costs only that page.
    let large = page(flate("/FlateDecode", &packed(&[b' '; 1 << 20], 20)), "", vec![]);
    assert!(is_cut(&read_fast("20 MB", &large).unwrap()));
    let rows = "/FlateDecode /DecodeParms << /Predictor 2 /Columns 900000000000 /BitsPerComponent 4 >>";
    assert!(is_too_large("rows without end", &page(flate(rows, &packed(TEXT.as_bytes(), 1)), "", vec![])));
    // One stream that many pages draw is kept for each of them.
    let kids = "<< /Type /Page /MediaBox [0 0 300 400] /Contents 3 0 R >> ".repeat(1_000);
    let kids = format!("<< /Type /Pages /Kids [{kids}] >>").into_bytes();
    let shared = flate("/FlateDecode", &packed(&b"0 0 m 9 9 l ".repeat(1_000), 400));
    let bytes = common::pdf_of(&[CATALOGUE.as_bytes().to_vec(), kids, shared], "");
    assert!(is_cut(&read_fast("shared by 1,000 pages", &bytes).unwrap()));
}

#[test]
fn fonts_that_lie() {
    let with = |maps: &str| {
        let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor << /FontFile2 7 0 R >> >>] >>";
        let contents = format!("BT /G 10 Tf 40 300 Td <00410042> Tj ET {TEXT}");
        let program = common::pdf_stream("/Length1 11", &[0, 1, 0, 0, 255, 255, 255, 255, 1, 2, 3]);
        let resources = format!("/Font << /F 5 0 R /G {font} >>");
        page(
            common::pdf_stream("", contents.as_bytes()),
            &resources,
            vec![common::pdf_stream("", maps.as_bytes()), program],
        )
    };
    for maps in [
        "1 beginbfrange <0000> <ffff> <0041> endbfrange",
        "1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
        "1 begincidrange <00000000> <ffffffff> 0 endcidrange",
        "/X usecmap",
        "1 beginbfchar <0041> <",
        &"100 beginbfrange <0000> <ffff> <0041> endbfrange\n".repeat(50_000),
        &format!("1 beginbfchar <0041> <{}> endbfchar", "0041".repeat(200_000)),
    ] {
        let _ = read_fast(&maps[..maps.len().min(40)], &with(maps));
    }
    let none = "BT 40 300 Td (a) Tj ET BT /G 10 Tf (b) Tj ET (c) Tj T* (d) ' [(e) -99999999999 (f)] TJ";
    let document = read_fast("no font", &common::pdf(&[&format!("{none} {TEXT}")])).unwrap();
    assert!(texts(&document).concat().contains("text"), "{:?}", texts(&document));
}

#[test]
fn numbers_without_sense() {
    for matrix in [
        "0 0 0 0 0 0",
        "-1 0 0 1 300 0",
        "1 0 0 0 0 0",
        "99999999999999999999 0 0 99999999999999999999 0 0",
        "1 0 0 1 99999999999999999999999999999999999999999 9",
        "0.000000000000001 0 0 0.000000000000001 0 0",
        "1e30 0 0 1e30 0 0",
        "nan inf 0 1 0 0",
        "0.7 0.7 -0.7 0.7 0 0",
    ] {
        let drawn = format!("q {matrix} cm {TEXT} 0 0 m 300 0 l S 0 0 m 0 300 l S 0 0 30 40 re f Q");
        let set = format!(
            "BT /F 10 Tf {matrix} Tm (a) Tj 0 Tz (b) Tj -100 Tz (c) Tj 99999999999999999999 Tc (d) Tj -99999999999999999999 Tw (e f) Tj 99999999999999999999 TL T* (g) Tj 99999999999999999999 Ts (h) Tj ET"
        );
        let document = read_fast(matrix, &common::pdf(&[&drawn, &set, TEXT])).unwrap();
        assert!(texts(&document).last().is_some_and(|last| last.ends_with("text")), "{matrix}");
    }
    let far = "1e30 1e30 m -1e30 1e30 l S 0 0 99999999999999999999 9 re f 99999999999999999999 w 0 0 m 9 0 l S -99999999999999999999 0 m 99999999999999999999 0 l S";
    let _ = read_fast("far away", &common::pdf(&[far]));
}
