//! Letters of rectification: one an agency, safe names, nothing executed or lost on the way, and read back as a document.
#![allow(clippy::unwrap_used, clippy::panic)]

use mingsuan_document::{Block, read};
use mingsuan_model::Severity;
use mingsuan_publish::notice::{Options, notices};
use mingsuan_publish::report::{Agency, Cover, Docket, Row};

fn row(message: &str, severity: Severity) -> Row {
    Row {
        code: "A001".to_owned(),
        severity,
        message: message.to_owned(),
        advice: "请更正".to_owned(),
        place: "《支出总表》“合计”（第3页）".to_owned(),
        expected: Some("3.00".to_owned()),
        actual: Some("2.00".to_owned()),
        difference: Some("-1.00".to_owned()),
        suggested: None,
        scale: Some(mingsuan_model::Scale::TenThousand),
        basis: vec!["财预〔2016〕143号".to_owned()],
        waived: None,
        fingerprint: message.to_owned(),
    }
}

fn docket(path: &str, name: &str, code: Option<&str>, rows: Vec<Row>) -> Docket {
    Docket {
        path: path.to_owned(),
        agency: Some(Agency { code: code.map(str::to_owned), name: name.to_owned(), level: None }),
        kind: None,
        year: Some(2026),
        rows,
        crossings: Vec::new(),
        rules: Vec::new(),
        coverage: Cover::default(),
        unreadable: None,
    }
}

fn options() -> Options {
    Options { by: None, deadline: None, date: (2026, 11, 26), least: Severity::Warning }
}

#[test]
fn findings_go_to_their_agency_and_what_is_waived_or_slight_does_not() {
    let mut waived = row("豁免的", Severity::Error);
    waived.waived = Some("已核对".to_owned());
    let dockets = [
        docket("a/1.pdf", "甲局", Some("101"), vec![row("甲局的错误", Severity::Error), waived]),
        docket("a/2.pdf", "乙局", None, vec![row("乙局的提示", Severity::Info)]),
        docket("a/3.pdf", "甲局", None, vec![row("甲局的警告", Severity::Warning)]),
    ];
    let files = notices(&dockets, &options()).unwrap();
    let [(name, bytes)] = files.as_slice() else { panic!("{} files", files.len()) };
    assert_eq!(name, "整改通知书-甲局（101）.docx");
    let document = read(bytes, name).unwrap();
    let tables: Vec<_> = document.blocks.iter().filter(|block| matches!(block, Block::Table(_))).collect();
    assert_eq!(tables.len(), 2, "the list and the reply form");
    let text = format!("{document:?}");
    for part in [
        "甲局：",
        "甲局的错误",
        "甲局的警告",
        "3.00万元",
        "1.pdf",
        "3.pdf",
        "2026年11月26日",
        "错误1项、警告1项",
        "财预〔2016〕143号",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("豁免的") && !text.contains("乙局"), "{text}");
    let all = notices(&dockets, &Options { least: Severity::Info, ..options() }).unwrap();
    assert_eq!(all.len(), 2);
    assert!(notices(&dockets, &options()).unwrap() == files, "equal rows give equal bytes");
}

#[test]
fn names_are_safe_and_hostile_texts_stay_text() {
    let hostile = "../../{by}<w:p>&\u{1}\n\"=cmd|x\"";
    let long = "W".repeat(5_000);
    let dockets = [
        docket("x/../../etc/passwd", hostile, None, vec![row(hostile, Severity::Error)]),
        docket("1", "丙局", Some("1/1"), vec![row(&long, Severity::Error)]),
        docket("2", "丙局", Some("1:1"), vec![row("乙", Severity::Error)]),
        docket("3", &long, Some(&long), vec![row("丁", Severity::Error)]),
        docket("5", &"𠀀".repeat(90), Some("一一"), vec![row("己", Severity::Error)]),
        docket("4", "", None, vec![row("戊", Severity::Error)]),
    ];
    let files = notices(&dockets, &options()).unwrap();
    assert_eq!(files.len(), 6);
    let names: std::collections::HashSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    for (name, bytes) in &files {
        assert!(!name.contains(['/', '\\', ':', '<', '\n', '\u{1}']) && name.len() < 255, "{name}");
        read(bytes, name).unwrap();
    }
    let text = format!("{:?}", read(&files[0].1, &files[0].0).unwrap());
    assert!(text.contains("{by}<w:p>&"), "{text}");
}
