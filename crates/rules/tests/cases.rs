//! Every rule has a case file in `cases/<family>/<rule>.md`: a tiny document with the expected findings marked beside
//! the cell (`1690.75 ◀ A001`), and a passing neighbour. Rules, cases and manual pages match one to one.
//!
//! In a block fenced with ```` ```案例 ```` a line in pipes is a table row (`<` continues the cell to the left, `^` the
//! cell above), a blank line ends a table, any other line is a paragraph; `全文 ◀ D001` marks a finding on the whole document.
//! In the case of a rule that compares documents a line `== 名称` begins the next document of the block.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mingsuan_document::{Block as Part, Document, Format, Paragraph, Spans, TableBuilder};
use mingsuan_model::{Finding, Place};
use mingsuan_rules::registry::RULES;
use mingsuan_rules::{Body, Imprint, Together, judge_together};

/// A place in comparable form: table, row and column; or a paragraph; or the whole document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Document,
    Paragraph(u32),
    Cell(u32, u32, u32),
}

fn spot(place: &Place) -> Spot {
    match (place.table, place.row, place.column, place.paragraph) {
        (Some(table), row, column, _) => Spot::Cell(table, row.unwrap_or(0), column.unwrap_or(0)),
        (None, _, _, Some(paragraph)) => Spot::Paragraph(paragraph),
        _ => Spot::Document,
    }
}

fn spots(finding: &Finding) -> Vec<Spot> {
    if finding.suspects.is_empty() { vec![spot(&finding.place)] } else { finding.suspects.iter().map(spot).collect() }
}

#[derive(Default)]
struct Case {
    document: Option<Document>,
    expected: BTreeSet<(Spot, String)>,
}

impl Case {
    fn marks_another(&self, code: &str) -> bool {
        self.expected.iter().any(|(_, marked)| marked != code)
    }
}

/// The documents of a block with their names.
struct Block {
    documents: Vec<(String, Case)>,
}

impl Block {
    fn read(lines: &[&str]) -> Self {
        let mut documents: Vec<(String, Vec<&str>)> = Vec::new();
        for line in lines {
            match line.strip_prefix("== ") {
                Some(name) => documents.push((name.trim().to_owned(), Vec::new())),
                None if documents.is_empty() => documents.push((String::new(), vec![line])),
                None => documents.last_mut().unwrap().1.push(line),
            }
        }
        Self { documents: documents.into_iter().map(|(name, lines)| (name, read_case(&lines))).collect() }
    }

    fn expected(&self) -> BTreeSet<(String, Spot)> {
        let marks = self.documents.iter().flat_map(|(name, case)| case.expected.iter().map(move |mark| (name, mark)));
        marks.map(|(name, (spot, _))| (name.clone(), spot.clone())).collect()
    }

    /// What the rule finds, and everything that was found in words.
    fn found(&self, rule: &mingsuan_rules::Rule) -> (BTreeSet<(String, Spot)>, Vec<String>) {
        let disclosures: Vec<_> = self
            .documents
            .iter()
            .map(|(name, case)| (name, mingsuan_import::import(case.document.as_ref().unwrap(), None)))
            .collect();
        let mut findings: Vec<(String, Finding)> = Vec::new();
        if matches!(rule.body, Body::Together(_)) {
            let mut together = Together::default();
            disclosures.iter().for_each(|(name, disclosure)| together.add(name, Imprint::of(disclosure)));
            let (crossings, _) = judge_together(&mut together);
            findings.extend(crossings.into_iter().map(|crossing| (crossing.path, crossing.finding)));
        } else {
            for (name, disclosure) in &disclosures {
                let judged = mingsuan_rules::judge(disclosure).findings;
                findings.extend(judged.into_iter().map(|finding| ((*name).clone(), finding)));
            }
        }
        let shown =
            findings.iter().map(|(_, f)| format!("    {} {} {}", f.code, f.place.describe(), f.message)).collect();
        let of_rule = findings.iter().filter(|(_, finding)| finding.code == rule.code);
        (of_rule.flat_map(|(name, f)| spots(f).into_iter().map(move |spot| (name.clone(), spot))).collect(), shown)
    }
}

/// The blocks of a case file, in order.
fn cases(markdown: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "```案例" {
            let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
            found.push(Block::read(&block));
        }
    }
    found
}

fn read_case(lines: &[&str]) -> Case {
    let mut case = Case { document: Some(Document::new(Format::Txt)), ..Case::default() };
    let (mut paragraphs, mut tables) = (0, 0);
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        if line.starts_with('|') {
            let end = lines[at..].iter().position(|l| !l.trim().starts_with('|')).map_or(lines.len(), |n| at + n);
            tables += 1;
            read_table(&mut case, tables, &lines[at..end]);
            at = end;
            continue;
        }
        at += 1;
        let (text, marks) = marked(line.trim_start_matches("# "));
        if text.is_empty() {
            continue;
        }
        let whole = text == "全文" && !marks.is_empty();
        paragraphs += u32::from(!whole);
        let mark = if whole { Spot::Document } else { Spot::Paragraph(paragraphs) };
        case.expected.extend(marks.into_iter().map(|code| (mark.clone(), code)));
        if !whole {
            let place = Place { paragraph: Some(paragraphs), line: u32::try_from(at).ok(), ..Place::default() };
            let block = Part::Paragraph(Paragraph { text: text.to_owned(), level: None, place });
            case.document.as_mut().unwrap().blocks.push(block);
        }
    }
    case
}

fn read_table(case: &mut Case, table: u32, lines: &[&str]) {
    let place = Place { table: Some(table), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place);
    for (row, line) in lines.iter().enumerate() {
        builder.start_row();
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        for (column, text) in cells.iter().enumerate() {
            let (text, marks) = marked(text);
            let r = u32::try_from(row + 1).unwrap();
            let c = u32::try_from(column + 1).unwrap();
            case.expected.extend(marks.into_iter().map(|code| (Spot::Cell(table, r, c), code)));
            match text {
                "<" => {}
                "^" => {
                    let above = builder.index_at(row - 1, column).unwrap();
                    builder.extend_down(above);
                }
                _ => {
                    let span = 1 + cells[column + 1..].iter().take_while(|next| **next == "<").count();
                    builder.put(row, column, text.to_owned(), span, 1, Place::default());
                }
            }
        }
    }
    case.document.as_mut().unwrap().blocks.extend(builder.finish(None).map(Part::Table));
}

/// A text without its marks, and the codes marked.
fn marked(text: &str) -> (&str, Vec<String>) {
    let mut parts = text.split('◀').map(str::trim);
    let text = parts.next().unwrap_or_default();
    (text, parts.map(str::to_owned).collect())
}

/// What is said of a run has no document to mark; the tests of the command line show it.
fn has_case(rule: &mingsuan_rules::Rule) -> bool {
    !matches!(rule.body, Body::Run)
}

fn case_path(rule: &mingsuan_rules::Rule) -> PathBuf {
    let family = rule.code[..1].to_lowercase();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(family).join(format!("{}.md", rule.name))
}

#[test]
fn each_rule_finds_what_its_case_marks_and_nothing_in_the_neighbour() {
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| has_case(rule)) {
        let Ok(markdown) = std::fs::read_to_string(case_path(rule)) else {
            wrong.push(format!("{}: no case file {}", rule.code, case_path(rule).display()));
            continue;
        };
        let cases = cases(&markdown);
        let (failing, passing): (Vec<_>, Vec<_>) = cases.iter().partition(|case| !case.expected().is_empty());
        if failing.is_empty() || passing.is_empty() {
            wrong.push(format!("{}: a case file needs a marked block and an unmarked neighbour", rule.code));
        }
        for (number, case) in cases.iter().enumerate() {
            let (found, shown) = case.found(rule);
            if found != case.expected() || case.documents.iter().any(|(_, case)| case.marks_another(rule.code)) {
                let expected = case.expected();
                wrong.push(format!("{} block {}: expected {expected:?}, found {found:?}", rule.code, number + 1));
                wrong.extend(shown);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_cases_and_manuals_match_one_to_one() {
    const HEADINGS: [&str; 6] = ["## 检查内容", "## 为何重要", "## 依据", "## 示例", "## 如何更正", "## 例外"];
    let mut codes = BTreeSet::new();
    let mut names = BTreeSet::new();
    for rule in RULES.iter() {
        assert!(codes.insert(rule.code) && names.insert(rule.name), "{} {} stands twice", rule.code, rule.name);
        assert!(rule.code.len() == 4 && rule.code[1..].bytes().all(|b| b.is_ascii_digit()), "{}", rule.code);
        let manual = rule.manual();
        let title = format!("# {} {} ({})", rule.code, rule.title, rule.name);
        assert_eq!(manual.lines().next(), Some(title.as_str()), "{}", rule.code);
        let at: Vec<_> =
            HEADINGS.iter().map(|h| manual.find(h).unwrap_or_else(|| panic!("{} has no {h}", rule.code))).collect();
        assert!(at.is_sorted(), "{}: the headings of the manual are out of order", rule.code);
        assert!(!rule.basis.is_empty(), "{} has no basis", rule.code);
    }
    assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code), "the registry is in order of codes");
    let known: BTreeSet<PathBuf> = RULES.iter().filter(|rule| has_case(rule)).map(case_path).collect();
    for family in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")).unwrap() {
        for file in std::fs::read_dir(family.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            assert!(known.contains(&path), "{} belongs to no rule", path.display());
        }
    }
}
