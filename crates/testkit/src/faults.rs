//! Faults to put into a draft: one digit changed, a cell emptied. Which cells hold numbers is told from their text alone.

use mingsuan_model::Decimal;

use crate::draft::{CellRef, Draft, DraftBlock};
use crate::rng::Rng;

/// A number in a paragraph or heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextNumber {
    /// Index into [`Draft::blocks`].
    pub block: usize,
    /// Byte range of the number within the text.
    pub range: std::ops::Range<usize>,
    /// The number as printed.
    pub text: String,
    /// Whether 元 or 万元 follows.
    pub is_money: bool,
}

/// One digit of a printed number replaced by another one. The value always changes; a leading digit does not become 0,
/// except the only digit before a decimal point. A text without digits comes back unchanged.
pub fn digit_changed(text: &str, rng: &mut Rng) -> String {
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
    let Some(at) = rng.pick(&digits).copied() else {
        return text.to_owned();
    };
    let whole = digits.iter().take_while(|i| text[..**i].find('.').is_none()).count();
    let is_leading = digits.first() == Some(&at) && whole > 1;
    let old = text.as_bytes()[at];
    let choices: Vec<u8> = (b'0'..=b'9').filter(|d| *d != old && !(is_leading && *d == b'0')).collect();
    let new = rng.pick(&choices).copied().unwrap_or(b'1');
    format!("{}{}{}", &text[..at], char::from(new), &text[at + 1..])
}

/// Whether a cell's text is an amount of money: a number with exactly two decimals.
pub fn is_money(text: &str) -> bool {
    Decimal::parse(text).is_some_and(|value| value.decimals() == 2)
}

/// Every cell that holds an amount of money, with its text.
pub fn money_cells(draft: &Draft) -> Vec<(CellRef, String)> {
    let cells = draft.cells().into_iter().filter(|(_, cell)| is_money(&cell.text));
    cells.map(|(place, cell)| (place, cell.text.clone())).collect()
}

/// Every number in headings and paragraphs.
pub fn text_numbers(draft: &Draft) -> Vec<TextNumber> {
    let mut numbers = Vec::new();
    for (block, content) in draft.blocks.iter().enumerate() {
        let (DraftBlock::Paragraph(text) | DraftBlock::Heading(_, text)) = content else {
            continue;
        };
        let mut at = 0;
        while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| i + at) {
            let rest = &text[start..];
            let end = start + rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
            let number = text[start..end].trim_end_matches(['.', ',']);
            let after = &text[start + number.len()..];
            numbers.push(TextNumber {
                block,
                range: start..start + number.len(),
                text: number.to_owned(),
                is_money: after.starts_with("万元") || after.starts_with('元'),
            });
            at = end;
        }
    }
    numbers
}

/// The draft with one cell changed; `None` when there is no such cell.
pub fn with_cell(draft: &Draft, place: CellRef, text: &str) -> Option<Draft> {
    let mut changed = draft.clone();
    changed.set_cell(place, text).then_some(changed)
}

/// The draft with one number of the text changed; `None` when it does not stand there.
pub fn with_text_number(draft: &Draft, number: &TextNumber, text: &str) -> Option<Draft> {
    let mut changed = draft.clone();
    let (DraftBlock::Paragraph(old) | DraftBlock::Heading(_, old)) = changed.blocks.get_mut(number.block)? else {
        return None;
    };
    old.get(number.range.clone()).filter(|there| *there == number.text)?;
    old.replace_range(number.range.clone(), text);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_digit_changes_the_value() {
        let mut rng = Rng::new(7);
        for text in ["48780.62", "0.05", "1,234.50", "7", "100.00", "0.00"] {
            for _ in 0..200 {
                let changed = digit_changed(text, &mut rng);
                assert_eq!(changed.len(), text.len());
                let (a, b) = (Decimal::parse(text).expect("number"), Decimal::parse(&changed).expect("number"));
                assert_ne!(a.millionths(), b.millionths(), "{text} {changed}");
                assert!(text.len() < 5 || text.starts_with('0') || !changed.starts_with('0'), "{text} {changed}");
            }
        }
        assert_eq!(digit_changed("无", &mut rng), "无");
    }

    #[test]
    fn numbers_of_the_text_are_found() {
        let mut draft = Draft::default();
        draft.paragraph("2026年预算收入1,234.50万元，其中12人。");
        let numbers = text_numbers(&draft);
        assert_eq!(numbers.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["2026", "1,234.50", "12"]);
        assert!(numbers[1].is_money && !numbers[2].is_money);
        let changed = with_text_number(&draft, &numbers[1], "9.99").expect("there");
        assert_eq!(changed.blocks[0], DraftBlock::Paragraph("2026年预算收入9.99万元，其中12人。".to_owned()));
    }
}
