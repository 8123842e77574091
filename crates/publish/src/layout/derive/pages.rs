//! Dividing pieces into pages: each statement and each project on its own, wide tables on a page that lies, text as it flows.
//! What a piece is has been decided before.

use super::super::{Orientation, Piece, Section};

/// Where a piece wants to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placing {
    /// In the flow of the text.
    InText,
    /// On a page of its own, with the titles that stand directly above it.
    OwnPage(Orientation),
    /// On the page of the table before it.
    Behind,
}

/// A piece and where it wants to stand.
pub(super) struct Item {
    pub(super) piece: Piece,
    pub(super) placing: Placing,
}

/// What the page being filled is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Text,
    Table,
}

/// The pieces on their pages.
pub(super) fn divided(items: Vec<Item>) -> Vec<Section> {
    let mut pages = Pages { sections: Vec::new(), current: empty(Orientation::Portrait), page: Page::Text };
    for Item { piece, placing } in items {
        match placing {
            Placing::OwnPage(orientation) => pages.open_for_table(orientation),
            Placing::InText if pages.page == Page::Table => pages.open(empty(Orientation::Portrait), Page::Text),
            Placing::InText | Placing::Behind => {}
        }
        pages.current.pieces.push(piece);
    }
    pages.open(empty(Orientation::Portrait), Page::Text);
    pages.sections
}

struct Pages {
    sections: Vec<Section>,
    current: Section,
    page: Page,
}

impl Pages {
    fn open(&mut self, next: Section, page: Page) {
        let done = std::mem::replace(&mut self.current, next);
        self.page = page;
        if !done.pieces.is_empty() {
            self.sections.push(done);
        }
    }

    /// A page for a table; the titles directly above come along.
    fn open_for_table(&mut self, orientation: Orientation) {
        let pieces = &mut self.current.pieces;
        let text = pieces.iter().rposition(|piece| !is_title(piece)).map_or(0, |last| last + 1);
        let titles = if self.page == Page::Text { pieces.split_off(text) } else { Vec::new() };
        self.open(Section { orientation, pieces: titles }, Page::Table);
    }
}

fn empty(orientation: Orientation) -> Section {
    Section { orientation, pieces: Vec::new() }
}

fn is_title(piece: &Piece) -> bool {
    matches!(piece, Piece::Heading(..) | Piece::StatementTitle(_) | Piece::TableTitle(_))
}

#[cfg(test)]
mod tests {
    use super::super::super::Grid;
    use super::*;

    #[test]
    fn tables_take_their_titles_along_and_text_flows() {
        let text = |text: &str| Item { piece: Piece::Paragraph(text.into()), placing: Placing::InText };
        let title = |text: &str| Item { piece: Piece::Heading(1, text.into()), placing: Placing::InText };
        let table =
            |placing| Item { piece: Piece::Table(Grid { widths: vec![1], rows: Vec::new(), header_rows: 0 }), placing };
        let note = Item { piece: Piece::Note("注：无。".into()), placing: Placing::Behind };
        let sections = divided(vec![
            text("甲"),
            title("表"),
            table(Placing::OwnPage(Orientation::Landscape)),
            note,
            title("二"),
            text("乙"),
            table(Placing::InText),
            text("丙"),
        ]);
        let shape: Vec<(Orientation, usize)> =
            sections.iter().map(|section| (section.orientation, section.pieces.len())).collect();
        assert_eq!(shape, [(Orientation::Portrait, 1), (Orientation::Landscape, 3), (Orientation::Portrait, 4)]);
    }
}
