//! # Y013 上年的项目本年没有了 (project-vanished)
//!
//! ## 检查内容
//! 同一次检查的文件里有本单位上年的预算，上年有而本年没有的较大项目予以提示。
//!
//! ## 为何重要
//! 项目到期、合并、改名都属正常，但读者会问钱到哪里去了；漏列项目也只有这样才看得出来。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应当说明增减变化
//! - 《中央部门项目支出预算管理办法》：延续项目应当滚动管理
//!
//! ## 示例
//! 上年“河道清淤”500.00万元，本年没有这个项目，也没有名称相近的项目。
//!
//! ## 如何更正
//! 核对是否漏列；到期、合并或者改名的，可在说明中写一句。
//!
//! ## 例外
//! 按项目名称（不看年份）认定；两年项目名称大都对不上的，视为改名或者重新归类，不检查；
//! 不到一定金额的不提示。

use mingsuan_model::{Amount, Finding, Place, Scale, Severity};

use super::projects::{Years, years};
use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, STANDARDS, Together};

pub(crate) const RULE: Rule = Rule {
    code: "Y013",
    name: "project-vanished",
    title: "上年的项目本年没有了",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("project_vanished.rs"),
    body: Body::Together(compare),
};

fn compare(together: &Together, across: &mut Across) {
    let (years, renamed) = years(together);
    if renamed > 0 {
        across.insufficient("两年的项目名称大都对不上，没有逐个比较");
    }
    for years in years {
        across.comparisons += years.kept.len() + years.gone.len();
        let finding = finding(together, &years);
        if let Some(finding) = finding {
            across.push(&together.member(years.this).path, finding);
        }
    }
}

fn finding(together: &Together, years: &Years<'_>) -> Option<Finding> {
    let notable = STANDARDS.notable_project * Scale::TenThousand.fen();
    let gone: Vec<_> = years.gone.iter().filter(|project| project.fen >= notable).collect();
    let prior = together.member(years.prior);
    let first = gone.first()?;
    let others = if gone.len() > 1 { format!("等 {} 个项目", gone.len()) } else { String::new() };
    let amount = |fen: i64| Amount(fen).in_scale(Scale::TenThousand, 2);
    let mut finding = Finding::new(
        RULE.code,
        Severity::Info,
        Place::default(),
        format!("上年的“{}”（{}万元）{others}本年没有了", first.name, amount(first.fen)),
    )
    .english(format!("{} project(s) of last year are gone", gone.len()))
    .advise("核对是否漏列；到期、合并或者改名的，可在说明中写一句");
    for project in gone.iter().take(STANDARDS.named_places) {
        let place = prior.imprint.place(project.spot);
        finding = finding.relate_in(
            format!("上年“{}” {}万元", project.name, amount(project.fen)),
            format!("last year's project, {} (10,000 yuan)", amount(project.fen)),
            place,
            &prior.path,
        );
    }
    Some(finding)
}
