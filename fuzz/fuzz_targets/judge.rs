//! What becomes of a document that was read: understood, and judged by every rule.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(document) = mingsuan_fuzz::readable(bytes, "a.txt") {
        mingsuan_rules::judge(&mingsuan_import::import(&document, None));
    }
});
