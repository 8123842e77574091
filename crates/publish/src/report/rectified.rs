//! A round of rectification for the terminal: what became of the findings of each document, and the table of all.
//! What belongs to what was decided in `round.rs`.

use mingsuan_model::Severity;

use super::Row;
use super::closing::{columns_for, section};
use super::coloured::{faint, good, severe, strong};
use super::round::{Fate, Round, RoundCounts, Rounds, against};
use super::text::Look;
use super::width::{fit, flat, last, pad, width, wrap};
use super::words::Lang;

/// So many findings of each fate are named.
const NAMED: usize = 40;
/// Columns of a count.
const COUNT: usize = 10;

fn painted(text: &str, fate: Fate, count: usize) -> String {
    match fate {
        _ if count == 0 => faint(text),
        Fate::Closed => good(text),
        Fate::Remaining | Fate::New => severe(text, Severity::Error),
        Fate::Unconfirmed => severe(text, Severity::Warning),
    }
}

/// What became of the findings of one document; those that stay or are new stand in its report.
pub(super) fn document(round: &Round, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    section(&mut out, lang.say("整改情况", "rectification"));
    out.push_str(&format!("   {}\n", faint(&flat(&against(round.earlier.as_deref(), lang)))));
    let counts = round.counts();
    let parts =
        Fate::ALL.map(|fate| painted(&format!("{} {}", lang.fate(fate), counts.of(fate)), fate, counts.of(fate)));
    out.push_str(&format!("   {}\n", parts.join("  ")));
    named(&mut out, &round.closed, Fate::Closed, look);
    named(&mut out, &round.unconfirmed, Fate::Unconfirmed, look);
    out
}

fn named(out: &mut String, rows: &[Row], fate: Fate, look: Look) {
    let lang = look.lang;
    let head = lang.fate(fate);
    let indent = 3 + width(head) + 1;
    for row in rows.iter().take(NAMED) {
        let text = format!("[{}] {}  {}", row.code, row.place, row.message);
        for (at, line) in wrap(&flat(&text), look.columns.saturating_sub(indent).max(24)).iter().enumerate() {
            let head = if at == 0 { painted(head, fate, 1) } else { " ".repeat(width(head)) };
            out.push_str(&format!("   {head} {line}\n"));
        }
    }
    let more = rows.len().saturating_sub(NAMED);
    if more > 0 {
        let text = match lang {
            Lang::Zh => format!("{head}的另有 {more} 条"),
            Lang::En => format!("{more} more {head}"),
        };
        out.push_str(&format!("   {}\n", faint(&text)));
    }
}

/// The round as one table.
pub(super) fn closing(rounds: &Rounds, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    section(&mut out, lang.say("整改情况", "rectification"));
    let total = lang.say("合计", "all");
    let wide = columns_for(rounds.documents.iter().map(|one| one.path.as_str()), total, look);
    let titles = Fate::ALL.map(|fate| pad(lang.fate(fate), wide_of(lang), true)).concat();
    out.push_str(&faint(&format!("   {}{titles}\n", pad(lang.say("文件", "file"), wide, false))));
    let line = |name: &str, counts: RoundCounts| {
        let path = flat(name);
        let name = if width(&path) > wide { format!("…{}", last(&path, wide - 1)) } else { path };
        let cells = Fate::ALL.map(|fate| {
            let count = counts.of(fate);
            painted(&pad(&count.to_string(), wide_of(lang), true), fate, count)
        });
        format!("   {}{}", pad(&name, wide, false), cells.concat())
    };
    for document in &rounds.documents {
        out.push_str(&line(&document.path, document.counts));
        if document.earlier.is_none() {
            out.push_str(&faint(lang.say("  上次没有这份文件", "  not in the earlier report")));
        }
        out.push('\n');
    }
    out.push_str(&format!("{}\n", strong(&line(total, rounds.counts()))));
    for (path, row) in rounds.closed.iter().take(NAMED) {
        let text = format!("{}: [{}] {}", flat(path), row.code, flat(&row.message));
        let room = look.columns.saturating_sub(12).max(24);
        out.push_str(&format!("   {} {}\n", good(lang.fate(Fate::Closed)), fit(&text, room)));
    }
    for path in &rounds.missing {
        let text = lang.say("上次有问题，本次没有送检", "had findings, is not in this run");
        out.push_str(&format!("   {}  {}\n", flat(path), severe(text, Severity::Warning)));
    }
    out
}

const fn wide_of(lang: Lang) -> usize {
    match lang {
        Lang::Zh => COUNT,
        Lang::En => COUNT + 3,
    }
}
