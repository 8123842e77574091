//! What stands under the findings of one document: how much of it was recognised and verified, and how the rules ended.
//! The tables over several documents are in `closing.rs`.

use mingsuan_model::{Outcome, Severity};
use mingsuan_rules::registry;

use super::coloured::{faint, frame, good, severe, strong};
use super::text::Look;
use super::width::{pad, width, wrap};
use super::words::Lang;
use super::{Counts, Entry, Reading, milliseconds};

/// Cells of the bar.
const BAR: usize = 20;
/// So many unverified numbers and issues are named.
const NAMED: usize = 5;

/// The summary of one document.
pub(super) fn document(entry: &Entry, reading: &Reading, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    let rule = "─".repeat(look.columns.saturating_sub(8 + width(lang.say("小结", "summary"))).min(60));
    out.push_str(&format!("{} {} {}\n", frame("──"), strong(lang.say("小结", "summary")), frame(&rule)));
    let mut item = |label: &str, text: &str| put(&mut out, label, text, look);
    item(lang.say("问题", "found"), &counts(entry.tally().counts, lang));
    item(lang.say("识别", "read"), &recognised(reading, lang));
    let (label, text) = (lang.say("覆盖", "cover"), coverage(reading, lang));
    item(label, &text);
    item("", &unverified(reading, lang));
    item(lang.say("规则", "rules"), &outcomes(reading, lang));
    for reason in insufficient(reading, lang) {
        item("", &reason);
    }
    for issue in reading.disclosure.issues.iter().take(NAMED) {
        item(lang.say("文件", "file"), &lang.aside(&issue.message, &lang.place(&issue.place)));
    }
    let more = reading.disclosure.issues.len().saturating_sub(NAMED);
    if more > 0 {
        item("", &number(lang, more, "另有 ", " 处文件问题", " more issues of the file"));
    }
    let ms = milliseconds(entry.elapsed);
    item(lang.say("用时", "time"), &faint(&format!("{ms:.1} ms")));
    out
}

fn put(out: &mut String, label: &str, text: &str, look: Look) {
    if text.is_empty() {
        return;
    }
    let wide = 2 + look.lang.say("问题", "cover").len().min(5);
    for (at, line) in wrap(text, look.columns.saturating_sub(wide + 3).max(24)).iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        out.push_str(&format!("   {}{line}\n", pad(label, wide, false)));
    }
}

pub(super) fn number(lang: Lang, count: usize, before: &str, after: &str, english: &str) -> String {
    match lang {
        Lang::Zh => format!("{before}{count}{after}"),
        Lang::En => format!("{count}{english}"),
    }
}

fn counts(counts: Counts, lang: Lang) -> String {
    let kinds = [(counts.error, Severity::Error), (counts.warning, Severity::Warning), (counts.info, Severity::Info)];
    let mut parts: Vec<String> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| severe(&format!("{} {count}", lang.severity(severity)), severity))
        .collect();
    if parts.is_empty() {
        parts.push(good(lang.say("没有发现问题", "nothing found")));
    }
    if counts.waived > 0 {
        parts.push(faint(&format!("{} {}", lang.say("已豁免", "waived"), counts.waived)));
    }
    parts.join("  ")
}

/// What was understood of the document.
pub(super) fn recognised(reading: &Reading, lang: Lang) -> String {
    let disclosure = &reading.disclosure;
    let empty = disclosure.statements.iter().filter(|statement| statement.is_empty()).count();
    let indicators: usize = disclosure.projects.iter().map(|project| project.indicators.len()).sum();
    let (statements, projects, claims) =
        (disclosure.statements.len(), disclosure.projects.len(), disclosure.claims.len());
    match lang {
        Lang::Zh => {
            let blank = if empty > 0 { format!("（空表 {empty} 张）") } else { String::new() };
            format!(
                "报表 {statements} 张{blank}，项目 {projects} 个，绩效指标 {indicators} 项，文字中的数字 {claims} 个"
            )
        }
        Lang::En => format!(
            "{statements} statements ({empty} empty), {projects} projects, {indicators} indicators, {claims} numbers in the text"
        ),
    }
}

/// A bar, the share, and the numbers behind it.
fn coverage(reading: &Reading, lang: Lang) -> String {
    let coverage = &reading.judgement.coverage;
    let (all, verified) = (coverage.numeric_cells, coverage.verified_cells);
    if all == 0 {
        return lang.say("表格中没有金额", "no money in tables").to_owned();
    }
    let (bar, share) = (bar(all, verified), share(all, verified));
    let text = lang.say("表中金额至少经过一次核对", "of the money in tables stands in a comparison");
    format!("{bar} {share} ({verified}/{all}) {}", faint(text))
}

fn bar(all: usize, verified: usize) -> String {
    let full = verified * BAR / all;
    format!("{}{}", good(&"█".repeat(full)), faint(&"░".repeat(BAR - full)))
}

/// The share of money that a comparison stands behind: `99.2%`; `all` is not zero.
pub(super) fn share(all: usize, verified: usize) -> String {
    let tenths = verified * 1000 / all;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn unverified(reading: &Reading, lang: Lang) -> String {
    let places = &reading.judgement.coverage.unverified;
    if places.is_empty() {
        return String::new();
    }
    let named: Vec<String> = places
        .iter()
        .take(NAMED)
        .map(|place| lang.aside(place.text.as_deref().unwrap_or_default(), &lang.place(place)))
        .collect();
    let more = places.len().saturating_sub(NAMED);
    let rest = if more > 0 { number(lang, more, "，另有 ", " 处", " more") } else { String::new() };
    format!("{}{}{rest}", lang.say("未能核对：", "nothing vouches for: "), named.join(lang.say("，", ", ")))
}

/// How the rules ended, in numbers.
pub(super) fn outcomes(reading: &Reading, lang: Lang) -> String {
    let count = |outcome| reading.judgement.outcomes.iter().filter(|rule| rule.outcome == outcome).count();
    let comparisons: usize = reading.judgement.outcomes.iter().map(|rule| rule.comparisons).sum();
    let (pass, fail) = (count(Outcome::Pass), count(Outcome::Fail));
    let (none, missing) = (count(Outcome::NotApplicable), count(Outcome::Insufficient));
    match lang {
        Lang::Zh => {
            format!("通过 {pass}，不通过 {fail}，不适用 {none}，无法检查 {missing}（共比较 {comparisons} 次）")
        }
        Lang::En => format!(
            "{pass} passed, {fail} failed, {none} not applicable, {missing} insufficient ({comparisons} comparisons)"
        ),
    }
}

fn insufficient(reading: &Reading, lang: Lang) -> Vec<String> {
    let rules = reading.judgement.outcomes.iter().filter(|rule| rule.outcome == Outcome::Insufficient);
    rules
        .map(|rule| {
            let title = registry::find(rule.code).map_or("", |found| lang.say(found.title, found.name));
            let label = lang.say("无法检查", "insufficient");
            format!("{label} {} {title}：{}", rule.code, rule.reason.as_deref().unwrap_or_default())
        })
        .collect()
}
