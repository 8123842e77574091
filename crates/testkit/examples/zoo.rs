//! The zoo on paper: writes every specimen, has other programs print it, reads all of them and says what differs.
//! `cargo run -p mingsuan-testkit --example zoo -- FOLDER [NAME…] [--print chromium,writer,calc] [--all]`

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use mingsuan_testkit::write_docx::write_docx;
use mingsuan_testkit::write_xlsx::write_xlsx;
use mingsuan_testkit::zoo::{Specimen, differences, specimens};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else { return ExitCode::from(2) };
    let (mut names, mut printers, mut all) = (Vec::new(), Vec::new(), false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--print" => printers = arguments.next().unwrap_or_default().split(',').map(str::to_owned).collect(),
            "--all" => all = true,
            _ => names.push(argument),
        }
    }
    for specimen in specimens().iter().filter(|s| names.is_empty() || names.contains(&s.name)) {
        let html = folder.join(format!("{}.html", specimen.name));
        if std::fs::write(&html, &specimen.html).is_err() {
            return ExitCode::FAILURE;
        }
        report(specimen, "html", &html, all);
        for printer in &printers {
            let pdf = folder.join(format!("{}.{printer}.pdf", specimen.name));
            if pdf.is_file() || print(printer, specimen, &html, &pdf) {
                report(specimen, printer, &pdf, all);
            }
        }
    }
    ExitCode::SUCCESS
}

fn report(specimen: &Specimen, how: &str, path: &Path, all: bool) {
    let document = std::fs::read(path).map_err(|e| e.to_string()).and_then(|bytes| {
        mingsuan_document::read(&bytes, path.file_name().and_then(|name| name.to_str()).unwrap_or_default())
            .map_err(|e| e.to_string())
    });
    let lines = match document {
        Ok(document) => differences(specimen, &mingsuan_import::import(&document, None)),
        Err(error) => vec![error],
    };
    println!(
        "{:<20}{how:<10}{}",
        specimen.name,
        if lines.is_empty() { "ok".to_owned() } else { lines.len().to_string() }
    );
    let shown = if all { lines.len() } else { 6 };
    lines.iter().take(shown).for_each(|line| println!("    {line}"));
}

/// Prints a specimen with another program: its page, or the office file that our writers make of it.
fn print(printer: &str, specimen: &Specimen, html: &Path, pdf: &Path) -> bool {
    let folder = pdf.parent().unwrap_or(Path::new("."));
    let mut command = match printer {
        "chromium" => {
            let mut command = Command::new("chromium");
            command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
            command.arg(format!("--print-to-pdf={}", pdf.display())).arg(html);
            command
        }
        _ => {
            let source = pdf.with_extension(if printer == "calc" { "xlsx" } else { "docx" });
            let bytes = if printer == "calc" { write_xlsx(&specimen.draft) } else { write_docx(&specimen.draft) };
            if !bytes.is_ok_and(|bytes| std::fs::write(&source, bytes).is_ok()) {
                return false;
            }
            report(specimen, if printer == "calc" { "xlsx" } else { "docx" }, &source, false);
            let mut command = Command::new("soffice");
            command.args(["-env:UserInstallation=file:///tmp/lo-zoo", "--headless", "--convert-to", "pdf", "--outdir"]);
            command.arg(folder).arg(source);
            command
        }
    };
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
