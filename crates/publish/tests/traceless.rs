//! Our own files carry nothing but what prints, whatever the document they were made from carried.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_publish::pdf::{self, Fonts, PdfError};
use mingsuan_testkit::traceless::traces_beside;
use support::{Source, WRITERS, example, fixture, generated};

fn assert_traceless(source: &Source) {
    let public = [source.layout.agency.as_str(), source.layout.title.as_str()];
    for (format, write) in WRITERS {
        let bytes = write(&source.layout).unwrap();
        assert_eq!(traces_beside(&bytes, &format!("x.{format}"), &public), Ok(Vec::new()), "{} {format}", source.name);
    }
}

#[test]
fn printed_files_carry_no_traces() {
    let sources = [Some(example()), fixture("dachang-2024.docx"), Some(generated(11)), Some(generated(12))];
    sources.iter().flatten().for_each(assert_traceless);
}

#[test]
fn a_printed_pdf_carries_no_traces() {
    let source = example();
    let fonts = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(|target| target.join("fonts"));
    match pdf::write(&source.layout, &Fonts::of_machine(fonts.filter(|folder| folder.is_dir()))) {
        Ok(bytes) => {
            let public = [source.layout.agency.as_str(), source.layout.title.as_str()];
            assert_eq!(traces_beside(&bytes, "x.pdf", &public), Ok(Vec::new()));
        }
        Err(error @ PdfError::NoFont { .. }) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            eprintln!("skipped: {error}");
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_a_page_hides_does_not_go_out() {
    let page = "<html><head><meta name=author content=某人></head><body><h1>云山县林业和草原局2026年单位预算</h1>\
        <p>正文</p><p hidden>不给看的话</p><!-- 内部意见 --></body></html>";
    let source = Source::of(page.as_bytes(), "planted.html");
    assert_eq!(source.document.traces.len(), 3);
    assert_traceless(&source);
}
