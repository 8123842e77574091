//! `mingsuan explain`: the manual page of a rule.

use clap::Args;
use mingsuan_rules::{Rule, registry};

use crate::failure::{Failure, Result, Status, print};
use crate::{markdown, terminal};

/// 显示一条规则的说明
#[derive(Debug, Args)]
#[command(
    about = "显示一条规则的说明: 检查什么、为何重要、依据、示例、如何更正、例外",
    override_usage = "mingsuan explain <编号或名称>",
    after_help = "示例:\n  mingsuan explain A001\n  mingsuan explain subtotal-mismatch"
)]
pub(crate) struct Arguments {
    /// 规则的编号或名称
    #[arg(value_name = "编号或名称")]
    rule: String,
}

/// Runs `explain`.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let key = arguments.rule.trim();
    let Some(rule) = registry::find(key) else {
        return Err(Failure(format!("没有规则“{key}”{}全部规则见 mingsuan rules", alike(key))));
    };
    let page = rule.manual();
    if terminal::is_coloured() {
        print(&markdown::render(&page, terminal::columns()))?;
    } else {
        print(&page)?;
    }
    Ok(Status::Done)
}

/// Rules that may have been meant.
fn alike(key: &str) -> String {
    let wanted = key.to_ascii_lowercase();
    let is_alike = |rule: &&Rule| {
        let code = rule.code.to_ascii_lowercase();
        !wanted.is_empty()
            && (code.starts_with(&wanted)
                || rule.name.contains(&wanted)
                || rule.title.contains(key)
                || wanted.get(..1) == code.get(..1) && wanted.len() == code.len() && wanted.get(3..) == code.get(3..))
    };
    let named: Vec<String> = registry::RULES
        .iter()
        .filter(is_alike)
        .take(5)
        .map(|rule| format!("{}（{}）", rule.code, rule.title))
        .collect();
    if named.is_empty() { "。".to_owned() } else { format!("。相近的有：{}。", named.join("、")) }
}
