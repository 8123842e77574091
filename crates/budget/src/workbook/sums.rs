//! Sums of lines under criteria: as an amount and as the formula that a workbook computes it by.
//! Which sums are shown where is the business of `rows.rs`.

use mingsuan_model::{Amount, Coordinate, Dimension};

use super::choices;
use crate::budget::{Fund, Kind, Line, Source};
use crate::cube::item_codes;

/// Restrictions on lines; an empty list does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Criteria {
    /// Keys of kinds; `balance` for the balance.
    kinds: Vec<String>,
    funds: Vec<String>,
    sources: Vec<String>,
    /// Codes of the department's economic classification.
    economic: Vec<String>,
}

/// The sum of amounts; `None` when it does not fit.
pub(super) fn total(amounts: impl IntoIterator<Item = Amount>) -> Option<Amount> {
    amounts.into_iter().try_fold(Amount::ZERO, Amount::checked_add)
}

fn owned(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

impl Criteria {
    /// The lines that make up a position of the cube; `None` where it is not lines that do.
    pub(super) fn of(at: &Coordinate) -> Option<Self> {
        let within = |dimension: Dimension, keys: Vec<&'static str>| -> Vec<String> {
            let Some(wanted) = at.key(dimension) else { return Vec::new() };
            let tree = dimension.tree();
            let is_within = |key: &&str| {
                tree.is_some_and(|tree| {
                    tree.id(key).zip(tree.id(wanted)).is_some_and(|(own, wanted)| tree.is_within(own, wanted))
                })
            };
            keys.into_iter().filter(is_within).map(str::to_owned).collect()
        };
        let mut criteria = Self {
            kinds: within(Dimension::Kind, Kind::ALL.into_iter().filter_map(Kind::key).collect()),
            funds: within(Dimension::Fund, Fund::ALL.map(Fund::key).to_vec()),
            sources: within(Dimension::Source, Source::ALL.map(Source::key).to_vec()),
            economic: Vec::new(),
        };
        match (at.key(Dimension::Side), at.key(Dimension::Item)) {
            (_, Some("operating-costs")) => {
                criteria.kinds = vec![choices::kind_key(Kind::Public).to_owned()];
                criteria.funds = vec![Fund::General.key().to_owned()];
            }
            (Some("expenditure"), Some(item)) => criteria.economic = owned(&item_codes(item)),
            // Money that is kept is no expenditure.
            (Some("expenditure"), None) if criteria.kinds.is_empty() => {
                criteria.kinds = owned(&Kind::ALL.into_iter().filter_map(Kind::key).collect::<Vec<_>>());
            }
            (Some("expenditure" | "outlay" | "revenue"), None) => {}
            _ => return None,
        }
        Some(criteria)
    }

    /// 财政拨款 of one fund spent on items of 三公.
    pub(super) fn of_items(items: &[String], fund: Fund) -> Self {
        let economic = items.iter().flat_map(|item| item_codes(item)).map(str::to_owned).collect();
        Self { economic, ..Self::of_fund(fund) }
    }

    /// The lines of one kind.
    pub(super) fn of_kind(kind: Kind) -> Self {
        Self { kinds: vec![choices::kind_key(kind).to_owned()], ..Self::default() }
    }

    /// The lines of one fund.
    pub(super) fn of_fund(fund: Fund) -> Self {
        Self { funds: vec![fund.key().to_owned()], ..Self::default() }
    }

    /// The lines of one source.
    pub(super) fn of_source(source: Source) -> Self {
        Self { sources: vec![source.key().to_owned()], ..Self::default() }
    }

    /// Whether a line passes.
    fn admits(&self, line: &Line) -> bool {
        let passes = |allowed: &[String], key: &str| allowed.is_empty() || allowed.iter().any(|own| own == key);
        passes(&self.kinds, choices::kind_key(line.kind))
            && passes(&self.funds, line.fund.key())
            && passes(&self.sources, line.source.key())
            && passes(&self.economic, line.economic.as_deref().unwrap_or_default())
    }

    /// The sum of the lines that pass; `None` when it does not fit.
    pub(super) fn sum(&self, lines: &[Line]) -> Option<Amount> {
        total(lines.iter().filter(|line| self.admits(line)).map(|line| line.amount))
    }

    /// The formula of the sum, with the columns of the lines still to be named. At most two of the lists may be filled:
    /// array constants have two directions.
    pub(super) fn formula(&self) -> String {
        let labels = |name: &str, keys: &[String]| -> Vec<String> {
            keys.iter().map(|key| choices::label(name, key).to_owned()).collect()
        };
        // A cell may hold the code alone or the code and its name.
        let economic = self.economic.iter().map(|code| format!("{code}*")).collect();
        let restricted = [
            ("lines.kind", labels("kind", &self.kinds)),
            ("lines.economic", economic),
            ("lines.source", labels("source", &self.sources)),
            ("lines.fund", labels("fund", &self.funds)),
        ];
        let restricted = restricted.iter().filter(|(_, values)| !values.is_empty());
        let terms: String = restricted
            .zip([",", ";"])
            .map(|((column, values), separator)| {
                let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
                format!(",{{{column}}},{{{}}}", quoted.join(separator))
            })
            .collect();
        if terms.is_empty() {
            return "SUM({lines.amount})".to_owned();
        }
        format!("SUMPRODUCT(SUMIFS({{lines.amount}}{terms}))")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure;

    #[test]
    fn formulas_name_the_columns() {
        let formula = |key: &str| Figure::named(key).and_then(|figure| Criteria::of(&figure.at.0)).map(|c| c.formula());
        assert_eq!(formula("total").as_deref(), Some("SUM({lines.amount})"));
        assert_eq!(
            formula("reception").as_deref(),
            Some(
                "SUMPRODUCT(SUMIFS({lines.amount},{lines.economic},{\"30217*\"},{lines.fund},\
                 {\"一般公共预算\";\"政府性基金预算\";\"国有资本经营预算\"}))"
            )
        );
        assert_eq!(formula("asset-total"), None);
    }

    #[test]
    fn sums_by_criteria_are_those_of_the_cube() {
        let line = |kind, fund, economic: Option<&str>, fen| Line {
            function: "2010301".to_owned(),
            kind,
            project: None,
            economic: economic.map(str::to_owned),
            gov_economic: None,
            fund,
            source: Source::Current,
            amount: Amount(fen),
        };
        let lines = vec![
            line(Kind::Personnel, Fund::General, Some("30101"), 1),
            line(Kind::Public, Fund::General, Some("30217"), 10),
            line(Kind::Public, Fund::Business, Some("30217"), 100),
            line(Kind::Project, Fund::GovernmentFund, Some("31013"), 1_000),
            line(Kind::Balance, Fund::Other, None, 10_000),
        ];
        let budget = crate::Budget { lines, ..crate::Budget::default() };
        let mut compared = 0;
        for figure in Figure::all() {
            let Some(criteria) = Criteria::of(&figure.at.0) else { continue };
            assert_eq!(criteria.sum(&budget.lines), figure.amount(&budget), "{}", figure.key);
            let lists = [&criteria.kinds, &criteria.funds, &criteria.sources, &criteria.economic];
            assert!(lists.iter().filter(|list| !list.is_empty()).count() <= 2, "{}", figure.key);
            compared += 1;
        }
        assert!(compared > 20, "{compared}");
    }
}
