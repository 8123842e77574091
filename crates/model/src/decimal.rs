//! `Decimal`: a printed number with the precision it was printed with.
//! No rounding policy and no currency here; see `amount.rs` for money.

use std::cmp::Ordering;
use std::fmt;

/// A number exactly as printed: `mantissa × 10^-decimals`. `12.50` and `12.5` are equal in value but not in precision.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    mantissa: i64,
    decimals: u8,
}

/// More decimals than this are not money, rates or quantities of any public document; such text is not a number.
pub const MAX_DECIMALS: u8 = 9;

impl Decimal {
    /// Zero without decimals.
    pub const ZERO: Self = Self { mantissa: 0, decimals: 0 };

    /// `mantissa × 10^-decimals`; `None` beyond [`MAX_DECIMALS`].
    pub fn new(mantissa: i64, decimals: u8) -> Option<Self> {
        (decimals <= MAX_DECIMALS).then_some(Self { mantissa, decimals })
    }

    /// The digits without the decimal point, with their sign.
    pub fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many digits stand after the decimal point.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether the value is zero at any precision.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether the value is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The same value with the sign turned.
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Reads a number as documents print it: half- or full-width digits, thousands separators, a leading sign in any
    /// of its shapes, or round brackets for a negative. White space around and inside is ignored.
    /// `None` for anything else: units, per cent signs, words, or digits grouped as no number is.
    pub fn parse(text: &str) -> Option<Self> {
        let mut negative = false;
        let (mut bracket, mut closed) = (false, false);
        let (mut mantissa, mut digits, mut decimals) = (0_i64, 0_u32, None::<u8>);
        let mut group: Option<u32> = None;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}') {
            let c = narrow(c);
            if closed {
                return None;
            }
            match c {
                '0'..='9' => {
                    mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(c as u32 - '0' as u32))?;
                    digits += 1;
                    if let Some(n) = decimals.as_mut() {
                        *n += 1;
                        if *n > MAX_DECIMALS {
                            return None;
                        }
                    } else if let Some(n) = group.as_mut() {
                        *n += 1;
                    }
                }
                '.' if decimals.is_none() && digits > 0 && group.is_none_or(|n| n == 3) => decimals = Some(0),
                ',' if decimals.is_none() && (1..=3).contains(&digits) && group.is_none() => group = Some(0),
                ',' if decimals.is_none() && group == Some(3) => group = Some(0),
                '-' if digits == 0 && !negative => negative = true,
                '+' if digits == 0 && !negative && !bracket => {}
                '(' if digits == 0 && !negative && !bracket => bracket = true,
                ')' if bracket && digits > 0 => closed = true,
                _ => return None,
            }
        }
        if digits == 0
            || bracket != closed
            || decimals == Some(0)
            || (decimals.is_none() && group.is_some_and(|n| n != 3))
        {
            return None;
        }
        let sign = if negative || bracket { -1 } else { 1 };
        Self::new(sign * mantissa, decimals.unwrap_or(0))
    }

    /// The mantissa when the value is written with `decimals` digits after the point; `None` if that would need more
    /// digits than an `i128` has. Digits are never dropped: `decimals` below our own gives `None`.
    pub fn scaled_to(self, decimals: u8) -> Option<i128> {
        let more = decimals.checked_sub(self.decimals)?;
        i128::from(self.mantissa).checked_mul(10_i128.checked_pow(u32::from(more))?)
    }

    /// The value in millionths, the common grain for quantities, areas and rates; further digits are cut off.
    pub fn millionths(self) -> i128 {
        match self.scaled_to(6) {
            Some(value) => value,
            None => i128::from(self.mantissa) / 10_i128.pow(u32::from(self.decimals - 6)),
        }
    }
}

/// Full-width digits, signs and brackets as their half-width sisters; everything else unchanged.
pub fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '（' | '）' | '，' | '．' | '＋' | '－' | '％' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2014}' | '﹣' => '-',
        _ => c,
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(u32::from(self.decimals));
        let whole = self.mantissa.unsigned_abs() / unit;
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if self.decimals == 0 {
            return write!(f, "{sign}{whole}");
        }
        let rest = self.mantissa.unsigned_abs() % unit;
        write!(f, "{sign}{whole}.{rest:0width$}", width = usize::from(self.decimals))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}
impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let common = self.decimals.max(other.decimals);
        let widen = |d: &Self| i128::from(d.mantissa) * 10_i128.pow(u32::from(common - d.decimals));
        widen(self).cmp(&widen(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_printed() {
        for (text, shown) in [
            ("48780.62", "48780.62"),
            (" 7.50 ", "7.50"),
            ("1,234,567.8", "1234567.8"),
            ("（12.3）", "-12.3"),
            ("－５．０", "-5.0"),
            ("—3", "-3"),
            ("0", "0"),
            ("0.05", "0.05"),
            ("-0.05", "-0.05"),
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_one_number() {
        for text in [
            "",
            "-",
            "12%",
            "1,23",
            "1,2345",
            "12.",
            ".5",
            "(5",
            "5)",
            "3座",
            "1.2.3",
            "1-2",
            "2023-12-31",
            "99999999999999999999",
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()), None, "{text}");
        }
    }

    #[test]
    fn equal_in_value_whatever_the_precision() {
        assert_eq!(Decimal::parse("7.5"), Decimal::parse("7.50"));
        assert!(Decimal::parse("7.5") < Decimal::parse("7.51"));
        assert_eq!(Decimal::parse("0.25").map(Decimal::millionths), Some(250_000));
    }
}
