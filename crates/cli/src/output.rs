//! Where results go: standard output, or a file that appears whole or not at all and never replaces an input.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result, print};
use crate::input::Input;

/// Where to write.
#[derive(Clone, Debug)]
pub(crate) enum Output {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Output {
    /// The target of `--output`; looked at before any work is done.
    pub(crate) fn new(path: Option<PathBuf>, inputs: &[Input]) -> Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout);
        };
        let shown = path.display();
        if path.is_dir() {
            return Err(Failure(format!("--output 指向的“{shown}”是文件夹。请写出文件名，例如 {shown}/report.json")));
        }
        if path.exists() && !path.is_file() {
            return Err(Failure(format!("--output 指向的“{shown}”不是普通文件。请换一个文件名，或用 > 重定向")));
        }
        if !folder_of(&path).is_dir() {
            return Err(Failure(format!("--output 的文件夹“{}”不存在。请先建立它", folder_of(&path).display())));
        }
        let target = path.canonicalize().ok();
        let is_input = |input: &&Input| {
            input.file().is_some_and(|file| file.canonicalize().is_ok_and(|file| Some(file) == target))
        };
        if target.is_some() && inputs.iter().find(is_input).is_some() {
            return Err(Failure(format!("--output 指向的“{shown}”就是要读取的文件，不能覆盖它。请换一个文件名")));
        }
        Ok(Self::File(path))
    }

    /// Writes a text; its colours only where they are seen.
    pub(crate) fn text(&self, text: &str) -> Result<()> {
        match self {
            Self::Stdout => print(text),
            Self::File(path) => write(path, anstream::adapter::strip_str(text).to_string().as_bytes()),
        }
    }

    /// Writes data as it is.
    pub(crate) fn data(&self, data: &[u8]) -> Result<()> {
        match self {
            Self::Stdout => {
                let mut out = io::stdout().lock();
                match out.write_all(data).and_then(|()| out.flush()) {
                    Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                        Err(Failure(format!("无法写到标准输出（{error}）。请检查重定向的目标和磁盘空间")))
                    }
                    _ => Ok(()),
                }
            }
            Self::File(path) => write(path, data),
        }
    }

    /// Whether it is a file.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes beside the target and renames: whoever looks sees the old file or the new one.
fn write(path: &Path, data: &[u8]) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder_of(path).join(format!(".{name}.{}.tmp", std::process::id()));
    let written = OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(data)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure(format!("无法写入“{}”（{error}）。请检查文件夹的写入权限和磁盘空间", path.display()))
    })
}
