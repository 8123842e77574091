//! `Coordinate`: the position of a fact in the cube. The members' trees are in `dimension.rs`.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use crate::dimension::{Dimension, Value};

/// How a value is packed: a cube holds thousands of coordinates.
const ALL: u32 = 0;
const UNKNOWN: u32 = 1;

fn packed(value: Value) -> u32 {
    match value {
        Value::All => ALL,
        Value::Unknown => UNKNOWN,
        // No code list comes near the end of the range.
        Value::Member(member) => member.saturating_add(2),
    }
}

/// A position on every dimension; what a statement does not restrict is [`Value::All`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coordinate([u32; 14]);

impl Hash for Coordinate {
    /// Coordinates are hashed by the thousand: one word each, mixed from all slots, instead of fourteen.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mixed = self
            .0
            .iter()
            .fold(0_u64, |mixed, word| (mixed.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x517c_c1b7_2722_0a95));
        state.write_u64(mixed);
    }
}

/// A map by coordinate. Coordinates come from the lexicon and the code lists, not from an adversary, so their own
/// mixing of bits is hash enough.
pub type CoordinateMap<V> = HashMap<Coordinate, V, BuildHasherDefault<OneWord>>;

/// Takes the one word a coordinate writes as the hash.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneWord(u64);

impl Hasher for OneWord {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Default for Coordinate {
    fn default() -> Self {
        Self([ALL; 14])
    }
}

impl Coordinate {
    /// The value on a dimension.
    pub fn get(&self, dimension: Dimension) -> Value {
        match self.0[dimension.slot()] {
            ALL => Value::All,
            UNKNOWN => Value::Unknown,
            member => Value::Member(member - 2),
        }
    }

    /// Sets the value on a dimension.
    pub fn set(&mut self, dimension: Dimension, value: Value) {
        self.0[dimension.slot()] = packed(value);
    }

    /// The same position with one value changed.
    #[must_use]
    pub fn with(mut self, dimension: Dimension, value: Value) -> Self {
        self.set(dimension, value);
        self
    }

    /// The same position with a named member; `Unknown` if the tree has no such key.
    #[must_use]
    pub fn at(self, dimension: Dimension, key: &str) -> Self {
        let member = dimension.tree().and_then(|tree| tree.id(key));
        self.with(dimension, member.map_or(Value::Unknown, Value::Member))
    }

    /// Whether a dimension stands at a named member.
    pub fn is_at(&self, dimension: Dimension, key: &str) -> bool {
        self.key(dimension) == Some(key)
    }

    /// The key of the named member on a dimension, if it stands at one.
    pub fn key(&self, dimension: Dimension) -> Option<&'static str> {
        let member = dimension.tree()?.get(self.get(dimension).member()?)?;
        Some(&member.key)
    }

    /// What `over` restricts replaces what stands here.
    #[must_use]
    pub fn refined(mut self, over: &Self) -> Self {
        for (slot, value) in over.0.iter().enumerate() {
            if *value != ALL {
                self.0[slot] = *value;
            }
        }
        self
    }

    /// What is restricted, as slots and packed values in turn. Only the same version of the program understands it again.
    pub fn packed(&self) -> Vec<u32> {
        let restricted = (0_u32..).zip(self.0).filter(|(_, value)| *value != ALL);
        restricted.flat_map(|(slot, value)| [slot, value]).collect()
    }

    /// The position that was packed; nothing when these are none.
    pub fn unpacked(packed: &[u32]) -> Option<Self> {
        let mut at = Self::default();
        let pairs = packed.chunks(2).map(|pair| Some((*pair.first()?, *pair.get(1)?)));
        for pair in pairs {
            let (slot, value) = pair?;
            *at.0.get_mut(slot as usize)? = value;
        }
        Some(at)
    }

    /// Whether any dimension is not understood.
    pub fn has_unknown(&self) -> bool {
        self.0.contains(&UNKNOWN)
    }

    /// The classification code on a coded dimension.
    pub fn code(&self, dimension: Dimension) -> Option<u32> {
        self.get(dimension).member()
    }

    /// The member as data files and tables write it: `all`, `unknown`, a key, a code, a year or an ordinal.
    pub fn written(&self, dimension: Dimension) -> String {
        match self.get(dimension) {
            Value::All => "all".to_owned(),
            Value::Unknown => "unknown".to_owned(),
            Value::Member(id) => match dimension.tree() {
                Some(tree) => tree.get(id).map_or_else(|| "unknown".to_owned(), |member| member.key.clone()),
                None => id.to_string(),
            },
        }
    }
}

impl fmt::Debug for Coordinate {
    /// Only what is restricted: `{side=revenue fund=general}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let restricted = Dimension::ALL.into_iter().filter(|d| self.get(*d) != Value::All);
        let parts: Vec<String> = restricted.map(|d| format!("{}={}", d.key(), self.written(d))).collect();
        write!(f, "{{{}}}", parts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refining_keeps_what_is_not_restricted() {
        let scope = Coordinate::default().at(Dimension::Side, "expenditure").at(Dimension::Fund, "fiscal");
        let column = Coordinate::default().at(Dimension::Fund, "general");
        let cell = scope.refined(&column);
        assert_eq!(format!("{cell:?}"), "{side=expenditure fund=general}");
        assert!(cell.is_at(Dimension::Side, "expenditure") && !cell.has_unknown());
        assert!(Coordinate::default().at(Dimension::Fund, "没有").has_unknown());
        assert_eq!(Coordinate::unpacked(&cell.packed()), Some(cell));
        assert!(Coordinate::unpacked(&[99, 1]).is_none() && Coordinate::unpacked(&[1]).is_none());
    }
}
