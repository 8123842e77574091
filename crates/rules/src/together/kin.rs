//! `Together`: the imprints of a run, and which of them are of one agency, of one year, of a department and its units.
//! What is compared between them is the rules' business.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use mingsuan_model::{Agency, AgencyLevel, Coordinate, CoordinateMap, DisclosureKind, FiscalYear, Place};

use super::imprint::{Figure, Imprint, squeezed};
use super::packed::{Kept, Packed};
use super::standards::STANDARDS;

/// One document of the run.
#[derive(Debug)]
pub struct Member {
    /// As the user named it.
    pub path: Arc<str>,
    /// What is kept of it; its figures stand apart.
    pub imprint: Imprint,
    /// The agency's name in comparable form.
    name: String,
    figures: Packed,
}

/// So many figures of all documents are kept at most, about 200 MB: what bounds the memory of any number of files.
const MOST_FIGURES: usize = 10_000_000;

/// The figures of so many documents stay unpacked between questions.
const OPEN: usize = 64;

/// The documents of a run.
#[derive(Debug)]
pub struct Together {
    members: Vec<Member>,
    /// How many figures may be kept.
    room: usize,
    /// Figures kept of all documents.
    kept: usize,
    /// Documents whose figures are not kept, for there are too many.
    left_out: usize,
    /// The figures of documents that were asked for, by document.
    open: Mutex<HashMap<usize, Arc<[Kept]>>>,
    positions: Vec<Coordinate>,
    numbers: CoordinateMap<u32>,
    by_name: HashMap<String, Vec<usize>>,
    by_code: HashMap<(String, String), Vec<usize>>,
}

impl Default for Together {
    fn default() -> Self {
        Self::with_room(MOST_FIGURES)
    }
}

impl Together {
    /// No documents yet, and room for so many figures of them.
    fn with_room(room: usize) -> Self {
        Self {
            members: Vec::new(),
            room,
            kept: 0,
            left_out: 0,
            open: Mutex::default(),
            positions: Vec::new(),
            numbers: CoordinateMap::default(),
            by_name: HashMap::new(),
            by_code: HashMap::new(),
        }
    }

    /// Adds a document.
    pub fn add(&mut self, path: &str, mut imprint: Imprint) {
        let mut figures = std::mem::take(&mut imprint.figures);
        if self.kept + figures.len() > self.room {
            figures.clear();
            imprint.projects.clear();
            self.left_out += 1;
        }
        self.kept += figures.len();
        let mut kept: Vec<Kept> = figures.iter().map(|figure| self.kept(figure)).collect();
        kept.sort_unstable_by_key(|figure| figure.position);
        let name = comparable(&imprint.name);
        self.members.push(Member { path: path.into(), imprint, name, figures: Packed::of(&kept) });
    }

    /// How many documents are too many to be compared figure by figure.
    pub(crate) fn left_out(&self) -> usize {
        self.left_out
    }

    fn kept(&mut self, figure: &Figure) -> Kept {
        let Figure { at, fen, scale, decimals, is_told, spot } = *figure;
        let position = *self.numbers.entry(at).or_insert_with(|| {
            self.positions.push(at);
            u32::try_from(self.positions.len() - 1).unwrap_or(u32::MAX)
        });
        Kept { position, fen, spot, scale, decimals, is_told }
    }

    /// Puts the documents into the order of their paths, whatever order they were finished in, and finds those of one
    /// agency. To be called before anything is asked.
    pub fn arrange(&mut self) {
        self.members.sort_by(|one, other| one.path.cmp(&other.path));
        self.open = Mutex::default();
        for (at, member) in self.members.iter().enumerate() {
            if !member.name.is_empty() {
                self.by_name.entry(member.name.clone()).or_default().push(at);
            }
            if let (Some(region), Some(code)) = (&member.imprint.region, member.long_code()) {
                self.by_code.entry((region.clone(), code.to_owned())).or_default().push(at);
            }
        }
    }

    /// The documents, in order.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// Whose document a path is; an agency without a name where there is none.
    pub fn agency_of(&self, path: &str) -> Agency {
        self.at_path(path).map(|member| member.imprint.agency()).unwrap_or_default()
    }

    /// The document of a path.
    pub fn at_path(&self, path: &str) -> Option<&Member> {
        let found = self.members.binary_search_by(|member| (*member.path).cmp(path));
        found.ok().and_then(|at| self.members.get(at))
    }

    /// One document.
    pub fn member(&self, at: usize) -> &Member {
        &self.members[at]
    }

    /// The figures of a document, by position.
    pub fn figures(&self, at: usize) -> impl Iterator<Item = Figure> + use<'_> {
        let figures = self.opened(at);
        (0..figures.len()).map(move |index| self.shown(&figures[index]))
    }

    fn opened(&self, at: usize) -> Arc<[Kept]> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= OPEN && !open.contains_key(&at) {
            open.clear();
        }
        Arc::clone(open.entry(at).or_insert_with(|| self.members[at].figures.open().into()))
    }

    /// The figure of a document's tables at a position.
    pub fn figure(&self, at: usize, position: &Coordinate) -> Option<Figure> {
        let number = self.numbers.get(position)?;
        let figures = self.opened(at);
        let found = figures.binary_search_by_key(number, |kept| kept.position).ok()?;
        Some(&figures[found]).filter(|kept| !kept.is_told).map(|kept| self.shown(kept))
    }

    fn shown(&self, kept: &Kept) -> Figure {
        let Kept { position, fen, spot, scale, decimals, is_told } = *kept;
        Figure { at: self.positions[position as usize], fen, scale, decimals, is_told, spot }
    }

    /// The documents of the same agency for another year or phase; several when there are copies.
    pub fn of_same_agency(&self, at: usize, kind: DisclosureKind, year: FiscalYear) -> Kin<'_> {
        let member = &self.members[at];
        let fits = |other: &usize| {
            let imprint = &self.members[*other].imprint;
            *other != at && imprint.kind == kind && imprint.year == Some(year)
        };
        let named = self.by_name.get(&member.name).into_iter().flatten().copied().filter(fits);
        // Codes are compared within a year only: they are given anew from time to time.
        let is_same_year = member.imprint.year == Some(year);
        let named = named.filter(|other| !is_same_year || !member.has_other_code(&self.members[*other]));
        let mut found: Vec<usize> = named.filter(|other| member.may_be_level_of(&self.members[*other])).collect();
        if found.iter().any(|other| self.members[*other].imprint.level == member.imprint.level) {
            found.retain(|other| self.members[*other].imprint.level == member.imprint.level);
        }
        // An agency that was renamed keeps its code.
        let key = member.imprint.region.clone().zip(member.long_code().map(str::to_owned));
        if let (true, Some(key)) = (found.is_empty(), key) {
            let coded = self.by_code.get(&key).into_iter().flatten().copied().filter(fits);
            found = coded.filter(|other| self.members[*other].imprint.level == member.imprint.level).collect();
        }
        Kin { together: self, documents: found }
    }

    /// The documents of a department's units for the same year and phase.
    pub fn units_of(&self, department: usize) -> Vec<usize> {
        let of = &self.members[department].imprint;
        let is_peer = |at: &usize| {
            let imprint = &self.members[*at].imprint;
            imprint.level == Some(AgencyLevel::Unit) && imprint.kind == of.kind && imprint.year == of.year
        };
        (0..self.members.len()).filter(is_peer).filter(|unit| self.is_unit_of(*unit, department)).collect()
    }

    fn is_unit_of(&self, unit: usize, department: usize) -> bool {
        let (unit, department) = (&self.members[unit], &self.members[department]);
        let is_listed = department.imprint.units.iter().any(|listed| unit.is_listed_as(listed, department));
        let is_below = match (&unit.imprint.code, &department.imprint.code) {
            (Some(unit), Some(department)) => unit.len() > department.len() && unit.starts_with(department.as_str()),
            _ => false,
        };
        is_listed || is_below && unit.is_of_place(department)
    }

    /// Whether every unit that a department lists is among the documents of its units.
    pub fn has_all_units(&self, department: usize, units: &[usize]) -> bool {
        let of = &self.members[department];
        let listed = &of.imprint.units;
        let is_there = |listed: &str| units.iter().any(|unit| self.members[*unit].is_listed_as(listed, of));
        listed.len() == units.len() && listed.len() > 1 && listed.iter().all(|listed| is_there(listed))
    }
}

impl Member {
    /// A code that tells an agency within its region; short ones tell departments only.
    fn long_code(&self) -> Option<&str> {
        self.imprint.code.as_deref().filter(|code| code.len() >= 6)
    }

    fn has_other_code(&self, other: &Self) -> bool {
        matches!((&self.imprint.code, &other.imprint.code), (Some(one), Some(two)) if one != two)
    }

    fn may_be_level_of(&self, other: &Self) -> bool {
        let (one, two) = (self.imprint.level, other.imprint.level);
        one == two || one.is_none() || two.is_none()
    }

    /// Whether a department lists this unit under that name; its own office has the department's name.
    fn is_listed_as(&self, listed: &str, department: &Self) -> bool {
        let is_office = |name: &str| STANDARDS.own_office.iter().any(|word| name.contains(word.as_str()));
        let own = without_office(&self.name);
        let listed_own = without_office(listed);
        self.name == listed || own == listed_own && (is_office(listed) || own == department.name)
    }

    /// Whether two agencies are of one place: the same region, or names that begin with the same place.
    fn is_of_place(&self, other: &Self) -> bool {
        let place = |member: &Self| member.name.chars().take(3).collect::<String>();
        let one_region = self.imprint.region.is_some() && self.imprint.region == other.imprint.region;
        one_region || !self.name.is_empty() && place(self) == place(other)
    }

    /// The place of a figure with what is printed there.
    pub fn place_of(&self, figure: &Figure) -> Place {
        self.imprint.place_of(figure)
    }
}

/// A name in comparable form: no white space, and nothing behind it that only says that it is the whole department.
fn comparable(name: &str) -> String {
    let name = squeezed(name);
    let bare = STANDARDS.whole.iter().find_map(|ending| name.strip_suffix(ending.as_str()));
    bare.map_or_else(|| name.clone(), str::to_owned)
}

/// A name without the words in brackets that say that it is the department's own office.
fn without_office(name: &str) -> &str {
    match name.split_once('（') {
        Some((before, inside)) if STANDARDS.own_office.iter().any(|word| inside.contains(word.as_str())) => before,
        _ => STANDARDS.own_office.iter().find_map(|word| name.strip_suffix(word.as_str())).unwrap_or(name),
    }
}

/// The documents of one agency, year and phase: one, or copies of it.
#[derive(Debug)]
pub struct Kin<'t> {
    together: &'t Together,
    documents: Vec<usize>,
}

impl Kin<'_> {
    /// The first of them.
    pub fn first(&self) -> Option<usize> {
        self.documents.first().copied()
    }

    /// All of them.
    pub fn documents(&self) -> &[usize] {
        &self.documents
    }

    /// The figure at a position with the document that prints it; nothing where copies do not agree.
    pub fn figure(&self, position: &Coordinate) -> Option<(usize, Figure)> {
        let mut found = self.documents.iter().filter_map(|at| Some((*at, self.together.figure(*at, position)?)));
        let first = found.next()?;
        found.all(|(_, figure)| !super::differences::differs(&first.1, &figure)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Scale;

    use super::*;

    #[test]
    fn figures_beyond_the_room_are_left_out_and_counted() {
        let figure = |fen| Figure {
            at: Coordinate::default(),
            fen,
            scale: Scale::Yuan,
            decimals: 2,
            is_told: false,
            spot: crate::together::imprint::Spot::default(),
        };
        let mut together = Together::with_room(3);
        for path in ["a", "b", "c"] {
            let mut imprint = Imprint::default();
            imprint.figures = vec![figure(1), figure(2)];
            together.add(path, imprint);
        }
        let kept: Vec<usize> = together.members.iter().map(|member| member.figures.open().len()).collect();
        assert_eq!((kept, together.left_out()), (vec![2, 0, 0], 2));
    }
}
