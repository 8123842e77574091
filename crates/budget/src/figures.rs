//! The figures that the text names and compares with last year, by key (`templates/figures.toml`).
//! Which sentence names which figure is the template's business.

use std::sync::LazyLock;

use mingsuan_model::Amount;
use serde::Deserialize;

use crate::budget::Budget;
use crate::form::At;

/// One figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its key.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// Where in the cube it stands.
    pub at: At,
    /// Whether a large change needs a reason.
    #[serde(default)]
    pub reason: bool,
    /// Keys of the figures whose sum stands for last year's amount where it was not entered.
    #[serde(default)]
    pub parts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Figures {
    figure: Vec<Figure>,
}

static FIGURES: LazyLock<Vec<Figure>> = LazyLock::new(|| {
    let figures: Figures = toml::from_str(include_str!("../../../templates/figures.toml"))
        .expect("templates/figures.toml is part of the program and its test reads it");
    figures.figure
});

impl Figure {
    /// All figures.
    pub fn all() -> &'static [Figure] {
        &FIGURES
    }

    /// The figure of a key.
    pub fn named(key: &str) -> Option<&'static Figure> {
        FIGURES.iter().find(|figure| figure.key == key)
    }

    /// Its amount in this budget; `None` where the sum overflows.
    pub fn amount(&self, budget: &Budget) -> Option<Amount> {
        budget.amount_at(&self.at.0)
    }

    /// Last year's amount, as entered or from its parts; `None` where it is not known.
    pub fn prior(&self, budget: &Budget) -> Option<Amount> {
        if let Some(amount) = budget.prior.get(&self.key) {
            return Some(*amount);
        }
        let parts = self.parts.iter().map(|key| budget.prior.get(key).copied());
        let known = parts.collect::<Option<Vec<Amount>>>().filter(|parts| !parts.is_empty())?;
        known.into_iter().try_fold(Amount::ZERO, Amount::checked_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique() {
        for figure in Figure::all() {
            assert_eq!(Figure::all().iter().filter(|other| other.key == figure.key).count(), 1, "{}", figure.key);
        }
    }
}
