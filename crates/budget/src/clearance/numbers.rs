//! Numbers that belong to a person: identity, telephone, account, mailbox, plate. What only looks like one (a project
//! code, an amount, a public telephone) is left alone.

use std::ops::Range;
use std::sync::LazyLock;

use mingsuan_model::Disclosure;
use regex::Regex;

use super::passages::Passage;
use super::standard::{Numbers, Standard, holds_any};
use super::{ExposureKind, Hit, mask};

/// How far before a number the words stand that say what it is. Characters.
const NEAR: usize = 16;

static IDENTITY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{15}"));
static MOBILE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"));
static LANDLINE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\(0\d{2,3}\) ?|0\d{2,3}[ -]{1,3})[2-8]\d{6,7}|0\d{2,3}[2-8]\d{6,7}|[2-8]\d{6,7}"));
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{12,22}|\d{4}(?:[ -]\d{4}){2,4}(?:[ -]?\d{1,4})?"));
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"));
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    let regions = &super::STANDARD.numbers.plate_regions;
    pattern(&format!("[{regions}][A-Z][·•. ]?(?:[A-HJ-NP-Z0-9]{{5,6}}|[A-HJ-NP-Z0-9]{{4}}警)"))
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern, compiled by the tests of this module")
}

/// All personal numbers of a passage; no digit is taken twice.
pub(super) fn find(passage: &Passage, disclosure: &Disclosure, standard: &Standard) -> Vec<Hit> {
    let text = passage.text.as_str();
    let numbers = &standard.numbers;
    let mut hits = Vec::new();
    if text.bytes().filter(u8::is_ascii_digit).count() >= 7 {
        let last_year = disclosure.year.unwrap_or(2100);
        collect(&IDENTITY, passage, &mut hits, |span| identity(passage, span, last_year, numbers));
        collect(&ACCOUNT, passage, &mut hits, |span| account(passage, span, numbers));
        collect(&MOBILE, passage, &mut hits, |span| mobile(passage, span, numbers));
        collect(&LANDLINE, passage, &mut hits, |span| landline(passage, span, numbers));
    }
    if text.contains('@') {
        collect(&EMAIL, passage, &mut hits, |span| email(passage, span, numbers));
    }
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        collect(&PLATE, passage, &mut hits, |span| plate(&text[span.clone()]));
    }
    hits
}

fn collect(
    pattern: &Regex,
    passage: &Passage,
    hits: &mut Vec<Hit>,
    judge: impl Fn(&Range<usize>) -> Option<(ExposureKind, String)>,
) {
    for found in pattern.find_iter(&passage.text) {
        let span = found.range();
        let is_free = hits.iter().all(|hit: &Hit| hit.span.end <= span.start || span.end <= hit.span.start);
        if is_free
            && is_bounded(&passage.text, &span)
            && let Some((kind, excerpt)) = judge(&span)
        {
            hits.push(Hit { kind, span, excerpt });
        }
    }
}

/// Whether nothing that would make it part of a longer code or number stands right before or behind.
fn is_bounded(text: &str, span: &Range<usize>) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@');
    let before = text[..span.start].chars().next_back();
    let (mut after, starts_with_digit) =
        (text[span.end..].chars(), text[span.start..].starts_with(|c: char| c.is_ascii_digit()));
    let next = after.next();
    let goes_on = next == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
    let is_fraction = starts_with_digit && matches!(before, Some('.' | '-' | '〔' | '['));
    !before.is_some_and(joins) && !next.is_some_and(joins) && !goes_on && !is_fraction
}

/// What stands shortly before a number.
fn before<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    let head = &text[..span.start];
    let from = head.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    &head[from..]
}

/// Whether one of the words stands shortly before a number or heads its column.
fn is_called(passage: &Passage, span: &Range<usize>, words: &[String]) -> bool {
    holds_any(before(&passage.text, span), words) || holds_any(&passage.context, words)
}

/// Whether a number is money by its unit or its column.
fn is_money(passage: &Passage, span: &Range<usize>, numbers: &Numbers) -> bool {
    let rest = passage.text[span.end..].trim_start();
    numbers.money_units.iter().any(|unit| rest.starts_with(unit.as_str()))
        || passage.is_cell && holds_any(&passage.context, &numbers.money_words)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn identity(
    passage: &Passage,
    span: &Range<usize>,
    last_year: u16,
    numbers: &Numbers,
) -> Option<(ExposureKind, String)> {
    let number = digits(&passage.text[span.clone()]);
    let is_named = is_called(passage, span, &numbers.identity_words);
    let is_code = !is_named && is_called(passage, span, &numbers.codes);
    let is_identity = match number.len() {
        18 => is_named || has_valid_birth(&number[6..14], last_year) && has_region(&number) && has_check_digit(&number),
        _ => is_named,
    };
    (is_identity && !is_code).then(|| (ExposureKind::IdentityNumber, mask::ends(&number, 6, 2)))
}

/// The first two digits are a province's.
fn has_region(number: &str) -> bool {
    matches!(
        number.get(..2).and_then(|province| province.parse::<u8>().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    )
}

fn has_valid_birth(date: &str, last_year: u16) -> bool {
    let part = |range: Range<usize>| date.get(range).and_then(|digits| digits.parse::<u16>().ok()).unwrap_or(0);
    (1900..=last_year).contains(&part(0..4)) && (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8))
}

/// The check character of GB 11643 (ISO 7064, MOD 11-2).
fn has_check_digit(number: &str) -> bool {
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let mut weight = 1_u32;
    let mut sum = 0;
    for digit in number.chars().take(17).collect::<Vec<_>>().iter().rev() {
        weight = weight * 2 % 11;
        sum += digit.to_digit(10).unwrap_or(0) * weight;
    }
    let check = CHECKS[(sum % 11) as usize];
    number.chars().nth(17).is_some_and(|last| last.to_ascii_uppercase() == check)
}

/// A number that is called an account, or a bank card by its first digits and its check digit.
fn account(passage: &Passage, span: &Range<usize>, numbers: &Numbers) -> Option<(ExposureKind, String)> {
    let printed = &passage.text[span.clone()];
    let number = digits(printed);
    let is_named = is_called(passage, span, &numbers.account_words);
    let is_card = number.starts_with("62") && (16..=19).contains(&number.len()) && has_luhn_digit(&number);
    let is_account = is_named || is_card && !is_called(passage, span, &numbers.codes);
    (is_account && !is_money(passage, span, numbers) && (12..=22).contains(&number.len()))
        .then(|| (ExposureKind::BankAccount, mask::ends(&number, 4, 2)))
}

fn has_luhn_digit(number: &str) -> bool {
    let digits = number.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits
        .zip([false, true].into_iter().cycle())
        .map(|(digit, is_doubled)| match digit * 2 {
            _ if !is_doubled => digit,
            doubled if doubled > 9 => doubled - 9,
            doubled => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn mobile(passage: &Passage, span: &Range<usize>, numbers: &Numbers) -> Option<(ExposureKind, String)> {
    let number = digits(&passage.text[span.clone()]);
    let number = &number[number.len() - 11..];
    let is_named = is_called(passage, span, &numbers.phone_words);
    let is_other = is_money(passage, span, numbers) || is_called(passage, span, &numbers.codes);
    (is_named || !is_other).then(|| (ExposureKind::Mobile, mask::ends(number, 3, 2)))
}

/// A telephone with its area code, or one that is called so; not one that is given for the public.
fn landline(passage: &Passage, span: &Range<usize>, numbers: &Numbers) -> Option<(ExposureKind, String)> {
    let printed = &passage.text[span.clone()];
    let has_area = printed.starts_with(['0', '(']) && printed.contains(['-', ')']);
    let is_named = is_called(passage, span, &numbers.phone_words);
    let is_public =
        holds_any(&passage.text, &numbers.public_words) || holds_any(&passage.context, &numbers.public_words);
    let is_telephone = (has_area || is_named) && !is_money(passage, span, numbers) && !is_public;
    is_telephone.then(|| {
        let number = digits(printed);
        let shown = if number.starts_with('0') { 3 } else { 2 };
        (ExposureKind::Landline, mask::ends(&number, shown, 2))
    })
}

fn email(passage: &Passage, span: &Range<usize>, numbers: &Numbers) -> Option<(ExposureKind, String)> {
    let address = &passage.text[span.clone()];
    let lower = address.to_ascii_lowercase();
    let is_of_state = numbers.public_domains.iter().any(|domain| lower.ends_with(domain.as_str()));
    let is_public = is_of_state || holds_any(before(&passage.text, span), &numbers.public_words);
    (!is_public).then(|| (ExposureKind::Email, mask::mailbox(address)))
}

fn plate(printed: &str) -> Option<(ExposureKind, String)> {
    let number: String = printed.chars().filter(|c| c.is_alphanumeric()).collect();
    let has_digits = number.chars().filter(char::is_ascii_digit).count() >= 2;
    has_digits.then(|| (ExposureKind::LicencePlate, mask::ends(&number, 2, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_standards() {
        // 11010519491231002X is the worked example of GB 11643 itself.
        assert!(has_check_digit("11010519491231002X") && has_check_digit("11010519491231002x"));
        assert!(!has_check_digit("110105194912310021"));
        assert!(has_luhn_digit("79927398713") && !has_luhn_digit("79927398710"));
        assert!(has_valid_birth("19491231", 2026) && !has_valid_birth("19491331", 2026));
        assert!(!has_valid_birth("20270101", 2026));
    }
}
