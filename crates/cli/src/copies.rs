//! `check --annotate`: a marked copy of each input in a folder of its own, never in the place of an input.
//! How a format is marked is the business of `mingsuan-publish`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use mingsuan_publish::annotate::{Original, annotate};
use mingsuan_publish::report::{Entry, Lang};

use crate::failure::{Failure, Result};
use crate::input::Input;
use crate::output::Output;

/// What stands in the names of copies before their ending.
const MARK: &str = "标注";

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
        let mut taken: HashMap<String, usize> = HashMap::new();
        for input in inputs.iter() {
            let within = within(input, paths);
            let count = taken.entry(within.to_string_lossy().to_lowercase()).or_default();
            *count += 1;
            let numbered = if *count > 1 { format!("{count}/") } else { String::new() };
            targets.insert(input.name.clone(), PathBuf::from(numbered).join(within));
        }
        let inputs = inputs.iter().filter_map(|input| input.file()?.canonicalize().ok()).collect();
        Ok(Self { folder, lang, inputs, targets, written: AtomicUsize::new(0) })
    }

    /// Writes the copy of an input that was judged; what is to be said of it, in one sentence.
    pub(crate) fn write(&self, input: &Input, bytes: &[u8], entry: &Entry) -> Option<String> {
        let Ok(reading) = &entry.reading else { return None };
        let made = catch_unwind(AssertUnwindSafe(|| {
            let original = Original { bytes, name: &input.name, format: reading.format };
            annotate(original, &reading.judgement.findings, self.lang).map_err(|error| error.to_string())
        }));
        let said = match made.unwrap_or_else(|_| Err("程序内部出错，请把文件和上面的英文信息发给维护者".to_owned()))
        {
            Err(message) => Some(message),
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
        let target = target.with_file_name(copy_name(&target, extension));
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

/// `预算.标注.pdf` for `预算.pdf`; a copy in another format keeps the ending of the original: `预算.doc.标注.html`.
fn copy_name(original: &Path, extension: &str) -> String {
    let ending = original.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let name = if ending.as_deref() == Some(extension) { original.file_stem() } else { original.file_name() };
    format!("{}.{MARK}.{extension}", name.unwrap_or_default().to_string_lossy())
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
    let is_marked = file.file_name().is_some_and(|name| name.to_string_lossy().contains(&format!(".{MARK}.")));
    is_marked && file.canonicalize().is_ok_and(|file| file.starts_with(folder))
}
