//! Judging takes no longer than in proportion to the length of a document: all rules together, and each one.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, Instant};

use mingsuan_document::{Block, txt};
use mingsuan_model::{Disclosure, Equation};
use mingsuan_rules::{Body, Context, Found, Rule, judge, registry::RULES};
use mingsuan_testkit::budget::Kind;
use mingsuan_testkit::{Generator, Shape, lists, write_txt};

/// Projects of the four documents, which so have about one, two, four and eight times as many cells.
const PROJECTS: [usize; 4] = [50, 119, 257, 545];
/// Eight times the cells may take twenty-four times as long: the long document falls out of the machine's caches, which other
/// programs fill as well. Comparing everything with everything would take sixty-four times as long.
const ROOM: f64 = 24.0 / 8.0;
/// A rule that takes less than this on the longest document is not looked at: too little to be measured.
const NOTHING: Duration = Duration::from_micros(1500);

/// Rules that compare every project with every other one, or every target of the text with every other one; their manual
/// pages say why.
const IN_PAIRS: [&str; 2] = ["P015", "P050"];

/// A correct budget whose projects are each paid from an item of its own, and how many cells its tables have.
fn document(projects: usize) -> (usize, Disclosure) {
    let shape = Shape { projects, procurement: projects, has_assets: true, ..Shape::simplest() };
    let mut budget = Generator::new(8).budget_of(&shape);
    let items: Vec<&str> = lists::functions()
        .iter()
        .filter(|row| row.code.len() == 7 && row.documents > 0)
        .map(|row| row.code.as_str())
        .collect();
    for (at, line) in budget.lines.iter_mut().filter(|line| matches!(line.kind, Kind::Project(_))).enumerate() {
        line.function = items[at * items.len() / projects.max(1) % items.len()].to_owned();
    }
    let document = txt::parse(&write_txt::write_txt(&budget.draft()));
    let cells = document.blocks.iter().map(|block| match block {
        Block::Table(table) => table.cells().len(),
        Block::Paragraph(_) => 1,
    });
    (cells.sum(), mingsuan_import::import(&document, None))
}

/// So many rounds are measured before a growth is believed: other programs may disturb one.
const ROUNDS: usize = 8;

/// So long is measured at a time: the system counts a thread's time in steps of some milliseconds.
const AT_ONCE: Duration = Duration::from_millis(40);

/// How long one run takes, the shortest of several measurements: what is longer was disturbed.
fn time(mut run: impl FnMut()) -> Duration {
    let timed = (0..3).map(|_| {
        let (begun, before) = (Instant::now(), worked());
        let mut runs = 0;
        while runs == 0 || begun.elapsed() < AT_ONCE {
            run();
            runs += 1;
        }
        before.and_then(|before| worked()?.checked_sub(before)).unwrap_or_else(|| begun.elapsed()) / runs
    });
    timed.min().unwrap()
}

/// How long this thread has had a processor so far, where the system tells: on a busy machine the clock says little.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// How many times as long one run takes as the other, the least of several rounds; the first that is allowed ends them.
fn growth(allowed: f64, mut long: impl FnMut() -> Duration, mut short: impl FnMut() -> Duration) -> f64 {
    let (mut most, mut least) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        (most, least) = (most.min(long()), least.min(short()));
        if ratio(most, least) <= allowed {
            break;
        }
    }
    ratio(most, least)
}

fn time_of(rule: &Rule, context: &Context<'_>) -> Option<Duration> {
    match rule.body {
        Body::Check(check) => Some(time(|| check(context, &mut Found::default()))),
        Body::Equations(state) => Some(time(|| state(context, &mut Vec::<Equation>::new()))),
        Body::Together(_) | Body::Run => None,
    }
}

fn ratio(long: Duration, short: Duration) -> f64 {
    long.as_secs_f64() / short.as_secs_f64().max(1e-6)
}

#[test]
fn judging_grows_no_faster_than_the_document() {
    let documents = PROJECTS.map(document);
    let cells = documents.each_ref().map(|(cells, _)| *cells);
    let more = cells[3] as f64 / cells[0] as f64;
    assert!((7.0..9.0).contains(&more), "not eight times as many cells: {cells:?}");
    let allowed = more * ROOM;
    // Judging spreads over threads, so that only the clock measures it.
    let judged = |at: usize| {
        let begun = Instant::now();
        drop(judge(&documents[at].1));
        begun.elapsed()
    };
    let least = |at: usize| (0..9).map(|_| judged(at)).min().unwrap();
    let grown = growth(allowed, || least(3), || least(0));
    println!("cells {cells:?}, judged in {grown:.1} times the time");
    assert!(grown <= allowed, "cells × {more:.1}, time × {grown:.1}");

    let (short, long) = (Context::new(&documents[0].1), Context::new(&documents[3].1));
    short.texts();
    long.texts();
    let steep = RULES.iter().filter(|rule| !IN_PAIRS.contains(&rule.code)).filter_map(|rule| {
        time_of(rule, &long).filter(|time| *time > NOTHING)?;
        let again = |context| time_of(rule, context).unwrap_or_default();
        let grows = growth(allowed, || again(&long), || again(&short));
        (grows > allowed).then(|| format!("{} {}: {grows:.1} times", rule.code, rule.name))
    });
    let steep: Vec<String> = steep.collect();
    assert!(steep.is_empty(), "cells × {more:.1}\n{}", steep.join("\n"));
}
