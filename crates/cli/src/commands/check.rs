//! `mingsuan check`: reads documents or folders, judges them, prints the report.

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};
use mingsuan_publish::report::round::{DocumentRound, Earlier, Rounds};
use mingsuan_publish::report::text::Look;
use mingsuan_publish::report::{Edition, Entry, Lang, Results, Summary, Tally};
use mingsuan_rules::Together;
use serde_json::Value;

use crate::batch::{Batch, Order};
use crate::copies::Copies;
use crate::failure::{Failure, Result, Status, remark};
use crate::input::{self, Input};
use crate::interrupt::Stop;
use crate::output::{Output, Sink};
use crate::progress::Progress;
use crate::record::{Form, Kept, Record, Told};
use crate::resume::{self, Held};
use crate::terminal;
use mingsuan_examine::{Selection, Settings, Waivers, date};

/// 检查文档或文件夹，报告问题
#[derive(Debug, Args)]
#[command(
    about = "检查文档或文件夹，报告问题",
    override_usage = "mingsuan check [选项] <路径>…",
    after_help = "示例:\n  mingsuan check 预算公开.docx\n  mingsuan check 2025年预算.docx 2026年预算.docx\n  mingsuan check 全部单位/ --format xlsx --output 检查表.xlsx\n  mingsuan check 全部单位/ --format json --output report.json\n  mingsuan check 全部单位/ --format ndjson --output 结果.ndjson --resume\n  mingsuan check 全部单位/ --format html --output 检查报告.html\n  mingsuan check 全部单位/ --format pdf --output 检查报告.pdf\n  mingsuan check 预算公开.xlsx --select A,X --ignore T\n  mingsuan check 预算公开.txt --waivers 豁免.toml\n  mingsuan check 全部单位/ --annotate 标注/\n  mingsuan check 整改后/ --against 上次.json --format xlsx --output 整改情况.xlsx\n\n豁免文件（TOML），每条必须有理由和责任人:\n  [[waiver]]\n  code = \"K002\"                # 规则编号\n  reason = \"已与财政局核对\"\n  by = \"张三\"\n  until = 2026-12-31           # 以下可不写: 截止日期\n  agency = \"318001\"            # 单位编码或名称\n  path = \"预算公开.docx\"       # 文件\n  place = \"表3 行19\"           # 位置\n\n退出状态: 0 没有错误级问题；1 有错误级问题；2 用法不对，或有文件读不了；130 被中断（Ctrl-C），报告不完整"
)]
pub(crate) struct Arguments {
    /// 文档或文件夹（连同子文件夹）；- 为标准输入
    #[arg(value_name = "路径", required = true)]
    paths: Vec<PathBuf>,
    /// 报告的格式: text（默认）、xlsx（公开情况检查表）、json、ndjson（每份文件一行，完成一份写一份）、sarif（2.1.0，供汇集各种检查结果的工具读取）、html（一个网页文件，可以筛选和打印）、docx、pdf（打印、存档）
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 报告写到文件，不显示在屏幕上
    #[arg(long, short, value_name = "文件")]
    output: Option<PathBuf>,
    /// 接着 --output 中上次的结果检查（ndjson）: 文件、版本和选项都没有变的不再检查
    #[arg(long)]
    resume: bool,
    /// 与上次的结果（json 或 ndjson）对照: 哪些问题已整改，哪些没有，哪些是新增的
    #[arg(long, value_name = "上次的结果")]
    against: Option<PathBuf>,
    /// 在这个文件夹中为每份文件写一个标注副本（原名.标注.pdf 等，问题标在原处），不改动原文件
    #[arg(long, value_name = "文件夹")]
    annotate: Option<PathBuf>,
    /// 按指定的口径读取，例如 hebei；默认按地区和年度选择
    #[arg(long, value_name = "口径")]
    profile: Option<String>,
    /// 只看这些规则: 字母、编号、名称，或带 * 和 ? 的写法（P0*），逗号分隔
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    select: Vec<String>,
    /// 不看这些规则
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    ignore: Vec<String>,
    /// 生成 pdf 所用字体的文件夹
    #[arg(long, value_name = "文件夹")]
    fonts: Option<PathBuf>,
    /// 豁免文件
    #[arg(long, value_name = "文件")]
    waivers: Option<PathBuf>,
    /// 同时检查的份数；默认为处理器的个数
    #[arg(long, short, value_name = "个数")]
    jobs: Option<usize>,
    /// 报告的语言: zh（默认）、en
    #[arg(
        long,
        value_name = "语言",
        value_enum,
        default_value = "zh",
        hide_default_value = true,
        hide_possible_values = true
    )]
    lang: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Ndjson,
    Sarif,
    Html,
    Docx,
    Pdf,
    Xlsx,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Zh,
    En,
}

/// Runs `check`.
pub(crate) fn run(arguments: Arguments) -> Result<Status> {
    let begun = Instant::now();
    refuse_what_cannot_be(&arguments)?;
    let mut found = input::find(&arguments.paths);
    let output = Output::new(arguments.output, &found.list)?;
    let settings = Settings {
        profile: mingsuan_examine::profile(arguments.profile)?,
        selection: Selection::new(arguments.select, arguments.ignore)?,
        waivers: arguments.waivers.as_deref().map(Waivers::read).transpose()?.unwrap_or_default(),
    };
    let lang = match arguments.lang {
        Language::Zh => Lang::Zh,
        Language::En => Lang::En,
    };
    let edition = Edition::new(lang, date::today());
    let copies = arguments.annotate.map(|folder| Copies::new(folder, lang, &arguments.paths, &mut found.list));
    let form = match arguments.format {
        Format::Html => Form::Html(edition),
        Format::Docx => Form::Docx(edition),
        Format::Pdf => Form::Pdf(edition, arguments.fonts),
        Format::Json => Form::Json,
        Format::Sarif => Form::Sarif(lang),
        Format::Ndjson => Form::Ndjson { judged_with: settings.fingerprint() },
        Format::Xlsx => Form::Xlsx,
        Format::Text => Form::Text(Look { lang, columns: terminal::columns() }),
    };
    let check = Check {
        inputs: found.list.into(),
        settings: Arc::new(settings),
        form,
        output,
        copies: copies.transpose()?.map(Arc::new),
        earlier: arguments.against.as_deref().map(earlier).transpose()?,
        jobs: arguments.jobs,
        resumes: arguments.resume,
        stop: Stop::on_signals()?,
    };
    let status = check.run(begun)?;
    if found.skipped > 0 {
        remark(format!("文件夹中有 {} 份 ofd 文件没有检查，本版本还不能读取", found.skipped));
    }
    Ok(status)
}

/// What is asked for and cannot be, said before any work is done.
fn refuse_what_cannot_be(arguments: &Arguments) -> Result<()> {
    let refusal = match arguments.format {
        Format::Docx | Format::Pdf if !goes_into_a_file(arguments) => {
            "docx 和 pdf 的报告要写到文件。请写 --output 文件，例如 --format pdf --output 检查报告.pdf"
        }
        Format::Xlsx if !is_for_bytes(arguments) => {
            "--format xlsx 是工作簿，不能显示在屏幕上。请用 --output 写出文件名，例如 --output 检查表.xlsx"
        }
        Format::Sarif if arguments.against.is_some() => {
            "sarif 没有与上次对照（--against）的内容。请用其他格式，例如 --format html 或 xlsx"
        }
        _ if arguments.resume && arguments.against.is_some() => {
            "--against 与 --resume 不能同时使用。请先检查完，再单独与上次的结果对照"
        }
        _ if arguments.resume && (arguments.format != Format::Ndjson || !goes_into_a_file(arguments)) => {
            "--resume 要接着一个结果文件检查。请同时写 --format ndjson 和 --output 文件，例如 --format ndjson --output 结果.ndjson --resume"
        }
        _ => return Ok(()),
    };
    Err(Failure(refusal.to_owned()))
}

fn goes_into_a_file(arguments: &Arguments) -> bool {
    arguments.output.as_ref().is_some_and(|path| path.as_os_str() != "-")
}

/// A workbook goes into a file, or into another program when that is asked for.
fn is_for_bytes(arguments: &Arguments) -> bool {
    goes_into_a_file(arguments) || (arguments.output.is_some() && !std::io::stdout().is_terminal())
}

/// The report of `--against`.
fn earlier(path: &Path) -> Result<Arc<Earlier>> {
    let refused = |message: String| Failure(format!("无法读取上次的结果“{}”（--against）：{message}", path.display()));
    let file = File::open(path).map_err(|error| refused(format!("{error}。请检查路径")))?;
    let results = Results::read(BufReader::new(file)).map_err(refused)?;
    Ok(Arc::new(Earlier::new(results)))
}

/// A run over all inputs.
struct Check {
    inputs: Arc<[Input]>,
    settings: Arc<Settings>,
    form: Form,
    output: Output,
    copies: Option<Arc<Copies>>,
    earlier: Option<Arc<Earlier>>,
    jobs: Option<usize>,
    resumes: bool,
    stop: Stop,
}

/// What is kept of the documents that are done.
#[derive(Default)]
struct Done {
    tallies: Vec<(usize, Tally)>,
    rounds: Vec<(usize, DocumentRound)>,
    together: Together,
}

impl Done {
    fn add(&mut self, number: usize, kept: Kept) {
        if let Some(imprint) = kept.imprint {
            self.together.add(&kept.tally.path, *imprint);
        }
        self.rounds.extend(kept.round.map(|round| (number, round)));
        self.tallies.push((number, kept.tally));
    }
}

impl Check {
    fn run(&self, begun: Instant) -> Result<Status> {
        let Some(held) = self.held()? else {
            remark("已停止。还没有检查新的文件，上次的结果没有改动");
            return Ok(Status::Interrupted);
        };
        let kept = held.len();
        let numbers: Arc<[usize]> = (0..self.inputs.len()).filter(|number| !held.contains_key(number)).collect();
        let mut done = Done::default();
        held.into_iter().for_each(|(number, kept)| done.add(number, kept));
        let progress = Progress::new("检查", numbers.len());
        let mut record = Record::new(self.form.clone(), self.sink()?, &progress);
        let is_lines = matches!(self.form, Form::Ndjson { .. });
        let order = if is_lines { Order::Finished } else { Order::Given };
        let batch = Batch { jobs: self.jobs, order, stop: self.stop.clone(), progress: &progress };
        batch.run(numbers.len(), self.work(&numbers), |at, told| {
            done.add(numbers[at], record.add(told)?);
            Ok(())
        })?;
        progress.end();
        let summary = self.summary(done, kept, begun);
        // A file that says nothing but that nothing could be read would take the place of one that says more.
        let says_nothing = !summary.is_partial() && summary.unreadable() == summary.tallies.len();
        if is_lines || self.output.file().is_none() || !says_nothing {
            record.close(&summary)?;
        }
        self.say_how_it_ended(&summary);
        Ok(status(&summary))
    }

    /// The counts of all documents, and what is said of them together.
    fn summary(&self, done: Done, kept: usize, begun: Instant) -> Summary {
        let Done { mut tallies, mut rounds, mut together } = done;
        tallies.sort_unstable_by_key(|(number, _)| *number);
        rounds.sort_unstable_by_key(|(number, _)| *number);
        let remaining = self.inputs.len() - tallies.len();
        let tallies = tallies.into_iter().map(|(_, tally)| tally).collect();
        let mut summary = Summary { tallies, kept, remaining, ..Summary::default() };
        let (crossings, compared) = mingsuan_examine::together(&mut together, &self.settings);
        summary.add(crossings, compared);
        summary.add(self.settings.waivers.stale(&summary, &self.settings.selection), Vec::new());
        summary.rounds = self.earlier.as_ref().map(|earlier| {
            let rounds = rounds.into_iter().map(|(_, round)| round).collect();
            Rounds::new(rounds, earlier, &summary)
        });
        summary.elapsed = begun.elapsed();
        summary
    }

    /// What somebody who waits at the terminal wants to know when the report itself goes elsewhere.
    fn say_how_it_ended(&self, summary: &Summary) {
        if let Some(copies) = &self.copies {
            remark(format!("写出标注副本 {} 份，在“{}”", copies.written(), copies.folder().display()));
        }
        if summary.is_partial() {
            let resume = if self.resumes { "。再运行一次同样的命令，即可接着检查" } else { "" };
            remark(format!(
                "检查被中断：完成 {} 份，还有 {} 份没有检查{resume}",
                summary.tallies.len(),
                summary.remaining
            ));
        } else if let Some(path) = self.output.file().filter(|_| terminal::is_watched() && summary.tallies.len() > 1) {
            let counts = summary.counts();
            let kept =
                if summary.kept > 0 { format!("（沿用上次 {} 份）", summary.kept) } else { String::new() };
            remark(format!(
                "检查完 {} 份{kept}，无法读取 {} 份；错误 {}，警告 {}，提示 {}。结果在“{}”",
                summary.tallies.len(),
                summary.unreadable(),
                counts.error,
                counts.warning,
                counts.info,
                path.display()
            ));
        }
    }

    /// What an earlier run has done already; nothing when the run was ended before that was known.
    fn held(&self) -> Result<Option<Held>> {
        match (&self.form, self.output.file()) {
            (Form::Ndjson { judged_with }, Some(path)) if self.resumes => {
                resume::take_over(path, &self.inputs, judged_with, self.jobs, &self.stop)
            }
            _ => Ok(Some(Held::new())),
        }
    }

    fn sink(&self) -> Result<Sink> {
        match self.form {
            Form::Ndjson { .. } => self.output.open_lines(self.resumes),
            _ => self.output.open(),
        }
    }

    /// What is done with one input. Telling is guarded as judging is: a mistake of ours takes no other document down.
    fn work(&self, numbers: &Arc<[usize]>) -> impl Fn(usize) -> Told + Send + Sync + 'static {
        let (inputs, numbers) = (Arc::clone(&self.inputs), Arc::clone(numbers));
        let (settings, form, copies) = (Arc::clone(&self.settings), self.form.clone(), self.copies.clone());
        let earlier = self.earlier.clone();
        move |at| {
            let input = &inputs[numbers[at]];
            let told = |entry: &Entry| form.tell(entry, earlier.as_deref());
            catch_unwind(AssertUnwindSafe(|| tell(input, &settings, copies.as_deref(), told)))
                .unwrap_or_else(|_| told(&mingsuan_examine::failed(&input.name)))
        }
    }
}

/// Judges an input and tells of it; its marked copy is written here, while its bytes are at hand.
fn tell(input: &Input, settings: &Settings, copies: Option<&Copies>, told: impl Fn(&Entry) -> Told) -> Told {
    let Some(copies) = copies else { return told(&input.examine(settings)) };
    let bytes = input.read();
    let entry = mingsuan_examine::examine(&input.name, || bytes.as_deref().map_err(Clone::clone), settings);
    let mut told = told(&entry);
    told.of_copy = bytes.as_ref().ok().and_then(|bytes| copies.write(input, bytes, &entry));
    told
}

/// JSON for people and programs alike.
pub(crate) fn pretty(value: &Value) -> Result<Vec<u8>> {
    let mut data = serde_json::to_vec_pretty(value).map_err(|error| Failure(format!("无法写出 JSON（{error}）")))?;
    data.push(b'\n');
    Ok(data)
}

fn status(summary: &Summary) -> Status {
    if summary.is_partial() {
        Status::Interrupted
    } else if summary.unreadable() > 0 {
        Status::Refused
    } else if summary.counts().error > 0 {
        Status::Errors
    } else {
        Status::Done
    }
}
