//! # Y014 项目金额比上年大起大落 (project-jumped)
//!
//! ## 检查内容
//! 同一次检查的文件里有本单位上年的预算，同名项目的金额比上年增减超过一半，而且数额较大的，予以提示。
//!
//! ## 为何重要
//! 大起大落的项目是审核的重点，也常常是小数点错位或者金额单位写错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应当说明增减变化
//! - 《中华人民共和国预算法》第三十二条：参考上一年预算执行情况、有关支出绩效评价结果编制预算
//!
//! ## 示例
//! “松材线虫病防治”上年 120.00万元，本年 1,200.00万元。
//!
//! ## 如何更正
//! 核对金额和金额单位；确有增减的，在说明中写清原因。
//!
//! ## 例外
//! 按项目名称（不看年份）认定；两年项目名称大都对不上的不检查；增减不大的不提示。

use mingsuan_model::{Amount, Finding, Scale, Severity};

use super::projects::years;
use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, STANDARDS, Together};

pub(crate) const RULE: Rule = Rule {
    code: "Y014",
    name: "project-jumped",
    title: "项目金额比上年大起大落",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第三十二条"],
    source: include_str!("project_jumped.rs"),
    body: Body::Together(compare),
};

fn compare(together: &Together, across: &mut Across) {
    let (years, renamed) = years(together);
    if renamed > 0 {
        across.insufficient("两年的项目名称大都对不上，没有逐个比较");
    }
    for years in years {
        let (this, prior) = (together.member(years.this), together.member(years.prior));
        for [before, now] in years.kept {
            across.compared();
            if !is_jump(before.fen, now.fen) {
                continue;
            }
            let [was, is] = [before.fen, now.fen].map(|fen| Amount(fen).in_scale(Scale::TenThousand, 2));
            let finding = Finding::new(
                RULE.code,
                Severity::Info,
                this.imprint.place(now.spot).with_text(is.as_str()),
                format!("项目“{}”由上年的{was}万元变为{is}万元", now.name),
            )
            .english(format!("a project goes from {was} to {is} (10,000 yuan)"))
            .advise("核对金额和金额单位；确有增减的，在说明中写清原因")
            .relate_in(
                "上年的金额",
                "last year's amount",
                prior.imprint.place(before.spot).with_text(was.as_str()),
                &prior.path,
            );
            across.push(&this.path, finding);
        }
    }
}

/// Whether an amount changed by a large sum and by a large part of what it was.
fn is_jump(before: i64, now: i64) -> bool {
    let change = i128::from(before.abs_diff(now));
    let is_large = change >= i128::from(STANDARDS.notable_project * Scale::TenThousand.fen());
    is_large && change * 10_000 > i128::from(before) * i128::from(STANDARDS.jump_bp)
}
