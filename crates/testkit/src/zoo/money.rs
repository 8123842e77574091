//! How much of a budget stands at a coordinate: every cell of every made-up template is computed here, from the lines.
//! Which cells a template prints is data; nothing of pages and tables is known here.

use mingsuan_model::{Amount, Coordinate, Dimension, FiscalYear, Value};

use crate::budget::{Budget, Fund, Kind, Line};

/// A coordinate written as `side=expenditure fund=general function=20101`; `year=prior` is the year before `year`.
pub(super) fn coordinate(text: &str, year: FiscalYear) -> Coordinate {
    let mut at = Coordinate::default();
    for (key, member) in text.split_whitespace().filter_map(|part| part.split_once('=')) {
        let Some(dimension) = Dimension::from_key(key) else { continue };
        at = match (member, member.parse()) {
            ("prior", _) => at.with(dimension, Value::Member(u32::from(year - 1))),
            (_, Ok(number)) => at.with(dimension, Value::Member(number)),
            _ => at.at(dimension, member),
        };
    }
    at
}

/// The money at a coordinate. Last year's lines and those of final accounts are made up from the budget's, each by a
/// share of its own.
pub(super) fn amount_at(budget: &Budget, at: &Coordinate, grain_fen: i64) -> Amount {
    let sum = |prior: bool| {
        let lines = budget.lines.iter().enumerate().filter(|(_, line)| counts(budget, line, at));
        Amount(lines.map(|(ordinal, line)| line_amount(line, ordinal, prior, grain_fen)).sum())
    };
    if at.is_at(Dimension::Side, "balance") {
        return Amount::ZERO;
    }
    let is_prior = at.get(Dimension::Year) == Value::Member(u32::from(budget.year - 1));
    match at.key(Dimension::Measure) {
        Some("change") => Amount(sum(false).0 - sum(true).0),
        _ => sum(is_prior || at.is_at(Dimension::Phase, "final")),
    }
}

/// A line's amount in whole grains, this year or last year.
fn line_amount(line: &Line, ordinal: usize, prior: bool, grain_fen: i64) -> i64 {
    let grains = line.amount.0 / grain_fen;
    #[allow(clippy::cast_possible_wrap)]
    let share = 7 + (ordinal % 7) as i64;
    grain_fen * if prior { grains * share / 10 } else { grains }
}

fn counts(budget: &Budget, line: &Line, at: &Coordinate) -> bool {
    let code = |dimension: Dimension| at.code(dimension).map(|code| code.to_string());
    let within = |dimension: Dimension, own: Option<&str>| {
        code(dimension).is_none_or(|code| own.is_some_and(|own| own.starts_with(&code)))
    };
    let kind = match at.key(Dimension::Kind) {
        None => true,
        Some("basic") => !matches!(line.kind, Kind::Project(_)),
        Some("personnel") => line.kind == Kind::Personnel,
        Some("public") => line.kind == Kind::Public,
        Some("project") => matches!(line.kind, Kind::Project(_)),
        Some(_) => false,
    };
    let source = match at.key(Dimension::Source) {
        Some("current") => !line.is_carried_over,
        Some("carry-over") => line.is_carried_over,
        Some(_) => false,
        None => true,
    };
    let project = at.code(Dimension::Project).is_none_or(|ordinal| line.kind == Kind::Project(ordinal as usize));
    kind && source
        && project
        && at.key(Dimension::Fund).is_none_or(|key| is_of_fund(line.fund, key))
        && within(Dimension::Function, Some(&line.function))
        && within(Dimension::Economic, line.economic.as_deref())
        && at.key(Dimension::Item).is_none_or(|item| is_of_item(line, item))
        && budget.year > 0
}

fn is_of_fund(fund: Fund, key: &str) -> bool {
    match key {
        "fiscal" => fund.is_fiscal(),
        "general" => fund == Fund::General,
        "gov-fund" => fund == Fund::GovernmentFund,
        "state-capital" => fund == Fund::StateCapital,
        "special-account" => fund == Fund::SpecialAccount,
        "unit-funds" => fund.is_unit_money(),
        "non-fiscal" => !fund.is_fiscal(),
        "business" => fund == Fund::Business,
        "operating" => fund == Fund::Operating,
        "superior" => fund == Fund::Superior,
        "subsidiary" => fund == Fund::Affiliated,
        "other" => fund == Fund::Other,
        _ => false,
    }
}

fn is_of_item(line: &Line, item: &str) -> bool {
    let codes: &[&str] = match item {
        "official-costs" => &["30212", "31013", "30231", "30217"],
        "abroad" => &["30212"],
        "vehicle" => &["31013", "30231"],
        "vehicle-purchase" => &["31013"],
        "vehicle-running" => &["30231"],
        "reception" => &["30217"],
        "meeting" => &["30215"],
        "training" => &["30216"],
        _ => &[],
    };
    line.economic.as_deref().is_some_and(|code| codes.contains(&code))
}
