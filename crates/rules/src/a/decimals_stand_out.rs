//! # A009 个别金额小数位数异常 (decimals-stand-out)
//!
//! ## 检查内容
//! 一张表的金额几乎都写到相同的小数位数，个别金额却多出两位以上的，予以提示。
//!
//! ## 为何重要
//! 多出的小数多半是从电子表格粘贴的计算结果，或者单位换算（元与万元）时没有取舍，合计会因此出现尾差。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当格式规范、前后一致
//!
//! ## 示例
//! 全表金额都写两位小数，只有一格写作 7.503182。
//!
//! ## 如何更正
//! 按全表的小数位数四舍五入，并核对合计。
//!
//! ## 例外
//! 金额不足十个的表、没有统一位数的表（不足九成），以及末尾补零的数，不报。

use std::collections::BTreeMap;

use mingsuan_model::{CellValue, Decimal, Dimension, Finding, Origin, Place, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};
use crate::thresholds::THRESHOLDS;

pub(crate) const RULE: Rule = Rule {
    code: "A009",
    name: "decimals-stand-out",
    title: "个别金额小数位数异常",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("decimals_stand_out.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut statements: BTreeMap<u32, Vec<(Decimal, &Place)>> = BTreeMap::new();
    for fact in context.cube.facts {
        let Origin::Statement { statement, .. } = fact.origin else { continue };
        if !fact.coordinate.is_at(Dimension::Measure, "amount") {
            continue;
        }
        if let CellValue::Number(number) = &fact.value
            && !number.is_zero()
        {
            statements.entry(statement).or_default().push((*number, &fact.place));
        }
    }
    for (statement, cells) in statements {
        if cells.len() < THRESHOLDS.decimals_amounts {
            continue;
        }
        found.compared();
        let mut digits: Vec<u8> = cells.iter().map(|(number, _)| number.decimals()).collect();
        digits.sort_unstable();
        let usual =
            digits.get((digits.len() - 1) * THRESHOLDS.decimals_usual_percent / 100).copied().unwrap_or(0).max(2);
        let mut odd = cells
            .iter()
            .map(|(number, place)| (needed(*number), *place))
            .filter(|(digits, _)| *digits >= usual + THRESHOLDS.decimals_more);
        let Some((digits, first)) = odd.next() else { continue };
        let title = context.disclosure.statements.get(statement as usize).map_or("", |s| s.title.as_str());
        let finding = Finding::new(
            RULE.code,
            Severity::Info,
            first.clone(),
            format!("《{title}》的金额一般不超过{usual}位小数，此处写到{digits}位"),
        )
        .english(format!("an amount with {digits} decimals where the statement has {usual}"))
        .advise(format!("四舍五入到{usual}位小数，并核对合计"));
        found.push(odd.fold(finding, |finding, (_, place)| {
            finding.relate("同表的另一处", "elsewhere in the statement", place.clone())
        }));
    }
}

/// How many decimals a number needs: zeros at its end do not count.
fn needed(number: Decimal) -> u8 {
    let (mut mantissa, mut decimals) = (number.mantissa(), number.decimals());
    while decimals > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        decimals -= 1;
    }
    decimals
}
