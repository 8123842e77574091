//! The numbers of `standards/thresholds.toml`: from where on something about amounts is worth a look.
//! No judgement here; thresholds that a region or law sets are in profiles.

use std::sync::LazyLock;

use serde::Deserialize;

/// The numbers as written; the file says what each is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thresholds {
    pub(crate) decimals_amounts: usize,
    pub(crate) decimals_usual_percent: usize,
    pub(crate) decimals_more: u8,
    pub(crate) years_alike_amounts: usize,
    pub(crate) beyond_total_times: i64,
    pub(crate) rounded_sums: usize,
    pub(crate) spreadsheet_errors: Vec<String>,
}

pub(crate) static THRESHOLDS: LazyLock<Thresholds> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../standards/thresholds.toml"))
        .expect("standards/thresholds.toml is part of the program and a test reads it")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_read() {
        assert!(THRESHOLDS.decimals_usual_percent <= 100 && THRESHOLDS.beyond_total_times > 1);
    }
}
