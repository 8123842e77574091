//! How headers and labels are worded: years and phases in them, comparisons, remarks in brackets, words that restrict
//! nothing. What a header means is looked up in the lexicon; which column it stands above is told in `header.rs`.

use mingsuan_model::{Coordinate, Dimension, FiscalYear, Value};

use crate::caption::scale_in;
use crate::lexicon::lexicon;

/// `2026年预算数比2025年预算数`, `比上年增减`.
pub(crate) fn is_comparison(text: &str) -> bool {
    let compared = text.split_once('比').or_else(|| text.split_once('较')).map(|(_, other)| other);
    compared.is_some_and(|other| year_in(other).is_some() || other.starts_with("上年") || other.starts_with("去年"))
}

/// Whether a (normalized) header is made of words that restrict nothing: 本年预算支出, 年初预算安排数.
pub(crate) fn is_neutral(text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| "、,:()".contains(c));
    while let Some(word) = lexicon().words.neutral.iter().find(|word| rest.starts_with(word.as_str())) {
        rest = &rest[word.len()..];
    }
    rest.is_empty() && !text.is_empty()
}

/// A header or label without what brackets add to it: `事业收入(不含教育收费)`, `预算数(万元)`.
pub(crate) fn without_remarks(text: &str) -> &str {
    match text
        .find("(不含")
        .or_else(|| text.find("(含"))
        .or_else(|| text.rfind('(').filter(|_| scale_in(text).is_some()))
    {
        Some(at) if at > 0 && text.ends_with(')') => &text[..at],
        _ => text,
    }
}

/// A year or phase named in a header restricts it; what remains of the text without those words.
pub(crate) fn restrict_years(text: &str, year: Option<FiscalYear>, coordinate: &mut Coordinate) -> String {
    let mut rest = text.to_owned();
    let mut found = false;
    if let Some(named) = year_in(text) {
        // The year of the budget itself restricts nothing.
        if Some(named) != year {
            coordinate.set(Dimension::Year, Value::Member(u32::from(named)));
        }
        rest = rest.replace(&format!("{named}年"), "").replace(&named.to_string(), "");
        found = true;
    } else if ["上年", "去年"].iter().any(|word| text.contains(word))
        && !text.contains("结转")
        && !text.contains("结余")
    {
        let prior = year.map_or(Value::Unknown, |year| Value::Member(u32::from(year - 1)));
        coordinate.set(Dimension::Year, prior);
        rest = rest.replace("上年", "").replace("去年", "");
        found = true;
    }
    for (word, key) in [("决算", "final"), ("执行", "executed"), ("完成", "executed"), ("调整预算", "adjusted")]
    {
        if text.contains(word) {
            *coordinate = coordinate.at(Dimension::Phase, key);
            rest = rest.replace(word, "");
            found = true;
        }
    }
    let bare = rest.trim_matches(|c: char| "年度数预算初本的、()".contains(c));
    if found && bare.is_empty() { String::new() } else { rest }
}

/// The first fiscal year (2000–2099) named in a text, in digits or, before 年, in Chinese numerals.
pub(crate) fn year_in(text: &str) -> Option<FiscalYear> {
    year_in_digits(text).or_else(|| {
        let mut rest = text;
        while let Some(at) = rest.find("二") {
            let digits: Vec<u16> = rest[at..].chars().map_while(numeral).take(5).collect();
            let behind = rest[at..].chars().nth(4);
            if let ([2, 0, tens, ones], Some('年')) = (digits.as_slice(), behind) {
                return Some(2000 + tens * 10 + ones);
            }
            rest = &rest[at + "二".len()..];
        }
        None
    })
}

/// 二〇二六: the digit that a Chinese numeral or one of the circles printed for zero stands for.
fn numeral(c: char) -> Option<u16> {
    if matches!(c, '零' | '○' | 'Ｏ' | 'O' | '0' | '０' | '◯') {
        return Some(0);
    }
    "〇一二三四五六七八九".chars().zip(0..).find(|(numeral, _)| *numeral == c).map(|(_, digit)| digit)
}

fn year_in_digits(text: &str) -> Option<FiscalYear> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3)).find_map(|at| {
        let digits = bytes.get(at..at + 4)?;
        let alone = (at == 0 || !bytes[at - 1].is_ascii_digit()) && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
        if !alone || !digits.iter().all(u8::is_ascii_digit) || !digits.starts_with(b"20") {
            return None;
        }
        std::str::from_utf8(digits).ok()?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found() {
        assert_eq!(year_in("2023年预算数"), Some(2023));
        assert_eq!(year_in("编码20231"), None);
        assert_eq!(year_in("某某局二〇二六年部门预算"), Some(2026));
        assert_eq!(year_in("二○二五年度"), Some(2025));
        assert_eq!(year_in("第二〇二会议室"), None);
    }

    #[test]
    fn comparisons_and_neutral_words_are_told() {
        assert!(is_comparison("2026年预算数比2025年预算数") && is_comparison("比上年增减"));
        assert!(!is_comparison("占比"));
        assert!(is_neutral("本年预算支出") && !is_neutral("本年基本支出"));
        assert_eq!(without_remarks("预算数(万元)"), "预算数");
    }
}
