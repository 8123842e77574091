//! How long judging takes beside reading, in process: on a document given as argument, and on a generated one of forty
//! pages; with `--rules` also the slowest rules. Whole runs of the program are timed by `cargo xtask bench`.

use std::time::Instant;

use mingsuan_model::{Disclosure, Equation};
use mingsuan_rules::{Body, Context, Found, judge, registry::RULES};
use mingsuan_testkit::{Generator, Shape, write_docx};

/// Projects of the generated document: with them it fills forty pages.
const PROJECTS: usize = 34;

const RUNS: u32 = 31;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let shape = Shape { projects: PROJECTS, procurement: 30, classes: 8, has_assets: true, ..Shape::simplest() };
    let draft = Generator::new(40).budget_of(&shape).draft();
    let mut documents = vec![("generated.docx".to_owned(), write_docx::write_docx(&draft)?)];
    for path in paths {
        let bytes = std::fs::read(&path)?;
        documents.push((path, bytes));
    }
    println!("document\tread ms\tjudge ms\tfastest judge ms\tprocessor ms");
    for (name, bytes) in &documents {
        let read = || mingsuan_document::read(bytes, name).map(|document| mingsuan_import::import(&document, None));
        let disclosure = read()?;
        let (reading, judging) = (times_ms(read), times_ms(|| judge(&disclosure)));
        let before = processor_ms();
        (0..RUNS).for_each(|_| drop(judge(&disclosure)));
        let work = before.zip(processor_ms()).map(|(before, after)| (after - before) / f64::from(RUNS));
        let work = work.map_or("—".to_owned(), |ms| format!("{ms:.2}"));
        println!("{name}\t{:.2}\t{:.2}\t{:.2}\t{work}", reading.median, judging.median, judging.fastest);
        if flags.iter().any(|flag| flag == "--rules") {
            slowest(&disclosure);
        }
    }
    Ok(())
}

/// Prints the ten rules that take most of the time.
fn slowest(disclosure: &Disclosure) {
    let context = Context::new(disclosure);
    context.texts();
    let mut times: Vec<(f64, &str, &str)> = RULES
        .iter()
        .filter_map(|rule| {
            let ms = match rule.body {
                Body::Check(check) => times_ms(|| check(&context, &mut Found::default())).median,
                Body::Equations(state) => times_ms(|| state(&context, &mut Vec::<Equation>::new())).median,
                Body::Together(_) | Body::Run => return None,
            };
            Some((ms, rule.code, rule.name))
        })
        .collect();
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("  all rules one after another: {:.2} ms", times.iter().map(|time| time.0).sum::<f64>());
    times.iter().take(10).for_each(|(ms, code, name)| println!("  {ms:.3} ms {code} {name}"));
}

/// Times in milliseconds.
struct Times {
    median: f64,
    fastest: f64,
}

/// The time that the processors have spent on this process so far; `None` where the system does not tell.
fn processor_ms() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let spent = threads.map(|thread| {
        let told = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    });
    spent.sum::<Option<f64>>().map(|nanoseconds| nanoseconds / 1e6)
}

/// The times of some runs after one that warms the caches.
fn times_ms<T>(run: impl Fn() -> T) -> Times {
    run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            let result = run();
            let ms = begun.elapsed().as_secs_f64() * 1000.0;
            drop(result);
            ms
        })
        .collect();
    times.sort_by(f64::total_cmp);
    Times { median: times[times.len() / 2], fastest: times[0] }
}
