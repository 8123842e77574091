//! Layouts printed and read back: what stands in the file, how it is built, and what happens to hostile input.

mod convert;

use mingsuan_publish::pdf::{self, Fonts};

#[test]
fn founding() {
    let bytes = std::fs::read("/work/shared/fixtures/dachang-2024.docx").unwrap();
    let document = mingsuan_document::read(&bytes, "x.docx").unwrap();
    let layout = convert::layout(
        &document,
        "大厂高新技术产业开发区管理委员会\n2024年单位预算信息公开",
        "大厂高新技术产业开发区管理委员会",
    );
    for _ in 0..3 {
        let fonts = Fonts::of_machine(None);
        let begun = std::time::Instant::now();
        let pdf = pdf::write(&layout, &fonts).unwrap();
        eprintln!("{:?} {} bytes", begun.elapsed(), pdf.len());
        std::fs::write("/tmp/pdfout/founding.pdf", pdf).unwrap();
    }
}
