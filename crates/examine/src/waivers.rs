//! Waivers: findings that somebody has looked at and accepts, with a reason and a name. They stay in the report, marked.
//! A waiver that is over, or that covers nothing, is a finding of its own.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use mingsuan_model::{Agency, Finding, Place, Severity};
use mingsuan_publish::report::{Summary, Tally};
use mingsuan_rules::{Crossing, registry};
use serde::Deserialize;

use crate::date::{self, Date};
use crate::selection::Selection;

/// The waivers of a run.
#[derive(Debug, Default)]
pub struct Waivers {
    /// The file, as the user named it.
    file: String,
    all: Vec<Waiver>,
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
        let is_place = |named: &String| {
            let text = finding.place.text.as_deref().unwrap_or_default();
            has_whole(&finding.place.describe(), named) || text.contains(named.as_str())
        };
        self.code == finding.code
            && self.agency.as_ref().is_none_or(is_agency)
            && self.path.as_ref().is_none_or(is_path)
            && self.place.as_ref().is_none_or(is_place)
    }
}

/// Whether a place names the piece, not only the beginning of a longer number: `行1` is not in `行19`.
fn has_whole(described: &str, piece: &str) -> bool {
    let ends_in_digit = piece.ends_with(|c: char| c.is_ascii_digit());
    described.match_indices(piece).any(|(at, _)| {
        let next = described[at + piece.len()..].chars().next();
        !(ends_in_digit && next.is_some_and(|c| c.is_ascii_digit()))
    })
}
