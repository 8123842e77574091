//! Tables without upright rules: columns told by the white space between texts that stand below each other.
//! Tables with rules in both directions are the business of `grid.rs`.

use super::cells::{PageCell, PageTable, cell_text};
use super::columns::{Signs, column_at, has_figures_at, has_money, is_figure, is_numbering};
use super::geometry::{Area, Glyph, Rule};
use super::header::Header;
use super::lines::Line;
use super::rows::{BodyLine, Rows};

/// Texts in a line this many sizes apart may stand in different columns.
const COLUMN_GAP: f32 = 0.9;
/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.22;
/// White space between columns is at least this many sizes wide.
const GUTTER: f32 = 0.35;
/// Texts of two cells are at least this many sizes apart at the side between them; characters of one text are not.
const CELL_GAP: f32 = 0.08;
/// Rows with numbers that a table needs when no rule shows that it is one.
const NUMBER_ROWS: usize = 3;
/// A row of at least this many numbers may be the only one of its table, when the header tells its columns.
const FIGURES: usize = 3;
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
        self.pieces.len() >= 2 && self.pieces.iter().skip(1).any(has_figures)
    }

    /// 单位名称：…  单位：万元 stands above a table, not in it.
    fn is_caption(&self) -> bool {
        self.pieces.iter().any(|piece| piece.text().contains(['：', ':']))
    }
}

/// Whether a number stands in a text, or what is printed for none.
fn has_figures(text: &Line) -> bool {
    text.split(WORD_GAP).iter().any(|word| is_figure(&word.text()))
}

/// The tables among lines of text, and the lines that are left.
pub(super) fn tables(lines: Vec<Line>, rules: &[Rule]) -> (Vec<PageTable>, Vec<Line>) {
    let (mut tables, lines) = between_rules(lines, rules);
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    let figures = |row: &Row| row.pieces.iter().filter(|piece| has_figures(piece)).count();
    if rows.iter().filter(|row| row.has_figures()).count() < NUMBER_ROWS
        && !rows.iter().any(|row| figures(row) >= FIGURES)
    {
        return (tables, rows.into_iter().map(|row| row.line).collect());
    }
    let mut rest = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    let mut flush = |run: &mut Vec<Row>, rest: &mut Vec<Line>| {
        let mut rows = std::mem::take(run);
        let captions = rows.iter().take_while(|row| row.is_caption() || row.pieces.len() < 2).count();
        let captions =
            (1..=captions).rev().take_while(|at| is_upper_name(&rows, *at)).map(|at| at - 1).last().unwrap_or(captions);
        let is_behind = |at: &usize| rows[*at].pieces.len() < 2 && !stands_in_column(&rows[*at], &rows[..*at]);
        let tail = (0..rows.len()).rev().take_while(is_behind).count();
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
        let is_single = is_short(&row) && shorts >= 2 && shorts < run.len() && !stands_in_column(&row, &run);
        if !near || is_single {
            flush(&mut run, &mut rest);
        }
        run.push(row);
    }
    flush(&mut run, &mut rest);
    (tables, rest)
}

/// Whether a text alone stands where texts of the table do: it begins with them and ends before the next figures, or is
/// a number that ends with them.
fn stands_in_column(row: &Row, run: &[Row]) -> bool {
    let (area, size) = (row.line.area, row.line.size);
    let pieces = || run.iter().filter(|row| row.pieces.len() >= 2).flat_map(|row| row.line.split(WORD_GAP));
    let count = |like: &dyn Fn(&Area) -> bool| pieces().filter(|piece| like(&piece.area)).count();
    let is_begun =
        |row: &&Row| row.line.split(WORD_GAP).iter().any(|word| (word.area.left - area.left).abs() < 0.3 * size);
    let begins = run.iter().filter(is_begun).count() >= 2;
    let ends = count(&|other| (other.right - area.right).abs() < 0.3 * size) >= 2;
    let behind = pieces().filter(|piece| is_figure(&piece.text()) && piece.area.left > area.left + size);
    let next = behind.map(|piece| piece.area.left).fold(f32::INFINITY, f32::min);
    let edge = pieces().map(|piece| piece.area.left).fold(f32::INFINITY, f32::min);
    // Behind the last figures only a text that is well inside the table can be told from one below it.
    let is_inside = if next.is_finite() { area.right < next } else { area.left > edge + 3.0 * size };
    begins && is_inside || ends && has_figures(&row.line)
}

/// Whether the line above the first row of several texts is the name of some of its columns: short, of one size with
/// them, and close above.
fn is_upper_name(rows: &[Row], first: usize) -> bool {
    let (Some(row), Some(name)) = (rows.get(first), first.checked_sub(1).map(|above| &rows[above])) else {
        return false;
    };
    let size = row.line.size;
    let below = rows[first..].iter().fold(Area::NOTHING, |area, row| area.united(row.line.area));
    !name.is_caption()
        && (name.line.size - size).abs() < 0.1 * size
        && row.line.area.top - name.line.area.bottom < 1.2 * size
        && name.line.area.left > below.left + size
        && name.line.area.right < below.right
        && name.line.glyphs.len() <= 14
}

/// The tables that ladders of level rules of one width frame, and the lines that are left.
fn between_rules(lines: Vec<Line>, rules: &[Rule]) -> (Vec<PageTable>, Vec<Line>) {
    const RUNGS: usize = 5;
    const HIGHEST: f32 = 130.0;
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
        let [top, _, .., bottom] = ladder[..] else { continue };
        let inside = |line: &Line| {
            let centre = (line.area.top + line.area.bottom) / 2.0;
            top < centre && centre < bottom && line.area.right > first.from && line.area.left < first.to
        };
        // Rules of a header alone, with the rows below it far from the next, frame no table.
        let last = rest.iter().rposition(&inside);
        let numbering = rest.iter().position(|line| inside(line) && is_numbering(line));
        let is_numbered = numbering.zip(last).is_some_and(|(numbering, last)| numbering < last);
        let has_rows = is_numbered || numbering.is_none() && ladder.len() >= RUNGS;
        if !has_rows || rest.iter().filter(|line| inside(line)).count() < ladder.len() / 2 {
            continue;
        }
        let (own, others): (Vec<Line>, Vec<Line>) = rest.into_iter().partition(inside);
        let rows: Vec<Row> = own.into_iter().map(Row::new).collect();
        let mut ys = ladder;
        ys.dedup_by(|b, a| *b - *a < 3.0);
        rest = others;
        match table(&rows, rules, Some(&Frame { ys: &ys, ends: (first.from, first.to) })) {
            Some(table) => tables.push(table),
            None => rest.extend(rows.into_iter().map(|row| row.line)),
        }
    }
    rest.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    (tables, rest)
}

/// The table that the lines inside a frame or between level rules make, if they stand in columns.
pub(super) fn framed(lines: Vec<Line>, ys: &[f32], ends: (f32, f32)) -> Option<PageTable> {
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    table(&rows, &[], Some(&Frame { ys, ends }))
}

/// The table that lines make between given sides of columns, and of rows where they are known.
pub(super) fn parted(lines: Vec<Line>, xs: &[f32], ys: Option<&[f32]>) -> PageTable {
    let area = lines.iter().fold(Area::NOTHING, |area, line| area.united(line.area));
    let rows: Vec<Row> = lines.into_iter().map(Row::new).collect();
    let across: Vec<Rule> =
        ys.unwrap_or_default().iter().map(|at| Rule { at: *at, from: area.left, to: area.right }).collect();
    rows_of(&rows, xs, &across, area, (Vec::new(), Vec::new()))
}

/// Level rules that frame a table: the heights between which its rows stand, and where the rules begin and end.
struct Frame<'f> {
    ys: &'f [f32],
    ends: (f32, f32),
}

/// The lines of a table by what they are.
struct Parts<'l> {
    header: &'l [&'l Line],
    numbering: Option<&'l Line>,
    body: &'l [&'l Line],
}

impl<'l> Parts<'l> {
    /// The header ends where columns are numbered, or where the row of the first money begins: at the rule above it, or
    /// with lines that stand beside it.
    fn of(lines: &'l [&'l Line], across: &[Rule]) -> Option<Self> {
        let money = lines.iter().position(|line| has_money(line));
        let above = &lines[..money.unwrap_or(lines.len())];
        if let Some(at) = above.iter().position(|line| is_numbering(line)) {
            return Some(Self { header: &lines[..at], numbering: Some(lines[at]), body: &lines[at + 1..] });
        }
        let row = lines[money?].area;
        let middle = |area: Area| (area.top + area.bottom) / 2.0;
        let rule = across.iter().map(|rule| rule.at).filter(|y| *y < middle(row)).reduce(f32::max);
        // Where each row has its rule, so has the header: lines below the same rule as the money are of its row.
        let is_ruled = across.len() > lines.iter().filter(|line| has_money(line)).count();
        let begins = rule.filter(|y| is_ruled || above.iter().any(|line| middle(line.area) < *y));
        let begins = begins.unwrap_or(row.top + 0.1 * row.height());
        let is_above =
            |line: &&Line| if rule == Some(begins) { middle(line.area) < begins } else { line.area.bottom <= begins };
        let end = above.iter().take_while(|line| is_above(line)).count();
        Some(Self { header: &lines[..end], numbering: None, body: &lines[end..] })
    }

    /// Where the header ends: at the rule below it, or half way to the next line.
    fn header_bottom(&self, rules: &[Rule], area: Area) -> f32 {
        let last = self.header.iter().map(|line| line.area.bottom).fold(area.top - 2.0, f32::max);
        let next = self.numbering.or(self.body.first().copied()).map_or(area.bottom, |line| line.area.top);
        let below = rules.iter().filter(|rule| rule.to - rule.from > 0.6 * area.width());
        let between = below.map(|rule| rule.at).filter(|y| last - 2.0 < *y && *y < next + 2.0);
        between.reduce(f32::min).unwrap_or((last + next.max(last)) / 2.0)
    }
}

fn table(rows: &[Row], rules: &[Rule], frame: Option<&Frame>) -> Option<PageTable> {
    let figures: Vec<&Row> = rows.iter().filter(|row| row.has_figures()).collect();
    let area = rows.iter().fold(Area::NOTHING, |area, row| area.united(row.line.area));
    let lines: Vec<&Line> = rows.iter().map(|row| &row.line).collect();
    let across = across(rules, frame, area);
    let parts = Parts::of(&lines, &across);
    let body = &rows[parts.as_ref().map_or(0, |parts| rows.len() - parts.body.len())..];
    let split = body.iter().filter(|row| row.pieces.len() >= 2).count();
    let is_numbered = frame.is_some() && parts.as_ref().is_some_and(|parts| parts.numbering.is_some());
    if !is_numbered && figures.is_empty() || figures.len() * 3 < split {
        return None;
    }
    let is_sure = frame.is_some() || !rules.is_empty() || figures.len() >= NUMBER_ROWS;
    let Some(parts) = parts else {
        if !is_sure {
            return None;
        }
        return Some(rows_of(rows, &column_sides(&figures, area)?, &across, area, (Vec::new(), Vec::new())));
    };
    let bottom = parts.header_bottom(&across, area);
    let inside: Vec<Rule> = rules.iter().chain(&across).copied().collect();
    let numbers = parts.numbering.map(|line| line.split(WORD_GAP)).unwrap_or_default();
    let is_numbered = |area: Area| numbers.iter().any(|n| n.area.left <= area.right && area.left <= n.area.right);
    let own = |word: &Line| is_numbered(word.area) || has_figures_at(parts.body, word.area);
    let header = Header::new(parts.header, &inside, bottom, own);
    let leaves = header.leaves(|name| has_figures_at(parts.body, name));
    let ends = frame.map(|frame| frame.ends).or_else(|| across.first().map(|rule| (rule.from, rule.to)));
    let signs = Signs { leaves: &leaves, numbering: parts.numbering, body: parts.body, area, ends };
    let xs = match signs.centred() {
        Some(xs) => xs,
        None if is_sure => signs.gathered().or_else(|| column_sides(&figures, area))?,
        None => return None,
    };
    // Names over few of the columns are no header but the first lines of names that go over several.
    let is_header = !leaves.is_empty() && (parts.numbering.is_some() || leaves.len() * 3 > xs.len() - 1);
    let (from, above) = if is_header { (parts.header.len(), header.cells(&xs, &leaves)) } else { Default::default() };
    Some(rows_of(&rows[from..], &xs, &across, area, above))
}

/// The level rules over a whole table from the top.
fn across(rules: &[Rule], frame: Option<&Frame>, area: Area) -> Vec<Rule> {
    if let Some(frame) = frame {
        return frame.ys.iter().map(|at| Rule { at: *at, from: frame.ends.0, to: frame.ends.1 }).collect();
    }
    let is_across = |rule: &&Rule| {
        rule.to.min(area.right) - rule.from.max(area.left) > 0.6 * area.width()
            && (area.top - 20.0..area.bottom + 20.0).contains(&rule.at)
    };
    let mut across: Vec<Rule> = rules.iter().filter(is_across).copied().collect();
    across.sort_by(|a, b| a.at.total_cmp(&b.at));
    across
}

/// Puts the rows below a header to it.
fn rows_of(
    rows: &[Row],
    xs: &[f32],
    across: &[Rule],
    area: Area,
    (levels, mut cells): (Vec<f32>, Vec<PageCell>),
) -> PageTable {
    let top = levels.last().copied();
    let level: Vec<f32> = across.iter().map(|rule| rule.at).filter(|y| top.is_none_or(|top| top - 2.0 < *y)).collect();
    let begins = rows.first().map_or(area.bottom, |row| row.line.area.top) - 2.0;
    let area = Area { top: top.unwrap_or(begins), ..area };
    let is_figure_alone = |line: &Line| has_figures(line) && column_at(xs, line.area.left) > 0;
    let body_line = |row: &'_ Row| row.has_figures() || is_figure_alone(&row.line);
    let lines: Vec<BodyLine> =
        rows.iter().map(|row| BodyLine { line: &row.line, has_figures: body_line(row) }).collect();
    let figures = lines.iter().filter(|line| line.has_figures).count();
    let body =
        if level.len() > figures { Rows::ruled(&lines, &level, area) } else { Rows::around_figures(&lines, xs, area) };
    let (first, mut ys) = (levels.len().saturating_sub(1), levels);
    ys.pop();
    ys.extend(body.ys);
    let mut slots: Vec<((usize, usize, usize), Vec<Line>)> = Vec::new();
    for (row, at) in rows.iter().zip(body.of) {
        for (column, columns, piece) in by_column(&row.line, xs) {
            let key = (first + at, column, columns);
            match slots.iter_mut().find(|(other, _)| *other == key) {
                Some((_, lines)) => lines.push(piece),
                None => slots.push((key, vec![piece])),
            }
        }
    }
    cells.extend(slots.into_iter().map(|((row, column, columns), lines)| {
        let area = Area { left: xs[column], top: ys[row], right: xs[column + columns], bottom: ys[row + 1] };
        PageCell { row, column, rows: 1, columns, text: cell_text(&lines, area.width()), area }
    }));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let unruled = if first == 0 { rows.iter().map(|row| row.line.clone()).collect() } else { Vec::new() };
    PageTable { xs: xs.to_vec(), ys, cells, unruled: Some(unruled) }
}

/// The texts of a line by column, each with the columns it stands over.
fn by_column(line: &Line, xs: &[f32]) -> Vec<(usize, usize, Line)> {
    let mut found: Vec<(usize, usize, Vec<Glyph>)> = Vec::new();
    for word in line.split(WORD_GAP).iter().flat_map(|word| word.split_at(xs, CELL_GAP)) {
        let centre = column_at(xs, (word.area.left + word.area.right) / 2.0);
        // A text may jut out of its column; one that covers others nearly whole stands over them.
        let covers = |column: usize| {
            let common = word.area.right.min(xs[column + 1]) - word.area.left.max(xs[column]);
            common > 0.6 * (xs[column + 1] - xs[column])
        };
        let first = (0..centre).rev().take_while(|column| covers(*column)).last().unwrap_or(centre);
        let last = (centre + 1..xs.len() - 1).take_while(|column| covers(*column)).last().unwrap_or(centre);
        match found.last_mut() {
            Some((column, columns, glyphs)) if (*column, *columns) == (first, last - first + 1) => {
                glyphs.extend(word.glyphs);
            }
            _ => found.push((first, last - first + 1, word.glyphs)),
        }
    }
    found.into_iter().filter_map(|(column, columns, glyphs)| Some((column, columns, Line::new(glyphs)?))).collect()
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
