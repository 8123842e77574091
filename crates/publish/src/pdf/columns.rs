//! How wide the columns of a table are, and how large its text: from the content, for the paper at hand.
//! Nothing is drawn here.

use crate::layout::RowKind;

use super::grid::{Cell, Sound};
use super::text::Measure;

/// The largest text of tables in points: 五号.
pub(super) const LARGEST_PT: f64 = 10.5;
/// The text of tables, down to what can just be read.
const SIZES_PT: [f64; 7] = [LARGEST_PT, 9.0, 8.0, 7.0, 6.5, 6.0, SMALLEST_PT];
/// Smaller text is no use to anybody.
const SMALLEST_PT: f64 = 5.0;
/// 小五: a table that does not wrap at all may be this small; one that wraps anyway is at most this large, and so is one of
/// more columns than [`FEW`], that tables of one kind may look alike.
const USUAL_PT: f64 = 9.0;
/// Columns of a simple list.
const FEW: usize = 5;
/// A table that wraps is not made smaller than this to save pages.
const READABLE_PT: f64 = 7.0;
/// How much higher a table may be than in the next smaller size. Smaller text alone makes it about a sixth lower; more is
/// gained when columns cease to be chimneys.
const WORTH: f64 = 1.3;
/// Below this, columns are made as narrow as their numbers allow before the text shrinks further.
const COMFORTABLE_DOWN_TO_PT: f64 = 8.0;
/// Space at the left and right of a cell's text, in ems of the text.
pub(super) const INSET_EM: f64 = 0.35;
/// A level of indentation, in ems.
pub(super) const INDENT_EM: f64 = 1.0;
/// What a cell may have above and below its text, in ems: the first with which the table needs no more pages than with
/// the last.
pub(super) const PADDINGS_EM: [f64; 4] = [0.45, 0.35, 0.25, 0.18];
/// From one line of a cell to the next, in ems.
pub(super) const LINE_EM: f64 = 1.3;
/// A word or code longer than this is broken rather than given a column of its own width.
const LONGEST_WORD_EM: f64 = 14.0;
/// A line longer than this wraps without harm.
const LONGEST_LINE_EM: f64 = 40.0;
/// What a column of text wants to hold on a line before its table's text is made smaller.
const COMFORTABLE_EM: f64 = 5.0;
/// Two characters and punctuation that may not begin a line.
const NARROWEST_EM: f64 = 2.0;
/// Kerning and bold faces make text a little wider than the sum of its characters.
const SLACK: f64 = 1.03;

/// Widths and size that fit the paper.
#[derive(Debug, PartialEq)]
pub(super) struct Fit {
    /// The size of the text in points.
    pub(super) size_pt: f64,
    /// The width of each column in points; their sum is the width of the paper.
    pub(super) widths_pt: Vec<f64>,
}

/// What a column asks for, in ems without insets.
#[derive(Clone, Copy, Default)]
struct Need {
    /// Numbers and words stay whole.
    least: f64,
    /// Text does not stand in a chimney.
    comfortable: f64,
    /// Nothing wraps.
    natural: f64,
}

/// The room for a table.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The width of the paper without its margins, in points.
    pub(super) width_pt: f64,
    /// What a page has for the table's rows, in points.
    pub(super) height_pt: f64,
    /// No larger text than this, in points.
    pub(super) largest_pt: f64,
}

/// Fits a table to paper. `hints` are the relative widths of the layout: they share out what no column needs.
pub(super) fn fit(table: &Sound, hints: &[u16], room: Room, measure: &Measure) -> Fit {
    let needs = needs(table, measure);
    let (size_pt, part) = size(&needs, room);
    let at = |size_pt: f64| {
        let least: Vec<f64> = needs.iter().map(|need| part(need) + 2.0 * INSET_EM).collect();
        let wanted: Vec<f64> = needs.iter().map(|need| need.natural - part(need)).collect();
        let widths_em = share(least, &wanted, hints, room.width_pt / size_pt);
        Fit { size_pt, widths_pt: widths_em.iter().map(|em| em * size_pt).collect() }
    };
    let height = |fit: &Fit| fit.height_pt(&fit.row_lines(table, measure), PADDINGS_EM[0]);
    let mut best = at(size_pt);
    for smaller in SIZES_PT.into_iter().filter(|smaller| (READABLE_PT..size_pt).contains(smaller)) {
        let next = at(smaller);
        if height(&best) <= room.height_pt.max(WORTH * height(&next)) {
            break;
        }
        best = next;
    }
    best
}

impl Fit {
    /// The width that the text of a cell has, in ems.
    pub(super) fn inner_em(&self, cell: &Cell) -> f64 {
        let width: f64 = self.widths_pt[cell.column..cell.column + cell.column_span].iter().sum();
        let indent = f64::from(cell.indent) * INDENT_EM;
        (width / self.size_pt - 2.0 * INSET_EM - indent).max(0.0)
    }

    /// About how many lines each row is high. A cell over several rows counts where its text needs more than they have.
    pub(super) fn row_lines(&self, table: &Sound, measure: &Measure) -> Vec<f64> {
        let mut rows = vec![1.0_f64; table.kinds.len()];
        let (single, merged): (Vec<&Cell>, Vec<&Cell>) = table.cells.iter().partition(|cell| cell.row_span == 1);
        for cell in single.into_iter().chain(merged) {
            let width = self.inner_em(cell).max(1.0);
            let lines: f64 = cell.text.split('\n').map(|line| (measure.width(line) / width).ceil().max(1.0)).sum();
            let own = &mut rows[cell.row..cell.row + cell.row_span];
            let more = (lines - own.iter().sum::<f64>()).max(0.0);
            own[cell.row_span - 1] += more;
        }
        rows
    }

    /// About how high rows of so many lines are together, in points.
    pub(super) fn height_pt(&self, row_lines: &[f64], padding_em: f64) -> f64 {
        let height = |lines: &f64| lines * LINE_EM - (LINE_EM - 1.0) + 2.0 * padding_em;
        row_lines.iter().map(height).sum::<f64>() * self.size_pt
    }
}

/// The size of the text, and the part of the needs that is met at it.
fn size(needs: &[Need], room: Room) -> (f64, fn(&Need) -> f64) {
    let natural: fn(&Need) -> f64 = |need| need.natural;
    let comfortable: fn(&Need) -> f64 = |need| need.comfortable;
    let least: fn(&Need) -> f64 = |need| need.least;
    let tries = [
        (natural, if needs.len() > FEW { USUAL_PT } else { LARGEST_PT }, USUAL_PT),
        (comfortable, USUAL_PT, COMFORTABLE_DOWN_TO_PT),
        (least, COMFORTABLE_DOWN_TO_PT, SMALLEST_PT),
    ];
    let fits = |part: fn(&Need) -> f64, size: f64| {
        needs.iter().map(|need| part(need) + 2.0 * INSET_EM).sum::<f64>() * size <= room.width_pt
    };
    let found = tries.into_iter().find_map(|(part, from, to)| {
        let sizes = SIZES_PT.into_iter().filter(|size| (to..=from.min(room.largest_pt)).contains(size));
        sizes.map(|size| (size, part)).find(|(size, part)| fits(*part, *size))
    });
    found.unwrap_or((SMALLEST_PT, least))
}

/// Shares out `available` ems: to each its least, then towards what it wants, then by the hints.
fn share(least: Vec<f64>, wanted: &[f64], hints: &[u16], available: f64) -> Vec<f64> {
    let total: f64 = least.iter().sum();
    let spare = available - total;
    if spare <= 0.0 {
        return least.iter().map(|width| width * available / total).collect();
    }
    let want: f64 = wanted.iter().sum();
    let part = if want > 0.0 { (spare / want).min(1.0) } else { 0.0 };
    let widths: Vec<f64> = least.iter().zip(wanted).map(|(width, want)| width + want * part).collect();
    let rest = (spare - want * part).max(0.0);
    let weights: Vec<f64> = match hints.get(..widths.len()) {
        Some(hints) if hints_differ(hints) => hints.iter().map(|hint| f64::from(*hint)).collect(),
        _ => widths.clone(),
    };
    let weight: f64 = weights.iter().sum();
    widths.iter().zip(&weights).map(|(width, own)| width + rest * own / weight).collect()
}

/// Hints that are all alike say nothing.
fn hints_differ(hints: &[u16]) -> bool {
    hints.windows(2).any(|pair| pair[0] != pair[1])
}

/// What the columns ask for: first by the cells of one column, then by the merged ones.
fn needs(table: &Sound, measure: &Measure) -> Vec<Need> {
    let mut needs = vec![Need { least: NARROWEST_EM, comfortable: NARROWEST_EM, natural: NARROWEST_EM }; table.columns];
    let (single, merged): (Vec<&Cell>, Vec<&Cell>) = table.cells.iter().partition(|cell| cell.column_span == 1);
    for cell in single.into_iter().chain(merged) {
        // A caption stands over the columns, not in them.
        if table.kinds[cell.row] == RowKind::Caption {
            continue;
        }
        let need = Need::of(cell, table.kinds[cell.row] == RowKind::Header, measure);
        let columns = &mut needs[cell.column..cell.column + cell.column_span];
        // The text of a merged cell also runs over the insets between its columns.
        let inner = 2.0 * INSET_EM * (columns.len() - 1) as f64;
        widen(columns, need.least - inner, |need| &mut need.least);
        widen(columns, need.comfortable - inner, |need| &mut need.comfortable);
        widen(columns, need.natural - inner, |need| &mut need.natural);
    }
    for need in &mut needs {
        need.comfortable = need.comfortable.max(need.least);
        need.natural = need.natural.max(need.comfortable);
    }
    needs
}

/// Widens columns evenly until they hold a width together.
fn widen(columns: &mut [Need], width: f64, part: fn(&mut Need) -> &mut f64) {
    let held: f64 = columns.iter_mut().map(|need| *part(need)).sum();
    let more = (width - held).max(0.0) / columns.len() as f64;
    columns.iter_mut().for_each(|need| *part(need) += more);
}

impl Need {
    fn of(cell: &Cell, is_header: bool, measure: &Measure) -> Self {
        let indent = f64::from(cell.indent) * INDENT_EM;
        let whole = measure.unbreakable(&cell.text) * SLACK + indent;
        let least = if cell.is_number { whole.min(LONGEST_LINE_EM) } else { whole.min(LONGEST_WORD_EM) };
        let natural = (measure.natural(&cell.text) * SLACK + indent).min(LONGEST_LINE_EM);
        // Headers read well on two lines.
        let natural = if is_header { (natural / 2.0).ceil().max(natural.min(COMFORTABLE_EM)) } else { natural };
        Self { least, comfortable: natural.min(COMFORTABLE_EM).max(least), natural: natural.max(least) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Align, Grid, GridCell, GridRow, RowKind};

    fn table(rows: &[&[&str]]) -> Sound {
        let row = |texts: &&[&str]| GridRow {
            kind: RowKind::Body,
            cells: texts.iter().enumerate().map(|(column, text)| cell(column, 1, text)).collect(),
        };
        Sound::new(&Grid { widths: vec![], rows: rows.iter().map(row).collect(), header_rows: 0 }).unwrap()
    }

    fn cell(column: usize, column_span: usize, text: &str) -> GridCell {
        let is_number = text.starts_with(|c: char| c.is_ascii_digit());
        GridCell { column_span, text: text.to_owned(), align: Align::Left, is_number, ..GridCell::empty(column) }
    }

    fn fitted(table: &Sound, hints: &[u16], available: f64) -> Fit {
        let room = Room { width_pt: available, height_pt: 100.0, largest_pt: LARGEST_PT };
        let fit = fit(table, hints, room, &Measure::new(|_| Some(0.5)));
        assert!((fit.widths_pt.iter().sum::<f64>() - available).abs() < 0.01, "{fit:?}");
        fit
    }

    #[test]
    fn a_narrow_table_fills_the_paper_in_the_largest_size() {
        let fit = fitted(&table(&[&["项目", "金额"], &["合计", "12.50"]]), &[], 400.0);
        assert_eq!(fit.size_pt, 10.5);
    }

    #[test]
    fn spare_width_goes_by_the_hints_when_they_differ() {
        let table = table(&[&["甲", "乙"]]);
        let even = fitted(&table, &[5, 5], 400.0).widths_pt;
        assert!((even[0] - even[1]).abs() < 0.01);
        let hinted = fitted(&table, &[3, 1], 400.0).widths_pt;
        assert!(hinted[0] > 2.0 * hinted[1], "{hinted:?}");
    }

    #[test]
    fn long_text_gets_the_room_and_numbers_stay_whole() {
        let long = "加强预算管理".repeat(12);
        let fit = fitted(&table(&[&["1234567890.12", &long, "3"]]), &[], 300.0);
        assert!(fit.widths_pt[1] > fit.widths_pt[2]);
        assert!(fit.widths_pt[0] >= 13.0 * 0.5 * fit.size_pt);
    }

    #[test]
    fn a_wide_table_gets_small_text_and_never_more_than_the_paper() {
        let row = ["123456789.12"; 15];
        assert!(fitted(&table(&[&row]), &[], 700.0).size_pt < 8.0);
        let absurd = ["123456789.12"; 90];
        assert_eq!(fitted(&table(&[&absurd]), &[], 700.0).size_pt, 5.0);
    }

    #[test]
    fn text_shrinks_where_that_ends_a_chimney() {
        let row = ["森林资源培育与其他林业支出", "12345678.12", "12345678.12", "12345678.12", "12345678.12"];
        let table = table(&[&row[..]; 9]);
        let fit = fitted(&table, &[], 285.0);
        assert!((READABLE_PT..USUAL_PT).contains(&fit.size_pt), "{fit:?}");
        assert!(fit.row_lines(&table, &Measure::new(|_| Some(0.5))).iter().all(|lines| *lines <= 2.0), "{fit:?}");
    }

    #[test]
    fn text_is_no_larger_than_that_of_the_table_before() {
        let room = Room { width_pt: 400.0, height_pt: 500.0, largest_pt: 7.0 };
        let fit = fit(&table(&[&["项目", "金额"]]), &[], room, &Measure::new(|_| Some(0.5)));
        assert_eq!(fit.size_pt, 7.0);
    }

    #[test]
    fn merged_cells_widen_all_their_columns() {
        let rows = vec![
            GridRow { kind: RowKind::Body, cells: vec![cell(0, 2, "12345678901234567890"), cell(2, 1, "甲")] },
            GridRow { kind: RowKind::Body, cells: vec![cell(0, 1, "1"), cell(1, 1, "2"), cell(2, 1, "3")] },
        ];
        let table = Sound::new(&Grid { widths: vec![], rows, header_rows: 0 }).unwrap();
        let fit = fitted(&table, &[], 150.0);
        assert!((fit.widths_pt[0] - fit.widths_pt[1]).abs() < 0.01);
        assert!(fit.widths_pt[0] + fit.widths_pt[1] >= 10.0 * fit.size_pt);
    }
}
