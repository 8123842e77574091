//! Arguments and their mistakes, in Chinese: clap parses, the words are ours.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use crate::commands::Cli;
use crate::failure::{Status, complain, print};

/// The command that was typed, or how the run ends without one.
pub(crate) fn parse() -> Result<Cli, Status> {
    let parsed = command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| explain(&error))
}

/// The whole command tree with Chinese help.
pub(crate) fn command() -> Command {
    dressed(Cli::command()).mut_subcommands(dressed)
}

/// Chinese headings, and a help flag that says so in Chinese.
fn dressed(command: Command) -> Command {
    let mut template = String::from("{about-with-newline}\n用法: {usage}\n");
    if command.get_positionals().next().is_some() {
        template.push_str("\n参数:\n{positionals}\n");
    }
    if command.has_subcommands() {
        template.push_str("\n命令:\n{subcommands}\n");
    }
    template.push_str("\n选项:\n{options}{after-help}\n");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let mut command = command.disable_help_flag(true).disable_help_subcommand(true).help_template(template).arg(help);
    if command.get_name() == "mingsuan" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
        command = command.disable_version_flag(true).arg(version);
    }
    command
}

fn explain(error: &clap::Error) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = print(&error.render().ansi().to_string());
            return Status::Done;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            anstream::eprint!("{}", error.render().ansi());
            return Status::Refused;
        }
        _ => {}
    }
    complain("错误", message(error));
    let name = std::env::args().nth(1).filter(|name| command().find_subcommand(name).is_some());
    let help = name.map_or_else(|| "mingsuan --help".to_owned(), |name| format!("mingsuan {name} --help"));
    anstream::eprintln!("用法和示例见 {help}");
    Status::Refused
}

fn message(error: &clap::Error) -> String {
    let get = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = get(ContextKind::InvalidArg);
    let hint = |kind| match error.get(kind).map(shown) {
        Some(text) if !text.is_empty() => format!("，是不是“{}”？", text.replace("schema、", "")),
        _ => String::new(),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项{}", hint(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let typed = get(ContextKind::InvalidSubcommand);
            format!("没有“{typed}”这个命令{}", hint(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (value, valid) = (get(ContextKind::InvalidValue), get(ContextKind::ValidValue));
            let valid = if valid.is_empty() { String::new() } else { format!("，可以是：{valid}") };
            if value.is_empty() {
                format!("“{argument}”后面要写值{valid}")
            } else {
                format!("“{argument}”的值“{value}”不对{valid}")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("还需要写：{argument}"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能重复，也不能与“{}”同时使用", get(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}”的值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文字".to_owned(),
        _ => "命令的写法不对".to_owned(),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}
