//! Waivers: findings that somebody has looked at and accepts, with a reason and a name. They stay in the report, marked.
//! A waiver that is over, or that covers nothing, is a finding of its own.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use mingsuan_model::{Agency, Finding, Place, Severity};
use mingsuan_publish::report::{Summary, Tally};
use mingsuan_rules::{Crossing, registry};
use serde::{Deserialize, Serialize};

use crate::date::{self, Date};
use crate::selection::Selection;

/// The waivers of a run.
#[derive(Debug, Default)]
pub struct Waivers {
    /// The file, as the user named it.
    file: String,
    all: Vec<Waiver>,
}

/// A waiver as somebody gives it who looks at a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiving {
    code: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub by: String,
    /// The last day on which it holds: `2026-12-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    path: String,
    place: String,
}

impl Waiving {
    /// For one finding among those of the document at this path. Place or text, whichever tells it from more of the others.
    pub fn new(
        finding: &Finding,
        all: &[Finding],
        path: &str,
        reason: String,
        by: String,
        until: Option<String>,
    ) -> Self {
        let text = finding.place.text.as_deref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let others = |place: &String| {
            all.iter().filter(|other| other.code == finding.code && is_at(&other.place, place)).count()
        };
        let place = finding.place.describe();
        let place = match text {
            Some(text) if others(&text) < others(&place) => text,
            _ => place,
        };
        Self { code: finding.code.to_owned(), reason, by, until, path: path.to_owned(), place }
    }

    /// Whether it may cover findings of the document at this path.
    pub fn is_for(&self, path: &str) -> bool {
        Path::new(path).ends_with(&self.path)
    }
}

/// A file of waivers, as [`Waivers::parse`] reads it.
pub fn written(waivers: &[Waiving]) -> String {
    #[derive(Serialize)]
    struct File<'w> {
        waiver: &'w [Waiving],
    }
    // Strings always have a form in TOML.
    if waivers.is_empty() { String::new() } else { toml::to_string(&File { waiver: waivers }).unwrap_or_default() }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    waiver: Vec<Written>,
}

/// A waiver as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: Option<String>,
    reason: Option<String>,
    by: Option<String>,
    until: Option<toml::Value>,
    agency: Option<String>,
    path: Option<String>,
    place: Option<String>,
}

#[derive(Debug)]
struct Waiver {
    code: &'static str,
    shown: String,
    agency: Option<String>,
    path: Option<String>,
    place: Option<String>,
    /// Line of the file where it begins, if that could be told.
    line: Option<u32>,
    /// The day it ended, when that is over.
    expired: Option<String>,
    is_used: AtomicBool,
}

const EXAMPLE: &str = "例如：\n\n[[waiver]]\ncode = \"K002\"\nreason = \"批复文件如此，已与财政局核对\"\nby = \"张三\"\nuntil = 2026-12-31";

impl Waivers {
    /// Reads a file of waivers.
    pub fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("无法读取豁免文件“{shown}”（{error}）。请检查路径，文件应为 UTF-8 编码"))?;
        Self::parse(&text, shown)
    }

    /// Reads waivers as they stand in a file of this name.
    pub fn parse(text: &str, shown: String) -> Result<Self, String> {
        let file: File = toml::from_str(text)
            .map_err(|error| format!("豁免文件“{shown}”的写法有误：\n{}\n{EXAMPLE}", error.to_string().trim_end()))?;
        let mut all = Vec::new();
        let today = date::today();
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| line.trim_start().starts_with("[[waiver]]"));
        for (ordinal, written) in (1..).zip(file.waiver) {
            let (mut waiver, until) =
                written.checked().map_err(|what| format!("豁免文件“{shown}”第{ordinal}条{what}。{EXAMPLE}"))?;
            waiver.line = lines.next().map(|(line, _)| line);
            waiver.expired = until.filter(|(date, _)| *date < today).map(|(_, shown)| shown);
            all.push(waiver);
        }
        Ok(Self { file: shown, all })
    }

    /// Marks the findings that are waived.
    pub fn apply(&self, findings: &mut [Finding], path: &str, agency: &Agency) {
        for finding in findings {
            let covers = |waiver: &&Waiver| waiver.expired.is_none() && waiver.covers(finding, path, agency);
            finding.waived = self.all.iter().find(covers).map(|waiver| {
                waiver.is_used.store(true, Ordering::Relaxed);
                waiver.shown.clone()
            });
        }
    }

    /// What is to be said of the waivers themselves at the end of a run: those that are over, and those that were in
    /// place but covered nothing.
    pub fn stale(&self, summary: &Summary, selection: &Selection) -> Vec<Crossing> {
        let crossing = |waiver: &Waiver, finding: Option<Finding>| {
            let mut finding = finding.filter(|finding| selection.takes(finding.code))?;
            finding.place.line = waiver.line;
            Some(Crossing { path: self.file.clone(), finding })
        };
        let said = self.all.iter().filter_map(|waiver| {
            let expired = waiver.expired.as_ref().map(|until| waiver.expired_since(until));
            let unused = || waiver.is_idle(summary, selection).then(|| waiver.unused());
            crossing(waiver, expired.or_else(unused))
        });
        said.collect()
    }
}

impl Written {
    /// A waiver needs a rule, a reason and a name.
    fn checked(self) -> Result<(Waiver, Option<(Date, String)>), String> {
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let code = filled(self.code).ok_or("没有写规则编号（code）")?;
        let rule = registry::find(&code).ok_or_else(|| format!("的规则“{code}”不存在，全部规则见 mingsuan rules"))?;
        let reason = filled(self.reason).ok_or("没有写理由（reason），不予接受")?;
        let by = filled(self.by).ok_or("没有写责任人（by），不予接受")?;
        let until = self.until.map(|until| match until {
            toml::Value::String(text) => text,
            other => other.to_string(),
        });
        let date = until
            .as_deref()
            .map(|until| date::parse(until).ok_or_else(|| format!("的截止日期“{until}”写法有误，应为 YYYY-MM-DD")));
        let end = date.transpose()?.zip(until.clone());
        let term = until.map(|until| format!("，至 {until}")).unwrap_or_default();
        let waiver = Waiver {
            code: rule.code,
            shown: format!("{reason}（{by}{term}）"),
            agency: filled(self.agency),
            path: filled(self.path),
            place: filled(self.place),
            line: None,
            expired: None,
            is_used: AtomicBool::new(false),
        };
        Ok((waiver, end))
    }
}

impl Waiver {
    /// Whether it could have covered something in this run, and did not. Of a document that was taken over from an earlier
    /// run only rule and reason are known.
    fn is_idle(&self, summary: &Summary, selection: &Selection) -> bool {
        let key = (self.code.to_owned(), self.shown.clone());
        let is_used =
            self.is_used.load(Ordering::Relaxed) || summary.tallies.iter().any(|tally| tally.waivers.contains(&key));
        !is_used
            && !summary.is_partial()
            && selection.takes(self.code)
            && summary.tallies.iter().any(|t| self.is_for(t))
    }

    /// Whether it speaks of a document that was read.
    fn is_for(&self, tally: &Tally) -> bool {
        let is_agency = |named: &String| {
            tally.agency.as_ref().is_some_and(|agency| agency.code.as_ref() == Some(named) || agency.name == *named)
        };
        tally.unreadable.is_none()
            && self.agency.as_ref().is_none_or(is_agency)
            && self.path.as_ref().is_none_or(|named| Path::new(&tally.path).ends_with(named))
    }

    fn expired_since(&self, until: &str) -> Finding {
        let message = format!("{} 的豁免已于 {until} 到期，不再适用：{}", self.code, self.shown);
        Finding::new("E002", Severity::Warning, Place::default(), message)
            .english(format!("the waiver of {} ended on {until} and no longer applies", self.code))
            .advise("问题已改正的，删去这一条；确需继续的，由责任人写明新的理由和期限")
    }

    fn unused(&self) -> Finding {
        let message = format!("{} 的豁免没有用到：{}", self.code, self.shown);
        Finding::new("E001", Severity::Info, Place::default(), message)
            .english(format!("the waiver of {} covers nothing", self.code))
            .advise("问题已改正的，删去这一条；问题还在而没有盖住的，改正它的单位、文件或者位置")
    }

    fn covers(&self, finding: &Finding, path: &str, agency: &Agency) -> bool {
        let is_agency = |named: &String| agency.code.as_ref() == Some(named) || agency.name == *named;
        let is_path = |named: &String| Path::new(path).ends_with(named);
        self.code == finding.code
            && self.agency.as_ref().is_none_or(is_agency)
            && self.path.as_ref().is_none_or(is_path)
            && self.place.as_ref().is_none_or(|named| is_at(&finding.place, named))
    }
}

/// Whether something stands at the place that is named, or is the text that is named.
fn is_at(place: &Place, named: &str) -> bool {
    has_whole(&place.describe(), named) || place.text.as_deref().unwrap_or_default().contains(named)
}

/// Whether a place names the piece, not only the beginning of a longer number: `行1` is not in `行19`.
fn has_whole(described: &str, piece: &str) -> bool {
    let ends_in_digit = piece.ends_with(|c: char| c.is_ascii_digit());
    described.match_indices(piece).any(|(at, _)| {
        let next = described[at + piece.len()..].chars().next();
        !(ends_in_digit && next.is_some_and(|c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(row: u32, text: &str) -> Finding {
        let place = Place { table: Some(2), row: Some(row), column: Some(3), ..Place::default() };
        Finding::new("A001", Severity::Error, place.with_text(text), "")
    }

    #[test]
    fn a_waiver_that_was_given_covers_its_finding_and_no_other() {
        let mut all = [finding(1, "\"1\n"), finding(19, "2"), finding(1, "万元")];
        for at in 0..all.len() {
            let waiving = Waiving::new(&all[at], &all, "甲/乙.pdf", "理由\n\"\"\"".to_owned(), "张三".to_owned(), None);
            let waivers = Waivers::parse(&written(&[waiving]), "w".to_owned()).unwrap();
            waivers.apply(&mut all, "县/甲/乙.pdf", &Agency::default());
            let waived: Vec<usize> = (0..all.len()).filter(|at| all[*at].waived.is_some()).collect();
            assert_eq!(waived, [at]);
            waivers.apply(&mut all, "县/甲/丙.pdf", &Agency::default());
            assert!(all.iter().all(|finding| finding.waived.is_none()));
        }
    }
}
