//! Exact decimals: the digits that a workbook stores for a number, rounded with integer arithmetic only.
//! How a number is decorated is the business of `format.rs`.

/// Most digits kept; a stored double never has more than 17 that mean anything.
const MAX_DIGITS: usize = 30;
/// Excel shows no more than this many significant digits.
const SIGNIFICANT: u32 = 15;

/// `mantissa × 10^-decimals`, the sign apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    pub(super) is_negative: bool,
    pub(super) mantissa: u128,
    pub(super) decimals: i32,
}

impl Exact {
    /// Reads `-12.5`, `1.6967499999999999E3`; `None` when it is no number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?.clamp(-400, 400)),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (mut mantissa, mut kept, mut decimals) = (0_u128, 0, -exponent);
        for (digit, is_fraction) in whole.bytes().map(|d| (d, false)).chain(fraction.bytes().map(|d| (d, true))) {
            let value = digit.is_ascii_digit().then(|| u128::from(digit - b'0'))?;
            if kept < MAX_DIGITS {
                mantissa = mantissa * 10 + value;
                kept += usize::from(mantissa > 0);
                decimals += i32::from(is_fraction);
            } else {
                decimals -= i32::from(!is_fraction);
            }
        }
        Some(Self { is_negative, mantissa, decimals }.without_noise())
    }

    /// Rounded to the significant digits that Excel shows, without trailing zeros: 0.30000000000000004 is 0.3.
    fn without_noise(mut self) -> Self {
        if self.mantissa == 0 {
            return Self { decimals: 0, ..self };
        }
        let surplus = (self.mantissa.ilog10() + 1).saturating_sub(SIGNIFICANT);
        self.mantissa = divide_rounding(self.mantissa, surplus);
        self.decimals -= i32::try_from(surplus).unwrap_or(0);
        while self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.decimals -= 1;
        }
        self
    }

    /// The digits before and after the point when rounded, half away from zero, to a number of decimals.
    /// `None` when the number is too large to write out.
    pub(super) fn rounded(self, decimals: u32) -> Option<(String, String)> {
        let wanted = i32::try_from(decimals).ok()?;
        let scaled = match u32::try_from(self.decimals.saturating_sub(wanted)) {
            Ok(surplus) => divide_rounding(self.mantissa, surplus),
            Err(_) => self.mantissa.checked_mul(10_u128.checked_pow(u32::try_from(wanted - self.decimals).ok()?)?)?,
        };
        let unit = 10_u128.checked_pow(decimals)?;
        let fraction =
            if decimals == 0 { String::new() } else { format!("{:0width$}", scaled % unit, width = decimals as usize) };
        Some(((scaled / unit).to_string(), fraction))
    }

    /// As the format General shows it.
    pub(super) fn general(self) -> String {
        let sign = if self.is_negative && self.mantissa != 0 { "-" } else { "" };
        let decimals = u32::try_from(self.decimals).unwrap_or(0);
        match self.rounded(decimals).filter(|(whole, _)| whole.len() <= 21 && decimals <= 20) {
            Some((whole, fraction)) if fraction.is_empty() => format!("{sign}{whole}"),
            Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
            None => {
                let digits = self.mantissa.to_string();
                let exponent = i32::try_from(digits.len()).unwrap_or(0) - 1 - self.decimals;
                let (first, rest) = digits.split_at(1);
                let point = if rest.is_empty() { "" } else { "." };
                format!("{sign}{first}{point}{rest}E{exponent:+03}")
            }
        }
    }
}

/// Divides by a power of ten, half away from zero.
fn divide_rounding(mantissa: u128, power: u32) -> u128 {
    let Some(divisor) = 10_u128.checked_pow(power) else {
        return 0;
    };
    let (quotient, remainder) = (mantissa / divisor, mantissa % divisor);
    quotient + u128::from(remainder >= divisor - remainder && remainder > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_digits_are_read_exactly() {
        for (stored, shown) in [
            ("48780.62", "48780.62"),
            ("1.6967499999999999E3", "1696.75"),
            ("0.30000000000000004", "0.3"),
            ("1611.8199999999999", "1611.82"),
            ("-0", "0"),
            ("-12.50", "-12.5"),
            ("3890", "3890"),
            ("1E-5", "0.00001"),
            ("1.5E+300", "1.5E+300"),
            ("123456789012345678", "123456789012346000"),
            ("9.9999999999999999", "10"),
            ("00012", "12"),
        ] {
            assert_eq!(Exact::parse(stored).map(Exact::general).as_deref(), Some(shown), "{stored}");
        }
        assert_eq!(Exact::parse("1E-300").map(Exact::general).as_deref(), Some("1E-300"));
        for wrong in ["", ".", "-", "1.2.3", "abc", "1E", "0x10", "NaN", "INF"] {
            assert_eq!(Exact::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn halves_round_away_from_zero() {
        let round = |text: &str, decimals| Exact::parse(text).and_then(|exact| exact.rounded(decimals));
        let pair = |whole: &str, fraction: &str| Some((whole.to_owned(), fraction.to_owned()));
        assert_eq!(round("2.675", 2), pair("2", "68"));
        assert_eq!(round("2.6749999999999998", 2), pair("2", "68"));
        assert_eq!(round("0.005", 2), pair("0", "01"));
        assert_eq!(round("0.0049", 2), pair("0", "00"));
        assert_eq!(round("999.995", 2), pair("1000", "00"));
        assert_eq!(round("1E300", 2), None);
        assert_eq!(round("1E-300", 2), pair("0", "00"));
    }
}
