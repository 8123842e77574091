//! Writes `examples/yunshan-2026` from `src/yunshan.rs`: `cargo run -p mingsuan-testkit --example write-example`.

use std::path::Path;

use mingsuan_testkit::yunshan;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(yunshan::FOLDER);
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in yunshan::files()? {
        std::fs::write(folder.join(name), &bytes)?;
        println!("{}/{name}: {} bytes", yunshan::FOLDER, bytes.len());
    }
    Ok(())
}
