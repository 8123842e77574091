//! Draft → plain text in the layout of the founding document: one table cell a line behind a tab.
//! Merged cells: a cell over columns stands once; where a cell reaches down, the rows below hold an empty cell.

use crate::draft::{Draft, DraftBlock, DraftTable, Slot};

/// The draft as text, UTF-8, LF.
pub fn write_txt(draft: &Draft) -> String {
    let mut out = String::new();
    for block in &draft.blocks {
        match block {
            DraftBlock::Heading(_, text) | DraftBlock::Paragraph(text) => {
                out.push_str(text.trim_start_matches('\t'));
                out.push('\n');
            }
            DraftBlock::Table(table) => write_table(table, &mut out),
        }
    }
    out
}

fn write_table(table: &DraftTable, out: &mut String) {
    for (row, line) in table.rows.iter().zip(table.grid()) {
        for slot in line {
            match slot {
                Slot::Origin(index) => {
                    out.push('\t');
                    out.push_str(&row[index].text.replace(['\n', '\t'], " "));
                    out.push('\n');
                }
                Slot::Above(_) => out.push_str("\t\n"),
                Slot::Left | Slot::Free => {}
            }
        }
        out.push('\n');
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::DraftCell;

    #[test]
    fn merged_cells_stand_as_in_the_founding_document() {
        let mut draft = Draft::default();
        draft.heading(1, "表");
        let rows = vec![
            vec![DraftCell::span("序号", 1, 2), DraftCell::span("收入", 2, 1)],
            vec![DraftCell::new("项目"), DraftCell::new("预算数")],
        ];
        draft.table(DraftTable { rows, header_rows: 2, has_caption: false });
        draft.paragraph("注");
        assert_eq!(write_txt(&draft), "表\n\t序号\n\t收入\n\n\t\n\t项目\n\t预算数\n\n\n注\n");
    }
}
