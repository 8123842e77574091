//! What the family knows of indicators: `standards/indicators.toml` and the questions that several rules ask of a name, a unit or a value.
//! No judgement here; the rules judge.

use std::sync::LazyLock;

use mingsuan_model::{Decimal, FiscalYear, Indicator, Place, Project, Scale};
use serde::Deserialize;

/// The word lists as written; the file says of each list how it is compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) percent_units: Vec<String>,
    pub(super) time_units: Vec<String>,
    pub(super) count_units: Vec<String>,
    pub(super) same_units: Vec<Vec<String>>,
    pub(super) odd_units: Vec<(String, String)>,
    pub(super) rate_endings: Vec<String>,
    pub(super) not_rates: Vec<String>,
    pub(super) part_rates: Vec<String>,
    pub(super) overfulfilled: Vec<String>,
    pub(super) negated: Vec<String>,
    pub(super) level_words: Vec<String>,
    pub(super) number_characters: String,
    pub(super) time_names: Vec<String>,
    pub(super) count_names: Vec<String>,
    pub(super) not_deadlines: Vec<String>,
    pub(super) unit_cost_words: Vec<String>,
    pub(super) beyond_year_words: Vec<String>,
    pub(super) duration_names: Vec<String>,
    pub(super) bad_things: Vec<String>,
    pub(super) count_tails: Vec<String>,
    pub(super) deals_with: Vec<String>,
    pub(super) lasting_bases: Vec<String>,
    pub(super) optional_kinds: Vec<String>,
    pub(super) fixed_phrases: Vec<String>,
    pub(super) unit_continuations: Vec<String>,
    pub(super) number_prefixes: Vec<String>,
    pub(super) title_words: Vec<String>,
    pub(super) since_words: Vec<String>,
    pub(super) levels: Vec<(String, Vec<String>)>,
    pub(super) spend_words: Vec<String>,
    pub(super) no_spend_words: Vec<String>,
    pub(super) vague_words: Vec<String>,
    pub(super) weight_sums: Vec<i64>,
    pub(super) weight_frames: Vec<Vec<(String, i64)>>,
    pub(super) content_words: Vec<String>,
    pub(super) goal_characters: usize,
    pub(super) form_labels: Vec<String>,
    pub(super) year_end_plan_yuan: i64,
    pub(super) basis_percent: usize,
    pub(super) number_fillers: Vec<String>,
    pub(super) told_units: Vec<String>,
    pub(super) unit_percent: usize,
    pub(super) same_name_percent: usize,
    pub(super) target_bounds: Vec<(String, bool)>,
    pub(super) target_fillers: Vec<String>,
    pub(super) generic_names: Vec<String>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/indicators.toml"))
        .expect("standards/indicators.toml is part of the program and a test reads it")
});

/// Whether one of the words stands anywhere in a text.
pub(super) fn contains_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a text ends with one of the words.
pub(super) fn ends_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether a word stands in the list.
pub(super) fn is_one_of(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| word == text)
}

/// An indicator's name without white space and without what stands in brackets at its end: `合格率（%）` → `合格率`.
pub(super) fn bare_name(indicator: &Indicator) -> String {
    let name = mingsuan_model::text::normalized(&indicator.level3.text);
    match name.find('(') {
        Some(at) if at > 0 && name.ends_with(')') => name[..at].to_owned(),
        _ => name,
    }
}

/// Whether an indicator's name is that of a rate, which only per cent can measure.
pub(super) fn is_rate(name: &str) -> bool {
    ends_with_any(name, &WORDS.rate_endings) && !ends_with_any(name, &WORDS.not_rates)
}

/// Whether the rate is a part of a whole: more is better and 100 % is the most.
pub(super) fn is_part_rate(name: &str) -> bool {
    ends_with_any(name, &WORDS.part_rates)
        && !contains_any(name, &WORDS.overfulfilled)
        && !contains_any(name, &WORDS.negated)
}

pub(super) fn is_percent(unit: &str) -> bool {
    is_one_of(unit, &WORDS.percent_units)
}

/// Whether a unit is money and nothing else: 元, 万元 …
pub(super) fn money_scale(unit: &str) -> Option<Scale> {
    Scale::ALL.into_iter().find(|scale| scale.name() == unit)
}

/// Whether a unit is known to be one of time, counting or measuring.
pub(super) fn is_time_or_count(unit: &str) -> bool {
    is_one_of(unit, &WORDS.time_units) || is_one_of(unit, &WORDS.count_units)
}

/// Whether two units are spellings of one.
pub(super) fn is_same_unit(left: &str, right: &str) -> bool {
    left == right || WORDS.same_units.iter().any(|line| is_one_of(left, line) && is_one_of(right, line))
}

/// Whether the value is a range or another text with more digits than the one number that was read.
pub(super) fn has_more_digits(indicator: &Indicator) -> bool {
    indicator.parts.unit.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Whether an indicator's second level (or its first, where the form has one level only) speaks of a kind: 数量, 时效, 成本 …
pub(super) fn is_of_kind(indicator: &Indicator, kind: &str) -> bool {
    indicator.level2.contains(kind) || (indicator.level2.is_empty() && indicator.level1.contains(kind))
}

/// Why a budget could not be compared.
pub(super) const NO_SCALE: &str = "项目表没有写明金额单位";

/// Whether a project's budget is a number of nobody knows what.
pub(super) fn lacks_scale(project: &Project) -> bool {
    let budget = project.budget.as_ref().and_then(|budget| budget.value.number());
    project.scale.is_none() && budget.is_some() && !project.indicators.is_empty()
}

/// All indicators with their projects.
pub(super) fn indicators(projects: &[Project]) -> impl Iterator<Item = (&Project, &Indicator)> {
    projects.iter().flat_map(|project| project.indicators.iter().map(move |indicator| (project, indicator)))
}

/// What an indicator asks: its kind, name and description; `None` where it is not described, for then two of one name
/// can be of different things.
pub(super) fn what_is_asked(indicator: &Indicator) -> Option<[String; 3]> {
    let texts = [&indicator.level2, &indicator.level3.text, &indicator.description.text];
    let asked = texts.map(|text| mingsuan_model::text::normalized(text));
    (!asked[1].is_empty() && !asked[2].is_empty()).then_some(asked)
}

/// The year of four digits that a text begins with, and what follows it.
pub(super) fn year_at_start(text: &str) -> Option<(FiscalYear, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let is_year = digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit());
    if !is_year || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

/// The place of an indicator's value, naming the value.
pub(super) fn value_place(indicator: &Indicator) -> Place {
    indicator.value.place.with_text(indicator.value.text.as_str())
}

/// How messages name an indicator: 项目“…”的指标“…”.
pub(super) fn named(project: &Project, indicator: &Indicator) -> String {
    format!("项目“{}”的指标“{}”", project.name.text, indicator.level3.text)
}

/// The number with its unit in another shape: the operator sign is kept.
pub(super) fn rewritten(indicator: &Indicator, number: Decimal, unit: &str) -> String {
    let sign = indicator.parts.operator.map_or("", mingsuan_model::Operator::sign);
    format!("{sign}{number}{unit}")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use mingsuan_model::{IndicatorValue, Placed};

    /// An indicator made of level 2, name, description and value.
    pub(in crate::p) fn indicator(level2: &str, name: &str, description: &str, value: &str) -> Indicator {
        let placed = |text: &str| Placed { text: text.to_owned(), place: Place::default() };
        Indicator {
            level1: String::new(),
            level2: level2.to_owned(),
            level3: placed(name),
            description: placed(description),
            value: placed(value),
            parts: IndicatorValue::read(value),
            basis: placed(""),
            weight: None,
        }
    }

    #[test]
    fn the_word_lists_are_read() {
        assert!(WORDS.rate_endings.iter().any(|word| word == "率"));
        assert!(!WORDS.count_units.is_empty() && !WORDS.title_words.is_empty());
    }

    #[test]
    fn names_of_rates_are_known() {
        for (name, rate, part) in [
            ("验收合格率", true, true),
            ("群众满意度", true, true),
            ("发放频率", false, false),
            ("投资完成率", true, false),
            ("产品不合格率", true, false),
            ("成本控制率", true, false),
            ("租赁面积", false, false),
        ] {
            assert_eq!((is_rate(name), is_part_rate(name)), (rate, part), "{name}");
        }
        let named = indicator("质量指标", "工程验收合格率（%）", "", "≥90%");
        assert_eq!(bare_name(&named), "工程验收合格率");
        assert!(is_same_unit("㎡", "平方米") && !is_same_unit("个", "项"));
    }
}
