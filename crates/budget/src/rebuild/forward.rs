//! The budget of a later year begun from a rebuilt one: what lasts is kept, what changes every year is left open.
//! Amounts are never carried into another year; they become last year's figures.

use std::collections::{BTreeMap, HashSet};

use mingsuan_model::{Amount, FiscalYear};

use super::open;
use crate::budget::{Assets, Budget, Certainty, Kind, Line, Narrative, Part, Remark, Source};
use crate::figures::Figure;

/// Begins the budget of a later year: institution, duties, glossary, goals and projects with their targets stay, that
/// year's figures become last year's, amounts and project codes are open, and texts that name the old year are marked.
pub fn fill_forward(budget: &Budget, year: FiscalYear) -> Budget {
    let mut next = Budget {
        agency: budget.agency.clone(),
        year,
        profile: budget.profile.clone(),
        scale: budget.scale,
        lines: lines(&budget.lines),
        projects: budget.projects.clone(),
        assets: Assets {
            date: year.checked_sub(1).map(|last| format!("{last}-12-31")).unwrap_or_default(),
            rows: budget
                .assets
                .rows
                .iter()
                .map(|row| crate::budget::Asset { quantity: None, value: None, ..row.clone() })
                .collect(),
            ..Assets::default()
        },
        prior: prior(budget),
        narrative: narrative(&budget.narrative, budget.year),
        ..Budget::default()
    };
    let mut remarks = Remarks { list: Vec::new(), old: budget.year, new: year };
    for row in 0..next.lines.len() {
        remarks.open(Part::Lines, row, "amount", format!("请填写{year}年预算金额"));
    }
    for (row, project) in next.projects.iter_mut().enumerate() {
        let old = std::mem::take(&mut project.code);
        let reason = if old.is_empty() {
            format!("请填写{year}年的项目编码")
        } else {
            format!("项目编码含年份，{}年为{old}，请填写{year}年的项目编码", budget.year)
        };
        remarks.open(Part::Projects, row, "code", reason);
    }
    for row in 0..next.assets.rows.len() {
        remarks.open(Part::Assets, row, "value", format!("请填写{}的数量和价值", next.assets.date));
    }
    remarks.old_years(&next);
    next.remarks = remarks.list;
    open::mark(&mut next);
    next
}

/// What was spent on what, once each, without amounts and without what was brought forward or remained.
fn lines(lines: &[Line]) -> Vec<Line> {
    let mut seen = HashSet::new();
    let kept = lines.iter().filter(|line| line.kind != Kind::Balance && line.source == Source::Current);
    kept.map(|line| Line { amount: Amount::ZERO, ..line.clone() })
        .filter(|line| {
            let key = (
                line.function.clone(),
                line.kind,
                line.project,
                line.economic.clone(),
                line.gov_economic.clone(),
                line.fund,
            );
            seen.insert(key)
        })
        .collect()
}

fn prior(budget: &Budget) -> BTreeMap<String, Amount> {
    Figure::all().iter().filter_map(|figure| Some((figure.key.clone(), figure.amount(budget)?))).collect()
}

/// Reasons for last year's changes and notes that name the year do not last.
fn narrative(narrative: &Narrative, old: FiscalYear) -> Narrative {
    let old = old.to_string();
    let mut kept = Narrative { reasons: BTreeMap::new(), project_order: Vec::new(), ..narrative.clone() };
    for notes in kept.notes.values_mut() {
        notes.retain(|note| !note.contains(&old));
    }
    kept.notes.retain(|_, notes| !notes.is_empty());
    kept
}

struct Remarks {
    list: Vec<Remark>,
    old: FiscalYear,
    new: FiscalYear,
}

impl Remarks {
    fn open(&mut self, part: Part, row: usize, field: &str, reason: String) {
        self.list.push(Remark { part, row, field: field.to_owned(), certainty: Certainty::Open, reason });
    }

    /// Marks a text that names the old year.
    fn check(&mut self, part: Part, row: usize, field: &str, text: &str) {
        let (old, new) = (self.old.to_string(), self.new);
        if text.contains(&old) {
            let reason = format!("文中写有{old}年，请按{new}年的情况修改");
            self.list.push(Remark { part, row, field: field.to_owned(), certainty: Certainty::Assumed, reason });
        }
    }

    fn old_years(&mut self, next: &Budget) {
        let mut indicator_row = 0;
        for (row, project) in next.projects.iter().enumerate() {
            self.check(Part::Projects, row, "name", &project.name);
            self.check(Part::Projects, row, "purpose", &project.purpose);
            self.check(Part::Projects, row, "goals", &project.goals.concat());
            for indicator in &project.indicators {
                for (field, text) in [
                    ("name", &indicator.name),
                    ("description", &indicator.description),
                    ("value", &indicator.value),
                    ("basis", &indicator.basis),
                ] {
                    self.check(Part::Indicators, indicator_row, field, text);
                }
                indicator_row += 1;
            }
        }
        self.old_years_of_text(&next.narrative);
    }

    fn old_years_of_text(&mut self, narrative: &Narrative) {
        let lists = [
            ("duties", &narrative.duties),
            ("overall_goal", &narrative.overall_goal),
            ("safeguards_intro", &narrative.safeguards_intro),
            ("other_matters", &narrative.other_matters),
        ];
        for (field, texts) in lists {
            for (row, text) in texts.iter().enumerate() {
                self.check(Part::Narrative, row, field, text);
            }
        }
        for (row, task) in narrative.tasks.iter().enumerate() {
            let text = [task.title.as_str(), &task.goal, &task.indicators.concat()].concat();
            self.check(Part::Narrative, row, "tasks", &text);
        }
        for (field, titled) in [("safeguards", &narrative.safeguards), ("glossary", &narrative.glossary)] {
            for (row, item) in titled.iter().enumerate() {
                self.check(Part::Narrative, row, field, &[item.title.as_str(), &item.text].concat());
            }
        }
        for (row, text) in narrative.uses.values().enumerate() {
            self.check(Part::Narrative, row, "uses", text);
        }
    }
}
