//! The inputs of a run: files, folders, standard input. Finds and reads them; every refusal says what to do.
//! What the bytes mean is not looked at here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use mingsuan_document::Format;
use mingsuan_document::limits::MAX_INPUT_BYTES;
use mingsuan_examine::{ENDINGS, Settings};
use mingsuan_model::Disclosure;
use mingsuan_publish::report::Entry;
use walkdir::WalkDir;

/// Endings of documents that people publish and that are not read yet.
const NOT_YET: [&str; 1] = ["ofd"];

/// Where the bytes of an input come from.
#[derive(Clone, Debug)]
enum Source {
    File(PathBuf),
    Stdin,
    BuiltIn(&'static [u8]),
    Refused(String),
}

/// One input.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// As the user named it.
    pub(crate) name: String,
    source: Source,
}

/// What was found for the paths of a run.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The inputs, in order.
    pub(crate) list: Vec<Input>,
    /// Documents in folders that cannot be read yet.
    pub(crate) skipped: usize,
}

impl Input {
    /// An example that is part of the program.
    pub(crate) fn built_in(name: &str, bytes: &'static [u8]) -> Self {
        Self { name: name.to_owned(), source: Source::BuiltIn(bytes) }
    }

    fn refused(path: &Path, message: impl Into<String>) -> Self {
        Self { name: shown(path), source: Source::Refused(message.into()) }
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match &self.source {
            Source::File(path) => Some(path),
            _ => None,
        }
    }

    /// Reads, understands and judges it.
    pub(crate) fn examine(&self, settings: &Settings) -> Entry {
        mingsuan_examine::examine(&self.name, || self.read(), settings)
    }

    /// Reads and understands it.
    pub(crate) fn understand(&self, profile: Option<&str>) -> Result<(Format, Disclosure), String> {
        mingsuan_examine::understand(&self.name, || self.read(), profile)
    }

    /// The bytes, or why there are none.
    pub(crate) fn read(&self) -> Result<Cow<'static, [u8]>, String> {
        match &self.source {
            Source::File(path) => read_file(path).map(Cow::Owned),
            Source::Stdin => bounded(io::stdin().lock(), 1 << 16).map(Cow::Owned),
            Source::BuiltIn(bytes) => Ok(Cow::Borrowed(bytes)),
            Source::Refused(message) => Err(message.clone()),
        }
    }
}

/// A path as text. Bytes that are no UTF-8 (`\xB5`) stay apart, so that two such names remain two.
fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\x{byte:02X}");
        }
    }
    shown
}

/// Finds the inputs: files as they are, folders with all that is in them. What is named twice is there once.
pub(crate) fn find(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut is_stdin_taken = false;
    for path in paths {
        if path.as_os_str() == "-" {
            if !is_stdin_taken {
                inputs.list.push(Input { name: "-".to_owned(), source: Source::Stdin });
            }
            is_stdin_taken = true;
        } else if path.is_dir() {
            walk(path, &mut inputs);
        } else {
            inputs.list.push(Input { name: shown(path), source: Source::File(path.clone()) });
        }
    }
    let mut names = HashSet::new();
    inputs.list.retain(|input| names.insert(input.name.clone()));
    inputs
}

fn walk(folder: &Path, inputs: &mut Inputs) {
    let (before, skipped) = (inputs.list.len(), inputs.skipped);
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(&entry.file_name().to_string_lossy())) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => match ending(entry.path()).as_str() {
                known if ENDINGS.contains(&known) => {
                    let path = entry.into_path();
                    inputs.list.push(Input { name: shown(&path), source: Source::File(path) });
                }
                other if NOT_YET.contains(&other) => inputs.skipped += 1,
                _ => {}
            },
            Ok(_) => {}
            // A link that leads back to a folder above it: everything there is found without it.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_path_buf();
                let reason = error.into_io_error().map_or_else(|| "无法打开".to_owned(), |error| told(&error));
                inputs.list.push(Input::refused(&path, reason));
            }
        }
    }
    if inputs.list.len() == before {
        inputs.list.push(Input::refused(folder, nothing_in(inputs.skipped - skipped)));
    }
}

fn nothing_in(skipped: usize) -> String {
    let others = if skipped > 0 {
        format!("其中有 {skipped} 份 ofd 文件，本版本还不能读取，请换用原件，或另存为 docx；")
    } else {
        String::new()
    };
    format!(
        "文件夹里没有可以检查的文档（pdf、docx、xlsx、doc、xls、wps、et、odt、ods、rtf、csv、html、txt）。{others}请确认文件夹没有选错，或直接写出文件的路径"
    )
}

/// Hidden files, and the lock files that Office leaves beside an open document.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    // Asked before opening: opening a pipe would wait for ever.
    let metadata = fs::metadata(path).map_err(|error| told(&error))?;
    if metadata.is_dir() {
        return Err("这是文件夹，不是文件。请写出其中文件的路径".to_owned());
    }
    if !metadata.is_file() {
        return Err("这不是普通文件（是管道或设备）。请先存成文件，或用“-”从标准输入读取".to_owned());
    }
    if metadata.len() > MAX_INPUT_BYTES {
        return Err(too_large());
    }
    let file = fs::File::open(path).map_err(|error| told(&error))?;
    bounded(file, usize::try_from(metadata.len()).unwrap_or(0) + 1)
}

/// Reads to the end, but never more than a document may have: the length told before may be wrong.
fn bounded(source: impl Read, expected: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(expected);
    source.take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    if bytes.len() as u64 > MAX_INPUT_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> String {
    format!("文件过大：超过上限 {} MB。请确认没有选错文件；如内容无误，请拆成几份", MAX_INPUT_BYTES >> 20)
}

/// What the system says, in words that help.
fn told(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "找不到这个文件或文件夹。请检查路径和文件名是否写对，含空格的路径要加引号".to_owned()
        }
        io::ErrorKind::PermissionDenied => "没有读取权限。请换用有权限的账户，或把文件复制到自己的文件夹".to_owned(),
        _ => format!("读取失败（{error}）。请确认磁盘和网络位置可用，再试一次"),
    }
}
