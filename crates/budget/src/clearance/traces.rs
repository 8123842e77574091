//! Which traces in a file are exposures: a program's name among the properties is none, a person's is.
//! Collecting them is the business of `mingsuan-document`.

use mingsuan_document::{Trace, TraceKind};
use mingsuan_model::Disclosure;

use super::standard::{Standard, TraceWords, holds_any};
use super::{Exposure, ExposureKind, mask};

/// Judges the traces. Tracked changes and hidden texts of one author or kind are one exposure.
pub(super) fn examine(traces: &[Trace], disclosure: &Disclosure, standard: &Standard, exposures: &mut Vec<Exposure>) {
    let from = exposures.len();
    let mut counts: Vec<usize> = Vec::new();
    for trace in traces {
        let Some(kind) = kind_of(trace, disclosure, &standard.traces) else {
            continue;
        };
        let is_many = matches!(kind, ExposureKind::TrackedChange | ExposureKind::Hidden);
        let part = part_of(trace);
        let same = |other: &Exposure| other.kind == kind && other.part.as_ref() == Some(&part);
        if is_many && let Some(at) = exposures[from..].iter().position(same) {
            counts[at] += 1;
            continue;
        }
        exposures.push(Exposure { part: Some(part), ..Exposure::new(kind, excerpt(trace, kind), trace.place.clone()) });
        counts.push(1);
    }
    for (exposure, count) in exposures[from..].iter_mut().zip(counts).filter(|(_, count)| *count > 1) {
        exposure.why.push_str(&format!("（同类共{count}处，此为第一处）"));
    }
}

/// What a trace gives away, if anything.
fn kind_of(trace: &Trace, disclosure: &Disclosure, words: &TraceWords) -> Option<ExposureKind> {
    match trace.kind {
        TraceKind::HiddenText | TraceKind::HiddenSheet | TraceKind::HiddenCells => Some(ExposureKind::Hidden),
        TraceKind::Comment => Some(ExposureKind::Comment),
        TraceKind::Insertion | TraceKind::Deletion => Some(ExposureKind::TrackedChange),
        TraceKind::EmbeddedObject | TraceKind::Macro => Some(ExposureKind::Embedded),
        TraceKind::Metadata => is_telling(&trace.text, disclosure, words).then_some(ExposureKind::Metadata),
        TraceKind::MarkupComment => is_remark(&trace.text, words).then_some(ExposureKind::Comment),
        TraceKind::ExternalLink => is_private(trace, words).then_some(ExposureKind::ExternalLink),
        // Margins are examined as text; the scripts of a page are seen by everybody who opens it.
        TraceKind::Margin | TraceKind::Script => None,
    }
}

/// Whether a property names somebody other than the agency itself.
fn is_telling(value: &str, disclosure: &Disclosure, words: &TraceWords) -> bool {
    let value = value.trim().to_lowercase();
    let agency = disclosure.agency.name.to_lowercase();
    let is_agency = !agency.is_empty() && (agency.contains(&value) || value.contains(&agency));
    let is_harmless = words.harmless.iter().any(|known| value == *known || value.starts_with(&format!("{known} ")));
    !is_agency && !is_harmless && value.chars().any(char::is_alphanumeric)
}

/// Whether a remark in the markup was written for people, not for the layout.
fn is_remark(text: &str, words: &TraceWords) -> bool {
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let is_layout = han <= 8 && holds_any(text, &words.harmless_remarks);
    han >= 2 && !is_layout
}

/// Whether a link leads where the public cannot go. The path of a template always does.
fn is_private(trace: &Trace, words: &TraceWords) -> bool {
    trace.label != "超链接" && !trace.text.starts_with("http") || words.private_links.0.is_match(&trace.text)
}

/// Properties whose value is a person.
const PERSONS: [&str; 5] = ["作者", "最后修改人", "主管", "审阅人", "所有者"];

/// The part of the file, the author of a comment or change masked.
fn part_of(trace: &Trace) -> String {
    let author = match (trace.label.split_once('（'), trace.kind) {
        (Some((_, rest)), TraceKind::Comment) => rest.trim_end_matches('）'),
        (Some((_, rest)), TraceKind::Insertion | TraceKind::Deletion) => {
            rest.split_once('，').map_or("", |(_, author)| author.trim_end_matches('）'))
        }
        _ => "",
    };
    if author.is_empty() { trace.label.clone() } else { trace.label.replacen(author, &mask::ends(author, 1, 0), 1) }
}

/// What the list shows of a trace.
fn excerpt(trace: &Trace, kind: ExposureKind) -> String {
    match kind {
        ExposureKind::Metadata if PERSONS.iter().any(|label| trace.label.starts_with(label)) => {
            mask::ends(&trace.text, 1, 0)
        }
        ExposureKind::Embedded | ExposureKind::ExternalLink => trace.text.chars().take(40).collect(),
        _ => mask::beginning(&trace.text),
    }
}
