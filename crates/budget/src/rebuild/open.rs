//! What a budget has to have and the document does not tell: marked as open, so that it can be compiled without it.
//! What was inferred or assumed is marked where that was done.

use mingsuan_model::Profile;

use crate::budget::{Budget, Certainty, Part, Remark};
use crate::compile::lacks_reason;
use crate::figures::Figure;

const AGENCY_CODE: &str = "公开文档没有印单位编码，请按批复填写";
const ITEM: &str = "公开文档没有写明采购的是什么，请填写采购物品名称";
const CATALOGUE: &str = "公开文档没有列采购目录序号，请从目录中选择";
const PROJECT_NAME: &str = "公开文档没有写项目名称，请填写";
const INDICATOR_NAME: &str = "公开文档没有写三级指标的名称，请填写";
const REASON: &str = "这个数与上年相比变动较大，公开文档里没有找到原因，请写明";

/// Marks what is open.
pub(super) fn mark(budget: &mut Budget) {
    let mut open: Vec<Open> = Vec::new();
    let mut add = |part, row, field: &str, reason| open.push((part, row, field.to_owned(), reason));
    if budget.agency.code.is_empty() {
        add(Part::Basics, 0, "code", AGENCY_CODE);
    }
    for (row, purchase) in budget.procurement.iter().enumerate() {
        if purchase.item.is_empty() {
            add(Part::Procurement, row, "item", ITEM);
        }
        if purchase.code.is_empty() {
            add(Part::Procurement, row, "code", CATALOGUE);
        }
    }
    for (row, _) in budget.projects.iter().enumerate().filter(|(_, project)| project.name.is_empty()) {
        add(Part::Projects, row, "name", PROJECT_NAME);
    }
    let indicators = budget.projects.iter().flat_map(|project| &project.indicators).enumerate();
    for (row, _) in indicators.filter(|(_, indicator)| indicator.name.is_empty()) {
        add(Part::Indicators, row, "name", INDICATOR_NAME);
    }
    remark(budget, open);
}

/// Marks the reasons of large changes that are not told.
pub(super) fn reasons(budget: &mut Budget) {
    let profile = Profile::named(&budget.profile).unwrap_or_else(|| Profile::for_region(None));
    let unexplained: Vec<&str> =
        Figure::all().iter().filter(|figure| lacks_reason(budget, figure, profile)).map(|f| f.key.as_str()).collect();
    for key in unexplained {
        budget.narrative.reasons.insert(key.to_owned(), String::new());
        remark(budget, vec![(Part::Narrative, 0, format!("reasons.{key}"), REASON)]);
    }
}

type Open = (Part, usize, String, &'static str);

fn remark(budget: &mut Budget, open: Vec<Open>) {
    budget.remarks.extend(open.into_iter().map(|(part, row, field, reason)| Remark {
        part,
        row,
        field,
        certainty: Certainty::Open,
        reason: reason.to_owned(),
    }));
}
