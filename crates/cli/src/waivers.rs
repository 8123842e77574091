//! Waivers: findings that somebody has looked at and accepts, with a reason and a name. They stay in the report, marked.

use std::path::Path;

use mingsuan_model::{Agency, Finding};
use mingsuan_rules::registry;
use serde::Deserialize;

use crate::date::{self, Date};
use crate::failure::{Failure, Result, remark};

/// The waivers of a run.
#[derive(Debug, Default)]
pub(crate) struct Waivers(Vec<Waiver>);

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
}

const EXAMPLE: &str = "例如：\n\n[[waiver]]\ncode = \"K002\"\nreason = \"批复文件如此，已与财政局核对\"\nby = \"张三\"\nuntil = 2026-12-31";

impl Waivers {
    /// Reads a file of waivers; those whose time is over are left out, and that is said.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure(format!("无法读取豁免文件“{shown}”（{error}）。请检查路径，文件应为 UTF-8 编码"))
        })?;
        let file: File = toml::from_str(&text).map_err(|error| {
            Failure(format!("豁免文件“{shown}”的写法有误：\n{}\n{EXAMPLE}", error.to_string().trim_end()))
        })?;
        let mut waivers = Vec::new();
        let today = date::today();
        for (ordinal, written) in (1..).zip(file.waiver) {
            let (waiver, until) = written
                .checked()
                .map_err(|what| Failure(format!("豁免文件“{shown}”第{ordinal}条{what}。{EXAMPLE}")))?;
            if until.is_some_and(|until| until < today) {
                remark(format!("豁免文件“{shown}”第{ordinal}条（{}）已过期，不再适用", waiver.code));
            } else {
                waivers.push(waiver);
            }
        }
        Ok(Self(waivers))
    }

    /// Marks the findings that are waived.
    pub(crate) fn apply(&self, findings: &mut [Finding], path: &str, agency: &Agency) {
        for finding in findings {
            finding.waived = self.0.iter().find(|waiver| waiver.covers(finding, path, agency)).map(|w| w.shown.clone());
        }
    }
}

impl Written {
    /// A waiver needs a rule, a reason and a name.
    fn checked(self) -> std::result::Result<(Waiver, Option<Date>), String> {
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
        let date = date.transpose()?;
        let term = until.map(|until| format!("，至 {until}")).unwrap_or_default();
        let waiver = Waiver {
            code: rule.code,
            shown: format!("{reason}（{by}{term}）"),
            agency: filled(self.agency),
            path: filled(self.path),
            place: filled(self.place),
        };
        Ok((waiver, date))
    }
}

impl Waiver {
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
