//! One input from bytes to judgement, measured. Nothing that is wrong with one document ends the run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use mingsuan_budget::{compile, workbook};
use mingsuan_document::{Document, Format};
use mingsuan_model::{Disclosure, Profile, RuleOutcome, Severity};
use mingsuan_publish::manifest;
use mingsuan_publish::report::{Entry, Reading};
use mingsuan_rules::{Crossing, Together};

use crate::selection::Selection;
use crate::waivers::Waivers;

/// How inputs are examined.
#[derive(Debug, Default)]
pub struct Settings {
    /// The profile to read with instead of the one that region and year choose.
    pub profile: Option<String>,
    /// Which rules count.
    pub selection: Selection,
    /// What is waived.
    pub waivers: Waivers,
}

impl Settings {
    /// All that decides what is said about given bytes, as a digest: program, standards, libraries and these settings.
    pub fn fingerprint(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let whole = format!("{version} {} {self:?}", env!("MINGSUAN_JUDGEMENT"));
        format!("{version}+{}", &manifest::sha256(whole.as_bytes())[..16])
    }
}

/// What is said of a document when a mistake of ours came in the way.
pub fn failed(name: &str) -> Entry {
    Entry { path: name.to_owned(), sha256: None, reading: Err(OUR_MISTAKE.to_owned()), elapsed: Duration::ZERO }
}

/// The profile that somebody names, which must exist.
pub fn profile(name: Option<String>) -> Result<Option<String>, String> {
    match name {
        Some(name) if Profile::named(&name).is_none() => {
            let known: Vec<&str> = Profile::all().iter().map(|profile| profile.name.as_str()).collect();
            Err(format!("没有名为“{name}”的口径（--profile）。可用的有：{}", known.join("、")))
        }
        name => Ok(name),
    }
}

/// Reads, understands and judges an input; `read` gives its bytes, or why there are none.
pub fn examine<B: AsRef<[u8]>>(name: &str, read: impl FnOnce() -> Result<B, String>, settings: &Settings) -> Entry {
    examine_whole(name, read, settings).0
}

/// As [`examine`], with the document as it was read, for those who draw it. A budget workbook is drawn as it compiles.
pub fn examine_whole<B: AsRef<[u8]>>(
    name: &str,
    read: impl FnOnce() -> Result<B, String>,
    settings: &Settings,
) -> (Entry, Option<Document>) {
    let begun = Instant::now();
    let (mut sha256, mut whole) = (None, None);
    let reading = guarded(|| {
        let bytes = read()?;
        sha256 = Some(manifest::sha256(bytes.as_ref()));
        let Understood { format, disclosure, document } =
            understood(bytes.as_ref(), name, settings.profile.as_deref())?;
        whole = Some(document);
        reading(name, format, disclosure, settings)
    });
    (Entry { path: name.to_owned(), sha256, reading, elapsed: begun.elapsed() }, whole)
}

/// Reads and understands an input.
pub fn understand<B: AsRef<[u8]>>(
    name: &str,
    read: impl FnOnce() -> Result<B, String>,
    profile: Option<&str>,
) -> Result<(Format, Disclosure), String> {
    guarded(|| understood(read()?.as_ref(), name, profile)).map(|understood| (understood.format, understood.disclosure))
}

/// A document that was read, and what was understood of it.
struct Understood {
    format: Format,
    disclosure: Disclosure,
    document: Document,
}

fn understood(bytes: &[u8], name: &str, profile: Option<&str>) -> Result<Understood, String> {
    let document = mingsuan_document::read(bytes, name).map_err(|error| error.to_string())?;
    let format = document.format;
    if workbook::is_book(&document) {
        let (disclosure, document) = compiled(bytes, name)?;
        return Ok(Understood { format, disclosure, document });
    }
    let disclosure = mingsuan_import::import_named(&document, profile, name);
    Ok(Understood { format, disclosure, document })
}

/// A budget workbook stands for the disclosure that is compiled from it.
fn compiled(bytes: &[u8], name: &str) -> Result<(Disclosure, Document), String> {
    let budget = workbook::read(bytes, name).map_err(|issues| {
        let errors: Vec<_> = issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        format!("这是预算工作簿，其中有 {} 处错误，例如：{first}。全部列出请用 mingsuan compile", errors.len())
    })?;
    let document = compile(&budget).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        format!("这是预算工作簿，还不能编制，例如：{first}。全部列出请用 mingsuan compile")
    })?;
    Ok((mingsuan_import::import(&document, Some(&budget.profile)), document))
}

/// Judges the documents of a run together, as these settings say.
pub fn together(together: &mut Together, settings: &Settings) -> (Vec<Crossing>, Vec<RuleOutcome>) {
    let (mut crossings, mut outcomes) = mingsuan_rules::judge_together(together);
    crossings.retain(|crossing| settings.selection.takes(crossing.finding.code));
    outcomes.retain(|outcome| settings.selection.takes(outcome.code));
    for crossing in &mut crossings {
        let agency = together.agency_of(&crossing.path);
        settings.waivers.apply(std::slice::from_mut(&mut crossing.finding), &crossing.path, &agency);
    }
    (crossings, outcomes)
}

/// Understands and judges a document that is read already.
pub fn judged(name: &str, document: &Document, settings: &Settings, begun: Instant) -> Entry {
    let reading = guarded(|| {
        let disclosure = mingsuan_import::import(document, settings.profile.as_deref());
        reading(name, document.format, disclosure, settings)
    });
    Entry { path: name.to_owned(), sha256: None, reading, elapsed: begun.elapsed() }
}

fn reading(name: &str, format: Format, disclosure: Disclosure, settings: &Settings) -> Result<Reading, String> {
    refuse_what_is_no_budget(&disclosure)?;
    let mut judgement = mingsuan_rules::judge(&disclosure);
    settings.selection.apply(&mut judgement);
    settings.waivers.apply(&mut judgement.findings, name, &disclosure.agency);
    Ok(Reading { format: name_of(format), disclosure, judgement })
}

/// A document in which nothing was recognised is not a budget with everything missing: most likely it is the wrong file.
fn refuse_what_is_no_budget(disclosure: &Disclosure) -> Result<(), String> {
    if !(disclosure.statements.is_empty() && disclosure.projects.is_empty() && disclosure.claims.is_empty()) {
        return Ok(());
    }
    let odd =
        disclosure.issues.first().map(|issue| format!("读取时还发现：{}。", issue.message.trim_end_matches('。')));
    Err(format!(
        "没有认出任何预算报表、项目或金额。{}请确认选的是部门或单位的预算公开文档，内容是文字和表格而不是图片",
        odd.unwrap_or_default()
    ))
}

const OUR_MISTAKE: &str =
    "程序内部出错，这份文件没有检查完。请把文件和上面的英文信息发给维护者；先另存一份再试，有时可以绕过";

/// A mistake of ours in one document must not take the others down.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(OUR_MISTAKE.to_owned()))
}

fn name_of(format: Format) -> &'static str {
    match format {
        Format::Txt => "txt",
        Format::Docx => "docx",
        Format::Xlsx => "xlsx",
        Format::Html => "html",
        Format::Xls => "xls",
        Format::Ods => "ods",
        Format::Csv => "csv",
        Format::Odt => "odt",
        Format::Rtf => "rtf",
        Format::Doc => "doc",
        Format::Compiled => "compiled",
        Format::Pdf => "pdf",
    }
}
