//! What was made last and may be asked for again soon: judged documents and drawn pages, within bounds.
//! Nothing here is needed: whatever is gone is made again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use mingsuan_document::{Block, Document};
use mingsuan_publish::report::Entry;

/// Cells and paragraphs of all judged documents kept; a long real one has 10,000.
const MOST_PIECES: usize = 100_000;
/// Bytes of all drawn pages kept.
const MOST_BYTES: usize = 32 << 20;

/// A document that was judged just now.
pub(crate) struct Judged {
    /// What is said of it.
    pub(crate) entry: Entry,
    /// What was read.
    pub(crate) document: Option<Document>,
}

/// Which document, judged with which waivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JudgedKey {
    /// The check.
    pub(crate) check: String,
    /// The number of the document.
    pub(crate) number: usize,
    /// The state of the waivers.
    pub(crate) version: u64,
}

/// Which page of which document, how wide.
pub(crate) type PageKey = (String, usize, usize, u32);

/// What was made last.
pub(crate) struct Cache {
    /// Judged documents.
    pub(crate) judged: Recent<JudgedKey, Arc<Judged>>,
    /// Drawn pages.
    pub(crate) pages: Recent<PageKey, Bytes>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { judged: Recent::new(MOST_PIECES), pages: Recent::new(MOST_BYTES) }
    }
}

impl Judged {
    /// What it weighs: cells and paragraphs.
    pub(crate) fn weight(&self) -> usize {
        let weight = |block: &Block| match block {
            Block::Paragraph(_) => 1,
            Block::Table(table) => table.cells().len(),
        };
        1 + self.document.iter().flat_map(|document| &document.blocks).map(weight).sum::<usize>()
    }
}

/// Things by key, the last one used in front; the last ones go when all together are too heavy.
pub(crate) struct Recent<K, V> {
    kept: Mutex<VecDeque<(K, V, usize)>>,
    most: usize,
}

impl<K: PartialEq, V: Clone> Recent<K, V> {
    fn new(most: usize) -> Self {
        Self { kept: Mutex::default(), most }
    }

    /// The thing, if it is still there.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, ..)| known == key)?;
        let found = kept.remove(at)?;
        let value = found.1.clone();
        kept.push_front(found);
        Some(value)
    }

    /// Keeps a thing; one that is too heavy by itself is not kept.
    pub(crate) fn put(&self, key: K, value: V, weight: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, ..)| *known != key);
        kept.push_front((key, value, weight));
        let mut sum = 0;
        kept.retain(|(.., weight)| {
            sum += weight;
            sum <= self.most
        });
    }

    /// Forgets what a test speaks of.
    pub(crate) fn forget(&self, is_meant: impl Fn(&K) -> bool) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|(key, ..)| !is_meant(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_used_stays() {
        let recent = Recent::new(10);
        recent.put(1, 'a', 4);
        recent.put(2, 'b', 4);
        assert_eq!(recent.get(&1), Some('a'));
        recent.put(3, 'c', 4);
        assert_eq!((recent.get(&1), recent.get(&2), recent.get(&3)), (Some('a'), None, Some('c')));
        recent.put(4, 'd', 11);
        assert_eq!(recent.get(&4), None);
        recent.put(3, 'e', 1);
        recent.forget(|key| *key == 3);
        assert_eq!(recent.get(&3), None);
    }
}
