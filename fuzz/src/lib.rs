//! What the fuzz targets share: reading a file as the product does, and changing a file inside its container.
//! The targets themselves are one file each in `fuzz_targets/`; how to run them stands in CONTRIBUTING.md.

mod container;

use std::panic;
use std::sync::Once;

use libfuzzer_sys::fuzzer_mutate;
use mingsuan_document::{Document, read};

use self::container::Container;

/// Reads a file. A panic in a library that the reader contains is no fault of ours; one in our own code ends the run.
pub fn readable(bytes: &[u8], name: &str) -> Option<Document> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let aborting = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let is_foreign = panic.location().is_some_and(|location| location.file().contains("/registry/src/"));
            if !is_foreign {
                aborting(panic);
            }
        }));
    });
    read(bytes, name).ok()
}

/// Changes a file: three times out of four one part inside its container, where the container's checksums do not keep
/// the change from the reader.
pub fn changed(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    if !seed.is_multiple_of(4)
        && let Some(container) = Container::open(&data[..size])
        && let Some(bytes) = container.changed(seed, |part, length| fuzzer_mutate(part, length, part.len()))
        && bytes.len() <= max_size
    {
        data[..bytes.len()].copy_from_slice(&bytes);
        return bytes.len();
    }
    fuzzer_mutate(data, size, max_size)
}
