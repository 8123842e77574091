//! `mingsuan facts`: the cube of facts of documents, one row a fact, as CSV or JSON.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use mingsuan_publish::facts;
use serde_json::Value;

use super::check::pretty;
use crate::batch;
use crate::failure::{Failure, Result, Status, complain};
use crate::input::{self, Input};
use crate::output::Output;

/// 把文档中的数字列成一张表
#[derive(Debug, Args)]
#[command(
    about = "把文档中的数字列成一张表，每行一个数字，带科目、资金、口径和出处",
    override_usage = "mingsuan facts [选项] <路径>…",
    after_help = "示例:\n  mingsuan facts 预算公开.docx > 数字.csv\n  mingsuan facts 全部单位/ --output 数字.csv\n  mingsuan facts 预算公开.xlsx --format json"
)]
pub(crate) struct Arguments {
    /// 文档或文件夹；- 为标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 格式: csv（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "csv",
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
    /// 同时读取的份数
    #[arg(long, short, value_name = "个数")]
    jobs: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
    #[value(hide = true)]
    Parquet,
}

/// The rows of one document.
enum Rows {
    Csv(Vec<u8>),
    Json(Vec<Value>),
}

/// Runs `facts`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let format = arguments.format;
    if format == Format::Parquet {
        return Err(Failure("--format parquet 本版本还没有提供。请用 --format csv 或 --format json".to_owned()));
    }
    let found = input::find(&arguments.paths);
    let output = Output::new(arguments.output, &found.list)?;
    let profile = mingsuan_examine::profile(arguments.profile)?;
    let list: Arc<[Input]> = found.list.into();
    let inputs = Arc::clone(&list);
    let read = batch::all(list.len(), arguments.jobs, move |at| {
        let input = &inputs[at];
        let (_, disclosure) = input.understand(profile.as_deref())?;
        if format == Format::Json {
            return Ok::<Rows, String>(Rows::Json(facts::to_json(&input.name, &disclosure)));
        }
        let mut rows = Vec::new();
        facts::write_csv(&mut rows, false, &input.name, &disclosure).map_err(|error| error.to_string())?;
        Ok(Rows::Csv(rows))
    })?;
    let mut status = Status::Done;
    let (mut table, mut rows_of_all) = (format!("{}\n", facts::COLUMNS.join(",")).into_bytes(), Vec::new());
    let mut is_any_read = false;
    for (input, rows) in list.iter().zip(read) {
        is_any_read |= rows.is_ok();
        match rows {
            Ok(Rows::Csv(mut rows)) => table.append(&mut rows),
            Ok(Rows::Json(mut rows)) => rows_of_all.append(&mut rows),
            Err(message) => {
                complain("无法读取", format!("{}：{message}", input.name));
                status = Status::Refused;
            }
        }
    }
    if is_any_read {
        output.data(&if format == Format::Json { pretty(&Value::Array(rows_of_all))? } else { table })?;
    }
    Ok(status)
}
