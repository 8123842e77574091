//! Indicators of a generated project: every required kind, sane operators and units, costs within the budget.

use mingsuan_model::{Amount, Scale};

use super::Generator;
use super::topics::Topic;
use crate::budget::Indicator;

fn indicator(level1: &str, level2: &str, level3: &str, description: &str, value: String, basis: &str) -> Indicator {
    Indicator {
        level1: level1.to_owned(),
        level2: level2.to_owned(),
        level3: level3.to_owned(),
        description: description.to_owned(),
        value,
        basis: basis.to_owned(),
    }
}

/// An amount as an indicator prints it: 万元 without trailing zeros, or 元 when 万元 would need more than two decimals.
pub(crate) fn cost_value(amount: Amount) -> String {
    let trim = |text: String| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    };
    if amount.0 % 10_000 == 0 {
        format!("{}万元", trim(amount.in_scale(Scale::TenThousand, 2)))
    } else {
        format!("{}元", trim(amount.in_scale(Scale::Yuan, 2)))
    }
}

impl Generator {
    /// The indicators of a project about a topic with a budget; also the quantity that its goal may name.
    pub(super) fn indicators(&mut self, topic: &Topic, budget: Amount) -> Vec<Indicator> {
        let basis = self.rng.word(&["年度工作计划", "实施方案", "合同约定", "历史数据", "行业标准"]);
        let (name, description, unit, low, high) = topic.quantity;
        let quantity = self.rng.between(low, high);
        let mut list = vec![indicator("产出指标", "数量指标", name, description, format!("≥{quantity}{unit}"), basis)];
        if self.rng.chance(20) {
            let times = self.rng.between(1, 12);
            list.push(indicator(
                "产出指标",
                "数量指标",
                "工作调度次数",
                "年度内召开的调度会次数",
                format!("≥{times}次"),
                "年度工作计划",
            ));
        }
        let value = self.rate();
        list.push(indicator("产出指标", "质量指标", topic.quality.0, topic.quality.1, value, basis));
        list.push(self.timeliness());
        list.push(self.cost(budget));
        let (level2, name, description) = topic.benefit;
        let value = self.rate();
        list.push(indicator("效益指标", level2, name, description, value, "考核检查"));
        if level2 != "可持续影响指标" && self.rng.chance(35) {
            let value = self.rate();
            let text = "管理制度执行到位的检查次数占比";
            list.push(indicator("效益指标", "可持续影响指标", "长效机制落实率", text, value, "考核检查"));
        }
        list.push(self.satisfaction(topic.asked));
        list
    }

    fn satisfaction(&mut self, asked: &str) -> Indicator {
        let value = self.rng.word(&["≥90%", "≥95%", "≥85%", "≥92%", "≥98%"]).to_owned();
        let (name, text) = (format!("{asked}满意度"), format!("{asked}对项目实施情况表示满意的比例"));
        indicator("满意度指标", "服务对象满意度指标", &name, &text, value, "问卷调查")
    }

    fn rate(&mut self) -> String {
        self.rng.word(&["≥95%", "≥90%", "100%", "≥98%", "≥92%"]).to_owned()
    }

    fn timeliness(&mut self) -> Indicator {
        if self.rng.chance(50) {
            let text = "全部工作完成的月份";
            indicator("产出指标", "时效指标", "项目完成时间", text, "≤12月".to_owned(), "实施方案")
        } else {
            let value = self.rate();
            indicator("产出指标", "时效指标", "工作完成及时率", "按期完成的工作占全部工作的比例", value, "实施方案")
        }
    }

    /// A total cost at most the budget, or a control rate.
    fn cost(&mut self, budget: Amount) -> Indicator {
        match self.rng.below(4) {
            0 => {
                let text = "实际支出占预算数的比例";
                indicator(self.home.cost_level, "成本指标", "预算控制率", text, "≤100%".to_owned(), "预算批复")
            }
            1 if budget.0 > 40_000 => {
                let part = Amount(budget.0 / 4 / 10_000 * 10_000);
                let text = "平均每季度支出的金额";
                indicator(
                    self.home.cost_level,
                    "成本指标",
                    "季度平均支出",
                    text,
                    format!("≤{}", cost_value(part)),
                    "预算批复",
                )
            }
            _ => {
                let text = "完成全部工作的总支出";
                indicator(
                    self.home.cost_level,
                    "成本指标",
                    "项目总成本",
                    text,
                    format!("≤{}", cost_value(budget)),
                    "预算批复",
                )
            }
        }
    }
}
