//! Files that are broken, hostile or simply wrong: said in Chinese with what to do, status 2, at once, nothing written.

use std::time::Duration;

use crate::common::{Folder, docx, example, mingsuan, zip};

const LIMIT: Duration = if cfg!(debug_assertions) { Duration::from_secs(3) } else { Duration::from_secs(1) };

/// Checks a file that must be refused, with `what` in the message.
fn refused(folder: &Folder, path: &str, what: &str) {
    let before = folder.names();
    let report = folder.path("report.json");
    let run = mingsuan(&["check", path, "--format", "json", "--output", &report]);
    assert_eq!(run.status, 2, "{path}: {}", run.stderr);
    assert!(run.elapsed < LIMIT, "{path}: {:?}", run.elapsed);
    assert!(run.stdout.is_empty(), "{path}: {}", run.stdout);
    assert!(run.stderr.contains("无法读取") && run.stderr.contains(path), "{path}: {}", run.stderr);
    assert!(run.stderr.contains(what), "{path}: {}", run.stderr);
    assert!(run.stderr.contains("请"), "{path}: does not say what to do: {}", run.stderr);
    assert_eq!(folder.names(), before, "{path}: something was written");
}

#[test]
fn empty_and_binary_files() {
    let folder = Folder::new("empty");
    refused(&folder, &folder.file("空.docx", b""), "空的");
    refused(&folder, &folder.file("nul.txt", b"abc\0\0def\0"), "不是文本");
    refused(&folder, &folder.file("zeros.xlsx", &[0; 65_536]), "不是文本");
}

#[test]
fn truncated_containers() {
    let folder = Folder::new("truncated");
    let whole = example("clean.docx");
    refused(&folder, &folder.file("half.docx", &whole[..whole.len() / 2]), "不完整");
}

#[test]
fn wrong_extensions() {
    let folder = Folder::new("extension");
    refused(&folder, &folder.file("picture.docx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "PNG");
    refused(&folder, &folder.file("letter.xlsx", "您好，见附件。".as_bytes()), "没有认出");
    refused(&folder, &folder.file("legacy.docx", b"%PDF-1.7\n1 0 obj"), "PDF");
    refused(&folder, &folder.file("other.xlsx", &zip(&[("a.txt", b"a")])), "压缩包");
}

#[test]
fn zip_bombs() {
    let folder = Folder::new("bomb");
    let bomb = zip(&[("word/document.xml", &vec![b' '; 80 << 20])]);
    assert!(bomb.len() < 1 << 20);
    refused(&folder, &folder.file("bomb.docx", &bomb), "过大");
}

#[test]
fn deep_nesting_and_external_entities() {
    let folder = Folder::new("xml");
    let (open, close) = ("<w:sdt><w:sdtContent>".repeat(50_000), "</w:sdtContent></w:sdt>".repeat(50_000));
    let deep = format!("<w:document xmlns:w=\"w\"><w:body>{open}{close}</w:body></w:document>");
    refused(&folder, &folder.file("deep.docx", &docx(&deep)), "嵌套");
    let secret = folder.file("secret.txt", b"geheim-4711");
    let entity = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file://{secret}\">]>\
         <w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    );
    let path = folder.file("entity.docx", &docx(&entity));
    refused(&folder, &path, "请");
    assert!(!mingsuan(&["extract", &path]).stdout.contains("geheim"));
}

#[test]
fn encrypted_workbooks() {
    let folder = Folder::new("encrypted");
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    refused(&folder, &folder.file("locked.xlsx", &bytes), "密码");
}

#[test]
fn a_sheet_of_ten_thousand_columns() {
    let folder = Folder::new("wide");
    let cells: String = (0..10_000).map(|_| "<c><v>1</v></c>").collect();
    let sheet = format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>");
    let wide = zip(&[
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    refused(&folder, &folder.file("wide.xlsx", &wide), "没有认出");
}

#[test]
fn paths_that_lead_nowhere() {
    let folder = Folder::new("paths");
    refused(&folder, &folder.path("没有.docx"), "找不到");
    std::fs::create_dir(folder.path("empty")).unwrap();
    refused(&folder, &folder.path("empty"), "没有可以检查的文档");
    folder.file("ofd/a.ofd", b"PK");
    refused(&folder, &folder.path("ofd"), "另存为");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices() {
    let folder = Folder::new("devices");
    refused(&folder, "/dev/zero", "不是普通文件");
    let pipe = folder.path("pipe.txt");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        refused(&folder, &pipe, "不是普通文件");
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_in_circles() {
    let folder = Folder::new("links");
    folder.file("a/clean.txt", &example("clean.txt"));
    std::os::unix::fs::symlink(folder.path("a"), folder.path("a/again")).unwrap();
    let run = mingsuan(&["check", &folder.path("a"), "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\"documents\": 1"));
}
