//! What is excused, and from where on it is not: statements that differ by what was carried over, sums that are off by
//! the rounding of their terms. What the rules find is tested by their cases; here it is how grave it is.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_model::Severity;
use support::{judged, shown};

/// A unit that carried 30.00 over; the list of projects counts so much more than the statement of general money.
fn severities(projects: &str) -> Vec<Severity> {
    let text = format!(
        "单位预算收入总表\n单位：万元\n单位名称\t合计\t一般公共预算\t政府性基金预算\t上年结转结余\n\
         云山县示例局\t130.00\t100.00\t0.00\t30.00\n\n\
         单位预算一般公共预算财政拨款支出表\n单位：万元\n科目名称\t合计\t基本支出\t项目支出\n\
         合计\t100.00\t60.00\t40.00\n教育支出\t100.00\t60.00\t40.00\n\n\
         部门预算项目支出预算表\n单位：万元\n项目名称\t总计\t一般公共预算\n合计\t{projects}\t{projects}\n\
         校舍修缮\t{projects}\t{projects}\n"
    );
    let (_, judgement) = judged(&text);
    let disagree = judgement.findings.iter().filter(|finding| finding.code == "X001");
    let of_projects = disagree.filter(|finding| shown(finding).contains(projects));
    of_projects.map(|finding| finding.severity).collect()
}

#[test]
fn what_was_carried_over_explains_a_difference_up_to_its_amount() {
    assert_eq!(severities("70.00"), [Severity::Info]);
    assert_eq!(severities("71.00"), [Severity::Warning]);
    assert_eq!(severities("40.00"), []);
}

/// Statements with one sum that is exact and one that is off by 0.01; no two of them have a cell in common.
const OFF_BY_LITTLE: [&str; 3] = [
    "一般公共预算基本支出表\n单位：万元\n科目编码\t科目名称\t合计\n301\t工资福利支出\t30.00\n30101\t基本工资\t10.00\n\
     30102\t津贴补贴\t20.00\n302\t商品和服务支出\t10.01\n30201\t办公费\t4.00\n30202\t印刷费\t6.00\n\n",
    "一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n205\t教育支出\t20.01\n20502\t普通教育\t12.00\n\
     20508\t进修及培训\t8.00\n208\t社会保障和就业支出\t9.00\n20805\t行政事业单位养老支出\t5.00\n20808\t抚恤\t4.00\n\n",
    "政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n212\t城乡社区支出\t7.01\n\
     21208\t国有土地使用权出让收入安排的支出\t3.00\n21213\t城市基础设施配套费安排的支出\t4.00\n\
     229\t其他支出\t5.00\n22904\t其他政府性基金及对应专项债务收入安排的支出\t2.00\n22960\t彩票公益金安排的支出\t3.00\n\n",
];

#[test]
fn sums_off_by_little_in_several_statements_are_rounded() {
    let sums_off = |count: usize| -> Vec<Severity> {
        let (_, judgement) = judged(&OFF_BY_LITTLE[..count].concat());
        judgement.findings.iter().filter(|finding| finding.code == "A001").map(|finding| finding.severity).collect()
    };
    assert_eq!(sums_off(2), [Severity::Warning; 2]);
    assert_eq!(sums_off(3), [Severity::Info; 3]);
}
