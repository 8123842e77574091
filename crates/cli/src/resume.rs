//! `--resume`: what an earlier run has written as lines of JSON is taken over where it still holds.
//! Nothing is judged here; what a line says is read by `mingsuan-publish`.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use mingsuan_publish::manifest;
use mingsuan_publish::report::ndjson::{self, Line};

use crate::batch::{Batch, Order};
use crate::failure::{Failure, Result, remark};
use crate::input::Input;
use crate::interrupt::Stop;
use crate::output::WholeFile;
use crate::progress::Progress;
use crate::record::Kept;

/// A document's line in the file.
#[derive(Debug)]
struct Stored {
    kept: Kept,
    offset: u64,
    length: u64,
}

/// What the file holds.
#[derive(Debug, Default)]
struct Earlier {
    /// The lines that were judged as this run judges, by path; of two lines the later one.
    lines: HashMap<String, Stored>,
    /// Lines that were judged in another way.
    outdated: usize,
    /// Lines that are none, or only half of one.
    broken: usize,
}

/// The results that hold, by the number of their input.
pub(crate) type Held = HashMap<usize, Kept>;

/// Takes over what holds: same path, same bytes, same way of judging. The file has those lines and no others afterwards.
/// Nothing when the end was asked for before all was compared; then the file is as it was.
pub(crate) fn take_over(
    path: &Path,
    inputs: &Arc<[Input]>,
    judged_with: &str,
    jobs: Option<usize>,
    stop: &Stop,
) -> Result<Option<Held>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(Held::new())),
        Err(error) => return Err(cannot_read(path, &error)),
    };
    let mut earlier = read(path, &file, judged_with)?;
    let mut candidates = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        if let Some(stored) = earlier.lines.remove(&input.name) {
            candidates.push((number, stored));
        }
    }
    let vanished = earlier.lines.len();
    let Some(held) = unchanged(candidates, inputs, jobs, stop)? else { return Ok(None) };
    rewrite(path, &mut file, &held)?;
    if earlier.broken > 0 {
        remark(format!("“{}”中有 {} 行不完整（上次可能被强行终止），已去掉，重新检查", path.display(), earlier.broken));
    }
    if earlier.outdated > 0 {
        remark(format!("{} 份的结果出自其他版本或其他选项，重新检查", earlier.outdated));
    }
    if vanished > 0 {
        remark(format!("{vanished} 份已不在要检查的文件之中，从结果里去掉"));
    }
    Ok(Some(held.into_iter().map(|(number, stored)| (number, stored.kept)).collect()))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("无法读取上次的结果“{}”（{error}）。请检查文件，或不用 --resume 从头检查", path.display()))
}

/// Reads line by line: the file may be much larger than memory.
fn read(path: &Path, file: &File, judged_with: &str) -> Result<Earlier> {
    let mut earlier = Earlier::default();
    let mut reader = BufReader::new(file);
    let (mut offset, mut is_ours, mut line) = (0, true, Vec::new());
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(|error| cannot_read(path, &error))? as u64;
        if length == 0 {
            break;
        }
        match ndjson::parse(&line) {
            // A line that ends without its line's end may lack something, even if it reads well.
            Some(_) if !line.ends_with(b"\n") => earlier.broken += 1,
            Some(Line::Document { tally, judged_with: with, imprint }) if with == judged_with => {
                let kept = Kept { tally: *tally, imprint, round: None };
                earlier.lines.insert(kept.tally.path.clone(), Stored { kept, offset, length });
            }
            Some(Line::Document { .. }) => earlier.outdated += 1,
            Some(Line::Summary) => {}
            None => {
                is_ours &= offset > 0 || line.starts_with(b"{\"path\":");
                earlier.broken += 1;
            }
        }
        offset += length;
    }
    if !is_ours {
        return Err(Failure(format!(
            "“{}”不是 --format ndjson 的结果，没有改动它。请检查 --output 的文件名",
            path.display()
        )));
    }
    Ok(earlier)
}

/// Those whose bytes are still what they were, in the order of the file.
fn unchanged(
    candidates: Vec<(usize, Stored)>,
    inputs: &Arc<[Input]>,
    jobs: Option<usize>,
    stop: &Stop,
) -> Result<Option<Vec<(usize, Stored)>>> {
    let numbers: Vec<usize> = candidates.iter().map(|(number, _)| *number).collect();
    let count = numbers.len();
    let progress = Progress::new("比对", count);
    let batch = Batch { jobs, order: Order::Given, stop: stop.clone(), progress: &progress };
    let inputs = Arc::clone(inputs);
    let mut digests = Vec::with_capacity(count);
    let digest = move |at: usize| inputs[numbers[at]].read().ok().map(|bytes| manifest::sha256(&bytes));
    batch.run(count, digest, |_, digest| {
        digests.push(digest);
        Ok(())
    })?;
    if stop.is_asked() {
        return Ok(None);
    }
    let compared = candidates.into_iter().zip(digests);
    let same = compared.filter(|((_, stored), digest)| digest.is_some() && *digest == stored.kept.tally.sha256);
    let mut same: Vec<(usize, Stored)> = same.map(|(candidate, _)| candidate).collect();
    same.sort_by_key(|(_, stored)| stored.offset);
    Ok(Some(same))
}

/// Leaves only the lines that hold.
fn rewrite(path: &Path, file: &mut File, held: &[(usize, Stored)]) -> Result<()> {
    let mut target = WholeFile::create(path)?;
    let mut line = Vec::new();
    for (_, stored) in held {
        line.clear();
        let read =
            file.seek(SeekFrom::Start(stored.offset)).and_then(|_| file.take(stored.length).read_to_end(&mut line));
        read.map_err(|error| cannot_read(path, &error))?;
        target.write(&line)?;
    }
    target.finish()
}
