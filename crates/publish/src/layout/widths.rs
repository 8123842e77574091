//! How wide the columns of a grid have to be, from what stands in them.
//! Only relations are told: a writer stretches the columns to the room its page has.

use super::measure::{spacious, unbreakable};
use super::{GridRow, RowKind};

/// Halves that fit beside each other on an upright page between the margins of official papers, in the small print of tables.
pub const PORTRAIT_HALVES: usize = 98;
/// The same on a page that lies.
pub const LANDSCAPE_HALVES: usize = 150;
/// The inner margins of a cell, in halves.
pub const PADDING: usize = 2;

/// A header is broken over this many lines before it makes its column wider.
const HEADER_LINES: usize = 3;
/// A header up to this width is rather not broken, so that columns without numbers are not much narrower than those with.
const USUAL_HEADER: usize = 10;
/// No header column is narrower, so that two characters stand beside each other.
const LEAST: usize = 4;
/// A label or a text claims no more than this before it is broken.
const LONGEST_TEXT: usize = 36;
/// The least that a text of several characters gets.
const SHORTEST_TEXT: usize = 8;

/// What numbers like to have around them.
const NUMBER_SPACE: usize = 2;

/// What a column needs at least, and what it would like to have, in halves; inner margins included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// No number, code or word is broken.
    pub least: usize,
    /// Labels of usual length stand on one line.
    pub wanted: usize,
}

/// Widths of `columns` columns in halves that add up to `room`, or to more where the content cannot be broken any further.
pub fn column_widths(rows: &[GridRow], columns: usize, room: usize) -> Vec<usize> {
    let demands = demands(rows, columns);
    let least: usize = demands.iter().map(|demand| demand.least).sum();
    let wanted: usize = demands.iter().map(|demand| demand.wanted).sum();
    if least >= room {
        return demands.iter().map(|demand| demand.least).collect();
    }
    if wanted >= room {
        // Everybody gets the least, and a part of what is left in proportion to what is missing.
        let (spare, missing) = (room - least, (wanted - least).max(1));
        return demands.iter().map(|demand| demand.least + spare * (demand.wanted - demand.least) / missing).collect();
    }
    let spare = room - wanted;
    demands.iter().map(|demand| demand.wanted + spare * demand.wanted / wanted.max(1)).collect()
}

/// The least width of a grid, in halves.
pub fn least_width(rows: &[GridRow], columns: usize) -> usize {
    demands(rows, columns).iter().map(|demand| demand.least).sum()
}

/// What each column demands.
pub fn demands(rows: &[GridRow], columns: usize) -> Vec<Demand> {
    let mut demands = vec![Demand { least: LEAST + PADDING, wanted: LEAST + PADDING }; columns];
    let mut spanning = Vec::new();
    for row in rows.iter().filter(|row| row.kind != RowKind::Caption) {
        for cell in &row.cells {
            let own = demand_of(&cell.text, row.kind == RowKind::Header, cell.is_number);
            let own = Demand { wanted: own.wanted + 2 * usize::from(cell.indent), ..own };
            match demands.get_mut(cell.column) {
                Some(demand) if cell.column_span == 1 => {
                    demand.least = demand.least.max(own.least + PADDING);
                    demand.wanted = demand.wanted.max(own.wanted + PADDING);
                }
                Some(_) => spanning.push((cell.column..(cell.column + cell.column_span).min(columns), own)),
                None => {}
            }
        }
    }
    for (span, own) in spanning {
        let parts = span.len().max(1);
        let short = |have: usize, need: usize| (need + PADDING).saturating_sub(have).div_ceil(parts);
        let least = short(demands[span.clone()].iter().map(|demand| demand.least).sum(), own.least);
        let wanted = short(demands[span.clone()].iter().map(|demand| demand.wanted).sum(), own.wanted);
        for demand in &mut demands[span] {
            demand.least += least;
            demand.wanted = (demand.wanted + wanted).max(demand.least);
        }
    }
    demands
}

fn demand_of(text: &str, is_header: bool, is_number: bool) -> Demand {
    let whole = spacious(text);
    if is_number {
        return Demand { least: whole, wanted: whole + NUMBER_SPACE };
    }
    let word = unbreakable(text);
    let word = word + if word > 2 { (word * 2).div_ceil(7) } else { 0 };
    if is_header {
        let broken = whole.div_ceil(HEADER_LINES).next_multiple_of(2).max(whole.min(USUAL_HEADER));
        return Demand { least: word.max(whole.min(LEAST)), wanted: broken.max(word) };
    }
    Demand { least: word.max(whole.min(SHORTEST_TEXT)), wanted: whole.min(LONGEST_TEXT).max(word) }
}

#[cfg(test)]
mod tests {
    use super::super::{Align, GridCell};
    use super::*;

    fn row(kind: RowKind, texts: &[&str]) -> GridRow {
        let cells = texts.iter().enumerate().map(|(column, text)| GridCell {
            text: (*text).to_owned(),
            align: Align::Left,
            is_number: text.contains('.'),
            ..GridCell::empty(column)
        });
        GridRow { kind, cells: cells.collect() }
    }

    #[test]
    fn numbers_are_never_broken_and_labels_give_way() {
        let label = "一个很长很长很长很长很长很长很长很长的标签";
        let rows = [row(RowKind::Header, &["项目", "预算数"]), row(RowKind::Body, &[label, "1234567890.12"])];
        let widths = column_widths(&rows, 2, 50);
        assert!(widths[1] >= 13 + PADDING, "{widths:?}");
        assert!(widths.iter().sum::<usize>() <= 50, "{widths:?}");
        assert!(widths[0] > widths[1], "{widths:?}");
    }

    #[test]
    fn small_tables_are_stretched_and_crowded_ones_told() {
        let rows = [row(RowKind::Body, &["甲", "乙"])];
        assert_eq!(column_widths(&rows, 2, 98), [49, 49]);
        assert!(least_width(&[row(RowKind::Body, &["123456789.01"; 12])], 12) > PORTRAIT_HALVES);
    }
}
