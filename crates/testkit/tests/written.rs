//! What the writers give is well formed: zips open, every XML part parses, equal drafts give equal bytes.

#![allow(clippy::panic)] // A test may stop.

use std::io::{Cursor, Read};

use mingsuan_testkit::{Draft, Generator, write_docx, write_html, write_txt, write_xlsx};

fn assert_well_formed(seed: u64, name: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_i64;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("seed {seed} {name}: {error}"),
        }
    }
    assert_eq!(depth, 0, "seed {seed} {name}: not closed");
}

fn assert_zip(seed: u64, bytes: &[u8], wanted: &str) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    assert!(zip.index_for_name(wanted).is_some(), "seed {seed}: no {wanted}");
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        assert_well_formed(seed, &format!("part {index}"), &text);
    }
}

fn draft(seed: u64) -> Draft {
    Generator::new(seed).budget().draft()
}

#[test]
fn office_files_open_and_parse() {
    for seed in 0..60 {
        let draft = draft(seed);
        let docx = write_docx::write_docx(&draft).expect("written");
        let xlsx = write_xlsx::write_xlsx(&draft).expect("written");
        assert_zip(seed, &docx, "word/document.xml");
        assert_zip(seed, &xlsx, "xl/worksheets/sheet1.xml");
        assert_eq!(docx, write_docx::write_docx(&draft).expect("written"), "seed {seed}");
        assert_eq!(xlsx, write_xlsx::write_xlsx(&draft).expect("written"), "seed {seed}");
    }
}

#[test]
fn text_and_html_hold_every_cell() {
    for seed in 0..60 {
        let draft = draft(seed);
        let (txt, html) = (write_txt::write_txt(&draft), write_html::write_html(&draft));
        for (_, cell) in draft.cells() {
            assert!(txt.contains(&format!("\t{}\n", cell.text)), "seed {seed}: {}", cell.text);
        }
        let tables = html.matches("<table>").count();
        assert_eq!(tables, html.matches("</table>").count());
        assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
        assert!(tables >= 11, "seed {seed}");
    }
}
