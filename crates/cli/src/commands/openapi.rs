//! `mingsuan openapi`: the description of the server's API. Hidden: it is printed into `docs`.

use clap::Args;

use super::check::pretty;
use crate::failure::{Result, Status};
use crate::output::Output;

/// 本机接口的 OpenAPI 说明
#[derive(Debug, Args)]
#[command(
    about = "本机接口（serve）的 OpenAPI 说明",
    override_usage = "mingsuan openapi",
    after_help = "示例:\n  mingsuan openapi > openapi.json"
)]
pub(crate) struct Arguments {}

/// Runs `openapi`.
pub(crate) fn run(_: &Arguments) -> Result<Status> {
    Output::Stdout.data(&pretty(&mingsuan_server::openapi())?)?;
    Ok(Status::Done)
}
