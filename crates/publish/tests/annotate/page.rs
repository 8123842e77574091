//! Marks in web pages: their own markup is kept.

use mingsuan_document::read;
use mingsuan_model::{Finding, Place, Severity};
use mingsuan_publish::annotate::{AnnotatedCopy, Original, annotate};
use mingsuan_publish::report::Lang;
use regex::Regex;

use crate::{Judged, beside, said};

fn marked(bytes: &[u8], places: impl IntoIterator<Item = Place>) -> AnnotatedCopy {
    let finding = |place| Finding::new("A001", Severity::Error, place, "<b>合计</b>不符");
    let findings: Vec<Finding> = places.into_iter().map(finding).collect();
    annotate(Original { bytes, name: "a.html", format: "html" }, &findings, Lang::Zh).unwrap()
}

fn cell(row: u32, column: u32) -> Place {
    Place { table: Some(1), row: Some(row), column: Some(column), ..Place::default() }
}

fn paragraph(number: u32, text: &str) -> Place {
    Place { paragraph: Some(number), text: Some(text.into()), ..Place::default() }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The copy without what was added to the text.
fn without_marks(copy: &AnnotatedCopy) -> String {
    let page = std::str::from_utf8(&copy.bytes).unwrap();
    let list = Regex::new("(?s)<section class=\"mingsuan-list\">.*?</section>").unwrap();
    let added = Regex::new("<sup><a href=\"#mingsuan-[0-9]+\">[0-9]+</a></sup>|<mark [^>]*>|</mark>").unwrap();
    added.replace_all(&list.replace(page, ""), "").into_owned()
}

#[test]
fn a_page_keeps_its_text_and_markup_and_each_cell_is_marked() {
    let within = Regex::new("(?s)<mark [^>]*>([^<]*)(?:<sup>|</mark>)").unwrap();
    for judged in beside("fixtures", "html") {
        let copy = judged.copy();
        assert!(copy.remark.is_none());
        assert!(copy.unplaced.is_empty(), "{:?}", copy.unplaced);
        let plain = without_marks(&copy);
        assert_eq!(said(&read(plain.as_bytes(), "a.html").unwrap()), said(&judged.document));
        let widths = |page: &str| page.matches("<col width=").count();
        let original = String::from_utf8_lossy(&judged.bytes).into_owned();
        assert_eq!(widths(&plain), widths(&original));
        let page = std::str::from_utf8(&copy.bytes).unwrap();
        let marked: String = within.captures_iter(page).map(|found| found[1].to_owned()).collect();
        for finding in judged.findings.iter().filter(|finding| finding.place.row.is_some()) {
            let wanted = finding.place.text.as_deref().unwrap_or_default();
            assert!(squeezed(&marked).contains(&squeezed(wanted)), "{finding:?}");
        }
    }
}

#[test]
fn marks_go_through_the_markup_of_a_text() {
    let page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\">\
                <head><meta charset=gbk><meta http-equiv=refresh content='0;url=http://example.com/'><title>甲</title></head>\
                <p>一般&nbsp;公共 <b>预算&lt;12</b>.50万元</p><table><tr><td>合计<td></td></tr></table><script>alert(1)</script>";
    let (bytes, _, _) = encoding_rs::GBK.encode(page);
    let copy = marked(&bytes, [paragraph(1, "公共 预算<12.50"), cell(1, 2), cell(1, 1)]);
    assert!(copy.unplaced.is_empty());
    let text = std::str::from_utf8(&copy.bytes).unwrap();
    for wanted in [
        ">公共</mark> <b><mark ",
        ">预算&lt;12</mark></b><mark ",
        ">.50<sup><a href=\"#mingsuan-1\">1</a></sup></mark>万元</p>",
        ">　<sup><a href=\"#mingsuan-2\">2</a></sup></mark></td>",
        "DTD HTML 4.01 Transitional//EN",
        "<head><meta charset=\"utf-8\"/><meta http-equiv=\"Content-Security-Policy\"",
        "default-src 'none'",
        "&lt;b&gt;合计&lt;/b&gt;不符",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    for unwanted in ["refresh", "charset=\"gbk\"", "<b>合计"] {
        assert!(!text.contains(unwanted), "{unwanted}\n{text}");
    }
    let plain = without_marks(&copy).replace('　', "");
    assert_eq!(said(&read(plain.as_bytes(), "a.html").unwrap()), said(&read(&bytes, "a.html").unwrap()));
}

/// Wherever a page is broken, marks take nothing away.
#[test]
fn broken_pages_keep_their_text() {
    let judged = Judged::of(
        "<title>乙</title><table><tr><td>甲<table><tr><td>乙 &amp; 丙</table>丁<td><xmp><i>戊</xmp><td><math><mi>己</math></table><pre>\n庚\n辛</pre>\
         <div title=header>癸</div><li>子<br>丑<p hidden>寅"
            .as_bytes()
            .to_vec(),
        "a.html",
    );
    let mut random = mingsuan_testkit::Rng::new(11);
    for _ in 0..400 {
        let mut bytes = judged.bytes.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = b"<>/&\" td"[random.below(8)],
                1 => bytes.truncate(at.max(40)),
                _ => drop(bytes.drain(at..(at + random.below(9)).min(bytes.len()))),
            }
        }
        if read(&bytes, "a.html").is_err() {
            continue;
        }
        let cells = (1..4).flat_map(|row| (1..4).map(move |column| cell(row, column)));
        let copy = marked(&bytes, cells.chain((1..5).map(|number| paragraph(number, ""))));
        let plain = |copy: &AnnotatedCopy| without_marks(copy).replace('　', "");
        assert_eq!(plain(&copy), plain(&marked(&bytes, [])), "{:?}", String::from_utf8_lossy(&bytes));
    }
}
