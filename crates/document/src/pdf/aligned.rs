//! Tables without upright rules: columns told by the white space between texts that stand below each other.
//! Tables with rules in both directions are the business of `grid.rs`.

use mingsuan_model::Decimal;

use super::cells::{PageCell, PageTable, cell_text};
use super::columns::{Columns, is_blank_mark};
use super::geometry::{Area, Glyph, Rule};
use super::lines::Line;

/// Texts in a line this many sizes apart may stand in different columns.
const COLUMN_GAP: f32 = 0.9;
/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.3;
/// White space between columns is at least this many sizes wide.
const GUTTER: f32 = 0.35;
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

    /// Texts apart with a number among them, but not at the left edge alone, as in numbered headings.
    fn has_figures(&self) -> bool {
        let is_figure = |piece: &Line| {
            let texts = piece.split(WORD_GAP).into_iter().map(|word| word.text());
            texts.into_iter().any(|text| Decimal::parse(text.trim()).is_some() || is_blank_mark(&text))
        };
        self.pieces.len() >= 2 && self.pieces.iter().skip(1).any(is_figure)
    }

    /// 单位名称：…  单位：万元 stands above a table, not in it.
    fn is_caption(&self) -> bool {
        self.pieces.iter().any(|piece| piece.text().contains(['：', ':']))
    }
}

/// The tables among lines of text, and the lines that are left.
pub(super) fn tables(lines: Vec<Line>, rules: &[Rule]) -> (Vec<PageTable>, Vec<Line>) {
    let (mut tables, lines) = between_rules(lines, rules);
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    if rows.iter().filter(|row| row.has_figures()).count() < NUMBER_ROWS {
        return (tables, rows.into_iter().map(|row| row.line).collect());
    }
    let mut rest = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    let mut flush = |run: &mut Vec<Row>, rest: &mut Vec<Line>| {
        let mut rows = std::mem::take(run);
        let captions = rows.iter().take_while(|row| row.is_caption() || row.pieces.len() < 2).count();
        let captions = captions - usize::from(is_upper_name(&rows, captions));
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
        // Lines of one text inside a table are parts of a name that did not fit; three in a row end the table.
        let is_short = |row: &Row| row.pieces.len() < 2;
        let shorts = run.iter().rev().take_while(|row| is_short(row)).count();
        let is_single = is_short(&row) && (shorts >= 2 || shorts == run.len()) && !stands_in_column(&row, &run);
        if !near || is_single {
            flush(&mut run, &mut rest);
        }
        run.push(row);
    }
    flush(&mut run, &mut rest);
    (tables, rest)
}

/// Whether a text alone begins where texts of the table do that do not stand at its left edge.
fn stands_in_column(row: &Row, run: &[Row]) -> bool {
    let (left, size) = (row.line.area.left, row.line.size);
    let edge = run.iter().map(|row| row.line.area.left).fold(f32::INFINITY, f32::min);
    let begins = |piece: &Line| (piece.area.left - left).abs() < 0.3 * size;
    left > edge + 3.0 * size && run.iter().filter(|row| row.pieces.iter().skip(1).any(begins)).count() >= 2
}

/// Whether the line above the first row of several texts is the name of some of its columns: short, of one size with
/// them, and close above.
fn is_upper_name(rows: &[Row], first: usize) -> bool {
    let (Some(row), Some(name)) = (rows.get(first), first.checked_sub(1).map(|above| &rows[above])) else {
        return false;
    };
    let size = row.line.size;
    !name.is_caption()
        && (name.line.size - size).abs() < 0.1 * size
        && row.line.area.top - name.line.area.bottom < 1.2 * size
        && name.line.area.left > row.line.area.left + size
        && name.line.area.right < row.line.area.right
        && name.line.glyphs.len() <= 14
}

/// The tables that ladders of level rules of one width frame, and the lines that are left.
fn between_rules(lines: Vec<Line>, rules: &[Rule]) -> (Vec<PageTable>, Vec<Line>) {
    const RUNGS: usize = 5;
    const HIGHEST: f32 = 90.0;
    let mut wide: Vec<&Rule> = rules.iter().collect();
    wide.sort_by(|a, b| a.at.total_cmp(&b.at));
    let (mut tables, mut rest) = (Vec::new(), lines);
    while let Some(first) = wide.first().copied() {
        let is_like = |rule: &Rule| (rule.from - first.from).abs() < 3.0 && (rule.to - first.to).abs() < 3.0;
        let mut end = first.at;
        let ladder: Vec<f32> = wide
            .iter()
            .filter(|rule| is_like(rule))
            .map(|rule| rule.at)
            .take_while(|at| {
                let goes_on = at - end < HIGHEST;
                end = *at;
                goes_on
            })
            .collect();
        wide.retain(|rule| !(is_like(rule) && ladder.contains(&rule.at)));
        let [top, .., bottom] = ladder[..] else { continue };
        let inside = |line: &Line| {
            let centre = (line.area.top + line.area.bottom) / 2.0;
            top < centre && centre < bottom && line.area.right > first.from && line.area.left < first.to
        };
        if ladder.len() < RUNGS || rest.iter().filter(|line| inside(line)).count() < ladder.len() / 2 {
            continue;
        }
        let (own, others): (Vec<Line>, Vec<Line>) = rest.into_iter().partition(inside);
        let rows: Vec<Row> = own.into_iter().map(Row::new).collect();
        // Rules under the upper names of a header are narrower than the table.
        let narrow = wide.iter().filter(|rule| top < rule.at && rule.at < bottom).map(|rule| rule.at);
        let mut ys: Vec<f32> = ladder.iter().copied().chain(narrow).collect();
        ys.sort_by(f32::total_cmp);
        ys.dedup_by(|b, a| *b - *a < 3.0);
        rest = others;
        match table(&rows, rules, Some(&ys)) {
            Some(table) => tables.push(table),
            None => rest.extend(rows.into_iter().map(|row| row.line)),
        }
    }
    rest.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
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
    let lines: Vec<&Line> = rows.iter().map(|row| &row.line).collect();
    let columns = Columns::find(&lines, rules, area);
    let xs = match &columns {
        Some(columns) => columns.xs.clone(),
        None => column_sides(&figures, area)?,
    };
    let header = columns.as_ref().map_or(0, |columns| columns.header);
    let level: Vec<f32> = match sides {
        Some(ys) => ys.to_vec(),
        None => rules_across(rules, area),
    };
    let is_upper = |line: &&Line| {
        let over = columns
            .as_ref()
            .map(|columns| columns.names(line.split(WORD_GAP)).iter().any(|name| columns.over(name).is_some()));
        over.unwrap_or(false)
    };
    let upper: Vec<bool> = lines.iter().enumerate().map(|(at, line)| at < header && is_upper(line)).collect();
    let ys = row_sides(rows, &level, area, &upper);
    let mut slots: Vec<((usize, usize, usize), Vec<Line>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let middle = (line.area.top + line.area.bottom) / 2.0;
        let row = ys.partition_point(|y| *y <= middle).clamp(1, ys.len() - 1) - 1;
        let over = columns.as_ref().filter(|_| at < header);
        for (column, columns, piece) in by_column(line, &xs, over) {
            let key = (row, column, columns);
            match slots.iter_mut().find(|(other, _)| *other == key) {
                Some((_, lines)) => lines.push(piece),
                None => slots.push((key, vec![piece])),
            }
        }
    }
    let cells = slots.into_iter().map(|((row, column, columns), lines)| {
        let area = Area { left: xs[column], top: ys[row], right: xs[column + columns], bottom: ys[row + 1] };
        PageCell { row, column, rows: 1, columns, text: cell_text(&lines, area.width()), area }
    });
    let mut cells: Vec<PageCell> = cells.collect();
    if sides.is_some() && !rules.is_empty() {
        let last = lines[..header].iter().map(|line| (line.area.top + line.area.bottom) / 2.0).fold(0.0, f32::max);
        merge_levels(&mut cells, rules, (&xs, &ys), last);
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(PageTable { xs, ys, cells })
}

/// Names of a header go down over all levels that no rule parts them from.
fn merge_levels(cells: &mut Vec<PageCell>, rules: &[Rule], (xs, ys): (&[f32], &[f32]), end: f32) {
    cells.sort_by_key(|cell| (cell.column, cell.row));
    let is_parted = |cell: &PageCell| {
        let (y, x) = (ys[cell.row + cell.rows], (xs[cell.column] + xs[cell.column + cell.columns]) / 2.0);
        y > end || rules.iter().any(|rule| (rule.at - y).abs() < 3.0 && rule.from < x && x < rule.to)
    };
    let mut merged: Vec<PageCell> = Vec::with_capacity(cells.len());
    for mut cell in std::mem::take(cells) {
        while !is_parted(&cell) {
            cell.rows += 1;
        }
        match merged.last_mut() {
            Some(above) if above.column == cell.column && cell.row < above.row + above.rows => {
                above.text.push_str(&cell.text);
            }
            _ => {
                cell.area.bottom = ys[cell.row + cell.rows];
                merged.push(cell);
            }
        }
    }
    *cells = merged;
}

/// The texts of a line by column, each with the columns it stands over.
fn by_column(line: &Line, xs: &[f32], header: Option<&Columns>) -> Vec<(usize, usize, Line)> {
    let mut found: Vec<(usize, usize, Vec<Glyph>)> = Vec::new();
    let words = line.split(WORD_GAP);
    let words = header.map_or_else(|| words.clone(), |header| header.names(words.clone()));
    for word in words {
        let centre = column_at(xs, (word.area.left + word.area.right) / 2.0);
        // A text may jut out of its column; a header stands over the columns that it covers nearly whole.
        let covers = |column: usize| {
            let common = word.area.right.min(xs[column + 1]) - word.area.left.max(xs[column]);
            common > 0.6 * (xs[column + 1] - xs[column])
        };
        let first = (0..centre).rev().take_while(|column| covers(*column)).last().unwrap_or(centre);
        let last = (centre + 1..xs.len() - 1).take_while(|column| covers(*column)).last().unwrap_or(centre);
        let (first, last) = match header.and_then(|header| header.over(&word)) {
            Some((column, columns)) => (column, column + columns - 1),
            None => (first, last),
        };
        match found.last_mut() {
            Some((column, columns, glyphs)) if (*column, *columns) == (first, last - first + 1) => {
                glyphs.extend(word.glyphs);
            }
            _ => found.push((first, last - first + 1, word.glyphs)),
        }
    }
    found.into_iter().filter_map(|(column, columns, glyphs)| Some((column, columns, Line::new(glyphs)?))).collect()
}

fn column_at(xs: &[f32], x: f32) -> usize {
    xs.partition_point(|side| *side <= x).clamp(1, xs.len() - 1) - 1
}

/// Between which positions the columns stand: white space that no row with figures has text in.
fn column_sides(figures: &[&Row], area: Area) -> Option<Vec<f32>> {
    let words = figures.iter().flat_map(|row| row.line.split(WORD_GAP));
    let mut spans: Vec<(f32, f32)> = words.map(|word| (word.area.left, word.area.right)).collect();
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
/// text without figures goes on with the row that it stands nearer to.
fn row_sides(rows: &[Row], level: &[f32], area: Area, upper: &[bool]) -> Vec<f32> {
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
    for (at, pair) in rows.windows(2).enumerate() {
        let gap = |upper: usize| {
            rows.get(upper + 1).map_or(f32::INFINITY, |below| below.line.area.top - rows[upper].line.area.bottom)
        };
        let above = if at == 0 { f32::INFINITY } else { gap(at - 1) };
        let (here, below) = (gap(at), gap(at + 1));
        let goes_on = match (pair[0].has_figures(), pair[1].has_figures()) {
            // A name over several lines: its lines stand nearer to each other than rows do.
            (true, false) => here < 0.8 * below || at + 2 == rows.len(),
            (false, true) => here < 0.8 * above && ys.len() > 1,
            // Below the names over several columns a level of the header ends.
            (false, false) => here < 0.15 * pair[0].line.size && !upper.get(at).is_some_and(|upper| *upper),
            (true, true) => false,
        };
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
            let base = 50.0 + 18.0 * row as f32;
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
