//! Sections 九 and 十: the ten terms of the form, explained in our words, and other matters.

use crate::budget::Budget;
use crate::draft::Draft;

const TERMS: [(&str, &str); 10] = [
    ("财政拨款收入", "本级财政在当年拨给单位的资金，由一般公共预算、政府性基金预算和国有资本经营预算三类拨款组成。"),
    ("财政专户管理资金收入", "按规定先缴入财政专户、再由财政核拨使用的教育类收费。"),
    (
        "单位资金收入",
        "财政拨款和财政专户管理资金之外，单位依法取得的各项收入，包括事业收入、经营收入、上级补助收入、附属单位上缴收入和其他收入。",
    ),
    ("事业收入", "事业单位从事专业业务及其辅助活动取得的收入，不含纳入财政专户管理的教育收费。"),
    ("事业单位经营收入", "事业单位在专业业务之外，以非独立核算方式从事经营活动取得的收入。"),
    ("上年结转", "以前年度已经安排、当年没有用完、下一年仍按原来的用途使用的资金。"),
    (
        "部门预算支出",
        "由人员类、运转类和特定目标类项目构成的支出。人员类项目和运转类中的公用经费列为基本支出，其他运转类项目和特定目标类项目列为项目支出。",
    ),
    ("事业单位经营支出", "事业单位在专业业务之外，以非独立核算方式从事经营活动发生的支出。"),
    ("“三公”经费", "单位使用财政拨款安排的因公出国（境）费、公务用车购置及运维费和公务接待费三项支出的合称。"),
    ("机关运行经费", "为保障单位运转而安排的公用经费，用于购买日常所需的货物和服务。"),
];

/// 九、名词解释 and 十、其他需要说明的事项
pub(super) fn glossary(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "九、名词解释");
    let more = budget.texts.more_terms.iter().map(|[term, text]| (term.as_str(), text.as_str()));
    for (i, (term, text)) in TERMS.into_iter().chain(more).enumerate() {
        draft.paragraph(format!("{}、{term}：{text}", i + 1));
    }
    draft.heading(1, "十、其他需要说明的事项");
    draft.paragraph(budget.texts.other_matters.clone());
}
