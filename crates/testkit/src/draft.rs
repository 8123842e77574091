//! The `Draft`: a neutral model of a disclosure that is still to be printed, before any file format.
//! No budget knowledge here and no reading.

/// A disclosure to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Headings, paragraphs and tables in order.
    pub blocks: Vec<DraftBlock>,
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftBlock {
    /// A heading: level 0 is the title of the document, 1 to 3 are sections.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(DraftTable),
}

/// A table: rows of cells; positions covered by a span are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftTable {
    /// The rows.
    pub rows: Vec<Vec<DraftCell>>,
    /// How many first rows are caption (agency, year, scale) and header: centred, repeated on each page.
    pub header_rows: usize,
    /// Whether the first row is the caption line of an official form (agency, year, scale), which has no borders.
    pub has_caption: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCell {
    /// Its text.
    pub text: String,
    /// Columns covered.
    pub colspan: usize,
    /// Rows covered.
    pub rowspan: usize,
}

/// Where a cell of a draft stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellRef {
    /// Index into [`Draft::blocks`].
    pub block: usize,
    /// Ordinal of the table in the document, from 1, as a reader counts.
    pub table: usize,
    /// Grid row, from 1.
    pub row: usize,
    /// Grid column, from 1, spans resolved.
    pub column: usize,
    /// Index of the cell within its row's list.
    pub index: usize,
}

/// What stands on a grid position of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The top left corner of cell `index` of this row.
    Origin(usize),
    /// Covered by a cell of the same row further left.
    Left,
    /// The leftmost position of a cell that began in a row above, and its column span.
    Above(usize),
    /// No cell.
    Free,
}

impl DraftCell {
    /// A cell without spans.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), colspan: 1, rowspan: 1 }
    }

    /// A cell over several columns and rows.
    pub fn span(text: impl Into<String>, colspan: usize, rowspan: usize) -> Self {
        Self { text: text.into(), colspan: colspan.max(1), rowspan: rowspan.max(1) }
    }
}

impl DraftTable {
    /// The grid with every span laid out: one line a row, one slot a column.
    pub fn grid(&self) -> Vec<Vec<Slot>> {
        let mut grid: Vec<Vec<Slot>> = vec![Vec::new(); self.rows.len()];
        for (r, row) in self.rows.iter().enumerate() {
            for (index, cell) in row.iter().enumerate() {
                let column = grid[r].iter().position(|s| *s == Slot::Free).unwrap_or(grid[r].len());
                let end = (r + cell.rowspan).min(grid.len());
                for (below, line) in grid[r..end].iter_mut().enumerate() {
                    if line.len() < column + cell.colspan {
                        line.resize(column + cell.colspan, Slot::Free);
                    }
                    line[column] = if below == 0 { Slot::Origin(index) } else { Slot::Above(cell.colspan) };
                    line[column + 1..column + cell.colspan].fill(Slot::Left);
                }
            }
        }
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        for line in &mut grid {
            line.resize(width, Slot::Free);
        }
        grid
    }

    /// Number of grid columns.
    pub fn columns(&self) -> usize {
        self.grid().first().map_or(0, Vec::len)
    }
}

impl Draft {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(DraftBlock::Heading(level, text.into()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(DraftBlock::Paragraph(text.into()));
    }

    /// Adds a table.
    pub fn table(&mut self, table: DraftTable) {
        self.blocks.push(DraftBlock::Table(table));
    }

    /// Every cell with its place, table by table.
    pub fn cells(&self) -> Vec<(CellRef, &DraftCell)> {
        let mut cells = Vec::new();
        let mut ordinal = 0;
        for (block, content) in self.blocks.iter().enumerate() {
            let DraftBlock::Table(table) = content else { continue };
            ordinal += 1;
            for (r, line) in table.grid().iter().enumerate() {
                for (c, slot) in line.iter().enumerate() {
                    if let Slot::Origin(index) = *slot {
                        let place = CellRef { block, table: ordinal, row: r + 1, column: c + 1, index };
                        cells.push((place, &table.rows[r][index]));
                    }
                }
            }
        }
        cells
    }

    /// The text of a cell; `None` when there is no such cell.
    pub fn cell_text(&self, place: CellRef) -> Option<&str> {
        match self.blocks.get(place.block)? {
            DraftBlock::Table(table) => {
                table.rows.get(place.row.checked_sub(1)?)?.get(place.index).map(|cell| cell.text.as_str())
            }
            _ => None,
        }
    }

    /// Replaces the text of a cell; false when there is no such cell.
    pub fn set_cell(&mut self, place: CellRef, text: impl Into<String>) -> bool {
        let Some(DraftBlock::Table(table)) = self.blocks.get_mut(place.block) else {
            return false;
        };
        let cell =
            place.row.checked_sub(1).and_then(|r| table.rows.get_mut(r)).and_then(|row| row.get_mut(place.index));
        cell.map(|cell| cell.text = text.into()).is_some()
    }

    /// Replaces a text in the first paragraph or heading that holds it; false when none does.
    pub fn replace_in_text(&mut self, from: &str, to: &str) -> bool {
        for block in &mut self.blocks {
            if let DraftBlock::Paragraph(text) | DraftBlock::Heading(_, text) = block
                && text.contains(from)
            {
                *text = text.replacen(from, to, 1);
                return true;
            }
        }
        false
    }
}
