//! What the results of a check depend on, as one digest for `--resume`: our sources, the standards, the libraries.
//! Nothing is generated here but that one value.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What decides how a document is read and judged, from the root of the repository.
const DECISIVE: [&str; 4] = ["Cargo.lock", "standards", "templates", "crates"];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for name in DECISIVE {
        collect(&root.join(name), &mut files)?;
    }
    files.sort();
    let mut digest = Sha256::new();
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let bytes = fs::read(file)?;
        digest.update(file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/"));
        digest.update((bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    }
    let hex: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=MINGSUAN_JUDGEMENT={hex}");
    Ok(())
}

/// All files below, tests and rule cases left out.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() && !["tests", "cases", "fuzz", "target"].iter().any(|name| path.ends_with(name)) {
        println!("cargo::rerun-if-changed={}", path.display());
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}
