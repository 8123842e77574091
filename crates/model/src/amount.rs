//! Money: `Amount` in 分 and the `Scale` a table or sentence prints it in.
//! No parsing of documents here (`decimal.rs` reads digits) and no floating point anywhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// An amount of money in 分 (0.01 元).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub i64);

impl Amount {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest amount that a document can state, in 分: 92 万亿元, three times what all governments of the country
    /// spend in a year. A thousand of them can be added before a sum overflows.
    pub const LARGEST_FEN: i64 = i64::MAX / 1_000;

    /// The value of a printed number in a scale; `None` when it is beyond [`Self::LARGEST_FEN`], or when it has digits
    /// below one 分.
    pub fn from_printed(number: Decimal, scale: Scale) -> Option<Self> {
        let grain = 10_i128.checked_pow(u32::from(number.decimals()))?;
        let fen = i128::from(number.mantissa()).checked_mul(i128::from(scale.fen()))?;
        if fen % grain != 0 {
            return None;
        }
        i64::try_from(fen / grain).ok().filter(|fen| fen.abs() <= Self::LARGEST_FEN).map(Self)
    }

    /// The sum, or `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Written in a scale with at least `decimals` digits after the point, and more where the value needs them.
    pub fn in_scale(self, scale: Scale, decimals: u8) -> String {
        let digits = scale.fen().ilog10() as usize;
        let whole = self.0.unsigned_abs() / scale.fen().unsigned_abs();
        let rest = format!("{:0digits$}", self.0.unsigned_abs() % scale.fen().unsigned_abs());
        let kept = rest.trim_end_matches('0').len().max(usize::from(decimals).min(digits));
        let sign = if self.0 < 0 { "-" } else { "" };
        let rest = &rest[..kept];
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }
}

impl fmt::Display for Amount {
    /// 元 with two decimals, as in the `facts` table and in open data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_scale(Scale::Yuan, 2))
    }
}

/// What one printed unit of money is worth: 单位：元, 千元, 万元, 百万元 or 亿元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scale {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 千元
    #[serde(rename = "千元")]
    Thousand,
    /// 万元
    #[serde(rename = "万元")]
    TenThousand,
    /// 百万元
    #[serde(rename = "百万元")]
    Million,
    /// 亿元
    #[serde(rename = "亿元")]
    HundredMillion,
}

impl Scale {
    /// All scales, the longer names first, so that the first name found in a text is the right one.
    pub const ALL: [Self; 5] = [Self::Million, Self::TenThousand, Self::Thousand, Self::HundredMillion, Self::Yuan];

    /// How many 分 one printed unit is.
    pub const fn fen(self) -> i64 {
        match self {
            Self::Yuan => 100,
            Self::Thousand => 100_000,
            Self::TenThousand => 1_000_000,
            Self::Million => 100_000_000,
            Self::HundredMillion => 10_000_000_000,
        }
    }

    /// The name as printed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Thousand => "千元",
            Self::TenThousand => "万元",
            Self::Million => "百万元",
            Self::HundredMillion => "亿元",
        }
    }

    /// The scale a text begins with (`万元，其中…` → 万元).
    pub fn starting(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| text.starts_with(scale.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str, scale: Scale) -> Option<i64> {
        Amount::from_printed(Decimal::parse(text)?, scale).map(|a| a.0)
    }

    #[test]
    fn printed_numbers_become_fen() {
        assert_eq!(amount("48780.62", Scale::TenThousand), Some(48_780_620_000));
        assert_eq!(amount("0.000001", Scale::TenThousand), Some(1));
        assert_eq!(amount("0.0000001", Scale::TenThousand), None);
        assert_eq!(amount("-3.05", Scale::Yuan), Some(-305));
        assert_eq!(amount("9223372036854775807", Scale::HundredMillion), None);
        assert_eq!(amount("92233720368547.75", Scale::Yuan), Some(Amount::LARGEST_FEN));
        assert_eq!(amount("-92233720368547.76", Scale::Yuan), None);
        assert_eq!(amount("-92233720368547758.08", Scale::Yuan), None);
    }

    #[test]
    fn amounts_print_in_any_scale() {
        let a = Amount(48_780_620_000);
        assert_eq!(a.in_scale(Scale::TenThousand, 2), "48780.62");
        assert_eq!(a.to_string(), "487806200.00");
        assert_eq!(Amount(-600_000).in_scale(Scale::TenThousand, 2), "-0.60");
        assert_eq!(Amount(1).in_scale(Scale::TenThousand, 2), "0.000001");
        assert_eq!(Amount(500_000_000).in_scale(Scale::TenThousand, 0), "500");
    }

    #[test]
    fn scale_names_are_found_longest_first() {
        assert_eq!(Scale::starting("万元，其中"), Some(Scale::TenThousand));
        assert_eq!(Scale::starting("元/月"), Some(Scale::Yuan));
        assert_eq!(Scale::starting("人"), None);
    }
}
