//! # P004 项目编码校验位不符 (project-code-check-character)
//!
//! ## 检查内容
//! 编码前6位所属地区以末位为校验位的（如河北省），用前20位重新计算校验位，应与第21位一致。
//!
//! ## 为何重要
//! 校验位能发现任何一位录错和相邻两位颠倒。不一致说明这个编码不是系统生成的原编码，无法据以查询项目。
//!
//! ## 依据
//! - 《预算管理一体化规范》项目库管理部分（项目代码）
//! - GB/T 17710 校验字符系统（同类算法）
//!
//! ## 示例
//! 编码“13089924P000000000011”按前20位计算的校验位不是“1”，编码中必有一位不对。
//!
//! ## 如何更正
//! 从预算管理一体化系统中重新取得编码。若只有末位抄错，改为提示的校验位即可；若前20位中有一位录错，则应更正该位。
//!
//! ## 例外
//! 位数或字符不符的编码由 P003 检查。类别字母为 Z（上级转移支付）等不在校验字母表内的编码不适用。
//! 文件中四个以上编码且多数不符时，视为采用了别的编码规则，不予判断。

use mingsuan_model::text::squeezed;
use mingsuan_model::{Finding, Placed, Profile, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P004",
    name: "project-code-check-character",
    title: "项目编码校验位不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::from_year(2022),
    basis: &["预算管理一体化规范"],
    source: include_str!("project_code_check_character.rs"),
    body: Body::Check(check),
};

/// The 31 characters of a code; I, O, S, V and Z are left out.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// From so many codes on, a scheme that most of them break is not the scheme of the document.
const MANY: usize = 4;

fn check(context: &Context<'_>, found: &mut Found) {
    let mut wrong = Vec::new();
    for project in &context.disclosure.projects {
        let Some(printed) = &project.code else { continue };
        let code = squeezed(&printed.text);
        let Some(right) = code.get(..20).filter(|_| has_check_character(&code)).and_then(check_character) else {
            continue;
        };
        found.compared();
        if !code.ends_with(right) {
            wrong.push((project, printed, code, right));
        }
    }
    if found.comparisons >= MANY && wrong.len() * 2 > found.comparisons {
        found.comparisons = 0;
        found.insufficient("多数项目编码与校验位算法不符，可能采用了别的编码规则");
        return;
    }
    for (project, printed, code, right) in wrong {
        found.push(finding(project, printed, &code, right));
    }
}

fn finding(project: &Project, printed: &Placed, code: &str, right: char) -> Finding {
    let (first, last) = code.split_at(20);
    let mut finding = Finding::new(
        RULE.code,
        Severity::Error,
        printed.place.with_text(printed.text.as_str()),
        format!(
            "项目“{}”的编码“{code}”末位校验位为“{last}”，按前20位计算应为“{right}”：末位抄错，或前20位中有一位录错",
            project.name.text
        ),
    )
    .english(format!("check character of project code {code} is {last}, computed {right}"))
    .advise("从预算管理一体化系统重新取得编码；核对前20位无误后，末位改为计算值")
    .values(right, last);
    finding.suggested = Some(format!("{first}{right}"));
    finding
}

/// Whether the region that a code begins with has check characters. The region of the code decides, not that of the
/// document: a county may print projects of the centre.
fn has_check_character(code: &str) -> bool {
    let form = code.get(..6).map(|region| Profile::for_region(Some(region)).project_code);
    form.is_some_and(|form| form.check_character && code.len() == form.length && code.len() == 21)
}

/// The check character of the first twenty; `None` where one of them is outside the alphabet.
fn check_character(first: &str) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for byte in first.bytes() {
        sum += ALPHABET.iter().position(|a| *a == byte)? * weight;
        weight = weight * 3 % 31;
    }
    Some(char::from(ALPHABET[30 - sum % 31]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_single_wrong_character_is_noticed() {
        for code in ["13089924P00000000001", "13089925T00000312207", "13010026R00000000440"] {
            let right = check_character(code).expect("all characters are in the alphabet");
            for at in 0..code.len() {
                let other = if code[at..].starts_with('7') { "1" } else { "7" };
                let changed = format!("{}{other}{}", &code[..at], &code[at + 1..]);
                assert_ne!(check_character(&changed), Some(right), "{code} at {at}");
            }
        }
        assert_eq!(check_character("13089924Z00000000001"), None);
        assert!(has_check_character("13089924P000000000018") && !has_check_character("11000024P000000000018"));
    }
}
