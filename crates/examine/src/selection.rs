//! `--select` and `--ignore`: which rules count. Everything is judged all the same: rules share their equations.

use mingsuan_rules::{Judgement, pattern, registry};

/// Which rules count.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

/// The letters of all families, also of those that have no rule yet.
const FAMILIES: [&str; 11] = ["A", "X", "N", "K", "D", "P", "G", "Y", "T", "L", "E"];

impl Selection {
    /// Codes, beginnings of codes, names and patterns; each must speak of at least one rule.
    pub fn new(select: Vec<String>, ignore: Vec<String>) -> Result<Self, String> {
        let all = select.iter().chain(&ignore);
        for key in all {
            let is_family = FAMILIES.contains(&key.trim().to_ascii_uppercase().as_str());
            if !is_family && !pattern::is_known(key) {
                return Err(format!(
                    "没有编号或名称为“{key}”的规则。可以写字母（A）、编号（A001）、名称（subtotal-mismatch），或者带 * 和 ? 的写法（P0*），用逗号分隔；全部规则见 mingsuan rules"
                ));
            }
        }
        Ok(Self { select, ignore })
    }

    /// Whether a rule counts.
    pub fn takes(&self, code: &str) -> bool {
        let rule = registry::find(code);
        let any = |keys: &[String]| keys.iter().any(|key| rule.is_some_and(|rule| pattern::speaks_of(key, rule)));
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore)
    }

    /// Leaves only what the chosen rules say.
    pub fn apply(&self, judgement: &mut Judgement) {
        if self.select.is_empty() && self.ignore.is_empty() {
            return;
        }
        judgement.findings.retain(|finding| self.takes(finding.code));
        judgement.outcomes.retain(|outcome| self.takes(outcome.code));
    }
}
