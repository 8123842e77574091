//! # N007 职责表述主体与本单位不符 (duties-of-another-body)
//!
//! ## 检查内容
//! 职责部分“某某主要职责”“某某的主要职责是”所说的主体，应当是本单位（部门）。
//!
//! ## 为何重要
//! 职责是预算的依据。写成别的机构的职责，多半是套用了其他文件，或合署办公时只抄了其中一个机构。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 管理委员会的预算，职责部分写的却是“中共某某工作委员会主要职责”。
//!
//! ## 如何更正
//! 改写为本单位“三定”规定中的职责；合署办公的，同时写明各机构的职责并说明关系。
//!
//! ## 例外
//! 使用简称、“我局”“本单位”等自称的不报告；部分主体与本单位相符（如同时介绍内设机构、所属单位）的，不报告。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Placed, Severity};

use crate::context::Context;
use crate::d::names::{agency_name, is_body, is_same_body};
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N007",
    name: "duties-of-another-body",
    title: "职责表述主体与本单位不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("duties_of_another_body.rs"),
    body: Body::Check(check),
};

/// What the name of a body ends with that has a budget of its own.
static BODIES: Phrases = phrases("N007", "bodies");

/// Words by which a body speaks of itself.
static OWN: Phrases = phrases("N007", "own");

fn check(context: &Context<'_>, found: &mut Found) {
    let agency = agency_name(&context.disclosure.agency.name);
    let subjects: Vec<(&Placed, String)> =
        duties(context).filter_map(|text| Some((text, subject(&text.text)?))).collect();
    if subjects.is_empty() {
        return;
    }
    if !is_body(&agency) {
        found.insufficient("没有读到文件的单位名称");
        return;
    }
    for _ in &subjects {
        found.compared();
    }
    let is_own = |name: &str| OWN.iter().any(|word| name.starts_with(word)) || is_same_body(name, &agency);
    if subjects.iter().any(|(_, name)| is_own(name)) {
        return;
    }
    if let Some((text, name)) = subjects.iter().find(|(_, name)| BODIES.iter().any(|body| name.ends_with(body))) {
        let finding = Finding::new(
            RULE.code,
            Severity::Warning,
            text.place.with_text(text.text.as_str()),
            format!("职责部分写的是“{name}”的职责，本单位是“{agency}”"),
        )
        .english(format!("the duties are those of \"{name}\", the agency is \"{agency}\""))
        .advise("改写为本单位的职责；合署办公的，写明各机构的职责及其关系")
        .values(agency.as_str(), name.as_str())
        .relate("本单位名称", "name of the agency", context.disclosure.agency.place.clone());
        found.push(finding);
    }
}

/// The headings and paragraphs that may tell whose duties they are.
fn duties<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Placed> {
    static HEADINGS: Phrases = phrases("N007", "headings");
    let sections = context.disclosure.sections.iter();
    let about = sections.filter(|section| HEADINGS.iter().any(|word| section.title.text.contains(word)));
    about.flat_map(|section| std::iter::once(&section.title).chain(&section.paragraphs))
}

/// Whose duties a text says it tells: `某某局主要职责：`, `某某局的主要职能是`. `None` where it names nobody.
fn subject(text: &str) -> Option<String> {
    static MARKS: Phrases = phrases("N007", "marks");
    let text = normalized(without_numbering(text).0);
    let at = MARKS.iter().filter_map(|mark| text.find(mark)).min()?;
    let before = text[..at].rsplit([',', '。', ';', ':', '、']).next()?;
    let name = before.trim_start_matches("根据").trim_start_matches("按照").trim_end_matches('的');
    (name.chars().count() >= 2).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_stand_before_the_word_duties() {
        for (text, name) in [
            ("中共示例区工作委员会主要职责：贯彻落实……", Some("中共示例区工作委员会")),
            ("（一）示例县水务局的主要职能", Some("示例县水务局")),
            ("根据《规定》，我局主要职责是：", Some("我局")),
            ("单位职责：", None),
            ("主要职责", None),
        ] {
            assert_eq!(subject(text).as_deref(), name, "{text}");
        }
    }
}
