//! The files themselves: equal layouts give equal bytes, nothing of the moment goes in, tables stay on their pages,
//! links lead somewhere, and the sheets are what they are called.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::HashSet;

use mingsuan_publish::layout::{Orientation, Piece, contents};
use support::{Source, WRITERS, example, fixture, generated, parts};

fn sources() -> impl Iterator<Item = Source> {
    fixture("dachang-2024.docx").into_iter().chain(std::iter::once(example())).chain((0..20).map(generated))
}

/// The values of an attribute, in order.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let start = format!("{attribute}=\"");
    text.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn equal_layouts_give_equal_bytes() {
    for source in sources() {
        for (name, write) in WRITERS {
            let first = write(&source.layout).unwrap();
            let again =
                std::thread::scope(|scope| scope.spawn(|| write(&source.layout.clone()).unwrap()).join().unwrap());
            assert!(first == again, "{} as {name}", source.name);
        }
    }
}

#[test]
fn files_know_title_and_agency_but_no_date() {
    let source = example();
    for write in [mingsuan_publish::docx::write, mingsuan_publish::xlsx::write] {
        let parts = parts(&write(&source.layout).unwrap());
        let core = &parts["docProps/core.xml"];
        assert!(core.contains("云山县林业和草原局2026年单位预算"), "{core}");
        assert!(core.contains("<dc:creator>云山县林业和草原局</dc:creator>"), "{core}");
        let dates = core.split('>').filter(|text| text.starts_with("20") && !text.starts_with("2000-01-01")).count();
        assert_eq!(dates, 0, "{core}");
        assert!(parts.values().map(String::len).sum::<usize>() > 2 * write(&source.layout).unwrap().len(), "deflated");
    }
}

#[test]
fn docx_tables_stay_between_the_margins_and_repeat_their_heads() {
    for source in sources() {
        let document =
            parts(&mingsuan_publish::docx::write(&source.layout).unwrap()).remove("word/document.xml").unwrap();
        let grids = source.layout.sections.iter().flat_map(|section| &section.pieces).filter_map(|piece| match piece {
            Piece::Table(grid) => Some(grid),
            _ => None,
        });
        let heads: usize = grids.map(|grid| grid.header_rows).sum();
        assert_eq!(document.matches("<w:tblHeader/>").count(), heads, "{}", source.name);
        // Each table is followed by the paper it stands on.
        let mut rest = document.as_str();
        while let Some(at) = rest.find("<w:tblGrid>") {
            rest = &rest[at..];
            let grid = &rest[..rest.find("</w:tblGrid>").unwrap()];
            let width: u32 = values(grid, "w:w").iter().map(|width| width.parse::<u32>().unwrap()).sum();
            let paper = &rest[rest.find("<w:pgSz").unwrap()..];
            let number = |name: &str| values(paper, name)[0].parse::<u32>().unwrap();
            assert!(width <= number("w:w") - number("w:left") - number("w:right"), "{}: {width}", source.name);
            rest = &rest[grid.len()..];
        }
    }
}

#[test]
fn docx_contents_are_filled_and_lead_to_their_titles() {
    for source in sources() {
        let document =
            parts(&mingsuan_publish::docx::write(&source.layout).unwrap()).remove("word/document.xml").unwrap();
        let entries = contents(&source.layout, 1);
        assert!(entries.len() >= 19, "{}", source.name);
        let control = &document[document.find("<w:sdt>").unwrap()..document.find("</w:sdt>").unwrap()];
        assert!(control.contains("Table of Contents"));
        assert_eq!(values(control, "w:anchor").len(), entries.len());
        assert_eq!(control.matches(" PAGEREF ").count(), entries.len());
        let marks: HashSet<&str> = values(&document, "w:name").into_iter().collect();
        for (entry, anchor) in entries.iter().zip(values(control, "w:anchor")) {
            assert!(control.contains(entry.title), "{} is not listed", entry.title);
            assert!(marks.contains(anchor), "{anchor} leads nowhere");
        }
    }
}

#[test]
fn pages_of_the_contents_rise_and_statements_come_first() {
    let source = example();
    let document = parts(&mingsuan_publish::docx::write(&source.layout).unwrap()).remove("word/document.xml").unwrap();
    let control = &document[document.find("<w:sdt>").unwrap()..document.find("</w:sdt>").unwrap()];
    let links = control.split("<w:hyperlink").skip(1);
    let page = |link: &str| {
        link.rsplit("<w:t xml:space=\"preserve\">").next().unwrap().split('<').next().unwrap().parse::<u32>()
    };
    let pages: Vec<u32> = links.map(|link| page(link).unwrap()).collect();
    assert!(pages.is_sorted() && pages[0] == 2 && pages[1] == 3, "{pages:?}");
    assert!(*pages.last().unwrap() < 40, "{pages:?}");
}

#[test]
fn html_needs_nothing_else_and_every_link_leads_somewhere() {
    for source in sources() {
        let html = String::from_utf8(mingsuan_publish::html::write(&source.layout).unwrap()).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{}", source.name);
        for forbidden in ["<script", "http:", "https:", "src=", "@import", "url("] {
            assert!(!html.contains(forbidden), "{}: {forbidden}", source.name);
        }
        let ids = values(&html, " id");
        let unique: HashSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{}: an id twice", source.name);
        for target in values(&html, "href").iter().map(|link| link.strip_prefix('#').unwrap()) {
            assert!(unique.contains(&target), "{}: {target} leads nowhere", source.name);
        }
        for name in values(&html, "aria-labelledby") {
            assert!(unique.contains(&name), "{}: {name} names nothing", source.name);
        }
        assert_eq!(
            html.matches("<thead>").count(),
            html.matches("<table").count() - headless(&source),
            "{}",
            source.name
        );
    }
}

/// Tables without any head.
fn headless(source: &Source) -> usize {
    let pieces = source.layout.sections.iter().flat_map(|section| &section.pieces);
    pieces.filter(|piece| matches!(piece, Piece::Table(grid) if grid.header_rows == 0)).count()
}

#[test]
fn each_statement_stands_on_its_page_and_wide_ones_lie() {
    for source in sources() {
        let statements = source
            .layout
            .sections
            .iter()
            .filter(|section| section.pieces.iter().any(|piece| matches!(piece, Piece::StatementTitle(_))));
        let mut count = 0;
        for section in statements {
            let tables: Vec<usize> = section
                .pieces
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Table(grid) => Some(grid.widths.len()),
                    _ => None,
                })
                .collect();
            assert_eq!(tables.len(), 1, "{}: {:?}", source.name, section.pieces[0]);
            assert_eq!(section.orientation == Orientation::Landscape, tables[0] >= 8, "{}", source.name);
            count += 1;
        }
        assert_eq!(count, 9, "{}", source.name);
    }
}

#[test]
fn sheets_are_named_numbered_and_formatted() {
    let source = example();
    let parts = parts(&mingsuan_publish::xlsx::write(&source.layout).unwrap());
    let names = values(&parts["xl/workbook.xml"], "sheet name");
    assert_eq!(names[..3], ["01收支总表", "02收入总表", "03支出总表"]);
    assert_eq!(names[9], "文字说明");
    assert!(names.contains(&"1、森林草原防火经费"), "{names:?}");
    assert!(parts["xl/styles.xml"].contains("#,##0.00"));
    let first = &parts["xl/worksheets/sheet1.xml"];
    for wanted in ["state=\"frozen\"", "fitToHeight=\"0\"", "<mergeCell ", "numberStoredAsText=\"1\""] {
        assert!(first.contains(wanted), "{wanted} is missing");
    }
    assert!(parts["xl/worksheets/sheet2.xml"].contains("orientation=\"landscape\""));
    assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"));
}
