//! Documents with words, numbers and cells torn apart, doubled and moved: understanding and judging them ends in some
//! result, never in a panic. Damaged bytes are the business of the readers' own tests.
#![allow(clippy::unwrap_used, clippy::panic)]

use mingsuan_testkit::write_html::write_html;
use mingsuan_testkit::{Generator, Rng};

/// What stands in disclosures and may turn up in any place.
const PIECES: [&str; 24] = [
    "0",
    "99999999999",
    "-",
    ".",
    ",",
    "万元",
    "其中：",
    "（",
    "）",
    "年",
    "增加",
    "一、",
    "2026年",
    "“",
    "”",
    "主要原因是",
    "比上年",
    "项目支出",
    "%",
    "合计",
    "。",
    "</td><td>",
    "</tr><tr>",
    "<td rowspan=9 colspan=9>",
];

/// Tears a text: pieces taken out, doubled, moved or put in.
fn torn(text: &str, rng: &mut Rng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..*rng.pick(&[1, 3, 10, 40, 200, 600]).unwrap() {
        let from = rng.below(chars.len());
        let to = (from + rng.pick(&[1, 2, 6, 30, 300]).unwrap()).min(chars.len());
        let piece: Vec<char> = match rng.below(4) {
            0 => Vec::new(),
            1 => chars[from..to].repeat(2),
            2 => {
                let other = rng.below(chars.len() - (to - from) + 1);
                chars[other..other + (to - from)].to_vec()
            }
            _ => {
                let put: Vec<char> = rng.word(&PIECES).chars().collect();
                chars.splice(from..from, put);
                continue;
            }
        };
        chars.splice(from..to, piece);
    }
    chars.into_iter().collect()
}

#[test]
fn torn_documents_are_judged_without_panic() {
    let mut rng = Rng::new(11);
    for round in 0..400 {
        let html = torn(&write_html(&Generator::new(round % 8).budget().draft()), &mut rng);
        if let Ok(document) = mingsuan_document::read(html.as_bytes(), "a.html") {
            mingsuan_rules::judge(&mingsuan_import::import(&document, None));
        }
    }
}
