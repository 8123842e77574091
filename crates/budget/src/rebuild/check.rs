//! What would not come back: every printed sum compared with what the rebuilt lines add up to.
//! It judges nothing; a difference only says what a person has to look at.

use std::collections::HashMap;

use mingsuan_model::{Amount, Dimension, Disclosure, Place, Scale, StatementId};

use super::Unexplained;
use super::economics::Detail;
use super::margins::{Margin, Trust};

/// The statements without which lines cannot be rebuilt in full, and what is missing then.
const NEEDED: [(&[StatementId], &str); 3] = [
    (
        &[StatementId::ExpenditureSummary, StatementId::GeneralExpenditure],
        "文档中没有支出总表，也没有一般公共预算支出表，无法按功能分类还原支出，请补录支出明细",
    ),
    (
        &[StatementId::GeneralBasic, StatementId::GeneralEconomic],
        "文档中没有一般公共预算基本支出表，基本支出的经济分类无法还原，请补填",
    ),
    (
        &[StatementId::RevenueSummary, StatementId::RevenueExpenditureSummary, StatementId::FiscalSummary],
        "文档中没有收入总表和收支总表，资金来源无法还原，请核对各行的资金性质",
    ),
];

/// The printed sums that the details do not give back, and the statements that are not there.
pub(super) fn differences(disclosure: &Disclosure, margins: &[Margin], details: &[Detail]) -> Vec<Unexplained> {
    let has = |id: &StatementId| disclosure.statements.iter().any(|statement| statement.id == *id);
    let missing = NEEDED.iter().filter(|(ids, _)| !ids.iter().any(has));
    let mut found: Vec<Unexplained> =
        missing.map(|(_, message)| Unexplained { message: (*message).to_owned(), place: Place::default() }).collect();
    let mut sums = HashMap::new();
    let mut rounded: Vec<&Margin> = Vec::new();
    for margin in margins {
        let sum = *sums.entry(margin.scope).or_insert_with(|| {
            details
                .iter()
                .filter(|detail| margin.scope.covers(&detail.cell))
                .map(|detail| i128::from(detail.amount))
                .sum::<i128>()
        });
        // A blank field beside an amount that is told elsewhere is no statement that there is nothing, and a sentence
        // that only says 支出 may speak of anything.
        let is_silent = margin.trust == Trust::Blank && margin.statement.is_none()
            || margin.trust == Trust::Told && margin.scope.is_plain();
        if sum == i128::from(margin.amount) || is_silent {
            continue;
        }
        if margin.is_missed_by(sum) {
            found.push(Unexplained { message: message(disclosure, margin, sum), place: margin.place.clone() });
        } else {
            rounded.push(margin);
        }
    }
    if let Some(first) = rounded.first() {
        let message =
            format!("有{}处合计与明细之和相差在四舍五入以内，按明细还原，合计的末位会有差别，首处见此", rounded.len());
        found.push(Unexplained { message, place: first.place.clone() });
    }
    found
}

fn message(disclosure: &Disclosure, margin: &Margin, sum: i128) -> String {
    let statement = margin.statement.and_then(|ordinal| disclosure.statements.get(ordinal as usize));
    let scale = statement.and_then(|statement| statement.scale).unwrap_or(Scale::TenThousand);
    let shown = |amount: i128| {
        let amount = Amount(i64::try_from(amount).unwrap_or(i64::MAX));
        format!("{}{}", amount.in_scale(scale, 2), scale.name())
    };
    let source = match (statement, margin.at.code(Dimension::Function).or(margin.at.code(Dimension::Economic))) {
        (Some(statement), Some(code)) => format!("《{}》科目{code}", statement.title),
        (Some(statement), None) => format!("《{}》", statement.title),
        (None, _) if margin.scope.project().is_some() => "项目绩效目标表".to_owned(),
        (None, _) => "文字说明".to_owned(),
    };
    let printed = match margin.trust {
        Trust::Blank => "未填数".to_owned(),
        _ => format!("所列{}", shown(i128::from(margin.amount))),
    };
    format!("{source}{printed}，按还原的支出明细合计应为{}，两者无法同时成立，请核对原文后修改明细", shown(sum))
}
