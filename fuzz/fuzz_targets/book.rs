//! The budget workbook: read, and compiled when it says enough.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(budget) = mingsuan_budget::workbook::read(bytes, "a.xlsx") {
        let _ = mingsuan_budget::compile(&budget);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mingsuan_fuzz::changed(data, size, max_size, seed)
});
