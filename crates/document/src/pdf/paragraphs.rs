//! Lines become paragraphs: which line goes on with the one above it, told by indentation, length and shape.
//! Tables are none of its business.

use std::collections::HashMap;

use super::cells::needs_blank;
use super::geometry::Area;
use super::lines::Line;
use super::page::{Page, Piece};

/// A paragraph with the page it begins on.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) page: u32,
    /// Its box on that page, in the turned frame.
    pub(super) area: Area,
}

/// Between which edges the text of pages of one width runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    left: f32,
    right: f32,
}

/// The text columns by the width of the page.
#[derive(Debug, Default)]
pub(super) struct Columns(HashMap<u32, Column>);

impl Columns {
    /// Measures the lines of all pages.
    pub(super) fn measure(pages: &[Page]) -> Self {
        let mut ends: HashMap<u32, (Vec<f32>, Vec<f32>)> = HashMap::new();
        for page in pages {
            for piece in &page.pieces {
                if let Piece::Line(line) = piece
                    && line.glyphs.len() > 15
                {
                    let (lefts, rights) = ends.entry(key(page)).or_default();
                    lefts.push(line.area.left);
                    rights.push(line.area.right);
                }
            }
        }
        let column = |(mut lefts, mut rights): (Vec<f32>, Vec<f32>)| {
            lefts.sort_by(f32::total_cmp);
            rights.sort_by(f32::total_cmp);
            Column { left: lefts[lefts.len() / 20], right: rights[rights.len() - 1 - rights.len() / 20] }
        };
        Self(ends.into_iter().map(|(key, ends)| (key, column(ends))).collect())
    }

    pub(super) fn of(&self, page: &Page) -> Column {
        let (width, _) = page.frame();
        self.0.get(&key(page)).copied().unwrap_or(Column { left: 0.1 * width, right: 0.9 * width })
    }
}

fn key(page: &Page) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tens = (page.frame().0.clamp(0.0, 1e6) / 10.0) as u32;
    tens
}

/// A paragraph that may still go on.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) text: Text,
    last: Area,
    last_page: u32,
    size: f32,
    is_centred: bool,
}

impl Open {
    pub(super) fn new(line: &Line, page: &Page, column: Column) -> Self {
        let text = Text { text: line.text().trim().to_owned(), page: page.number, area: line.area };
        let is_centred = is_centred(line, page, column);
        Self { text, last: line.area, last_page: page.number, size: line.size, is_centred }
    }

    /// Takes a line that goes on with the paragraph; `false` when it begins another.
    pub(super) fn take(&mut self, line: &Line, page: &Page, column: Column) -> bool {
        let text = line.text();
        if !self.goes_on(line, &text, page, column) {
            return false;
        }
        if needs_blank(&self.text.text, &text) {
            self.text.text.push(' ');
        }
        self.text.text.push_str(text.trim());
        if page.number == self.text.page {
            self.text.area = self.text.area.united(line.area);
        }
        (self.last, self.last_page) = (line.area, page.number);
        true
    }

    fn goes_on(&self, line: &Line, text: &str, page: &Page, column: Column) -> bool {
        let same_page = page.number == self.last_page;
        let size = self.size.max(line.size);
        let like_size = (self.size - line.size).abs() < 0.16 * size;
        let gap = line.area.top - self.last.bottom;
        if !like_size || (same_page && !(-0.5 * size..2.2 * size).contains(&gap)) {
            return false;
        }
        let is_full = self.last.right > column.right - 2.3 * size;
        let is_indented = line.area.left > column.left + 1.3 * size;
        let ends = self.text.text.ends_with(['。', '；', '：', '！', '？', ';']);
        if is_full && !is_indented && !(ends && is_numbered(text)) {
            return true;
        }
        // A title over two lines: the first one was as long as lines get.
        let (width, _) = page.frame();
        let opened =
            |text: &str| text.matches(['（', '(', '《', '“']).count() > text.matches(['）', ')', '》', '”']).count();
        same_page
            && !ends
            && !is_numbered(text)
            && self.is_centred
            && is_centred(line, page, column)
            && gap < size
            && (self.last.width() > 0.62 * width || opened(&self.text.text))
    }
}

fn is_centred(line: &Line, page: &Page, column: Column) -> bool {
    let middle = (line.area.left + line.area.right) / 2.0;
    let near = |other: f32| (middle - other).abs() < 1.5 * line.size;
    line.area.left > column.left + 1.2 * line.size
        && (near(page.frame().0 / 2.0) || near((column.left + column.right) / 2.0))
        || line.area.width() > 0.62 * page.frame().0 && near(page.frame().0 / 2.0)
}

/// `一、`, `（二）`, `3.`, `第四部分`.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    after.len() < rest.len()
        && (after.starts_with(['、', '．', '）', ')'])
            || after.starts_with('.') && !after[1..].starts_with(|c: char| c.is_ascii_digit())
            || (text.starts_with('第') && after.starts_with(['部', '章'])))
}

/// An entry of a contents list: a title, a row of dots, a page number. It only repeats what stands further on.
pub(super) fn is_contents_entry(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let before_number =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '(' | ')' | '（' | '）'));
    let title = before_number.trim_end_matches(['.', '…', '·', '．', '‥', '•', '_', '・', '⋯', '┈', '┄']);
    let dots = before_number[title.len()..].chars().count();
    dots >= 6 || (dots >= 2 && before_number[title.len()..].contains(['…', '⋯']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_entries() {
        assert!(is_contents_entry("一、单位职责........................ 3"));
        assert!(is_contents_entry("第二部分 预算表………………………5"));
        assert!(!is_contents_entry("2024年预算为12.50"));
    }

    #[test]
    fn numbered_lines() {
        for text in ["一、职责", "（二）机构", "3.其他", "第四部分 名词解释"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["1.5万元", "第一次会议", "二〇二四年"] {
            assert!(!is_numbered(text), "{text}");
        }
    }
}
