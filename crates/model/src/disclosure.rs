//! `Disclosure`: everything understood of one published document, the common ground of reading, judging and printing.
//! It holds no judgement: see `finding.rs`.

use serde::{Deserialize, Serialize};

use crate::amount::Scale;
use crate::coordinate::Coordinate;
use crate::decimal::Decimal;
use crate::fact::Fact;
use crate::place::{Issue, Place};
use crate::project::{OverallGoals, Placed, Project};
use crate::statement::{Note, Statement};

/// Whether a document plans a year or closes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisclosureKind {
    /// 预算
    #[default]
    Budget,
    /// 决算
    FinalAccounts,
}

/// Whether a document speaks for one unit or for a department with its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgencyLevel {
    /// 单位
    Unit,
    /// 部门
    Department,
}

/// The public body whose document it is.
#[derive(Clone, Debug, Default)]
pub struct Agency {
    /// 单位编码, if printed.
    pub code: Option<String>,
    /// The name as printed.
    pub name: String,
    /// Unit or department, if the document says so.
    pub level: Option<AgencyLevel>,
    /// Where the name was read.
    pub place: Place,
}

/// A fiscal year, e.g. 2024.
pub type FiscalYear = u16;

/// A heading of the text with the paragraphs that stand under it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Heading level: 1 for 一、, 2 for （一） or 1、, and so on.
    pub level: u8,
    /// The heading as printed.
    pub title: Placed,
    /// The paragraphs up to the next heading.
    pub paragraphs: Vec<Placed>,
    /// Ordinals of the statements that stand in the section.
    pub statements: Vec<u32>,
    /// Whether any table stands in the section, recognised or not.
    pub has_table: bool,
}

/// Which way an amount in the text moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增加, 增长, 上升
    Up,
    /// 减少, 下降, 降低
    Down,
    /// 持平, 无增减
    Level,
}

/// What a number in the text says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// An amount of money that stands at a coordinate.
    Amount,
    /// A change of money against another year.
    Change,
    /// A change in per cent.
    ChangeRate,
    /// A share or other rate in per cent.
    Percent,
}

/// A number that the text states.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What it says it is.
    pub kind: ClaimKind,
    /// The words that name it, as printed before the number.
    pub subject: String,
    /// The number as printed.
    pub number: Decimal,
    /// 万元, 元 …; `None` for per cent.
    pub scale: Option<Scale>,
    /// The direction word beside it, if any.
    pub direction: Option<Direction>,
    /// The year it is measured against, if the sentence names one.
    pub base_year: Option<FiscalYear>,
    /// The clause as printed.
    pub quote: String,
    /// What it restricts; has unknowns where the words were not understood.
    pub coordinate: Coordinate,
    /// Ordinal of the section it stands in.
    pub section: Option<u32>,
    /// Ordinal of the claim that it is a part of (其中 …), if any.
    pub part_of: Option<u32>,
    /// Where the number stands.
    pub place: Place,
}

/// One line of 政府采购预算.
#[derive(Clone, Debug)]
pub struct ProcurementLine {
    /// Ordinal of the statement and of its row.
    pub statement: u32,
    /// Ordinal in the statement's rows.
    pub row: u32,
    /// 合计 or 小计 rather than a purchase.
    pub is_total: bool,
    /// The project that pays.
    pub project: Placed,
    /// 采购物品名称.
    pub item: Placed,
    /// 政府采购目录序号.
    pub code: Placed,
    /// 计量单位.
    pub unit: Placed,
}

/// A term of 名词解释.
#[derive(Clone, Debug)]
pub struct Term {
    /// The term.
    pub term: Placed,
    /// What the document says it means.
    pub explanation: String,
}

/// Everything understood of one document.
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// Budget or final accounts.
    pub kind: DisclosureKind,
    /// Whose it is.
    pub agency: Agency,
    /// The year it plans or closes.
    pub year: Option<FiscalYear>,
    /// First two or six digits of the region (GB/T 2260), if it could be told.
    pub region: Option<String>,
    /// The profile (`standards/profiles`) it was read with.
    pub profile: String,
    /// The statements, in order.
    pub statements: Vec<Statement>,
    /// The sections of the text, in order.
    pub sections: Vec<Section>,
    /// The numbers the text states.
    pub claims: Vec<Claim>,
    /// The cube of facts.
    pub facts: Vec<Fact>,
    /// The projects.
    pub projects: Vec<Project>,
    /// Names of the projects that the text lists, with the section they are listed in.
    pub listed_projects: Vec<Placed>,
    /// 整体绩效目标.
    pub goals: OverallGoals,
    /// 政府采购.
    pub procurement: Vec<ProcurementLine>,
    /// The date of the asset table as printed, if any.
    pub assets_date: Option<Placed>,
    /// The institution table: header and value, row by row.
    pub institution: Vec<Vec<(String, Placed)>>,
    /// 名词解释.
    pub glossary: Vec<Term>,
    /// Notes that belong to no statement.
    pub notes: Vec<Note>,
    /// Money tokens standing in tables, counted without understanding them: the ground of coverage.
    pub money_tokens: Vec<Place>,
    /// What was odd about the document.
    pub issues: Vec<Issue>,
}
