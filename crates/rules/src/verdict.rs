//! From the cause of a failure to a finding that people can act on: severity, message, places, proposal.
//! Rounding sets severity here, never the verdict; the search for causes is `solver.rs`.

mod subject;

use mingsuan_model::{Disclosure, Equation, Finding, Grade, Origin, Related, Relation, Scale, Severity};

use crate::cube::Cube;
use crate::hearsay;
use crate::registry;
use crate::rounding;
use crate::rule::Rule;
use crate::scope;
use crate::shift::{Moved, Shift};
use crate::slip::{self, Slip};
use crate::solver::{Cause, Component, Solution, State, Suspect};

/// Turns the components of a solution into findings.
pub(crate) fn findings(disclosure: &Disclosure, cube: &Cube<'_>, solution: &Solution) -> Vec<Finding> {
    let speaker = Speaker { disclosure, cube, solution };
    solution.components.iter().flat_map(|component| speaker.findings(component)).collect()
}

/// More places than these are not named beside a finding.
const MAX_RELATED: usize = 12;

struct Speaker<'s, 'a> {
    disclosure: &'a Disclosure,
    cube: &'s Cube<'a>,
    solution: &'s Solution,
}

impl Speaker<'_, '_> {
    fn findings(&self, component: &Component) -> Vec<Finding> {
        if self.is_excused(component) {
            return vec![self.excused(component)];
        }
        let severity = self.severity(component);
        if let [ordinal] = component.failed[..]
            && self.is_loose_sum(ordinal)
        {
            return vec![self.loose(component, ordinal)];
        }
        match &component.cause {
            Cause::One(suspect) => vec![self.named(component, suspect, severity)],
            Cause::Two(first, second) => {
                vec![self.named(component, first, severity), self.named(component, second, severity)]
            }
            Cause::Likely(suspect, others) => vec![self.likely(component, suspect, others, severity)],
            Cause::Tie(suspects) => vec![self.tied(component, suspects, severity)],
            Cause::Shift(shift) => vec![self.shifted(component, shift, severity)],
            Cause::Open => vec![self.open(component, severity)],
        }
    }

    fn equations(&self, component: &Component) -> impl Iterator<Item = (&Equation, State)> {
        component.failed.iter().map(|ordinal| (&self.solution.equations[*ordinal], self.solution.states[*ordinal]))
    }

    /// Whether rounding or scope explains all of it.
    fn is_excused(&self, component: &Component) -> bool {
        let is_scope = |equation: &Equation| scope::is_explained(self.cube, &equation.relation);
        self.equations(component).all(|(equation, state)| self.rounds(equation, state) || is_scope(equation))
    }

    /// Whether rounding explains a failure. Sentences have no other sums that would show that theirs are exact.
    fn rounds(&self, equation: &Equation, state: State) -> bool {
        let is_told = |id: &u32| matches!(self.cube.fact(*id).origin, Origin::Claim(_));
        matches!(state, State::Rounds(_))
            || rounding::is_one_unit(self.cube, equation, state) && equation.members().iter().all(is_told)
    }

    fn severity(&self, component: &Component) -> Severity {
        let may_be = |(equation, state): (&Equation, State)| {
            rounding::is_small(self.cube, equation, state) || scope::may_differ(self.cube, &equation.relation)
        };
        if self.equations(component).all(may_be) {
            Severity::Warning
        } else if self.equations(component).any(|(equation, _)| equation.grade > Grade::Usual) {
            hearsay::most(self.disclosure, self.cube, self.solution, component)
        } else {
            Severity::Warning
        }
    }

    /// A sum that holds in most documents, failing alone: it accuses no cell, for parts may rightly be left out.
    fn is_loose_sum(&self, ordinal: usize) -> bool {
        let equation = &self.solution.equations[ordinal];
        matches!(&equation.relation, Relation::Sum { parts, .. } if !parts.is_empty()) && equation.grade == Grade::Usual
    }

    fn loose(&self, component: &Component, ordinal: usize) -> Finding {
        let short = matches!(self.solution.states[ordinal], State::Fails(residual) if residual > 0);
        // What is left out is seldom just what a slip of the pen would make of a number.
        let slipped = match &component.cause {
            Cause::Tie(suspects) => suspects.iter().any(|suspect| slip::of(self.cube, suspect).is_some()),
            Cause::One(suspect) | Cause::Likely(suspect, _) => slip::of(self.cube, suspect).is_some(),
            _ => false,
        };
        let severity = if short && !slipped { Severity::Info } else { Severity::Warning };
        if let Cause::Likely(suspect, others) = &component.cause {
            return self.likely(component, suspect, others, severity);
        }
        let mut finding = self.statement_of_failure(component, ordinal, severity);
        finding.advice = if short && !slipped {
            "如有未列出的部分（涉密、未公开等），请在说明中注明；否则核对有无遗漏"
        } else {
            "请逐项核对总数与各部分"
        }
        .to_owned();
        finding
    }

    /// One cell explains the component.
    fn named(&self, component: &Component, suspect: &Suspect, severity: Severity) -> Finding {
        let code = self.code(component, suspect.fact);
        let fact = self.cube.fact(suspect.fact);
        let subject = self.subject(suspect.fact);
        let actual = self.printed(suspect.fact);
        let expected = suspect.value.map(|value| self.written(suspect.fact, value));
        let blank = self.cube.value(suspect.fact).is_some_and(|ticks| ticks.blank);
        let names = self.names(component);
        let unit = fact.scale.map_or("", Scale::name);
        let message = match &expected {
            Some(expected) if blank => format!("{subject}未填数，按{names}应为{expected}{unit}"),
            Some(_) if self.is_turned(suspect) => {
                format!("{subject}的增减方向与其他各数不符：按{names}，应把“增加”“减少”对调")
            }
            Some(expected) => {
                let cause = self.likely_cause(suspect).map(|cause| format!("，{cause}")).unwrap_or_default();
                format!("{subject}为{actual}{unit}，按{names}应为{expected}{unit}{cause}")
            }
            None => format!("{subject}为{actual}{unit}，不符合{names}"),
        };
        let mut finding = Finding::new(code, severity, self.place(suspect.fact), message);
        finding.message_en = format!(
            "{} is {}, expected {}",
            self.subject_en(suspect.fact),
            if blank { "blank" } else { &actual },
            expected.as_deref().unwrap_or("another value")
        );
        finding.advice = "这一处改正后，下列各关系即全部成立；请对照批复数或业务系统确认后更正".to_owned();
        finding.difference = suspect.value.map(|value| self.difference(suspect.fact, value));
        finding.expected.clone_from(&expected);
        finding.actual = Some(actual);
        finding.scale = fact.scale;
        finding.suspect = true;
        finding.suggested = expected;
        finding.related = self.consequences(component, Some(suspect.fact));
        if self.is_turned(suspect) {
            // The amount is right, so there is no other value to propose.
            finding.suggested = None;
            finding.expected = Some("增减方向相反".to_owned());
            finding.difference = None;
        }
        finding
    }

    /// Several cells would each explain the component, one of them by a slip of the pen.
    fn likely(&self, component: &Component, suspect: &Suspect, others: &[Suspect], severity: Severity) -> Finding {
        let mut finding = self.named(component, suspect, severity);
        finding.advice =
            "这一处改正后，下列各关系即全部成立；改动另一处也能使其成立，但那样与现数相差较大。请对照批复数或业务系统确认后更正"
                .to_owned();
        let elsewhere = others.iter().take(MAX_RELATED).map(|other| {
            let value = other.value.map_or_else(String::new, |value| self.written(other.fact, value));
            let message = format!("{}改为{value}也能成立", self.subject(other.fact));
            let message_en = format!("{value} at {} would do as well", self.subject_en(other.fact));
            Related { message, message_en, place: self.place(other.fact), path: None }
        });
        finding.related.extend(elsewhere);
        finding
    }

    /// The numbers of a row or column stand one place off.
    fn shifted(&self, component: &Component, shift: &Shift, severity: Severity) -> Finding {
        let Some(first) = shift.cells.first() else { return self.open(component, severity) };
        let (subject, step) = (self.subject(first.fact), shift.step());
        let message = match shift.moved {
            Moved::Rows => format!("自{subject}起，全表各数整体错位：{step}后，有关勾稽关系即全部成立"),
            Moved::Row => format!("自{subject}起，本行各数错位：{step}后，有关勾稽关系即全部成立"),
            Moved::Column => format!("自{subject}起，本栏各数错位：{step}后，有关勾稽关系即全部成立"),
        };
        let mut finding = Finding::new(self.code(component, first.fact), severity, self.place(first.fact), message);
        finding.message_en = format!(
            "From {} on the numbers stand one place off: {} them",
            self.subject_en(first.fact),
            shift.step_en()
        );
        finding.advice = "请对照批复数或业务系统核对这些数所在的行和栏，将其移回原位".to_owned();
        finding.is_structural = true;
        let moved = shift.cells.iter().take(MAX_RELATED).map(|cell| {
            let now = cell.value.map_or_else(String::new, |value| self.written(cell.fact, value));
            let message = format!("{}应为{now}（现为{}）", self.subject(cell.fact), self.printed(cell.fact));
            let message_en = format!("{now} belongs here, not {}", self.printed_en(cell.fact));
            Related { message, message_en, place: self.place(cell.fact), path: None }
        });
        finding.related = moved.collect();
        finding
    }

    /// A change of the text that was told in the wrong direction.
    fn is_turned(&self, suspect: &Suspect) -> bool {
        let now = self.cube.value(suspect.fact).map(|ticks| -ticks.value);
        suspect.value.is_some()
            && now == suspect.value
            && matches!(self.cube.fact(suspect.fact).origin, Origin::Claim(_))
    }

    /// Several cells would each explain the component.
    fn tied(&self, component: &Component, suspects: &[Suspect], severity: Severity) -> Finding {
        let ordinal = component.failed[0];
        let anchor = self.anchor(ordinal);
        let mut finding = self.statement_of_failure(component, ordinal, severity);
        finding.code = self.code(component, anchor);
        finding.suspects = suspects.iter().map(|suspect| self.place(suspect.fact)).collect();
        finding.advice =
            format!("以上{}处中有一处不正确，仅凭本文件不能确定是哪一处；请对照批复数或业务系统核对", suspects.len());
        finding
    }

    fn open(&self, component: &Component, severity: Severity) -> Finding {
        let mut finding = self.statement_of_failure(component, component.failed[0], severity);
        finding.code = self.solution.equations[component.failed[0]].rule;
        finding.advice =
            "有多处相互牵连，改动一两处不能使其全部成立；请先核对表格是否整行、整列错位或漏行，再逐项核对".to_owned();
        finding
    }

    /// A difference that rounding or scope explains.
    fn excused(&self, component: &Component) -> Finding {
        let mut finding = self.statement_of_failure(component, component.failed[0], Severity::Info);
        finding.code = self.solution.equations[component.failed[0]].rule;
        let (why, why_en, advice) =
            if self.equations(component).next().is_some_and(|(equation, state)| self.rounds(equation, state)) {
                (
                    "；差额在四舍五入的尾差范围内",
                    "; rounding explains it",
                    "确认为尾差的可不处理；如需消除，调整合计数或最大的一项",
                )
            } else {
                (
                    "；差额不超过结转结余",
                    "; no more than what is carried over",
                    "一张表含结转结余而另一张不含的，在表下注明口径；口径相同的，逐项核对",
                )
            };
        finding.message.push_str(why);
        finding.message_en.push_str(why_en);
        finding.advice = advice.to_owned();
        finding
    }

    /// What an equation says and by how much it fails.
    fn statement_of_failure(&self, component: &Component, ordinal: usize, severity: Severity) -> Finding {
        let equation = &self.solution.equations[ordinal];
        let anchor = self.anchor(ordinal);
        let fact = self.cube.fact(anchor);
        let unit = fact.scale.map_or("", Scale::name);
        let (subject, actual) = (self.subject(anchor), self.printed(anchor));
        let mut finding = Finding::new(equation.rule, severity, self.place(anchor), String::new());
        match &equation.relation {
            Relation::Sum { parts, .. } => {
                let sum: i128 =
                    parts.iter().filter_map(|id| self.cube.value(*id)).map(|ticks| i128::from(ticks.value)).sum();
                let sum = i64::try_from(sum).unwrap_or(if sum < 0 { -i64::MAX } else { i64::MAX });
                let expected = self.written(anchor, sum);
                finding.message = format!(
                    "{subject}为{actual}{unit}，而{}项之和为{expected}{unit}（{}）",
                    parts.len(),
                    equation.name
                );
                finding.difference = Some(self.difference(anchor, sum));
                finding.expected = Some(expected);
            }
            Relation::Same(members) => {
                let shown: Vec<String> = members
                    .iter()
                    .filter(|id| self.cube.is_nonzero(**id) || members.len() < 4)
                    .map(|id| format!("{}为{}", self.subject(*id), self.printed(*id)))
                    .collect();
                finding.message = format!("同一事项金额不一致：{}", shown.join("，"));
            }
            Relation::AtMost(_, high) => {
                finding.message = format!(
                    "{subject}为{actual}{unit}，大于{}的{}{unit}（{}）",
                    self.subject(*high),
                    self.printed(*high),
                    equation.name
                );
                finding.expected = Some(format!("≤{}", self.printed(*high)));
            }
            Relation::Product { quantity, price, .. } => {
                finding.message = format!(
                    "{subject}为{actual}{unit}，而数量{}×单价{}不等于此数（{}）",
                    self.printed(*quantity),
                    self.printed(*price),
                    equation.name
                );
            }
        }
        finding.message_en = self.failure_en(&equation.relation, anchor, finding.expected.as_deref());
        finding.actual = Some(actual);
        finding.scale = fact.scale;
        finding.related = self.consequences(component, None);
        finding
    }

    /// The same in English.
    fn failure_en(&self, relation: &Relation, anchor: u32, expected: Option<&str>) -> String {
        let (subject, actual) = (self.subject_en(anchor), self.printed_en(anchor));
        match relation {
            Relation::Sum { parts, .. } => {
                let (count, sum) = (parts.len(), expected.unwrap_or("another value"));
                format!("{subject} is {actual}, its {count} parts add up to {sum}")
            }
            Relation::Same(members) => {
                let others = members.iter().filter(|id| **id != anchor);
                let shown: Vec<String> =
                    others.map(|id| format!("{} at {}", self.printed_en(*id), self.subject_en(*id))).collect();
                format!("{subject} is {actual}, the same amount is {}", shown.join(", "))
            }
            Relation::AtMost(_, high) => {
                format!("{subject} is {actual}, above {} at {}", self.printed_en(*high), self.subject_en(*high))
            }
            Relation::Product { quantity, price, .. } => {
                format!("{subject} is {actual}, not {} times {}", self.printed_en(*quantity), self.printed_en(*price))
            }
        }
    }

    /// The cell an equation is reported at when no suspect is known.
    fn anchor(&self, ordinal: usize) -> u32 {
        match &self.solution.equations[ordinal].relation {
            Relation::Sum { total, .. } => *total,
            Relation::Same(members) => *members
                .iter()
                .find(|id| matches!(self.cube.fact(**id).origin, Origin::Claim(_)))
                .unwrap_or(&members[0]),
            Relation::AtMost(low, _) => *low,
            Relation::Product { amount, .. } => *amount,
        }
    }

    /// The rule that fits the place of the suspect: the text's own rules for a claim, else the most telling failure.
    fn code(&self, component: &Component, suspect: u32) -> &'static str {
        let rules = component.failed.iter().map(|ordinal| &self.solution.equations[*ordinal]);
        let is_claim = matches!(self.cube.fact(suspect).origin, Origin::Claim(_));
        let mut best = ("", 0);
        for equation in rules {
            let same = matches!(equation.relation, Relation::Same(_));
            let weight = match (is_claim, equation.rule.starts_with('N'), same) {
                (true, true, true) => 5,
                (true, true, false) => 4,
                (true, false, _) if equation.rule != "X001" => 3,
                (false, false, false) => 3 + u8::from(equation.grade > Grade::Usual),
                (false, false, true) => 2,
                _ => 1,
            };
            if weight > best.1 {
                best = (equation.rule, weight);
            }
        }
        // The equations of the text and of the statements are stated together: the suspect's place says whose it is.
        match (is_claim, best.0) {
            (true, "X001") => "N001",
            (false, "N001") => "X001",
            (_, code) => code,
        }
    }

    /// Each failed equation in a few words, the suspect aside.
    fn consequences(&self, component: &Component, suspect: Option<u32>) -> Vec<Related> {
        let mut related: Vec<Related> = Vec::new();
        for ordinal in component.failed.iter().take(MAX_RELATED) {
            let equation = &self.solution.equations[*ordinal];
            let members = equation.members();
            let place = match (&equation.relation, suspect) {
                (Relation::Same(_), Some(suspect)) => {
                    members.iter().find(|id| **id != suspect && self.cube.is_nonzero(**id)).or(members.first())
                }
                (Relation::Sum { total, parts }, Some(suspect)) if *total == suspect => parts.first(),
                _ => members.first(),
            };
            let Some(place) = place else { continue };
            let title_en = registry::find(equation.rule).map(Rule::title_en).unwrap_or_default();
            let (detail, message_en) = match self.solution.states[*ordinal] {
                State::Fails(residual) | State::Rounds(residual) if residual != 0 => {
                    let difference = self.written(members[0], residual);
                    (format!("{}：相差{difference}", equation.name), format!("{title_en}, off by {difference}"))
                }
                _ => (equation.name.clone(), title_en),
            };
            let message = format!("{detail}（{}）", self.subject(*place));
            if !related.iter().any(|known| known.message == message) {
                related.push(Related { message, message_en, place: self.place(*place), path: None });
            }
        }
        related
    }

    fn names(&self, component: &Component) -> String {
        let mut names: Vec<&str> = Vec::new();
        for ordinal in &component.failed {
            let name = self.solution.equations[*ordinal].name.as_str();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let shown: Vec<String> = names.iter().take(2).map(|name| format!("“{name}”")).collect();
        shown.join("和")
    }

    /// What kind of slip turns the expected number into the printed one.
    fn likely_cause(&self, suspect: &Suspect) -> Option<&'static str> {
        match slip::of(self.cube, suspect)? {
            Slip::Sign => Some("疑为正负号填反"),
            Slip::Swapped => Some("疑为相邻两位数字颠倒"),
            Slip::Point => Some("疑为小数点错位或计量单位填错"),
            Slip::Length => Some("疑为多录或漏录一位数字"),
            Slip::Digit | Slip::LeftOut => None,
        }
    }
}
