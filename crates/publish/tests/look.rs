//! Not a test of correctness: writes publications to be looked at, and tells how long that takes.
//! `cargo test --release -p mingsuan-publish --test look -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use support::{WRITERS, example, fixture, generated};

#[test]
#[ignore = "a measurement"]
fn look() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("look");
    let fixtures = ["docx", "html", "txt", "xlsx"].map(|format| fixture(&format!("dachang-2024.{format}")));
    for source in fixtures.into_iter().flatten().chain([example(), generated(3)]) {
        let folder = folder.join(source.name.replace('.', "-"));
        std::fs::create_dir_all(&folder).unwrap();
        for (format, write) in WRITERS {
            let timed = || {
                let start = Instant::now();
                let bytes = write(&source.layout).unwrap();
                (start.elapsed(), bytes)
            };
            let mut runs: Vec<(Duration, Vec<u8>)> = (0..20).map(|_| timed()).collect();
            runs.sort();
            let (median, bytes) = &runs[10];
            println!("{} as {format}: {median:?}, {} kB", source.name, bytes.len() / 1000);
            std::fs::write(folder.join(format!("out.{format}")), bytes).unwrap();
        }
    }
    println!("look into {}", folder.display());
}
