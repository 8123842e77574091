//! What was read of a document, to be drawn: its paragraphs and tables with their places, or its pages as pictures.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use mingsuan_document::{Block, Cell, Document, Table};
use mingsuan_model::{Decimal, Place};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use utoipa::{IntoParams, ToSchema};

use super::documents::judged;
use crate::App;
use crate::check::{no_document, read};
use crate::extract::{Path, Query};
use crate::openapi::ReportPlace;
use crate::picture::{self, PATIENCE, PageSize, WIDTHS};
use crate::problem::{Problem, Result};

/// A document as it was read.
#[derive(Serialize, ToSchema)]
pub(crate) struct Content {
    /// `pdf`, `docx` …
    format: Option<&'static str>,
    /// The pages; of a PDF only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<PageSize>>,
    /// Paragraphs and tables in reading order.
    blocks: Vec<Piece>,
}

/// A block of a document.
#[derive(Serialize, ToSchema)]
#[schema(as = Block)]
pub(crate) struct Piece {
    kind: Kind,
    /// Heading level from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// The text of a heading or paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[schema(value_type = ReportPlace)]
    place: Place,
    /// The rows of a table; each holds the cells that begin in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<Field>>>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = BlockKind)]
enum Kind {
    Heading,
    Paragraph,
    Table,
}

/// A cell of a table.
#[derive(Serialize, ToSchema)]
#[schema(as = Cell)]
pub(crate) struct Field {
    text: String,
    row_span: usize,
    column_span: usize,
    /// Nothing where the table has no cell but its grid has room for one.
    #[schema(value_type = Option<ReportPlace>)]
    place: Option<Place>,
    /// Whether it is a number, to be set to the right.
    is_number: bool,
}

/// 读到的内容：段落和表格，附位置；PDF 另有各页的尺寸
#[utoipa::path(get, path = "/checks/{id}/documents/{n}/content", operation_id = "content", tag = "documents",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1)),
    responses((status = 200, body = Content), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show(State(app): State<Arc<App>>, Path((id, n)): Path<(String, usize)>) -> Result<Json<Content>> {
    let check = app.store.find(&id)?;
    let judged = judged(&app, &check, n).await?;
    let format = judged.entry.reading.as_ref().ok().map(|reading| reading.format);
    let file = check.input(n).ok_or_else(|| no_document(n))?.file;
    let content = app.work.now(move || Content {
        format,
        pages: (format == Some("pdf")).then(|| read(&file).ok().and_then(picture::sizes)).flatten(),
        blocks: judged.document.iter().flat_map(pieces).collect(),
    });
    Ok(Json(content.await?))
}

fn pieces(document: &Document) -> impl Iterator<Item = Piece> {
    document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => Piece {
            kind: if paragraph.level.is_some() { Kind::Heading } else { Kind::Paragraph },
            level: paragraph.level,
            text: Some(paragraph.text.clone()),
            place: paragraph.place.clone(),
            rows: None,
        },
        Block::Table(table) => Piece {
            kind: Kind::Table,
            level: None,
            text: None,
            place: table.place.clone(),
            rows: Some((0..table.rows()).map(|row| fields(table, row)).collect()),
        },
    })
}

/// The cells that begin in a row, and empty ones where the grid has none.
fn fields(table: &Table, row: usize) -> Vec<Field> {
    let field = |column| match table.at(row, column) {
        None => Some(Field { text: String::new(), row_span: 1, column_span: 1, place: None, is_number: false }),
        Some(cell) if (cell.row, cell.column) == (row, column) => Some(Field {
            text: cell.text.clone(),
            row_span: cell.row_span,
            column_span: cell.column_span,
            place: Some(cell.place.clone()),
            is_number: is_number(&cell.text) && !is_code(table, cell),
        }),
        Some(_) => None,
    };
    (0..table.columns()).filter_map(field).collect()
}

/// Codes are numbers for nobody who reads them; a column of them looks no better to the right either.
fn is_number(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['%', '％']);
    Decimal::parse(text).is_some()
        && !(text.starts_with('0') && text.len() > 1 && text.bytes().all(|b| b.is_ascii_digit()))
}

/// Digits right before a name (2130201 行政运行) are its code.
fn is_code(table: &Table, cell: &Cell) -> bool {
    let is_whole = cell.text.trim().len() >= 3 && cell.text.trim().bytes().all(|b| b.is_ascii_digit());
    let beside = table.at(cell.row, cell.column + cell.column_span).map(|name| name.text.trim());
    is_whole && beside.is_some_and(|name| !name.is_empty() && !is_number(name))
}

/// How a picture is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// 宽度（像素），200 至 2400
    #[param(minimum = 200, maximum = 2400)]
    #[serde(default = "usual_width")]
    width: u32,
}

fn usual_width() -> u32 {
    1200
}

/// PDF 的一页，画成图片
#[utoipa::path(get, path = "/checks/{id}/documents/{n}/pages/{p}", operation_id = "page", tag = "documents",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1), ("p" = usize, Path, minimum = 1), Wanted),
    responses((status = 200, description = "图片", content_type = "image/png", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn page(
    State(app): State<Arc<App>>,
    Path((id, n, p)): Path<(String, usize, usize)>,
    Query(Wanted { width }): Query<Wanted>,
) -> Result<Response> {
    if !WIDTHS.contains(&width) {
        return Err(Problem::unprocessable("宽度（width）应在 200 至 2400 之间"));
    }
    let check = app.store.find(&id)?;
    // Only what was read without complaint is light enough to be drawn.
    if check.row(n)?.format != Some("pdf") {
        return Err(Problem::not_found("只有读得了的 PDF 有页面图片，其他格式请看读到的内容"));
    }
    let file = check.input(n).ok_or_else(|| no_document(n))?.file;
    let key = (id, n, p, width);
    if let Some(png) = app.cache.pages.get(&key) {
        return Ok(picture_of(png));
    }
    let drawn = app.drawing.if_wanted(move || picture::draw(read(&file).ok()?, p, width));
    let png = timeout(PATIENCE, drawn)
        .await
        .map_err(|_| Problem::unprocessable("这一页过于复杂，画不出来。请看读到的内容"))??;
    let png = Bytes::from(png.ok_or_else(|| Problem::not_found(format!("这份文件没有第 {p} 页")))?);
    app.cache.pages.put(key, png.clone(), png.len());
    Ok(picture_of(png))
}

fn picture_of(png: Bytes) -> Response {
    ([(CONTENT_TYPE, "image/png")], png).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_numbers_and_codes_are_not() {
        for number in ["1,690.75", "0", "-6.00", "12.5%", "0.00"] {
            assert!(is_number(number), "{number}");
        }
        for word in ["", "合计", "030199", "2024年", "—"] {
            assert!(!is_number(word), "{word}");
        }
    }
}
