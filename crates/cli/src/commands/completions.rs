//! `mingsuan completions`: the script that completes commands in a shell.

use clap::Args;
use clap_complete::Shell;

use crate::failure::{Result, Status};
use crate::output::Output;
use crate::usage;

/// 输出命令行补全脚本
#[derive(Debug, Args)]
#[command(
    about = "输出命令行补全脚本",
    override_usage = "mingsuan completions <SHELL>",
    after_help = "示例:\n  mingsuan completions bash > ~/.local/share/bash-completion/completions/mingsuan\n  mingsuan completions powershell >> $PROFILE"
)]
pub(crate) struct Arguments {
    /// 哪种 shell: bash、zsh、fish、powershell、elvish
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    shell: Shell,
}

/// Runs `completions`.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut usage::command(), "mingsuan", &mut script);
    Output::Stdout.data(&script)?;
    Ok(Status::Done)
}
