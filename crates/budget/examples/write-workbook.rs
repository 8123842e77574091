//! Writes `examples/yunshan-2026/budget.xlsx` from the test kit's budget:
//! `cargo run -p mingsuan-budget --example write-workbook`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;

use mingsuan_testkit::yunshan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(yunshan::FOLDER).join("budget.xlsx");
    let bytes = mingsuan_budget::workbook::write(&common::from_testkit(&yunshan::clean()))?;
    std::fs::write(&path, &bytes)?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}
