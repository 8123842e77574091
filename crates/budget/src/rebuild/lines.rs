//! The rebuilt table as budget lines, each with remarks on what of it was inferred, assumed or left open.
//! How sure each part is was found by the steps before.

use mingsuan_model::Amount;

use super::economics::Detail;
use super::placement::Placed;
use super::scope::Cell;
use crate::budget::{Certainty, Fund, Kind, Line, Part, Remark, Source};

const FUNCTION_INFERRED: &str = "公开文档未列项目的功能分类；各项目金额与各科目项目支出逐一配平，只有这一种归属";
const FUNCTION_ASSUMED: &str = "公开文档未列项目的功能分类，配平的归属不止一种，按名称相近选定，请核对";
const FUNCTION_OPEN: &str = "公开文档未列这笔钱的功能分类，请填写";
const PROJECT_OPEN: &str = "公开文档未列这笔项目支出属于哪个项目，请填写";
const FUND_ASSUMED: &str = "公开文档未把这笔支出的资金性质和来源逐行列明，按各表合计推定，请核对";
const ECONOMIC_INFERRED: &str = "公开文档未同时列功能分类和经济分类；按两表合计只有这一种组合";
const ECONOMIC_ASSUMED: &str = "公开文档未同时列功能分类和经济分类，按常用对应关系推定，请核对";
const ECONOMIC_OPEN: &str = "公开文档未列这笔支出的经济分类，请填写";
const KIND_ASSUMED: &str = "公开文档未列这笔基本支出是人员经费还是公用经费，按合计推定，请核对";
const KIND_OPEN: &str = "公开文档未把这笔基本支出分为人员经费和公用经费，请填写";

/// Lines in the order of a budget: basic expenditure by function, projects in their order, then the rest.
pub(super) fn lines(details: &[Detail], projects: &[Placed]) -> (Vec<Line>, Vec<Remark>) {
    let mut details = details.to_vec();
    details.sort_by_key(|detail| order(&detail.cell));
    let basics: Vec<u32> =
        details.iter().filter(|detail| detail.cell.kind.is_basic()).map(|detail| detail.cell.function).collect();
    let has_choice = basics.windows(2).any(|pair| pair[0] != pair[1]);
    let (mut lines, mut remarks) = (Vec::new(), Vec::new());
    for (row, detail) in details.iter().enumerate() {
        lines.push(line(detail));
        let found = detail.cell.project.and_then(|project| projects.get(project as usize));
        let own = doubts(detail, found, has_choice).into_iter();
        remarks.extend(own.map(|(field, certainty, reason)| Remark {
            part: Part::Lines,
            row,
            field: field.to_owned(),
            certainty,
            reason: reason.to_owned(),
        }));
    }
    (lines, remarks)
}

fn order(cell: &Cell) -> (u8, Option<u32>, u32, Kind, u32, u32, Fund, Source) {
    let group = match cell.kind {
        Kind::Personnel | Kind::Public | Kind::Basic => 0,
        Kind::Project => 1,
        _ => 2,
    };
    // Project money without a project comes behind the projects.
    let project = cell.project.or((group == 1).then_some(u32::MAX));
    (group, project, cell.function, cell.kind, cell.economic, cell.gov_economic, cell.fund, cell.source)
}

fn line(detail: &Detail) -> Line {
    let code = |code: u32| (code != 0).then(|| code.to_string());
    let cell = &detail.cell;
    Line {
        function: code(cell.function).unwrap_or_default(),
        kind: cell.kind,
        project: cell.project.map(|project| project as usize),
        economic: code(cell.economic),
        gov_economic: code(cell.gov_economic),
        fund: cell.fund,
        source: cell.source,
        amount: Amount(detail.amount),
    }
}

type Doubt = (&'static str, Certainty, &'static str);

/// What of a line nobody has told.
fn doubts(detail: &Detail, project: Option<&Placed>, has_choice: bool) -> Vec<Doubt> {
    let cell = &detail.cell;
    let mut doubts: Vec<Doubt> = Vec::new();
    match project.map(|project| (project.function, project.certainty)) {
        _ if cell.function == 0 => doubts.push(("function", Certainty::Open, FUNCTION_OPEN)),
        Some((Some(_), Some(Certainty::Inferred))) => doubts.push(("function", Certainty::Inferred, FUNCTION_INFERRED)),
        Some((None, _) | (_, Some(_))) => doubts.push(("function", Certainty::Assumed, FUNCTION_ASSUMED)),
        Some((Some(_), None)) => {}
        None if cell.kind == Kind::Project => doubts.push(("project", Certainty::Open, PROJECT_OPEN)),
        None => {}
    }
    if cell.function == 0 && cell.kind == Kind::Project && cell.project.is_none() {
        doubts.push(("project", Certainty::Open, PROJECT_OPEN));
    }
    if !detail.is_forced {
        doubts.push(("fund", Certainty::Assumed, FUND_ASSUMED));
    }
    match cell.kind {
        Kind::Basic => doubts.push(("kind", Certainty::Open, KIND_OPEN)),
        Kind::Personnel | Kind::Public if cell.economic == 0 && !detail.is_class_forced => {
            doubts.push(("kind", Certainty::Assumed, KIND_ASSUMED));
        }
        _ => {}
    }
    match (cell.economic, detail.is_class_forced) {
        (0, _) if cell.kind != Kind::Balance => doubts.push(("economic", Certainty::Open, ECONOMIC_OPEN)),
        (0, _) => {}
        (_, false) => doubts.push(("economic", Certainty::Assumed, ECONOMIC_ASSUMED)),
        (_, true) if has_choice || cell.kind == Kind::Project => {
            doubts.push(("economic", Certainty::Inferred, ECONOMIC_INFERRED));
        }
        _ => {}
    }
    doubts
}
