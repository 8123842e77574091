//! The commands of `mingsuan`, one a file.

mod check;
mod compile;
mod completions;
mod demo;
mod explain;
mod extract;
mod facts;
mod new;
mod notice;
mod openapi;
mod publish;
mod rules;
mod schema;
mod serve;

use clap::{Parser, Subcommand};

use crate::failure::{Result, Status};

/// 明算：读懂、检查政府部门和单位公开的预算
#[derive(Debug, Parser)]
#[command(
    name = "mingsuan",
    version,
    about = "明算：读懂、检查政府部门和单位公开的预算",
    override_usage = "mingsuan <命令> [选项]",
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "示例:\n  mingsuan demo                        看一次完整的检查\n  mingsuan check 预算公开.docx         检查一份文档\n  mingsuan serve --open               在浏览器中检查\n  mingsuan check 全部单位/ --format json --output report.json\n  mingsuan new 2027年预算.xlsx --from 2026年单位预算.docx --year 2027\n  mingsuan compile 2027年预算.xlsx     编制、检查并生成公开文件\n  mingsuan explain A001                一条规则的说明\n\n退出状态: 0 没有错误级问题；1 有错误级问题；2 用法不对，或有文件读不了；130 被中断"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Notice(notice::Arguments),
    New(new::Arguments),
    Compile(compile::Arguments),
    Publish(publish::Arguments),
    Extract(extract::Arguments),
    Facts(facts::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Serve(serve::Arguments),
    Demo(demo::Arguments),
    #[command(hide = true)]
    Schema(schema::Arguments),
    #[command(hide = true)]
    Openapi(openapi::Arguments),
    Completions(completions::Arguments),
}

/// Runs the command.
pub(crate) fn run(cli: Cli) -> Result<Status> {
    match cli.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Notice(arguments) => notice::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Compile(arguments) => compile::run(arguments),
        Command::Publish(arguments) => publish::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Facts(arguments) => facts::run(arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Openapi(arguments) => openapi::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
