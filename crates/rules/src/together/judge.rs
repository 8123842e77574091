//! Runs the rules that compare documents, and what such a rule hands back.
//! How findings of a single document come about is in the crate's `judge.rs`.

use std::collections::HashMap;

use mingsuan_model::{Finding, Outcome, Profile, RuleOutcome};

use super::kin::Together;
use crate::registry::RULES;
use crate::rule::{Body, Rule};
use crate::standing::Standing;

/// A finding that is not of one document alone: of several, or of the run.
#[derive(Clone, Debug)]
pub struct Crossing {
    /// The file it stands in, as the user named it.
    pub path: String,
    /// The finding; the places of other documents are among its related ones.
    pub finding: Finding,
}

/// What a rule found across the documents of a run.
#[derive(Debug, Default)]
pub struct Across {
    /// The findings.
    pub crossings: Vec<Crossing>,
    /// How many comparisons were made.
    pub comparisons: usize,
    /// Why something could not be compared, in Chinese.
    pub missing: Option<String>,
}

impl Across {
    /// Reports a finding that stands in a document.
    pub fn push(&mut self, path: &str, finding: Finding) {
        self.crossings.push(Crossing { path: path.to_owned(), finding });
    }

    /// One comparison was made.
    pub fn compared(&mut self) {
        self.comparisons += 1;
    }

    /// Something that the rule needs is missing; the first reason is kept.
    pub fn insufficient(&mut self, reason: impl Into<String>) {
        self.missing.get_or_insert_with(|| reason.into());
    }

    fn outcome(&self, code: &'static str) -> RuleOutcome {
        let outcome = match (self.crossings.is_empty(), self.comparisons, &self.missing) {
            (false, ..) => Outcome::Fail,
            (true, 0, Some(_)) => Outcome::Insufficient,
            (true, 0, None) => Outcome::NotApplicable,
            (true, ..) => Outcome::Pass,
        };
        RuleOutcome { code, outcome, comparisons: self.comparisons, reason: self.missing.clone() }
    }
}

/// Judges the documents of a run together: the findings by document, those of one document by severity and code, and how
/// each rule ended. Of a single document there is nothing to say.
pub fn judge_together(together: &mut Together) -> (Vec<Crossing>, Vec<RuleOutcome>) {
    if together.members().len() < 2 {
        return (Vec::new(), Vec::new());
    }
    together.arrange();
    let (mut crossings, mut outcomes) = (Vec::new(), Vec::new());
    for (rule, compare) in comparing() {
        let mut across = Across::default();
        compare(together, &mut across);
        if together.left_out() > 0 {
            across.insufficient(format!("文件过多，其中{}份没有与其他文件逐数比较；请分批检查", together.left_out()));
        }
        outcomes.push(across.outcome(rule.code));
        crossings.append(&mut across.crossings);
    }
    let mut standings: HashMap<String, Standing> = HashMap::new();
    crossings.retain_mut(|crossing| {
        let standing = standings.entry(crossing.path.clone()).or_insert_with(|| standing(together, &crossing.path));
        standing.holds(&mut crossing.finding)
    });
    crossings.sort_by(|one, other| {
        let by_path = one.path.cmp(&other.path);
        let by_severity = other.finding.severity.cmp(&one.finding.severity);
        by_path.then(by_severity).then(one.finding.code.cmp(other.finding.code))
    });
    (crossings, outcomes)
}

/// How the rules stand for a document of the run.
fn standing(together: &Together, path: &str) -> Standing {
    let imprint = together.at_path(path).map(|member| &member.imprint);
    let (year, region) = (imprint.and_then(|i| i.year), imprint.and_then(|i| i.region.as_deref()));
    let named = imprint.and_then(|imprint| Profile::named(&imprint.profile));
    Standing::of(named.unwrap_or_else(|| Profile::for_document(region, year)), year, region)
}

/// The rules that compare documents, each with its comparison.
fn comparing() -> impl Iterator<Item = (&'static Rule, fn(&Together, &mut Across))> {
    RULES.iter().filter_map(|rule| match rule.body {
        Body::Together(compare) => Some((rule, compare)),
        Body::Check(_) | Body::Equations(_) | Body::Run => None,
    })
}
