//! Every mistake in a workbook is named with its sheet, cell and kind: one cell of a correct workbook is broken at a time.
//! That correct workbooks are read is tested in `workbook.rs`.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use mingsuan_budget::workbook::{self, BookIssue, Fault};
use mingsuan_budget::{
    Agency, Asset, Assets, Budget, Fund, Indicator, Institution, Kind, Line, Narrative, OfficialCost, PlanStep,
    Project, Purchase, Source, Task,
};
use mingsuan_model::{Amount, Decimal, Severity};
use mingsuan_testkit::{Generator, Shape};
use zip::write::SimpleFileOptions;
const SHEETS: [&str; 13] = [
    "填写说明",
    "基本信息",
    "支出明细",
    "项目",
    "绩效指标",
    "政府采购",
    "国有资产",
    "三公经费",
    "上年数",
    "文字说明",
    "选项",
    "科目",
    "采购目录",
];

fn line(kind: Kind, project: Option<usize>, economic: Option<&str>, wan: i64) -> Line {
    Line {
        function: "2010301".to_owned(),
        kind,
        project,
        economic: economic.map(str::to_owned),
        gov_economic: None,
        fund: Fund::General,
        source: Source::Current,
        amount: Amount(wan * 1_000_000),
    }
}

fn project(code: &str, name: &str) -> Project {
    let step = |month, percent| PlanStep { month, percent: Decimal::new(percent, 0) };
    Project {
        code: code.to_owned(),
        name: name.to_owned(),
        category: None,
        purpose: "用于日常养护。".to_owned(),
        goals: vec!["保持道路通畅。".to_owned()],
        plan: vec![step(3, 20), step(6, 50), step(10, 80), step(12, 100)],
        indicators: vec![Indicator {
            name: "养护里程".to_owned(), value: "≥5公里".to_owned(), ..Indicator::default()
        }],
        shows_no_other_funds: false,
    }
}

fn base() -> Budget {
    let asset = |item: &str, quantity, wan: i64| Asset {
        item: item.to_owned(),
        quantity: Decimal::new(quantity, 0),
        value: Some(Amount(wan * 1_000_000)),
    };
    Budget {
        agency: Agency {
            code: "339001".to_owned(),
            name: "某县某局".to_owned(),
            region: Some("131028".to_owned()),
            institutions: vec![Institution { name: "某县某局".to_owned(), ..Institution::default() }],
            ..Agency::default()
        },
        year: 2025,
        profile: "hebei".to_owned(),
        lines: vec![
            line(Kind::Personnel, None, Some("30101"), 100),
            line(Kind::Public, None, Some("30217"), 3),
            line(Kind::Project, Some(0), None, 50),
            line(Kind::Project, Some(1), None, 60),
        ],
        projects: vec![project("131028250001000000011", "道路养护"), project("131028250001000000022", "桥梁检测")],
        procurement: vec![Purchase {
            project: Some(0),
            item: "台式计算机".to_owned(),
            code: "A02010105".to_owned(),
            unit: "台".to_owned(),
            quantity: Decimal::new(4, 0),
            price: Some(Amount(500_000)),
            amount: Amount(2_000_000),
            fund: Fund::General,
            source: Source::Current,
            reserved: Some(Amount(2_000_000)),
        }],
        assets: Assets {
            date: "2024-12-31".to_owned(),
            rows: vec![asset("asset-house", 500, 300), asset("asset-office", 200, 100), asset("asset-vehicle", 2, 40)],
            total: Some(Amount(340_000_000)),
            purchases: None,
        },
        official_costs: vec![OfficialCost {
            item: "reception".to_owned(),
            fund: Fund::General,
            amount: Amount(3_000_000),
        }],
        prior: [("basic".to_owned(), Amount(1_000_000))].into(),
        narrative: Narrative {
            duties: vec!["负责道路养护。".to_owned()],
            reasons: [("basic".to_owned(), "人员增加。".to_owned())].into(),
            tasks: vec![Task {
                title: "养护".to_owned(),
                goal: "通畅。".to_owned(),
                indicators: vec!["好。".to_owned()],
            }],
            ..Narrative::default()
        },
        ..Budget::default()
    }
}

/// The parts of a workbook, to be changed and packed again.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn of(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = (0..archive.len()).map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().to_string(), text)
        });
        Self(parts.collect())
    }

    fn pack(&self) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn part(&mut self, end: &str) -> &mut String {
        let found = self.0.iter_mut().find(|(name, _)| name.ends_with(end));
        &mut found.unwrap_or_else(|| panic!("no part {end}")).1
    }

    /// Puts a text, a number or a formula error into a cell; an empty text empties it.
    fn set(&mut self, sheet: &str, cell: &str, text: &str) {
        let number = SHEETS.iter().position(|name| *name == sheet).unwrap() + 1;
        let xml = self.part(&format!("/sheet{number}.xml"));
        let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{sheet} has no cell {cell}"));
        let head = start + xml[start..].find('>').unwrap() + 1;
        let end = match xml[..head].ends_with("/>") {
            true => head,
            false => head + xml[head..].find("</c>").unwrap() + 4,
        };
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        let cell = match text {
            "" => format!("<c r=\"{cell}\"/>"),
            // A long code that lost its text format.
            _ if text.starts_with("1.31") => format!("<c r=\"{cell}\"><v>{text}</v></c>"),
            error if error.starts_with('#') => format!("<c r=\"{cell}\" t=\"e\"><v>{error}</v></c>"),
            number if number.len() <= 15 && number.parse::<f64>().is_ok() => {
                format!("<c r=\"{cell}\"><v>{number}</v></c>")
            }
            _ => format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{escaped}</t></is></c>"),
        };
        xml.replace_range(start..end, &cell);
    }
}

/// The changes that break a workbook, and the fault and place that have to be reported.
type Case = (&'static [(&'static str, &'static str, &'static str)], Fault, &'static str, &'static str);

const LINES: &str = "支出明细";
const BASICS: &str = "基本信息";
const PROJECTS: &str = "项目";
const INDICATORS: &str = "绩效指标";
const PURCHASES: &str = "政府采购";
const ASSETS: &str = "国有资产";
const OFFICIAL: &str = "三公经费";
const PRIOR: &str = "上年数";
const TEXTS: &str = "文字说明";

const CASES: &[Case] = &[
    // 基本信息
    (&[(BASICS, "C5", "")], Fault::BasicMissing, BASICS, "C5"),
    (&[(BASICS, "C9", "")], Fault::BasicMissing, BASICS, "C9"),
    (&[(BASICS, "C10", "")], Fault::BasicMissing, BASICS, "C10"),
    (&[(BASICS, "C5", "339 001号")], Fault::MalformedAgencyCode, BASICS, "C5"),
    (&[(BASICS, "C8", "1310")], Fault::MalformedRegion, BASICS, "C8"),
    (&[(BASICS, "C8", "999999")], Fault::UnknownRegion, BASICS, "C8"),
    (&[(BASICS, "C9", "二〇二五")], Fault::MalformedYear, BASICS, "C9"),
    (&[(BASICS, "C9", "1925")], Fault::YearOutOfRange, BASICS, "C9"),
    (&[(BASICS, "C10", "火星")], Fault::UnknownChoice, BASICS, "C10"),
    (&[(BASICS, "C11", "角")], Fault::UnknownChoice, BASICS, "C11"),
    (&[(BASICS, "A8", "x"), (BASICS, "B8", "电话")], Fault::UnknownEntry, BASICS, "C8"),
    (&[(BASICS, "A6", "code")], Fault::DuplicateEntry, BASICS, "C6"),
    (&[(BASICS, "B15", ""), (BASICS, "C15", "行政")], Fault::InstitutionWithoutName, BASICS, "B15"),
    // 支出明细
    (&[(LINES, "A5", "")], Fault::FunctionMissing, LINES, "A5"),
    (&[(LINES, "A5", "201030")], Fault::MalformedCode, LINES, "A5"),
    (&[(LINES, "A5", "行政运行")], Fault::MalformedCode, LINES, "A5"),
    (&[(LINES, "A5", "2019998")], Fault::UnknownCode, LINES, "A5"),
    (&[(LINES, "A5", "2010308")], Fault::RetiredCode, LINES, "A5"),
    (&[(LINES, "A5", "20103")], Fault::CodeTooBroad, LINES, "A5"),
    (&[(LINES, "A5", "2010301 信访事务")], Fault::CodeNameDiffers, LINES, "A5"),
    (&[(LINES, "E5", "3010")], Fault::MalformedCode, LINES, "E5"),
    (&[(LINES, "E5", "30198")], Fault::UnknownCode, LINES, "E5"),
    (&[(LINES, "E5", "301")], Fault::CodeTooBroad, LINES, "E5"),
    (&[(LINES, "E5", "30201")], Fault::EconomicOfAnotherKind, LINES, "E5"),
    (&[(LINES, "E6", "30101")], Fault::EconomicOfAnotherKind, LINES, "E6"),
    (&[(LINES, "G5", "5O1")], Fault::MalformedCode, LINES, "G5"),
    (&[(LINES, "C5", "")], Fault::KindMissing, LINES, "C5"),
    (&[(LINES, "C5", "人头费")], Fault::UnknownKind, LINES, "C5"),
    (&[(LINES, "I5", "")], Fault::FundMissing, LINES, "I5"),
    (&[(LINES, "I5", "小金库")], Fault::UnknownFund, LINES, "I5"),
    (&[(LINES, "J5", "明年")], Fault::UnknownSource, LINES, "J5"),
    (&[(LINES, "K5", "")], Fault::AmountMissing, LINES, "K5"),
    (&[(LINES, "K5", "一百万")], Fault::MalformedAmount, LINES, "K5"),
    (&[(LINES, "K5", "100万元")], Fault::MalformedAmount, LINES, "K5"),
    (&[(LINES, "K5", "0.0000001")], Fault::AmountTooFine, LINES, "K5"),
    (&[(LINES, "K5", "33.3333333333333")], Fault::AmountTooFine, LINES, "K5"),
    (&[(LINES, "K5", "-1")], Fault::NegativeAmount, LINES, "K5"),
    (&[(LINES, "K5", "123456789012345")], Fault::AmountTooLarge, LINES, "K5"),
    (&[(LINES, "K5", "#REF!")], Fault::FormulaError, LINES, "K5"),
    (&[(LINES, "A5", "#N/A")], Fault::FormulaError, LINES, "A5"),
    (&[(LINES, "D7", "修路")], Fault::UnknownProject, LINES, "D7"),
    (&[(LINES, "D7", "")], Fault::ProjectMissing, LINES, "D7"),
    (&[(LINES, "A4", "科目")], Fault::MissingColumn, LINES, "A4"),
    (&[(LINES, "A4", "科目")], Fault::UnknownColumn, LINES, "A4"),
    (&[(LINES, "B4", "金额（万元）")], Fault::DuplicateColumn, LINES, "K4"),
    // 项目
    (&[(PROJECTS, "B5", "")], Fault::ProjectWithoutName, PROJECTS, "B5"),
    (&[(PROJECTS, "B6", "道路养护")], Fault::DuplicateProjectName, PROJECTS, "B6"),
    (&[(PROJECTS, "B6", "道路养护")], Fault::AmbiguousProject, LINES, "D7"),
    (&[(PROJECTS, "A6", "131028250001000000011")], Fault::DuplicateProjectCode, PROJECTS, "A6"),
    (&[(PROJECTS, "A5", "1310282500")], Fault::MalformedProjectCode, PROJECTS, "A5"),
    (&[(PROJECTS, "A5", "1.3102825000100001E+20")], Fault::RoundedCode, PROJECTS, "A5"),
    (&[(PROJECTS, "B7", "新的项目")], Fault::ProjectWithoutLines, PROJECTS, "B7"),
    (&[(PROJECTS, "C5", "大项目")], Fault::UnknownChoice, PROJECTS, "C5"),
    (&[(PROJECTS, "G5", "一成")], Fault::MalformedPercent, PROJECTS, "G5"),
    (&[(PROJECTS, "G5", "120")], Fault::PercentOutOfRange, PROJECTS, "G5"),
    (&[(PROJECTS, "H5", "10")], Fault::PlanFalls, PROJECTS, "H5"),
    (&[(PROJECTS, "J5", "90")], Fault::PlanDoesNotEndAt100, PROJECTS, "J5"),
    // 绩效指标
    (&[(INDICATORS, "A5", "")], Fault::IndicatorWithoutProject, INDICATORS, "A5"),
    (&[(INDICATORS, "A5", "修路")], Fault::UnknownProject, INDICATORS, "A5"),
    (&[(INDICATORS, "D5", "")], Fault::IndicatorWithoutName, INDICATORS, "D5"),
    // 政府采购
    (&[(PURCHASES, "A5", "修路")], Fault::UnknownProject, PURCHASES, "A5"),
    (&[(PURCHASES, "B5", "")], Fault::PurchaseWithoutItem, PURCHASES, "B5"),
    (&[(PURCHASES, "C5", "")], Fault::PurchaseWithoutCode, PURCHASES, "C5"),
    (&[(PURCHASES, "C5", "02010105")], Fault::MalformedCode, PURCHASES, "C5"),
    (&[(PURCHASES, "C5", "A99999999")], Fault::UnknownCatalogueCode, PURCHASES, "C5"),
    (&[(PURCHASES, "F5", "四")], Fault::MalformedNumber, PURCHASES, "F5"),
    (&[(PURCHASES, "F5", "-4")], Fault::NegativeNumber, PURCHASES, "F5"),
    (&[(PURCHASES, "F5", "5")], Fault::ProductDiffers, PURCHASES, "H5"),
    (&[(PURCHASES, "L5", "2.01")], Fault::ReservedAboveAmount, PURCHASES, "L5"),
    (&[(PURCHASES, "H5", "")], Fault::AmountMissing, PURCHASES, "H5"),
    // 国有资产
    (&[(ASSETS, "C5", "去年底")], Fault::MalformedDate, ASSETS, "C5"),
    (&[(ASSETS, "C5", "2023-02-29")], Fault::MalformedDate, ASSETS, "C5"),
    (&[(ASSETS, "C6", "339.99")], Fault::AssetsAboveTotal, ASSETS, "C6"),
    (&[(ASSETS, "B11", "")], Fault::AssetMissing, ASSETS, "B11"),
    (&[(ASSETS, "B13", "房屋")], Fault::DuplicateAsset, ASSETS, "B13"),
    (&[(ASSETS, "D12", "301")], Fault::OfficeAboveHouse, ASSETS, "D12"),
    (&[(ASSETS, "C12", "501")], Fault::OfficeAboveHouse, ASSETS, "C12"),
    // 三公
    (&[(OFFICIAL, "B9", "")], Fault::OfficialMissing, OFFICIAL, "B9"),
    (&[(OFFICIAL, "D9", "2.99")], Fault::OfficialBelowLines, OFFICIAL, "D9"),
    (&[(OFFICIAL, "B9", "公务用车购置费")], Fault::OfficialBelowLines, OFFICIAL, "B8"),
    (
        &[(OFFICIAL, "B10", "公务接待费"), (OFFICIAL, "C10", "一般公共预算"), (OFFICIAL, "D10", "1")],
        Fault::DuplicateOfficial,
        OFFICIAL,
        "B10",
    ),
    (&[(OFFICIAL, "C5", "若干")], Fault::MalformedAmount, OFFICIAL, "C5"),
    // 上年数
    (&[(PRIOR, "C6", "约一百")], Fault::MalformedAmount, PRIOR, "C6"),
    (&[(PRIOR, "A7", ""), (PRIOR, "B7", "别的数")], Fault::UnknownEntry, PRIOR, "B7"),
    (&[(PRIOR, "A8", "basic"), (PRIOR, "C8", "5")], Fault::DuplicateEntry, PRIOR, "C8"),
    // 文字说明
    (&[(TEXTS, "A5", "")], Fault::TextWithoutCategory, TEXTS, "A5"),
    (&[(TEXTS, "A5", "诗歌")], Fault::UnknownChoice, TEXTS, "A5"),
    (&[(TEXTS, "B6", "")], Fault::SubjectMissing, TEXTS, "B6"),
    (&[(TEXTS, "B6", "别的支出")], Fault::UnknownSubject, TEXTS, "B6"),
    (&[(TEXTS, "B7", "基本支出"), (TEXTS, "C7", "人多。")], Fault::DuplicateText, TEXTS, "B7"),
    (&[(TEXTS, "A5", "分项绩效指标")], Fault::IndicatorWithoutTask, TEXTS, "A5"),
    (&[(TEXTS, "A5", "项目排列顺序")], Fault::OrderOfUnknownProject, TEXTS, "C5"),
];

/// Faults of whole sheets and files, which have tests of their own below, and one that needs an empty sheet.
const ELSEWHERE: [Fault; 10] = [
    Fault::TotalTooLarge,
    Fault::Unreadable,
    Fault::NotAWorkbook,
    Fault::ForeignWorkbook,
    Fault::MissingSheet,
    Fault::MissingHeader,
    Fault::NoLines,
    Fault::OpenCell,
    Fault::StatedTooFar,
    Fault::StatedOutdated,
];

fn shown(issues: &[BookIssue]) -> String {
    issues.iter().map(|issue| format!("{issue}\n")).collect()
}

#[test]
fn every_broken_cell_is_named() {
    let bytes = workbook::write(&base()).unwrap();
    assert_eq!(workbook::examine(&bytes, "").issues, [], "the base is correct");
    for (changes, fault, sheet, cell) in CASES {
        let mut parts = Parts::of(&bytes);
        for (sheet, cell, text) in *changes {
            parts.set(sheet, cell, text);
        }
        let examined = workbook::examine(&parts.pack(), "");
        let found = examined.issues.iter().find(|i| i.fault == *fault && i.sheet == *sheet && i.cell == *cell);
        let issues = shown(&examined.issues);
        let found = found.unwrap_or_else(|| panic!("{changes:?} should give {fault:?} at {sheet}!{cell}:\n{issues}"));
        for text in [&found.message, &found.advice] {
            assert!(!text.is_empty() && !text.contains(['{', '}']), "{found}");
        }
        let has_error = examined.issues.iter().any(|issue| issue.severity == Severity::Error);
        assert_eq!(workbook::read(&parts.pack(), "").is_err(), has_error, "{changes:?}\n{issues}");
        assert!(examined.budget.is_some() || has_error, "{changes:?}\n{issues}");
    }
}

#[test]
fn every_kind_of_fault_has_a_case() {
    let tested: BTreeSet<Fault> = CASES.iter().map(|case| case.1).chain(ELSEWHERE).collect();
    let missing: Vec<_> = Fault::ALL.iter().filter(|fault| !tested.contains(fault)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn all_mistakes_come_at_once_in_order() {
    let mut parts = Parts::of(&workbook::write(&base()).unwrap());
    parts.set(TEXTS, "B6", "别的支出");
    parts.set(LINES, "K6", "三");
    parts.set(LINES, "K5", "-1");
    parts.set(BASICS, "C9", "");
    let issues = workbook::read(&parts.pack(), "").unwrap_err();
    let places: Vec<String> = issues.iter().map(|issue| format!("{}!{}", issue.sheet, issue.cell)).collect();
    assert_eq!(places, ["基本信息!C9", "支出明细!K5", "支出明细!K6", "文字说明!B6"]);
    assert!(issues[2].to_string().contains("“三”不是一个数"), "{}", issues[2]);
}

#[test]
fn moved_and_foreign_columns_do_no_harm() {
    let mut parts = Parts::of(&workbook::write(&base()).unwrap());
    // 资金来源 and 本年或上年结转 change places, and the column of computed names becomes one of remarks.
    for row in 4..=8 {
        let (fund, source) =
            if row == 4 { ("资金来源", "本年或上年结转") } else { ("一般公共预算", "本年") };
        parts.set(LINES, &format!("I{row}"), source);
        parts.set(LINES, &format!("J{row}"), fund);
    }
    parts.set(LINES, "B4", "我的备注");
    parts.set(LINES, "B5", "问过财政局");
    parts.set(LINES, "K4", "金额（万元）");
    let examined = workbook::examine(&parts.pack(), "");
    assert_eq!(examined.budget, Some(base()), "{}", shown(&examined.issues));
    let faults: Vec<Fault> = examined.issues.iter().map(|issue| issue.fault).collect();
    assert_eq!(faults, [Fault::UnknownColumn]);
}

#[test]
fn merged_texts_count_for_all_their_rows_and_merged_money_once() {
    let mut budget = base();
    let second = Indicator { name: "养护次数".to_owned(), value: "≥2次".to_owned(), ..Indicator::default() };
    budget.projects[0].indicators.push(second);
    let bytes = workbook::write(&budget).unwrap();
    let merge = |parts: &mut Parts, sheet: &str, area: &str| {
        let xml = parts.part(sheet);
        *xml =
            xml.replace("</sheetData>", &format!("</sheetData><mergeCells><mergeCell ref=\"{area}\"/></mergeCells>"));
    };
    let mut parts = Parts::of(&bytes);
    parts.set(INDICATORS, "A6", "");
    merge(&mut parts, "/sheet5.xml", "A5:A6");
    assert_eq!(workbook::read(&parts.pack(), "").unwrap(), budget);

    let mut parts = Parts::of(&bytes);
    parts.set(LINES, "K6", "");
    merge(&mut parts, "/sheet3.xml", "K5:K6");
    let issues = workbook::read(&parts.pack(), "").unwrap_err();
    assert_eq!((issues[0].fault, issues[0].cell.as_str()), (Fault::AmountMissing, "K6"), "{}", shown(&issues));
}

#[test]
fn contradictions_are_errors_and_leave_a_budget_for_who_insists() {
    let mut parts = Parts::of(&workbook::write(&base()).unwrap());
    parts.set(PURCHASES, "F5", "5");
    assert!(workbook::read(&parts.pack(), "").is_err());
    let budget = workbook::examine(&parts.pack(), "").budget.unwrap();
    assert_eq!(budget.procurement[0].quantity, Decimal::new(5, 0));
    parts.set(PURCHASES, "F5", "五");
    assert_eq!(workbook::examine(&parts.pack(), "").budget, None);
}

#[test]
fn codes_may_be_typed_as_people_type_them() {
    let mut parts = Parts::of(&workbook::write(&base()).unwrap());
    parts.set(LINES, "A5", "2010301 行政运行");
    parts.set(LINES, "A6", "２０１０３０１");
    parts.set(LINES, "E5", "30101");
    parts.set(LINES, "K5", "１００.００");
    parts.set(PROJECTS, "G5", "20%");
    parts.set(BASICS, "C9", "2025年");
    parts.set(ASSETS, "C5", "2024年12月31日");
    assert_eq!(workbook::read(&parts.pack(), "").unwrap(), base());
}

#[test]
fn a_number_keeps_the_digits_that_its_format_hides() {
    let mut parts = Parts::of(&workbook::write(&base()).unwrap());
    let xml = parts.part("/sheet3.xml");
    let at = xml.find("<c r=\"K5\"").unwrap();
    let end = at + xml[at..].find("</c>").unwrap() + 4;
    xml.replace_range(at..end, "<c r=\"K5\" s=\"0\"><v>100.123456</v></c>");
    let styles = parts.part("styles.xml");
    *styles = styles.replacen("<xf numFmtId=\"0\"", "<xf numFmtId=\"1\"", 2);
    let budget = workbook::read(&parts.pack(), "").unwrap();
    assert_eq!(budget.lines[0].amount, Amount(100_123_456));
}

#[test]
fn missing_sheets_and_headers_are_named() {
    let bytes = workbook::write(&base()).unwrap();
    let mut parts = Parts::of(&bytes);
    let list = parts.part("workbook.xml");
    *list = list.replacen("name=\"支出明细\"", "name=\"明细\"", 1);
    let issues = workbook::read(&parts.pack(), "").unwrap_err();
    assert_eq!(issues[0].fault, Fault::MissingSheet, "{}", shown(&issues));
    assert!(issues[0].message.contains("支出明细"));

    let mut parts = Parts::of(&bytes);
    for column in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M"] {
        parts.set(LINES, &format!("{column}4"), "");
    }
    let issues = workbook::read(&parts.pack(), "").unwrap_err();
    let found = issues.iter().find(|issue| issue.fault == Fault::MissingHeader);
    assert_eq!(found.map(|issue| issue.sheet.as_str()), Some(LINES), "{}", shown(&issues));

    let mut empty = base();
    empty.lines.clear();
    empty.official_costs.clear();
    let examined = workbook::examine(&workbook::write(&empty).unwrap(), "");
    assert!(examined.issues.iter().any(|issue| issue.fault == Fault::NoLines && issue.sheet == LINES));
    assert_eq!(examined.budget, Some(empty));
}

#[test]
fn what_is_no_budget_workbook_is_said_to_be_none() {
    let disclosure = Generator::new(1).budget_of(&Shape::simplest()).draft();
    let fault = |bytes: &[u8], name: &str| {
        let issues = workbook::read(bytes, name).unwrap_err();
        assert_eq!(issues.len(), 1, "{}", shown(&issues));
        (issues[0].fault, issues[0].to_string())
    };
    let (kind, text) = fault(&mingsuan_testkit::write_docx::write_docx(&disclosure).unwrap(), "x.docx");
    assert!(kind == Fault::NotAWorkbook && text.contains("Word 文档") && text.contains("new --from"), "{text}");
    let (kind, text) = fault(&mingsuan_testkit::write_xlsx::write_xlsx(&disclosure).unwrap(), "x.xlsx");
    assert!(kind == Fault::ForeignWorkbook && text.contains("new --from"), "{text}");
    assert_eq!(fault("一段话".as_bytes(), "x.txt").0, Fault::NotAWorkbook);
    assert_eq!(fault(b"", "x.xlsx").0, Fault::Unreadable);
    assert_eq!(fault(b"PK\x03\x04 and no more", "x.xlsx").0, Fault::Unreadable);
    assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls").0, Fault::Unreadable);
}

#[test]
fn hostile_workbooks_are_refused_and_do_not_take_the_machine_down() {
    let bytes = workbook::write(&base()).unwrap();
    // A part that unpacks to far more than it was packed from.
    let mut parts = Parts::of(&bytes);
    parts.part("/sheet3.xml").push_str(&" ".repeat(70 << 20));
    assert_eq!(workbook::read(&parts.pack(), "").unwrap_err()[0].fault, Fault::Unreadable);
    // More cells than any budget has.
    let mut parts = Parts::of(&bytes);
    let rows: String = (500..1_000_000).map(|row| format!("<row r=\"{row}\"><c><v>1</v></c></row>")).collect();
    let xml = parts.part("/sheet3.xml");
    *xml = xml.replace("</sheetData>", &format!("{rows}</sheetData>"));
    assert_eq!(workbook::read(&parts.pack(), "").unwrap_err()[0].fault, Fault::Unreadable);
    // A cell at the far end of the sheet.
    let mut parts = Parts::of(&bytes);
    let xml = parts.part("/sheet3.xml");
    *xml = xml.replace("</sheetData>", "<row r=\"1048576\"><c r=\"A1048576\"><v>5</v></c></row></sheetData>");
    let issues = workbook::read(&parts.pack(), "").unwrap_err();
    assert!(issues.iter().all(|issue| issue.cell.ends_with("1048576")), "{}", shown(&issues));
}
