//! The summary of the report in HTML: counts, agencies, documents with their coverage, rules, and what concerns several documents.
//! The sums are made in `report/summary.rs`.

use mingsuan_rules::registry;

use super::{SUMMARY, anchor, problem};
use crate::markup::{Attribute, Markup};
use crate::report::round::Fate;
use crate::report::tail::share;
use crate::report::told::{Problem, SEVERITIES, named};
use crate::report::words::Lang;
use crate::report::{Counts, Summary, Tally};

/// More files than these are folded: below the summary they stand one by one anyway.
const UNFOLDED: usize = 12;

/// Label and value of a list of them.
pub(super) fn item(label: &str, out: &mut Markup, value: impl FnOnce(&mut Markup)) {
    out.element("div", &[], |div| {
        div.text_element("dt", &[], label);
        div.element("dd", &[], value);
    });
}

/// The share of numbers that were checked, as a bar and in figures.
pub(super) fn coverage(all: usize, verified: usize, lang: Lang, out: &mut Markup) {
    if all == 0 {
        out.text(lang.say("表中没有金额", "no money in tables"));
        return;
    }
    let share = share(all, verified);
    out.element("svg", &[("class", "bar"), ("aria-hidden", "true")], |bar| {
        bar.empty("rect", &[("width", "100%"), ("height", "100%"), ("class", "all")]);
        bar.empty("rect", &[("width", &share), ("height", "100%"), ("class", "verified")]);
    });
    out.text(&format!(" {share} "));
    out.text_element("span", &[("class", "quiet")], &format!("{verified}/{all}"));
}

/// Writes the summary.
pub(super) fn write(summary: &Summary, lang: Lang, out: &mut Markup) {
    let title = lang.say("汇总", "summary");
    out.element("section", &[("id", SUMMARY), ("class", "summary"), ("aria-label", title)], |section| {
        section.text_element("h2", &[], title);
        numbers(summary, lang, section);
        if summary.is_partial() {
            let text =
                lang.say("检查被中断，还有 {} 份文件没有检查。", "The run was broken off: {} files were not reached.");
            section.text_element("p", &[("class", "unreadable")], &text.replace("{}", &summary.remaining.to_string()));
        }
        agencies(summary, lang, section);
        documents(summary, lang, section);
        rounds(summary, lang, section);
        rules(summary, lang, section);
        duplicates(summary, lang, section);
        let problems = Problem::of_crossings(&summary.crossings, lang);
        if !problems.is_empty() {
            let title = lang.say("几份文件之间和这次检查", "between documents, and of this run");
            section.text_element("h3", &[], title);
            problem::list(&problems, None, lang, section);
        }
    });
}

fn numbers(summary: &Summary, lang: Lang, out: &mut Markup) {
    let counts = summary.counts();
    out.element("dl", &[("class", "numbers")], |list| {
        let number = |list: &mut Markup, class: &str, label: &str, count: usize| {
            list.element("div", &[("class", class)], |div| {
                div.text_element("dt", &[], label);
                div.text_element("dd", &[], &count.to_string());
            });
        };
        number(list, "files", lang.say("文件", "files"), summary.tallies.len());
        for severity in SEVERITIES {
            number(list, severity.key(), lang.severity(severity), counts.of(severity));
        }
        if counts.waived > 0 {
            number(list, "waived", lang.say("已豁免", "waived"), counts.waived);
        }
        if summary.unreadable() > 0 {
            number(list, "error", lang.say("无法读取", "unreadable"), summary.unreadable());
        }
        let sum = |count: fn(&Tally) -> usize| summary.tallies.iter().map(count).sum::<usize>();
        let (all, verified) = (sum(|tally| tally.coverage.0), sum(|tally| tally.coverage.1));
        if all > 0 {
            list.element("div", &[("class", "coverage")], |div| {
                div.text_element("dt", &[], lang.say("表中金额核对到的比例", "money in tables that was compared"));
                div.element("dd", &[], |dd| coverage(all, verified, lang, dd));
            });
        }
    });
}

/// A table that the script can sort.
fn table(caption: &str, titles: &[(&str, bool)], out: &mut Markup, rows: impl FnOnce(&mut Markup)) {
    out.element(
        "div",
        &[("class", "scroll"), ("role", "region"), ("aria-label", caption), ("tabindex", "0")],
        |scroll| {
            scroll.element("table", &[("class", "sortable")], |table| {
                table.text_element("caption", &[], caption);
                table.element("thead", &[], |head| {
                    head.element("tr", &[], |tr| {
                        for (title, is_number) in titles {
                            let class = if *is_number { "number" } else { "text" };
                            tr.text_element("th", &[("scope", "col"), ("class", class)], title);
                        }
                    });
                });
                table.element("tbody", &[], rows);
            });
        },
    );
}

/// A part of the summary that can be folded, under its name and length.
fn folded<'t>(
    title: &'t str,
    length: usize,
    is_open: bool,
    lang: Lang,
    out: &mut Markup,
    content: impl FnOnce(&'t str, &mut Markup),
) {
    let open: &[Attribute<'_>] = if is_open { &[("open", "")] } else { &[] };
    out.element("details", open, |details| {
        details.text_element("summary", &[], &lang.aside(title, &length.to_string()));
        content(title, details);
    });
}

fn number(count: usize, out: &mut Markup) {
    let class = if count == 0 { "number quiet" } else { "number" };
    out.text_element("td", &[("class", class)], &count.to_string());
}

fn three(counts: Counts, out: &mut Markup) {
    SEVERITIES.into_iter().for_each(|severity| number(counts.of(severity), out));
}

/// The titles of columns: the first ones, then the counts.
fn titles<'t>(first: &[(&'t str, bool)], lang: Lang) -> Vec<(&'t str, bool)> {
    first.iter().copied().chain(SEVERITIES.map(|severity| (lang.severity(severity), true))).collect()
}

fn agencies(summary: &Summary, lang: Lang, out: &mut Markup) {
    let rows = summary.agencies();
    if rows.len() < 2 {
        return;
    }
    let titles = titles(&[(lang.say("单位", "agency"), false), (lang.say("文件", "files"), true)], lang);
    table(lang.say("按单位", "by agency"), &titles, out, |body| {
        for row in &rows {
            body.element("tr", &[], |tr| {
                tr.element("th", &[("scope", "row"), ("class", "text")], |th| {
                    th.text(named(&row.agency.name, lang));
                    if let Some(code) = &row.agency.code {
                        th.text_element("span", &[("class", "quiet")], &format!(" {code}"));
                    }
                });
                number(row.documents, tr);
                three(row.counts, tr);
            });
        }
    });
}

fn documents(summary: &Summary, lang: Lang, out: &mut Markup) {
    let mut titles = titles(&[(lang.say("文件", "file"), false)], lang);
    titles.push((lang.say("报表", "statements"), true));
    titles.push((lang.say("覆盖", "cover"), true));
    let is_open = summary.tallies.len() <= UNFOLDED;
    folded(lang.say("按文件", "by file"), summary.tallies.len(), is_open, lang, out, |caption, details| {
        table(caption, &titles, details, |body| {
            for tally in &summary.tallies {
                body.element("tr", &[], |tr| document(tally, lang, tr));
            }
        });
    });
}

fn document(tally: &Tally, lang: Lang, out: &mut Markup) {
    out.element("th", &[("scope", "row"), ("class", "text")], |th| {
        th.text_element("a", &[("href", &format!("#{}", anchor(&tally.path)))], &tally.path);
        if let Some(agency) = &tally.agency {
            th.text_element("span", &[("class", "quiet line")], named(&agency.name, lang));
        }
    });
    if tally.unreadable.is_some() {
        out.text_element("td", &[("class", "unreadable"), ("colspan", "5")], lang.say("无法读取", "unreadable"));
        return;
    }
    three(tally.counts, out);
    number(tally.statements, out);
    out.element("td", &[("class", "number cover")], |td| {
        let (all, verified) = tally.coverage;
        coverage(all, verified, lang, td);
    });
}

/// What became of the findings of an earlier report.
fn rounds(summary: &Summary, lang: Lang, out: &mut Markup) {
    let Some(rounds) = &summary.rounds else { return };
    let mut titles = vec![(lang.say("文件", "file"), false)];
    titles.extend(Fate::ALL.map(|fate| (lang.fate(fate), true)));
    let is_open = rounds.documents.len() <= UNFOLDED;
    let title = lang.say("整改情况", "rectification");
    folded(title, rounds.documents.len(), is_open, lang, out, |caption, details| {
        table(caption, &titles, details, |body| {
            for document in &rounds.documents {
                body.element("tr", &[], |tr| {
                    tr.element("th", &[("scope", "row"), ("class", "text")], |th| {
                        th.text(&document.path);
                        th.text_element("span", &[("class", "quiet line")], &document.against(lang));
                    });
                    Fate::ALL.into_iter().for_each(|fate| number(document.counts.of(fate), tr));
                });
            }
        });
    });
    if !rounds.missing.is_empty() {
        out.text_element("p", &[("class", "unreadable")], &rounds.told_missing(lang));
    }
}

fn rules(summary: &Summary, lang: Lang, out: &mut Markup) {
    let rows = summary.rules();
    if rows.is_empty() {
        return;
    }
    let titles = titles(&[(lang.say("规则", "rule"), false), (lang.say("文件", "files"), true)], lang);
    folded(lang.say("按规则", "by rule"), rows.len(), false, lang, out, |caption, details| {
        table(caption, &titles, details, |body| {
            for row in &rows {
                body.element("tr", &[], |tr| {
                    let title = registry::find(&row.code).map(|rule| lang.title(rule)).unwrap_or_default();
                    tr.text_element("th", &[("scope", "row"), ("class", "text")], &format!("{} {title}", row.code));
                    number(row.documents, tr);
                    three(row.counts, tr);
                });
            }
        });
    });
}

fn duplicates(summary: &Summary, lang: Lang, out: &mut Markup) {
    let duplicates = summary.duplicates();
    if duplicates.is_empty() {
        return;
    }
    out.text_element("h3", &[], lang.say("内容完全相同的文件", "the same file under several names"));
    out.element("ul", &[], |list| {
        for (_, paths) in duplicates {
            list.text_element("li", &[], &paths.join(lang.say("，", ", ")));
        }
    });
}
