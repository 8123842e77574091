//! What control words mean apart from paragraphs and tables: where text goes, fonts with their encodings, styles.

use std::collections::HashMap;

use encoding_rs::{Encoding, GB18030};

use crate::heading::{level_of_name, printed_level};

/// Fonts and styles that are kept; no file comes near it.
const MAX_ENTRIES: usize = 65_536;
/// Longest chain of styles based on one another that is followed.
const MAX_CHAIN: usize = 32;

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// The page.
    #[default]
    Body,
    /// A text box.
    TextBox,
    /// The number in front of a paragraph.
    Number,
    /// The table of fonts.
    Fonts,
    /// The table of styles.
    Styles,
    /// The row of a table inside a table.
    NestedRow,
    /// A shape, which may hold a text box.
    Shape,
    /// Nowhere: it does not print, or not in the body.
    Nowhere,
}

impl Destination {
    /// Whether paragraphs and tables may stand in it.
    pub(super) fn is_shown(self) -> bool {
        matches!(self, Self::Body | Self::TextBox | Self::NestedRow)
    }
}

/// The destination that a word begins.
pub(super) fn destination(word: &str, is_optional: bool, inside: Destination) -> Option<Destination> {
    if inside == Destination::Nowhere {
        return None;
    }
    Some(match word {
        "shptxt" => Destination::TextBox,
        "shpinst" if is_optional => Destination::Shape,
        "nesttableprops" => Destination::NestedRow,
        "listtext" | "pntext" => Destination::Number,
        "fonttbl" => Destination::Fonts,
        "stylesheet" => Destination::Styles,
        "colortbl" | "info" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" | "footnote" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" | "pict"
        | "nonshppict" | "objdata" | "fldinst" | "shprslt" | "nonesttables" | "listtable" | "listoverridetable"
        | "revtbl" | "rsidtbl" | "generator" | "filetbl" | "xe" | "tc" | "tcn" | "rxe" | "txe" | "falt" => {
            Destination::Nowhere
        }
        _ => return None,
    })
}

/// The character that a word stands for.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "softline" => "\n",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "emdash" => "—",
        "endash" => "–",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

/// The encodings of the fonts.
#[derive(Debug)]
pub(super) struct Fonts {
    default: &'static Encoding,
    by_number: HashMap<i32, &'static Encoding>,
    /// The entry of the table that is being read, while it is.
    entry: Option<i32>,
}

impl Default for Fonts {
    /// Without a code page: most files read here are Chinese.
    fn default() -> Self {
        Self { default: GB18030, by_number: HashMap::new(), entry: None }
    }
}

impl Fonts {
    pub(super) fn set_code_page(&mut self, number: i32) {
        let label = match number {
            936 | 54_936 | 20_936 => "gb18030",
            932 => "shift_jis",
            949 => "euc-kr",
            950 => "big5",
            874 => "windows-874",
            1250 => "windows-1250",
            1251 => "windows-1251",
            1252 => "windows-1252",
            65_001 => "utf-8",
            _ => return,
        };
        self.default = Encoding::for_label(label.as_bytes()).unwrap_or(GB18030);
    }

    pub(super) fn begin_entry(&mut self, number: i32) {
        self.entry = Some(number);
    }

    pub(super) fn end_entry(&mut self) {
        self.entry = None;
    }

    /// The character set of the font being described. Single-byte sets of Western fonts say nothing about Chinese text.
    pub(super) fn set_charset(&mut self, charset: i32) {
        let label = match charset {
            128 => "shift_jis",
            129 | 130 => "euc-kr",
            134 => "gb18030",
            136 => "big5",
            204 => "windows-1251",
            _ => return,
        };
        if let (Some(font), Some(encoding)) = (self.entry, Encoding::for_label(label.as_bytes()))
            && self.by_number.len() < MAX_ENTRIES
        {
            self.by_number.insert(font, encoding);
        }
    }

    /// The encoding of the bytes in a font.
    pub(super) fn encoding(&self, font: i32) -> &'static Encoding {
        self.by_number.get(&font).copied().unwrap_or(self.default)
    }
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<i32>,
    outline: Option<u8>,
}

/// The paragraph styles.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_number: HashMap<i32, Style>,
    entry: Option<(i32, Style)>,
}

impl Styles {
    pub(super) fn begin_entry(&mut self, number: i32) {
        self.entry = Some((number, Style::default()));
    }

    pub(super) fn set_parent(&mut self, parent: i32) {
        if let Some((_, style)) = &mut self.entry {
            style.parent = Some(parent);
        }
    }

    pub(super) fn set_outline(&mut self, outline: Option<u8>) {
        if let Some((_, style)) = &mut self.entry {
            style.outline = outline;
        }
    }

    pub(super) fn push_name(&mut self, text: &str) {
        if let Some((_, style)) = &mut self.entry {
            style.name.push_str(text);
        }
    }

    /// A group of the table has ended: the style is complete once its name has.
    pub(super) fn end_entry(&mut self) {
        if let Some((number, style)) = self.entry.take_if(|(_, style)| style.name.ends_with(';'))
            && self.by_number.len() < MAX_ENTRIES
        {
            self.by_number.insert(number, style);
        }
    }

    /// The heading level of a style, its own or that of what it is based on.
    pub(super) fn level(&self, number: i32) -> Option<u8> {
        let mut next = Some(number);
        for _ in 0..MAX_CHAIN {
            let style = self.by_number.get(&next?)?;
            if let Some(outline) = style.outline {
                return printed_level(outline);
            }
            if let Some(level) = level_of_name(style.name.trim_end_matches(';')) {
                return Some(level);
            }
            next = style.parent.filter(|parent| Some(*parent) != next);
        }
        None
    }
}
