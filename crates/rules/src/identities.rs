//! The identities that are data: `standards/identities.toml` stated over the cube of one document.

use std::collections::HashMap;
use std::sync::LazyLock;

use mingsuan_model::{AgencyLevel, Coordinate, Dimension, Equation, Grade, Origin, Relation, Value};
use serde::Deserialize;

use crate::context::Context;
use crate::cube::Cube;

#[derive(Debug, Deserialize)]
struct File {
    identity: Vec<Identity>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Identity {
    #[allow(dead_code, reason = "names the entry for people; uniqueness is tested")]
    id: String,
    rule: String,
    grade: Grade,
    name: String,
    #[allow(dead_code, reason = "printed by the manual pages of the rules")]
    basis: String,
    /// It holds for single units only, or for departments (and where nothing is known) only.
    level: Option<Level>,
    /// It says nothing where the first member is zero.
    #[serde(default)]
    unless_zero: bool,
    same: Option<Vec<HashMap<String, String>>>,
    at_most: Option<Vec<HashMap<String, String>>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Unit,
    Department,
}

static IDENTITIES: LazyLock<Vec<Identity>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../standards/identities.toml"))
        .expect("standards/identities.toml is part of the program and a test reads it");
    file.identity
});

/// States the identities that a rule reports.
pub(crate) fn state(rule: &'static str, context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    let level = match context.disclosure.agency.level {
        Some(AgencyLevel::Unit) => Level::Unit,
        _ => Level::Department,
    };
    let applies = |identity: &&Identity| identity.rule == rule && identity.level.is_none_or(|of| of == level);
    for identity in IDENTITIES.iter().filter(applies) {
        for frame in frames(cube) {
            out.extend(relation(identity, cube, frame).map(|relation| Equation {
                rule,
                grade: identity.grade,
                name: identity.name.clone(),
                relation,
            }));
        }
    }
}

/// An identity between the facts of one year and phase.
fn relation(identity: &Identity, cube: &Cube<'_>, frame: Coordinate) -> Option<Relation> {
    let first = |member: &HashMap<String, String>| cube.same_as(&position(frame, member)).first().copied();
    let found = |members: &[HashMap<String, String>]| members.iter().map(first).collect::<Option<Vec<u32>>>();
    let members = found(identity.same.as_deref().or(identity.at_most.as_deref())?)?;
    if identity.unless_zero && members.first().is_some_and(|id| !cube.is_nonzero(*id)) {
        return None;
    }
    if identity.same.is_some() {
        return Some(Relation::Same(members));
    }
    // A bound needs a statement on one side: of two sentences each may speak of another circle of units.
    let is_told = |id: &u32| matches!(cube.fact(*id).origin, Origin::Claim(_));
    match members[..] {
        [low, high] if !members.iter().all(is_told) => Some(Relation::AtMost(low, high)),
        _ => None,
    }
}

/// The years and phases that facts stand at: an identity holds within each.
fn frames(cube: &Cube<'_>) -> Vec<Coordinate> {
    let mut frames: Vec<Coordinate> = Vec::new();
    let mut last: Option<Coordinate> = None;
    for fact in cube.facts {
        let at = &fact.coordinate;
        // Neighbours mostly stand in one year and phase.
        let same = |last: &Coordinate| [Dimension::Year, Dimension::Phase].iter().all(|d| last.get(*d) == at.get(*d));
        if last.as_ref().is_some_and(same) {
            continue;
        }
        last = Some(*at);
        let frame = Coordinate::default()
            .with(Dimension::Year, at.get(Dimension::Year))
            .with(Dimension::Phase, at.get(Dimension::Phase))
            .at(Dimension::Measure, "amount");
        if !frame.has_unknown() && !frames.contains(&frame) {
            frames.push(frame);
        }
    }
    frames
}

fn position(frame: Coordinate, member: &HashMap<String, String>) -> Coordinate {
    member.iter().fold(frame, |at, (key, value)| match Dimension::from_key(key) {
        Some(dimension) if dimension.is_coded() => {
            at.with(dimension, value.parse().map_or(Value::Unknown, Value::Member))
        }
        Some(dimension) => at.at(dimension, value),
        None => at.with(Dimension::Item, Value::Unknown),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_are_well_formed() {
        let mut ids = std::collections::BTreeSet::new();
        for identity in IDENTITIES.iter() {
            assert!(ids.insert(&identity.id), "{} stands twice", identity.id);
            assert!(crate::registry::find(&identity.rule).is_some(), "{} names no rule", identity.id);
            assert!(identity.same.is_some() != identity.at_most.is_some(), "{}", identity.id);
            for member in identity.same.iter().chain(&identity.at_most).flatten() {
                assert!(!position(Coordinate::default(), member).has_unknown(), "{} {member:?}", identity.id);
            }
            assert!(identity.at_most.as_ref().is_none_or(|members| members.len() == 2), "{}", identity.id);
        }
    }
}
