//! Uploads: a multipart body becomes files of the store and a few words, piece by piece as it comes, or nothing at all.
//! A name is kept as text only. What the bytes are is found out where they are read.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use hyper::body::Frame;
use mingsuan_publish::report::Lang;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use crate::App;
use crate::check::Wishes;
use crate::limits::Limits;
use crate::problem::{Problem, Result};
use crate::store::Stored;

/// So long a small body may take.
pub(crate) const BODY_TIME: Duration = Duration::from_secs(30);
/// Bytes of a part that is no file: a file of waivers is the largest.
const MAX_TEXT_BYTES: usize = 1 << 20;
/// Parts that are no files.
const MAX_TEXTS: usize = 16;
/// Bytes that may come before a part begins or goes on: what the parser has to hold, such as the head of a part.
const MAX_HELD_BYTES: usize = 1 << 20;
/// Characters of a name.
const MAX_NAME: usize = 512;

/// What was uploaded.
#[derive(Default)]
pub(crate) struct Upload {
    /// The files, with their names.
    pub(crate) files: Vec<(String, Stored)>,
    /// What was asked for.
    pub(crate) wishes: Wishes,
}

/// Takes an upload in. When it ends too early, takes too long or is too large, nothing of it is kept.
pub(crate) async fn receive(app: &Arc<App>, request: Request) -> Result<Upload> {
    let limits = &app.store.limits;
    let work = async {
        let held = Arc::new(AtomicUsize::new(0));
        let request = request.map(|body| Body::new(Watched { body, held: Arc::clone(&held) }));
        let multipart = Multipart::from_request(request, &()).await.map_err(|_| {
            Problem::bad_request(
                "上传的内容应为 multipart/form-data，并写明分隔符。请在页面中放入文件，或用 curl -F file=@文件",
            )
        })?;
        Receiver { app, held, upload: Upload::default(), texts: 0 }.all(multipart).await
    };
    timeout(limits.upload, work).await.map_err(|_| Problem::too_slow())?
}

struct Receiver<'a> {
    app: &'a App,
    held: Arc<AtomicUsize>,
    upload: Upload,
    texts: usize,
}

impl Receiver<'_> {
    async fn all(mut self, mut multipart: Multipart) -> Result<Upload> {
        while let Some(field) = self.step(multipart.next_field()).await? {
            match field.name() {
                Some("file") => self.file(field).await?,
                _ => self.text(field).await?,
            }
        }
        Ok(self.upload)
    }

    /// The next piece, if it comes in time.
    async fn step<T>(&self, piece: impl Future<Output = Result<T, MultipartError>>) -> Result<T> {
        let piece = timeout(self.limits().idle, piece).await.map_err(|_| Problem::too_slow())?;
        self.held.store(0, Ordering::Relaxed);
        piece.map_err(|error| told(&error))
    }

    async fn file(&mut self, mut field: Field<'_>) -> Result<()> {
        let limits = self.limits();
        if self.upload.files.len() >= limits.files {
            return Err(Problem::too_large(format!("一次检查最多 {} 份文件。请分几次检查", limits.files)));
        }
        let name = cleaned(field.file_name().unwrap_or_default());
        let mut stored = self.app.store.file()?;
        let mut file = File::create_new(stored.path()).await.map_err(|error| Problem::disk(&error))?;
        while let Some(chunk) = self.step(field.chunk()).await? {
            if stored.bytes + chunk.len() as u64 > limits.file_bytes {
                let most = limits.file_bytes >> 20;
                return Err(Problem::too_large(format!(
                    "“{name}”过大：超过上限 {most} MB。请确认没有选错文件；如内容无误，请拆成几份"
                )));
            }
            stored.grow(chunk.len() as u64)?;
            file.write_all(&chunk).await.map_err(|error| Problem::disk(&error))?;
        }
        file.flush().await.map_err(|error| Problem::disk(&error))?;
        self.upload.files.push((name, stored));
        Ok(())
    }

    async fn text(&mut self, mut field: Field<'_>) -> Result<()> {
        self.texts += 1;
        let name = field.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = self.step(field.chunk()).await? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > MAX_TEXT_BYTES || self.texts > MAX_TEXTS {
                return Err(Problem::too_large(
                    "除文件以外的内容过多。可以写的有 profile、select、ignore、waivers、lang",
                ));
            }
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Problem::bad_request(format!("“{}”不是 UTF-8 编码的文字", cleaned(&name))))?;
        let keys = || text.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect();
        let wishes = &mut self.upload.wishes;
        match name.as_str() {
            "profile" => wishes.profile = Some(text.trim().to_owned()).filter(|name| !name.is_empty()),
            "select" => wishes.select = keys(),
            "ignore" => wishes.ignore = keys(),
            "waivers" => wishes.waivers = text,
            "lang" => {
                wishes.lang = match text.trim() {
                    "" | "zh" => Lang::Zh,
                    "en" => Lang::En,
                    _ => return Err(Problem::unprocessable("语言（lang）应为 zh 或 en")),
                }
            }
            _ => {
                return Err(Problem::bad_request(format!(
                    "上传的内容中有不认识的部分“{}”。可以写的有 file、profile、select、ignore、waivers、lang",
                    cleaned(&name)
                )));
            }
        }
        Ok(())
    }

    fn limits(&self) -> &Limits {
        &self.app.store.limits
    }
}

fn told(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large("上传的内容过大。请分批上传"),
        _ => Problem::bad_request("上传的内容不完整或有误，没有收下。请再传一次"),
    }
}

/// A name as text: in one line, not endless, never empty. It is shown and compared, and never opened.
fn cleaned(name: &str) -> String {
    let plain: String = name.chars().map(|c| if is_invisible(c) { '\u{fffd}' } else { c }).take(MAX_NAME).collect();
    let plain = plain.trim();
    if plain.is_empty() { "未命名".to_owned() } else { plain.to_owned() }
}

/// Control characters, and those that turn the direction of what follows: they make one name look like another.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A body that ends when too much of it has come without anybody taking a piece: what a parser would have to hold.
struct Watched {
    body: Body,
    held: Arc<AtomicUsize>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &frame {
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            if self.held.fetch_add(bytes, Ordering::Relaxed) > MAX_HELD_BYTES {
                return Poll::Ready(Some(Err(axum::Error::new(std::io::Error::other("a part without an end")))));
            }
        }
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_in_one_line() {
        assert_eq!(cleaned("../../etc/passwd"), "../../etc/passwd");
        assert_eq!(cleaned(" a\r\nSet-Cookie: x\u{202e}fdp.exe "), "a\u{fffd}\u{fffd}Set-Cookie: x\u{fffd}fdp.exe");
        assert_eq!(cleaned("\0\t"), "\u{fffd}\u{fffd}");
        assert_eq!(cleaned(" "), "未命名");
        assert_eq!(cleaned(&"长".repeat(9_000)).chars().count(), MAX_NAME);
    }
}
