//! The counts of vehicles and people that the text tells, with the words that say of what. No judgement here.

use mingsuan_model::text::normalized;

use crate::phrases::{Phrases, phrases};

/// A count with its unit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// The words of its clause before the number, in comparable form.
    pub(super) words: String,
    pub(super) number: u32,
    pub(super) unit: &'static str,
    /// The marks between the count before it and its own words (`，其中：`).
    pub(super) gap: String,
}

/// Units that are counted.
static UNITS: Phrases = phrases("shared", "counted");

const MARKS: [char; 8] = [',', '、', ';', ':', '。', '(', ')', '"'];

/// The counts of a text, in order.
pub(super) fn counts(text: &str) -> Vec<Count> {
    let text = normalized(text);
    let mut found = Vec::new();
    let (mut at, mut last) = (0, 0);
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|from| at + from) {
        let rest = text[from..].trim_start_matches(|c: char| c.is_ascii_digit());
        let to = text.len() - rest.len();
        at = to;
        let behind = rest.trim_start_matches('个');
        let fits = UNITS.iter().filter(|unit| behind.starts_with(**unit));
        let Some(unit) = fits.max_by_key(|unit| unit.len()) else { continue };
        let Ok(number) = text[from..to].parse() else { continue };
        let mark = text[last..from].char_indices().rev().find(|(_, c)| MARKS.contains(c));
        let start = mark.map_or(last, |(at, mark)| last + at + mark.len_utf8());
        found.push(Count { words: text[start..from].to_owned(), number, unit, gap: text[last..start].to_owned() });
        last = text.len() - behind.len() + unit.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_words_and_units() {
        let all = counts("本单位共有车辆12辆，其中：执法执勤用车8辆、其他用车4辆；2026年人均0.5万元。");
        let shown: Vec<(&str, u32, &str)> = all.iter().map(|c| (c.words.as_str(), c.number, c.gap.as_str())).collect();
        assert_eq!(shown, [("本单位共有车辆", 12, ""), ("执法执勤用车", 8, ",其中:"), ("其他用车", 4, "、")]);
    }
}
