//! How cells look: fonts, fills, borders, number formats, locks. What stands in them is not known here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::spec::Entry;
use crate::budget::Certainty;

const FONT: &str = "宋体";
const MONEY: &str = "#,##0.00####";
const TEXT: &str = "@";

const HEADER: Color = Color::RGB(0x00D9_E2F3);
const REQUIRED: Color = Color::RGB(0x00B4_C7E7);
const COMPUTED: Color = Color::RGB(0x00ED_EDED);
const INFERRED: Color = Color::RGB(0x00E2_F0D9);
const ASSUMED: Color = Color::RGB(0x00FF_F2CC);
const OPEN: Color = Color::RGB(0x00F8_CBAD);
const LINE: Color = Color::RGB(0x00A6_A6A6);
const TITLE: Color = Color::RGB(0x001F_3864);
const FAINT: Color = Color::RGB(0x0059_5959);
const LIST_TAB: Color = Color::RGB(0x00A6_A6A6);
const ENTRY_TAB: Color = Color::RGB(0x0044_72C4);

/// What decides the look of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) entry: Entry,
    pub(super) is_money: bool,
    /// How sure the entry is, as its place in [`Certainty`]'s order from 1; 0 when a person typed it.
    certainty: u8,
    /// Whether the text begins like a formula, so that it must stay text when somebody edits it.
    pub(super) is_quoted: bool,
}

impl Look {
    /// The look of an entry.
    pub(super) fn new(entry: Entry, is_money: bool, certainty: Option<Certainty>) -> Self {
        let certainty = match certainty {
            None => 0,
            Some(Certainty::Inferred) => 1,
            Some(Certainty::Assumed) => 2,
            Some(Certainty::Open) => 3,
        };
        Self { entry, is_money, certainty, is_quoted: false }
    }
}

/// All formats of the workbook, those of entries made when first asked for.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) hint: Format,
    pub(super) section: Format,
    pub(super) plain: Format,
    pub(super) header: Format,
    pub(super) header_required: Format,
    pub(super) header_computed: Format,
    pub(super) total_label: Format,
    pub(super) listed: Format,
    entries: RefCell<HashMap<Look, Rc<Format>>>,
}

fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

impl Styles {
    /// The formats.
    pub(super) fn new() -> Self {
        let header = boxed(base()).set_bold().set_align(FormatAlign::Center).set_text_wrap();
        Self {
            title: base().set_bold().set_font_size(16).set_font_color(TITLE),
            hint: base().set_font_color(FAINT),
            section: base().set_bold().set_font_size(12).set_font_color(TITLE),
            plain: base().set_text_wrap(),
            header_required: header.clone().set_background_color(REQUIRED),
            header_computed: header.clone().set_background_color(COMPUTED),
            header: header.set_background_color(HEADER),
            total_label: base().set_bold().set_align(FormatAlign::Right),
            listed: base(),
            entries: RefCell::default(),
        }
    }

    /// The format of an entry.
    pub(super) fn entry(&self, look: Look) -> Rc<Format> {
        self.entries.borrow_mut().entry(look).or_insert_with(|| Rc::new(entry_format(look))).clone()
    }

    /// The colour of the tabs of lists.
    pub(super) fn list_tab(&self) -> Color {
        LIST_TAB
    }

    /// The colour of the tabs of entries.
    pub(super) fn entry_tab(&self) -> Color {
        ENTRY_TAB
    }
}

fn entry_format(look: Look) -> Format {
    let mut format = boxed(base());
    format = match look.entry {
        Entry::Amount => format.set_num_format(MONEY),
        Entry::Computed if look.is_money => format.set_num_format(MONEY),
        Entry::Text | Entry::Code | Entry::Choice | Entry::Project => format.set_num_format(TEXT),
        Entry::Number | Entry::Long | Entry::Computed | Entry::Key | Entry::Label | Entry::Help => format,
    };
    format = match look.entry {
        Entry::Long | Entry::Help | Entry::Text | Entry::Project => format.set_text_wrap(),
        Entry::Amount | Entry::Number | Entry::Code | Entry::Choice | Entry::Computed | Entry::Key | Entry::Label => {
            format
        }
    };
    if !matches!(look.entry, Entry::Amount | Entry::Number) && !look.is_money {
        format = format.set_indent(1);
    }
    let fill = match (look.certainty, look.entry) {
        (1, _) => Some(INFERRED),
        (2, _) => Some(ASSUMED),
        (3, _) => Some(OPEN),
        (_, Entry::Computed | Entry::Label | Entry::Help | Entry::Key) => Some(COMPUTED),
        _ => None,
    };
    if let Some(fill) = fill {
        format = format.set_background_color(fill);
    }
    if look.entry == Entry::Help {
        format = format.set_font_color(FAINT);
    }
    if look.entry.is_input() {
        format = format.set_unlocked();
    }
    if look.is_quoted {
        format = format.set_quote_prefix();
    }
    format
}
