//! The identities that are data: `standards/identities.toml` stated over the cube of one document.

use std::collections::HashMap;
use std::sync::LazyLock;

use mingsuan_model::{Coordinate, Dimension, Equation, Grade, Relation, Value};
use serde::Deserialize;

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
    same: Option<Vec<HashMap<String, String>>>,
    at_most: Option<Vec<HashMap<String, String>>>,
}

static IDENTITIES: LazyLock<Vec<Identity>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../standards/identities.toml"))
        .expect("standards/identities.toml is part of the program and a test reads it");
    file.identity
});

/// States the identities that a rule reports.
pub(crate) fn state(rule: &'static str, cube: &Cube<'_>, out: &mut Vec<Equation>) {
    for identity in IDENTITIES.iter().filter(|identity| identity.rule == rule) {
        for frame in frames(cube) {
            let first = |member: &HashMap<String, String>| cube.same_as(&position(frame, member)).first().copied();
            let found = |members: &[HashMap<String, String>]| members.iter().map(first).collect::<Option<Vec<u32>>>();
            let same = identity.same.as_deref().and_then(found).map(Relation::Same);
            let at_most = identity.at_most.as_deref().and_then(found);
            let relation = same.or(match at_most.as_deref() {
                Some([low, high]) => Some(Relation::AtMost(*low, *high)),
                _ => None,
            });
            out.extend(relation.map(|relation| Equation {
                rule,
                grade: identity.grade,
                name: identity.name.clone(),
                relation,
            }));
        }
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
