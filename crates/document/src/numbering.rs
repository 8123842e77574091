//! Lists that number their paragraphs: levels, counters, and the numbers as printed. How a format stores its lists is
//! not known here. Bullets are left out: they number nothing.

use std::collections::HashMap;

use crate::numerals;

/// Levels of a list.
pub(crate) const LEVELS: usize = 9;

/// The list and level a paragraph (or a style) belongs to.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberRef {
    /// The list; 0 takes a paragraph out of its list.
    pub(crate) id: Option<u32>,
    /// The level, from 0.
    pub(crate) level: Option<usize>,
    /// The style that set it, for lists that bind their levels to styles.
    pub(crate) style: Option<String>,
}

impl NumberRef {
    /// Takes over what is not said here.
    pub(crate) fn inherit(&mut self, parent: &Self) {
        self.id = self.id.or(parent.id);
        self.level = self.level.or(parent.level);
        if self.style.is_none() {
            self.style.clone_from(&parent.style);
        }
    }
}

/// One level of a list.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    /// The first number.
    pub(crate) start: u32,
    /// How a number is written; see [`numerals::render`]. `bullet` numbers nothing.
    pub(crate) format: String,
    /// The text with `%1` … `%9` for the numbers of the levels.
    pub(crate) text: String,
    /// What separates the number from the text: `tab`, `space` or `nothing`.
    pub(crate) suffix: String,
    /// The paragraph style bound to the level.
    pub(crate) style: Option<String>,
    /// Whether the numbers of all levels are written in digits.
    pub(crate) legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        let [format, suffix] = ["decimal", "tab"].map(str::to_owned);
        Self { start: 1, format, text: String::new(), suffix, style: None, legal: false }
    }
}

/// The levels of a kind of list, by their index.
pub(crate) type Levels = HashMap<usize, Level>;

/// A list: a kind, and what it changes about it.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The kind of list, which counts for all lists of the kind.
    pub(crate) kind: u32,
    /// The first number of a level when the list begins.
    pub(crate) start_overrides: [Option<u32>; LEVELS],
    /// Levels that replace those of the kind.
    pub(crate) levels: Levels,
    is_started: bool,
}

impl List {
    /// A list that changes nothing about its kind.
    pub(crate) fn of_kind(kind: u32) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// All lists and how far each has counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    kinds: HashMap<u32, Levels>,
    lists: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Makes a kind of list known.
    pub(crate) fn add_kind(&mut self, id: u32, levels: Levels) {
        self.kinds.insert(id, levels);
    }

    /// Makes a list known.
    pub(crate) fn add_list(&mut self, id: u32, list: List) {
        self.lists.insert(id, list);
    }

    /// Begins a kind of list anew at its first number.
    pub(crate) fn restart(&mut self, kind: u32) {
        self.counters.remove(&kind);
    }

    /// Makes the next number of a level this one.
    pub(crate) fn set_next(&mut self, kind: u32, level: usize, number: u32) {
        if let Some(counter) = self.counters.entry(kind).or_default().get_mut(level) {
            *counter = number.checked_sub(1);
        }
    }

    /// Counts one paragraph of a list and gives its printed number, with the space that separates it from the text.
    pub(crate) fn next(&mut self, number: &NumberRef) -> Option<String> {
        let list = self.lists.get_mut(&number.id.filter(|id| *id != 0)?)?;
        let abstract_levels = self.kinds.get(&list.kind)?;
        let level_at = |index: usize| list.levels.get(&index).or_else(|| abstract_levels.get(&index));
        let bound =
            (0..LEVELS).find(|i| number.style.is_some() && level_at(*i).is_some_and(|l| l.style == number.style));
        let index = number.level.or(bound).unwrap_or(0);
        let level = level_at(index).filter(|_| index < LEVELS)?;
        let counters = self.counters.entry(list.kind).or_default();
        if !list.is_started {
            for (counter, start) in counters.iter_mut().zip(list.start_overrides) {
                if let Some(start) = start {
                    *counter = start.checked_sub(1);
                }
            }
        }
        counters[index] = Some(counters[index].map_or(level.start, |count| count.saturating_add(1)));
        if !list.is_started
            && let Some(start) = list.start_overrides[index]
        {
            counters[index] = Some(start);
        }
        counters[index + 1..].fill(None);
        let text = printed(level, counters, &level_at);
        list.is_started = true;
        text
    }
}

/// `%1、` and the like with the counters put in.
fn printed<'l>(
    level: &Level,
    counters: &[Option<u32>; LEVELS],
    level_at: &impl Fn(usize) -> Option<&'l Level>,
) -> Option<String> {
    if level.format == "bullet" {
        return None;
    }
    let mut text = String::new();
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek().and_then(|digit| digit.to_digit(10)) {
            Some(digit @ 1..) if character == '%' => {
                characters.next();
                let index = digit as usize - 1;
                let (start, format) = level_at(index).map_or((1, "decimal"), |l| (l.start, l.format.as_str()));
                let format = if level.legal { "decimal" } else { format };
                text.push_str(&numerals::render(counters[index].unwrap_or(start), format));
            }
            _ => text.push(character),
        }
    }
    let last = text.chars().last()?;
    // A tab is only a gap on the page; after 、or ） the gap says nothing.
    if level.suffix == "space" || (level.suffix != "nothing" && last.is_ascii()) {
        text.push(' ');
    }
    Some(text)
}
