//! Where fonts are looked for on this machine, and the files found there.
//! Which of them a document is set in is decided in `choice`; nothing here knows a text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::foundations::Bytes;
use typst::text::Font;
use walkdir::WalkDir;

use super::face::Face;

/// The environment variable that names the deployment's folder of fonts.
pub const FONTS_VARIABLE: &str = "MINGSUAN_FONTS";
/// The endings of font files.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// The fonts of this machine. Cheap to make: folders are listed and files opened when a document needs them,
/// and kept for the next one.
#[derive(Debug)]
pub struct Fonts {
    /// The folder named by the user or the environment.
    given: Option<PathBuf>,
    tiers: Vec<Tier>,
    faces: Mutex<HashMap<PathBuf, Arc<[Face]>>>,
    loaded: Mutex<HashMap<(PathBuf, u32), Font>>,
}

/// Folders of equal rank.
#[derive(Debug)]
pub(super) struct Tier {
    folders: Vec<PathBuf>,
    /// Whether somebody has put the fonts there for us: then they are used whatever their names.
    pub(super) is_ours: bool,
    files: OnceLock<Vec<FontFile>>,
}

/// A font file.
#[derive(Debug)]
pub(super) struct FontFile {
    /// Its name, reduced by [`key`].
    pub(super) key: String,
    pub(super) path: PathBuf,
}

impl Fonts {
    /// The fonts of this machine: the folder given here or else by [`FONTS_VARIABLE`], then `fonts` beside the program and
    /// in the user's data folder, then the system's.
    pub fn of_machine(given: Option<PathBuf>) -> Self {
        let given = given.or_else(|| std::env::var_os(FONTS_VARIABLE).filter(|dir| !dir.is_empty()).map(PathBuf::from));
        let tiers = vec![
            Tier::new(given.clone().into_iter().collect(), true),
            Tier::new(own_folders(), true),
            Tier::new(system_folders(), false),
        ];
        Self::with_tiers(given, tiers)
    }

    /// The fonts of one folder and no others.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self::with_tiers(Some(folder.clone()), vec![Tier::new(vec![folder], true)])
    }

    fn with_tiers(given: Option<PathBuf>, tiers: Vec<Tier>) -> Self {
        Self { given, tiers, faces: Mutex::default(), loaded: Mutex::default() }
    }

    /// The folder that was named, when it is none.
    pub(super) fn absent_folder(&self) -> Option<&Path> {
        self.given.as_deref().filter(|folder| !folder.is_dir())
    }

    /// The folder that a user without rights over the system puts fonts into.
    pub(super) fn folder_to_fill(&self) -> Option<&Path> {
        self.given.as_deref().or_else(|| self.tiers.get(1)?.folders.last().map(PathBuf::as_path))
    }

    /// The folders, best first.
    pub(super) fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// The faces of a file that may be embedded; none when it cannot be read as a font.
    pub(super) fn faces(&self, path: &Path) -> Arc<[Face]> {
        let mut known = self.faces.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(faces) = known.get(path) {
            return faces.clone();
        }
        let faces: Arc<[Face]> = Face::all(path).unwrap_or_default().into();
        known.insert(path.to_path_buf(), faces.clone());
        faces
    }

    /// Reads a face whole; `None` when the file has gone or is not a sound font.
    pub(super) fn load(&self, face: &Face) -> Option<Font> {
        let place = (face.path.clone(), face.index);
        let known = |fonts: &Self| fonts.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        if let Some(font) = known(self) {
            return Some(font);
        }
        // Not under the lock: faces are loaded side by side.
        let font = Font::new(Bytes::new(std::fs::read(&face.path).ok()?), face.index)?;
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).insert(place, font.clone());
        Some(font)
    }
}

impl Tier {
    fn new(folders: Vec<PathBuf>, is_ours: bool) -> Self {
        Self { folders, is_ours, files: OnceLock::new() }
    }

    /// The font files of these folders and those below, in the order of folders and names.
    pub(super) fn files(&self) -> &[FontFile] {
        self.files.get_or_init(|| {
            let walk = |folder| WalkDir::new(folder).follow_links(true).max_depth(8).sort_by_file_name();
            let entries = self.folders.iter().flat_map(walk).filter_map(Result::ok);
            entries.filter_map(|entry| FontFile::new(entry.into_path())).collect()
        })
    }

    /// The first file of a reduced name.
    pub(super) fn file(&self, key: &str) -> Option<&FontFile> {
        self.files().iter().find(|file| file.key == key)
    }
}

impl FontFile {
    fn new(path: PathBuf) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let key = key(path.file_stem()?.to_str()?);
        ENDINGS.contains(&ending.as_str()).then_some(Self { key, path })
    }
}

/// A file name reduced to what tells fonts apart: without case, blanks, hyphens and underscores.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// `fonts` beside the program, and in the user's data folder.
fn own_folders() -> Vec<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("fonts")));
    let data = if cfg!(windows) {
        folder_of("APPDATA", "mingsuan/fonts")
    } else if cfg!(target_os = "macos") {
        folder_of("HOME", "Library/Application Support/mingsuan/fonts")
    } else {
        folder_of("XDG_DATA_HOME", "mingsuan/fonts").or_else(|| folder_of("HOME", ".local/share/mingsuan/fonts"))
    };
    beside.into_iter().chain(data).collect()
}

/// Where the operating system keeps fonts, the user's own first.
fn system_folders() -> Vec<PathBuf> {
    let places: &[(&str, &str)] = if cfg!(windows) {
        &[("LOCALAPPDATA", "Microsoft/Windows/Fonts"), ("SYSTEMROOT", "Fonts")]
    } else if cfg!(target_os = "macos") {
        &[("HOME", "Library/Fonts")]
    } else {
        &[("XDG_DATA_HOME", "fonts"), ("HOME", ".local/share/fonts"), ("HOME", ".fonts")]
    };
    let fixed: &[&str] = if cfg!(windows) {
        &[]
    } else if cfg!(target_os = "macos") {
        &["/Library/Fonts", "/System/Library/Fonts"]
    } else {
        &["/usr/local/share/fonts", "/usr/share/fonts"]
    };
    let own = places.iter().filter_map(|(variable, below)| folder_of(variable, below));
    own.chain(fixed.iter().map(PathBuf::from)).collect()
}

fn folder_of(variable: &str, below: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(|value| Path::new(&value).join(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_compared_without_their_dress() {
        assert_eq!(key("NotoSerifSC_400Regular"), key("Noto Serif SC-400 regular"));
        assert!(FontFile::new(PathBuf::from("a/simsun.TTC")).is_some_and(|file| file.key == "simsun"));
        assert!(FontFile::new(PathBuf::from("a/readme.txt")).is_none());
    }

    #[test]
    fn a_folder_that_does_not_exist_has_no_files() {
        let fonts = Fonts::in_folder(PathBuf::from("no/such/folder"));
        assert_eq!(fonts.absent_folder(), Some(Path::new("no/such/folder")));
        assert!(fonts.tiers()[0].files().is_empty());
    }
}
