//! A real socket: uploads that stand still, heads without an end, an orderly end.

use std::time::{Duration, Instant};

use mingsuan_server::{Limits, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

struct Running {
    port: u16,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn running() -> Running {
    let limits = Limits {
        idle: Duration::from_millis(300),
        head: Duration::from_millis(500),
        upload: Duration::from_secs(2),
        head_bytes: 16 << 10,
        ..Limits::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::new(address, limits.clone()).unwrap();
    let (end, ended) = oneshot::channel();
    let end_of = async { drop(ended.await) };
    Running { port: address.port(), end, task: tokio::spawn(server.run(listener, limits, end_of)) }
}

impl Running {
    async fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let request = request.replace("{host}", &format!("127.0.0.1:{}", self.port));
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    /// Everything that comes until the connection is closed, which must be soon.
    async fn ends(&self, mut stream: TcpStream) -> String {
        let mut answer = Vec::new();
        let read = timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
        assert!(read.is_ok(), "the connection stays open");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

const UPLOAD: &str = "POST /api/v1/checks HTTP/1.1\r\nHost: {host}\r\nX-Mingsuan: 1\r\nContent-Length: 999999999999\r\n\
    Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";

#[tokio::test]
async fn an_upload_that_stands_still_or_trickles_is_given_up() {
    let site = running().await;
    let begun = Instant::now();
    let answer = site.ends(site.connect(&format!("{UPLOAD}abc")).await).await;
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("上传中断或过慢"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(2));
    let stream = site.connect(UPLOAD).await;
    let (reader, mut writer) = stream.into_split();
    let trickle = tokio::spawn(async move {
        while writer.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut answer = vec![0; 12];
    let mut reader = reader;
    timeout(Duration::from_secs(10), reader.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(answer, b"HTTP/1.1 408");
    drop(reader);
    trickle.abort();
}

#[tokio::test]
async fn heads_that_are_slow_or_without_end_are_given_up() {
    let site = running().await;
    site.ends(site.connect("GET / HTTP/1.1\r\nHost: {ho").await).await;
    let long = format!("GET / HTTP/1.1\r\nHost: {{host}}\r\nX: {}\r\n\r\n", "a".repeat(40 << 10));
    let answer = site.ends(site.connect(&long).await).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    // The head of a part that never ends is not held in memory either.
    let mut stream = site.connect(&UPLOAD.replace("filename=\"a.txt\"\r\n\r\n", "filename=\"")).await;
    let piece = vec![b'a'; 1 << 20];
    let mut sent = 0;
    while sent < 200 && stream.write_all(&piece).await.is_ok() {
        sent += 1;
    }
    assert!(sent < 100, "{sent} MB were taken");
    let answer = site.connect("GET /api/v1/about HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").await;
    assert!(site.ends(answer).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn the_end_is_orderly() {
    let site = running().await;
    let mut idle = site.connect("GET /api/v1/about HTTP/1.1\r\nHost: {host}\r\n\r\n").await;
    let mut answer = vec![0; 12];
    idle.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 200");
    site.end.send(()).unwrap();
    timeout(Duration::from_secs(5), site.task).await.unwrap().unwrap();
}
