//! The order of the text: which line of the document is which heading or paragraph of the disclosure.
//! The import reads the same lines in the same order, so each is told by its turn and not by a place.

use std::collections::{HashSet, VecDeque};

use mingsuan_model::Disclosure;

/// How far ahead a line is looked for when it does not stand where it is expected.
const LOOK_AHEAD: usize = 40;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of this level.
    Heading(u8),
    /// A line before the first heading, until the first sentence: a title of the document.
    Front,
    /// A paragraph.
    Text,
    /// A title that is no part of the text.
    TableTitle,
    /// A note under a table.
    Note,
}

/// The headings and paragraphs still to come.
pub(super) struct Script<'d> {
    coming: VecDeque<(Role, &'d str)>,
    notes: HashSet<&'d str>,
    titles: HashSet<&'d str>,
    is_front: bool,
}

impl<'d> Script<'d> {
    /// The text of a disclosure.
    pub(super) fn new(disclosure: &'d Disclosure) -> Self {
        let mut coming = VecDeque::new();
        for section in &disclosure.sections {
            let is_front = section.title.text.is_empty();
            if !is_front {
                coming.push_back((Role::Heading(section.level), section.title.text.as_str()));
            }
            let role = if is_front { Role::Front } else { Role::Text };
            coming.extend(section.paragraphs.iter().map(|paragraph| (role, paragraph.text.as_str())));
        }
        let notes = disclosure.statements.iter().flat_map(|statement| &statement.notes).chain(&disclosure.notes);
        let titles = disclosure.statements.iter().map(|statement| statement.title.as_str());
        Self {
            coming,
            notes: notes.map(|note| note.text.as_str()).collect(),
            titles: titles.chain(disclosure.projects.iter().map(|project| project.title.text.as_str())).collect(),
            is_front: true,
        }
    }

    /// What the next line of the document is.
    pub(super) fn role(&mut self, text: &str) -> Role {
        let is_known_apart = self.notes.contains(text) || self.titles.contains(text);
        let reach = if is_known_apart { 1 } else { LOOK_AHEAD };
        match self.coming.iter().take(reach).position(|(_, line)| *line == text) {
            Some(at) => {
                let role = self.coming.drain(..=at).next_back().map_or(Role::Text, |(role, _)| role);
                self.is_front &= !matches!(role, Role::Heading(_));
                if role == Role::Front && !self.is_front { Role::Text } else { role }
            }
            None if self.notes.contains(text) => Role::Note,
            None if self.titles.contains(text) => Role::TableTitle,
            None => Role::Text,
        }
    }

    /// A sentence has come: what follows are no titles of the document any more.
    pub(super) fn front_is_over(&mut self) {
        self.is_front = false;
    }
}
