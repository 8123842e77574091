//! Hearsay: how far a failure can be relied upon of which only sentences speak. A sentence may have been taken for another
//! thing than it means; a statement says by its row and column what it tells. Which rules fail is found elsewhere.

use mingsuan_model::{ClaimKind, Disclosure, Origin, Severity};

use crate::cube::Cube;
use crate::slip;
use crate::solver::{Cause, Component, Solution, Suspect};

/// The worst that a failure may be called: an error where a statement takes part in it, or where one number is another one
/// miscopied; less where it may be that two sentences speak of two things.
pub(crate) fn most(disclosure: &Disclosure, cube: &Cube<'_>, solution: &Solution, component: &Component) -> Severity {
    let kind = |id: u32| match cube.fact(id).origin {
        Origin::Claim(claim) => disclosure.claims.get(claim as usize).map(|claim| claim.kind),
        _ => None,
    };
    let suspects = suspects(&component.cause);
    let members: Vec<u32> = component.failed.iter().flat_map(|at| solution.equations[*at].members()).collect();
    let is_slip = suspects.iter().any(|suspect| slip::of(cube, suspect).is_some());
    // A number that a statement vouches for is no hearsay.
    let is_stated = |id: &u32| cube.same_as(&cube.position(*id)).iter().any(|same| kind(*same).is_none());
    if is_slip || members.iter().any(|id| kind(*id).is_none() || is_stated(id)) {
        Severity::Error
    } else if members.iter().all(|id| kind(*id) == Some(ClaimKind::Change)) {
        Severity::Info
    } else {
        Severity::Warning
    }
}

fn suspects(cause: &Cause) -> Vec<&Suspect> {
    match cause {
        Cause::One(suspect) => vec![suspect],
        Cause::Likely(suspect, others) => std::iter::once(suspect).chain(others).collect(),
        Cause::Two(first, second) => vec![first, second],
        Cause::Tie(suspects) => suspects.iter().collect(),
        Cause::Shift(_) | Cause::Open => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worst severity of what is found in a text of one paragraph and one statement.
    fn worst(paragraph: &str) -> Option<Severity> {
        let text = format!(
            "青山县文化馆2024年单位预算\n\n单位预算收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、一般公共预算拨款收入\t1000.50\t一、一般公共服务支出\t750.25\n\t\t二、教育支出\t250.25\n本年收入合计\t1000.50\t本年支出合计\t1000.50\n收入总计\t1000.50\t支出总计\t1000.50\n\n二、预算情况说明\n{paragraph}\n"
        );
        let document = mingsuan_document::read(text.as_bytes(), "a.txt").expect("it is text");
        let judgement = crate::judge(&mingsuan_import::import(&document, None));
        let told = judgement.findings.iter().filter(|finding| finding.code.starts_with('N'));
        told.map(|finding| finding.severity).max()
    }

    #[test]
    fn sentences_alone_are_believed_less() {
        for (paragraph, expected) in [
            ("2024年，我单位收入总计1000.50万元，支出总计1000.50万元。", None),
            // A statement says otherwise.
            ("2024年，我单位收入总计1234.56万元，支出总计1000.50万元。", Some(Severity::Error)),
            // No statement speaks of it: two things, or a slip of the pen.
            ("2024年培训费12.34万元。\n2024年培训费56.78万元。", Some(Severity::Warning)),
            ("2024年培训费12345.67万元。\n2024年培训费12354.67万元。", Some(Severity::Error)),
        ] {
            assert_eq!(worst(paragraph), expected, "{paragraph}");
        }
    }
}
