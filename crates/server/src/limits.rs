//! How much the server takes: what keeps one browser tab, or something that pretends to be one, from filling the machine.
//! What a single file may cost to read is limited where it is read, in `mingsuan-document`.

use std::time::Duration;

use mingsuan_document::limits::MAX_INPUT_BYTES;
use serde::Serialize;
use utoipa::ToSchema;

/// The limits of a server.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Documents of a check.
    pub files: usize,
    /// Files of all checks.
    pub total_files: u64,
    /// Bytes of all files of all checks.
    pub total_bytes: u64,
    /// Checks at a time.
    pub checks: usize,
    /// So long after its last use a check is kept.
    pub lifetime: Duration,
    /// So long an upload may take.
    pub upload: Duration,
    /// So long an upload may stand still.
    pub idle: Duration,
    /// So long the head of a request may take, and so long a connection may wait for the next.
    pub head: Duration,
    /// Bytes of the head of a request.
    pub head_bytes: usize,
    /// Connections at a time.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: MAX_INPUT_BYTES,
            files: 2_000,
            total_files: 6_000,
            total_bytes: 4 << 30,
            checks: 200,
            lifetime: Duration::from_secs(2 * 3600),
            upload: Duration::from_secs(600),
            idle: Duration::from_secs(30),
            head: Duration::from_secs(75),
            head_bytes: 64 << 10,
            connections: 256,
        }
    }
}

/// The limits that somebody who uploads has to know.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Limits)]
pub(crate) struct Told {
    /// Bytes of a file.
    file_bytes: u64,
    /// Documents of a check.
    files: usize,
    /// Bytes of all files together.
    total_bytes: u64,
    /// Seconds after its last use for which a check is kept.
    lifetime_seconds: u64,
}

impl From<&Limits> for Told {
    fn from(limits: &Limits) -> Self {
        Self {
            file_bytes: limits.file_bytes,
            files: limits.files,
            total_bytes: limits.total_bytes,
            lifetime_seconds: limits.lifetime.as_secs(),
        }
    }
}
