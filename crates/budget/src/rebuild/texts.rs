//! The sentences of a document that belong to a budget: duties, reasons, uses, goals, glossary, notes.
//! Sentences that are computed from amounts are not kept; amounts in the text are facts already.

use std::collections::BTreeMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Claim, ClaimKind, Disclosure, Placed, Scale, Section};

use super::custom::custom;
use super::prior::figure_at;
use crate::budget::{Institution, Narrative, Task, Titled};

/// All sentences.
pub(super) fn narrative(disclosure: &Disclosure) -> Narrative {
    let words = &custom().words;
    let (safeguards_intro, safeguards) = safeguards(&disclosure.sections);
    let goals = &disclosure.goals;
    let (reasons, uses) = reasons_and_uses(disclosure);
    let text = |placed: &Placed| placed.text.clone();
    Narrative {
        duties: duties(&disclosure.sections),
        reasons,
        uses,
        overall_goal: goals.overall.iter().map(text).collect(),
        tasks: goals
            .tasks
            .iter()
            .map(|task| Task {
                title: bare(&task.title.text),
                goal: task.goal.as_ref().map(text).unwrap_or_default(),
                indicators: task.indicators.iter().map(text).collect(),
            })
            .collect(),
        safeguards_intro,
        safeguards,
        glossary: disclosure
            .glossary
            .iter()
            .map(|term| Titled { title: term.term.text.clone(), text: term.explanation.clone() })
            .collect(),
        notes: notes(disclosure),
        other_matters: chapter(&disclosure.sections, &words.other_matters),
        project_order: project_order(disclosure),
    }
}

/// The scale most statements are printed in.
pub(super) fn usual_scale(disclosure: &Disclosure) -> Option<Scale> {
    let mut counts: BTreeMap<Scale, usize> = BTreeMap::new();
    disclosure.statements.iter().filter_map(|statement| statement.scale).for_each(|scale| {
        *counts.entry(scale).or_default() += 1;
    });
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(scale, _)| scale)
}

/// 机构设置
pub(super) fn institutions(disclosure: &Disclosure) -> Vec<Institution> {
    let rows = disclosure.institution.iter().map(|row| {
        let of = |word: &str| row.iter().find(|(header, _)| header.contains(word)).map(|(_, value)| value.text.clone());
        Institution {
            name: of("名称").unwrap_or_default(),
            nature: of("性质").unwrap_or_default(),
            rank: of("规格").or_else(|| of("级别")).unwrap_or_default(),
            support: of("保障").or_else(|| of("经费")).unwrap_or_default(),
        }
    });
    rows.filter(|row| !row.name.is_empty()).collect()
}

fn bare(title: &str) -> String {
    without_numbering(title).0.trim_end_matches(['；', ';', '：', ':', '。']).to_owned()
}

fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The paragraphs of the first chapter whose title has one of the words, with the titles of what stands below it.
fn chapter(sections: &[Section], words: &[String]) -> Vec<String> {
    let Some(start) = sections.iter().position(|section| has_any(&section.title.text, words)) else {
        return Vec::new();
    };
    let level = sections[start].level;
    let below = sections[start + 1..].iter().take_while(|section| section.level > level);
    let mut texts: Vec<String> = sections[start].paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect();
    for section in below {
        texts.push(section.title.text.clone());
        texts.extend(section.paragraphs.iter().map(|paragraph| paragraph.text.clone()));
    }
    texts
}

/// The duties: from their label or heading to that of the institutions.
fn duties(sections: &[Section]) -> Vec<String> {
    let words = &custom().words;
    let is_label = |text: &str| text.chars().count() <= 16;
    let mut duties = Vec::new();
    for text in chapter(sections, &words.duties) {
        if is_label(&text) && has_any(&text, &words.institution) {
            break;
        }
        let is_lead = is_label(&text) && has_any(&text, &words.duties) && text.ends_with(['：', ':']);
        if !is_lead {
            duties.push(text);
        }
    }
    duties
}

/// 工作保障措施: what stands before the measures, and the measures.
fn safeguards(sections: &[Section]) -> (Vec<String>, Vec<Titled>) {
    let is_start = |section: &Section| has_any(&section.title.text, &custom().words.safeguards);
    let Some(start) = sections.iter().position(is_start) else { return (Vec::new(), Vec::new()) };
    let level = sections[start].level;
    let texts =
        |section: &Section| section.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>();
    let below = sections[start + 1..].iter().take_while(|section| section.level > level);
    let measures = below.map(|section| Titled { title: bare(&section.title.text), text: texts(section).join("\n") });
    (texts(&sections[start]), measures.collect())
}

/// Notes by statement: inside its table, or as a paragraph behind it.
fn notes(disclosure: &Disclosure) -> BTreeMap<String, Vec<String>> {
    let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |id: &str, text: &str| {
        let own = notes.entry(id.to_owned()).or_default();
        if !own.iter().any(|other| other == text) {
            own.push(text.to_owned());
        }
    };
    for statement in &disclosure.statements {
        statement.notes.iter().for_each(|note| add(statement.id.key(), note.text.trim()));
    }
    for section in &disclosure.sections {
        let last = section.statements.last().and_then(|ordinal| disclosure.statements.get(*ordinal as usize));
        let Some(statement) = last else { continue };
        let is_note = |text: &str| {
            text.trim_start_matches(['*', '※', '（', '('])
                .split_once(['：', ':'])
                .is_some_and(|(mark, _)| custom().words.notes.iter().any(|word| word == mark.trim()))
        };
        section
            .paragraphs
            .iter()
            .filter(|note| is_note(&note.text))
            .for_each(|note| add(statement.id.key(), &note.text));
    }
    notes
}

/// The order in which the text lists the projects; empty if it is that of their forms.
fn project_order(disclosure: &Disclosure) -> Vec<String> {
    let listed: Vec<String> = disclosure.listed_projects.iter().map(|name| name.text.clone()).collect();
    let forms: Vec<String> = disclosure.projects.iter().map(|project| normalized(&project.name.text)).collect();
    let is_same = listed.iter().map(|name| normalized(name)).collect::<Vec<_>>() == forms;
    if is_same { Vec::new() } else { listed }
}

type ByFigure = BTreeMap<String, String>;

/// Why figures changed and what they are spent on.
fn reasons_and_uses(disclosure: &Disclosure) -> (ByFigure, ByFigure) {
    let words = &custom().words;
    let (mut reasons, mut uses) = (ByFigure::new(), ByFigure::new());
    // A rate beside a change says nothing of its own.
    let claims: Vec<(&Claim, &str)> = disclosure
        .claims
        .iter()
        .filter(|claim| matches!(claim.kind, ClaimKind::Amount | ClaimKind::Change))
        .filter_map(|claim| Some((claim, figure_at(&claim.coordinate)?.key.as_str())))
        .collect();
    for (at, (claim, key)) in claims.iter().enumerate() {
        let Some(behind) = behind(disclosure, claim) else { continue };
        // What is said of the next figure is not said of this one.
        let next = claims[at + 1..].iter().find(|(_, other)| other != key);
        let next = next.filter(|(next, _)| same_paragraph(next, claim));
        let length = next.and_then(|(next, _)| next.place.offset?.checked_sub(claim.place.offset?));
        let end = behind.find('。').unwrap_or(behind.len());
        let own = match length.map(|length| byte_of(behind, length as usize)).filter(|reach| *reach < end) {
            Some(reach) => behind[..reach].rsplit_once('；').map_or(&behind[..reach], |(own, _)| own),
            None => &behind[..end],
        };
        let (list, markers, keeps_marker) = match claim.kind {
            ClaimKind::Change => (&mut reasons, &words.reasons, false),
            _ => (&mut uses, &words.uses, true),
        };
        let marker = markers.iter().filter_map(|word| Some((own.find(word.as_str())?, word.len())));
        if let Some((start, length)) = marker.min_by_key(|(start, length)| (*start, std::cmp::Reverse(*length))) {
            let text = own[if keeps_marker { start } else { start + length }..].trim_start_matches(['：', ':']);
            list.entry((*key).to_owned()).or_insert_with(|| text.to_owned());
        }
    }
    (reasons, uses)
}

fn byte_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}

fn same_paragraph(a: &Claim, b: &Claim) -> bool {
    let key = |claim: &Claim| {
        (claim.section, claim.place.paragraph, claim.place.line, claim.place.sheet.clone(), claim.place.row)
    };
    key(a) == key(b)
}

/// The text of a paragraph from a claim's number on.
fn behind<'d>(disclosure: &'d Disclosure, claim: &Claim) -> Option<&'d str> {
    let section = disclosure.sections.get(claim.section? as usize)?;
    let offset = claim.place.offset? as usize;
    let number = claim.place.text.as_deref()?;
    section.paragraphs.iter().find_map(|paragraph| {
        let same = (paragraph.place.paragraph, paragraph.place.line, &paragraph.place.sheet, paragraph.place.row)
            == (claim.place.paragraph, claim.place.line, &claim.place.sheet, claim.place.row);
        let from = byte_of(&paragraph.text, offset);
        (same && paragraph.text[from..].starts_with(number)).then(|| &paragraph.text[from..])
    })
}
