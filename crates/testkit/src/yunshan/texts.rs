//! The sentences of the example. They name only quantities that the project tables hold too.

use crate::budget::Texts;

/// All sentences.
pub(super) fn texts() -> Texts {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let task = |title: &str, goal: &str, indicators: &str| [title.to_owned(), goal.to_owned(), indicators.to_owned()];
    let pair = |title: &str, text: &str| [title.to_owned(), text.to_owned()];
    Texts {
        duties: own(&[
            "云山县林业和草原局是县政府工作部门，管理全县的森林、草原、湿地资源和野生动植物保护工作，组织造林绿化和生态修复。",
            "负责森林草原防火的日常工作，组织林业有害生物的监测和防治；管理湿地公园和林草种苗；指导乡镇聘用和管理生态护林员。",
        ]),
        basic_reason: "3名职工退休，人员支出相应减少".to_owned(),
        project_reason: "新增退化林分修复任务".to_owned(),
        operating_uses: "主要用于办公、邮电、取暖、差旅、公务用车运行和其他交通费用等日常支出".to_owned(),
        official_reason: "从严控制公务接待，并合并下乡用车".to_owned(),
        overall_goal: "2026年，守住不发生重大森林草原火灾的底线，完成退化林分修复4200亩，防治林业有害生物4.8万亩次，管好云山湿地公园，\
                       稳定330名生态护林员队伍，使全县林草资源保持稳中有升，林区群众满意度不低于90%。"
            .to_owned(),
        tasks: vec![
            task(
                "防住山火",
                "防火期内落实包片巡护，备足扑火物资，对林区居民逐户宣传，做到火情早发现、早扑救。",
                "防火期巡护不少于240次；森林草原火灾受害率不高于0.9‰。",
            ),
            task(
                "修复退化林分",
                "按照作业设计完成补植、疏伐和抚育，当年造林当年管护。",
                "修复面积不少于4200亩；苗木成活率不低于85%。",
            ),
            task(
                "防治有害生物",
                "坚持监测在前、防治及时，以生物防治和人工防治为主，减少化学农药使用。",
                "防治面积不少于4.8万亩次；无公害防治率不低于92%。",
            ),
            task(
                "管好湿地和护林队伍",
                "湿地公园每日巡查，护林员持证上岗、按月考核，补助按月发放到人。",
                "湿地巡查不少于365次；护林员补助按月发放率达到100%。",
            ),
        ],
        safeguards: vec![
            pair("把任务落到人", "六个项目各有一名局领导负责，股室按月报告任务进展和资金使用。"),
            pair("把钱花在计划内", "没有列入预算的支出不办理，项目款按进度和验收结果拨付。"),
            pair("边做边查", "每季度末对照绩效目标检查一次，进度落后的项目当月提出改进办法。"),
            pair("年终算账", "年度结束后对六个项目全部开展自评，自评结果用于安排下一年预算。"),
        ],
        more_terms: vec![
            pair("基本支出", "为保障单位正常运转、完成日常工作任务而发生的人员支出和公用支出。"),
            pair("项目支出", "在基本支出之外，为完成特定任务而发生的支出。"),
        ],
        other_matters: "本单位没有其他需要说明的事项。".to_owned(),
    }
}
