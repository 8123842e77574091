//! `mingsuan extract`: what was recognised of a document, as JSON.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mingsuan_publish::extract::extract;

use super::check::pretty;
use crate::failure::{Failure, Result, Status, complain};
use crate::input;
use crate::output::Output;

/// 列出从一份文档认出的内容
#[derive(Debug, Args)]
#[command(
    about = "列出从一份文档认出的内容: 单位、年度、报表、项目、指标、采购、资产、文字",
    override_usage = "mingsuan extract [选项] <文件>",
    after_help = "示例:\n  mingsuan extract 预算公开.docx\n  mingsuan extract 预算公开.docx --output 内容.json\n  cat 预算公开.txt | mingsuan extract -"
)]
pub(crate) struct Arguments {
    /// 文档；- 为标准输入
    #[arg(value_name = "文件")]
    path: PathBuf,
    /// 格式: json（默认）
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "json",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 写到文件
    #[arg(long, short, value_name = "文件")]
    output: Option<PathBuf>,
    /// 按指定的口径读取
    #[arg(long, value_name = "口径")]
    profile: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
}

/// Runs `extract`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let Format::Json = arguments.format;
    if arguments.path.is_dir() {
        return Err(Failure(format!(
            "“{}”是文件夹，extract 一次读一份文件。请写出文件的路径",
            arguments.path.display()
        )));
    }
    let found = input::find(std::slice::from_ref(&arguments.path));
    let output = Output::new(arguments.output, &found.list)?;
    let profile = mingsuan_examine::profile(arguments.profile)?;
    for input in &found.list {
        match input.understand(profile.as_deref()) {
            Ok((_, disclosure)) => output.data(&pretty(&extract(&input.name, &disclosure))?)?,
            Err(message) => {
                complain("无法读取", format!("{}：{message}", input.name));
                return Ok(Status::Refused);
            }
        }
    }
    Ok(Status::Done)
}
