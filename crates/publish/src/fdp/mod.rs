//! Open data: a disclosure as a Fiscal Data Package, a folder of CSV tables and the `datapackage.json` that explains
//! them. The columns carry the column types of the specification 1.0; `model` repeats them in the form of its JSON schema (0.3).
//! Nothing is judged here, and nothing is added to what the disclosure says.

mod annex;
mod descriptor;
mod facts;
mod projects;
mod table;

use mingsuan_model::Disclosure;
use thiserror::Error;

use self::table::Table;

/// The package could not be written.
#[derive(Debug, Error)]
pub enum FdpError {
    /// A table could not be written.
    #[error("开放数据表“{table}”写不出来：{source}")]
    Csv {
        /// The table's name.
        table: &'static str,
        /// What the writer said.
        source: csv::Error,
    },
    /// The descriptor could not be written.
    #[error("datapackage.json 写不出来：{0}")]
    Json(#[from] serde_json::Error),
}

/// What the package says about itself beyond the disclosure.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// When it was made, as RFC 3339 (`2026-01-31T09:00:00+08:00`).
    pub created: Option<String>,
    /// The file name of the document it was made from.
    pub source: Option<String>,
    /// An Open Definition licence identifier (`CC-BY-4.0`), where the agency grants one.
    pub licence: Option<String>,
}

/// Writes the package: file names and bytes, `datapackage.json` first. Amounts are in 元 with two decimals (factor 1),
/// files are UTF-8 without byte order mark, lines end as RFC 4180 says.
pub fn write(disclosure: &Disclosure, about: &About) -> Result<Vec<(String, Vec<u8>)>, FdpError> {
    let tables = tables(disclosure);
    let mut files = Vec::with_capacity(tables.len() + 1);
    let mut resources = Vec::with_capacity(tables.len());
    for table in &tables {
        let bytes = table.csv().map_err(|source| FdpError::Csv { table: table.name, source })?;
        resources.push(table.resource(&bytes));
        files.push((table.path(), bytes));
    }
    let descriptor = descriptor::descriptor(disclosure, about, &tables, resources);
    let mut text = serde_json::to_vec_pretty(&descriptor)?;
    text.push(b'\n');
    files.insert(0, ("datapackage.json".to_owned(), text));
    Ok(files)
}

/// The tables of the package; those without rows are left out, but for the facts.
fn tables(disclosure: &Disclosure) -> Vec<Table> {
    let tables = [
        facts::facts(disclosure),
        annex::statements(disclosure),
        projects::projects(disclosure),
        projects::plan(disclosure),
        projects::indicators(disclosure),
        annex::procurement(disclosure),
        annex::assets(disclosure),
        annex::goals(disclosure),
    ];
    let is_kept = |table: &Table| table.name == "facts" || !table.rows.is_empty();
    let kept: Vec<&'static str> = tables.iter().filter(|table| is_kept(table)).map(|table| table.name).collect();
    let mut tables: Vec<Table> = tables.into_iter().filter(is_kept).collect();
    for table in &mut tables {
        table.foreign_keys.retain(|key| kept.contains(&key.resource));
    }
    tables
}
