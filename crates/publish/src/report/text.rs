//! The report for a terminal, as a good compiler would print it: one block a finding with the row or sentence drawn.
//! Always coloured: the caller strips the colours where nobody sees them.

use std::collections::BTreeMap;

use mingsuan_model::Finding;
use mingsuan_rules::{Crossing, registry};

use super::coloured::{faint, frame, severe, strong};
use super::draw::{framed, lines};
use super::exhibit::exhibits;
use super::round::{Round, Rounds};
use super::told::{basis, whose};
use super::width::{width, wrap};
use super::words::Lang;
use super::{Entry, Reading, Summary, closing, rectified, tail};

/// How the report is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its language.
    pub lang: Lang,
    /// Columns of the terminal.
    pub columns: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { lang: Lang::Zh, columns: 100 }
    }
}

/// So many findings of one rule are shown in full; of the others one line each.
const IN_FULL: usize = 5;
/// So many related places are named.
const RELATED: usize = 4;

/// One document: its findings and its summary. Empty when it could not be read: that is said elsewhere.
pub fn document(entry: &Entry, look: Look) -> String {
    let Ok(reading) = &entry.reading else {
        return String::new();
    };
    let mut out = heading(entry, reading, look);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &reading.judgement.findings {
        let seen = shown.entry(finding.code).or_default();
        *seen += 1;
        out.push('\n');
        out.push_str(&if *seen > IN_FULL || finding.waived.is_some() {
            brief(finding, look)
        } else {
            in_full(entry, reading, finding, look)
        });
    }
    out.push('\n');
    out.push_str(&tail::document(entry, reading, look));
    out
}

/// What several documents say together, and what is said of the run. Empty when there is nothing.
pub fn crossings(crossings: &[Crossing], look: Look) -> String {
    if crossings.is_empty() {
        return String::new();
    }
    let title = look.lang.say("几份文件之间和这次检查", "between documents, and of this run");
    let mut out = format!("{} {}\n", frame("━━"), strong(title));
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for crossing in crossings {
        let seen = shown.entry(crossing.finding.code).or_default();
        *seen += 1;
        out.push('\n');
        out.push_str(&if *seen > IN_FULL || crossing.finding.waived.is_some() {
            format!("{}: {}", crossing.path, brief(&crossing.finding, look))
        } else {
            alone(&crossing.path, &crossing.finding, look)
        });
    }
    out
}

/// A finding without the document around it.
fn alone(path: &str, finding: &Finding, look: Look) -> String {
    let place = look.lang.place(&finding.place);
    let mut out = format!("{}\n  {} {path}:{place}\n", title(finding, look.lang), frame("-->"));
    told(&mut out, finding, look);
    out
}

/// What became of the findings of an earlier report in one document.
pub fn round(round: &Round, look: Look) -> String {
    rectified::document(round, look)
}

/// The round of a run of one document, where more is to be said than of that document.
pub fn rounds(summary: &Summary, look: Look) -> String {
    let says_more = |rounds: &&Rounds| !rounds.missing.is_empty() || !rounds.closed.is_empty();
    summary.rounds.as_ref().filter(says_more).map(|rounds| rectified::closing(rounds, look)).unwrap_or_default()
}

/// The tables over several documents.
pub fn closing(summary: &Summary, look: Look) -> String {
    closing::closing(summary, look)
}

fn heading(entry: &Entry, reading: &Reading, look: Look) -> String {
    let facts = format!("{} · {} · {}", whose(reading, look.lang), reading.format, reading.disclosure.profile);
    let line = "━".repeat(2);
    let room = look.columns.saturating_sub(width(&entry.path) + width(&facts) + 7);
    let rest = if room < look.columns { "━".repeat(room.min(look.columns)) } else { String::new() };
    let rest = if rest.is_empty() { rest } else { format!(" {}", frame(&rest)) };
    format!("{} {}  {facts}{rest}\n", frame(&line), strong(&entry.path))
}

fn title(finding: &Finding, lang: Lang) -> String {
    let rule = registry::find(finding.code);
    let title = rule.map(|rule| lang.title(rule)).unwrap_or_default();
    let head = format!("{}[{}]", lang.severity(finding.severity), finding.code);
    format!("{} {}", severe(&head, finding.severity), strong(&title))
}

/// One line: the rule was shown often enough, or the finding is waived.
fn brief(finding: &Finding, look: Look) -> String {
    let head = format!("{}[{}]", look.lang.severity(finding.severity), finding.code);
    let place = look.lang.place(&finding.place);
    let message = look.lang.message(finding);
    match &finding.waived {
        Some(reason) => {
            let mut out = faint(&format!("{head} {place}  {message}"));
            let label = look.lang.say("已豁免", "waived");
            out.push_str(&format!("\n   {} {}: {reason}\n", frame("="), strong(label)));
            out
        }
        None => format!("{} {}  {message}\n", severe(&head, finding.severity), faint(&place)),
    }
}

fn in_full(entry: &Entry, reading: &Reading, finding: &Finding, look: Look) -> String {
    let lang = look.lang;
    let mut out = format!("{}\n", title(finding, lang));
    out.push_str(&format!("  {} {}:{}\n", frame("-->"), entry.path, lang.place(&finding.place)));
    let room = look.columns.saturating_sub(6).max(30);
    let exhibits = exhibits(&reading.disclosure, finding, lang);
    for (at, exhibit) in exhibits.iter().enumerate() {
        if at == 0 || look.columns > 0 {
            out.push_str(&format!("   {}\n", frame("│")));
        }
        for line in lines(exhibit, room, finding.severity) {
            out.push_str(&framed(&line));
            out.push('\n');
        }
    }
    if !exhibits.is_empty() {
        out.push_str(&format!("   {}\n", frame("│")));
    }
    told(&mut out, finding, look);
    out
}

/// What is wrong, what to do, on what ground, and the places it has to do with.
fn told(out: &mut String, finding: &Finding, look: Look) {
    let lang = look.lang;
    labelled(out, lang.say("说明", "note"), lang.message(finding), look);
    labelled(out, lang.say("建议", "help"), lang.advice(finding), look);
    labelled(out, lang.say("依据", "basis"), &basis(finding), look);
    related(out, finding, look);
}

fn related(out: &mut String, finding: &Finding, look: Look) {
    let label = look.lang.say("相关", "related");
    for related in finding.related.iter().take(RELATED) {
        let place = look.lang.place(&related.place);
        let place = related.path.as_ref().map_or_else(|| place.clone(), |path| format!("{path}:{place}"));
        labelled(out, label, &format!("{}  {}", look.lang.related(related), faint(&place)), look);
    }
    let more = finding.related.len().saturating_sub(RELATED);
    if more > 0 {
        let text = match look.lang {
            Lang::Zh => format!("其余 {more} 处"),
            Lang::En => format!("{more} more"),
        };
        labelled(out, label, &faint(&text), look);
    }
}

/// `= 建议: …`, with the lines that follow set in under the first.
pub(super) fn labelled(out: &mut String, label: &str, text: &str, look: Look) {
    if text.is_empty() {
        return;
    }
    let indent = 7 + width(label);
    for (at, line) in wrap(text, look.columns.saturating_sub(indent).max(24)).iter().enumerate() {
        if at == 0 {
            out.push_str(&format!("   {} {}: {line}\n", frame("="), strong(label)));
        } else {
            out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }
}
