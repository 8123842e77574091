//! A specimen as an HTML page for any program that prints: cover, titles, captions, statements, targets, and the look.
//! What stands in the cells is made elsewhere.

use std::collections::HashMap;

use mingsuan_model::Scale;

use super::sheet::Sheet;
use super::targets::Form;
use super::template::Template;
use crate::budget::Budget;
use crate::draft::{Draft, DraftCell, DraftTable};
use crate::xml::escape;

/// The page of a whole specimen.
pub(super) fn page(
    budget: &Budget,
    template: &Template,
    (sheets, forms): (&[Sheet], &[Form]),
    looks: &HashMap<String, String>,
) -> String {
    let style: String = template.look.iter().filter_map(|name| looks.get(name)).map(String::as_str).collect();
    let base = looks.get("base").map_or("", String::as_str);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><style>{base}{style}</style></head>\n<body>\n"
    );
    if !template.running_head.is_empty() {
        out.push_str(&format!("<div class=\"running\">{}</div>\n", escape(&template.running_head)));
    }
    if !template.watermark.is_empty() {
        out.push_str(&format!("<div class=\"watermark\">{}</div>\n", escape(&template.watermark)));
    }
    out.push_str("<div class=\"cover\">\n");
    for line in &template.cover {
        out.push_str(&format!("<p class=\"title\">{}</p>\n", escape(&filled(line, budget))));
    }
    out.push_str("</div>\n");
    if !template.text.is_empty() {
        out.push_str("<div class=\"part\">\n");
        for line in &template.text {
            out.push_str(&format!("<p class=\"text\">{}</p>\n", escape(&filled(line, budget))));
        }
        out.push_str("</div>\n");
    }
    for (ordinal, sheet) in sheets.iter().enumerate() {
        statement(budget, template, sheet, ordinal, &mut out);
    }
    for form in forms {
        out.push_str(&format!("<div class=\"part\">\n<p class=\"title\">{}</p>\n", escape(&form.title)));
        out.push_str(&format!("<p class=\"scale\">（{}年度）</p>\n", budget.year));
        write_table(&form.table, template.repeats_header && form.table.header_rows > 0, &mut out);
        out.push_str("</div>\n");
    }
    out.push_str("</body></html>\n");
    out
}

/// A line with name and year filled in.
pub(super) fn filled(line: &str, budget: &Budget) -> String {
    let chinese: String = budget.year.to_string().chars().map(chinese_digit).collect();
    let half = budget.agency.name.chars().count() / 2;
    let (first, second): (String, String) =
        (budget.agency.name.chars().take(half).collect(), budget.agency.name.chars().skip(half).collect());
    line.replace("{name}", &budget.agency.name)
        .replace("{name1}", &first)
        .replace("{name2}", &second)
        .replace("{code}", &budget.agency.code)
        .replace("{year}", &budget.year.to_string())
        .replace("{prior}", &(budget.year - 1).to_string())
        .replace("{年}", &chinese)
}

fn chinese_digit(digit: char) -> char {
    let at = digit.to_digit(10).unwrap_or(0) as usize;
    ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'].get(at).copied().unwrap_or(digit)
}

/// A statement as it stands on the page: what stands above it, and the table with the rows put on it.
struct Framed {
    heading: Option<String>,
    titles: Vec<String>,
    /// The line above the table: what stands at its left and at its right.
    caption: Option<(String, String)>,
    table: DraftTable,
}

fn framed(budget: &Budget, template: &Template, sheet: &Sheet, ordinal: usize) -> Framed {
    let scale = scale_text(template, sheet.scale);
    let mut titles: Vec<String> = sheet.title.iter().map(|line| filled(line, budget)).collect();
    if template.scale_at == "title"
        && let Some(last) = titles.last_mut()
    {
        last.push_str(&format!("（{scale}）"));
    }
    let mut table = sheet.table.clone();
    let columns = table.columns();
    let mut heading = None;
    if template.title_at == "row" {
        table.header_rows += titles.len();
        table.rows.splice(0..0, titles.drain(..).map(|line| vec![DraftCell::span(line, columns, 1)]));
    } else if template.title_at == "heading" {
        let number = crate::lists::chinese_number(ordinal + 1);
        titles = vec![titles.concat()];
        heading = Some(format!("{number}、{}", titles[0]));
    }
    let name = &budget.agency.name;
    let caption = match template.scale_at.as_str() {
        "caption" => {
            let left = (columns / 2).max(1);
            let at = if template.title_at == "row" { sheet.title.len() } else { 0 };
            let cells = vec![
                DraftCell::span(format!("部门（单位）：{name}"), left, 1),
                DraftCell::span(&scale, columns - left, 1),
            ];
            table.rows.insert(at, cells);
            table.header_rows += 1;
            None
        }
        "once" if ordinal > 0 => None,
        "above" | "once" => Some((String::new(), scale)),
        "both" => Some((format!("部门：{name}"), scale)),
        _ => None,
    };
    Framed { heading, titles, caption, table }
}

fn statement(budget: &Budget, template: &Template, sheet: &Sheet, ordinal: usize, out: &mut String) {
    let framed = framed(budget, template, sheet, ordinal);
    out.push_str("<div class=\"part\">\n");
    if let Some(heading) = &framed.heading {
        out.push_str(&format!("<h2>{}</h2>\n", escape(heading)));
    }
    for line in &framed.titles {
        out.push_str(&format!("<p class=\"title\">{}</p>\n", escape(line)));
    }
    if let Some((left, right)) = &framed.caption {
        let (left, right) = (escape(left), escape(right));
        out.push_str(&if left.is_empty() {
            format!("<p class=\"scale\">{right}</p>\n")
        } else {
            format!("<div class=\"sides\"><span>{left}</span><span>{right}</span></div>\n")
        });
    }
    write_table(&framed.table, template.repeats_header, out);
    out.push_str("</div>\n");
}

/// The specimen as a draft, for the writers of other formats.
pub(super) fn draft(budget: &Budget, template: &Template, (sheets, forms): (&[Sheet], &[Form])) -> Draft {
    let mut draft = Draft::default();
    template.cover.iter().for_each(|line| draft.heading(0, filled(line, budget)));
    template.text.iter().for_each(|line| draft.paragraph(filled(line, budget)));
    for (ordinal, sheet) in sheets.iter().enumerate() {
        let framed = framed(budget, template, sheet, ordinal);
        let mut titles = framed.heading.into_iter().chain(framed.titles).collect::<Vec<_>>();
        let title = titles.pop().or_else(|| sheet.title.last().map(|line| filled(line, budget)));
        titles.into_iter().for_each(|line| draft.paragraph(line));
        // A sheet of a workbook bears the heading above its table, and nothing else.
        if let Some(title) = title {
            draft.heading(1, title);
        }
        let mut table = framed.table;
        if let Some((left, right)) = framed.caption {
            let columns = table.columns();
            let text = if left.is_empty() { right } else { format!("{left}　　　　{right}") };
            table.rows.insert(0, vec![DraftCell::span(text, columns, 1)]);
            table.header_rows += 1;
        }
        draft.table(table);
    }
    for form in forms {
        draft.heading(1, form.title.clone());
        draft.table(form.table.clone());
    }
    draft
}

/// 单位：万元, （万元）, 金额单位:元.
fn scale_text(template: &Template, scale: Scale) -> String {
    let words = template.scale_words.as_str();
    let close = if words.starts_with('（') { "）" } else { "" };
    format!("{words}{}{close}", scale.name())
}

fn write_table(table: &DraftTable, repeats: bool, out: &mut String) {
    out.push_str("<table>\n");
    if repeats {
        out.push_str("<thead>\n");
    }
    for (r, row) in table.rows.iter().enumerate() {
        let is_head = r < table.header_rows;
        out.push_str(if is_head { "<tr class=\"head\">" } else { "<tr>" });
        for cell in row {
            let class = if mingsuan_model::Decimal::parse(&cell.text).is_some() { " class=\"n\"" } else { "" };
            let span =
                |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
            let text = escape(&cell.text).replace('\n', "<br>");
            let (columns, rows) = (span("colspan", cell.colspan), span("rowspan", cell.rowspan));
            out.push_str(&format!("<td{class}{columns}{rows}>{text}</td>"));
        }
        out.push_str("</tr>\n");
        if repeats && r + 1 == table.header_rows {
            out.push_str("</thead><tbody>\n");
        }
    }
    out.push_str(if repeats { "</tbody></table>\n" } else { "</table>\n" });
}
