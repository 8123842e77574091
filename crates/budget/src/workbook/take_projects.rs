//! Reads 项目 and 绩效指标, and finds the project that another sheet names.
//! Whether a project has money is checked in `checks.rs`.

use std::collections::HashMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Decimal, Profile};

use super::cells::{Record, Records};
use super::fault::Fault;
use super::report::Report;
use super::spec::{CodeList, book};
use super::take::{Setting, Taker};
use crate::budget::{Indicator, PlanStep, Project};

/// The projects by what other sheets call them.
#[derive(Debug, Default)]
pub(super) struct ProjectIndex {
    by_name: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
}

impl ProjectIndex {
    /// Indexes projects by name and code.
    pub(super) fn new(projects: &[Project]) -> Self {
        let mut index = Self::default();
        for (at, project) in projects.iter().enumerate() {
            index.by_name.entry(normalized(&project.name)).or_default().push(at);
            index.by_code.entry(normalized(&project.code)).or_insert(at);
        }
        index
    }

    /// Whether a project of a name exists.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.by_name.contains_key(&normalized(name))
    }

    /// The project that a cell names; `None` when blank or not to be found, which is reported.
    pub(super) fn take(&self, taker: &mut Taker<'_>) -> Option<usize> {
        let text = taker.text("project");
        if text.is_empty() {
            return None;
        }
        let wanted = normalized(&text);
        match self.by_name.get(&wanted).map(Vec::as_slice) {
            Some([one]) => return Some(*one),
            Some(_) => taker.fail("project", Fault::AmbiguousProject, &[("value", &text)]),
            None => match self.by_code.get(&wanted) {
                Some(one) => return Some(*one),
                None => taker.fail("project", Fault::UnknownProject, &[("value", &text)]),
            },
        }
        None
    }
}

/// Reads 项目.
pub(super) fn projects(records: &Records, setting: Setting, profile: &str, report: &mut Report) -> Vec<Project> {
    let mut months: Vec<(u8, String)> =
        records.keys().filter_map(|key| Some((key.strip_prefix("plan_")?.parse().ok()?, key.to_owned()))).collect();
    months.sort_unstable();
    let length = Profile::named(profile).map(|profile| profile.project_code.length);
    let mut projects: Vec<Project> = Vec::new();
    let mut seen: HashMap<(Fault, String), u32> = HashMap::new();
    for record in &records.rows {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let project = project(&mut taker, &months, length);
        repeated(&mut taker, record, &project, &mut seen);
        projects.push(project);
    }
    projects
}

fn project(taker: &mut Taker<'_>, months: &[(u8, String)], length: Option<usize>) -> Project {
    let code = taker.text("code");
    // A spreadsheet keeps 15 digits of a number and makes the others zero.
    if code.len() > 15 && code.bytes().all(|byte| byte.is_ascii_digit()) && code[15..].bytes().all(|b| b == b'0') {
        taker.fail("code", Fault::RoundedCode, &[("value", &code)]);
    }
    let is_sound = code.chars().all(|c| c.is_ascii_alphanumeric()) && length.is_none_or(|n| code.len() == n);
    if !code.is_empty() && !is_sound {
        let length = length.unwrap_or_default().to_string();
        taker.doubt("code", Fault::MalformedProjectCode, &[("value", &code), ("length", &length)]);
    }
    Project {
        code,
        name: taker.required_or_open("name", Fault::ProjectWithoutName),
        category: taker.choice("category", "category", Fault::UnknownChoice).map(str::to_owned),
        purpose: taker.text("purpose"),
        goals: taker.texts("goals"),
        plan: plan(taker, months),
        indicators: Vec::new(),
        shows_no_other_funds: taker.choice("shows_no_other_funds", "yes", Fault::UnknownChoice) == Some("yes"),
    }
}

/// Names and codes that stand twice.
fn repeated(taker: &mut Taker<'_>, record: &Record, project: &Project, seen: &mut HashMap<(Fault, String), u32>) {
    let texts =
        [("name", Fault::DuplicateProjectName, &project.name), ("code", Fault::DuplicateProjectCode, &project.code)];
    for (key, fault, text) in texts.into_iter().filter(|(_, _, text)| !text.is_empty()) {
        match seen.get(&(fault, normalized(text))) {
            Some(row) => taker.doubt(key, fault, &[("value", text), ("row", &row.to_string())]),
            None => drop(seen.insert((fault, normalized(text)), record.row)),
        }
    }
}

/// The payment plan: empty when no month is filled in, else a step for every month of the form.
fn plan(taker: &mut Taker<'_>, months: &[(u8, String)]) -> Vec<PlanStep> {
    let mut steps: Vec<PlanStep> = Vec::new();
    let mut last: Option<(Decimal, &str)> = None;
    for (month, key) in months {
        let percent = percent(taker, key);
        if let Some(now) = percent {
            if let Some((before, _)) = last.filter(|(before, _)| now < *before) {
                let values = [("month", month.to_string()), ("value", now.to_string()), ("before", before.to_string())];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                taker.doubt(key, Fault::PlanFalls, &values);
            }
            last = Some((now, key));
        }
        steps.push(PlanStep { month: *month, percent });
    }
    match last {
        None => return Vec::new(),
        Some((end, key)) if Decimal::new(100, 0) != Some(end) => {
            taker.doubt(key, Fault::PlanDoesNotEndAt100, &[("value", &end.to_string())]);
        }
        Some(_) => {}
    }
    steps
}

/// A per cent from 0 to 100, with or without its sign.
fn percent(taker: &mut Taker<'_>, key: &str) -> Option<Decimal> {
    let text = taker.text(key);
    if text.is_empty() {
        return None;
    }
    let Some(number) = Decimal::parse(text.trim_end_matches(['%', '％', ' '])) else {
        taker.fail(key, Fault::MalformedPercent, &[("value", &text)]);
        return None;
    };
    if number.is_negative() || Decimal::new(100, 0).is_some_and(|most| number > most) {
        taker.fail(key, Fault::PercentOutOfRange, &[("value", &text)]);
        return None;
    }
    Some(number)
}

/// Reads 绩效指标 into the projects.
pub(super) fn indicators(
    records: &Records,
    setting: Setting,
    (projects, index): (&mut [Project], &ProjectIndex),
    report: &mut Report,
) {
    for record in &records.rows {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let project = match records.text(record, "project") {
            Some(_) => index.take(&mut taker),
            None => {
                taker.required("project", Fault::IndicatorWithoutProject);
                None
            }
        };
        let indicator = Indicator {
            level1: taker.text("level1"),
            level2: taker.text("level2"),
            name: taker.required_or_open("name", Fault::IndicatorWithoutName),
            description: taker.text("description"),
            value: taker.text("value"),
            basis: taker.text("basis"),
        };
        if let Some(project) = project.and_then(|at| projects.get_mut(at)) {
            project.indicators.push(indicator);
        }
    }
}

/// The 类 of an economic code, and whether it fits a kind of basic expenditure.
pub(super) fn fits_kind(kind: crate::Kind, code: &str) -> bool {
    let allowed = match kind {
        crate::Kind::Personnel => &book().kind_economic.personnel,
        crate::Kind::Public => &book().kind_economic.public,
        _ => return true,
    };
    // A code that is not in the list has been reported as such.
    let is_known = CodeList::Economic.name_of(code).is_some();
    !is_known || allowed.iter().any(|class| code.starts_with(class.as_str()))
}
