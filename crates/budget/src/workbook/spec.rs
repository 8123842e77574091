//! The definition of the budget workbook as `templates/workbook.toml` gives it: sheets, blocks, columns, figures.
//! Nothing is written or read here; writer and reader share these types.

use std::sync::LazyLock;

use serde::Deserialize;

/// The whole definition.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Book {
    pub(super) unknown_code: String,
    /// Stands in a text or code that is known to be open.
    pub(super) open_mark: String,
    pub(super) first_year: u16,
    pub(super) last_year: u16,
    pub(super) guide: Guide,
    pub(super) lists: Lists,
    pub(super) choices: Choices,
    pub(super) figures: Figures,
    pub(super) official: Official,
    pub(super) kind_economic: KindEconomic,
    pub(super) assets: AssetRows,
    pub(super) narrative: Vec<Category>,
    pub(super) sheet: Vec<Sheet>,
}

/// The first sheet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guide {
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) intro: String,
    pub(super) section: Vec<GuideSection>,
    pub(super) legend: Legend,
    pub(super) notes: NotesSheet,
}

/// The sheet that says what of a document did not come back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotesSheet {
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) place: String,
    pub(super) message: String,
}

/// A part of the instructions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GuideSection {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
}

/// What the colours mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Legend {
    pub(super) title: String,
    pub(super) input: String,
    pub(super) computed: String,
    pub(super) inferred: String,
    pub(super) assumed: String,
    pub(super) open: String,
}

/// Titles of the sheets that feed the drop-downs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub(super) options: String,
    pub(super) codes: String,
    pub(super) catalogue: String,
    pub(super) hint: String,
}

/// Choices that no other data file names: key and label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choices {
    pub(super) level: Vec<(String, String)>,
    pub(super) yes: Vec<(String, String)>,
    pub(super) nature: Vec<String>,
    pub(super) level1: Vec<String>,
    pub(super) level2: Vec<String>,
    pub(super) statement: Vec<(String, String)>,
}

/// What the workbook asks about figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    /// Keys of the figures whose use is told.
    pub(super) uses: Vec<String>,
}

/// The items of 三公.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Official {
    /// Keys of items in groups that budget lines do not tell apart.
    pub(super) groups: Vec<Vec<String>>,
}

/// The 类 of the economic classification that fit a kind of basic expenditure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindEconomic {
    pub(super) personnel: Vec<String>,
    pub(super) public: Vec<String>,
}

/// The rows of the asset form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AssetRows {
    pub(super) items: Vec<String>,
    pub(super) house: String,
    pub(super) office: String,
}

/// A category of the sheet of texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) subject: Subject,
    pub(super) help: String,
}

/// What the second column of a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Subject {
    Figure,
    Statement,
    Title,
    None,
}

/// A sheet with entries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) hint: String,
    #[serde(default)]
    pub(super) shows_scale: bool,
    /// Whether the sheet is there only when something stands in it.
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) block: Vec<Block>,
}

/// A part of a sheet under one header row.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Block {
    pub(super) key: String,
    pub(super) kind: BlockKind,
    #[serde(default)]
    pub(super) title: Option<String>,
    /// Empty rows offered beyond those in use.
    #[serde(default)]
    pub(super) spare: usize,
    pub(super) column: Vec<Column>,
    #[serde(default)]
    pub(super) row: Vec<FormRow>,
}

/// How a block is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum BlockKind {
    /// One entry a row, found by its key or label.
    Form,
    /// One record a row.
    Table,
}

/// A column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) entry: Entry,
    pub(super) width: f64,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) required: bool,
    /// Name of the choices.
    #[serde(default)]
    pub(super) options: Option<String>,
    /// Whether nothing but the choices may be typed in.
    #[serde(default)]
    pub(super) strict: bool,
    #[serde(default)]
    pub(super) list: Option<CodeList>,
    /// The code column whose name a computed column shows.
    #[serde(default)]
    pub(super) name_of: Option<String>,
    #[serde(default)]
    pub(super) formula: Option<String>,
    /// Whether the sum of the column stands above it.
    #[serde(default)]
    pub(super) has_total: bool,
    /// Whether a computed column shows money.
    #[serde(default)]
    pub(super) is_money: bool,
    /// Whether there is one such column a month of the plan.
    #[serde(default)]
    pub(super) repeats: bool,
}

/// What a cell takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Entry {
    /// Hidden key of a form row.
    Key,
    /// Locked label of a form row.
    Label,
    /// Locked explanation.
    Help,
    /// A short text.
    Text,
    /// A long text, wrapped.
    Long,
    /// A classification code.
    Code,
    /// One of some choices.
    Choice,
    /// The name of a project.
    Project,
    /// Money in the scale of the budget.
    Amount,
    /// Another number.
    Number,
    /// Computed and locked; never read.
    Computed,
}

impl Entry {
    /// Whether a person types here.
    pub(super) const fn is_input(self) -> bool {
        !matches!(self, Self::Key | Self::Label | Self::Help | Self::Computed)
    }

    /// Whether the mark of an open cell may stand here: choices and numbers say too much to be left out.
    pub(super) const fn may_be_open(self) -> bool {
        matches!(self, Self::Text | Self::Long | Self::Code)
    }
}

/// The code lists that feed drop-downs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CodeList {
    Function,
    Economic,
    GovEconomic,
    Procurement,
}

/// A row of a form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormRow {
    pub(super) key: String,
    pub(super) label: String,
    #[serde(default = "text")]
    pub(super) entry: Entry,
    #[serde(default)]
    pub(super) options: Option<String>,
    #[serde(default)]
    pub(super) help: String,
}

fn text() -> Entry {
    Entry::Text
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../templates/workbook.toml"))
        .expect("templates/workbook.toml is part of the program and its test reads it")
});

/// The definition.
pub(super) fn book() -> &'static Book {
    &BOOK
}

impl Book {
    /// The block of a key, with its sheet.
    pub(super) fn block(&self, key: &str) -> Option<(&Sheet, &Block)> {
        self.sheet.iter().find_map(|sheet| Some((sheet, sheet.block.iter().find(|block| block.key == key)?)))
    }
}

impl Block {
    /// Whether the block is a form.
    pub(super) fn is_form(&self) -> bool {
        self.kind == BlockKind::Form
    }
}

impl Column {
    /// The title of the column for one month of the plan.
    pub(super) fn title_for(&self, month: u8) -> String {
        self.title.replace("{month}", &month.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        let book = book();
        assert_eq!(book.sheet.iter().filter(|sheet| !sheet.optional).count(), 9);
        for sheet in &book.sheet {
            assert!(!sheet.block.is_empty(), "{}", sheet.title);
            for block in &sheet.block {
                let mut keys: Vec<&str> = block.column.iter().map(|column| column.key.as_str()).collect();
                keys.sort_unstable();
                assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{} has a column twice", block.key);
                for column in &block.column {
                    assert!(!column.entry.is_input() || !column.note.is_empty(), "{} {}", block.key, column.key);
                    assert_eq!(column.entry == Entry::Code, column.list.is_some(), "{} {}", block.key, column.key);
                    assert_eq!(column.entry == Entry::Choice, column.options.is_some(), "{} {}", block.key, column.key);
                }
            }
        }
        assert!(book.figures.uses.iter().all(|key| crate::Figure::named(key).is_some()));
    }
}
