//! What a rule is: its catalogue entry, its manual, and the function that judges or contributes equations.
//! The rules themselves stand one a file in the family folders; `registry.rs` lists them.

use mingsuan_model::{Equation, Finding, FiscalYear, Outcome, Place, RuleOutcome, Severity};

use crate::context::Context;
use crate::english;
use crate::together::{Across, Together};

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Letter and three digits, never reused: `A001`.
    pub code: &'static str,
    /// The bad thing it finds: `subtotal-mismatch`.
    pub name: &'static str,
    /// The bad thing in Chinese, a few words.
    pub title: &'static str,
    /// The worst severity it reports.
    pub severity: Severity,
    /// First version of the program that has it.
    pub since: &'static str,
    /// The years and regions it speaks for.
    pub valid: Validity,
    /// Law, standard or professional basis.
    pub basis: &'static [&'static str],
    /// The source file; its `//!` head is the manual page.
    pub source: &'static str,
    /// How it judges.
    pub body: Body,
}

/// The years and regions a rule speaks for. Where year or region of a document could not be told, it is taken as meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first fiscal year.
    pub from: Option<FiscalYear>,
    /// The last fiscal year.
    pub until: Option<FiscalYear>,
    /// First digits of region codes; every region when there are none.
    pub regions: &'static [&'static str],
}

impl Validity {
    /// Every year and region.
    pub const ALWAYS: Self = Self { from: None, until: None, regions: &[] };

    /// Every region from a fiscal year on.
    pub const fn from_year(year: FiscalYear) -> Self {
        Self { from: Some(year), ..Self::ALWAYS }
    }

    /// Whether it speaks for a document of this year and region.
    pub fn covers(&self, year: Option<FiscalYear>, region: Option<&str>) -> bool {
        let in_years = year.is_none_or(|year| {
            self.from.is_none_or(|from| year >= from) && self.until.is_none_or(|until| year <= until)
        });
        let in_regions = self.regions.is_empty()
            || region.is_none_or(|region| self.regions.iter().any(|code| region.starts_with(code)));
        in_years && in_regions
    }

    /// Why it does not speak for a document, in Chinese.
    pub(crate) fn told(&self) -> String {
        let years = match (self.from, self.until) {
            (Some(from), Some(until)) => format!("{from}年至{until}年"),
            (Some(from), None) => format!("{from}年起"),
            (None, Some(until)) => format!("{until}年及以前"),
            (None, None) => String::new(),
        };
        let regions = if self.regions.is_empty() {
            String::new()
        } else {
            format!("区划代码以{}开头的地区", self.regions.join("、"))
        };
        format!("规则只适用于{years}{regions}的文件")
    }
}

/// How a rule judges.
#[derive(Clone, Copy)]
pub enum Body {
    /// Looks at the disclosure and reports.
    Check(fn(&Context<'_>, &mut Found)),
    /// States equations between facts; the solver finds out which cell is wrong when they fail.
    Equations(fn(&Context<'_>, &mut Vec<Equation>)),
    /// Compares the documents of one run with each other.
    Together(fn(&Together, &mut Across)),
    /// Says something of the run itself, not of a document: whoever runs the check finds it.
    Run,
}

impl Rule {
    /// The manual page: the `//!` lines at the head of the rule's file, as Markdown.
    pub fn manual(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        let mut page = String::new();
        for line in lines {
            page.push_str(line.trim_start_matches("//!").strip_prefix(' ').unwrap_or_default());
            page.push('\n');
        }
        page
    }

    /// The bad thing in English, a few words; the name as words where none were written.
    pub fn title_en(&self) -> String {
        if let Some(english) = english::of(self.code) {
            return english.title.clone();
        }
        let words = self.name.replace('-', " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
    }

    /// What to do about it, in English.
    pub fn advice_en(&self) -> &'static str {
        english::of(self.code).map_or("Check the marked place and correct it.", |english| english.advice.as_str())
    }

    /// The family letter.
    pub fn family(&self) -> Family {
        Family::of(self.code)
    }
}

/// The families of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Arithmetic inside a statement
    A,
    /// Between statements
    X,
    /// Narrative against numbers
    N,
    /// Classification codes and names
    K,
    /// Disclosure completeness and form
    D,
    /// Projects and performance
    P,
    /// Procurement and assets
    G,
    /// Years and phases
    Y,
    /// Wording and typography
    T,
    /// Lifecycle and deadlines
    L,
    /// The run itself: waivers
    E,
}

impl Family {
    /// The family of a code; codes of the registry begin with a family letter, by test.
    pub fn of(code: &str) -> Self {
        match code.as_bytes().first() {
            Some(b'X') => Self::X,
            Some(b'N') => Self::N,
            Some(b'K') => Self::K,
            Some(b'D') => Self::D,
            Some(b'P') => Self::P,
            Some(b'G') => Self::G,
            Some(b'Y') => Self::Y,
            Some(b'T') => Self::T,
            Some(b'L') => Self::L,
            Some(b'E') => Self::E,
            _ => Self::A,
        }
    }

    /// The English name.
    pub const fn title_en(self) -> &'static str {
        match self {
            Self::A => "Arithmetic inside a statement",
            Self::X => "Between statements and documents",
            Self::N => "Narrative against numbers",
            Self::K => "Classification codes and names",
            Self::D => "Disclosure completeness and form",
            Self::P => "Projects and performance",
            Self::G => "Procurement and assets",
            Self::Y => "Years and phases",
            Self::T => "Wording and typography",
            Self::L => "Deadlines",
            Self::E => "Waivers",
        }
    }

    /// The Chinese name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::A => "表内勾稽",
            Self::X => "表间勾稽",
            Self::N => "文字与数字",
            Self::K => "科目编码与名称",
            Self::D => "公开完整性与格式",
            Self::P => "项目与绩效",
            Self::G => "政府采购与资产",
            Self::Y => "年度与口径",
            Self::T => "文字与排版",
            Self::L => "时限",
            Self::E => "豁免",
        }
    }
}

/// What a rule found on one document.
#[derive(Debug, Default)]
pub struct Found {
    /// The findings.
    pub findings: Vec<Finding>,
    /// How many comparisons were made.
    pub comparisons: usize,
    /// Printed amounts that a comparison of theirs stands behind.
    pub vouched: Vec<Place>,
    /// Why something could not be checked, in Chinese.
    pub missing: Option<String>,
}

impl Found {
    /// One comparison was made.
    pub fn compared(&mut self) {
        self.comparisons += 1;
    }

    /// One comparison of two printed amounts was made.
    pub fn compared_amounts(&mut self, one: &Place, other: &Place) {
        self.comparisons += 1;
        self.vouched.extend([one.clone(), other.clone()]);
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Something that the rule needs is missing or unreadable; the first reason is kept.
    pub fn insufficient(&mut self, reason: impl Into<String>) {
        self.missing.get_or_insert_with(|| reason.into());
    }

    /// How the rule ended: not checked is not passed.
    pub fn outcome(&self, code: &'static str) -> RuleOutcome {
        let outcome = match (self.findings.is_empty(), self.comparisons, &self.missing) {
            (false, ..) => Outcome::Fail,
            (true, 0, Some(_)) => Outcome::Insufficient,
            (true, 0, None) => Outcome::NotApplicable,
            (true, ..) => Outcome::Pass,
        };
        RuleOutcome { code, outcome, comparisons: self.comparisons, reason: self.missing.clone() }
    }
}
