//! The tables over several documents: by file, by severity, by agency, by rule, and what is there twice.
//! The sums are made in `summary.rs`.

use mingsuan_model::Severity;
use mingsuan_rules::registry;

use super::coloured::{faint, frame, severe, strong};
use super::tail::{number, share};
use super::text::Look;
use super::width::{fit, flat, last, pad, width};
use super::words::Lang;
use super::{Counts, Summary, Tally, rectified};

/// Columns of a count.
const COUNT: usize = 6;
/// Columns that the first column leaves to the others at least.
const OTHERS: usize = 40;

/// All tables, one below the other.
pub(super) fn closing(summary: &Summary, look: Look) -> String {
    let mut out = files(summary, look);
    if summary.counts() != Counts::default() {
        severities(&mut out, summary, look);
        rules(&mut out, summary, look);
    }
    agencies(&mut out, summary, look);
    duplicates(&mut out, summary, look);
    if let Some(rounds) = &summary.rounds {
        out.push_str(&rectified::closing(rounds, look));
    }
    if summary.is_partial() {
        let (before, after) = ("报告不完整：检查被中断，还有 ", " 份没有检查");
        let text = number(look.lang, summary.remaining, before, after, " not reached: the report is partial");
        out.push_str(&format!("\n{}\n", severe(&text, Severity::Error)));
    }
    out
}

/// The words above the columns of counts.
fn titles(lang: Lang) -> String {
    let titles = [lang.say("错误", "error"), lang.say("警告", "warn"), lang.say("提示", "info")];
    titles.map(|title| pad(title, COUNT, true)).concat()
}

/// Three counts, each in its colour, faint where there is nothing.
fn counts(counts: Counts) -> String {
    let one = |count: usize, severity: Severity| {
        let text = pad(&count.to_string(), COUNT, true);
        if count > 0 { severe(&text, severity) } else { faint(&text) }
    };
    [one(counts.error, Severity::Error), one(counts.warning, Severity::Warning), one(counts.info, Severity::Info)]
        .concat()
}

/// The columns that names of this kind get: as many as the longest needs, within what the terminal has.
pub(super) fn columns_for<'n>(names: impl Iterator<Item = &'n str>, title: &str, look: Look) -> usize {
    let longest = names.map(width).max().unwrap_or(0);
    longest.max(width(title)).min(look.columns.saturating_sub(OTHERS).max(16))
}

pub(super) fn section(out: &mut String, title: &str) {
    out.push_str(&format!("\n{} {}\n", frame("──"), strong(title)));
}

fn files(summary: &Summary, look: Look) -> String {
    let lang = look.lang;
    let total = match lang {
        Lang::Zh => format!("合计 {} 份", summary.tallies.len()),
        Lang::En => format!("{} documents", summary.tallies.len()),
    };
    let wide = columns_for(summary.tallies.iter().map(|tally| tally.path.as_str()), &total, look);
    let mut out = format!("{} {}\n", frame("━━"), strong(lang.say("汇总", "summary")));
    out.push_str(&faint(&format!(
        "   {}{}{}{}\n",
        pad(lang.say("文件", "file"), wide, false),
        titles(lang),
        pad(lang.say("报表", "stmts"), 7, true),
        pad(lang.say("覆盖", "cover"), 9, true)
    )));
    for tally in &summary.tallies {
        out.push_str(&file(tally, wide, look));
    }
    let sum = |count: fn(&Tally) -> usize| summary.tallies.iter().map(count).sum::<usize>();
    let total = Tally {
        path: total,
        counts: summary.counts(),
        statements: sum(|tally| tally.statements),
        coverage: (sum(|tally| tally.coverage.0), sum(|tally| tally.coverage.1)),
        ..Tally::default()
    };
    out.push_str(&strong(file(&total, wide, look).trim_end()));
    let unreadable = summary.unreadable();
    if unreadable > 0 {
        let text = number(lang, unreadable, "   其中 ", " 份无法读取", " could not be read");
        out.push_str(&format!("  {}", severe(&text, Severity::Error)));
    }
    out.push('\n');
    out
}

fn file(tally: &Tally, wide: usize, look: Look) -> String {
    let path = flat(&tally.path);
    let name = if width(&path) > wide { format!("…{}", last(&path, wide - 1)) } else { path };
    let name = pad(&name, wide, false);
    if let Some(message) = &tally.unreadable {
        let room = look.columns.saturating_sub(wide + 6).max(20);
        return format!("   {name}  {}\n", severe(&fit(&flat(message), room), Severity::Error));
    }
    let covered = match tally.coverage {
        (0, _) => "—".to_owned(),
        (all, verified) => share(all, verified),
    };
    format!(
        "   {name}{}{}{}\n",
        counts(tally.counts),
        pad(&tally.statements.to_string(), 7, true),
        pad(&covered, 9, true)
    )
}

fn severities(out: &mut String, summary: &Summary, look: Look) {
    let lang = look.lang;
    section(out, lang.say("按严重程度", "by severity"));
    let wide = 8;
    out.push_str(&faint(&format!(
        "   {}{}{}\n",
        pad(lang.say("程度", "severity"), wide, false),
        pad(lang.say("问题", "found"), 8, true),
        pad(lang.say("文件", "files"), 8, true)
    )));
    for row in summary.severities() {
        let line = format!(
            "{}{}{}",
            pad(lang.severity(row.severity), wide, false),
            pad(&row.findings.to_string(), 8, true),
            pad(&row.documents.to_string(), 8, true)
        );
        let line = if row.findings > 0 { severe(&line, row.severity) } else { faint(&line) };
        out.push_str(&format!("   {line}\n"));
    }
    let waived = summary.counts().waived;
    if waived > 0 {
        let line = format!("{}{}", pad(lang.say("已豁免", "waived"), wide, false), pad(&waived.to_string(), 8, true));
        out.push_str(&format!("   {}\n", faint(&line)));
    }
}

fn rules(out: &mut String, summary: &Summary, look: Look) {
    let lang = look.lang;
    section(out, lang.say("按规则", "by rule"));
    let named: Vec<(String, _)> = summary
        .rules()
        .into_iter()
        .map(|row| {
            let title = registry::find(&row.code).map(|rule| lang.title(rule)).unwrap_or_default();
            (format!("{} {title}", row.code), (row.documents, row.counts))
        })
        .collect();
    table(out, lang.say("规则", "rule"), &named, look);
}

fn agencies(out: &mut String, summary: &Summary, look: Look) {
    let lang = look.lang;
    let rows = summary.agencies();
    if rows.len() < 2 {
        return;
    }
    section(out, lang.say("按单位", "by agency"));
    let named: Vec<(String, _)> = rows
        .into_iter()
        .map(|row| {
            let name = match row.agency.name.as_str() {
                "" => lang.say("（未认出单位名称）", "(agency not recognised)"),
                name => name,
            };
            let code = row.agency.code.map(|code| format!(" {code}")).unwrap_or_default();
            (flat(&format!("{name}{code}")), (row.documents, row.counts))
        })
        .collect();
    table(out, lang.say("单位", "agency"), &named, look);
}

/// A table of names, their documents and their findings.
fn table(out: &mut String, title: &str, rows: &[(String, (usize, Counts))], look: Look) {
    let lang = look.lang;
    let wide = columns_for(rows.iter().map(|(name, _)| name.as_str()), title, look);
    let documents = pad(lang.say("文件", "files"), COUNT, true);
    out.push_str(&faint(&format!("   {}{documents}{}\n", pad(title, wide, false), titles(lang))));
    for (name, (documents, found)) in rows {
        let name = pad(&fit(name, wide), wide, false);
        out.push_str(&format!("   {name}{}{}\n", pad(&documents.to_string(), COUNT, true), counts(*found)));
    }
}

fn duplicates(out: &mut String, summary: &Summary, look: Look) {
    let duplicates = summary.duplicates();
    if duplicates.is_empty() {
        return;
    }
    section(out, look.lang.say("内容完全相同的文件", "the same file under several names"));
    for (_, paths) in duplicates {
        for (ordinal, path) in paths.iter().enumerate() {
            let sign = if ordinal == 0 { "  " } else { "= " };
            out.push_str(&format!("   {}{}\n", faint(sign), flat(path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::*;
    use crate::report::AgencyName;

    fn tally(path: &str, agency: &str, errors: usize) -> Tally {
        let mut tally = Tally { path: path.to_owned(), sha256: Some(agency.to_owned()), ..Tally::default() };
        tally.agency = Some(AgencyName { name: agency.to_owned(), code: None });
        (0..errors).for_each(|_| tally.count("A001", Severity::Error, None));
        tally
    }

    #[test]
    fn numbers_stand_below_each_other_whatever_the_width_of_the_names() {
        let tallies = vec![tally("甲.pdf", "云山县林业和草原局", 12), tally("b.pdf", "Forestry", 3)];
        let summary = Summary { tallies, remaining: 7, ..Summary::default() };
        let text = strip_str(&closing(&summary, Look::default())).to_string();
        let ends = |beginning: &str, number: &str| {
            let line = text.lines().find(|line| line.trim_start().starts_with(beginning)).unwrap();
            let at = line.find(&format!(" {number} ")).unwrap() + 1 + number.len();
            width(&line[..at])
        };
        assert_eq!(ends("云山县林业和草原局", "12"), ends("Forestry", "3"));
        assert_eq!(ends("甲.pdf", "12"), ends("b.pdf", "3"));
        for part in ["按严重程度", "按规则", "A001", "还有 7 份没有检查"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn what_is_there_twice_is_said() {
        let summary = Summary { tallies: vec![tally("a", "同", 0), tally("b", "同", 0)], ..Summary::default() };
        assert!(closing(&summary, Look::default()).contains("内容完全相同"));
        let summary = Summary { tallies: vec![tally("a", "一", 0), tally("b", "二", 0)], ..Summary::default() };
        assert!(!closing(&summary, Look::default()).contains("内容完全相同"));
    }
}
