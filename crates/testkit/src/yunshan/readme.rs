//! `planted.toml` and `README.md` of the example, from the list of mistakes.

use std::fmt::Write as _;

use super::Mistake;

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The list of mistakes as TOML.
pub(super) fn planted_toml(mistakes: &[Mistake]) -> String {
    let mut out = String::from(
        "# What is wrong in planted.docx and planted.txt, and nothing else. Generated: cargo run -p mingsuan-testkit --example write-example\n\
         # families: the families of rules that may report it, the expected one first. table, row and cell_column are counted from 1.\n",
    );
    for mistake in mistakes {
        let families: Vec<String> = mistake.families.iter().map(|family| quoted(family)).collect();
        let _ = write!(out, "\n[[mistake]]\nid = {}\nplace = {}\n", quoted(mistake.id), quoted(mistake.place));
        for (key, text) in [("row_label", mistake.row), ("column", mistake.column)] {
            if !text.is_empty() {
                let _ = writeln!(out, "{key} = {}", quoted(text));
            }
        }
        if let Some([table, row, column]) = mistake.cell {
            let _ = writeln!(out, "table = {table}\nrow = {row}\ncell_column = {column}");
        }
        let _ = writeln!(out, "was = {}\nis = {}", quoted(&mistake.was), quoted(&mistake.is));
        let _ = writeln!(out, "families = [{}]\nabout = {}", families.join(", "), quoted(mistake.about));
    }
    out
}

/// The README of the example's folder.
pub(super) fn readme(mistakes: &[Mistake]) -> String {
    let mut out = String::from(
        "# 云山县林业和草原局 2026年单位预算（示例）\n\n\
         云山县、这个单位和所有数字都是虚构的，句子为本示例而写，只有表名、栏目和术语采用公开的统一格式。\n\n\
         *An invented county's forestry bureau, in the form that Hebei's budget units publish. Nobody real is meant.*\n\n\
         | 文件 | 内容 |\n|---|---|\n\
         | `clean.docx` `clean.txt` | 没有错误的公开文档 |\n\
         | `planted.docx` `planted.txt` | 同一文档，故意放入下列错误 |\n\
         | `planted.toml` | 每个错误的位置、原值、现值和应报告它的规则类别 |\n\n\
         两份文档都由 `crates/testkit/src/yunshan.rs` 生成：`cargo run -p mingsuan-testkit --example write-example`。请不要手工修改。\n\n\
         ## 放入的错误\n\n| 编号 | 位置 | 原为 | 现为 | 类别 | 问题 |\n|---|---|---|---|---|---|\n",
    );
    for mistake in mistakes {
        let labels = [mistake.place, mistake.row, mistake.column];
        let place = labels.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ");
        let cell = |text: &str| {
            if text.is_empty() { "（删去）".to_owned() } else { text.replace('|', "·") }
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            mistake.id,
            cell(&place),
            cell(&mistake.was),
            cell(&mistake.is),
            mistake.families.join("、"),
            mistake.about
        );
    }
    out
}
