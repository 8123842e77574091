//! A thousand hostile uploads: damaged files, wrong and wicked names, bodies that break off or lie about themselves. None
//! may end in a mistake of ours, and nothing of them may come back as anything but text.

use std::time::Duration;

use mingsuan_server::Limits;
use serde_json::Value;

use crate::common::{Part, Site, example, multipart, pdf, upload};

const NAMES: [&str; 16] = [
    "../../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/dev/zero",
    "C:\\con.pdf",
    "<img src=x onerror=alert(1)>.docx",
    "\"><script>alert(1)</script>.xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    "+1+1.csv",
    "@SUM(A1).csv",
    "a\0b.pdf",
    "a\r\nContent-Type: text/html\r\n\r\n<b>",
    "\u{202e}fdp.exe",
    "",
    ".",
    "a.docx/",
    "预算.pdf",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    /// A file with some bytes changed, left out, doubled, or cut off.
    fn damage(&mut self, file: &[u8]) -> Vec<u8> {
        let mut bytes = file.to_vec();
        for _ in 0..=self.roll(12) {
            let at = self.roll(bytes.len());
            match self.roll(5) {
                0 | 1 if !bytes.is_empty() => bytes[at] = u8::try_from(self.roll(256)).unwrap(),
                2 => bytes.truncate(at),
                3 => drop(bytes.drain(at..bytes.len().min(at + 1 + self.0 as usize % 64))),
                _ => {
                    let piece = bytes[at..bytes.len().min(at + 200)].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

#[tokio::test]
async fn a_thousand_hostile_uploads() {
    let site = Site::with(Limits { total_files: 400, total_bytes: 64 << 20, ..Limits::default() });
    let files = [example("planted.txt"), example("planted.docx"), example("budget.xlsx"), pdf()];
    let mut dice = Dice(20_260_101);
    let mut open: Vec<String> = Vec::new();
    for round in 0..1_000 {
        let damaged: Vec<Vec<u8>> = (0..=dice.roll(2)).map(|_| dice.damage(&files[round % files.len()])).collect();
        let parts: Vec<Part<'_>> =
            damaged.iter().map(|bytes| ("file", Some(NAMES[dice.roll(NAMES.len())]), &bytes[..])).collect();
        let mut body = multipart(&parts);
        match dice.roll(6) {
            0 => body.truncate(dice.roll(body.len())),
            1 => body = dice.damage(&body),
            _ => {}
        }
        let mut request = upload("/checks", body);
        if dice.roll(20) == 0 {
            request.headers_mut().insert("content-length", "99999999999999".parse().unwrap());
        }
        if dice.roll(40) == 0 {
            request.headers_mut().insert("content-type", "multipart/form-data; boundary=\"\"".parse().unwrap());
        }
        let reply = site.send(request).await;
        match reply.status.as_u16() {
            201 => {
                assert_eq!(reply.header("content-type"), "application/json");
                assert!(reply.json()["documents"].as_array().unwrap().iter().all(|row| is_one_line(&row["path"])));
                open.push(reply.json()["id"].as_str().unwrap().to_owned());
            }
            status => drop(reply.is_problem(status)),
        }
        assert!(reply.status.as_u16() < 500, "{}", reply.text());
        if open.len() > 8 {
            look_and_take_away(&site, &open.remove(0)).await;
        }
    }
    for id in open {
        look_and_take_away(&site, &id).await;
    }
    // All room is free again, as soon as the last worker has let go.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let many = vec![("file", Some("a.txt"), &b"a"[..]); 400];
    assert_eq!(site.upload("/checks", &many).await.status, 201);
}

fn is_one_line(path: &Value) -> bool {
    path.as_str().is_some_and(|path| !path.is_empty() && !path.chars().any(char::is_control))
}

/// Asks for everything there is of a check, and takes it away.
async fn look_and_take_away(site: &Site, id: &str) {
    let check = site.done(id).await;
    for row in check["documents"].as_array().unwrap() {
        let number = &row["number"];
        for rest in ["", "/content", "/original", "/pages/1?width=200"] {
            let reply = site.get(&format!("/checks/{id}/documents/{number}{rest}")).await;
            assert!(reply.status.as_u16() < 500, "{rest}: {}", reply.text());
            assert!(!reply.header("content-type").starts_with("text/html"));
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            let name = reply.header("content-disposition");
            assert!(rest != "/original" || name.starts_with("attachment; filename*=UTF-8''"), "{name}");
        }
    }
    assert_eq!(site.delete(&format!("/checks/{id}")).await.status, 204);
}
