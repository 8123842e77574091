//! Foreign code on files that may have been made to break it: the last line of defence. A panic ends the work and nothing
//! else, and a foreign one says nothing on standard error. Limits that keep from panics stand in `limits.rs`.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs foreign code whose panics are expected.
    static IS_FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// Runs foreign code; `None` when it panics, which is a fault of the file and reported as such.
pub(crate) fn foreign<T>(work: impl FnOnce() -> T) -> Option<T> {
    keep_quiet();
    let was_foreign = IS_FOREIGN.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    IS_FOREIGN.set(was_foreign);
    result.ok()
}

/// Runs code of ours on what foreign code made of a file; `None` when it panics. That is a mistake of ours, so what it
/// says on standard error stays.
pub(crate) fn own<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Panics inside [`foreign`] are not printed, unless they arise in this crate; all others are, as before.
fn keep_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let folder = file!().trim_end_matches("contained.rs");
            let is_ours = panic.location().is_some_and(|location| location.file().starts_with(folder));
            if is_ours || !IS_FOREIGN.get() {
                loud(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_end_the_work_only() {
        assert_eq!(foreign(|| 5), Some(5));
        assert_eq!(foreign(|| Vec::<u8>::with_capacity(usize::MAX).len()), None);
        assert_eq!(own(|| std::hint::black_box(&[1_u8])[std::hint::black_box(0)]), Some(1));
        assert!(!IS_FOREIGN.get());
    }
}
