//! The reader of Rich Text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    mingsuan_fuzz::readable(bytes, "a.rtf");
});
