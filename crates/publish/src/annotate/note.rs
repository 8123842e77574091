//! What a mark says: severity, rule, message, what should stand there, what to do. How it is drawn is each format's.

use mingsuan_model::{Finding, Place, Severity};

use crate::report::Lang;

/// Who writes the notes.
pub(super) const AUTHOR: &str = "明算";
/// Characters of one note, whatever the document made a message say.
const LONGEST: usize = 3000;

/// The note of a finding.
pub(super) fn note(finding: &Finding, lang: Lang) -> String {
    let severity = lang.severity(finding.severity);
    let head = lang.say("【", "[");
    let tail = lang.say("】", "] ");
    let mut lines = vec![format!("{head}{severity}{tail}{} {}", finding.code, lang.message(finding))];
    if let Some(expected) = &finding.expected {
        lines.push(format!("{}{expected}", lang.say("应为：", "expected: ")));
    }
    if let Some(difference) = finding.difference.as_ref().filter(|difference| !difference.is_empty()) {
        lines.push(format!("{}{difference}", lang.say("相差：", "difference: ")));
    }
    if !finding.suspects.is_empty() {
        lines
            .push(lang.say("标出的几处中，任何一处都可能有误", "any one of the marked places may be wrong").to_owned());
    }
    let advice = lang.advice(finding);
    if !advice.is_empty() {
        lines.push(format!("{}{advice}", lang.say("建议：", "advice: ")));
    }
    if let Some(waived) = &finding.waived {
        lines.push(format!("{}{waived}", lang.say("已豁免：", "waived: ")));
    }
    shortened(&lines.join("\n"))
}

/// The note of a finding whose place is not marked: it names the place.
pub(super) fn note_with_place(finding: &Finding, lang: Lang) -> String {
    format!("{}{}{}", lang.place(&finding.place), lang.say("：", ": "), note(finding, lang))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The places that a finding marks: its own, and those that are under suspicion with it.
pub(super) fn places(finding: &Finding) -> Vec<&Place> {
    let mut places = vec![&finding.place];
    for place in &finding.suspects {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The colour of a severity, red, green, blue; what is waived is grey.
pub(super) fn colour(finding: &Finding) -> [u8; 3] {
    match finding.severity {
        _ if finding.waived.is_some() => [0x8a, 0x8a, 0x8a],
        Severity::Error => [0xe5, 0x39, 0x35],
        Severity::Warning => [0xfb, 0x8c, 0x00],
        Severity::Info => [0x1e, 0x88, 0xe5],
    }
}
