//! The lines that stand above a table: its number, its title, agency, year and scale. All but the title belong into the
//! table, as its caption; in the text they would be torn from it.

use mingsuan_model::text::{normalized, squeezed};

use super::super::Piece;
use super::is_title;
use super::pages::{Item, Placing};

/// No more lines than this are looked at.
const REACH: usize = 6;
/// A caption line is no longer than this.
const LONGEST_CAPTION: usize = 40;
/// What the label of a caption ends with: 编制单位：, 部门名称：, 预算年度：.
const LABELS: [&str; 6] = ["单位", "部门", "名称", "年度", "时间", "日期"];

/// Takes the caption lines from the end of what has been laid out. If one of the lines is a title of the table, `as_title`
/// makes it one, and all lines behind it are captions.
pub(super) fn take(items: &mut Vec<Item>, titles: &[&str], as_title: impl Fn(&str) -> Piece) -> Vec<String> {
    let near = items.len().saturating_sub(REACH);
    let mut title = None;
    for at in (near..items.len()).rev() {
        match shown(&items[at]) {
            Some(text) if titles.contains(&text) => {
                title = Some(at);
                break;
            }
            Some(_) if is_loose(&items[at]) => {}
            _ => break,
        }
    }
    let captions = match title {
        Some(at) => at + 1,
        None => {
            let is_caption = |item: &Item| is_loose(item) && shown(item).is_some_and(is_caption_line);
            items.iter().rposition(|item| !is_caption(item)).map_or(0, |last| last + 1)
        }
    };
    let mut lines: Vec<String> = items.drain(captions..).filter_map(|item| shown(&item).map(str::to_owned)).collect();
    let Some(at) = title else { return lines };
    if is_loose(&items[at])
        && let Some(text) = shown(&items[at]).map(str::to_owned)
    {
        items[at].piece = as_title(&text);
    }
    if let Some(before) = at.checked_sub(1).filter(|before| is_loose(&items[*before]))
        && shown(&items[before]).is_some_and(is_table_number)
    {
        let number = items.remove(before);
        lines.splice(0..0, shown(&number).map(str::to_owned));
    }
    lines
}

/// The text of a piece that may be above a table.
fn shown(item: &Item) -> Option<&str> {
    match &item.piece {
        _ if item.placing != Placing::InText => None,
        Piece::Title(text)
        | Piece::Heading(_, text)
        | Piece::StatementTitle(text)
        | Piece::TableTitle(text)
        | Piece::Paragraph(text) => Some(text),
        Piece::Note(_) | Piece::Table(_) => None,
    }
}

/// A short line that is no heading.
fn is_loose(item: &Item) -> bool {
    let is_heading = matches!(item.piece, Piece::Heading(..));
    !is_heading
        && shown(item)
            .is_some_and(|text| text.chars().count() <= LONGEST_CAPTION && (is_title(text) || is_caption_line(text)))
}

/// 单位：万元, 部门名称：某某局, （2026年度）, 表2.
fn is_caption_line(text: &str) -> bool {
    let text = normalized(text);
    let bare = text.trim_matches(['(', ')', '[', ']']);
    let is_labelled = bare
        .split_once(':')
        .is_some_and(|(label, _)| label.chars().count() <= 10 && LABELS.iter().any(|ending| label.ends_with(ending)));
    let is_year = bare.trim_end_matches('度').strip_suffix('年').is_some_and(|year| {
        year.len() == 4 && year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit())
    });
    text.chars().count() <= LONGEST_CAPTION && (is_labelled || is_year) || is_table_number(&text)
}

/// 表2, 附表1-1, 公开表 3, 预算01表, 附件2.
fn is_table_number(text: &str) -> bool {
    let text = squeezed(text);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十-－—.（()）：:".contains(c);
    let word: String = text.chars().filter(|c| !is_number(*c)).collect();
    let has_number = word.len() < text.len();
    has_number && word.chars().count() <= 4 && (word.contains('表') || word == "附件") && !word.contains('年')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[&str]) -> Vec<Item> {
        let item = |text: &&str| Item { piece: Piece::Paragraph((*text).to_owned()), placing: Placing::InText };
        texts.iter().map(item).collect()
    }

    fn as_title(text: &str) -> Piece {
        Piece::StatementTitle(text.to_owned())
    }

    #[test]
    fn lines_around_a_title_go_into_the_table() {
        let mut laid = items(&["文字。", "表2", "收入总表", "部门名称：某某局", "单位：万元"]);
        assert_eq!(take(&mut laid, &["收入总表"], as_title), ["表2", "部门名称：某某局", "单位：万元"]);
        assert_eq!(laid.len(), 2);
        assert_eq!(laid[1].piece, as_title("收入总表"));
    }

    #[test]
    fn without_a_title_only_captions_are_taken() {
        let mut laid = items(&["有关情况", "（2026年度）", "单位：元"]);
        assert_eq!(take(&mut laid, &["收入总表"], as_title), ["（2026年度）", "单位：元"]);
        assert_eq!(laid[0].piece, Piece::Paragraph("有关情况".into()));
        assert!(take(&mut items(&["机构设置：", "单位机构设置情况"]), &[], as_title).is_empty());
    }

    #[test]
    fn sentences_and_headings_stop_the_search() {
        let mut laid = items(&["收入总表", "收入如下。"]);
        laid.push(Item { piece: Piece::Heading(1, "三、表".into()), placing: Placing::InText });
        assert!(take(&mut laid, &["收入总表"], as_title).is_empty());
        assert_eq!(laid.len(), 3);
    }
}
