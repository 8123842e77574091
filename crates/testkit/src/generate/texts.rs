//! Sentences of a generated budget: names, duties, reasons, goals. They state no amounts of money.

use super::Generator;
use crate::budget::{Budget, Kind, Texts};
use crate::rng::Rng;

/// A name for a unit whose main business is of a class, and whether it is an institution (事业单位).
pub(super) fn office(rng: &mut Rng, class: &str, wanted: Option<bool>) -> (&'static str, bool) {
    let offices: &[(&str, bool)] = match class {
        "201" => &[("机关事务服务中心", true), ("统计局", false), ("政务服务中心", true), ("信访局", false)],
        "203" | "204" => &[("司法局", false), ("法律援助中心", true)],
        "205" => &[("第一中学", true), ("职业教育中心", true), ("教育局", false)],
        "206" => &[("科学技术局", false), ("科技服务中心", true)],
        "207" => &[("文化馆", true), ("图书馆", true), ("文化和旅游局", false)],
        "208" => &[("民政局", false), ("人力资源和社会保障局", false), ("社会保险服务中心", true)],
        "210" => &[("卫生健康局", false), ("疾病预防控制中心", true), ("妇幼保健院", true)],
        "211" => &[("生态环境监测站", true), ("生态环境局", false)],
        "212" => &[("城市管理局", false), ("市政服务中心", true)],
        "213" => &[("农业农村局", false), ("林业和草原局", false), ("水务服务中心", true)],
        "214" => &[("交通运输局", false), ("公路养护中心", true)],
        "220" => &[("自然资源局", false), ("气象服务中心", true)],
        "224" => &[("应急管理局", false), ("消防救援服务中心", true)],
        _ => &[("综合服务中心", true), ("发展和改革局", false), ("商务局", false)],
    };
    let fitting: Vec<_> = offices.iter().filter(|office| wanted.is_none_or(|wanted| office.1 == wanted)).collect();
    match (rng.pick(&fitting), wanted) {
        (Some(office), _) => **office,
        (None, Some(false)) => ("综合行政事务局", false),
        (None, _) => ("综合服务中心", true),
    }
}

const DUTIES: [&str; 6] = [
    "贯彻执行国家和省、市、县有关工作部署，结合本县实际制定落实办法。",
    "承担本行业的日常管理和服务工作，组织实施年度重点任务。",
    "负责所管理资金和资产的安全，按照规定公开有关信息。",
    "开展调查研究，向县委、县政府提出工作建议。",
    "指导乡镇做好相关业务，组织培训和宣传。",
    "完成上级交办的其他工作。",
];

const TASKS: [[&str; 3]; 6] = [
    [
        "保障单位平稳运转",
        "按时足额保障人员待遇和日常公用需要，把运转成本控制在定额以内。",
        "人员待遇按时发放率达到100%，公用经费控制率不高于100%。",
    ],
    [
        "提升业务服务水平",
        "健全服务流程，压缩办理时限，让办事群众少跑腿。",
        "服务事项按时办结率不低于95%，服务对象满意度不低于90%。",
    ],
    [
        "推进重点项目实施",
        "抓好前期准备、过程管理和竣工验收，尽早发挥资金效益。",
        "项目按期完成率不低于90%，验收合格率达到100%。",
    ],
    [
        "加强行业监督管理",
        "坚持日常巡查与专项检查相结合，及时发现并整改问题。",
        "每季度开展专项检查不少于1次，问题整改率不低于95%。",
    ],
    [
        "守住安全生产底线",
        "压实各岗位安全责任，定期排查隐患并限期整改。",
        "隐患按期整改率达到100%，不发生较大及以上事故。",
    ],
    [
        "夯实基层工作基础",
        "充实一线力量，补齐设施短板，提高基层服务能力。",
        "基层站点巡访覆盖率达到100%，基层人员培训每年不少于2次。",
    ],
];

const SAFEGUARDS: [[&str; 2]; 6] = [
    ["完善管理制度", "修订预算、采购、合同和资产管理办法，明确各环节的责任人和时间要求。"],
    ["严格支出管理", "先有预算后有支出，大额支出集体研究，重点支出按进度拨付。"],
    ["开展绩效监控", "每季度对照目标检查资金使用和任务进展，偏离目标的及时纠正。"],
    ["做好绩效自评", "年度终了对全部项目开展自评，自评结果作为下一年编制预算的依据。"],
    ["管好用好资产", "新购资产及时登记入账，闲置资产优先调剂使用。"],
    ["加强内部监督", "财务、审计和业务部门共同检查，发现问题限期整改。"],
];

const OVERALL: [&str; 4] = [
    "围绕县委、县政府中心工作，统筹安排财力，保障基本运转，抓好重点任务，力争全年各项指标如期完成，群众满意度稳步提高。",
    "坚持量入为出、有保有压，把有限的资金用在履行职责和改善民生上，做到支出有目标、过程有监控、结果有评价。",
    "以提高服务质量为主线，健全制度、优化流程、加强监督，使各项工作按计划推进，资金使用规范高效。",
    "落实过紧日子要求，优化支出结构，集中力量办好与群众关系密切的实事，全面完成年度工作任务。",
];

impl Generator {
    /// The sentences of a budget whose numbers are complete.
    pub(super) fn texts(&mut self, budget: &Budget) -> Texts {
        let rng = &mut self.rng;
        let more = |now: i64, before: i64| now > before;
        let basic_reason = match more(budget.basic().0, budget.prior.basic.0) {
            true => rng.word(&["在职人员增加", "人员工资正常晋级", "社会保险缴费基数提高"]),
            false => rng.word(&["人员退休和调出", "压减日常公用经费", "在编人员减少"]),
        };
        let project_reason = match more(budget.project_money().0, budget.prior.project.0) {
            true => rng.word(&["本年新增项目", "上级转移支付项目增加", "重点任务增多"]),
            false => rng.word(&["部分项目上年已经完成", "压减一般性项目", "项目投资规模缩减"]),
        };
        let official_reason = official_reason(rng, budget);
        let tasks = 1 + rng.below(TASKS.len());
        let safeguards = 2 + rng.below(SAFEGUARDS.len() - 1);
        let duties = 2 + rng.below(DUTIES.len() - 1);
        Texts {
            duties: DUTIES[..duties].iter().map(|text| (*text).to_owned()).collect(),
            basic_reason: basic_reason.to_owned(),
            project_reason: project_reason.to_owned(),
            operating_uses: operating_uses(budget),
            official_reason: official_reason.to_owned(),
            overall_goal: format!("{}年，{}", budget.year, rng.word(&OVERALL)),
            tasks: TASKS[..tasks].iter().map(|task| task.map(str::to_owned)).collect(),
            safeguards: SAFEGUARDS[..safeguards].iter().map(|text| text.map(str::to_owned)).collect(),
            more_terms: more_terms(rng),
            other_matters: rng
                .word(&["本单位无其他需要说明的事项。", "除上述情况外，没有其他需要说明的事项。"])
                .to_owned(),
        }
    }
}

/// Why 三公 changed: more because of the item that costs most, less because of thrift.
fn official_reason(rng: &mut Rng, budget: &Budget) -> &'static str {
    if budget.official_total(None).0 < budget.prior.official.0 {
        return rng.word(&["落实过紧日子要求，从严控制支出", "压减一般性支出"]);
    }
    let items = ["31013", "30231", "30217", "30212"];
    match items.into_iter().max_by_key(|code| budget.official(code, None).0) {
        Some("31013") => "按编制更新公务用车",
        Some("30231") => rng.word(&["车辆老旧、维修费用增加", "保留车辆使用年限较长、运行费用上升"]),
        Some("30217") => "上级检查和业务交流增多",
        _ => "按计划安排出国（境）培训",
    }
}

/// What the public money is spent on, named after the largest classes of it.
fn operating_uses(budget: &Budget) -> String {
    let mut lines: Vec<_> = budget.lines.iter().filter(|line| line.kind == Kind::Public).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.amount.0));
    let mut names: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.economic.as_deref())
        .map(crate::lists::economic_name)
        .filter(|name| !name.starts_with("其他"))
        .collect();
    names.dedup();
    names.truncate(4);
    match names.is_empty() {
        true => "用于单位日常运转支出".to_owned(),
        false => format!("主要用于{}等日常运转支出", names.join("、")),
    }
}

fn more_terms(rng: &mut Rng) -> Vec<[String; 2]> {
    let terms = [
        ["基本支出", "为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。"],
        ["项目支出", "在基本支出之外，为完成特定任务和事业发展目标而发生的支出。"],
        ["政府采购", "使用财政性资金采购集中采购目录以内或者限额标准以上货物、工程和服务的行为。"],
    ];
    let count = rng.below(terms.len() + 1);
    terms[..count].iter().map(|term| term.map(str::to_owned)).collect()
}
