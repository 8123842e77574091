//! Today's date in China, for waivers that end: no time zone database is needed for a country without summer time.

use std::time::{SystemTime, UNIX_EPOCH};

/// Year, month, day.
pub type Date = (i64, u32, u32);

/// `2026-12-31`.
pub fn parse(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = parts.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    parts.next().is_none().then_some((year, month, day))
}

/// Today, eight hours east of Greenwich.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    of_day(i64::try_from((seconds + 8 * 3600) / 86_400).unwrap_or(0))
}

/// This moment in China, as RFC 3339: `2026-12-31T09:30:00+08:00`.
pub fn now() -> String {
    moment(SystemTime::now())
}

/// A moment in China, as RFC 3339.
pub fn moment(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) + 8 * 3600;
    let (year, month, day) = of_day(i64::try_from(seconds / 86_400).unwrap_or(0));
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
}

/// The date of a day counted from 1970-01-01: Howard Hinnant's `civil_from_days`.
fn of_day(day: i64) -> Date {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, u32::try_from(month).unwrap_or(1), u32::try_from(date).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(of_day(0), (1970, 1, 1));
        assert_eq!(of_day(19_782), (2024, 2, 29));
        assert_eq!(parse("2026-12-31"), Some((2026, 12, 31)));
        assert_eq!(parse("2026-13-01"), None);
        assert_eq!(parse("明年"), None);
    }
}
