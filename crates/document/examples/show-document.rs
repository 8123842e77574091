//! Prints a document as read: its paragraphs and its tables, cell by cell. A developer's magnifying glass for readers.
//! Nothing is understood here.

use std::error::Error;

use mingsuan_document::{Block, Table, read};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: show-document FILE [PAGE]")?;
    let wanted: Option<u32> = std::env::args().nth(2).map(|page| page.parse()).transpose()?;
    let document = read(&std::fs::read(&path)?, &path)?;
    for block in &document.blocks {
        let place = match block {
            Block::Paragraph(paragraph) => &paragraph.place,
            Block::Table(table) => &table.place,
        };
        let pages = place.page.unwrap_or(0)..=place.page_last.or(place.page).unwrap_or(0);
        if wanted.is_some_and(|page| !pages.contains(&page)) {
            continue;
        }
        match block {
            Block::Paragraph(paragraph) => println!("¶ {} {}", paragraph.place.describe(), paragraph.text),
            Block::Table(table) => show(table),
        }
    }
    for issue in &document.issues {
        println!("! {} {}", issue.place.describe(), issue.message);
    }
    Ok(())
}

fn show(table: &Table) {
    println!("▦ {} {}×{} to page {:?}", table.place.describe(), table.rows(), table.columns(), table.place.page_last);
    for row in 0..table.rows() {
        let cells = table.row_cells(row).map(|cell| {
            let span = if cell.row_span * cell.column_span > 1 {
                format!("[{}×{}]", cell.row_span, cell.column_span)
            } else {
                String::new()
            };
            format!("{}{span}", cell.text.replace('\n', "⏎"))
        });
        println!("  {row}: {}", cells.collect::<Vec<_>>().join(" │ "));
    }
}
