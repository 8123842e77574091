//! Sums of lines under criteria: as an amount and as the formula that a workbook computes it by.
//! Which sums are shown where is the business of `rows.rs`.

use mingsuan_model::Amount;

use super::choices;
use super::spec::Criteria;
use crate::budget::{Fund, Kind, Line, Source};

/// The sum of amounts; `None` when it does not fit.
pub(super) fn total(amounts: impl IntoIterator<Item = Amount>) -> Option<Amount> {
    amounts.into_iter().try_fold(Amount::ZERO, Amount::checked_add)
}

impl Criteria {
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
    use crate::workbook::spec::book;

    #[test]
    fn formulas_name_the_columns() {
        assert_eq!(Criteria::default().formula(), "SUM({lines.amount})");
        assert_eq!(
            book().figure("reception").map(|figure| figure.of.formula()).unwrap_or_default(),
            "SUMPRODUCT(SUMIFS({lines.amount},{lines.economic},{\"30217*\"},{lines.fund},\
             {\"一般公共预算\";\"政府性基金预算\";\"国有资本经营预算\"}))"
        );
        for figure in &book().figure {
            let of = &figure.of;
            let lists = [&of.kinds, &of.funds, &of.sources, &of.economic];
            assert!(lists.iter().filter(|list| !list.is_empty()).count() <= 2, "{}", figure.key);
        }
    }
}
