//! The report as one HTML page that needs nothing else: to be read on any screen, searched, filtered and printed. Written piece
//! by piece as the other forms are; the summary comes last and is shown first. What is told of a document is `told.rs`'.

mod drawn;
mod problem;
mod summary;
mod vouchers;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use mingsuan_rules::registry;
use sha2::{Digest, Sha256};

use super::tail::share;
use super::told::{Account, Content, Edition, SEVERITIES, Unchecked};
use super::words::Lang;
use super::{Counts, Entry, Summary};
use crate::markup::Markup;

use vouchers::Vouchers;

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// The anchor of the summary.
const SUMMARY: &str = "summary";

/// The whole report of documents that are all at hand.
pub fn page(entries: &[Entry], summary: &Summary, edition: Edition) -> String {
    let documents: String = entries.iter().map(|entry| document(entry, edition)).collect();
    format!("{}{documents}{}", head(edition), tail(summary, edition))
}

/// What stands before the documents.
pub fn head(edition: Edition) -> String {
    let lang = edition.lang;
    let mut out =
        Markup::new(lang.say("<!DOCTYPE html>\n<html lang=\"zh-CN\">", "<!DOCTYPE html>\n<html lang=\"en\">"));
    let title = format!("{} {}", edition.title(), edition.date());
    out.element("head", &[], |head| {
        head.empty("meta", &[("charset", "utf-8")]);
        head.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy())]);
        head.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        head.text_element("title", &[], &title);
        head.element("style", &[], |style| style.fixed(STYLE));
    });
    out.fixed("<body>");
    let to_summary = format!("#{SUMMARY}");
    out.text_element("a", &[("class", "skip"), ("href", &to_summary)], lang.say("跳到汇总", "to the summary"));
    out.element("header", &[], |header| {
        header.text_element("h1", &[], edition.title());
        let by = lang.say("由明算检查", "checked by Mingsuan");
        header.text_element("p", &[], &format!("{} · {by} {}", edition.date(), env!("CARGO_PKG_VERSION")));
    });
    filters(lang, &mut out);
    out.fixed("<main>");
    out.finish()
}

/// One document.
pub fn document(entry: &Entry, edition: Edition) -> String {
    let lang = edition.lang;
    let account = Account::new(entry, lang);
    let mut out = Markup::default();
    let id = anchor(&entry.path);
    out.element("details", &[("class", "document"), ("id", &id), ("open", "")], |details| {
        details.element("summary", &[], |summary| {
            summary.text_element("h2", &[], &account.title);
            counts(account.tally.counts, account.content.is_err(), lang, summary);
            let (all, verified) = account.tally.coverage;
            if all > 0 {
                let covered = format!("{} {}", lang.say("覆盖", "cover"), share(all, verified));
                summary.text_element("span", &[("class", "quiet")], &covered);
            }
            summary.text_element("span", &[("class", "path")], &entry.path);
        });
        match (&account.content, &entry.reading) {
            (Ok(content), Ok(reading)) => {
                self::content(content, &Vouchers::new(&reading.disclosure, lang), &account, lang, details);
            }
            (Err(message), _) | (_, Err(message)) => details.text_element("p", &[("class", "unreadable")], message),
        }
    });
    out.finish()
}

/// What stands behind the documents.
pub fn tail(summary: &Summary, edition: Edition) -> String {
    let mut out = Markup::default();
    out.fixed("</main>");
    summary::write(summary, edition.lang, &mut out);
    out.element("script", &[], |script| script.fixed(SCRIPT));
    out.fixed("</body></html>\n");
    out.finish()
}

/// Nothing but our own style and script, and nothing from anywhere else.
fn policy() -> String {
    let digest = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    )
}

/// The anchor of a document: the same wherever it is told, whatever its name holds.
fn anchor(path: &str) -> String {
    let digest = Sha256::digest(path.as_bytes());
    digest[..8].iter().fold("d-".to_owned(), |anchor, byte| format!("{anchor}{byte:02x}"))
}

/// Which findings are shown. The script uncovers it: without one nothing could be chosen.
fn filters(lang: Lang, out: &mut Markup) {
    let label = lang.say("筛选", "filter");
    out.element("form", &[("class", "filters"), ("aria-label", label), ("hidden", "")], |form| {
        for (severity, name) in SEVERITIES.map(|severity| (severity.key(), lang.severity(severity))) {
            form.element("label", &[("class", severity)], |label| {
                label.empty(
                    "input",
                    &[("type", "checkbox"), ("name", "severity"), ("value", severity), ("checked", "")],
                );
                label.text(name);
            });
        }
        let families = lang.say("规则类别", "family of rules");
        form.element("select", &[("name", "family"), ("aria-label", families)], |select| {
            select.text_element("option", &[("value", "")], lang.say("全部类别", "all families"));
            for (letter, name) in families_of(lang) {
                select.text_element("option", &[("value", letter)], &format!("{letter} {name}"));
            }
        });
        let search = lang.say("查找单位、文件、位置、文字", "agency, file, place, words");
        form.empty("input", &[("type", "search"), ("name", "text"), ("placeholder", search), ("aria-label", search)]);
        form.text_element("button", &[("type", "button"), ("value", "open")], lang.say("全部展开", "open all"));
        form.text_element("button", &[("type", "button"), ("value", "close")], lang.say("全部收起", "close all"));
        let shown = lang.say("显示 {} 个问题", "{} findings shown");
        form.text_element("output", &[("data-text", shown)], "");
    });
}

/// The letters and names of the families that have a rule.
fn families_of(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let named = registry::RULES.iter().map(|rule| {
        let family = rule.family();
        (rule.code.get(..1).unwrap_or_default(), lang.say(family.title(), family.title_en()))
    });
    named.collect()
}

/// The counts of a document, each with its word.
fn counts(counts: Counts, is_unreadable: bool, lang: Lang, out: &mut Markup) {
    if is_unreadable {
        out.text_element("span", &[("class", "badge error")], lang.say("无法读取", "unreadable"));
        return;
    }
    for (severity, count) in SEVERITIES.map(|severity| (severity, counts.of(severity))) {
        if count > 0 {
            let text = format!("{} {count}", lang.severity(severity));
            out.text_element("span", &[("class", &format!("badge {}", severity.key()))], &text);
        }
    }
    if counts.waived > 0 {
        let text = format!("{} {}", lang.say("已豁免", "waived"), counts.waived);
        out.text_element("span", &[("class", "badge waived")], &text);
    }
    if counts == Counts::default() {
        out.text_element("span", &[("class", "badge good")], lang.say("没有发现问题", "nothing found"));
    }
}

fn content(content: &Content, vouchers: &Vouchers, account: &Account, lang: Lang, out: &mut Markup) {
    out.element("dl", &[("class", "facts")], |list| {
        for (label, text) in &content.facts {
            summary::item(label, list, |value| value.text(text));
        }
        let (all, verified) = account.tally.coverage;
        summary::item(lang.say("覆盖", "cover"), list, |value| summary::coverage(all, verified, lang, value));
    });
    problem::list(&content.problems, Some(vouchers), lang, out);
    unchecked(&content.unchecked, lang, out);
}

/// What could not be checked.
fn unchecked(unchecked: &Unchecked, lang: Lang, out: &mut Markup) {
    let parts = [
        (lang.say("没有核对到的数字", "numbers nothing vouches for"), &unchecked.numbers),
        (lang.say("无法检查的规则", "rules that lacked something"), &unchecked.rules),
        (lang.say("文件本身的问题", "oddities of the file"), &unchecked.issues),
    ];
    if unchecked.is_empty() {
        return;
    }
    out.element("details", &[("class", "unchecked")], |details| {
        let told = parts.iter().filter(|(_, list)| !list.is_empty());
        let told: Vec<String> = told.map(|(title, list)| format!("{title} {}", list.len())).collect();
        let title = lang.say("没有检查到的内容", "not checked");
        details.element("summary", &[], |summary| {
            summary.text_element("h3", &[], title);
            summary.text_element("span", &[], &told.join(lang.say("，", ", ")));
        });
        for (title, list) in parts.into_iter().filter(|(_, list)| !list.is_empty()) {
            details.text_element("h4", &[], title);
            details.element("ul", &[], |items| {
                for (text, aside) in list {
                    items.element("li", &[], |item| {
                        item.text(text);
                        item.text_element("span", &[("class", "place")], aside);
                    });
                }
            });
        }
    });
}
