//! What somebody takes away from a check: reports, marked copies. All documents are judged once more for it, a few at a time, so
//! that none has to be held.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use mingsuan_examine::{date, examine};
use mingsuan_model::Severity;
use mingsuan_publish::annotate::{AnnotatedCopy, Original, annotate, copy_name};
use mingsuan_publish::notice;
use mingsuan_publish::pdf::Fonts;
use mingsuan_publish::report::sheet::Sheet;
use mingsuan_publish::report::{Account, Docket, Edition, Entry, Lang, Results, Summary, filed, html as page};
use rayon::prelude::*;
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use utoipa::IntoParams;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::documents::judged;
use super::{download, rules};
use crate::App;
use crate::check::{Check, Input, no_document, read};
use crate::extract::{Path, Query};
use crate::problem::{Problem, Result};

/// So many documents are judged before what came of them is written.
const AT_ONCE: usize = 8;

/// The language that is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// zh 或 en；不写时为新建检查时选的语言
    #[param(inline)]
    lang: Option<rules::Lang>,
}

impl Wanted {
    fn lang(&self, check: &Check) -> Lang {
        match self.lang {
            Some(rules::Lang::Zh) => Lang::Zh,
            Some(rules::Lang::En) => Lang::En,
            None => check.wishes.lang,
        }
    }

    fn edition(&self, check: &Check) -> Edition {
        Edition::new(self.lang(check), date::today())
    }
}

/// All documents of a check that is done.
struct All {
    check: Arc<Check>,
    summary: Arc<Summary>,
    count: usize,
}

impl All {
    fn of(app: &App, id: &str) -> Result<Self> {
        let check = app.store.find(id)?;
        let (summary, count) =
            check.summary().ok_or_else(|| Problem::conflict("还有文件没有检查完，请在全部完成后下载"))?;
        Ok(Self { check, summary, count })
    }

    /// Judges each document and hands on what is told of it, in their order.
    fn each<T: Send>(
        &self,
        tell: impl Fn(usize, &Input, &Entry) -> T + Sync,
        mut take: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let numbers: Vec<usize> = (1..=self.count).collect();
        for some in numbers.chunks(AT_ONCE) {
            let told = some.par_iter().map(|number| {
                let input = self.check.input(*number).ok_or_else(Problem::no_check)?;
                let entry = examine(&input.name, || read(&input.file), &input.settings);
                Ok(tell(*number, &input, &entry))
            });
            for told in told.collect::<Result<Vec<T>>>()? {
                take(told)?;
            }
        }
        Ok(())
    }

    /// What is told of each document.
    fn told<T: Send>(&self, tell: impl Fn(&Entry) -> T + Sync) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(
            |_, _, entry| tell(entry),
            |told| {
                all.push(told);
                Ok(())
            },
        )?;
        Ok(all)
    }

    fn accounts(&self, lang: Lang) -> Result<Vec<Account>> {
        self.told(|entry| Account::new(entry, lang))
    }
}

/// What is made of all documents of a check, on the threads that judge.
async fn made<T: Send + 'static>(
    app: &App,
    id: &str,
    make: impl FnOnce(&All) -> Result<T> + Send + 'static,
) -> Result<T> {
    let all = All::of(app, id)?;
    app.work.if_wanted(move || make(&all)).await?
}

/// A download of a file that is read while it is sent.
fn sent(name: &str, file: File) -> Response {
    let stream = ReaderStream::new(tokio::fs::File::from_std(file));
    download::attachment(name, "application/zip", Body::from_stream(stream))
}

/// 公开情况检查表，xlsx
#[utoipa::path(get, path = "/checks/{id}/sheet.xlsx", operation_id = "sheet", tag = "results",
    params(("id" = String, Path)),
    responses((status = 200, description = "检查表", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn sheet(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response> {
    let make = |all: &All| {
        let mut sheet = Sheet::default();
        all.told(Docket::of)?.into_iter().for_each(|docket| sheet.add_docket(docket, None));
        sheet.finish(&all.summary).map_err(|error| refused("检查表", &error))
    };
    let file = made(&app, &id, make).await?;
    Ok(download::attachment("公开情况检查表.xlsx", download::XLSX, file))
}

/// 整改通知书，每个单位一份，打成一包；列入错误和警告
#[utoipa::path(get, path = "/checks/{id}/notices.zip", operation_id = "notices", tag = "results",
    params(("id" = String, Path)),
    responses((status = 200, description = "整改通知书", content_type = "application/zip", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn notices(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response> {
    let make = |all: &All| {
        let results = Results::new(all.told(Docket::of)?, &all.summary.crossings);
        let options = notice::Options { by: None, deadline: None, date: date::today(), least: Severity::Warning };
        let notices = notice::notices(&results.dockets, &options).map_err(|error| refused("整改通知书", &error))?;
        if notices.is_empty() {
            return Err(Problem::not_found("没有需要整改的错误或警告，没有生成通知书"));
        }
        let mut package = Package::new()?;
        for (number, (name, bytes)) in (1..).zip(notices) {
            package.add(number, &name, &bytes)?;
        }
        package.finish()
    };
    Ok(sent("整改通知书.zip", made(&app, &id, make).await?))
}

/// 检查报告，一个网页文件
#[utoipa::path(get, path = "/checks/{id}/report.html", operation_id = "report_html", tag = "results",
    params(("id" = String, Path), Wanted),
    responses((status = 200, description = "检查报告", content_type = "text/html", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn html(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let make = move |all: &All| {
        let edition = wanted.edition(&all.check);
        let mut text = page::head(edition);
        text.extend(all.told(|entry| page::document(entry, edition))?);
        text.push_str(&page::tail(&all.summary, edition));
        Ok(text)
    };
    let text = made(&app, &id, make).await?;
    Ok(download::attachment("检查报告.html", "text/html; charset=utf-8", text))
}

/// 检查报告，docx
#[utoipa::path(get, path = "/checks/{id}/report.docx", operation_id = "report_docx", tag = "results",
    params(("id" = String, Path), Wanted),
    responses((status = 200, description = "检查报告", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn docx(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let make = move |all: &All| {
        let edition = wanted.edition(&all.check);
        filed::docx(&all.accounts(edition.lang)?, &all.summary, edition).map_err(|error| refused("检查报告", &error))
    };
    let file = made(&app, &id, make).await?;
    Ok(download::attachment("检查报告.docx", download::DOCX, file))
}

/// 检查报告，pdf
#[utoipa::path(get, path = "/checks/{id}/report.pdf", operation_id = "report_pdf", tag = "results",
    params(("id" = String, Path), Wanted),
    responses((status = 200, description = "检查报告", content_type = "application/pdf", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn pdf(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let make = move |all: &All| {
        let edition = wanted.edition(&all.check);
        let accounts = all.accounts(edition.lang)?;
        filed::pdf(&accounts, &all.summary, edition, &Fonts::of_machine(None))
            .map_err(|error| refused("检查报告", &error))
    };
    let file = made(&app, &id, make).await?;
    Ok(download::attachment("检查报告.pdf", "application/pdf", file))
}

/// 标注副本：在原文件的副本上标出问题
#[utoipa::path(get, path = "/checks/{id}/documents/{n}/copy", operation_id = "copy", tag = "results",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1), Wanted),
    responses((status = 200, description = "标注副本", content_type = "application/octet-stream", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn copy(
    State(app): State<Arc<App>>,
    Path((id, n)): Path<(String, usize)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let check = app.store.find(&id)?;
    let judged = judged(&app, &check, n).await?;
    let input = check.input(n).ok_or_else(|| no_document(n))?;
    let lang = wanted.lang(&check);
    let name = input.name.clone();
    let marked = app.work.if_wanted(move || marked(&input, &judged.entry, lang)).await?;
    let copy = marked.map_err(Problem::unprocessable)?;
    Ok(download::attachment(&copy_name(&name, copy.extension), "application/octet-stream", copy.bytes))
}

/// 全部标注副本，打成一包；不能标注的在“说明.txt”中列出
#[utoipa::path(get, path = "/checks/{id}/copies.zip", operation_id = "copies", tag = "results",
    params(("id" = String, Path), Wanted),
    responses((status = 200, description = "标注副本", content_type = "application/zip", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn copies(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let make = move |all: &All| {
        let lang = wanted.lang(&all.check);
        let mut package = Package::new()?;
        let mut remarks = String::new();
        let tell = |number, input: &Input, entry: &Entry| (number, input.name.clone(), marked(input, entry, lang));
        all.each(tell, |(number, name, copy)| {
            match copy {
                Ok(copy) => {
                    remarks.extend(copy.remark.map(|remark| format!("{name}：{remark}\r\n")));
                    package.add(number, &copy_name(&name, copy.extension), &copy.bytes)?;
                }
                Err(message) => remarks.push_str(&format!("{name}：{message}\r\n")),
            }
            Ok(())
        })?;
        if !remarks.is_empty() {
            // Notepad of old Windows knows UTF-8 by its mark only.
            package.add(0, "说明.txt", format!("\u{feff}{remarks}").as_bytes())?;
        }
        package.finish()
    };
    Ok(sent("标注副本.zip", made(&app, &id, make).await?))
}

/// A marked copy, or why there is none.
fn marked(input: &Input, entry: &Entry, lang: Lang) -> Result<AnnotatedCopy, String> {
    let reading = entry.reading.as_ref().map_err(Clone::clone)?;
    let bytes = read(&input.file)?;
    let original = Original { bytes: &bytes, name: &input.name, format: reading.format };
    annotate(original, &reading.judgement.findings, lang).map_err(|error| error.to_string())
}

fn refused(what: &str, error: &impl std::fmt::Display) -> Problem {
    Problem::unprocessable(format!("{what}没有生成：{error}"))
}

/// A zip file that is written piece by piece.
struct Package {
    zip: ZipWriter<File>,
    names: std::collections::HashSet<String>,
}

impl Package {
    fn new() -> Result<Self> {
        let file = tempfile::tempfile().map_err(|error| Problem::disk(&error))?;
        Ok(Self { zip: ZipWriter::new(file), names: std::collections::HashSet::new() })
    }

    fn add(&mut self, number: usize, name: &str, bytes: &[u8]) -> Result<()> {
        let within = path_within(name);
        let folders = (number..).map(|number| format!("{number}/{within}"));
        let mut names = std::iter::once(within.clone()).chain(folders);
        let within = names.find(|name| self.names.insert(name.to_lowercase())).unwrap_or(within);
        let options = SimpleFileOptions::default().large_file(bytes.len() as u64 > u64::from(u32::MAX) / 2);
        let begun = self.zip.start_file(within, options).map_err(std::io::Error::from);
        begun.and_then(|()| self.zip.write_all(bytes)).map_err(|error| Problem::disk(&error))
    }

    /// The file, to be read from its beginning.
    fn finish(self) -> Result<File> {
        let file = self.zip.finish().map_err(std::io::Error::from);
        let rewound = file.and_then(|mut file| std::io::Seek::rewind(&mut file).map(|()| file));
        rewound.map_err(|error| Problem::disk(&error))
    }
}

/// A name as a path below the folder in which the package is unpacked, in characters that every file system takes.
fn path_within(name: &str) -> String {
    let is_unfit = |c: char| c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let parts = name.split(['/', '\\']).map(|part| part.trim_matches([' ', '.'])).filter(|part| !part.is_empty());
    let path = parts.map(|part| part.replace(is_unfit, "_")).collect::<Vec<_>>().join("/");
    if path.is_empty() { "_".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_packages_stay_below() {
        assert_eq!(path_within("../../a/./预算.标注.pdf"), "a/预算.标注.pdf");
        assert_eq!(path_within("C:\\con\\a?.pdf"), "C_/con/a_.pdf");
        assert_eq!(path_within("/../"), "_");
    }

    #[test]
    fn no_two_files_of_a_package_have_the_same_name() {
        let mut package = Package::new().unwrap();
        for (number, name) in (1..).zip(["a:b.pdf", "3/a_b.pdf", "a_b.pdf", "3/A_b.pdf"]) {
            package.add(number, name, b"").unwrap();
        }
        let package = zip::ZipArchive::new(package.finish().unwrap()).unwrap();
        let names: Vec<String> = package.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a_b.pdf", "3/a_b.pdf", "4/a_b.pdf", "4/3/A_b.pdf"]);
    }
}
