//! The reader of WordprocessingML.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    mingsuan_fuzz::readable(bytes, "a.docx");
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mingsuan_fuzz::changed(data, size, max_size, seed)
});
