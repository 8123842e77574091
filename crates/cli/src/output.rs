//! Where results go: standard output, or a file that appears whole or not at all and never replaces an input.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
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

    /// Opens it for a report that comes piece by piece.
    pub(crate) fn open(&self) -> Result<Sink> {
        match self {
            Self::Stdout => Ok(Sink::Stdout),
            Self::File(path) => WholeFile::create(path).map(Sink::Whole),
        }
    }

    /// Opens it for lines that are to be there even if the run is killed: new, or behind those that are there already.
    pub(crate) fn open_lines(&self, keeps_earlier: bool) -> Result<Sink> {
        let Self::File(path) = self else { return Ok(Sink::Stdout) };
        let opened =
            if keeps_earlier { OpenOptions::new().create(true).append(true).open(path) } else { File::create(path) };
        opened.map(|file| Sink::Lines(file, path.clone())).map_err(|error| cannot_write(path, &error))
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stdout => None,
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a whole file.
fn write(path: &Path, data: &[u8]) -> Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write(data)?;
    file.finish()
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure(format!("无法写入“{}”（{error}）。请检查文件夹的写入权限和磁盘空间", path.display()))
}

/// A file that is written piece by piece beside its target and renamed at the end: whoever looks sees the old file or the
/// new one. Taken away when it is not finished.
#[derive(Debug)]
pub(crate) struct WholeFile {
    path: PathBuf,
    beside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Begins the file.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = folder_of(path).join(format!(".{name}.{}.tmp", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&beside);
        let file = file.map_err(|error| cannot_write(path, &error))?;
        Ok(Self { path: path.to_path_buf(), beside, file: Some(BufWriter::new(file)) })
    }

    /// Adds to it.
    pub(crate) fn write(&mut self, data: &[u8]) -> Result<()> {
        let written = self.file.as_mut().map_or(Ok(()), |file| file.write_all(data));
        written.map_err(|error| cannot_write(&self.path, &error))
    }

    /// Puts it in its place.
    pub(crate) fn finish(mut self) -> Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error);
        let renamed = file.and_then(|file| {
            file.sync_all()?;
            // Closed first: an open file cannot be renamed on every system.
            drop(file);
            fs::rename(&self.beside, &self.path)
        });
        renamed.map_err(|error| {
            let _ = fs::remove_file(&self.beside);
            cannot_write(&self.path, &error)
        })
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// A report that grows while the run goes on.
#[derive(Debug)]
pub(crate) enum Sink {
    /// Standard output.
    Stdout,
    /// A file that appears at the end.
    Whole(WholeFile),
    /// A file in which every line stands as soon as it is known.
    Lines(File, PathBuf),
}

impl Sink {
    /// Adds a piece; its colours only where they are seen.
    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        match self {
            Self::Stdout => print(text),
            Self::Whole(_) | Self::Lines(..) => self.data(&anstream::adapter::strip_str(text).to_string()),
        }
    }

    /// Adds a piece as it is. One that is a line of a file is in the hands of the system when this returns.
    pub(crate) fn data(&mut self, data: &str) -> Result<()> {
        self.bytes(data.as_bytes())
    }

    /// Adds a piece of a file that is no text.
    pub(crate) fn bytes(&mut self, data: &[u8]) -> Result<()> {
        match self {
            Self::Stdout => Output::Stdout.data(data),
            Self::Whole(file) => file.write(data),
            Self::Lines(file, path) => file.write_all(data).map_err(|error| cannot_write(path, &error)),
        }
    }

    /// Ends it.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stdout => Ok(()),
            Self::Whole(file) => file.finish(),
            Self::Lines(file, path) => file.sync_all().map_err(|error| cannot_write(&path, &error)),
        }
    }

    /// Whether it appears in the sight of the user while the run goes on.
    pub(crate) fn is_seen(&self) -> bool {
        matches!(self, Self::Stdout)
    }
}
