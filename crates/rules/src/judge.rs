//! Runs all rules over a disclosure.

use mingsuan_model::{Disclosure, Finding, RuleOutcome};

use crate::context::Context;
use crate::registry::RULES;
use crate::rule::{Body, Found};

/// Everything the rules say of one document.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The findings, in order of severity and place.
    pub findings: Vec<Finding>,
    /// How each rule ended.
    pub outcomes: Vec<RuleOutcome>,
}

/// Judges a disclosure by all rules.
pub fn judge(disclosure: &Disclosure) -> Judgement {
    let context = Context::new(disclosure);
    let mut judgement = Judgement::default();
    for rule in RULES.iter() {
        let mut found = Found::default();
        match rule.body {
            Body::Check(check) => check(&context, &mut found),
            Body::Equations(_) => {}
        }
        judgement.outcomes.push(found.outcome(rule.code));
        judgement.findings.append(&mut found.findings);
    }
    judgement
}
