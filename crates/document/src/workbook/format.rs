//! Number formats: a format code and a stored number become the text that Excel shows.
//! Codes that are not understood show as General, so no digit is ever lost to a misread code.

use super::number::Exact;

/// A parsed format code.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberFormat {
    /// One to three sections: positive, negative, zero. Empty: General.
    sections: Vec<Section>,
}

#[derive(Clone, Debug)]
enum Section {
    General,
    Date(DateParts),
    Digits(Digits),
}

#[derive(Clone, Copy, Debug, Default)]
struct DateParts {
    year: bool,
    month: bool,
    day: bool,
    hour: bool,
    second: bool,
}

/// Digits between two literals.
#[derive(Clone, Debug, Default)]
struct Digits {
    prefix: String,
    suffix: String,
    has_digits: bool,
    whole_min: usize,
    fraction_min: usize,
    fraction_max: usize,
    is_grouped: bool,
    /// Powers of ten to multiply by: 2 for each percent sign, −3 for each trailing comma.
    shift: i32,
}

impl NumberFormat {
    /// Reads a format code.
    pub(crate) fn parse(code: &str) -> Self {
        let sections: Option<Vec<Section>> = split(code).iter().take(3).map(|section| parse_section(section)).collect();
        Self { sections: sections.unwrap_or_default() }
    }

    /// The formats that every workbook knows without writing them down (ISO/IEC 29500-1, 18.8.30; the Chinese ones too).
    pub(crate) fn built_in(id: u32) -> Self {
        Self::parse(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
            7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 15 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            16 => "mm-dd",
            17 => "yyyy-mm",
            18 | 20 | 32 | 34 | 55 => "hh:mm",
            19 | 21 | 33 | 35 | 56 => "hh:mm:ss",
            22 => "yyyy-mm-dd hh:mm",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            _ => "General",
        })
    }

    /// Makes it show every stored digit: what is neither a date nor per cent shows as General.
    pub(crate) fn keep_digits(&mut self) {
        for section in &mut self.sections {
            *section = match section {
                Section::Date(parts) => Section::Date(*parts),
                Section::Digits(digits) if digits.shift == 2 && digits.suffix.trim() == "%" => {
                    Section::Digits(Digits { fraction_min: 0, fraction_max: 15, ..digits.clone() })
                }
                Section::Digits(_) | Section::General => Section::General,
            };
        }
        // A section for negative numbers shows no sign of its own, General does.
        if self.sections.iter().all(|section| matches!(section, Section::General)) {
            self.sections.clear();
        }
    }

    /// The text shown for a stored number; what is no number is shown as it is.
    pub(crate) fn show(&self, stored: &str, is_1904: bool) -> String {
        let Some(exact) = Exact::parse(stored) else {
            return stored.trim().to_owned();
        };
        let is_negative = exact.is_negative && exact.mantissa != 0;
        let (index, sign) = match self.sections.len() {
            2.. if is_negative => (1, ""),
            3.. if exact.mantissa == 0 => (2, ""),
            _ => (0, if is_negative { "-" } else { "" }),
        };
        let shown = match self.sections.get(index) {
            None | Some(Section::General) => None,
            Some(Section::Date(parts)) => show_date(exact, *parts, is_1904),
            Some(Section::Digits(digits)) => show_digits(exact, digits).map(|text| format!("{sign}{text}")),
        };
        shown.unwrap_or_else(|| exact.general())
    }
}

/// Sections are separated by semicolons outside quotes and escapes.
fn split(code: &str) -> Vec<String> {
    let (mut sections, mut current, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' if !is_quoted => {
                sections.push(std::mem::take(&mut current));
                continue;
            }
            '"' => is_quoted = !is_quoted,
            '\\' | '!' | '_' | '*' if !is_quoted => {
                current.push(character);
                current.extend(characters.next());
                continue;
            }
            _ => {}
        }
        current.push(character);
    }
    sections.push(current);
    sections
}

/// `None` when the code holds something that is not understood.
fn parse_section(code: &str) -> Option<Section> {
    let trimmed = code.trim();
    if trimmed.eq_ignore_ascii_case("general") || trimmed == "@" || trimmed == "G/通用格式" {
        return Some(Section::General);
    }
    let plain = without_literals(code)?;
    if plain.contains(['y', 'd', 'h', 's', 'm']) {
        return (!plain.contains(['0', '#', '?', 'e'])).then(|| Section::Date(date_parts(&plain)));
    }
    parse_digits(code).map(Section::Digits)
}

/// The code in lower case, without quoted and escaped text and without brackets. Elapsed time `[h]` and conditions
/// `[>100]` are not understood.
fn without_literals(code: &str) -> Option<String> {
    let mut plain = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '\\' | '!' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                is_ignorable(&inside).then_some(())?;
            }
            other => plain.push(other.to_ascii_lowercase()),
        }
    }
    Some(plain)
}

/// Colours, locales and currencies in brackets do not change the digits.
fn is_ignorable(bracket: &str) -> bool {
    let is_colour = bracket.chars().all(char::is_alphanumeric) && bracket.chars().count() > 2;
    bracket.starts_with('$') || is_colour || bracket.to_ascii_lowercase().starts_with("dbnum")
}

fn date_parts(plain: &str) -> DateParts {
    let mut parts = DateParts::default();
    let mut previous = ' ';
    let letters: Vec<char> = plain.chars().filter(|c| matches!(c, 'y' | 'm' | 'd' | 'h' | 's')).collect();
    for (index, letter) in letters.iter().enumerate() {
        match letter {
            'y' => parts.year = true,
            'd' => parts.day = true,
            'h' => parts.hour = true,
            's' => parts.second = true,
            // `m` next to hours or seconds is minutes.
            _ => {
                let next = letters[index..].iter().find(|c| **c != 'm');
                parts.month |= previous != 'h' && next != Some(&'s');
            }
        }
        if *letter != 'm' {
            previous = *letter;
        }
    }
    parts
}

fn parse_digits(code: &str) -> Option<Digits> {
    let mut digits = Digits::default();
    let (mut in_fraction, mut commas, mut is_over) = (false, 0, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        let mut literal = String::new();
        match character {
            '0' | '#' | '?' => {
                // Digits after a literal, as in 000-00, are not understood.
                (!is_over).then_some(())?;
                digits.has_digits = true;
                digits.is_grouped |= std::mem::take(&mut commas) > 0 && !in_fraction;
                let required = usize::from(character == '0');
                if in_fraction {
                    digits.fraction_max += 1;
                    if required == 1 {
                        digits.fraction_min = digits.fraction_max;
                    }
                } else if required == 1 || digits.whole_min > 0 {
                    digits.whole_min += 1;
                }
            }
            '.' if digits.has_digits && !in_fraction && !is_over => in_fraction = true,
            '.' if !digits.has_digits => {
                (digits.has_digits, in_fraction) = (true, true);
            }
            ',' if digits.has_digits && !is_over => commas += 1,
            '%' => {
                digits.shift += 2;
                literal.push('%');
            }
            '"' => literal.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => literal.extend(characters.next()),
            '_' | '*' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let currency = inside.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or(""));
                literal.push_str(currency.unwrap_or(""));
            }
            other if other.is_ascii_alphabetic() || other == '@' => return None,
            other => literal.push(other),
        }
        if !literal.is_empty() {
            is_over |= digits.has_digits;
            let side = if digits.has_digits { &mut digits.suffix } else { &mut digits.prefix };
            side.push_str(&literal);
        }
    }
    digits.shift -= 3 * commas;
    (digits.fraction_max <= 30).then_some(digits)
}

fn show_digits(exact: Exact, digits: &Digits) -> Option<String> {
    if !digits.has_digits {
        return Some(format!("{}{}", digits.prefix, digits.suffix).trim().to_owned());
    }
    let shifted = Exact { decimals: exact.decimals - digits.shift, ..exact };
    let (whole, fraction) = shifted.rounded(u32::try_from(digits.fraction_max).ok()?)?;
    let whole = if whole == "0" { "" } else { &whole };
    let whole = format!("{whole:0>width$}", width = digits.whole_min);
    let mut fraction = fraction.as_str();
    while fraction.len() > digits.fraction_min && fraction.ends_with('0') {
        fraction = &fraction[..fraction.len() - 1];
    }
    let mut text = digits.prefix.clone();
    for (index, digit) in whole.chars().enumerate() {
        if digits.is_grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if digits.fraction_max > 0 && (!fraction.is_empty() || digits.fraction_min > 0) {
        text.push('.');
        text.push_str(fraction);
    }
    text.push_str(&digits.suffix);
    Some(text.trim().to_owned())
}

/// Dates are shown in ISO order, whatever their code says; `None` for what is no date.
fn show_date(exact: Exact, parts: DateParts, is_1904: bool) -> Option<String> {
    if exact.is_negative {
        return None;
    }
    // Hours, minutes and seconds from the fraction of the day, in units of 10^-9 of a day.
    let (days, fraction) = exact.rounded(9)?;
    let (mut days, fraction): (i64, i64) = (days.parse().ok()?, fraction.parse().ok()?);
    let mut seconds = (fraction * 86_400 + 500_000_000) / 1_000_000_000;
    if seconds >= 86_400 {
        (days, seconds) = (days + 1, seconds - 86_400);
    }
    let mut shown = Vec::new();
    if parts.year || parts.month || parts.day {
        let (year, month, day) = civil(days, is_1904)?;
        shown.push(match (parts.month, parts.day) {
            (false, false) => format!("{year:04}"),
            (true, false) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        });
    }
    if parts.hour || parts.second {
        let mut time = format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        if parts.second {
            time.push_str(&format!(":{:02}", seconds % 60));
        }
        shown.push(time);
    }
    Some(shown.join(" "))
}

/// The civil date of a day number. The workbook calendar has a 29 February 1900 that never was (day 60).
fn civil(day_number: i64, is_1904: bool) -> Option<(i64, i64, i64)> {
    let since_1970 = match (is_1904, day_number) {
        (true, _) => day_number - 24_107,
        (false, 60) => return Some((1900, 2, 29)),
        (false, ..60) => day_number - 25_568,
        (false, _) => day_number - 25_569,
    };
    // 9999-12-31 is the last day of the workbook calendar.
    if !(0..=2_958_465).contains(&day_number) {
        return None;
    }
    let shifted = since_1970 + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    Some((year_of_era + era * 400 + i64::from(month <= 2), month, day))
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;

    #[test]
    fn numbers_show_as_in_excel() {
        let accounting = r#"_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ "#;
        for (code, stored, shown) in [
            ("General", "48780.62", "48780.62"),
            ("General", "1.6967499999999999E3", "1696.75"),
            ("@", "2010301", "2010301"),
            ("0", "2.5", "3"),
            ("0.00", "7.5", "7.50"),
            ("0.00", "1.6967499999999999E3", "1696.75"),
            ("0.00", "-0.125", "-0.13"),
            ("#,##0.00", "48780.62", "48,780.62"),
            ("#,##0.00", "0", "0.00"),
            ("#,##0.00", "-1234567.891", "-1,234,567.89"),
            ("#,##0.00_);(#,##0.00)", "-1234.5", "(1,234.50)"),
            ("#,##0.00;[Red]-#,##0.00", "-1234.5", "-1,234.50"),
            ("0.00;[Red]0.00", "-2", "2.00"),
            ("#,##0.00;-#,##0.00;", "0", ""),
            (accounting, "1234.5", "1,234.50"),
            (accounting, "-1234.5", "-1,234.50"),
            (accounting, "0", "-"),
            ("0%", "0.25", "25%"),
            ("0.00%", "0.12345", "12.35%"),
            ("0.0#", "1.5", "1.5"),
            ("#", "0", ""),
            ("000000", "1234", "001234"),
            ("0.00,,", "1234567890", "1234.57"),
            ("0.00\"万元\"", "3.14159", "3.14万元"),
            ("[$¥-804]#,##0.00", "5", "¥5.00"),
            ("\"¥\"#,##0.00", "-5", "-¥5.00"),
            ("0.00E+00", "12345", "12345"),
            ("# ?/?", "0.5", "0.5"),
            ("[>100]0.0;0.00", "50", "50"),
            ("0.00", "不是数", "不是数"),
        ] {
            assert_eq!(NumberFormat::parse(code).show(stored, false), shown, "{code} {stored}");
        }
    }

    #[test]
    fn all_stored_digits_can_be_kept() {
        for (code, stored, shown) in [
            ("0", "12.345678", "12.345678"),
            ("#,##0.00_);(#,##0.00)", "-1234.567", "-1234.567"),
            ("0.00,,", "1234567890", "1234567890"),
            ("0%", "0.255", "25.5%"),
            ("#", "0", "0"),
            ("yyyy/m/d", "45291", "2023-12-31"),
            ("@", "2010301", "2010301"),
        ] {
            let mut format = NumberFormat::parse(code);
            format.keep_digits();
            assert_eq!(format.show(stored, false), shown, "{code} {stored}");
        }
    }

    #[test]
    fn dates_show_in_iso_order() {
        for (code, stored, shown) in [
            ("yyyy/m/d", "45291", "2023-12-31"),
            ("yyyy\"年\"m\"月\"d\"日\"", "45292", "2024-01-01"),
            ("yyyy\"年\"m\"月\"", "45292", "2024-01"),
            ("[$-F800]dddd, mmmm dd, yyyy", "45351", "2024-02-29"),
            ("yyyy-mm-dd hh:mm", "45292.75", "2024-01-01 18:00"),
            ("h:mm:ss", "0.5", "12:00:00"),
            ("yyyy-mm-dd", "1", "1900-01-01"),
            ("yyyy-mm-dd", "59", "1900-02-28"),
            ("yyyy-mm-dd", "61", "1900-03-01"),
            ("yyyy-mm-dd", "-5", "-5"),
            ("yyyy-mm-dd", "1E+20", "100000000000000000000"),
        ] {
            assert_eq!(NumberFormat::parse(code).show(stored, false), shown, "{code} {stored}");
        }
        assert_eq!(NumberFormat::parse("yyyy-m-d").show("0", true), "1904-01-01");
    }
}
