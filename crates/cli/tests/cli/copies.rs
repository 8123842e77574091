//! `check --annotate`: where marked copies go, and that no input is touched.

use std::path::Path;

use crate::common::{Folder, example, mingsuan};

#[test]
fn copies_keep_their_subfolders_and_touch_no_input() {
    let folder = Folder::new("copies");
    let planted = example("planted.docx");
    let (one, other) = (folder.file("in/甲/预算.docx", &planted), folder.file("in/乙/预算.docx", &planted));
    folder.file("in/坏.pdf", b"%PDF-1.4 nothing");
    folder.file("in/planted.txt", &example("planted.txt"));
    let (input, out) = (folder.path("in"), folder.path("in/标注"));
    for _ in 0..2 {
        let run = mingsuan(&["check", &input, "--annotate", &out, "--format", "json"]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains("写出标注副本 3 份"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("画成网页").count(), 1, "{}", run.stderr);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(report["documents"].as_array().map(Vec::len), Some(4), "copies are no inputs of the next run");
    }
    for name in ["甲/预算.标注.docx", "乙/预算.标注.docx", "planted.txt.标注.html"] {
        assert!(Path::new(&out).join(name).is_file(), "{name}");
    }
    assert!(std::fs::read(one).unwrap() == planted && std::fs::read(other).unwrap() == planted);
}

#[test]
fn a_copy_never_takes_the_place_of_an_input() {
    let folder = Folder::new("copies-over-inputs");
    let (one, planted) = (folder.file("预算.docx", &example("clean.docx")), example("planted.docx"));
    let other = folder.file("预算.标注.docx", &planted);
    let run = mingsuan(&["check", &one, &other, "--annotate", &folder.path("")]);
    assert!(run.stderr.contains("不能覆盖"), "{}", run.stderr);
    assert!(std::fs::read(other).unwrap() == planted);
}

#[test]
fn two_inputs_of_one_name_have_two_copies() {
    let folder = Folder::new("copies-of-one-name");
    let planted = example("planted.docx");
    let (one, other) = (folder.file("a/预算.docx", &planted), folder.file("b/预算.docx", &planted));
    let out = folder.path("out");
    assert_eq!(mingsuan(&["check", &one, &other, "--annotate", &out]).status, 1);
    assert!(Path::new(&out).join("预算.标注.docx").is_file() && Path::new(&out).join("2/预算.标注.docx").is_file());
}
