//! Property modifiers ([MS-DOC] 2.2.5 and 2.6): what a paragraph, a row of a table or a character says about itself.
//! Fonts, borders and spacing are passed over.

use crate::bytes::{i16_at, u16_at, u32_at};
use crate::edges::{Merge, RowEdges};

/// One modifier: its number and its operand.
#[derive(Clone, Copy, Debug)]
struct Modifier<'a> {
    code: u16,
    operand: &'a [u8],
}

/// The modifiers of a list; one that is cut off ends it.
fn modifiers(list: &[u8]) -> impl Iterator<Item = Modifier<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (start, length) = match code >> 13 {
            0 | 1 => (2, 1),
            2 | 4 | 5 => (2, 2),
            3 => (2, 4),
            7 => (2, 3),
            _ if code == T_DEF_TABLE => (4, usize::from(u16_at(rest, 2)?).saturating_sub(1)),
            // Tabs that do not fit into 255 bytes; nothing behind them is known.
            _ if code == P_CHANGE_TABS && rest.get(2) == Some(&255) => return None,
            _ => (3, usize::from(*rest.get(2)?)),
        };
        let operand = rest.get(start..start + length)?;
        rest = &rest[start + length..];
        Some(Modifier { code, operand })
    })
}

const P_STYLE: u16 = 0x4600;
const P_LIST_LEVEL: u16 = 0x260a;
const P_LIST: u16 = 0x460b;
const P_CHANGE_TABS: u16 = 0xc615;
const P_IN_TABLE: u16 = 0x2416;
const P_ROW_END: u16 = 0x2417;
const P_INNER_CELL: u16 = 0x244b;
const P_INNER_ROW_END: u16 = 0x244c;
const P_OUTLINE: u16 = 0x2640;
const P_HUGE: [u16; 2] = [0x6645, 0x6646];
const P_TABLE_LEVEL: u16 = 0x6649;
const P_TABLE_LEVEL_CHANGE: u16 = 0x664a;
const T_MERGE: u16 = 0x5624;
const T_WIDTH: u16 = 0x7623;
const T_DEF_TABLE: u16 = 0xd608;
const T_VERTICAL_MERGE: u16 = 0xd62b;
const C_DELETED: u16 = 0x0800;
const C_INSERTED: u16 = 0x0801;
const C_HIDDEN: u16 = 0x083c;
const C_SPECIAL: u16 = 0x0855;

/// What a paragraph says about itself.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: u16,
    /// Outline level 0–8, 9 for body text.
    pub(super) outline: Option<u8>,
    /// The list it belongs to; 0 takes it out of its style's list.
    pub(super) list: Option<u32>,
    pub(super) list_level: Option<usize>,
    /// How deep it stands in tables.
    pub(super) table_level: usize,
    /// It ends a row of an outermost table.
    pub(super) is_row_end: bool,
    /// It ends a cell of a table inside a table.
    pub(super) is_inner_cell: bool,
    /// It ends a row of a table inside a table.
    pub(super) is_inner_row_end: bool,
    /// The cells of the row it ends.
    pub(super) edges: RowEdges,
    /// How each cell of the row is merged: to the side, and upwards.
    pub(super) merges: Vec<(u8, u8)>,
}

impl ParagraphProperties {
    /// Applies a list of modifiers; tells where the rest of them stand, if they did not fit in.
    pub(super) fn apply(&mut self, list: &[u8]) -> Option<usize> {
        let mut elsewhere = None;
        for Modifier { code, operand } in modifiers(list) {
            let first = operand.first().copied().unwrap_or(0);
            let (is_on, short) = (first != 0, u16_at(operand, 0).unwrap_or(0));
            match code {
                P_STYLE => self.style = short,
                P_OUTLINE => self.outline = Some(first),
                P_LIST => self.list = Some(list_number(short)),
                P_LIST_LEVEL => self.list_level = Some(usize::from(first)),
                P_IN_TABLE if is_on => self.table_level = self.table_level.max(1),
                P_IN_TABLE => self.table_level = 0,
                P_ROW_END => self.is_row_end = is_on,
                P_INNER_CELL => self.is_inner_cell = is_on,
                P_INNER_ROW_END => self.is_inner_row_end = is_on,
                P_TABLE_LEVEL => self.table_level = usize::try_from(u32_at(operand, 0).unwrap_or(0)).unwrap_or(0),
                P_TABLE_LEVEL_CHANGE => {
                    let change = u32_at(operand, 0).unwrap_or(0).cast_signed();
                    self.table_level = self.table_level.saturating_add_signed(isize::try_from(change).unwrap_or(0));
                }
                code if P_HUGE.contains(&code) => {
                    elsewhere = u32_at(operand, 0).and_then(|offset| usize::try_from(offset).ok());
                }
                _ => self.apply_to_row(code, operand),
            }
        }
        self.merge_columns();
        elsewhere
    }

    fn apply_to_row(&mut self, code: u16, operand: &[u8]) {
        let [first, second] = [0, 1].map(|at| operand.get(at).copied().unwrap_or(0));
        match code {
            T_DEF_TABLE => self.define_row(operand),
            // The operand of a variable length begins behind its own length.
            T_VERTICAL_MERGE => {
                if let Some((_, merge)) = self.edges.cells.get_mut(usize::from(first)) {
                    merge.continues_above = second & 3 == 1;
                }
            }
            T_MERGE => {
                let range = usize::from(first) + 1..usize::from(second).min(self.edges.cells.len());
                if let Some(cells) = self.edges.cells.get_mut(range) {
                    cells.iter_mut().for_each(|(_, merge)| merge.continues_left = true);
                }
            }
            T_WIDTH => {
                self.set_width(usize::from(first), usize::from(second), i32::from(i16_at(operand, 2).unwrap_or(0)))
            }
            _ => {}
        }
    }

    /// The edges of the cells and 20 bytes on each, of which the first two tell how it is merged.
    fn define_row(&mut self, operand: &[u8]) {
        let count = usize::from(operand.first().copied().unwrap_or(0));
        let edge = |index: usize| i16_at(operand, 1 + 2 * index).map(i32::from);
        self.edges = RowEdges { left: edge(0).unwrap_or(0), cells: Vec::new() };
        self.merges.clear();
        for index in 0..count {
            let Some(right) = edge(index + 1) else { break };
            let flags = u16_at(operand, 1 + 2 * (count + 1) + 20 * index).unwrap_or(0);
            let [horizontal, vertical] = [flags & 3, flags >> 5 & 3].map(|bits| u8::try_from(bits).unwrap_or(0));
            self.merges.push((horizontal, vertical));
            self.edges.push(right, Merge { continues_left: false, continues_above: vertical == 1 });
        }
    }

    /// Which of the two bits marks the first of merged cells has changed between versions of the format; but the first
    /// always stands left of those that continue it, which have the other bit.
    fn merge_columns(&mut self) {
        let mut first = 0;
        for ((horizontal, _), (_, merge)) in self.merges.iter().zip(&mut self.edges.cells) {
            merge.continues_left |= first != 0 && *horizontal != 0 && *horizontal != first;
            if *horizontal == 0 || first == 0 {
                first = *horizontal;
            }
        }
    }

    /// Gives cells a new width and moves those to the right.
    fn set_width(&mut self, from: usize, to: usize, width: i32) {
        let (mut left, mut shift) = (self.edges.left, 0_i32);
        for (index, (right, _)) in self.edges.cells.iter_mut().enumerate() {
            let moved = right.saturating_add(shift);
            let wanted = if (from..to).contains(&index) { left.saturating_add(width.max(0)) } else { moved };
            shift = shift.saturating_add(wanted.saturating_sub(moved));
            *right = wanted;
            left = wanted;
        }
    }
}

/// The number of a list override; some are stored negated ([MS-DOC] 2.6.2, sprmPIlfo).
fn list_number(stored: u16) -> u32 {
    match stored {
        0 | 0xf801 => 0,
        0x0001..=0x07fe => u32::from(stored),
        0xf802..=0xffff => u32::from(stored.wrapping_neg()),
        _ => 0,
    }
}

/// What a character says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CharacterProperties {
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    /// It stands for something else: a picture, a symbol.
    pub(super) is_special: bool,
}

impl CharacterProperties {
    /// Reads a list of modifiers.
    pub(super) fn read(list: &[u8]) -> Self {
        let mut properties = Self::default();
        for Modifier { code, operand } in modifiers(list) {
            // 0x81 means the opposite of the style, which is not hidden.
            let is_on = matches!(operand, [1 | 0x81, ..]);
            match code {
                C_HIDDEN => properties.is_hidden = is_on,
                C_DELETED => properties.is_deleted = is_on,
                C_INSERTED => properties.is_inserted = is_on,
                C_SPECIAL => properties.is_special = is_on,
                _ => {}
            }
        }
        properties
    }
}
