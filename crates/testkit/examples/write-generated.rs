//! Writes one generated budget in every format: `cargo run -p mingsuan-testkit --example write-generated -- SEED FOLDER`.

use std::path::PathBuf;

use mingsuan_testkit::{Generator, write_docx, write_html, write_txt, write_xlsx};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let seed: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    std::fs::create_dir_all(&folder)?;
    let draft = Generator::new(seed).budget().draft();
    std::fs::write(folder.join(format!("{seed}.txt")), write_txt::write_txt(&draft))?;
    std::fs::write(folder.join(format!("{seed}.html")), write_html::write_html(&draft))?;
    std::fs::write(folder.join(format!("{seed}.docx")), write_docx::write_docx(&draft)?)?;
    std::fs::write(folder.join(format!("{seed}.xlsx")), write_xlsx::write_xlsx(&draft)?)
}
