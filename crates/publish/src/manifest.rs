//! `manifest.json`: what a published package consists of and how it came about, with a digest of every file; and the
//! check of a folder against it. The package's files themselves are made elsewhere.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use mingsuan_model::{Disclosure, DisclosureKind, Severity};
use mingsuan_rules::Judgement;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sm3::Sm3;
use thiserror::Error;

/// The file name of a manifest.
pub const FILE_NAME: &str = "manifest.json";
/// The form of a manifest that this program writes and reads.
pub const SCHEMA: &str = "mingsuan.manifest/1";

/// What a package consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: String,
    /// The program that made the package, with its version.
    pub program: String,
    /// When it was made, as the caller said (RFC 3339).
    pub created: String,
    /// The document or workbook it was made from.
    pub source: Option<FileEntry>,
    /// Whose disclosure it is.
    pub agency: AgencyEntry,
    /// The year it plans or closes.
    pub year: Option<u16>,
    /// Budget or final accounts.
    pub kind: DisclosureKind,
    /// The profile (region and year) of its form.
    pub profile: String,
    /// What the rules said; missing when they were not asked.
    pub rules: Option<RulesEntry>,
    /// The files, by name.
    pub files: Vec<FileEntry>,
}

/// The public body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyEntry {
    /// 单位编码
    pub code: Option<String>,
    /// 单位名称
    pub name: String,
}

/// How the rules ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesEntry {
    /// Whether there is no finding of grade error that is not waived.
    pub passed: bool,
    /// Whether the package was made in spite of errors.
    pub forced: bool,
    /// Findings of grade error, those waived left out.
    pub error: usize,
    /// Findings of grade warning, those waived left out.
    pub warning: usize,
    /// Findings of grade info, those waived left out.
    pub info: usize,
    /// Findings that a waiver covers.
    pub waived: usize,
    /// Money cells of tables, and how many of them at least one comparison stands behind.
    pub cells: usize,
    /// See `cells`.
    pub verified_cells: usize,
}

/// A file with its digests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path within the package, separated by `/`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Media type by the file's name.
    pub media_type: String,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// SM3 (GB/T 32905), 64 lower-case hexadecimal digits.
    pub sm3: String,
}

/// What the caller knows of the making.
#[derive(Clone, Copy, Debug, Default)]
pub struct Making<'a> {
    /// The time, as RFC 3339.
    pub created: &'a str,
    /// File name and bytes of what the package was made from.
    pub source: Option<(&'a str, &'a [u8])>,
    /// What the rules said.
    pub judgement: Option<&'a Judgement>,
    /// Whether errors were overridden.
    pub is_forced: bool,
}

/// A manifest could not be read or does not say what it must.
#[derive(Debug, Error)]
pub enum ManifestError {
    /// A file cannot be read.
    #[error("读不出 {path}：{source}。请检查文件是否存在、是否有读取权限")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The manifest is no manifest.
    #[error("{FILE_NAME} 内容有误：{0}。请重新生成公开包")]
    Malformed(String),
}

/// Something in a folder that is not as its manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Mismatch {
    /// A listed file is not there.
    #[error("缺少文件 {0}")]
    Missing(String),
    /// A listed file has other content.
    #[error("文件 {0} 的内容与清单不符（大小或摘要值不同），可能被改动过")]
    Changed(String),
    /// A file is there that the manifest does not list.
    #[error("文件 {0} 不在清单中")]
    Unlisted(String),
}

/// Makes the manifest of a package.
pub fn manifest(files: &[(String, Vec<u8>)], disclosure: &Disclosure, making: Making<'_>) -> Manifest {
    let mut entries: Vec<FileEntry> = files.iter().map(|(path, bytes)| entry(path, bytes)).collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Manifest {
        schema: SCHEMA.to_owned(),
        program: format!("mingsuan {}", env!("CARGO_PKG_VERSION")),
        created: making.created.to_owned(),
        source: making.source.map(|(name, bytes)| entry(name, bytes)),
        agency: AgencyEntry { code: disclosure.agency.code.clone(), name: disclosure.agency.name.clone() },
        year: disclosure.year,
        kind: disclosure.kind,
        profile: disclosure.profile.clone(),
        rules: making.judgement.map(|judgement| rules(judgement, making.is_forced)),
        files: entries,
    }
}

fn rules(judgement: &Judgement, is_forced: bool) -> RulesEntry {
    let open = |severity| judgement.findings.iter().filter(|f| f.severity == severity && f.waived.is_none()).count();
    let error = open(Severity::Error);
    RulesEntry {
        passed: error == 0,
        forced: is_forced && error > 0,
        error,
        warning: open(Severity::Warning),
        info: open(Severity::Info),
        waived: judgement.findings.iter().filter(|finding| finding.waived.is_some()).count(),
        cells: judgement.coverage.numeric_cells,
        verified_cells: judgement.coverage.verified_cells,
    }
}

fn entry(path: &str, bytes: &[u8]) -> FileEntry {
    FileEntry {
        path: path.replace('\\', "/"),
        bytes: bytes.len() as u64,
        media_type: media_type(path).to_owned(),
        sha256: sha256(bytes),
        sm3: hex(&Sm3::digest(bytes)),
    }
}

/// The SHA-256 of these bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "html" | "htm" => "text/html",
        "json" => "application/json",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

impl Manifest {
    /// The manifest as the bytes of its file.
    pub fn to_json(&self) -> Result<Vec<u8>, ManifestError> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| ManifestError::Malformed(error.to_string()))?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads the bytes of a manifest.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ManifestError> {
        let malformed = ManifestError::Malformed;
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
        if manifest.schema != SCHEMA {
            return Err(malformed(format!("版本是“{}”，应为“{SCHEMA}”", manifest.schema)));
        }
        if let Some(file) = manifest.files.iter().find(|file| !is_inside(&file.path)) {
            return Err(malformed(format!("路径“{}”不在公开包之内", file.path)));
        }
        Ok(manifest)
    }
}

/// Whether a path stays within its folder.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Holds the files of a folder against its manifest; nothing is returned when all is as it says.
pub fn verify(folder: &Path) -> Result<Vec<Mismatch>, ManifestError> {
    let manifest = Manifest::from_json(&read(&folder.join(FILE_NAME))?)?;
    let mut mismatches = Vec::new();
    for file in &manifest.files {
        let path = folder.join(&file.path);
        if !path.is_file() {
            mismatches.push(Mismatch::Missing(file.path.clone()));
            continue;
        }
        let found = entry(&file.path, &read(&path)?);
        if (found.bytes, &found.sha256, &found.sm3) != (file.bytes, &file.sha256, &file.sm3) {
            mismatches.push(Mismatch::Changed(file.path.clone()));
        }
    }
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).chain([FILE_NAME]).collect();
    let mut present = BTreeSet::new();
    list(folder, "", &mut present)?;
    let unlisted = present.into_iter().filter(|path| !listed.contains(path.as_str()));
    mismatches.extend(unlisted.map(Mismatch::Unlisted));
    Ok(mismatches)
}

/// The files below a folder, by their paths within it.
fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<(), ManifestError> {
    let unreadable = |source| ManifestError::Unreadable { path: folder.to_owned(), source };
    for item in std::fs::read_dir(folder).map_err(unreadable)? {
        let item = item.map_err(unreadable)?;
        let path = format!("{prefix}{}", item.file_name().to_string_lossy());
        if item.file_type().map_err(unreadable)?.is_dir() {
            list(&item.path(), &format!("{path}/"), found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, ManifestError> {
    std::fs::read(path).map_err(|source| ManifestError::Unreadable { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standards() {
        // The examples of FIPS 180-2 and GB/T 32905 for "abc".
        let abc = entry("a.csv", b"abc");
        assert_eq!(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(abc.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!((abc.bytes, abc.media_type.as_str()), (3, "text/csv"));
    }

    #[test]
    fn a_manifest_does_not_reach_out_of_its_folder() {
        assert!(is_inside("fdp/facts.csv"));
        assert!(["../x", "/etc/passwd", "", "a/../../b"].iter().all(|path| !is_inside(path)));
    }
}
