//! The API as a browser sees it: each route asked well and badly. Files mirror `src/routes`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod checks;
mod common;
mod content;
mod documents;
mod events;
mod hostile;
mod openapi;
mod results;
mod rules;
mod security;
mod slow;
mod waivers;
