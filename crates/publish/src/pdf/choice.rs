//! Which faces a text is set in: one for each role, and others for the characters that those lack.
//! The preferences are data (`templates/fonts.toml`); where the files are is known to `fonts`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use serde::Deserialize;
use typst::text::Font;

use super::PdfError;
use super::face::{Face, is_private};
use super::fonts::{Fonts, Tier, key};

/// What a face is for. The order is that of the indices in [`Choice::roles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Body,
    Title,
    Heading,
}

/// The faces for a text.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) fonts: Vec<Font>,
    /// For each [`Role`] its face among `fonts`.
    roles: [usize; 3],
}

/// The preferences of a role.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preferences {
    official: Vec<Named>,
    open: Vec<Named>,
    system: Vec<Named>,
}

/// A face by the name of its file and, in a collection, its own name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    file: String,
    family: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    body: Preferences,
    title: Preferences,
    heading: Preferences,
}

static PREFERENCES: LazyLock<Roles> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../templates/fonts.toml"))
        .expect("the list is compiled in and a test reads it")
});

/// A face that lacks more than this share of the characters of a text is no face for it, only a help.
const MOST_MISSING: usize = 10;
/// More missing characters than this are not named one by one.
const MOST_NAMED: usize = 8;

impl Choice {
    /// Chooses and loads the faces for all characters of a text.
    pub(super) fn new(fonts: &Fonts, characters: &BTreeSet<char>) -> Result<Self, PdfError> {
        match Self::with_gaps(fonts, characters)? {
            (choice, missing) if missing.is_empty() => Ok(choice),
            (_, missing) => Err(PdfError::MissingGlyphs { characters: listed(&missing), remedy: remedy(fonts) }),
        }
    }

    /// Chooses and loads the faces that have most of the characters of a text; gives also those that none has.
    pub(super) fn with_gaps(fonts: &Fonts, characters: &BTreeSet<char>) -> Result<(Self, BTreeSet<char>), PdfError> {
        if let Some(folder) = fonts.absent_folder() {
            return Err(PdfError::FontFolder(folder.to_path_buf()));
        }
        let search = Search { fonts, characters: characters.iter().copied().collect() };
        let Chosen { faces, roles, missing } = search.faces()?;
        let load = |face: &Found| {
            let face = face.get();
            fonts.load(face).ok_or_else(|| PdfError::BrokenFont(face.path.clone()))
        };
        let fonts = faces.par_iter().map(load).collect::<Result<_, _>>()?;
        Ok((Self { fonts, roles }, missing))
    }

    /// The faces to try for a role, its own first.
    pub(super) fn order(&self, role: Role) -> impl Iterator<Item = usize> {
        let own = self.roles[role as usize];
        std::iter::once(own).chain((0..self.fonts.len()).filter(move |face| *face != own))
    }
}

/// A face among those of its file.
#[derive(Clone)]
struct Found {
    file: Arc<[Face]>,
    index: usize,
}

impl Found {
    fn get(&self) -> &Face {
        &self.file[self.index]
    }

    fn is(&self, other: &Self) -> bool {
        self.get().path == other.get().path && self.get().index == other.get().index
    }
}

/// The faces for a text, not yet loaded.
struct Chosen {
    faces: Vec<Found>,
    /// For each [`Role`] its face.
    roles: [usize; 3],
    /// The characters that no face has.
    missing: BTreeSet<char>,
}

struct Search<'a> {
    fonts: &'a Fonts,
    characters: Vec<char>,
}

impl Search<'_> {
    /// Chooses a face for each role, and others for the characters that those lack.
    fn faces(&self) -> Result<Chosen, PdfError> {
        let own = Role::ALL.map(|role| self.of_role(role));
        let any = own.iter().flatten().next().cloned().or_else(|| self.any());
        let Some(any) = any else {
            return Err(PdfError::NoFont { remedy: remedy(self.fonts) });
        };
        let mut faces: Vec<Found> = Vec::new();
        let mut spare = any;
        // A role without a face of its own is set in that of the role before it.
        let roles = own.map(|found| {
            spare = found.unwrap_or_else(|| spare.clone());
            faces.iter().position(|face| face.is(&spare)).unwrap_or_else(|| {
                faces.push(spare.clone());
                faces.len() - 1
            })
        });
        let missing = self.complete(&mut faces);
        Ok(Chosen { faces, roles, missing })
    }

    /// The best face for a role that has most of the characters.
    fn of_role(&self, role: Role) -> Option<Found> {
        let tiers = self.fonts.tiers().iter();
        tiers.flat_map(|tier| self.in_tier(tier, role)).find(|face| self.suits(face))
    }

    /// The candidates of a role in some folders, best first.
    fn in_tier<'a>(&'a self, tier: &'a Tier, role: Role) -> impl Iterator<Item = Found> + 'a {
        let Preferences { official, open, system } = role.preferences();
        let order = if tier.is_ours { [official, open, system] } else { [open, system, official] };
        let named = order.into_iter().flatten().filter_map(|named| self.named(tier, named));
        // In our own folders also what the list does not know.
        let others = tier.files().iter().filter(|_| tier.is_ours).flat_map(|file| self.in_file(&file.path));
        named.chain(others)
    }

    fn named(&self, tier: &Tier, named: &Named) -> Option<Found> {
        let path = &tier.file(&key(&named.file))?.path;
        self.in_file(path).find(|face| named.family.as_ref().is_none_or(|family| face.get().is_named(family)))
    }

    fn in_file(&self, path: &Path) -> impl Iterator<Item = Found> + use<> {
        let file = self.fonts.faces(path);
        (0..file.len()).map(move |index| Found { file: file.clone(), index })
    }

    fn suits(&self, face: &Found) -> bool {
        let missing = self.characters.len() - face.get().covered(&self.characters).len();
        missing * MOST_MISSING <= self.characters.len()
    }

    /// Any face of the machine that has most of the characters: the last resort, by the order of file names.
    fn any(&self) -> Option<Found> {
        self.every_face().find(|face| self.suits(face))
    }

    /// All faces there are, the listed ones first.
    fn every_face(&self) -> impl Iterator<Item = Found> {
        let tiers = self.fonts.tiers();
        let listed =
            tiers.iter().flat_map(move |tier| Role::ALL.map(|role| self.in_tier(tier, role)).into_iter().flatten());
        let others = tiers.iter().flat_map(Tier::files).flat_map(|file| self.in_file(&file.path));
        listed.chain(others)
    }

    /// Adds faces for the characters that those chosen lack; gives those that no face has.
    fn complete(&self, faces: &mut Vec<Found>) -> BTreeSet<char> {
        let mut missing: BTreeSet<char> = self.characters.iter().copied().collect();
        let mut take = |face: &Found| {
            let before = missing.len();
            let rest: Vec<char> = missing.iter().copied().collect();
            face.get().covered(&rest).iter().for_each(|c| _ = missing.remove(c));
            (missing.len() < before, missing.is_empty())
        };
        let mut is_complete = faces.iter().fold(false, |_, face| take(face).1);
        // Lazy: only when something is missing are further files opened.
        let mut others = self.every_face();
        while !is_complete {
            let Some(face) = others.next() else { break };
            let (helps, all) = take(&face);
            is_complete = all;
            if helps {
                faces.push(face);
            }
        }
        missing
    }
}

impl Role {
    const ALL: [Self; 3] = [Self::Body, Self::Title, Self::Heading];

    fn preferences(self) -> &'static Preferences {
        match self {
            Self::Body => &PREFERENCES.body,
            Self::Title => &PREFERENCES.title,
            Self::Heading => &PREFERENCES.heading,
        }
    }
}

/// The first of some characters, each with its code.
fn listed(characters: &BTreeSet<char>) -> String {
    let named = characters.iter().take(MOST_NAMED).map(|c| match u32::from(*c) {
        code if is_private(*c) => format!("U+{code:04X}"),
        code => format!("“{c}”（U+{code:04X}）"),
    });
    let named = named.collect::<Vec<_>>().join("、");
    match characters.len().saturating_sub(MOST_NAMED) {
        0 => named,
        _ => format!("{named} 等 {} 个字符", characters.len()),
    }
}

/// What to do about a missing font.
fn remedy(fonts: &Fonts) -> String {
    let folder = fonts.folder_to_fill().map(|folder| format!("，或把 TTF/OTF 字体文件放入 {}", folder.display()));
    format!(
        "请安装中文字体（Debian、Ubuntu：apt install fonts-noto-cjk）{}，或用 --fonts 目录（环境变量 {}）指定字体所在的目录",
        folder.unwrap_or_default(),
        super::FONTS_VARIABLE
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_fonts_is_sound() {
        for role in Role::ALL {
            let Preferences { official, open, system } = role.preferences();
            assert!([official, open, system].iter().all(|list| !list.is_empty()), "{role:?}");
        }
    }

    #[test]
    fn missing_characters_are_named() {
        assert_eq!(listed(&BTreeSet::from(['㎡', '\u{e123}'])), "“㎡”（U+33A1）、U+E123");
        let many: BTreeSet<char> = ('一'..='丏').collect();
        assert!(listed(&many).ends_with("等 16 个字符"), "{}", listed(&many));
    }
}
