//! What vouches for the numbers of a document, ready to be said beside each.
//! How it is found out is the business of `mingsuan-rules`.

use std::collections::HashMap;
use std::sync::Arc;

use mingsuan_model::{Disclosure, Place};
use mingsuan_rules::{Vouch, VouchState, vouching};

use crate::report::words::Lang;

/// A cell, whatever text it is quoted with.
type Cell = (Option<Arc<str>>, [Option<u32>; 4]);

/// Beyond so many comparisons they are only counted.
const NAMED: usize = 8;

/// What is said of each number in a table.
pub(super) struct Vouchers(HashMap<Cell, String>);

impl Vouchers {
    /// Asks for all numbers of a document.
    pub(super) fn new(disclosure: &Disclosure, lang: Lang) -> Self {
        let all = vouching(disclosure);
        Self(all.iter().map(|number| (cell(&number.place), said(&number.equations, lang))).collect())
    }

    /// What is to be said of the number at a place, if a number stands there.
    pub(super) fn of(&self, place: &Place) -> Option<&str> {
        self.0.get(&cell(place)).map(String::as_str)
    }
}

fn cell(place: &Place) -> Cell {
    (place.sheet.clone(), [place.table, place.row, place.column, place.page])
}

/// One line a comparison: `A001 类款项之和=合计：成立`.
fn said(vouches: &[Vouch], lang: Lang) -> String {
    if vouches.is_empty() {
        return lang.say("没有核对到这个数字", "nothing vouches for this number").to_owned();
    }
    let mut lines: Vec<String> = vouches.iter().take(NAMED).map(|vouch| line(vouch, lang)).collect();
    let more = vouches.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(lang.say("其余 {} 项", "{} more").replace("{}", &more.to_string()));
    }
    lines.join("\n")
}

fn line(vouch: &Vouch, lang: Lang) -> String {
    let state = match vouch.state {
        VouchState::Holds => lang.say("成立", "holds"),
        VouchState::Fails => lang.say("不成立", "fails"),
        VouchState::Rounds => lang.say("相差在四舍五入之内", "off by rounding"),
    };
    let times = if vouch.times > 1 { format!(" ×{}", vouch.times) } else { String::new() };
    // The names of equations are Chinese.
    match lang {
        Lang::Zh => format!("{} {}：{state}{times}", vouch.rule, vouch.name),
        Lang::En => format!("{} {state}{times}", vouch.rule),
    }
}
