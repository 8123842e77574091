//! What can be wrong with a workbook: kinds of faults, their words (data) and the issue that a person reads.
//! When a fault is reported is decided where the workbook is read.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use mingsuan_model::Severity;
use serde::Deserialize;

/// Declares the kinds of faults with the names they have in `templates/workbook-issues.toml`.
macro_rules! faults {
    ($($name:ident = $key:literal),+ $(,)?) => {
        /// What is wrong with a workbook. The words of each kind stand in `templates/workbook-issues.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the words of each kind are data")]
        pub enum Fault { $($name),+ }

        impl Fault {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in data files.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

faults! {
    Unreadable = "unreadable",
    NotAWorkbook = "not-a-workbook",
    ForeignWorkbook = "foreign-workbook",
    MissingSheet = "missing-sheet",
    MissingHeader = "missing-header",
    MissingColumn = "missing-column",
    DuplicateColumn = "duplicate-column",
    UnknownColumn = "unknown-column",
    FormulaError = "formula-error",
    OpenCell = "open-cell",
    BasicMissing = "basic-missing",
    UnknownEntry = "unknown-entry",
    DuplicateEntry = "duplicate-entry",
    MalformedYear = "malformed-year",
    YearOutOfRange = "year-out-of-range",
    UnknownChoice = "unknown-choice",
    MalformedAgencyCode = "malformed-agency-code",
    MalformedRegion = "malformed-region",
    UnknownRegion = "unknown-region",
    InstitutionWithoutName = "institution-without-name",
    MalformedCode = "malformed-code",
    UnknownCode = "unknown-code",
    UnknownCatalogueCode = "unknown-catalogue-code",
    RetiredCode = "retired-code",
    CodeTooBroad = "code-too-broad",
    CodeNameDiffers = "code-name-differs",
    FunctionMissing = "function-missing",
    EconomicOfAnotherKind = "economic-of-another-kind",
    KindMissing = "kind-missing",
    UnknownKind = "unknown-kind",
    FundMissing = "fund-missing",
    UnknownFund = "unknown-fund",
    UnknownSource = "unknown-source",
    AmountMissing = "amount-missing",
    MalformedAmount = "malformed-amount",
    AmountTooFine = "amount-too-fine",
    NegativeAmount = "negative-amount",
    AmountTooLarge = "amount-too-large",
    TotalTooLarge = "total-too-large",
    MalformedNumber = "malformed-number",
    NegativeNumber = "negative-number",
    NoLines = "no-lines",
    UnknownProject = "unknown-project",
    AmbiguousProject = "ambiguous-project",
    ProjectMissing = "project-missing",
    ProjectWithoutName = "project-without-name",
    DuplicateProjectName = "duplicate-project-name",
    DuplicateProjectCode = "duplicate-project-code",
    MalformedProjectCode = "malformed-project-code",
    RoundedCode = "rounded-code",
    ProjectWithoutLines = "project-without-lines",
    MalformedPercent = "malformed-percent",
    PercentOutOfRange = "percent-out-of-range",
    PlanFalls = "plan-falls",
    PlanDoesNotEndAt100 = "plan-does-not-end-at-100",
    IndicatorWithoutProject = "indicator-without-project",
    IndicatorWithoutName = "indicator-without-name",
    PurchaseWithoutItem = "purchase-without-item",
    PurchaseWithoutCode = "purchase-without-code",
    ProductDiffers = "product-differs",
    ReservedAboveAmount = "reserved-above-amount",
    MalformedDate = "malformed-date",
    AssetMissing = "asset-missing",
    DuplicateAsset = "duplicate-asset",
    AssetsAboveTotal = "assets-above-total",
    OfficeAboveHouse = "office-above-house",
    OfficialMissing = "official-missing",
    DuplicateOfficial = "duplicate-official",
    OfficialBelowLines = "official-below-lines",
    StatedTooFar = "stated-too-far",
    StatedOutdated = "stated-outdated",
    TextWithoutCategory = "text-without-category",
    SubjectMissing = "subject-missing",
    UnknownSubject = "unknown-subject",
    DuplicateText = "duplicate-text",
    IndicatorWithoutTask = "indicator-without-task",
    OrderOfUnknownProject = "order-of-unknown-project",
}

/// The words of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    severity: Severity,
    message: String,
    advice: String,
}

static WORDS: LazyLock<HashMap<String, Words>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../templates/workbook-issues.toml"))
        .expect("templates/workbook-issues.toml is part of the program and a test finds every kind in it")
});

/// Something that is wrong with a workbook, with its place and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookIssue {
    /// The sheet; empty when it is the whole file.
    pub sheet: String,
    /// The cell (`K7`); empty when it is the whole sheet.
    pub cell: String,
    /// What kind of fault.
    pub fault: Fault,
    /// An error keeps the workbook from being used.
    pub severity: Severity,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do, in Chinese.
    pub advice: String,
}

impl BookIssue {
    /// An issue at a place; `values` replace the names in the words.
    pub(super) fn new(fault: Fault, sheet: &str, cell: String, values: &[(&str, &str)]) -> Self {
        let words = WORDS.get(fault.key());
        let fill = |text: &str| {
            values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        };
        Self {
            sheet: sheet.to_owned(),
            cell,
            fault,
            severity: words.map_or(Severity::Error, |words| words.severity),
            message: words.map_or_else(String::new, |words| fill(&words.message)),
            advice: words.map_or_else(String::new, |words| fill(&words.advice)),
        }
    }
}

impl fmt::Display for BookIssue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Info => "说明",
        };
        write!(f, "{level}　")?;
        match (self.sheet.as_str(), self.cell.as_str()) {
            ("", _) => {}
            (sheet, "") => write!(f, "{sheet}：")?,
            (sheet, cell) => write!(f, "{sheet}!{cell}：")?,
        }
        write!(f, "{}。{}。", self.message, self.advice)
    }
}

impl std::error::Error for BookIssue {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_words() {
        let mut messages: Vec<&str> = Vec::new();
        for fault in Fault::ALL {
            let words = WORDS.get(fault.key()).unwrap_or_else(|| panic!("{} has no words", fault.key()));
            assert!(!words.message.ends_with('。') && !words.advice.ends_with('。'), "{}", fault.key());
            messages.push(&words.message);
        }
        assert_eq!(WORDS.len(), Fault::ALL.len());
        messages.sort_unstable();
        messages.dedup();
        assert!(messages.len() >= Fault::ALL.len() - 2, "amounts and numbers may say the same");
    }

    #[test]
    fn an_issue_says_place_and_remedy() {
        let issue = BookIssue::new(Fault::UnknownProject, "支出明细", "D7".to_owned(), &[("value", "修路")]);
        assert!(issue.to_string().starts_with("错误　支出明细!D7：“项目”表里没有“修路”。请与"));
    }
}
