//! `Statement`: a recognised statement of a disclosure (收支总表 … ), its columns and rows with their meaning.
//! The raw table is `mingsuan-document`'s; recognising it is `mingsuan-import`'s.

use serde::{Deserialize, Serialize};

use crate::amount::Scale;
use crate::coordinate::Coordinate;
use crate::dimension::Dimension;
use crate::fact::CellValue;
use crate::place::Place;

/// The statements a disclosure is made of. Budget and final accounts use the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementId {
    /// 收支总表
    RevenueExpenditureSummary,
    /// 收入总表
    RevenueSummary,
    /// 支出总表
    ExpenditureSummary,
    /// 财政拨款收支总表
    FiscalSummary,
    /// 一般公共预算支出表, by function
    GeneralExpenditure,
    /// 一般公共预算基本支出表
    GeneralBasic,
    /// Other statements of the general budget by economic class
    GeneralEconomic,
    /// “三公”经费支出表
    OfficialCosts,
    /// 政府性基金预算支出表
    GovernmentFund,
    /// 国有资本经营预算支出表
    StateCapital,
    /// 项目支出表
    ProjectExpenditure,
    /// 政府采购预算表
    Procurement,
    /// 政府购买服务表
    PurchaseServices,
    /// 项目绩效目标表
    PerformanceProject,
    /// 整体绩效目标表
    PerformanceOverall,
    /// 国有资产占用情况表
    Assets,
    /// Any other table with a title
    Other,
}

impl StatementId {
    /// The id of the public contract.
    pub const fn key(self) -> &'static str {
        match self {
            Self::RevenueExpenditureSummary => "revenue-expenditure-summary",
            Self::RevenueSummary => "revenue-summary",
            Self::ExpenditureSummary => "expenditure-summary",
            Self::FiscalSummary => "fiscal-summary",
            Self::GeneralExpenditure => "general-expenditure",
            Self::GeneralBasic => "general-basic",
            Self::GeneralEconomic => "general-economic",
            Self::OfficialCosts => "official-costs",
            Self::GovernmentFund => "government-fund",
            Self::StateCapital => "state-capital",
            Self::ProjectExpenditure => "project-expenditure",
            Self::Procurement => "procurement",
            Self::PurchaseServices => "purchase-services",
            Self::PerformanceProject => "performance-project",
            Self::PerformanceOverall => "performance-overall",
            Self::Assets => "assets",
            Self::Other => "other",
        }
    }
}

/// What a column of a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// 序号, 行次
    Sequence,
    /// A classification code
    Code,
    /// The name that says what the row is
    Label,
    /// A number
    Value,
    /// A name that qualifies the row without being its label (采购物品名称, 计量单位 …)
    Text,
}

/// One column of a statement.
#[derive(Clone, Debug)]
pub struct Column {
    /// Column of the grid, from 0.
    pub index: usize,
    /// The header texts above it, from the top; blanks taken out.
    pub header: Vec<String>,
    /// What it holds.
    pub role: ColumnRole,
    /// What the header restricts.
    pub coordinate: Coordinate,
    /// The label column its rows are named by: a two-sided statement has two.
    pub label_column: Option<usize>,
}

impl Column {
    /// The header as one line: `本年收入/小计`.
    pub fn title(&self) -> String {
        self.header.join("/")
    }
}

/// One cell of a statement's row.
#[derive(Clone, Debug)]
pub struct StatementCell {
    /// Ordinal in [`Statement::columns`].
    pub column: usize,
    /// As printed, blanks at the ends taken off.
    pub text: String,
    /// What it means as a value; text for labels and codes.
    pub value: CellValue,
    /// Where it stands.
    pub place: Place,
}

/// One row of one side of a statement.
#[derive(Clone, Debug)]
pub struct StatementRow {
    /// Row of the grid, from 0.
    pub index: usize,
    /// The classification code printed, if any.
    pub code: Option<String>,
    /// The label, blanks taken out.
    pub label: String,
    /// Place of the label (or of the code where there is no label).
    pub place: Place,
    /// What code and label restrict.
    pub coordinate: Coordinate,
    /// The cells, by column; a merged cell stands once.
    pub cells: Vec<StatementCell>,
}

impl StatementRow {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&StatementCell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

/// A recognised statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Which statement it is.
    pub id: StatementId,
    /// The title as printed, blanks at the ends taken off.
    pub title: String,
    /// What a printed unit of money is worth; `None` when the document does not say.
    pub scale: Option<Scale>,
    /// The fiscal year printed at the statement, if any.
    pub year: Option<u16>,
    /// The agency printed at the statement (code and name as printed), if any.
    pub agency: Option<String>,
    /// What the statement as a whole restricts.
    pub scope: Coordinate,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows; a two-sided statement has two lists on one grid, one after the other.
    pub rows: Vec<StatementRow>,
    /// Notes that stand under it.
    pub notes: Vec<Note>,
    /// Where it begins.
    pub place: Place,
    /// Where its title stands.
    pub title_place: Place,
}

impl Statement {
    /// Cells with an amount of money in a value column: quantities, areas and rates do not count.
    pub fn numeric_cells(&self) -> usize {
        let is_money = |column: usize| {
            let measure = self.columns.get(column).and_then(|column| column.coordinate.key(Dimension::Measure));
            !matches!(measure, Some("quantity" | "area" | "percent" | "change-rate"))
        };
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| matches!(cell.value, CellValue::Number(_)) && is_money(cell.column)).count()
    }

    /// Whether no number is printed.
    pub fn is_empty(&self) -> bool {
        self.numeric_cells() == 0
    }
}

/// A sentence with its place: a note under a statement, a paragraph of the text.
#[derive(Clone, Debug)]
pub struct Note {
    /// The sentence as printed.
    pub text: String,
    /// Where.
    pub place: Place,
}
