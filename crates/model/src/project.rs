//! Projects with their funds, payment plan, goal and indicators; and the goals of the whole agency.
//! What a good target looks like is a matter of rules; nothing is judged here.

use crate::amount::Scale;
use crate::decimal::Decimal;
use crate::fact::CellValue;
use crate::place::Place;

/// A text with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// As printed, blanks at the ends taken off.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A printed value with its place.
#[derive(Clone, Debug)]
pub struct PlacedValue {
    /// What is printed.
    pub value: CellValue,
    /// Where.
    pub place: Place,
}

/// One step of a payment plan (资金支出计划): so many per cent spent by the end of a month.
#[derive(Clone, Debug)]
pub struct PlanStep {
    /// The month, 1–12.
    pub month: u8,
    /// Cumulative per cent; blank = not set.
    pub percent: CellValue,
    /// Where the per cent stands.
    pub place: Place,
}

/// How an indicator's value is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// ≥
    AtLeast,
    /// ≤
    AtMost,
    /// >
    Above,
    /// <
    Below,
    /// =
    Equal,
}

impl Operator {
    /// The sign reports print.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Above => "＞",
            Self::Below => "＜",
            Self::Equal => "=",
        }
    }
}

/// An indicator's value taken apart: operator, number, unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorValue {
    /// The bound, if one is printed.
    pub operator: Option<Operator>,
    /// The number; `None` for values in words (优, 良好).
    pub number: Option<Decimal>,
    /// What follows the number: `%`, `座`, `万元/㎡`; empty when nothing does.
    pub unit: String,
}

impl IndicatorValue {
    /// Takes a printed value apart: `≤0.06万元/㎡`, `100比率`, `3座`, `优`.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let (operator, rest) = leading_operator(text);
        let digits: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c) || matches!(c, '.' | ',' | '．'))
            .collect();
        match Decimal::parse(&digits) {
            Some(number) => {
                let unit = rest[digits.len()..].trim();
                let unit = if unit == "％" { "%" } else { unit };
                Self { operator, number: Some(number), unit: unit.to_owned() }
            }
            None => Self { operator, number: None, unit: rest.to_owned() },
        }
    }
}

fn leading_operator(text: &str) -> (Option<Operator>, &str) {
    const SIGNS: [(&str, Operator); 14] = [
        (">=", Operator::AtLeast),
        ("<=", Operator::AtMost),
        ("≥", Operator::AtLeast),
        ("≧", Operator::AtLeast),
        ("≤", Operator::AtMost),
        ("≦", Operator::AtMost),
        ("＞", Operator::Above),
        (">", Operator::Above),
        ("＜", Operator::Below),
        ("<", Operator::Below),
        ("＝", Operator::Equal),
        ("=", Operator::Equal),
        ("不少于", Operator::AtLeast),
        ("不超过", Operator::AtMost),
    ];
    for (sign, operator) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(operator), rest.trim_start());
        }
    }
    (None, text)
}

/// One performance indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// 一级指标, filled down over merged cells.
    pub level1: String,
    /// 二级指标, filled down over merged cells.
    pub level2: String,
    /// 三级指标: the indicator's name.
    pub level3: Placed,
    /// 绩效指标描述.
    pub description: Placed,
    /// 指标值 as printed.
    pub value: Placed,
    /// 指标值 taken apart.
    pub parts: IndicatorValue,
    /// 指标值确定依据.
    pub basis: Placed,
    /// 权重 or 分值; `None` where the form has no such column.
    pub weight: Option<PlacedValue>,
}

/// A project with its performance targets.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// 项目名称.
    pub name: Placed,
    /// 项目编码, if printed.
    pub code: Option<Placed>,
    /// The title of its table.
    pub title: Placed,
    /// What a printed unit of its money is worth.
    pub scale: Option<Scale>,
    /// 预算数.
    pub budget: Option<PlacedValue>,
    /// 其中：财政资金.
    pub fiscal: Option<PlacedValue>,
    /// 其他资金.
    pub other: Option<PlacedValue>,
    /// 资金用途.
    pub purpose: Option<Placed>,
    /// 资金支出计划; empty when the form has none.
    pub plan: Vec<PlanStep>,
    /// 绩效目标, one text an item.
    pub goals: Vec<Placed>,
    /// The indicators in order.
    pub indicators: Vec<Indicator>,
    /// Where the project's table begins.
    pub place: Place,
}

/// A task of the agency's overall goals (分项绩效目标).
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// The task's heading.
    pub title: Placed,
    /// 绩效目标.
    pub goal: Option<Placed>,
    /// 绩效指标.
    pub indicators: Vec<Placed>,
}

/// 部门（单位）整体绩效目标: the overall goal, the tasks and the safeguards.
#[derive(Clone, Debug, Default)]
pub struct OverallGoals {
    /// 总体绩效目标.
    pub overall: Vec<Placed>,
    /// 分项绩效目标.
    pub tasks: Vec<Task>,
    /// 工作保障措施.
    pub safeguards: Vec<Placed>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicator_values_come_apart() {
        for (text, operator, number, unit) in [
            ("≤0.06万元/㎡", Some(Operator::AtMost), Some("0.06"), "万元/㎡"),
            ("100比率", None, Some("100"), "比率"),
            ("≧95%", Some(Operator::AtLeast), Some("95"), "%"),
            ("3877.89㎡", None, Some("3877.89"), "㎡"),
            ("优", None, None, "优"),
            ("≤12月份", Some(Operator::AtMost), Some("12"), "月份"),
        ] {
            let value = IndicatorValue::read(text);
            assert_eq!(value.operator, operator, "{text}");
            assert_eq!(value.number.map(|n| n.to_string()).as_deref(), number, "{text}");
            assert_eq!(value.unit, unit, "{text}");
        }
    }
}
