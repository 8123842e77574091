//! Which rules count for a document: validity by year and region, and what its profile leaves out or takes more or less
//! seriously. Rules share their equations, so all are judged; what does not count is taken out afterwards.

use std::collections::BTreeMap;

use mingsuan_model::{Finding, FiscalYear, Outcome, Profile, RuleOutcome, Severity};

use crate::pattern::speaks_of;
use crate::registry::RULES;
use crate::rule::Rule;

/// How the rules stand for a document.
pub(crate) struct Standing {
    /// The rules that do not count, and why, in Chinese.
    out: BTreeMap<&'static str, String>,
    /// The rules whose severity is not their own.
    severity: BTreeMap<&'static str, Severity>,
}

impl Standing {
    /// For a document of this profile, year and region.
    pub(crate) fn of(profile: &Profile, year: Option<FiscalYear>, region: Option<&str>) -> Self {
        let settings = &profile.rules;
        let why_not = |rule: &Rule| {
            if !rule.valid.covers(year, region) {
                return Some(rule.valid.told());
            }
            let is_off = settings.off.iter().any(|key| speaks_of(key, rule));
            is_off.then(|| format!("口径“{}”不用这条规则", profile.title))
        };
        let severity = |rule: &Rule| {
            let named = settings.severity.iter().filter(|(key, _)| speaks_of(key, rule));
            // The longest key says most exactly which rule is meant.
            named.max_by_key(|(key, _)| key.len()).map(|(_, severity)| *severity)
        };
        Self {
            out: RULES.iter().filter_map(|rule| Some((rule.code, why_not(rule)?))).collect(),
            severity: RULES.iter().filter_map(|rule| Some((rule.code, severity(rule)?))).collect(),
        }
    }

    /// Whether the rule of a finding counts; if so the finding gets the severity it has here.
    pub(crate) fn holds(&self, finding: &mut Finding) -> bool {
        if let Some(severity) = self.severity.get(finding.code) {
            finding.severity = *severity;
        }
        !self.out.contains_key(finding.code)
    }

    /// A rule that does not count ended as not applicable, with the reason.
    pub(crate) fn correct(&self, outcome: &mut RuleOutcome) {
        if let Some(reason) = self.out.get(outcome.code) {
            outcome.outcome = Outcome::NotApplicable;
            outcome.comparisons = 0;
            outcome.reason = Some(reason.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_model::{Place, RuleSettings};

    use super::*;
    use crate::pattern::is_known;
    use crate::rule::Validity;

    #[test]
    fn validity_is_a_matter_of_year_and_region() {
        let hebei = Validity { regions: &["13"], ..Validity::from_year(2022) };
        assert!(hebei.covers(Some(2022), Some("131028")) && hebei.covers(None, None));
        assert!(!hebei.covers(Some(2021), Some("131028")) && !hebei.covers(Some(2024), Some("3101")));
        assert!(hebei.told().contains("2022年起") && hebei.told().contains("13"));
    }

    #[test]
    fn a_profile_leaves_rules_out_and_changes_their_severity() {
        let settings = RuleSettings {
            off: vec!["T".to_owned()],
            severity: [("P".to_owned(), Severity::Warning), ("P00?".to_owned(), Severity::Info)].into(),
            ..RuleSettings::default()
        };
        let profile = Profile { rules: settings, ..Profile::for_region(None).clone() };
        let standing = Standing::of(&profile, Some(2020), None);
        let finding = |code: &'static str| {
            let mut finding = Finding::new(code, Severity::Error, Place::default(), "");
            (standing.holds(&mut finding), finding.severity)
        };
        assert_eq!(finding("T001"), (false, Severity::Error));
        assert_eq!((finding("P009").1, finding("P010").1), (Severity::Info, Severity::Warning));
        assert_eq!(finding("A001"), (true, Severity::Error));
        // The catalogue of 2022 does not bind the budget of 2020.
        assert!(!finding("G001").0);
        let mut outcome = RuleOutcome { code: "T001", outcome: Outcome::Pass, comparisons: 3, reason: None };
        standing.correct(&mut outcome);
        assert!(outcome.outcome == Outcome::NotApplicable && outcome.reason.is_some());
    }

    #[test]
    fn profiles_name_rules_that_exist() {
        for profile in Profile::all() {
            let RuleSettings { off, on, severity } = &profile.rules;
            for key in off.iter().chain(on).chain(severity.keys()) {
                assert!(is_known(key), "{}: no rule is named {key}", profile.name);
            }
        }
    }
}
