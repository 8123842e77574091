//! Draft → one HTML page with `rowspan` and `colspan`; everything escaped, no script, no outside resource.

use crate::draft::{Draft, DraftBlock, DraftTable};
use crate::xml::escape;

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
const STYLE: &str = "</title>\n<style>table{border-collapse:collapse}td,th{border:1px solid #000;padding:2px 6px}\
.title,h1{text-align:center}td.n{text-align:right}</style>\n</head>\n<body>\n";

/// The draft as an HTML page.
pub fn write_html(draft: &Draft) -> String {
    let title = draft.blocks.iter().find_map(|block| match block {
        DraftBlock::Heading(0, text) => Some(text.as_str()),
        _ => None,
    });
    let mut out = format!("{HEAD}{}{STYLE}", escape(title.unwrap_or("单位预算公开")));
    for block in &draft.blocks {
        match block {
            DraftBlock::Heading(0, text) => out.push_str(&format!("<p class=\"title\">{}</p>\n", escape(text))),
            DraftBlock::Heading(level, text) => out.push_str(&format!("<h{level}>{}</h{level}>\n", escape(text))),
            DraftBlock::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", escape(text))),
            DraftBlock::Table(table) => write_table(table, &mut out),
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn write_table(table: &DraftTable, out: &mut String) {
    out.push_str("<table>\n");
    for (r, row) in table.rows.iter().enumerate() {
        out.push_str("<tr>");
        let tag = if r < table.header_rows { "th" } else { "td" };
        for cell in row {
            out.push_str(&format!("<{tag}"));
            if cell.colspan > 1 {
                out.push_str(&format!(" colspan=\"{}\"", cell.colspan));
            }
            if cell.rowspan > 1 {
                out.push_str(&format!(" rowspan=\"{}\"", cell.rowspan));
            }
            out.push_str(&format!(">{}</{tag}>", escape(&cell.text).replace('\n', "<br>")));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}
