//! How labels are compared: white space, widths and look-alike signs that printing changes but meaning does not.
//! No phrases with a budget meaning here; those are the lexicon's.

use crate::decimal::narrow;

/// A label in comparable form: no white space, half-width digits and brackets, one kind of quote, dash and dot.
pub fn normalized(text: &str) -> String {
    filtered(text, unify)
}

/// Without white space only: how a label is shown and how the data files quote it.
pub fn squeezed(text: &str) -> String {
    filtered(text, |c| c)
}

fn filtered(text: &str, map: impl Fn(char) -> char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Most characters are Chinese, and none of those is changed.
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            out.push(c);
        } else if !c.is_whitespace() && !is_invisible(c) {
            out.push(map(c));
        }
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{ad}')
}

fn unify(c: char) -> char {
    match c {
        '“' | '”' | '„' | '＂' | '「' | '」' | '『' | '』' => '"',
        '：' => ':',
        '；' => ';',
        '〔' | '【' | '﹝' => '[',
        '〕' | '】' | '﹞' => ']',
        '·' | '•' | '・' => '·',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => narrow(c),
    }
}

/// The text behind its list number (`一、`, `（二）`, `3.`, `4、`, `其中：`), and whether there was one.
pub fn without_numbering(text: &str) -> (&str, bool) {
    let text = text.trim_start();
    let rest = text.trim_start_matches(['(', '（']);
    let opened = rest.len() < text.len();
    let digits = rest.trim_start_matches(|c: char| {
        "一二三四五六七八九十百".contains(c) || c.is_ascii_digit() || ('０'..='９').contains(&c)
    });
    if digits.len() == rest.len() {
        return (text, false);
    }
    let mut after = digits.chars();
    let mark = after.next();
    let closes = match mark {
        Some(')' | '）') => true,
        Some('、' | '．' | '.') => !opened && !after.clone().next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    if !closes {
        return (text, false);
    }
    let rest = after.as_str().trim_start_matches(['、', '．', '.']).trim_start();
    (rest, true)
}

/// A Chinese or Arabic whole number below 10,000 (`三`, `二十一`, `15`); `None` for anything else.
pub fn whole_number(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok().filter(|n| *n < 10_000);
    }
    let (mut total, mut digit) = (0_u32, None::<u32>);
    for c in text.chars() {
        if let Some(value) = "零一二三四五六七八九".chars().position(|d| d == c) {
            digit = u32::try_from(value).ok();
        } else if c == '两' {
            digit = Some(2);
        } else {
            let unit = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => return None,
            };
            total += digit.take().unwrap_or(1) * unit;
        }
    }
    Some(total + digit.unwrap_or(0)).filter(|n| *n < 10_000)
}

/// The number of an item in a list: 一, 二, … 九十九; in figures beyond.
pub fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ones = DIGITS[n % 10];
    match n / 10 {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens @ 2..=9 => format!("{}十{ones}", DIGITS[tens]),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_without_printing_accidents() {
        assert_eq!(normalized("科目    编码"), "科目编码");
        assert_eq!(normalized("维修（护）费"), normalized("维修(护)费"));
        assert_eq!(normalized("“三公”经费"), "\"三公\"经费");
    }

    #[test]
    fn list_numbers_are_taken_off() {
        for (text, rest) in [
            ("一、一般公共服务支出", "一般公共服务支出"),
            ("二十一、粮油物资储备支出", "粮油物资储备支出"),
            ("（二）分项绩效目标", "分项绩效目标"),
            ("(二)持续", "持续"),
            ("3、厂站", "厂站"),
            ("1.通过", "通过"),
        ] {
            assert_eq!(without_numbering(text), (rest, true));
        }
        for text in ["2024年预算", "一般公共服务支出", "1.5万元", "十堰市", "三公经费"] {
            assert_eq!(without_numbering(text), (text, false));
        }
    }

    #[test]
    fn small_numbers_in_words() {
        for (text, n) in [("三", 3), ("十", 10), ("二十一", 21), ("两", 2), ("15", 15), ("一百零五", 105)] {
            assert_eq!(whole_number(text), Some(n), "{text}");
        }
        assert_eq!(whole_number("若干"), None);
        for n in 1..=120 {
            assert_eq!(whole_number(&chinese_number(n)), u32::try_from(n).ok());
        }
    }
}
