//! `Budget`: the lines, projects and sentences that a unit's disclosure is compiled from.
//! No layout and no file format here; every printed sum is computed from what stands in these types.

use std::collections::BTreeMap;

use mingsuan_model::{AgencyLevel, Amount, Coordinate, Decimal, Dimension, FiscalYear, Scale, Value};

/// Where a year's money comes from (资金性质). The keys are the members of the dimension `fund`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fund {
    /// 一般公共预算
    General,
    /// 政府性基金预算
    GovernmentFund,
    /// 国有资本经营预算
    StateCapital,
    /// 财政专户管理资金
    SpecialAccount,
    /// 单位资金, not told apart
    UnitFunds,
    /// 事业收入
    Business,
    /// 事业单位经营收入
    Operating,
    /// 上级补助收入
    Superior,
    /// 附属单位上缴收入
    Subsidiary,
    /// 其他收入
    Other,
}

impl Fund {
    /// All funds in the order statements print them.
    pub const ALL: [Self; 10] = [
        Self::General,
        Self::GovernmentFund,
        Self::StateCapital,
        Self::SpecialAccount,
        Self::UnitFunds,
        Self::Business,
        Self::Operating,
        Self::Superior,
        Self::Subsidiary,
        Self::Other,
    ];

    /// The member of the dimension `fund`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::GovernmentFund => "gov-fund",
            Self::StateCapital => "state-capital",
            Self::SpecialAccount => "special-account",
            Self::UnitFunds => "unit-funds",
            Self::Business => "business",
            Self::Operating => "operating",
            Self::Superior => "superior",
            Self::Subsidiary => "subsidiary",
            Self::Other => "other",
        }
    }

    /// Whether it is 财政拨款.
    pub const fn is_fiscal(self) -> bool {
        matches!(self, Self::General | Self::GovernmentFund | Self::StateCapital)
    }
}

/// Whether money is of the year or was carried over (the dimension `source`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// 本年
    #[default]
    Current,
    /// 上年结转结余
    CarryOver,
    /// 使用非财政拨款结余
    UsedBalance,
}

impl Source {
    /// All sources.
    pub const ALL: [Self; 3] = [Self::Current, Self::CarryOver, Self::UsedBalance];

    /// The member of the dimension `source`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::CarryOver => "carry-over",
            Self::UsedBalance => "used-balance",
        }
    }
}

/// What money is spent as (the dimension `kind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 人员经费
    Personnel,
    /// 公用经费
    Public,
    /// 基本支出, not told apart
    Basic,
    /// 项目支出
    Project,
    /// 经营支出
    Operating,
    /// 上解上级支出
    Remit,
    /// 对附属单位补助支出
    Subsidy,
    /// 年终结转结余: money received and not spent in the year; it counts as revenue only
    Balance,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Personnel,
        Self::Public,
        Self::Basic,
        Self::Project,
        Self::Operating,
        Self::Remit,
        Self::Subsidy,
        Self::Balance,
    ];

    /// The member of the dimension `kind`; `None` for the balance, which is a side and not a kind.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Personnel => Some("personnel"),
            Self::Public => Some("public"),
            Self::Basic => Some("basic"),
            Self::Project => Some("project"),
            Self::Operating => Some("operating"),
            Self::Remit => Some("remit"),
            Self::Subsidy => Some("subsidy"),
            Self::Balance => None,
        }
    }

    /// Whether it is 基本支出.
    pub const fn is_basic(self) -> bool {
        matches!(self, Self::Personnel | Self::Public | Self::Basic)
    }
}

/// One line of money: received from a fund and spent on a function (or kept, see [`Kind::Balance`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// 支出功能分类: 3, 5 or 7 digits, 7 where it is known that deep.
    pub function: String,
    /// What it is spent as.
    pub kind: Kind,
    /// Index of the project, for 项目支出 whose project is known.
    pub project: Option<usize>,
    /// 部门预算支出经济分类: 3 or 5 digits, where known.
    pub economic: Option<String>,
    /// 政府预算支出经济分类: 3 or 5 digits, where known.
    pub gov_economic: Option<String>,
    /// Where it comes from.
    pub fund: Fund,
    /// Of the year or carried over.
    pub source: Source,
    /// How much.
    pub amount: Amount,
}

impl Line {
    /// The position of the line's expenditure in the cube.
    pub fn coordinate(&self) -> Coordinate {
        let code = |code: Option<&str>| match code.map(str::parse) {
            Some(Ok(code)) => Value::Member(code),
            _ => Value::All,
        };
        let mut at = Coordinate::default()
            .at(Dimension::Fund, self.fund.key())
            .at(Dimension::Source, self.source.key())
            .with(Dimension::Function, code(Some(&self.function)))
            .with(Dimension::Economic, code(self.economic.as_deref()))
            .with(Dimension::GovEconomic, code(self.gov_economic.as_deref()));
        at = match self.kind.key() {
            Some(kind) => at.at(Dimension::Kind, kind).at(Dimension::Side, "expenditure"),
            None => at.at(Dimension::Side, "balance"),
        };
        match self.project.and_then(|project| u32::try_from(project).ok()) {
            Some(project) => at.with(Dimension::Project, Value::Member(project)),
            None => at,
        }
    }
}

/// A row of 机构设置: the unit itself or one that belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Institution {
    /// 单位名称
    pub name: String,
    /// 单位性质: 行政, 参公事业, 事业 …
    pub nature: String,
    /// 单位规格
    pub rank: String,
    /// 经费保障形式
    pub support: String,
}

/// The public body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agency {
    /// 单位编码
    pub code: String,
    /// 单位名称
    pub name: String,
    /// Unit or department.
    pub level: Option<AgencyLevel>,
    /// GB/T 2260 code of the region, 6 digits, if known.
    pub region: Option<String>,
    /// 机构设置
    pub institutions: Vec<Institution>,
}

/// A performance indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// 绩效指标描述
    pub description: String,
    /// 指标值
    pub value: String,
    /// 指标值确定依据
    pub basis: String,
}

/// One step of 资金支出计划.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanStep {
    /// The month at whose end it counts.
    pub month: u8,
    /// Cumulative per cent; `None` is printed blank.
    pub percent: Option<Decimal>,
}

/// A project. Its money stands in the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// 项目编码
    pub code: String,
    /// 项目名称
    pub name: String,
    /// 项目类别: key of the dimension `category`, if known.
    pub category: Option<String>,
    /// 资金用途
    pub purpose: String,
    /// 绩效目标, one text an item, without its number.
    pub goals: Vec<String>,
    /// 资金支出计划
    pub plan: Vec<PlanStep>,
    /// Indicators in the order of print.
    pub indicators: Vec<Indicator>,
    /// Whether money that is not 财政资金 is shown as 0.00 rather than blank.
    pub shows_no_other_funds: bool,
}

/// A line of 政府采购预算.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Index of the project that pays; `None` for 公用经费.
    pub project: Option<usize>,
    /// 采购物品名称
    pub item: String,
    /// 政府采购目录序号
    pub code: String,
    /// 计量单位
    pub unit: String,
    /// 数量
    pub quantity: Option<Decimal>,
    /// 单价
    pub price: Option<Amount>,
    /// 采购金额
    pub amount: Amount,
    /// The money it is paid from.
    pub fund: Fund,
    /// Of the year or carried over.
    pub source: Source,
    /// 预留中小微企业份额
    pub reserved: Option<Amount>,
}

/// A row of 固定资产占用情况.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Key of the dimension `item`: asset-house, asset-office …
    pub item: String,
    /// 数量 (平方米, 辆, 台), if told.
    pub quantity: Option<Decimal>,
    /// 价值, if told.
    pub value: Option<Amount>,
}

/// 国有资产.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// 截止时间, as `2023-12-31`.
    pub date: String,
    /// The rows below 资产总额, in the form's order.
    pub rows: Vec<Asset>,
    /// 资产总额, if it was stated; else the sum of the rows.
    pub total: Option<Amount>,
    /// 本年度拟购置固定资产, if it was stated; else the procurement of goods.
    pub purchases: Option<Amount>,
}

/// An item of “三公” in one fund, stated where the lines do not tell it (paid by projects without economic class).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialCost {
    /// Key of the dimension `item`: abroad-teaching, abroad-other, vehicle-purchase, vehicle-running, reception.
    pub item: String,
    /// The fund.
    pub fund: Fund,
    /// How much.
    pub amount: Amount,
}

/// A total that is printed as stated although the lines add up to another amount, for the document was rounded cell by
/// cell (尾差). It counts only as long as the lines add up to that amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Its position, without year, phase and measure; a project by its index in the budget.
    pub at: Coordinate,
    /// The amount as printed.
    pub printed: Amount,
    /// What the lines add up to.
    pub sum: Amount,
}

impl Stated {
    /// Whether rounding explains the difference in a scale: five units of the last place usually printed.
    pub fn is_rounding(&self, scale: Scale) -> bool {
        let unit = match scale {
            Scale::Yuan => scale.fen(),
            _ => scale.fen() / 100,
        };
        self.printed.0.abs_diff(self.sum.0) <= 5 * unit.unsigned_abs()
    }
}

/// A task of 分项绩效目标.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// Its title, without number.
    pub title: String,
    /// 绩效目标
    pub goal: String,
    /// 绩效指标, one text an item.
    pub indicators: Vec<String>,
}

/// A titled paragraph (工作保障措施, a term of 名词解释).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titled {
    /// The title, without number.
    pub title: String,
    /// The text.
    pub text: String,
}

/// What the text says beyond the numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// 单位职责, a paragraph each.
    pub duties: Vec<String>,
    /// Why a figure changed against last year, by figure key (`basic`, `project`, `official-costs` …); an empty text is a
    /// reason that is known to be open.
    pub reasons: BTreeMap<String, String>,
    /// What a figure is spent on, by figure key (`operating-costs` …).
    pub uses: BTreeMap<String, String>,
    /// 总体绩效目标, a paragraph each.
    pub overall_goal: Vec<String>,
    /// 分项绩效目标
    pub tasks: Vec<Task>,
    /// 工作保障措施: the paragraphs before the measures.
    pub safeguards_intro: Vec<String>,
    /// 工作保障措施
    pub safeguards: Vec<Titled>,
    /// 名词解释; empty = the terms of the form.
    pub glossary: Vec<Titled>,
    /// Notes printed under statements, by statement id; a filled-in note of an empty statement is made where none stands.
    pub notes: BTreeMap<String, Vec<String>>,
    /// 其他需要说明的事项
    pub other_matters: Vec<String>,
    /// The names of the projects in the order the text lists them; empty = the order of the projects.
    pub project_order: Vec<String>,
}

/// How sure an entry is that nobody typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Only this value satisfies all the sums of the document.
    Inferred,
    /// One of several possible values, chosen by custom; a person has to look.
    Assumed,
    /// Not known; a person has to fill it in.
    Open,
}

/// The sheets of a budget workbook that hold entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 基本信息
    Basics,
    /// 支出明细: [`Budget::lines`]
    Lines,
    /// 项目: [`Budget::projects`]
    Projects,
    /// 绩效指标
    Indicators,
    /// 政府采购
    Procurement,
    /// 国有资产
    Assets,
    /// “三公”经费
    OfficialCosts,
    /// 上年数
    Prior,
    /// 文字说明
    Narrative,
}

/// A remark on an entry that was not typed in by a person: shown as colour and note in the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which part it is in.
    pub part: Part,
    /// Index of the row within the part, from 0.
    pub row: usize,
    /// Key of the column or field: `function`, `economic`, `gov_economic`, `kind`, `fund`, `source`, `amount` …
    pub field: String,
    /// How sure.
    pub certainty: Certainty,
    /// Why, in Chinese, for the note of the cell.
    pub reason: String,
}

/// A whole budget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Whose.
    pub agency: Agency,
    /// 预算年度
    pub year: FiscalYear,
    /// Name of the profile whose form is printed (`hebei`, `national`).
    pub profile: String,
    /// Scale of the statements; `None` = that of the form.
    pub scale: Option<Scale>,
    /// Money.
    pub lines: Vec<Line>,
    /// Projects.
    pub projects: Vec<Project>,
    /// 政府采购
    pub procurement: Vec<Purchase>,
    /// 国有资产
    pub assets: Assets,
    /// “三公” where the lines do not tell it; empty = as the lines tell.
    pub official_costs: Vec<OfficialCost>,
    /// 机关运行经费 where it is not 公用经费 of the general budget.
    pub operating_costs: Option<Amount>,
    /// Totals printed otherwise than the lines add up, within rounding.
    pub stated: Vec<Stated>,
    /// Last year's figures, by figure key (`total`, `basic`, `project`, `official-costs` …).
    pub prior: BTreeMap<String, Amount>,
    /// Sentences.
    pub narrative: Narrative,
    /// What was inferred, assumed or left open.
    pub remarks: Vec<Remark>,
}
