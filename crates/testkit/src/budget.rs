//! A unit budget as lines of money with projects, procurement and assets: what is printed is computed from these lines.
//! No layout and no sentences of the form here; see `print.rs`.

use mingsuan_model::{Amount, Scale};

/// Where a year's money comes from.
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
    /// 事业收入
    Business,
    /// 经营收入
    Operating,
    /// 上级补助收入
    Superior,
    /// 附属单位上缴收入
    Affiliated,
    /// 其他收入
    Other,
}

impl Fund {
    /// Whether it is 财政拨款.
    pub fn is_fiscal(self) -> bool {
        matches!(self, Self::General | Self::GovernmentFund | Self::StateCapital)
    }

    /// Whether it is 单位资金.
    pub fn is_unit_money(self) -> bool {
        !self.is_fiscal() && self != Self::SpecialAccount
    }
}

/// What money is spent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 人员经费
    Personnel,
    /// 公用经费
    Public,
    /// 项目支出, with the index of the project.
    Project(usize),
}

/// One line of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Functional code, 7 digits.
    pub function: String,
    /// What it is spent as.
    pub kind: Kind,
    /// Where it comes from.
    pub fund: Fund,
    /// Whether it was carried over from last year.
    pub is_carried_over: bool,
    /// Economic code, 5 digits; always there for basic expenditure.
    pub economic: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// The unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Budget code, 6 digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// 单位性质
    pub nature: String,
    /// 单位规格
    pub rank: String,
    /// 经费保障形式
    pub support: String,
}

/// A performance indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub level3: String,
    /// 绩效指标描述
    pub description: String,
    /// 指标值
    pub value: String,
    /// 指标值确定依据
    pub basis: String,
}

/// A project; its money stands in the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Code, 21 characters.
    pub code: String,
    /// Name.
    pub name: String,
    /// 资金用途
    pub purpose: String,
    /// 绩效目标
    pub goal: String,
    /// Cumulative per cent at the end of March, June, October, December; `None` is printed blank.
    pub plan: [Option<u8>; 4],
    /// Indicators in the order of print.
    pub indicators: Vec<Indicator>,
}

/// A line of 政府采购.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procurement {
    /// Index of the project that pays.
    pub project: usize,
    /// Catalogue code.
    pub code: String,
    /// Catalogue name.
    pub name: String,
    /// 计量单位
    pub unit: String,
    /// 数量
    pub quantity: i64,
    /// 单价
    pub price: Amount,
    /// The money it is paid from.
    pub fund: Fund,
    /// Whether that money was carried over.
    pub is_carried_over: bool,
    /// 预留中小微企业份额
    pub reserved: Amount,
}

impl Procurement {
    /// Quantity × price.
    pub fn amount(&self) -> Amount {
        Amount(self.quantity * self.price.0)
    }

    /// Whether it buys a fixed asset: goods (A).
    pub fn is_fixed_asset(&self) -> bool {
        self.code.starts_with('A')
    }
}

/// Fixed assets: quantity as printed and value of each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// 房屋: area in hundredths of a square metre, value.
    pub buildings: (i64, Amount),
    /// 其中：办公用房
    pub offices: (i64, Amount),
    /// 车辆
    pub vehicles: (i64, Amount),
    /// 单价在20万元以上的设备
    pub equipment: (i64, Amount),
    /// 其他固定资产
    pub other: (i64, Amount),
}

impl Assets {
    /// 资产总额
    pub fn total(&self) -> Amount {
        Amount(self.buildings.1.0 + self.vehicles.1.0 + self.equipment.1.0 + self.other.1.0)
    }
}

/// Last year's amounts that the text compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prior {
    /// 基本支出
    pub basic: Amount,
    /// 项目支出
    pub project: Amount,
    /// “三公”经费
    pub official: Amount,
}

/// The sentences that differ from unit to unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// 单位职责, a paragraph each.
    pub duties: Vec<String>,
    /// Why basic expenditure changed.
    pub basic_reason: String,
    /// Why project expenditure changed.
    pub project_reason: String,
    /// What 机关运行经费 is for.
    pub operating_uses: String,
    /// Why 三公 changed.
    pub official_reason: String,
    /// 总体绩效目标
    pub overall_goal: String,
    /// Title, goal and indicators of each task.
    pub tasks: Vec<[String; 3]>,
    /// Title and text of each safeguard.
    pub safeguards: Vec<[String; 2]>,
    /// Further glossary entries beyond the ten terms of the form: term, explanation.
    pub more_terms: Vec<[String; 2]>,
    /// 其他需要说明的事项
    pub other_matters: String,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Scale of the tables.
    pub scale: Scale,
    /// Scale of the text.
    pub text_scale: Scale,
    /// Whether zero is printed as 0.00 (else blank).
    pub prints_zero: bool,
    /// Whether tables have thousands separators.
    pub groups_thousands: bool,
    /// Whether 收支总表 lists all 31 function rows (else only those with money).
    pub lists_all_functions: bool,
    /// Which of the alternative wordings is used.
    pub wording: usize,
}

/// A whole unit budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The unit.
    pub agency: Agency,
    /// The year.
    pub year: u16,
    /// Money.
    pub lines: Vec<Line>,
    /// Projects.
    pub projects: Vec<Project>,
    /// 政府采购
    pub procurement: Vec<Procurement>,
    /// Fixed assets at the end of last year.
    pub assets: Assets,
    /// Last year.
    pub prior: Prior,
    /// Sentences.
    pub texts: Texts,
    /// Layout.
    pub style: Style,
}

impl Budget {
    /// The sum of the lines that pass.
    pub fn sum(&self, passes: impl Fn(&Line) -> bool) -> Amount {
        Amount(self.lines.iter().filter(|line| passes(line)).map(|line| line.amount.0).sum())
    }

    /// 支出总计.
    pub fn total(&self) -> Amount {
        self.sum(|_| true)
    }

    /// 基本支出.
    pub fn basic(&self) -> Amount {
        self.sum(|line| !matches!(line.kind, Kind::Project(_)))
    }

    /// 项目支出.
    pub fn project_money(&self) -> Amount {
        self.sum(|line| matches!(line.kind, Kind::Project(_)))
    }

    /// The money of one project.
    pub fn project_amount(&self, index: usize) -> Amount {
        self.sum(|line| line.kind == Kind::Project(index))
    }

    /// 机关运行经费: 公用经费 of the general budget.
    pub fn operating_costs(&self) -> Amount {
        self.sum(|line| line.kind == Kind::Public && line.fund == Fund::General)
    }

    /// One item of 三公 by its economic code, of 财政拨款, in one fund or (`None`) in all.
    pub fn official(&self, economic: &str, fund: Option<Fund>) -> Amount {
        self.sum(|line| {
            line.fund.is_fiscal()
                && line.economic.as_deref() == Some(economic)
                && fund.is_none_or(|fund| line.fund == fund)
        })
    }

    /// 三公 in all.
    pub fn official_total(&self, fund: Option<Fund>) -> Amount {
        Amount(["30212", "31013", "30231", "30217"].iter().map(|code| self.official(code, fund).0).sum())
    }
}
