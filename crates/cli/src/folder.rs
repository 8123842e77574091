//! A folder of results that appears whole or not at all. An earlier package is replaced, anything else is left alone.

use std::fs;
use std::path::{Path, PathBuf};

use mingsuan_publish::manifest::{self, Mismatch};
use mingsuan_publish::package::PackageFile;

use crate::failure::{Failure, Result};

/// Writes the files into a new folder, or in the place of an earlier package.
pub(crate) fn write(target: &Path, files: &[PackageFile]) -> Result<()> {
    let replaces = may_be_replaced(target)?;
    let beside = sibling(target, "tmp");
    let failed = |error: std::io::Error| {
        Failure(format!("无法写入“{}”（{error}）。请检查文件夹的写入权限和磁盘空间", target.display()))
    };
    let filled = fill(&beside, files).and_then(|()| {
        if !replaces {
            return fs::rename(&beside, target);
        }
        let earlier = sibling(target, "old");
        fs::rename(target, &earlier)?;
        if let Err(error) = fs::rename(&beside, target) {
            fs::rename(&earlier, target)?;
            return Err(error);
        }
        fs::remove_dir_all(&earlier)
    });
    filled.map_err(|error| {
        let _ = fs::remove_dir_all(&beside);
        failed(error)
    })
}

/// Whether there is a folder to be replaced; a folder with anything but an earlier package or nothing is refused.
fn may_be_replaced(target: &Path) -> Result<bool> {
    let shown = target.display();
    if !target.exists() {
        return Ok(false);
    }
    if !target.is_dir() {
        return Err(Failure(format!("“{shown}”是文件，不是文件夹。请换一个文件夹名")));
    }
    let is_empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty {
        return Ok(true);
    }
    let foreign = match manifest::verify(target) {
        Ok(mismatches) => mismatches.into_iter().find_map(|mismatch| match mismatch {
            Mismatch::Unlisted(name) => Some(name),
            _ => None,
        }),
        Err(_) => Some("其中没有本程序的清单 manifest.json".to_owned()),
    };
    match foreign {
        None => Ok(true),
        Some(name) => Err(Failure(format!("文件夹“{shown}”里有别的文件（{name}），没有覆盖。请换一个文件夹"))),
    }
}

fn sibling(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
}

fn fill(folder: &Path, files: &[PackageFile]) -> std::io::Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}
