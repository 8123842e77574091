//! Exit statuses and what goes where: reports on stdout or in a file, messages on stderr.

use crate::common::{Folder, example, mingsuan, mingsuan_coloured, mingsuan_reading};

const CLEAN: &str = "examples/yunshan-2026/clean.txt";
const PLANTED: &str = "examples/yunshan-2026/planted.txt";

#[test]
fn the_status_says_whether_there_are_errors() {
    assert_eq!(mingsuan(&["check", CLEAN]).status, 0);
    assert_eq!(mingsuan(&["check", PLANTED]).status, 1);
    assert_eq!(mingsuan(&["check", PLANTED, "--ignore", "A,X,N,K,D,P,G,Y,T"]).status, 0);
    assert_eq!(mingsuan(&["check", PLANTED, "--select", "subtotal-mismatch"]).status, 1);
    assert_eq!(mingsuan(&["check", CLEAN, "没有.txt"]).status, 2);
}

#[test]
fn usage_mistakes_are_told_in_chinese() {
    let cases: [(&[&str], &str); 17] = [
        (&["check"], "还需要写"),
        (&["chek"], "是不是“check”"),
        (&["check", CLEAN, "--formt", "json"], "是不是“--format”"),
        (&["check", CLEAN, "--format", "csv"], "text、json、ndjson"),
        (&["check", CLEAN, "--resume"], "--format ndjson"),
        (&["check", CLEAN, "--format", "ndjson", "--resume"], "--output"),
        (&["check", CLEAN, "--format", "ndjson", "--output", "-", "--resume"], "--output"),
        (&["check", CLEAN, "--format", "docx"], "--output"),
        (&["check", CLEAN, "--format", "pdf", "--output", "-"], "--output"),
        (&["check", CLEAN, "--annotate", "Cargo.toml"], "--annotate"),
        (&["check", CLEAN, "--format", "xlsx"], "--output"),
        (&["facts", CLEAN, "--format", "parquet"], "没有提供"),
        (&["check", CLEAN, "--select", "Q9"], "没有编号或名称为“Q9”"),
        (&["check", CLEAN, "--profile", "mars"], "hebei"),
        (&["check", CLEAN, CLEAN, "--jobs", "0"], "--jobs"),
        (&["explain", "A09"], "mingsuan rules"),
        (&["extract", "examples"], "文件夹"),
    ];
    for (arguments, what) in cases {
        let run = mingsuan(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(what), "{arguments:?}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{arguments:?}: {}", run.stdout);
    }
}

#[test]
fn every_command_has_chinese_help_with_an_example() {
    for name in ["check", "notice", "extract", "facts", "explain", "rules", "demo", "schema", "completions"] {
        let run = mingsuan(&[name, "--help"]);
        assert_eq!(run.status, 0, "{name}");
        for part in ["用法: mingsuan", "选项:", "显示帮助", "示例:\n  mingsuan "] {
            assert!(run.stdout.contains(part), "{name} --help lacks {part}: {}", run.stdout);
        }
        for english in ["Usage", "Options", "Print help", "[default", "possible values"] {
            assert!(!run.stdout.contains(english), "{name} --help: {}", run.stdout);
        }
    }
    assert!(mingsuan(&["--version"]).stdout.starts_with("mingsuan "));
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let folder = Folder::new("batch");
    folder.file("1.txt", &example("clean.txt"));
    folder.file("2.docx", b"");
    folder.file("3.docx", &example("planted.docx"));
    folder.file("~$3.docx", b"lock");
    folder.file(".hidden.txt", b"hidden");
    folder.file("sub/4.md", b"# notes");
    let report = folder.path("report.json");
    let all = folder.path("");
    let run = mingsuan(&["check", &all, "--format", "json", "--output", &report, "--jobs", "2"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("2.docx：文件是空的"), "{}", run.stderr);
    let text = std::fs::read_to_string(&report).unwrap();
    let order: Vec<Option<usize>> = ["1.txt", "2.docx", "3.docx"].map(|name| text.find(name)).to_vec();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
    assert!(text.contains("\"documents\": 3") && text.contains("\"unreadable\": 1"));
    assert!(!folder.names().iter().any(|name| name.ends_with(".tmp")));
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = Folder::new("overwrite");
    let path = folder.file("a.txt", &example("clean.txt"));
    let run = mingsuan(&["check", &path, "--output", &path]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("不能覆盖"), "{}", run.stderr);
    assert_eq!(std::fs::read(&path).unwrap(), example("clean.txt"));
    let run = mingsuan(&["check", &path, "--output", &folder.path("no/such/report.txt")]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("不存在"), "{}", run.stderr);
}

#[test]
fn a_written_text_report_has_no_colours() {
    let folder = Folder::new("plain");
    let path = folder.path("report.txt");
    assert_eq!(mingsuan_coloured(&["check", PLANTED, "--output", &path]).status, 1);
    assert!(!std::fs::read_to_string(&path).unwrap().contains('\u{1b}'));
    assert!(mingsuan_coloured(&["check", PLANTED]).stdout.contains('\u{1b}'));
    assert!(!mingsuan_coloured(&["explain", "A001"]).stdout.contains('#'));
}

#[test]
fn standard_input_is_read() {
    let run = mingsuan_reading(&["check", "-", "--format", "json"], &example("clean.docx"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\"path\": \"-\"") && run.stdout.contains("\"format\": \"docx\""));
    assert_eq!(mingsuan_reading(&["check", "-"], b"").status, 2);
}

#[test]
fn patterns_choose_rules() {
    let codes = |arguments: &[&str]| -> std::collections::BTreeSet<String> {
        let run = mingsuan(&[&["check", PLANTED, "--format", "json"], arguments].concat());
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let rules = report["documents"][0]["rules"].as_array().unwrap();
        rules.iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
    };
    let chosen = codes(&["--select", "A00?,*-total-mismatch", "--ignore", "a001"]);
    assert!(chosen.contains("A002") && chosen.contains("G009") && !chosen.contains("A001"), "{chosen:?}");
    assert!(chosen.iter().all(|code| code.starts_with('A') || code.starts_with('G')), "{chosen:?}");
    assert_eq!(mingsuan(&["check", PLANTED, "--select", "Z*"]).status, 2);
}

#[test]
fn waivers_need_a_reason_and_a_name() {
    let folder = Folder::new("waivers");
    let check = |name: &str, text: &str| {
        let path = folder.file(name, text.as_bytes());
        mingsuan(&["check", PLANTED, "--format", "json", "--select", "A001", "--waivers", &path])
    };
    let refused = |text: &str, what: &str| {
        let run = check("bad.toml", text);
        assert_eq!(run.status, 2, "{text}");
        assert!(run.stderr.contains(what), "{text}: {}", run.stderr);
    };
    refused("[[waiver]]\ncode = \"A001\"\nby = \"张三\"", "没有写理由");
    refused("[[waiver]]\ncode = \"A001\"\nreason = \"已核对\"\nby = \" \"", "没有写责任人");
    refused("[[waiver]]\ncode = \"Z999\"\nreason = \"已核对\"\nby = \"张三\"", "不存在");
    refused("[[waiver]]\ncode = \"A001\"\nreason = \"x\"\nby = \"张三\"\nuntil = \"明年\"", "YYYY-MM-DD");
    refused("waiver = 3", "写法有误");

    let good = "[[waiver]]\ncode = \"A001\"\nreason = \"已核对\"\nby = \"张三\"\npath = \"planted.txt\"\n";
    let run = check("good.toml", &format!("{good}agency = \"云山县林业和草原局\"\nuntil = 2999-12-31\n"));
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\"waived\": \"已核对（张三，至 2999-12-31）\""), "{}", run.stdout);
    for elsewhere in ["place = \"表9\"", "agency = \"999\"", "until = 2020-01-01"] {
        assert_eq!(check("other.toml", &format!("{good}{elsewhere}\n")).status, 1, "{elsewhere}");
    }
}

#[test]
fn facts_and_extract_give_tables_and_objects() {
    let run = mingsuan(&["facts", CLEAN, "examples/yunshan-2026/clean.docx"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.starts_with("path,agency_code,agency,year,phase,statement,"));
    assert_eq!(run.stdout.matches("path,agency_code").count(), 1);
    let run = mingsuan(&["extract", CLEAN]);
    assert!(run.stdout.contains("\"schema\": \"mingsuan.extract/1\""));
    assert_eq!(mingsuan(&["facts", "没有.txt"]).status, 2);
    assert!(mingsuan(&["facts", "没有.txt"]).stdout.is_empty());
}

#[test]
fn the_demonstration_needs_no_files() {
    let folder = Folder::new("demo");
    let output = folder.path("演示");
    let run = mingsuan(&["demo", "--output", &output]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for part in ["第 1 步", "第 5 步", "错误[A001]", "演示结束"] {
        assert!(run.stdout.contains(part), "{part}");
    }
    let made = std::path::Path::new(&output).join("公开/云山县林业和草原局2026年单位预算.docx");
    assert!(made.is_file() && std::path::Path::new(&output).join("2026年预算.xlsx").is_file());
    let path = folder.file("a.docx", b"");
    assert_eq!(mingsuan(&["demo", &path]).status, 2);
}
