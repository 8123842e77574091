//! Runs all rules over a disclosure: the checks one by one, the equations of all rules together in the solver.

use std::collections::BTreeMap;

use mingsuan_model::{Disclosure, Equation, Finding, Grade, Outcome, Place, Related, RuleOutcome};
use rayon::prelude::*;

use crate::context::Context;
use crate::coverage::{self, Coverage};
use crate::printed_sums;
use crate::registry::RULES;
use crate::rule::{Body, Found};
use crate::solver::{Solution, State, solve};
use crate::standing::Standing;
use crate::verdict;

/// Everything the rules say of one document.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The findings, the worst first, then by place.
    pub findings: Vec<Finding>,
    /// How each rule ended, by code.
    pub outcomes: Vec<RuleOutcome>,
    /// How much of the money in tables was verified.
    pub coverage: Coverage,
}

/// Judges a disclosure by all rules. The rules are independent, so they share the processors that are free.
pub fn judge(disclosure: &Disclosure) -> Judgement {
    let context = Context::new(disclosure);
    let (checked, (solution, mut solved)) = rayon::join(|| check(&context), || solve_all(&context));
    let mut judgement = Judgement::default();
    let mut vouched = Vec::new();
    for (code, mut found) in checked {
        vouched.append(&mut found.vouched);
        judgement.outcomes.push(found.outcome(code));
        judgement.findings.append(&mut found.findings);
    }
    judgement.outcomes.extend(equation_outcomes(&solution, &solved));
    judgement.outcomes.sort_by_key(|outcome| outcome.code);
    fold_consequences(&mut judgement.findings, &mut solved);
    judgement.findings.append(&mut solved);
    let standing = Standing::of(context.profile, disclosure.year, disclosure.region.as_deref());
    judgement.findings.retain_mut(|finding| standing.holds(finding));
    judgement.outcomes.iter_mut().for_each(|outcome| standing.correct(outcome));
    judgement.findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| order(a).cmp(&order(b))));
    judgement.coverage = coverage::measure(disclosure, &context.cube, &solution, &vouched);
    judgement
}

/// What the rules found that look at the disclosure one by one.
pub(crate) fn check(context: &Context<'_>) -> Vec<(&'static str, Found)> {
    let checks = RULES.par_iter().filter_map(|rule| match rule.body {
        Body::Check(check) => {
            let mut found = Found::default();
            check(context, &mut found);
            Some((rule.code, found))
        }
        Body::Equations(_) | Body::Together(_) | Body::Run => None,
    });
    checks.collect()
}

/// What the equations of all rules say together.
pub(crate) fn solve_all(context: &Context<'_>) -> (Solution, Vec<Finding>) {
    let mut equations: Vec<Equation> = Vec::new();
    for rule in RULES.iter() {
        if let Body::Equations(state) = rule.body {
            state(context, &mut equations);
        }
    }
    equations.extend(printed_sums::hints(context, &equations));
    let solution = solve(&context.cube, equations);
    let solved = verdict::findings(context.disclosure, &context.cube, &solution);
    (solution, solved)
}

/// What rules say of a number that stands one place off is a consequence of its standing there: it moves into the finding
/// that says so.
fn fold_consequences(findings: &mut Vec<Finding>, solved: &mut [Finding]) {
    for structural in solved.iter_mut().filter(|finding| finding.is_structural) {
        let moved: Vec<Place> = structural.related.iter().map(|related| related.place.clone()).collect();
        let consequences = findings.extract_if(.., |finding| moved.contains(&finding.place));
        structural.related.extend(consequences.map(|finding| Related {
            message: finding.message,
            message_en: finding.message_en,
            place: finding.place,
            path: None,
        }));
    }
}

/// Findings of one severity stand in the order of the document.
fn order(finding: &Finding) -> (u32, u32, u32, u32, u32, &'static str) {
    let place = &finding.place;
    let or_zero = |value: Option<u32>| value.unwrap_or(0);
    (
        or_zero(place.page),
        or_zero(place.line),
        or_zero(place.table),
        or_zero(place.row),
        or_zero(place.column),
        finding.code,
    )
}

/// How the rules that state equations ended.
fn equation_outcomes(solution: &Solution, findings: &[Finding]) -> Vec<RuleOutcome> {
    #[derive(Default)]
    struct Tally {
        comparisons: usize,
        failed: bool,
        insufficient: bool,
    }
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for rule in RULES.iter().filter(|rule| matches!(rule.body, Body::Equations(_))) {
        tallies.insert(
            rule.code,
            Tally { failed: findings.iter().any(|finding| finding.code == rule.code), ..Tally::default() },
        );
    }
    for (equation, state) in solution.equations.iter().zip(&solution.states) {
        let tally = tallies.entry(equation.rule).or_default();
        match state {
            State::Holds | State::Rounds(_) => tally.comparisons += 1,
            State::Fails(_) => {
                tally.comparisons += 1;
                tally.failed |= equation.grade > Grade::Hint;
            }
            State::Insufficient => tally.insufficient = true,
            State::Empty => {}
        }
    }
    let outcome = |tally: &Tally| match (tally.failed, tally.comparisons, tally.insufficient) {
        (true, ..) => Outcome::Fail,
        (false, 0, true) => Outcome::Insufficient,
        (false, 0, false) => Outcome::NotApplicable,
        _ => Outcome::Pass,
    };
    let reason =
        |tally: &Tally| tally.insufficient.then(|| "有单元格不是数字，或未标明金额单位，所在等式未能比较".to_owned());
    tallies
        .into_iter()
        .map(|(code, tally)| RuleOutcome {
            code,
            outcome: outcome(&tally),
            comparisons: tally.comparisons,
            reason: reason(&tally),
        })
        .collect()
}
