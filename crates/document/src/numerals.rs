//! How a list number is printed in the formats of WordprocessingML (ISO/IEC 29500-1, 17.18.59). No lists here.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// A number in a format; formats that are not known print as decimal.
pub(crate) fn render(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseCounting" => counted(number, &DIGITS, ['十', '百', '千'], true),
        "chineseLegalSimplified" => counted(number, &LEGAL, ['拾', '佰', '仟'], false),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digits(number, &DIGITS),
        "ideographTraditional" => nth(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => nth(number, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number, 0x2460, 20),
        "decimalEnclosedParen" => enclosed(number, 0x2474, 20),
        "decimalEnclosedFullstop" => enclosed(number, 0x2488, 20),
        "lowerLetter" => letters(number, b'a'),
        "upperLetter" => letters(number, b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

fn digits(number: u32, set: &[char; 10]) -> String {
    number.to_string().bytes().map(|digit| set[usize::from(digit - b'0')]).collect()
}

fn full_width(number: u32) -> String {
    number.to_string().bytes().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect()
}

fn nth(number: u32, set: &str) -> String {
    let found = number.checked_sub(1).and_then(|index| set.chars().nth(index as usize));
    found.map_or_else(|| number.to_string(), String::from)
}

fn enclosed(number: u32, base: u32, count: u32) -> String {
    let found = (1..=count).contains(&number).then(|| char::from_u32(base + number - 1)).flatten();
    found.map_or_else(|| number.to_string(), String::from)
}

/// a … z, aa, bb …: Word repeats the letter.
fn letters(number: u32, first: u8) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 780) else {
        return number.to_string();
    };
    let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let (mut text, mut rest) = (String::new(), number);
    for (value, sign) in VALUES {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

/// 一百零五 and the like, up to 9999; 十 stands without 一 in front when `bare_ten`.
fn counted(number: u32, set: &[char; 10], units: [char; 3], bare_ten: bool) -> String {
    if number > 9999 {
        return number.to_string();
    }
    if number == 0 {
        return "零".to_owned();
    }
    let (mut text, mut zero_due) = (String::new(), false);
    for (place, divisor) in [(3, 1000), (2, 100), (1, 10), (0, 1)] {
        let digit = (number / divisor % 10) as usize;
        if digit == 0 {
            zero_due = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut zero_due) {
            text.push('零');
        }
        if !(bare_ten && place == 1 && digit == 1 && text.is_empty()) {
            text.push(set[digit]);
        }
        if place > 0 {
            text.push(units[place - 1]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn numbers_print_as_word_prints_them() {
        for (number, format, printed) in [
            (3, "decimal", "3"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "chineseCountingThousand", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (1001, "chineseCountingThousand", "一千零一"),
            (10, "ideographDigital", "一〇"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (2, "ideographTraditional", "乙"),
            (3, "decimalEnclosedCircle", "③"),
            (27, "lowerLetter", "aa"),
            (4, "upperRoman", "IV"),
            (9, "lowerRoman", "ix"),
            (u32::MAX, "upperRoman", "4294967295"),
            (5, "decimalFullWidth", "５"),
            (7, "decimalZero", "07"),
        ] {
            assert_eq!(render(number, format), printed, "{number} as {format}");
        }
    }
}
