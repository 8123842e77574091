//! `cargo xtask bless`: the present output becomes the expected one in every golden file, and the diff is shown.
//! Nothing is committed: reading the diff is the point.

use anyhow::Result;

use crate::{generate, process};

pub(crate) fn run() -> Result<bool> {
    let mut tests = process::cargo(["test", "--workspace", "--quiet", "--no-fail-fast"]);
    tests.env("INSTA_UPDATE", "always").env("INSTA_FORCE_PASS", "1").env("MINGSUAN_BLESS", "1");
    let passed = process::succeeds(&mut tests)?;
    let generated = generate::run(false)?;
    process::succeeds(std::process::Command::new("git").args(["diff", "--stat"]).current_dir(process::root()))?;
    if !passed {
        eprintln!("some tests still fail: they compare with something other than a golden file");
    }
    Ok(passed && generated)
}
