//! 整改通知书: from what was found, a letter to each agency with the list of its findings and a form for its reply.
//! The wording is `templates/notice/notice.toml`, the form of an official letter is `docx/letter.rs`; nothing is judged here.

mod lists;
mod wording;

use std::cmp::Reverse;
use std::collections::HashSet;

use mingsuan_model::Severity;

use self::wording::{Wording, fill};
use crate::docx::letter::{self, Letter, Part};
use crate::error::WriteError;
use crate::package::{PackageFile, safe_name};
use crate::report::whose::{Whose, by_agency};
use crate::report::{Counts, Docket, Lang, Row};

/// A day: year, month, day.
pub type Day = (i64, u32, u32);

/// How notices are written.
#[derive(Clone, Debug)]
pub struct Options {
    /// 发文机关; a blank to be filled when nobody is named.
    pub by: Option<String>,
    /// By when the reply is asked for; a blank to be filled when no day is named.
    pub deadline: Option<Day>,
    /// 成文日期.
    pub date: Day,
    /// Findings less bad than this are left out.
    pub least: Severity,
}

/// A finding and the document it stands in.
type Listed<'d> = (&'d Docket, &'d Row);

/// The notices by file name, one an agency that has something to mend; waived findings are left out.
///
/// # Errors
/// The container of a file cannot be written.
pub fn notices(dockets: &[Docket], options: &Options) -> Result<Vec<PackageFile>, WriteError> {
    let mut files = Vec::new();
    let mut taken = HashSet::new();
    for (whose, ordinals) in by_agency(dockets) {
        let documents: Vec<&Docket> = ordinals.iter().map(|at| &dockets[*at]).collect();
        let listed = listed(&documents, options.least);
        if !listed.is_empty() {
            files.push((file_name(&whose, &mut taken), notice(&whose, &listed, options)?));
        }
    }
    Ok(files)
}

/// What is to be mended, document by document, the worst first.
fn listed<'d>(documents: &[&'d Docket], least: Severity) -> Vec<Listed<'d>> {
    let mut listed = Vec::new();
    for docket in documents {
        let open = docket.all().filter(|row| row.waived.is_none() && row.severity >= least);
        let mut rows: Vec<Listed<'d>> = open.map(|row| (*docket, row)).collect();
        rows.sort_by_key(|(_, row)| Reverse(row.severity));
        listed.append(&mut rows);
    }
    listed
}

/// Bytes of a file name without its ending and number: file systems take 255.
const LONGEST_NAME: usize = 200;

/// 整改通知书-云山县林业和草原局（318001）.docx; of agencies that give the same name each has its own.
fn file_name(whose: &Whose, taken: &mut HashSet<String>) -> String {
    let name = if whose.name.is_empty() { "单位名称未认出" } else { whose.name.as_str() };
    let behind = if whose.code.is_empty() { String::new() } else { format!("（{}）", whose.code) };
    let whole = format!("整改通知书-{}", safe_name(name, &behind));
    let base: String = whole.char_indices().take_while(|(at, _)| *at < LONGEST_NAME).map(|(_, c)| c).collect();
    let names = std::iter::once(base.clone()).chain((2..).map(|number| format!("{base}-{number}")));
    let free = names.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or(base);
    format!("{free}.docx")
}

fn notice(whose: &Whose, listed: &[Listed<'_>], options: &Options) -> Result<Vec<u8>, WriteError> {
    let wording = Wording::get();
    let name = wording::line(&whose.name);
    let agency = if name.is_empty() { wording.no_agency.clone() } else { name };
    let by = options.by.as_deref().map(wording::line).unwrap_or_else(|| wording.no_by.clone());
    let (date, deadline) = (day(options.date), options.deadline.map_or_else(|| wording.no_deadline.clone(), day));
    let (files, counts, total) = (files(listed), counts(listed), listed.len().to_string());
    let values = [
        ("agency", agency.as_str()),
        ("files", &files),
        ("counts", &counts),
        ("total", &total),
        ("deadline", &deadline),
        ("by", &by),
        ("date", &date),
    ];
    let filled = |text: &String| fill(text, &values);
    let mut text = vec![Part::Title(filled(&wording.title)), Part::Gap, Part::Addressee(filled(&wording.addressee))];
    let paragraphs = wording.body.iter().chain(&wording.steps).chain(std::iter::once(&wording.closing));
    text.extend(paragraphs.map(|paragraph| Part::Text(filled(paragraph))));
    text.push(Part::Gap);
    for (number, title) in (1..).zip(&wording.enclosures) {
        let head = if number == 1 { "附件：" } else { "\u{3000}\u{3000}\u{3000}" };
        text.push(Part::Kept(format!("{head}{number}. {title}")));
    }
    text.push(Part::Kept(String::new()));
    text.extend(signature(&by, &date));
    let enclosures = vec![lists::findings(listed, wording, &filled), lists::reply(listed, wording, &filled)];
    letter::write(Letter { title: filled(&wording.title), by, text, enclosures })
}

/// The date ends four characters from the edge, and who signs stands over its middle; a longer name two characters from it.
fn signature(by: &str, date: &str) -> [Part; 2] {
    let hundredths = |text: &str| u32::try_from(crate::layout::measure::width(text) * 50).unwrap_or(u32::MAX / 4);
    let (wide, narrow) = (hundredths(by), hundredths(date));
    let middle = 400 + narrow / 2;
    [Part::Signed(by.to_owned(), middle.saturating_sub(wide / 2).max(200)), Part::Signed(date.to_owned(), 400)]
}

/// 2026年11月26日.
fn day((year, month, day): Day) -> String {
    format!("{year}年{month}月{day}日")
}

/// “a.pdf”“b.pdf”等3份文件.
fn files(listed: &[Listed<'_>]) -> String {
    const NAMED: usize = 5;
    let mut names: Vec<&str> = listed.iter().map(|(docket, _)| docket.path.as_str()).collect();
    names.dedup();
    let shown: String = names.iter().take(NAMED).map(|path| format!("“{}”", wording::line(base(path)))).collect();
    match names.len() {
        1 => shown,
        count if count > NAMED => format!("{shown}等{count}份文件"),
        count => format!("{shown}{count}份文件"),
    }
}

fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// 错误3项、警告2项.
fn counts(listed: &[Listed<'_>]) -> String {
    let mut sum = Counts::default();
    listed.iter().for_each(|(_, row)| sum.count(row.severity, false));
    let kinds = [(Severity::Error, sum.error), (Severity::Warning, sum.warning), (Severity::Info, sum.info)];
    let told = kinds.iter().filter(|(_, count)| *count > 0);
    told.map(|(severity, count)| format!("{}{count}项", Lang::Zh.severity(*severity))).collect::<Vec<_>>().join("、")
}
