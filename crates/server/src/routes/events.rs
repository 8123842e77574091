//! What happens to a check while it happens, as server-sent events. A reader that is slow or comes late is given the present
//! state of what it has missed, not every step: so nothing is kept for it.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream;
use tokio::sync::watch;
use utoipa::ToSchema;

use super::checks;
use crate::App;
use crate::check::{Check, ENDED};
use crate::document::DocumentRow;
use crate::extract::Path;
use crate::problem::{Problem, Result};

/// An event as it is sent.
#[derive(ToSchema)]
#[schema(as = CheckEvent)]
#[allow(dead_code, reason = "it only describes what is sent")]
pub(crate) struct Sent {
    /// `document`, `summary` or `expired`.
    event: String,
    /// JSON: a DocumentRow, a Check without documents, or null.
    data: String,
}

/// So often a sign of life is sent.
const ALIVE: Duration = Duration::from_secs(15);

/// 检查的进展（SSE）：`document` 为一份文件的现状，`summary` 为全部完成后的合计，`expired` 表示已删除
#[utoipa::path(get, path = "/checks/{id}/events", operation_id = "follow_check", tag = "checks", params(("id" = String, Path)),
    responses((status = 200, description = "event: document（数据为 DocumentRow）、summary（数据为没有 documents 的 Check）、expired",
               content_type = "text/event-stream", body = Sent),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn follow(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let check = app.store.find(&id)?;
    let reader = Reader {
        changes: check.follow(),
        closing: app.closing.subscribe(),
        app,
        check,
        seen: 0,
        summed: 0,
        rows: VecDeque::new(),
        is_over: false,
    };
    let events = stream::unfold(reader, |mut reader| async move { Some((Ok(reader.next().await?), reader)) });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// One who follows a check.
struct Reader {
    app: Arc<App>,
    check: Arc<Check>,
    changes: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    /// The revision up to which rows were taken.
    seen: u64,
    /// The revision at which the sums were sent.
    summed: u64,
    /// Rows to be sent.
    rows: VecDeque<DocumentRow>,
    is_over: bool,
}

impl Reader {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if self.is_over {
                return None;
            }
            if let Some(row) = self.rows.pop_front() {
                return Some(event("document", &row));
            }
            let revision = *self.changes.borrow_and_update();
            if revision == ENDED {
                self.is_over = true;
                return Some(event("expired", &()));
            }
            if revision > self.seen {
                let (rows, seen) = self.check.rows_since(self.seen);
                self.rows = rows.into();
                self.seen = seen;
                continue;
            }
            if self.summed < self.seen {
                self.summed = self.seen;
                if self.check.is_done() {
                    return Some(event("summary", &checks::shown(&self.app, &self.check, None)));
                }
            }
            tokio::select! {
                changed = self.changes.changed() => changed.ok()?,
                _ = self.closing.wait_for(|is_closing| *is_closing) => return None,
            }
        }
    }
}

fn event(name: &str, data: &impl serde::Serialize) -> Event {
    let data = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(name).data(data)
}
