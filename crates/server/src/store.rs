//! The temporary store: the checks and the files of their documents, in a folder that only this user can open.
//! Bounded, and gone with the process. Nothing outlives it: whoever wants to keep a result downloads it.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

use crate::check::{Check, Wishes};
use crate::limits::Limits;
use crate::problem::{Problem, Result};

/// How the folders of all servers begin.
const PREFIX: &str = "mingsuan-serve-";
/// The file that a living server holds locked.
const LOCK: &str = "lock";

/// The checks of a server.
pub(crate) struct Store {
    /// The limits it keeps to.
    pub(crate) limits: Limits,
    checks: Mutex<HashMap<String, Arc<Check>>>,
    space: Arc<Space>,
    next: AtomicU64,
    folder: TempDir,
    _lock: File,
}

/// How many files there may still be, and how many bytes of them.
pub(crate) struct Space {
    files_left: AtomicU64,
    left: AtomicU64,
    total: u64,
}

/// A file of the store. It goes when nobody speaks of it any more.
pub(crate) struct Stored {
    path: PathBuf,
    /// Its length so far.
    pub(crate) bytes: u64,
    space: Arc<Space>,
}

impl Store {
    /// An empty store in a new folder. What servers that are no more have left behind is taken away.
    pub(crate) fn new(limits: Limits) -> io::Result<Self> {
        let all = std::env::temp_dir();
        remove_stale(&all);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(all)?;
        let lock = File::create_new(folder.path().join(LOCK))?;
        lock.try_lock()?;
        let space = Arc::new(Space {
            files_left: AtomicU64::new(limits.total_files),
            left: AtomicU64::new(limits.total_bytes),
            total: limits.total_bytes,
        });
        Ok(Self { limits, checks: Mutex::default(), space, next: AtomicU64::new(1), folder, _lock: lock })
    }

    /// A file to write to; its name is a number, whatever it was called where it comes from.
    pub(crate) fn file(&self) -> Result<Stored> {
        take(&self.space.files_left, 1).ok_or_else(|| {
            let files = self.limits.total_files;
            Problem::too_large(format!("临时保留的文件已有 {files} 份，达到上限。请先在页面中删除不用的检查"))
        })?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        Ok(Stored { path: self.folder.path().join(number.to_string()), bytes: 0, space: Arc::clone(&self.space) })
    }

    /// A new check without documents.
    pub(crate) fn open(&self, wishes: Wishes) -> Result<Arc<Check>> {
        let check = Arc::new(Check::new(random_id()?, wishes)?);
        self.sweep();
        let mut checks = self.checks();
        if checks.len() >= self.limits.checks {
            return Err(Problem::too_many(format!(
                "同时保留的检查已有 {} 次，达到上限。请先在页面中删除不用的检查，或过一段时间再试",
                checks.len()
            )));
        }
        checks.insert(check.id.clone(), Arc::clone(&check));
        Ok(check)
    }

    /// The check of this id, which counts as a use of it.
    pub(crate) fn find(&self, id: &str) -> Result<Arc<Check>> {
        let check = self.checks().get(id).cloned().filter(|check| !check.is_over(self.limits.lifetime));
        let check = check.ok_or_else(Problem::no_check)?;
        check.used();
        Ok(check)
    }

    /// Takes a check away, with its files.
    pub(crate) fn remove(&self, id: &str) -> Result<()> {
        let check = self.checks().remove(id).ok_or_else(Problem::no_check)?;
        check.end();
        Ok(())
    }

    /// Takes away what has not been used for too long.
    pub(crate) fn sweep(&self) -> usize {
        let over: Vec<Arc<Check>> = {
            let mut checks = self.checks();
            let is_over = |_: &String, check: &mut Arc<Check>| check.is_over(self.limits.lifetime);
            checks.extract_if(is_over).map(|(_, check)| check).collect()
        };
        over.iter().for_each(|check| check.end());
        over.len()
    }

    fn checks(&self) -> MutexGuard<'_, HashMap<String, Arc<Check>>> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stored {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the room for so many bytes more.
    pub(crate) fn grow(&mut self, bytes: u64) -> Result<()> {
        take(&self.space.left, bytes).ok_or_else(|| {
            let megabytes = self.space.total >> 20;
            Problem::too_large(format!("临时空间已满（共 {megabytes} MB）。请先在页面中删除不用的检查，再分批上传"))
        })?;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        self.space.left.fetch_add(self.bytes, Ordering::Relaxed);
        self.space.files_left.fetch_add(1, Ordering::Relaxed);
    }
}

/// Takes so much of what is left, or nothing.
fn take(left: &AtomicU64, much: u64) -> Option<u64> {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(much)).ok()
}

/// 128 random bits: an id that nobody guesses.
fn random_id() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Problem::internal(format!("系统不能产生随机数（{error}）")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Takes away the folders of servers that are no more: those whose lock nobody holds. Folders of others cannot be opened.
fn remove_stale(all: &Path) {
    let Ok(entries) = all.read_dir() else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let Ok(lock) = File::open(entry.path().join(LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_without_a_living_server_go_and_others_stay() {
        let all = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = all.path().join(name);
            fs::create_dir(&folder).unwrap();
            let lock = File::create(folder.join(LOCK)).unwrap();
            (folder, lock)
        };
        let (dead, _) = folder("mingsuan-serve-dead");
        let (alive, lock) = folder("mingsuan-serve-alive");
        let (foreign, _) = folder("other");
        lock.lock().unwrap();
        remove_stale(all.path());
        assert!(!dead.exists() && alive.exists() && foreign.exists());
    }
}
