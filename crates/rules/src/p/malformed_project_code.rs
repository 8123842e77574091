//! # P003 项目编码格式不符 (malformed-project-code)
//!
//! ## 检查内容
//! 项目编码的位数、字符和构成：前6位为行政区划代码，第7、8位为立项年份的后两位，第9位为项目类别字母，其后为流水号。
//! 区划代码应见于 GB/T 2260（开发区等自设代码，其前4位或前2位应存在）；立项年份不得晚于本文件的预算年度。
//!
//! ## 为何重要
//! 项目编码是项目在预算管理一体化系统中的唯一标识，编码抄错，项目就无法与批复、支付、绩效和决算数据对应。
//!
//! ## 依据
//! - 《预算管理一体化规范》项目库管理部分（项目代码）
//! - GB/T 2260 中华人民共和国行政区划代码
//!
//! ## 示例
//! 2024年预算中项目编码为“13089925P…”：立项年份2025晚于预算年度。
//!
//! ## 如何更正
//! 从预算管理一体化系统中重新导出或逐位核对项目编码，不要手工录入。
//!
//! ## 例外
//! 以前年度立项、本年继续安排的项目年份早于预算年度，不视为不符。编码中的空格和换行不计。以10开头的编码属中央单位下达的项目，不查区划。

use mingsuan_model::text::squeezed;
use mingsuan_model::{Finding, FiscalYear, ListId, Place, Profile, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P003",
    name: "malformed-project-code",
    title: "项目编码格式不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::from_year(2022),
    basis: &["预算管理一体化规范", "GB/T 2260"],
    source: include_str!("malformed_project_code.rs"),
    body: Body::Check(check),
};

/// Letters that no code has, with the digits they are mistaken for.
const LOOK_ALIKES: [(char, char); 2] = [('O', '0'), ('I', '1')];

/// Region, year, kind and at least one character of a serial number.
const SHORTEST: usize = 10;

/// What is wrong with a code, with the code that may be meant.
struct Fault {
    message: String,
    english: String,
    suggested: Option<String>,
    severity: Severity,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(printed) = &project.code else { continue };
        let code = squeezed(&printed.text);
        if code.is_empty() {
            continue;
        }
        found.compared();
        let fault = wrong_characters(&code)
            .or_else(|| wrong_length(&code, context.profile))
            .or_else(|| wrong_parts(&code, context.year()));
        if let Some(fault) = fault {
            found.push(finding(project, printed.place.with_text(printed.text.as_str()), &code, fault));
        }
    }
}

fn finding(project: &Project, place: Place, code: &str, fault: Fault) -> Finding {
    let message = format!("项目“{}”的编码“{code}”{}", project.name.text, fault.message);
    let mut finding = Finding::new(RULE.code, fault.severity, place, message)
        .english(format!("project code {code} {}", fault.english))
        .advise("与预算管理一体化系统中的项目编码逐位核对后更正");
    finding.actual = Some(code.to_owned());
    finding.suggested = fault.suggested;
    finding
}

fn wrong_characters(code: &str) -> Option<Fault> {
    let odd = |c: &char| !(c.is_ascii_digit() || c.is_ascii_uppercase()) || LOOK_ALIKES.iter().any(|(l, _)| l == c);
    let first = code.chars().find(odd)?;
    let repaired: String = code.chars().map(repaired_character).collect();
    let suggested = (!repaired.chars().any(|c| odd(&c))).then_some(repaired);
    Some(Fault {
        message: format!("含有编码中不应出现的字符“{first}”，编码只由半角数字和大写字母（不含O、I）组成"),
        english: format!("has the character {first}, which no code contains"),
        suggested,
        severity: Severity::Error,
    })
}

fn repaired_character(c: char) -> char {
    let narrow = match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let upper = narrow.to_ascii_uppercase();
    LOOK_ALIKES.iter().find(|(letter, _)| *letter == upper).map_or(upper, |(_, digit)| *digit)
}

/// Where the region's form is not known for certain the length is only doubted.
fn wrong_length(code: &str, profile: &Profile) -> Option<Fault> {
    let (length, wanted) = (code.len(), profile.project_code.length);
    let severity = if profile.project_code.check_character { Severity::Error } else { Severity::Warning };
    (length != wanted).then(|| Fault {
        message: format!("为{length}位，应为{wanted}位"),
        english: format!("has {length} characters, not {wanted}"),
        suggested: None,
        severity,
    })
}

/// A code of a form without region, year and kind has no parts to look at.
fn wrong_parts(code: &str, year: Option<FiscalYear>) -> Option<Fault> {
    if code.len() < SHORTEST {
        return None;
    }
    wrong_shape(code).or_else(|| wrong_region(code)).or_else(|| wrong_year(code, year))
}

fn wrong_shape(code: &str) -> Option<Fault> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let serial_end = code.len() - 1;
    let well = digits(&code[..8]) && code.as_bytes()[8].is_ascii_uppercase() && digits(&code[9..serial_end]);
    (!well).then(|| Fault {
        message: "的构成不符：应为8位数字（区划6位、年份2位）、1位类别字母和流水号".to_owned(),
        english: "is not eight digits, a letter and a serial number".to_owned(),
        suggested: None,
        severity: Severity::Error,
    })
}

fn wrong_region(code: &str) -> Option<Fault> {
    let regions = ListId::Region.list();
    let region = &code[..6];
    let known = [region.to_owned(), format!("{}00", &code[..4]), format!("{}0000", &code[..2])];
    let exists = code.starts_with("10") || known.iter().any(|region| regions.by_code(region).is_some());
    (!exists).then(|| Fault {
        message: format!("的前6位“{region}”不是行政区划代码"),
        english: format!("begins with {region}, which is no region"),
        suggested: None,
        severity: Severity::Error,
    })
}

fn wrong_year(code: &str, year: Option<FiscalYear>) -> Option<Fault> {
    let year = year?;
    let of_code = code[6..8].parse::<FiscalYear>().ok()? + year / 100 * 100;
    (of_code > year).then(|| Fault {
        message: format!("的立项年份为{of_code}年，晚于预算年度{year}年"),
        english: format!("is of the year {of_code}, after the budget year {year}"),
        suggested: None,
        severity: Severity::Error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_taken_apart() {
        let good = "13089924P000000000018";
        let national = Profile::for_region(None);
        assert!(wrong_characters(good).is_none() && wrong_length(good, national).is_none());
        assert!(wrong_shape(good).is_none() && wrong_region(good).is_none());
        assert!(wrong_year(good, Some(2024)).is_none() && wrong_year(good, Some(2025)).is_none());
        assert!(wrong_year(good, Some(2023)).is_some());
        assert!(wrong_region("99000024P000000000018").is_some());
        assert!(wrong_shape("1308992P4000000000018").is_some());
        let fault = wrong_characters("13089924P00000000OO18").and_then(|fault| fault.suggested);
        assert_eq!(fault.as_deref(), Some(good));
        assert!(wrong_characters("13089924P00000000001８").is_some());
    }
}
