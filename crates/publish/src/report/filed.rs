//! The report on paper: a cover, a summary, what concerns several documents, and each document with its problems, as a `Layout`
//! that the writers of docx and pdf set. What is told of a document is `told.rs`'.

mod forms;

use mingsuan_rules::registry;

use super::round::{DocumentRound, Fate, RoundCounts};
use super::tail::share;
use super::told::{Account, Content, Edition, Problem, SEVERITIES, Unchecked, named};
use super::words::Lang;
use super::{Counts, Summary, Tally};
use crate::docx;
use crate::error::WriteError;
use crate::layout::{Layout, Orientation, Piece, Section};
use crate::pdf::{self, Fonts, PdfError};

use forms::{Column, table};

/// The most findings of a pdf: its pages are set in memory, half a megabyte a finding.
const MOST_IN_PDF: usize = 2_000;

/// The report as a docx file. Its contents have the first page, so that the title needs no page of its own.
pub fn docx(accounts: &[Account], summary: &Summary, edition: Edition) -> Result<Vec<u8>, WriteError> {
    let mut sections = chapters(accounts, summary, edition);
    if let Some(first) = sections.first_mut() {
        first.pieces.splice(0..0, cover(summary, edition));
    }
    docx::write(&layout(sections, edition))
}

/// The report as a PDF. A character that no font has is printed as 〓: a report may quote anything.
pub fn pdf(accounts: &[Account], summary: &Summary, edition: Edition, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let told = accounts.iter().filter_map(|account| account.content.as_ref().ok());
    let found = told.map(|content| content.problems.len()).sum::<usize>() + summary.crossings.len();
    if found > MOST_IN_PDF {
        return Err(PdfError::TooLong { found, most: MOST_IN_PDF });
    }
    let mut sections = vec![portrait(cover(summary, edition))];
    sections.extend(chapters(accounts, summary, edition));
    pdf::write_with_gaps(layout(sections, edition), fonts, edition.made)
}

fn layout(sections: Vec<Section>, edition: Edition) -> Layout {
    Layout { title: edition.title().to_owned(), agency: String::new(), sections }
}

/// The report without its cover, each chapter on pages of its own.
fn chapters(accounts: &[Account], summary: &Summary, edition: Edition) -> Vec<Section> {
    let lang = edition.lang;
    let mut chapters = vec![(lang.say("汇总", "Summary").to_owned(), overview(summary, lang))];
    let crossings = Problem::of_crossings(&summary.crossings, lang);
    if !crossings.is_empty() {
        let title = lang.say("几份文件之间和这次检查", "Between documents, and of this run");
        chapters.push((title.to_owned(), problems(&crossings, lang)));
    }
    chapters.extend(accounts.iter().map(|account| (account.title.replace(" · ", ""), self::account(account, lang))));
    let chapter = |(number, (title, pieces)): (usize, (String, Vec<Piece>))| {
        let heading = Piece::Heading(1, numbered(number, &title, lang));
        portrait(std::iter::once(heading).chain(pieces).collect())
    };
    (1..).zip(chapters).map(chapter).collect()
}

fn portrait(pieces: Vec<Piece>) -> Section {
    Section { orientation: Orientation::Portrait, pieces }
}

fn numbered(number: usize, title: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}、{title}", mingsuan_model::text::chinese_number(number)),
        Lang::En => format!("{number}. {title}"),
    }
}

/// The title with counts and date.
fn cover(summary: &Summary, edition: Edition) -> Vec<Piece> {
    let lang = edition.lang;
    let mut lines = vec![told_counts(summary, lang)];
    if summary.is_partial() {
        let text = lang.say("检查被中断，还有 {} 份文件没有检查", "broken off: {} files were not reached");
        lines.push(text.replace("{}", &summary.remaining.to_string()));
    }
    lines.push(edition.date());
    let title = Piece::Title(edition.title().to_owned());
    std::iter::once(title).chain(lines.into_iter().map(Piece::Paragraph)).collect()
}

/// `检查文件 3 份；错误 5，警告 2，提示 0`.
fn told_counts(summary: &Summary, lang: Lang) -> String {
    let counts = summary.counts();
    let mut parts = vec![match lang {
        Lang::Zh => format!("检查文件 {} 份", summary.tallies.len()),
        Lang::En => format!("{} files", summary.tallies.len()),
    }];
    if summary.unreadable() > 0 {
        parts.push(format!("{} {}", lang.say("无法读取", "unreadable"), summary.unreadable()));
    }
    parts.extend(SEVERITIES.map(|severity| format!("{} {}", lang.severity(severity), counts.of(severity))));
    if counts.waived > 0 {
        parts.push(format!("{} {}", lang.say("已豁免", "waived"), counts.waived));
    }
    parts.join(lang.say("，", ", "))
}

/// The columns of counts.
fn count_columns(lang: Lang) -> Vec<Column<'static>> {
    SEVERITIES.map(|severity| Column::number(lang.severity(severity), 4)).to_vec()
}

fn counts(counts: Counts) -> impl Iterator<Item = String> {
    SEVERITIES.into_iter().map(move |severity| counts.of(severity).to_string())
}

fn overview(summary: &Summary, lang: Lang) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let agencies = summary.agencies();
    if agencies.len() > 1 {
        let mut columns =
            vec![Column::text(lang.say("单位", "agency"), 24), Column::number(lang.say("文件", "files"), 4)];
        columns.extend(count_columns(lang));
        let rows = agencies.iter().map(|row| {
            let code = row.agency.code.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
            let name = format!("{}{code}", named(&row.agency.name, lang));
            [name, row.documents.to_string()].into_iter().chain(counts(row.counts)).collect()
        });
        pieces.extend(titled(lang.say("各单位的问题", "by agency"), table(&columns, rows.collect())));
    }
    let mut columns = vec![Column::text(lang.say("文件", "file"), 24)];
    columns.extend(count_columns(lang));
    columns.push(Column::number(lang.say("覆盖率", "cover"), 5));
    let rows = summary.tallies.iter().map(|tally| file(tally, lang)).collect();
    pieces.extend(titled(lang.say("各文件的问题", "by file"), table(&columns, rows)));
    let note = lang.say(
        "注：覆盖率是表中金额至少经过一次核对的比例。",
        "The cover is the share of the money in tables that stands in a comparison.",
    );
    pieces.push(Piece::Note(note.to_owned()));
    pieces.extend(rounds(summary, lang));
    pieces.extend(rules(summary, lang));
    let same = summary.duplicates().into_iter().map(|(_, paths)| vec![paths.join("\n")]).collect::<Vec<_>>();
    if !same.is_empty() {
        let title = lang.say("内容完全相同的文件", "the same file under several names");
        pieces.extend(titled(title, table(&[Column::text(lang.say("文件", "file"), 30)], same)));
    }
    pieces
}

fn file(tally: &Tally, lang: Lang) -> Vec<String> {
    if tally.unreadable.is_some() {
        let mut row = vec![format!("{}\n{}", tally.path, lang.say("无法读取", "unreadable"))];
        row.resize(5, "—".to_owned());
        return row;
    }
    let agency = tally.agency.as_ref().map_or("", |agency| named(&agency.name, lang));
    let covered = match tally.coverage {
        (0, _) => "—".to_owned(),
        (all, verified) => share(all, verified),
    };
    std::iter::once(format!("{}\n{agency}", tally.path)).chain(counts(tally.counts)).chain([covered]).collect()
}

/// What became of the findings of an earlier report.
fn rounds(summary: &Summary, lang: Lang) -> Vec<Piece> {
    let Some(rounds) = &summary.rounds else { return Vec::new() };
    let mut columns = vec![Column::text(lang.say("文件", "file"), 24)];
    columns.extend(Fate::ALL.map(|fate| Column::number(lang.fate(fate), 5)));
    let row = |name: String, counts: RoundCounts| {
        std::iter::once(name).chain(Fate::ALL.map(|fate| counts.of(fate).to_string())).collect()
    };
    let named = |one: &DocumentRound| format!("{}\n{}", one.path, one.against(lang));
    let mut rows: Vec<Vec<String>> = rounds.documents.iter().map(|one| row(named(one), one.counts)).collect();
    rows.push(row(lang.say("合计", "all").to_owned(), rounds.counts()));
    let mut pieces = titled(lang.say("整改情况", "rectification"), table(&columns, rows)).to_vec();
    if !rounds.missing.is_empty() {
        pieces.push(Piece::Note(rounds.told_missing(lang)));
    }
    pieces
}

fn rules(summary: &Summary, lang: Lang) -> Vec<Piece> {
    let found = summary.rules();
    if found.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![Column::text(lang.say("规则", "rule"), 24), Column::number(lang.say("文件", "files"), 4)];
    columns.extend(count_columns(lang));
    let rows = found.iter().map(|row| {
        let title = registry::find(&row.code).map(|rule| lang.title(rule)).unwrap_or_default();
        let name = format!("{} {title}", row.code);
        [name, row.documents.to_string()].into_iter().chain(counts(row.counts)).collect()
    });
    titled(lang.say("各规则发现的问题", "by rule"), table(&columns, rows.collect())).to_vec()
}

fn titled(title: &str, table: Piece) -> [Piece; 2] {
    [Piece::TableTitle(title.to_owned()), table]
}

fn account(account: &Account, lang: Lang) -> Vec<Piece> {
    let mut lines = vec![(lang.say("文件", "file"), account.tally.path.clone())];
    match &account.content {
        Err(message) => {
            lines.push((lang.say("无法读取", "unreadable"), message.clone()));
            vec![forms::labelled(lines)]
        }
        Ok(content) => {
            lines.extend(content.facts.iter().cloned());
            lines.extend(coverage(account.tally.coverage, lang));
            let mut pieces = vec![forms::labelled(lines)];
            pieces.extend(chapter(content, lang));
            pieces
        }
    }
}

fn coverage((all, verified): (usize, usize), lang: Lang) -> Option<(&'static str, String)> {
    let text = lang.say("表中金额 {} 处，核对到 {} 处（{}）", "{} amounts in tables, {} compared ({})");
    let share = (all > 0).then(|| share(all, verified))?;
    let told = [all.to_string(), verified.to_string(), share];
    Some((lang.say("覆盖", "cover"), told.iter().fold(text.to_owned(), |text, part| text.replacen("{}", part, 1))))
}

fn chapter(content: &Content, lang: Lang) -> Vec<Piece> {
    let mut pieces = vec![Piece::Heading(2, lang.say("（一）发现的问题", "Findings").to_owned())];
    if content.problems.is_empty() {
        pieces.push(Piece::Paragraph(lang.say("没有发现问题。", "Nothing was found.").to_owned()));
    }
    pieces.extend(problems(&content.problems, lang));
    if !content.unchecked.is_empty() {
        pieces.push(Piece::Heading(2, lang.say("（二）没有检查到的内容", "Not checked").to_owned()));
        pieces.extend(unchecked(&content.unchecked, lang));
    }
    pieces
}

/// Each problem as a form with what must be seen of it; those whose rule was told often enough, a line each.
fn problems(problems: &[Problem], lang: Lang) -> Vec<Piece> {
    let numbered = || (1..).zip(problems);
    let full = numbered().filter(|(_, problem)| !problem.is_repeated);
    let mut pieces: Vec<Piece> = full.flat_map(|(number, problem)| forms::problem(number, problem, lang)).collect();
    let brief: Vec<Vec<String>> = numbered()
        .filter(|(_, problem)| problem.is_repeated)
        .map(|(number, problem)| forms::line(number, problem, lang))
        .collect();
    if !brief.is_empty() {
        let columns = [
            Column::number(lang.say("序号", "no."), 3),
            Column::text(lang.say("问题", "finding"), 11),
            Column::text(lang.say("位置", "place"), 8),
            Column::text(lang.say("说明", "note"), 22),
        ];
        let title = lang.say("其他同类问题", "more of the same kinds");
        pieces.extend(titled(title, table(&columns, brief)));
    }
    pieces
}

fn unchecked(unchecked: &Unchecked, lang: Lang) -> Vec<Piece> {
    let place = lang.say("位置", "place");
    let parts = [
        (
            lang.say("没有核对到的数字", "numbers nothing vouches for"),
            lang.say("数字", "number"),
            place,
            &unchecked.numbers,
        ),
        (
            lang.say("无法检查的规则", "rules that lacked something"),
            lang.say("规则", "rule"),
            lang.say("原因", "reason"),
            &unchecked.rules,
        ),
        (lang.say("文件本身的问题", "oddities of the file"), lang.say("问题", "oddity"), place, &unchecked.issues),
    ];
    let told = parts.into_iter().filter(|(_, _, _, list)| !list.is_empty());
    told.flat_map(|(title, first, second, list)| {
        let rows = list.iter().map(|(text, aside)| vec![text.clone(), aside.clone()]).collect();
        titled(title, table(&[Column::text(first, 18), Column::text(second, 22)], rows))
    })
    .collect()
}
