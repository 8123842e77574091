//! Tables without upright rules: columns told by the white space between texts that stand below each other.
//! Tables with rules in both directions are the business of `grid.rs`.

use mingsuan_model::Decimal;

use super::cells::{PageCell, PageTable, cell_text};
use super::geometry::{Area, Rule};
use super::lines::Line;

/// Texts in a line this many sizes apart may stand in different columns.
const COLUMN_GAP: f32 = 0.9;
/// White space between columns is at least this many sizes wide.
const GUTTER: f32 = 0.6;
/// Rows with numbers that a table needs when no rule shows that it is one.
const NUMBER_ROWS: usize = 3;
/// Lines further apart than this many sizes belong to different tables.
const NEXT_ROW: f32 = 3.0;

/// A line taken apart at its gaps.
struct Row {
    pieces: Vec<Line>,
    line: Line,
}

impl Row {
    fn new(line: Line) -> Self {
        Self { pieces: line.split(COLUMN_GAP), line }
    }

    fn numbers(&self) -> usize {
        self.pieces.iter().filter(|piece| Decimal::parse(piece.text().trim()).is_some()).count()
    }

    /// Texts apart with a number among them, but not at the left edge alone, as in numbered headings.
    fn has_figures(&self) -> bool {
        let numbers = self.pieces.iter().skip(1).filter(|piece| Decimal::parse(piece.text().trim()).is_some()).count();
        self.pieces.len() >= 2 && numbers >= 1
    }

    /// 单位名称：…  单位：万元 stands above a table, not in it.
    fn is_caption(&self) -> bool {
        self.pieces.iter().any(|piece| piece.text().contains(['：', ':']))
    }
}

/// The tables among lines of text, and the lines that are left.
pub(super) fn tables(lines: Vec<Line>, rules: &[Rule]) -> (Vec<PageTable>, Vec<Line>) {
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    if rows.iter().filter(|row| row.has_figures()).count() < NUMBER_ROWS {
        return (Vec::new(), rows.into_iter().map(|row| row.line).collect());
    }
    let mut tables = Vec::new();
    let mut rest = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    let mut flush = |run: &mut Vec<Row>, rest: &mut Vec<Line>| {
        let mut rows = std::mem::take(run);
        let captions = rows.iter().take_while(|row| row.is_caption() || row.pieces.len() < 2).count();
        let tail = rows.iter().rev().take_while(|row| row.pieces.len() < 2).count();
        let end = rows.len() - tail.min(rows.len() - captions);
        let behind: Vec<Row> = rows.drain(end..).collect();
        rest.extend(rows.drain(..captions).map(|row| row.line));
        match table(&rows, rules, None) {
            Some(table) => tables.push(table),
            None => rest.extend(rows.into_iter().map(|row| row.line)),
        }
        rest.extend(behind.into_iter().map(|row| row.line));
    };
    for row in rows {
        let near = run.last().is_some_and(|last| row.line.area.top - last.line.area.bottom < NEXT_ROW * row.line.size);
        // A line of one text inside a table is the rest of a name that did not fit; two in a row end the table.
        let is_single = row.pieces.len() < 2 && run.last().is_none_or(|last| last.pieces.len() < 2);
        if !near || is_single {
            flush(&mut run, &mut rest);
        }
        run.push(row);
    }
    flush(&mut run, &mut rest);
    (tables, rest)
}

/// The table that the lines inside a frame or between level rules make, if they stand in columns.
pub(super) fn framed(lines: Vec<Line>, ys: &[f32]) -> Option<PageTable> {
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    table(&rows, &[], Some(ys))
}

fn table(rows: &[Row], rules: &[Rule], sides: Option<&[f32]>) -> Option<PageTable> {
    let figures: Vec<&Row> = rows.iter().filter(|row| row.has_figures()).collect();
    let split = rows.iter().filter(|row| row.pieces.len() >= 2).count();
    let needed = if sides.is_some() || !rules.is_empty() { 1 } else { NUMBER_ROWS };
    if figures.len() < needed || figures.len() * 3 < split {
        return None;
    }
    let area = rows.iter().fold(Area::NOTHING, |area, row| area.united(row.line.area));
    let xs = column_sides(&figures, area)?;
    let level: Vec<f32> = match sides {
        Some(ys) => ys.to_vec(),
        None => rules_across(rules, area),
    };
    let ys = row_sides(rows, &level, area);
    let mut slots: Vec<((usize, usize, usize), Vec<Line>)> = Vec::new();
    for piece in rows.iter().flat_map(|row| &row.pieces) {
        let middle = (piece.area.top + piece.area.bottom) / 2.0;
        let row = ys.partition_point(|y| *y <= middle).clamp(1, ys.len() - 1) - 1;
        let (first, last) = (column_at(&xs, piece.area.left + 1.0), column_at(&xs, piece.area.right - 1.0));
        let centre = column_at(&xs, (piece.area.left + piece.area.right) / 2.0);
        // A figure may jut out of its column; a header stands over all columns that it covers.
        let is_number = Decimal::parse(piece.text().trim()).is_some();
        let (first, last) = if is_number || last < first { (centre, centre) } else { (first, last) };
        let key = (row, first, last - first + 1);
        match slots.iter_mut().find(|(other, _)| *other == key) {
            Some((_, lines)) => lines.push(piece.clone()),
            None => slots.push((key, vec![piece.clone()])),
        }
    }
    let cells = slots.into_iter().map(|((row, column, columns), lines)| {
        let area = Area { left: xs[column], top: ys[row], right: xs[column + columns], bottom: ys[row + 1] };
        PageCell { row, column, rows: 1, columns, text: cell_text(&lines, area.width()), area }
    });
    let mut cells: Vec<PageCell> = cells.collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(PageTable { xs, ys, cells })
}

fn column_at(xs: &[f32], x: f32) -> usize {
    xs.partition_point(|side| *side <= x).clamp(1, xs.len() - 1) - 1
}

/// Between which positions the columns stand: white space that no row with figures has text in.
fn column_sides(figures: &[&Row], area: Area) -> Option<Vec<f32>> {
    let mut spans: Vec<(f32, f32)> =
        figures.iter().flat_map(|row| &row.pieces).map(|piece| (piece.area.left, piece.area.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = figures.iter().map(|row| row.line.size).fold(0.0, f32::max);
    let mut xs = vec![area.left - 2.0];
    let mut right = spans.first()?.1;
    for (from, to) in spans {
        if from - right > GUTTER * size {
            xs.push((right + from) / 2.0);
        }
        right = right.max(to);
    }
    xs.push(area.right + 2.0);
    (xs.len() >= 3).then_some(xs)
}

/// Level rules that run over most of a table.
fn rules_across(rules: &[Rule], area: Area) -> Vec<f32> {
    let across = |rule: &&Rule| rule.to.min(area.right) - rule.from.max(area.left) > 0.6 * area.width();
    let mut ys: Vec<f32> = rules
        .iter()
        .filter(across)
        .map(|rule| rule.at)
        .filter(|y| area.top - 20.0 < *y && *y < area.bottom + 20.0)
        .collect();
    ys.sort_by(f32::total_cmp);
    ys
}

/// Where the rows are: between level rules if there is one for nearly each row, else line by line; a line of a single
/// text without figures below a row goes on with that row.
fn row_sides(rows: &[Row], level: &[f32], area: Area) -> Vec<f32> {
    let figures = rows.iter().filter(|row| row.has_figures()).count();
    if level.len() > figures {
        let mut ys = level.to_vec();
        if area.top < ys[0] - 2.0 {
            ys.insert(0, area.top - 2.0);
        }
        if area.bottom > ys[ys.len() - 1] + 2.0 {
            ys.push(area.bottom + 2.0);
        }
        return ys;
    }
    let mut ys = vec![area.top - 2.0];
    for pair in rows.windows(2) {
        let goes_on = pair[1].pieces.len() < 2 && pair[1].numbers() == 0 && pair[0].numbers() > 0;
        if !goes_on {
            ys.push((pair[0].line.area.bottom + pair[1].line.area.top) / 2.0);
        }
    }
    ys.push(area.bottom + 2.0);
    ys.dedup_by(|b, a| *b <= *a);
    ys
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Glyph;
    use super::super::lines::lines_of;
    use super::*;

    fn print(glyphs: &mut Vec<Glyph>, text: &str, left: f32, base: f32) {
        let run = u32::try_from(glyphs.len()).unwrap_or(0);
        let mut at = left;
        for ch in text.chars() {
            let wide = if ch.is_ascii() { 5.0 } else { 10.0 };
            glyphs.push(Glyph { ch, left: at, right: at + wide, base, size: 10.0, run });
            at += wide;
        }
    }

    #[test]
    fn columns_are_told_by_white_space() {
        let mut glyphs = Vec::new();
        print(&mut glyphs, "这一段文字不是表格，只是说明。", 10.0, 10.0);
        print(&mut glyphs, "单位：万元", 200.0, 30.0);
        for (row, (name, figures)) in
            [("项目", ["合计", "基本"]), ("工资", ["12.50", "7.5"]), ("办公", ["3.00", ""]), ("水费", ["4.00", "1.00"])]
                .into_iter()
                .enumerate()
        {
            #[allow(clippy::cast_precision_loss)]
            let base = 50.0 + 15.0 * row as f32;
            print(&mut glyphs, name, 10.0, base);
            print(&mut glyphs, figures[0], 100.0, base);
            print(&mut glyphs, figures[1], 200.0, base);
        }
        let (tables, rest) = tables(lines_of(glyphs), &[]);
        assert_eq!(rest.len(), 2);
        let texts: Vec<(usize, usize, &str)> =
            tables[0].cells.iter().map(|cell| (cell.row, cell.column, cell.text.as_str())).collect();
        assert_eq!(texts[..3], [(0, 0, "项目"), (0, 1, "合计"), (0, 2, "基本")]);
        assert_eq!(texts[6..], [(2, 0, "办公"), (2, 1, "3.00"), (3, 0, "水费"), (3, 1, "4.00"), (3, 2, "1.00")]);
    }
}
