//! The manifest of a package: written, read back, and held against a folder that was tampered with in each way.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use mingsuan_model::{Disclosure, Finding, Place, Severity};
use mingsuan_publish::manifest::{FILE_NAME, Making, Manifest, Mismatch, manifest, verify};
use mingsuan_rules::Judgement;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(String, Vec<u8>)]) -> Self {
        let folder = std::env::temp_dir().join(format!("mingsuan-manifest-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("fdp")).unwrap();
        for (path, bytes) in files {
            std::fs::write(folder.join(path), bytes).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    [("公开.docx", "甲"), ("fdp/facts.csv", "a,b\r\n")].map(|(path, text)| (path.to_owned(), text.into())).into()
}

fn write(name: &str, making: Making<'_>) -> (Folder, Manifest) {
    let files = files();
    let folder = Folder::new(name, &files);
    let disclosure = Disclosure { year: Some(2026), profile: "hebei-2026".to_owned(), ..Disclosure::default() };
    let manifest = manifest(&files, &disclosure, making);
    std::fs::write(folder.path(FILE_NAME), manifest.to_json().unwrap()).unwrap();
    (folder, manifest)
}

fn judgement() -> Judgement {
    let finding = |severity| Finding::new("A001", severity, Place::default(), "");
    let mut waived = finding(Severity::Error);
    waived.waived = Some("已说明".to_owned());
    Judgement { findings: vec![finding(Severity::Error), finding(Severity::Warning), waived], ..Judgement::default() }
}

#[test]
fn an_untouched_package_agrees() {
    let (folder, manifest) = write("same", Making { created: "2026-01-31T09:00:00+08:00", ..Making::default() });
    assert_eq!(verify(&folder.0).unwrap(), []);
    assert_eq!(Manifest::from_json(&manifest.to_json().unwrap()).unwrap(), manifest);
    let paths: Vec<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["fdp/facts.csv", "公开.docx"]);
    assert_eq!(manifest.created, "2026-01-31T09:00:00+08:00");
    assert!(manifest.rules.is_none());
}

#[test]
fn every_change_is_seen() {
    let (folder, _) = write("changed", Making::default());
    std::fs::write(folder.path("公开.docx"), "乙").unwrap();
    std::fs::write(folder.path("fdp/more.csv"), "").unwrap();
    std::fs::remove_file(folder.path("fdp/facts.csv")).unwrap();
    let wanted = [
        Mismatch::Missing("fdp/facts.csv".to_owned()),
        Mismatch::Changed("公开.docx".to_owned()),
        Mismatch::Unlisted("fdp/more.csv".to_owned()),
    ];
    assert_eq!(verify(&folder.0).unwrap(), wanted);
}

#[test]
fn force_is_recorded_only_where_it_was_needed() {
    let judgement = judgement();
    let making = Making { judgement: Some(&judgement), is_forced: true, ..Making::default() };
    let rules = write("forced", making).1.rules.unwrap();
    assert_eq!((rules.passed, rules.forced, rules.error, rules.warning, rules.waived), (false, true, 1, 1, 1));
    let clean = Judgement::default();
    let rules =
        write("clean", Making { judgement: Some(&clean), is_forced: true, ..Making::default() }).1.rules.unwrap();
    assert!(rules.passed && !rules.forced);
}

#[test]
fn the_source_is_named_with_its_digest() {
    let source: (&str, &[u8]) = ("预算底稿.xlsx", b"abc");
    let manifest = write("source", Making { source: Some(source), ..Making::default() }).1;
    let source = manifest.source.unwrap();
    assert_eq!((source.path.as_str(), source.bytes), ("预算底稿.xlsx", 3));
    assert!(source.sha256.starts_with("ba7816bf") && source.sm3.starts_with("66c7f0f4"));
}

#[test]
fn what_is_no_manifest_is_refused() {
    assert!(verify(Path::new("/no/such/folder")).unwrap_err().to_string().contains("manifest.json"));
    let (folder, mut manifest) = write("bad", Making::default());
    manifest.files[0].path = "../outside".to_owned();
    std::fs::write(folder.path(FILE_NAME), manifest.to_json().unwrap()).unwrap();
    assert!(verify(&folder.0).unwrap_err().to_string().contains("../outside"));
    std::fs::write(folder.path(FILE_NAME), "{}").unwrap();
    assert!(verify(&folder.0).unwrap_err().to_string().contains("内容有误"));
}
