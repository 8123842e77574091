//! A document as every report for people tells it: its problems with what must be seen of them, and what was not checked.
//! All texts are final; how they are set is the business of `page`, and of `filed.rs` for paper.

use std::collections::BTreeMap;

use mingsuan_model::{AgencyLevel, DisclosureKind, Finding, Outcome, Scale, Severity};
use mingsuan_rules::{Crossing, Family, registry};

use super::exhibit::{Exhibit, Sentence, exhibits, is_computed};
use super::tail::{outcomes, recognised};
use super::words::Lang;
use super::{Entry, Reading, Tally};
use crate::pdf::Date;

/// The language of a report and the day it is made.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    /// Its language.
    pub lang: Lang,
    /// Year, month, day.
    pub made: Date,
}

/// A document told.
#[derive(Debug)]
pub struct Account {
    /// The counts.
    pub(super) tally: Tally,
    /// The agency with year and kind, or the file where nothing was read.
    pub(super) title: String,
    /// What was read of it, or why nothing could be.
    pub(super) content: Result<Content, String>,
}

/// What was read of a document, and what the rules say.
#[derive(Debug)]
pub(super) struct Content {
    /// Label and text: format, what was recognised, how the rules ended.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The findings in the order of the judgement.
    pub(super) problems: Vec<Problem>,
    /// What could not be checked.
    pub(super) unchecked: Unchecked,
}

/// What could not be checked.
#[derive(Debug, Default)]
pub(super) struct Unchecked {
    /// Numbers that nothing vouches for, with their places.
    pub(super) numbers: Vec<(String, String)>,
    /// Rules that lacked something, and what.
    pub(super) rules: Vec<(String, String)>,
    /// What is odd about the file, and where.
    pub(super) issues: Vec<(String, String)>,
}

/// One cause: a finding with what follows from it.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) family: &'static str,
    pub(super) severity: Severity,
    /// The file, where that is not the document it is told with.
    pub(super) path: Option<String>,
    pub(super) place: String,
    pub(super) message: String,
    /// Label and text: what stands there, what should, by how much it is off, what to write.
    pub(super) values: Vec<(&'static str, String)>,
    pub(super) advice: String,
    pub(super) basis: String,
    /// What it has to do with, and where that stands.
    pub(super) related: Vec<(String, String)>,
    pub(super) exhibits: Vec<Exhibit>,
    pub(super) waived: Option<String>,
    /// Its rule was told in full often enough: one line will do where paper is short.
    pub(super) is_repeated: bool,
}

/// The severities, the worst first.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
/// So many findings of one rule are told in full.
const IN_FULL: usize = 5;
/// So many characters of a paragraph are shown before and behind what is marked in it.
const AROUND: usize = 80;

impl Edition {
    /// A report in this language, made on this day.
    pub fn new(lang: Lang, (year, month, day): (i64, u32, u32)) -> Self {
        let made = (i32::try_from(year).unwrap_or(0), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
        Self { lang, made }
    }

    /// The day it is made, in words.
    pub(super) fn date(self) -> String {
        let (year, month, day) = self.made;
        match self.lang {
            Lang::Zh => format!("{year}年{month}月{day}日"),
            Lang::En => format!("{year}-{month:02}-{day:02}"),
        }
    }

    /// The name of the report.
    pub(super) fn title(self) -> &'static str {
        self.lang.say("预算公开检查报告", "Report on published budgets")
    }
}

impl Account {
    /// Tells a document.
    pub fn new(entry: &Entry, lang: Lang) -> Self {
        let tally = entry.tally();
        match &entry.reading {
            Ok(reading) => Self { title: whose(reading, lang), content: Ok(Content::new(reading, lang)), tally },
            Err(message) => Self { title: entry.path.clone(), content: Err(message.clone()), tally },
        }
    }
}

impl Content {
    fn new(reading: &Reading, lang: Lang) -> Self {
        let disclosure = &reading.disclosure;
        let findings = &reading.judgement.findings;
        let mut problems: Vec<Problem> = findings.iter().map(|finding| Problem::new(finding, lang)).collect();
        for (problem, finding) in problems.iter_mut().zip(findings) {
            problem.exhibits = exhibits(disclosure, finding, lang);
        }
        mark_repeated(&mut problems);
        let kind = lang.aside(reading.format, &disclosure.profile);
        let facts = vec![
            (lang.say("格式", "format"), kind),
            (lang.say("识别", "read"), recognised(reading, lang)),
            (lang.say("规则", "rules"), outcomes(reading, lang)),
        ];
        Self { facts, problems, unchecked: Unchecked::new(reading, lang) }
    }
}

impl Unchecked {
    fn new(reading: &Reading, lang: Lang) -> Self {
        let numbers = reading.judgement.coverage.unverified.iter();
        let numbers = numbers.map(|place| (place.text.as_deref().unwrap_or_default().to_owned(), lang.place(place)));
        let rules = reading.judgement.outcomes.iter().filter(|rule| rule.outcome == Outcome::Insufficient);
        let rules = rules.map(|rule| {
            let title = registry::find(rule.code).map(|found| lang.title(found)).unwrap_or_default();
            (format!("{} {title}", rule.code), rule.reason.clone().unwrap_or_default())
        });
        let issues = reading.disclosure.issues.iter();
        let issues = issues.map(|issue| (issue.message.clone(), lang.place(&issue.place)));
        Self { numbers: numbers.collect(), rules: rules.collect(), issues: issues.collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.rules.is_empty() && self.issues.is_empty()
    }
}

impl Problem {
    fn new(finding: &Finding, lang: Lang) -> Self {
        let related = finding.related.iter().map(|related| {
            let place = lang.place(&related.place);
            let place = related.path.as_ref().map_or_else(|| place.clone(), |path| format!("{path} {place}"));
            (lang.related(related).to_owned(), place)
        });
        let family = Family::of(finding.code);
        Self {
            code: finding.code,
            title: registry::find(finding.code).map(|rule| lang.title(rule)).unwrap_or_default(),
            family: lang.say(family.title(), family.title_en()),
            severity: finding.severity,
            path: None,
            place: lang.place(&finding.place),
            message: lang.message(finding).to_owned(),
            values: values(finding, lang),
            advice: lang.advice(finding).to_owned(),
            basis: basis(finding),
            related: related.collect(),
            exhibits: Vec::new(),
            waived: finding.waived.clone(),
            is_repeated: false,
        }
    }

    /// What several documents say together, and what is said of the run.
    pub(super) fn of_crossings(crossings: &[Crossing], lang: Lang) -> Vec<Self> {
        let problem =
            |crossing: &Crossing| Self { path: Some(crossing.path.clone()), ..Self::new(&crossing.finding, lang) };
        let mut problems: Vec<Self> = crossings.iter().map(problem).collect();
        mark_repeated(&mut problems);
        problems
    }

    /// The file, if it must be named, and the place in it.
    pub(super) fn whole_place(&self) -> String {
        self.path.as_ref().map_or_else(|| self.place.clone(), |path| format!("{path} {}", self.place))
    }
}

fn mark_repeated(problems: &mut [Problem]) {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        let times = told.entry(problem.code).or_default();
        *times += 1;
        problem.is_repeated = *times > IN_FULL || problem.waived.is_some();
    }
}

/// What stands there and what should, in the scale as printed.
fn values(finding: &Finding, lang: Lang) -> Vec<(&'static str, String)> {
    let scale = finding.scale.map_or("", Scale::name);
    let told = |value: &String| match value.ends_with(|c: char| c.is_ascii_digit()) && !scale.is_empty() {
        true => format!("{value} {scale}"),
        false => value.clone(),
    };
    let expected = if is_computed(finding) {
        lang.say("按其他数算得", "the others give")
    } else {
        lang.say("应为", "expected")
    };
    let suggested = finding.suggested.as_ref().filter(|value| Some(*value) != finding.expected.as_ref());
    let all = [
        (lang.say("现为", "actual"), finding.actual.as_ref()),
        (expected, finding.expected.as_ref()),
        (lang.say("相差", "difference"), finding.difference.as_ref()),
        (lang.say("建议改为", "suggested"), suggested),
    ];
    all.into_iter().filter_map(|(label, value)| Some((label, told(value?)))).collect()
}

/// What a finding rests on: what the rule names, and what is added for this place.
pub(super) fn basis(finding: &Finding) -> String {
    let own = registry::find(finding.code).map_or(&[][..], |rule| rule.basis).iter().copied();
    own.chain(finding.basis.iter().map(String::as_str)).collect::<Vec<_>>().join("；")
}

/// Agency, year and kind of a document: `云山县林业和草原局 · 2026年单位预算`.
pub(super) fn whose(reading: &Reading, lang: Lang) -> String {
    let disclosure = &reading.disclosure;
    let kind = match (disclosure.agency.level, disclosure.kind) {
        (Some(AgencyLevel::Department), DisclosureKind::Budget) => lang.say("部门预算", "department budget"),
        (Some(AgencyLevel::Department), DisclosureKind::FinalAccounts) => lang.say("部门决算", "department accounts"),
        (Some(AgencyLevel::Unit), DisclosureKind::Budget) => lang.say("单位预算", "unit budget"),
        (Some(AgencyLevel::Unit), DisclosureKind::FinalAccounts) => lang.say("单位决算", "unit accounts"),
        (None, DisclosureKind::Budget) => lang.say("预算", "budget"),
        (None, DisclosureKind::FinalAccounts) => lang.say("决算", "final accounts"),
    };
    let year = match (disclosure.year, lang) {
        (Some(year), Lang::Zh) => format!("{year}年"),
        (Some(year), Lang::En) => format!("{year} "),
        (None, _) => String::new(),
    };
    format!("{} · {year}{kind}", named(&disclosure.agency.name, lang))
}

/// The name of an agency, or that there is none.
pub(super) fn named(name: &str, lang: Lang) -> &str {
    match name {
        "" => lang.say("（未认出单位名称）", "(agency not recognised)"),
        name => name,
    }
}

/// A sentence in pieces, and whether each is marked; of a long paragraph what stands around the marks.
pub(super) fn pieces(sentence: &Sentence) -> Vec<(String, bool)> {
    let text: Vec<char> = sentence.text.chars().collect();
    let marks: Vec<(usize, usize)> =
        sentence.marks.iter().map(|(at, length)| (*at, at + length)).filter(|(_, end)| *end <= text.len()).collect();
    let first = marks.first().map_or(0, |(at, _)| at.saturating_sub(AROUND));
    let last = marks.last().map_or(2 * AROUND, |(_, end)| end + AROUND).min(text.len());
    let of = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    let mut pieces = vec![(if first > 0 { "…".to_owned() } else { String::new() }, false)];
    let mut at = first;
    for (from, to) in marks {
        if from >= at && to > from {
            pieces.extend([(of(at, from), false), (of(from, to), true)]);
            at = to;
        }
    }
    pieces.push((of(at, last.max(at)), false));
    pieces.push((if last < text.len() { "…".to_owned() } else { String::new() }, false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}
