//! Page numbers, running heads and feet: what stands at the edge of the pages and is no part of the text.

use std::collections::{HashMap, HashSet};

use super::page::{Page, Piece};

/// The part of a page's height, at its top and bottom, in which heads and feet stand.
const MARGIN: f32 = 0.115;
/// A line at the edge that stands on this share of the pages is a running head.
const RUNNING: f32 = 0.4;

/// Takes page numbers, running heads and feet off the pages.
pub(super) fn remove(pages: &mut [Page]) {
    let mut counts: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        let mut seen: Vec<(bool, String)> =
            edge_lines(page).map(|(_, at_top, text)| (at_top, faceless(&text))).collect();
        seen.sort();
        seen.dedup();
        for line in seen {
            *counts.entry(line).or_default() += 1;
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let many = ((pages.len() as f32 * RUNNING).ceil()).max(3.0);
    let titles = titles(pages);
    let mut seen = HashSet::new();
    for page in pages {
        #[allow(clippy::cast_precision_loss)]
        let is_furniture = |at_top: bool, text: &str| {
            is_page_number(text) || counts.get(&(at_top, faceless(text))).is_some_and(|count| *count as f32 >= many)
        };
        // What stands above the tables of a long statement on each page is the title of the first of them.
        let mut heads_table = |at_top: bool, text: &str| {
            let line = faceless(text);
            at_top && titles.contains(&line) && seen.insert(line)
        };
        let furniture = edge_lines(page).filter(|(_, at_top, text)| is_furniture(*at_top, text));
        let drop: Vec<usize> =
            furniture.filter(|(_, at_top, text)| !heads_table(*at_top, text)).map(|(at, ..)| at).collect();
        let mut at = 0;
        page.pieces.retain(|_| {
            at += 1;
            !drop.contains(&(at - 1))
        });
    }
}

/// The lines at the top of pages that stand above a table wherever they stand; a running head does not.
fn titles(pages: &[Page]) -> HashSet<String> {
    let mut titles: HashMap<String, bool> = HashMap::new();
    for page in pages {
        for (at, at_top, text) in edge_lines(page).filter(|(_, at_top, text)| *at_top && !is_page_number(text)) {
            let heads = at_top && page.pieces[at..].iter().take(5).any(Piece::is_table);
            *titles.entry(faceless(&text)).or_insert(true) &= heads;
        }
    }
    titles.into_iter().filter_map(|(text, heads)| heads.then_some(text)).collect()
}

/// The lines at the top and bottom edge of a page: position among its pieces, whether at the top, and text.
fn edge_lines(page: &Page) -> impl Iterator<Item = (usize, bool, String)> {
    let (_, height) = page.frame();
    page.pieces.iter().enumerate().filter_map(move |(at, piece)| {
        let Piece::Line(line) = piece else { return None };
        let (at_top, at_bottom) = (line.area.bottom < MARGIN * height, line.area.top > (1.0 - MARGIN) * height);
        (at_top || at_bottom).then(|| (at, at_top, line.text()))
    })
}

/// The text without the digits that change from page to page.
fn faceless(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect::<String>()
        .replace("##", "#")
        .replace("##", "#")
}

/// `12`, `- 12 -`, `第 12 页`, `第12页 共30页`, `12/30`, roman numbers.
pub(super) fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let has_number = bare.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let part = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '~' | '·' | '/' | '第' | '页' | '共' | '，' | ',')
    };
    let roman = !bare.is_empty()
        && bare.len() <= 5
        && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X' | 'Ⅰ'..='ⅿ'));
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    (has_number && digits <= 8 && bare.chars().all(part) && bare.chars().count() <= 16) || roman
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for text in ["12", "- 12 -", "— 3 —", "第 3 页", "第3页，共30页", "3/30", "iv"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["表1", "2024年", "共计", "", "—", "12.50"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
