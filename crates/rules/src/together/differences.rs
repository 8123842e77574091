//! Amounts of one document that differ from another's, told so that a reader can act: a few one by one, many as one
//! finding. Which amounts are compared is the business of the rules.

use mingsuan_model::{Amount, Coordinate, Dimension, Finding, ListId, Severity};

use super::imprint::{Figure, grain};
use super::judge::Across;
use super::kin::Together;
use super::standards::STANDARDS;

/// An amount that differs from what another document says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    /// The figure as it stands.
    pub(crate) here: Figure,
    /// What should stand there, in 分.
    pub(crate) expected: i64,
    /// The other document.
    pub(crate) other: usize,
    /// Its figure.
    pub(crate) there: Figure,
}

/// The words of a rule that compares amounts of two documents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// The rule.
    pub(crate) code: &'static str,
    /// How bad.
    pub(crate) severity: Severity,
    /// What stands here: `上年预算数`.
    pub(crate) here: &'static str,
    /// Where the other amount stands: `上年预算公开`.
    pub(crate) there: &'static str,
    /// The two in English.
    pub(crate) english: [&'static str; 2],
    /// What to do.
    pub(crate) advice: &'static str,
}

/// Reports the amounts of a document that differ from others.
pub(crate) fn report(together: &Together, across: &mut Across, at: usize, differing: &[Difference], words: &Words) {
    let member = together.member(at);
    if differing.len() <= STANDARDS.listed_differences {
        for difference in differing {
            across.push(&member.path, one(together, at, difference, words));
        }
    } else if let [first, ..] = differing {
        let Words { here, there, english, .. } = words;
        let (name, name_en) = (named(&first.here.at), named_en(&first.here.at));
        let count = differing.len();
        let mut finding = Finding::new(
            words.code,
            words.severity,
            member.place_of(&first.here),
            format!("{count} 个{here}与{there}不符，第一个是“{name}”{}", amounts(first)),
        )
        .english(format!("{count} amounts ({}) differ from {}, first {name_en}", english[0], english[1]))
        .advise(format!("先看两份文件的口径和单位是否一致；{}", words.advice));
        for difference in differing.iter().take(STANDARDS.named_places) {
            let other = together.member(difference.other);
            let (name, name_en) = (named(&difference.here.at), named_en(&difference.here.at));
            let (amounts, amounts_en) = (amounts(difference), amounts_en(difference));
            finding = finding.relate(
                format!("“{name}”{amounts}"),
                format!("{name_en}: {amounts_en}"),
                member.place_of(&difference.here),
            );
            finding = finding.relate_in(
                format!("{there}的“{name}”"),
                format!("{name_en} of {}", words.english[1]),
                other.place_of(&difference.there),
                &other.path,
            );
        }
        across.push(&member.path, finding);
    }
}

fn one(together: &Together, at: usize, difference: &Difference, words: &Words) -> Finding {
    let Difference { here, expected, other, there } = difference;
    let (member, other) = (together.member(at), together.member(*other));
    let (expected_text, actual) = (printed(*expected, here), printed(here.fen, here));
    let (name, name_en) = (named(&here.at), named_en(&here.at));
    let mut finding = Finding::new(
        words.code,
        words.severity,
        member.place_of(here),
        format!("“{name}”的{}与{}不符：{}", words.here, words.there, amounts(difference)),
    )
    .english(format!("{name_en}: {} is {actual}, {} gives {expected_text}", words.english[0], words.english[1]))
    .advise(words.advice)
    .values(expected_text, actual)
    .relate_in(
        format!("{}的“{name}”", words.there),
        format!("{name_en} of {}", words.english[1]),
        other.place_of(there),
        &other.path,
    );
    finding.difference = Some(printed(here.fen.saturating_sub(*expected), here));
    finding.scale = Some(here.scale);
    finding
}

/// `这里是12.00万元，那里是13.00万元`.
fn amounts(difference: &Difference) -> String {
    let Difference { here, expected, .. } = difference;
    let unit = here.scale.name();
    format!("这里是{}{unit}，那里是{}{unit}", printed(here.fen, here), printed(*expected, here))
}

/// `12.00 here, 13.00 there`.
fn amounts_en(difference: &Difference) -> String {
    let Difference { here, expected, .. } = difference;
    format!("{} here, {} there", printed(here.fen, here), printed(*expected, here))
}

/// An amount as a figure is printed: same scale, same digits behind the point.
fn printed(fen: i64, like: &Figure) -> String {
    Amount(fen).in_scale(like.scale, like.decimals)
}

/// Whether two printed amounts differ beyond what rounding to their last printed digit explains.
pub(crate) fn differs(one: &Figure, other: &Figure) -> bool {
    differs_by(one, other.fen, grain(other))
}

/// Whether a printed amount differs from one that is known to so many 分.
pub(crate) fn differs_by(one: &Figure, fen: i64, within: i64) -> bool {
    one.fen.abs_diff(fen) >= grain(one).max(within).unsigned_abs()
}

/// The words of a position: `一般公共预算 支出 2010301 行政运行`.
fn named(at: &Coordinate) -> String {
    let tree = |dimension: Dimension| Some(dimension.tree()?.get(at.get(dimension).member()?)?.name.clone());
    let class = |dimension: Dimension, list: ListId| {
        let code = at.code(dimension)?.to_string();
        let name = list.list().by_code(&code).map(|class| class.name.to_owned()).unwrap_or_default();
        Some(format!("{code} {name}").trim_end().to_owned())
    };
    let parts = [
        tree(Dimension::Fund),
        tree(Dimension::Source),
        tree(Dimension::Kind),
        tree(Dimension::Category),
        class(Dimension::Function, ListId::Function),
        class(Dimension::Economic, ListId::Economic),
        at.code(Dimension::GovEconomic).map(|code| code.to_string()),
        tree(Dimension::Item),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let side = tree(Dimension::Side).unwrap_or_default();
    let whole = at.get(Dimension::Kind).member().is_none() && at.get(Dimension::Item).member().is_none();
    match (parts.is_empty(), whole) {
        (true, _) => side,
        (false, true) => format!("{side} {}", parts.join(" ")),
        (false, false) => parts.join(" "),
    }
}

/// The same with the keys of the data files.
fn named_en(at: &Coordinate) -> String {
    let dimensions = [
        Dimension::Side,
        Dimension::Fund,
        Dimension::Source,
        Dimension::Kind,
        Dimension::Category,
        Dimension::Function,
        Dimension::Economic,
        Dimension::GovEconomic,
        Dimension::Item,
    ];
    let told = dimensions.into_iter().filter(|dimension| at.get(*dimension).member().is_some());
    told.map(|dimension| at.written(dimension)).collect::<Vec<_>>().join(" ")
}
