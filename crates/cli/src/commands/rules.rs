//! `mingsuan rules`: the catalogue of rules.

use clap::{Args, ValueEnum};
use mingsuan_publish::report::{Lang, pad, width};
use mingsuan_rules::{Rule, Validity, registry};
use owo_colors::OwoColorize;
use serde_json::{Value, json};

use super::check::pretty;
use crate::failure::{Result, Status, print};
use crate::output::Output;

/// 列出全部规则
#[derive(Debug, Args)]
#[command(
    about = "列出全部规则",
    override_usage = "mingsuan rules [选项]",
    after_help = "示例:\n  mingsuan rules\n  mingsuan rules --format json"
)]
pub(crate) struct Arguments {
    /// 格式: text（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs `rules`.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    match arguments.format {
        Format::Text => print(&table(&registry::RULES))?,
        Format::Json => Output::Stdout.data(&pretty(&catalogue(&registry::RULES))?)?,
    }
    Ok(Status::Done)
}

fn catalogue(rules: &[Rule]) -> Value {
    let entry = |rule: &Rule| {
        json!({
            "code": rule.code,
            "name": rule.name,
            "title": rule.title,
            "title_en": rule.title_en(),
            "advice_en": rule.advice_en(),
            "family": rule.family().title(),
            "family_code": format!("{:?}", rule.family()),
            "family_en": rule.family().title_en(),
            "severity": rule.severity,
            "since": rule.since,
            "basis": rule.basis,
            "years": years(rule.valid),
            "regions": (!rule.valid.regions.is_empty()).then_some(rule.valid.regions),
        })
    };
    json!({"schema": "mingsuan.rules/1", "rules": rules.iter().map(entry).collect::<Vec<_>>()})
}

/// The fiscal years a rule speaks for; null where it speaks for all.
fn years(valid: Validity) -> Value {
    match valid {
        Validity { from: None, until: None, .. } => Value::Null,
        Validity { from, until, .. } => json!({"from": from, "until": until}),
    }
}

/// One line a rule, grouped by family.
fn table(rules: &[Rule]) -> String {
    let titles = rules.iter().map(|rule| width(rule.title)).max().unwrap_or(0);
    let mut out = String::new();
    let mut family = None;
    for rule in rules {
        if family != Some(rule.family()) {
            family = Some(rule.family());
            let gap = if out.is_empty() { "" } else { "\n" };
            let letter = &rule.code[..1];
            out.push_str(&format!("{gap}{}\n", format!("{letter} {}", rule.family().title()).yellow().bold()));
        }
        let severity = Lang::Zh.severity(rule.severity);
        let title = pad(rule.title, titles, false);
        out.push_str(&format!("  {}  {severity}  {title}  {}\n", rule.code.bold(), rule.name.dimmed()));
    }
    out.push_str(&format!("\n共 {} 条。一条规则的说明：mingsuan explain A001\n", rules.len()));
    out
}
