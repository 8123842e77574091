//! Projects of a generated budget: their money, goals, plans and the vehicle that one may buy.

use super::sources::Sources;
use super::topics::{PLACES, TOPICS, Topic};
use super::{Generator, Shape};
use crate::budget::{Budget, Fund, Kind, Line, Procurement, Project};

const BUYING: Topic = Topic {
    name: "公务用车购置经费",
    purpose: "按编制更新公务用车",
    goal: "按核定编制更新车辆，保障公务出行",
    quantity: ("购置车辆数量", "年度内购置的公务用车", "辆", 1, 1),
    quality: ("车辆验收合格率", "验收合格车辆占购置车辆的比例"),
    benefit: ("社会效益指标", "公务出行保障率", "得到保障的公务出行占比"),
    asked: "用车人员",
};

const RUNNING: Topic = Topic {
    name: "执法执勤用车运行经费",
    purpose: "执法执勤用车燃料、保险和维修",
    goal: "保障执法执勤用车正常运行，费用控制在定额以内",
    quantity: ("保障车辆数量", "年度内保障运行的车辆", "辆", 1, 6),
    quality: ("车辆完好率", "车况完好车辆占保障车辆的比例"),
    benefit: ("社会效益指标", "执法出勤保障率", "得到保障的执法出勤占比"),
    asked: "用车人员",
};

impl Generator {
    /// Adds projects and the lines that pay them.
    pub(super) fn add_projects(&mut self, budget: &mut Budget, shape: &Shape, sources: &Sources, region: &str) {
        for index in 0..shape.projects {
            let special = index + 1 == shape.projects;
            let topic = match () {
                () if special && shape.buys_vehicle => &BUYING,
                () if index + 2 == shape.projects && shape.project_runs_vehicles => &RUNNING,
                () => &TOPICS[self.rng.below(TOPICS.len())],
            };
            let economic = match topic.name {
                name if name == BUYING.name => Some("31013"),
                name if name == RUNNING.name => Some("30231"),
                _ => None,
            };
            if economic.is_some() {
                self.add_vehicle_line(budget, sources, index, economic);
            } else {
                self.add_lines(budget, shape, sources, index);
            }
            self.serial += 1 + self.rng.below(40) as u64;
            let amount = budget.project_amount(index);
            let name = self.name(topic, &budget.projects);
            let project = Project {
                code: self.home.project_code(region, budget.year, self.serial),
                name,
                purpose: topic.purpose.to_owned(),
                goal: format!("{}。", topic.goal),
                plan: self.plan(),
                indicators: self.indicators(topic, amount),
            };
            budget.projects.push(project);
        }
    }

    /// The money of one project: one line, or two of different funds or years.
    fn add_lines(&mut self, budget: &mut Budget, shape: &Shape, sources: &Sources, index: usize) {
        let (fund, items) = self.fund(shape, sources, index);
        let function = self.rng.pick(items).cloned().unwrap_or_else(|| sources.main_item.clone());
        let high = [30_000, 400_000, 4_000_000, 30_000_000, 300_000_000][self.rng.below(5)];
        let amount = self.amount(2000, high);
        let mut line = Line {
            function,
            kind: Kind::Project(index),
            fund,
            is_carried_over: shape.has_carry_over && (index == 0 || self.rng.chance(25)),
            economic: None,
            amount,
        };
        budget.lines.push(line.clone());
        if shape.has_carry_over && !line.is_carried_over && self.rng.chance(25) {
            line.is_carried_over = true;
            line.amount = self.amount(1000, 600_000);
            budget.lines.push(line.clone());
        }
        if shape.has_unit_money && (index == 0 || self.rng.chance(25)) {
            let funds = [Fund::Business, Fund::Other, Fund::Superior, Fund::Operating, Fund::Affiliated];
            line.fund = funds[self.rng.below(funds.len())];
            line.is_carried_over = shape.has_carry_over && self.rng.chance(20);
            line.amount = self.amount(1000, 900_000);
            budget.lines.push(line);
        }
    }

    /// Which fund pays a project, and from which items; the first projects show the funds the shape asks for.
    fn fund<'a>(&mut self, shape: &Shape, sources: &'a Sources, index: usize) -> (Fund, &'a [String]) {
        let mut wanted = Vec::new();
        if shape.has_government_fund {
            wanted.push((Fund::GovernmentFund, sources.government_fund.as_slice()));
        }
        if shape.has_state_capital {
            wanted.push((Fund::StateCapital, sources.state_capital.as_slice()));
        }
        if shape.has_special_account {
            wanted.push((Fund::SpecialAccount, sources.general.as_slice()));
        }
        match wanted.get(index) {
            Some(choice) => *choice,
            None if self.rng.chance(15) => self.rng.pick(&wanted).copied().unwrap_or((Fund::General, &sources.general)),
            None => (Fund::General, &sources.general),
        }
    }

    fn add_vehicle_line(&mut self, budget: &mut Budget, sources: &Sources, index: usize, economic: Option<&str>) {
        let buys = economic == Some("31013");
        let amount = if buys { self.amount(120_000, 180_000) } else { self.amount(10_000, 120_000) };
        budget.lines.push(Line {
            function: sources.general.first().unwrap_or(&sources.main_item).clone(),
            kind: Kind::Project(index),
            fund: Fund::General,
            is_carried_over: false,
            economic: economic.map(str::to_owned),
            amount,
        });
        if buys {
            budget.procurement.push(Procurement {
                project: index,
                code: "A02030501".to_owned(),
                name: "轿车".to_owned(),
                unit: "辆".to_owned(),
                quantity: 1,
                price: amount,
                fund: Fund::General,
                is_carried_over: false,
                reserved: amount,
            });
        }
    }

    /// A name that no project of the budget has yet.
    fn name(&mut self, topic: &Topic, taken: &[Project]) -> String {
        for attempt in 0.. {
            let mut name = topic.name.replace("{p}", self.rng.word(&PLACES));
            if attempt > 3 {
                name = format!("{name}（{}期）", crate::lists::chinese_number(attempt - 2));
            }
            if taken.iter().all(|project| project.name != name) {
                return name;
            }
        }
        String::new()
    }

    /// A payment plan that never falls and ends at 100 %.
    fn plan(&mut self) -> [Option<u8>; 4] {
        match self.rng.below(6) {
            0 => [None, None, None, Some(100)],
            1 => [None, Some(50), Some(80), Some(100)],
            2 => [Some(100), Some(100), Some(100), Some(100)],
            3 => [Some(25), Some(50), Some(75), Some(100)],
            _ => {
                let mut last = 0;
                let mut step = |low: i64, high: i64| {
                    last = self.rng.between(low.max(last), high.max(last));
                    u8::try_from(last).ok()
                };
                [step(5, 30), step(30, 60), step(50, 95), Some(100)]
            }
        }
    }
}
