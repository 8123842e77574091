//! `cargo xtask demo`: from a fresh clone to a judged budget in one command.
//! What the demonstration shows is decided by `mingsuan demo`, not here.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{fonts, process, web};

pub(crate) fn run(paths: &[PathBuf]) -> Result<bool> {
    web::build_if_possible();
    let binary = process::build_release()?;
    let mut command = Command::new(&binary);
    command.arg("demo").args(paths);
    fonts::tell(&mut command);
    if paths.is_empty() {
        // The example is found from the root of the repository; paths given are relative to where the user stands.
        command.current_dir(process::root()).args(["--output", "target/demo"]);
    }
    let begun = Instant::now();
    let status = command.status().with_context(|| format!("cannot start {}", binary.display()))?;
    eprintln!("`{}` took {:.0} ms", process::typed(&command), begun.elapsed().as_secs_f64() * 1000.0);
    // Status 1 says that the documents have errors: the demonstration itself has worked.
    Ok(matches!(status.code(), Some(0 | 1)))
}
