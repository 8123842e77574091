//! Understanding: a `Document` becomes a `Disclosure`.

use mingsuan_document::Document;
use mingsuan_model::Disclosure;

/// Reads a document's meaning. `profile` overrides the profile that region and year would choose.
pub fn import(_document: &Document, _profile: Option<&str>) -> Disclosure {
    Disclosure::default()
}
