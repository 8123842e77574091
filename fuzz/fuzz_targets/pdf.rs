//! The reader of PDF, and the search for traces in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if mingsuan_fuzz::readable(bytes, "a.pdf").is_some() {
        let _ = mingsuan_document::pdf_traces(bytes);
    }
});
