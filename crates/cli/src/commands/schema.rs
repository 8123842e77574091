//! `mingsuan schema`: the JSON schema of the report. Hidden: it is printed into `docs/schema`.

use clap::Args;
use mingsuan_publish::report::schema::schema;

use super::check::pretty;
use crate::failure::{Result, Status};
use crate::output::Output;

/// 检查报告的 JSON Schema
#[derive(Debug, Args)]
#[command(
    about = "检查报告（check --format json）的 JSON Schema",
    override_usage = "mingsuan schema",
    after_help = "示例:\n  mingsuan schema > report.schema.json"
)]
pub(crate) struct Arguments {}

/// Runs `schema`.
pub(crate) fn run(_: &Arguments) -> Result<Status> {
    Output::Stdout.data(&pretty(&schema())?)?;
    Ok(Status::Done)
}
