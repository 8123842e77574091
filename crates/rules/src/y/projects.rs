//! The projects of two years of one agency, found again by name. No judgement here.

use std::collections::BTreeMap;

use mingsuan_model::DisclosureKind;

use crate::together::{ProjectFigure, STANDARDS, Together, squeezed};

/// Last year's document of an agency and its projects beside this year's.
pub(super) struct Years<'t> {
    /// This year's document.
    pub(super) this: usize,
    /// Last year's.
    pub(super) prior: usize,
    /// Projects of both years: last year's, this year's.
    pub(super) kept: Vec<[&'t ProjectFigure; 2]>,
    /// Last year's projects that are gone.
    pub(super) gone: Vec<&'t ProjectFigure>,
}

/// Each budget with last year's, where enough projects are found again to believe that names were kept.
pub(super) fn years(together: &Together) -> (Vec<Years<'_>>, usize) {
    let (mut all, mut renamed) = (Vec::new(), 0);
    for (this, member) in (0..).zip(together.members()) {
        let Some(year) = member.imprint.year.filter(|_| member.imprint.kind == DisclosureKind::Budget) else {
            continue;
        };
        let kin = together.of_same_agency(this, DisclosureKind::Budget, year.saturating_sub(1));
        let Some(prior) = kin.first() else { continue };
        let now = by_name(&member.imprint.projects);
        let before = by_name(&together.member(prior).imprint.projects);
        if now.is_empty() || before.is_empty() {
            continue;
        }
        let (mut years, mut twice) = (Years { this, prior, kept: Vec::new(), gone: Vec::new() }, 0);
        for (name, project) in &before {
            // A name that stands twice is there, but says nothing of amounts.
            match (project, now.get(name)) {
                (Some(project), Some(Some(again))) => years.kept.push([*project, *again]),
                (Some(project), None) => years.gone.push(*project),
                _ => twice += 1,
            }
        }
        if (years.kept.len() + twice) * 10_000 >= before.len() * STANDARDS.found_again_bp {
            all.push(years);
        } else {
            renamed += 1;
        }
    }
    (all, renamed)
}

/// The projects by name without years; of a name that stands twice the amount is left open.
fn by_name(projects: &[ProjectFigure]) -> BTreeMap<String, Option<&ProjectFigure>> {
    let mut found: BTreeMap<String, Option<&ProjectFigure>> = BTreeMap::new();
    for project in projects {
        found.entry(bare(&project.name)).and_modify(|twice| *twice = None).or_insert(Some(project));
    }
    found
}

/// A name without white space, digits and the word 年 behind them: `2025年护林员补助` and `护林员补助2026年度` are one.
fn bare(name: &str) -> String {
    let squeezed = squeezed(name);
    let mut bare = String::with_capacity(squeezed.len());
    let mut after_digit = false;
    for character in squeezed.chars() {
        if character.is_ascii_digit() {
            after_digit = true;
            continue;
        }
        let belongs_to_year = after_digit && matches!(character, '年' | '度');
        if !belongs_to_year {
            bare.push(character);
            after_digit = false;
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn years_in_names_do_not_count() {
        assert_eq!(bare("2025年护林员补助"), bare("护林员补助（2026 年度）").replace("（）", ""));
        assert_ne!(bare("护林员补助"), bare("护林员培训"));
    }
}
