//! A package: one disclosure in every format asked for, made side by side in memory, with names fit for any file system.
//! Writing files is the caller's business; the digests of a package are `manifest.rs`'.

use mingsuan_document::Document;
use mingsuan_model::{AgencyLevel, Disclosure, DisclosureKind};
use rayon::prelude::*;
use thiserror::Error;

use crate::layout::derive;
use crate::pdf::{Fonts, PdfError};
use crate::{docx, extract, fdp, html, pdf, xlsx};

/// A format that a disclosure is published in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// WordprocessingML.
    Docx,
    /// SpreadsheetML.
    Xlsx,
    /// PDF/A.
    Pdf,
    /// One self-contained page.
    Html,
    /// What was understood, as JSON.
    Json,
    /// An open data package (Fiscal Data Package).
    Fdp,
}

impl Output {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Docx, Self::Xlsx, Self::Pdf, Self::Html, Self::Json, Self::Fdp];

    /// The name on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Json => "json",
            Self::Fdp => "fdp",
        }
    }

    /// The format of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|output| output.key() == key)
    }
}

/// A file of a package: its path with `/` between folders, and its content.
pub type PackageFile = (String, Vec<u8>);

/// A format that could not be made.
#[derive(Debug, Error)]
pub enum PackageError {
    /// PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// Any other format.
    #[error("{format} 没有生成：{message}")]
    Format {
        /// The format.
        format: &'static str,
        /// Why, in Chinese.
        message: String,
    },
}

/// The files of a disclosure in the formats asked for.
///
/// # Errors
/// The first format that cannot be made; nothing is handed out then.
pub fn files(
    document: &Document,
    disclosure: &Disclosure,
    outputs: &[Output],
    fonts: &Fonts,
    about: &fdp::About,
) -> Result<Vec<PackageFile>, PackageError> {
    let layout = derive(document, disclosure);
    let base = base_name(disclosure);
    let made = outputs.par_iter().map(|output| {
        let refused = |message: String| PackageError::Format { format: output.key(), message };
        let bytes = match output {
            Output::Docx => docx::write(&layout).map_err(|error| refused(error.to_string()))?,
            Output::Xlsx => xlsx::write(&layout).map_err(|error| refused(error.to_string()))?,
            Output::Html => html::write(&layout).map_err(|error| refused(error.to_string()))?,
            Output::Pdf => pdf::write(&layout, fonts)?,
            Output::Json => serde_json::to_vec_pretty(&extract::extract(&base, disclosure))
                .map_err(|error| refused(error.to_string()))?,
            Output::Fdp => {
                let files = fdp::write(disclosure, about).map_err(|error| refused(error.to_string()))?;
                return Ok(files.into_iter().map(|(name, bytes)| (format!("fdp/{name}"), bytes)).collect());
            }
        };
        Ok(vec![(format!("{base}.{}", output.key()), bytes)])
    });
    let made: Vec<Vec<PackageFile>> = made.collect::<Result<_, PackageError>>()?;
    Ok(made.into_iter().flatten().collect())
}

/// 云山县林业和草原局2026年单位预算, in characters that every file system takes.
pub fn base_name(disclosure: &Disclosure) -> String {
    let level = match disclosure.agency.level {
        Some(AgencyLevel::Department) => "部门",
        _ => "单位",
    };
    let kind = match disclosure.kind {
        DisclosureKind::Budget => "预算",
        DisclosureKind::FinalAccounts => "决算",
    };
    let year = disclosure.year.map(|year| format!("{year}年")).unwrap_or_default();
    safe_name(&disclosure.agency.name, &format!("{year}{level}{kind}"))
}

/// A name that comes from a document, and what stands behind it, in characters that every file system takes.
pub(crate) fn safe_name(from_document: &str, behind: &str) -> String {
    let name: String = from_document.chars().take(LONGEST_NAME).chain(behind.chars()).map(safe).collect();
    name.trim_start_matches(['.', ' ']).to_owned()
}

/// Characters of an agency's name in a file name: three bytes each, file systems take 255.
const LONGEST_NAME: usize = 60;

fn safe(c: char) -> char {
    if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_any_file_system() {
        let mut disclosure = Disclosure { year: Some(2026), ..Disclosure::default() };
        disclosure.agency.name = "../某局<script>/处".into();
        assert_eq!(base_name(&disclosure), "_某局_script__处2026年单位预算");
        disclosure.agency.name = "局".repeat(500);
        assert!(base_name(&disclosure).len() < 240);
    }
}
