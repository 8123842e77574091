//! `check --annotate`: a marked copy of each input in a folder of its own, never in the place of an input.
//! How a format is marked is the business of `mingsuan-publish`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use mingsuan_publish::annotate::{MARK, Original, annotate, copy_name};
use mingsuan_publish::report::{Entry, Lang};

use crate::failure::{Failure, Result};
use crate::input::Input;
use crate::output::Output;

/// The folder of copies.
#[derive(Debug)]
pub(crate) struct Copies {
    folder: PathBuf,
    lang: Lang,
    /// The inputs, which are never written over.
    inputs: HashSet<PathBuf>,
    /// Where the copy of each input goes, without its ending.
    targets: HashMap<String, PathBuf>,
    written: AtomicUsize,
}

impl Copies {
    /// Copies in a folder, which is made when it is missing. Those of an earlier run are no inputs of this one.
    pub(crate) fn new(folder: PathBuf, lang: Lang, paths: &[PathBuf], inputs: &mut Vec<Input>) -> Result<Self> {
        let shown = folder.display();
        fs::create_dir_all(&folder).map_err(|error| {
            Failure(format!("不能使用 --annotate 的文件夹“{shown}”（{error}）。请写一个可以建立、可以写入的文件夹"))
        })?;
        let own = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let is_named = |input: &Input| input.file().is_some_and(|file| paths.iter().any(|path| path == file));
        inputs.retain(|input| is_named(input) || !is_earlier_copy(input, &own));
        let mut targets = HashMap::new();
        let mut taken = HashSet::new();
        for input in inputs.iter() {
            targets.insert(input.name.clone(), unused(within(input, paths), &mut taken));
        }
        let inputs = inputs.iter().filter_map(|input| input.file()?.canonicalize().ok()).collect();
        Ok(Self { folder, lang, inputs, targets, written: AtomicUsize::new(0) })
    }

    /// Writes the copy of an input that was judged; what is to be said of it, in one sentence.
    pub(crate) fn write(&self, input: &Input, bytes: &[u8], entry: &Entry) -> Option<String> {
        let Ok(reading) = &entry.reading else { return None };
        let original = Original { bytes, name: &input.name, format: reading.format };
        let said = match annotate(original, &reading.judgement.findings, self.lang) {
            Err(error) => Some(error.to_string()),
            Ok(copy) => match self.put(input, copy.extension, &copy.bytes) {
                Ok(()) => copy.remark,
                Err(Failure(message)) => Some(message),
            },
        };
        said.map(|said| format!("“{}”的标注副本：{said}", input.name))
    }

    /// How many copies were written.
    pub(crate) fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn put(&self, input: &Input, extension: &str, bytes: &[u8]) -> Result<()> {
        let target =
            self.folder.join(self.targets.get(&input.name).map(PathBuf::as_path).unwrap_or(Path::new("标准输入")));
        let target = target.with_file_name(copy_name(&name_of(&target), extension));
        let folder = target.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(|error| {
            Failure(format!("不能建立文件夹“{}”（{error}）。请检查写入权限和磁盘空间", folder.display()))
        })?;
        if target.canonicalize().is_ok_and(|target| self.inputs.contains(&target)) {
            return Err(Failure(format!(
                "没有写出：“{}”本身是要检查的文件，不能覆盖。请换一个文件夹",
                target.display()
            )));
        }
        Output::File(target).data(bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

fn name_of(path: &Path) -> Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// A path that no other copy has, also where file systems take `A` for `a`: in a numbered folder when need be.
fn unused(within: PathBuf, taken: &mut HashSet<String>) -> PathBuf {
    let folders = (2..).map(|number: usize| Path::new(&number.to_string()).join(&within));
    let mut paths = std::iter::once(within.clone()).chain(folders);
    paths.find(|path| taken.insert(path.to_string_lossy().to_lowercase())).unwrap_or(within)
}

/// The path of an input below the folder in which it was found.
fn within(input: &Input, paths: &[PathBuf]) -> PathBuf {
    let Some(file) = input.file() else { return PathBuf::from("标准输入") };
    let below = paths.iter().filter(|path| path.as_path() != file).find_map(|path| file.strip_prefix(path).ok());
    let below = below.or_else(|| file.file_name().map(Path::new)).unwrap_or(file);
    below.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

fn is_earlier_copy(input: &Input, folder: &Path) -> bool {
    let Some(file) = input.file() else { return false };
    name_of(file).contains(&format!(".{MARK}.")) && file.canonicalize().is_ok_and(|file| file.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_copies_have_the_same_path() {
        let mut taken = HashSet::new();
        let paths = ["a.pdf", "2/a.pdf", "A.pdf", "b.pdf"].map(|path| unused(PathBuf::from(path), &mut taken));
        assert_eq!(paths, ["a.pdf", "2/a.pdf", "3/A.pdf", "b.pdf"].map(PathBuf::from));
    }
}
