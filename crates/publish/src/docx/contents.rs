//! The table of contents of a docx, filled: titles with links, and page numbers that are right until Word counts again.
//! It stands in a content control of the kind that Word makes, so that readers know it for what it is.

use super::geometry::Paper;
use super::parts::{field, field_instruction, field_mark};
use super::{paragraph, run};
use crate::layout::{Entry, Layout};
use crate::markup::Markup;

/// Writes the page of contents; `numbers` are the pages of the entries.
pub(super) fn write(layout: &Layout, entries: &[Entry<'_>], numbers: &[u32], out: &mut Markup) {
    out.element("w:sdt", &[], |control| {
        control.element("w:sdtPr", &[], |properties| {
            properties.element("w:docPartObj", &[], |kind| {
                kind.empty("w:docPartGallery", &[("w:val", "Table of Contents")]);
                kind.empty("w:docPartUnique", &[]);
            });
        });
        control.element("w:sdtContent", &[], |content| {
            for line in layout.title_lines() {
                paragraph("Title", line, None, content);
            }
            paragraph("TOCHeading", "目　录", None, content);
            for (index, (entry, number)) in entries.iter().zip(numbers).enumerate() {
                content.element("w:p", &[], |p| line(entry, *number, index == 0, p));
            }
            content.element("w:p", &[], |p| {
                p.element("w:pPr", &[], |properties| properties.empty("w:pStyle", &[("w:val", "SectionEnd")]));
                field_mark("end", p);
            });
        });
    });
}

fn line(entry: &Entry<'_>, number: u32, is_first: bool, out: &mut Markup) {
    out.element("w:pPr", &[], |properties| {
        properties.empty("w:pStyle", &[("w:val", "TOC1")]);
        properties.element("w:tabs", &[], |tabs| {
            let end = Paper::TEXT.room().to_string();
            tabs.empty("w:tab", &[("w:val", "right"), ("w:leader", "dot"), ("w:pos", &end)]);
        });
    });
    if is_first {
        field_mark("begin", out);
        field_instruction("TOC \\o \"1-1\" \\h \\z \\u", out);
        field_mark("separate", out);
    }
    let anchor = entry.anchor();
    out.element("w:hyperlink", &[("w:anchor", &anchor), ("w:history", "1")], |link| {
        run(entry.title, link);
        link.element("w:r", &[], |r| r.empty("w:tab", &[]));
        field(&format!("PAGEREF {anchor} \\h"), &number.to_string(), link);
    });
}
