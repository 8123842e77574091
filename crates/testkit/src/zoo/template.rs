//! What a made-up template is: the options of `templates.toml` and `layouts.toml`, read and merged.
//! No cell is printed here.

use std::collections::HashMap;

use mingsuan_model::StatementId;
use serde::Deserialize;

/// How a statement is laid out: one side, or several side by side.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Layout {
    /// Which statement it is.
    pub(super) id: StatementId,
    /// What all of it restricts.
    #[serde(default)]
    pub(super) scope: String,
    /// The sides from the left.
    pub(super) sides: Vec<Side>,
    /// Rows below all sides, one label and coordinate a side.
    #[serde(default)]
    pub(super) tail: Vec<Vec<[String; 2]>>,
}

/// One side: what names its rows, and its columns.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Side {
    /// 收入, 支出: stands above all columns of the side.
    #[serde(default)]
    pub(super) head: String,
    /// Above the names.
    #[serde(default)]
    pub(super) label: String,
    /// `function`, `economic`, `classes`, `projects`, or nothing when `list` tells the rows.
    #[serde(default)]
    pub(super) rows: String,
    /// Digits of the codes that have rows.
    #[serde(default)]
    pub(super) levels: Vec<usize>,
    /// What its rows restrict.
    #[serde(default)]
    pub(super) scope: String,
    /// Label and coordinate of each row.
    #[serde(default)]
    pub(super) list: Vec<[String; 2]>,
    /// Header (levels parted by `/`) and coordinate of each column.
    pub(super) columns: Vec<[String; 2]>,
}

/// A template: which statements under which titles, and how they are printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    /// Its name.
    pub(super) name: String,
    /// Title and layout of each statement; a line break in the title begins a new line.
    pub(super) tables: Vec<[String; 2]>,
    /// The lines of the cover; `{name}`, `{year}` and `{年}` (in Chinese numerals) are filled in.
    pub(super) cover: Vec<String>,
    /// Whether it is of a department.
    #[serde(default)]
    pub(super) is_department: bool,
    /// Whether it tells final accounts, not a budget.
    #[serde(default)]
    pub(super) is_final: bool,
    /// Whether 行次 stands behind the names of statements with several sides.
    #[serde(default)]
    pub(super) has_line_numbers: bool,
    /// Seed of the budget.
    pub(super) seed: u64,
    /// `above`, `row` (the table's first row), `lines`, `heading` (numbered, and again above the table), `bare`.
    #[serde(default)]
    pub(super) title_at: String,
    /// `above`, `caption`, `title`, `header`, `once`.
    #[serde(default)]
    pub(super) scale_at: String,
    /// Before the scale: `单位：`, `金额单位:`; in brackets when it begins with one.
    #[serde(default)]
    pub(super) scale_words: String,
    /// Whether money is printed in 元.
    #[serde(default)]
    pub(super) in_yuan: bool,
    /// Layouts that are printed in the other scale.
    #[serde(default)]
    pub(super) other_scale: Vec<String>,
    /// Digits behind the point.
    #[serde(default)]
    pub(super) decimals: u8,
    /// Whether thousands are parted.
    #[serde(default)]
    pub(super) groups_thousands: bool,
    /// Whether digits are of full width.
    #[serde(default)]
    pub(super) is_wide: bool,
    /// What is printed for no money.
    #[serde(default)]
    pub(super) zero: String,
    /// Negative money in brackets.
    #[serde(default)]
    pub(super) has_brackets: bool,
    /// `code-name`, `padded`, `split`, `sparse`, `bracket`, `dash`, `space`, `names`.
    pub(super) keys: String,
    /// Whether bodies stand in the first two columns.
    #[serde(default)]
    pub(super) has_agencies: bool,
    /// Whether rows are numbered.
    #[serde(default)]
    pub(super) has_row_numbers: bool,
    /// ``, `plain`, `stars`, `formula`, `brackets`, `letters`.
    #[serde(default)]
    pub(super) column_numbers: String,
    /// The label of the total row.
    #[serde(default)]
    pub(super) total: String,
    /// Whether it stands below.
    #[serde(default)]
    pub(super) total_below: bool,
    /// Named pieces of style.
    #[serde(default)]
    pub(super) look: Vec<String>,
    /// Whether the header is repeated on each page.
    #[serde(default)]
    pub(super) repeats_header: bool,
    /// Text at the top of every page.
    #[serde(default)]
    pub(super) running_head: String,
    /// Text across every page.
    #[serde(default)]
    pub(super) watermark: String,
    /// How the targets of projects are printed: not at all, `form`, `weights`, `list`.
    #[serde(default)]
    pub(super) targets: String,
    /// Paragraphs between the cover and the statements.
    #[serde(default)]
    pub(super) text: Vec<String>,
}

/// The layouts by key.
pub(super) fn layouts() -> HashMap<String, Layout> {
    toml::from_str(include_str!("layouts.toml")).expect("layouts.toml is part of the test kit")
}

/// The pieces of style by name.
pub(super) fn looks() -> HashMap<String, String> {
    toml::from_str(include_str!("looks.toml")).expect("looks.toml is part of the test kit")
}

/// The templates in the order of the file, each filled up from the one it varies.
pub(super) fn templates() -> Vec<Template> {
    let file: toml::Table = toml::from_str(include_str!("templates.toml")).expect("templates.toml is TOML");
    let listed = file.get("template").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let mut whole: Vec<toml::Table> = Vec::new();
    for table in listed.iter().filter_map(toml::Value::as_table) {
        let mut table = table.clone();
        let like = table.remove("like");
        let mut merged = whole
            .iter()
            .find(|other| like.is_some() && other.get("name") == like.as_ref())
            .cloned()
            .unwrap_or_default();
        merged.extend(table);
        whole.push(merged);
    }
    let read = |table: toml::Table| Template::deserialize(table).expect("templates.toml holds whole templates");
    whole.into_iter().map(read).collect()
}
