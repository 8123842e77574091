//! `mingsuan`: the command line. Each command has its file under `commands`; here the arguments meet their command.
//! No logic: reading, judging and printing are crates of their own.

mod batch;
mod commands;
mod copies;
mod failure;
mod folder;
mod input;
mod interrupt;
mod markdown;
mod output;
mod progress;
mod record;
mod resume;
mod terminal;
mod usage;

use std::process::ExitCode;

use crate::failure::Status;

fn main() -> ExitCode {
    let status = match usage::parse() {
        Ok(command) => commands::run(command).unwrap_or_else(|failure| {
            failure.say();
            Status::Refused
        }),
        Err(status) => status,
    };
    ExitCode::from(status as u8)
}
