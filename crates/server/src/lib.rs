//! `mingsuan serve`: the API over which documents are checked in a browser, and the page itself. The only HTTP of the product.
//! Nothing is judged here: that is `mingsuan-examine`, as for every other face; and nothing is kept: see `store.rs`.

mod cache;
mod check;
mod document;
mod extract;
mod limits;
mod openapi;
mod page;
mod picture;
mod problem;
mod routes;
mod security;
mod serve;
mod store;
mod upload;
mod work;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::watch;

use crate::cache::Cache;
use crate::store::Store;
use crate::work::Work;

pub use axum::body::Body;
pub use axum::{Router, http};
pub use limits::Limits;
pub use openapi::openapi;
pub use serve::serve;

/// What all requests share.
struct App {
    store: Store,
    work: Arc<Work>,
    /// For pictures alone: a page that takes for ever must not keep documents from being judged.
    drawing: Arc<Work>,
    cache: Cache,
    /// What `Host` may say: the address that is listened at.
    hosts: Vec<String>,
    /// True when the server is about to end: streams end too.
    closing: watch::Sender<bool>,
}

/// A server without a socket: `address` is what clients have to call it.
#[derive(Clone)]
pub struct Server {
    app: Arc<App>,
}

impl Server {
    /// A server with an empty store.
    pub fn new(address: SocketAddr, limits: Limits) -> io::Result<Self> {
        let app = App {
            store: Store::new(limits)?,
            work: Work::new()?,
            drawing: Work::new()?,
            cache: Cache::default(),
            hosts: security::hosts(address),
            closing: watch::Sender::new(false),
        };
        Ok(Self { app: Arc::new(app) })
    }

    /// Everything it answers.
    pub fn router(&self) -> Router {
        routes::router(Arc::clone(&self.app))
    }

    /// Takes away what has not been used for too long; gives back how many checks that were.
    pub fn sweep(&self) -> usize {
        self.app.store.sweep()
    }

    /// Ends all streams.
    pub fn close(&self) {
        self.app.closing.send_replace(true);
    }
}
