//! `mingsuan publish`: a document that was read is published again in other formats; and the package that `compile` makes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use mingsuan_budget::clearance::{Exposure, SheetHead, clearance, sheet};
use mingsuan_document::{Document, Format, pdf_traces};
use mingsuan_publish::fdp::About;
use mingsuan_publish::manifest::{self, Making};
use mingsuan_publish::package::{self, Output, PackageError, PackageFile};
use mingsuan_publish::pdf::Fonts;
use mingsuan_publish::report::{Entry, milliseconds, pad};
use owo_colors::OwoColorize;

use crate::failure::{Failure, Result, Status, print, remark};
use crate::folder;
use crate::input::{self, Input};
use mingsuan_examine::Settings;
use mingsuan_examine::date;

/// Where the paper for the reviewer's signature goes: it is not for the public.
const REVIEW_SHEET: &str = "内部（不公开）/公开前审查表.xlsx";

/// 把一份文档以其他格式重新公开
#[derive(Debug, Args)]
#[command(
    about = "把一份文档以其他格式重新公开: docx、xlsx、pdf、html、json、开放数据",
    override_usage = "mingsuan publish [选项] <文件> --output <文件夹>",
    after_help = "示例:\n  mingsuan publish 单位预算.docx --output 公开/\n  mingsuan publish 单位预算.pdf --output 公开/ --formats html,fdp\n\n同时生成：清单 manifest.json（每个文件的 SHA-256 和 SM3 摘要）；公开前审查表（个人信息、涉密字样、隐藏内容等，供签字）。\n原文件中的批注、修订痕迹、隐藏内容和作者信息不会带入生成的文件。"
)]
pub(crate) struct Arguments {
    /// 文档；- 为标准输入
    #[arg(value_name = "文件")]
    path: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    /// 按指定的口径读取
    #[arg(long, value_name = "口径")]
    profile: Option<String>,
}

/// What is to be made, and where.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// 生成到这个文件夹；默认为单位名称和年度命名的文件夹
    #[arg(long, short, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 格式，逗号分隔: docx、xlsx、pdf、html、json、fdp（开放数据）；默认全部
    #[arg(long, value_name = "格式", value_delimiter = ',')]
    formats: Vec<String>,
    /// 生成 pdf 所用字体的文件夹
    #[arg(long, value_name = "文件夹")]
    fonts: Option<PathBuf>,
}

impl Wanted {
    /// Every format into a folder.
    pub(crate) fn into_folder(folder: PathBuf) -> Self {
        Self { output: Some(folder), formats: Vec::new(), fonts: None }
    }

    fn outputs(&self) -> Result<Vec<Output>> {
        if self.formats.is_empty() {
            return Ok(Output::ALL.to_vec());
        }
        let mut outputs: Vec<Output> = Vec::new();
        for key in self.formats.iter().map(|key| key.trim().to_lowercase()) {
            let output = Output::from_key(&key).ok_or_else(|| {
                let known = Output::ALL.map(Output::key).join("、");
                Failure(format!("--formats 中的“{key}”不是可以生成的格式。可用的有：{known}"))
            })?;
            if !outputs.contains(&output) {
                outputs.push(output);
            }
        }
        Ok(outputs)
    }
}

/// Runs `publish`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let begun = Instant::now();
    let profile = mingsuan_examine::profile(arguments.profile)?;
    let found = input::find(std::slice::from_ref(&arguments.path));
    let [input] = found.list.as_slice() else {
        return Err(Failure("publish 一次处理一份文件。请写出文件的路径".to_owned()));
    };
    arguments.wanted.outputs()?;
    let edition = Edition::read(input, profile.as_deref(), begun)?;
    edition.publish(&arguments.wanted, true)?;
    Ok(Status::Done)
}

/// A document ready to be published, with what the rules say of it.
pub(crate) struct Edition {
    /// What was read or compiled, judged.
    pub(crate) entry: Entry,
    document: Document,
    exposures: Vec<Exposure>,
    source: (String, Vec<u8>),
    begun: Instant,
}

impl Edition {
    fn read(input: &Input, profile: Option<&str>, begun: Instant) -> Result<Self> {
        let refused = |message: String| Failure(format!("无法读取“{}”：{message}", input.name));
        let bytes = input.read().map_err(refused)?;
        let mut document = mingsuan_document::read(&bytes, &input.name).map_err(|error| refused(error.to_string()))?;
        if document.format == Format::Pdf {
            // Looking for them takes as long as reading the pages: only who publishes asks.
            document.traces = pdf_traces(&bytes).map_err(|error| refused(error.to_string()))?;
        }
        Self::new(input.name.clone(), &bytes, document, profile, begun)
    }

    /// Judges a document made from `bytes`.
    pub(crate) fn new(
        name: String,
        bytes: &[u8],
        document: Document,
        profile: Option<&str>,
        begun: Instant,
    ) -> Result<Self> {
        let settings = Settings { profile: profile.map(str::to_owned), ..Settings::default() };
        let entry = mingsuan_examine::judged(&name, &document, &settings, begun);
        let reading = entry.reading.as_ref().map_err(|message| Failure(format!("“{name}”不能公开：{message}")))?;
        let exposures = clearance(&document, &reading.disclosure);
        Ok(Self { entry, document, exposures, source: (name, bytes.to_vec()), begun })
    }

    /// Makes the package and writes it, whole or not at all; says what was made.
    pub(crate) fn publish(&self, wanted: &Wanted, is_forced: bool) -> Result<()> {
        let Ok(reading) = &self.entry.reading else { return Ok(()) };
        let outputs = wanted.outputs()?;
        let created = date::now();
        let source = Path::new(&self.source.0).file_name().map(|name| name.to_string_lossy().into_owned());
        let source = source.unwrap_or_else(|| self.source.0.clone());
        let about = About { created: Some(created.clone()), source: Some(source.clone()), ..About::default() };
        let fonts = Fonts::of_machine(wanted.fonts.clone());
        let make = |outputs: &[Output]| package::files(&self.document, &reading.disclosure, outputs, &fonts, &about);
        let mut files = match make(&outputs) {
            // Who asked for all formats gets those that this machine can make.
            Err(PackageError::Pdf(error)) if wanted.formats.is_empty() => {
                remark(format!("没有生成 pdf：{error}"));
                make(&outputs.iter().copied().filter(|output| *output != Output::Pdf).collect::<Vec<_>>())
            }
            made => made,
        }
        .map_err(|error| Failure(error.to_string()))?;
        files.push(self.review_sheet(&source)?);
        let making = Making {
            created: &created,
            source: Some((&source, &self.source.1)),
            judgement: Some(&reading.judgement),
            is_forced,
        };
        let manifest = manifest::manifest(&files, &reading.disclosure, making).to_json();
        files.push((manifest::FILE_NAME.to_owned(), manifest.map_err(|error| Failure(error.to_string()))?));
        let target = wanted.output.clone().unwrap_or_else(|| PathBuf::from(package::base_name(&reading.disclosure)));
        folder::write(&target, &files)?;
        self.say(&target, &files)
    }

    fn review_sheet(&self, source: &str) -> Result<PackageFile> {
        let Ok(reading) = &self.entry.reading else {
            return Err(Failure("没有可以审查的内容".to_owned()));
        };
        let head = SheetHead {
            agency: reading.disclosure.agency.name.clone(),
            year: reading.disclosure.year,
            file: source.to_owned(),
        };
        let bytes = sheet(&self.exposures, &head).map_err(|error| Failure(error.to_string()))?;
        Ok((REVIEW_SHEET.to_owned(), bytes))
    }

    fn say(&self, target: &Path, files: &[PackageFile]) -> Result<()> {
        print(&format!("\n已生成到 {}，用时 {:.0} ms\n", target.display().bold(), milliseconds(self.begun.elapsed())))?;
        for (name, bytes) in files {
            let kilobytes = format!("{:.1} kB", bytes.len() as f64 / 1000.0);
            print(&format!("  {} {}\n", pad(name, 60, false), pad(&kilobytes, 12, true).dimmed()))?;
        }
        if !self.exposures.is_empty() {
            remark(format!("公开前审查列出 {} 处，请在“{REVIEW_SHEET}”上逐项核对、签字后再公开", self.exposures.len()));
        }
        Ok(())
    }
}
