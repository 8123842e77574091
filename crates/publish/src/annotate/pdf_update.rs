//! An incremental update of a PDF: objects behind the original's bytes, and a table of objects in the original's manner.
//! What the objects are is the business of `pdf.rs`.

use std::collections::BTreeMap;
use std::fmt::Write;

use mingsuan_document::PdfFile;

/// An update in the making.
pub(super) struct Update<'f> {
    file: &'f PdfFile,
    bytes: Vec<u8>,
    /// Generation and offset of each object that was written.
    written: BTreeMap<u32, (i32, usize)>,
    next: u32,
}

impl<'f> Update<'f> {
    /// An update of these bytes without an object yet.
    pub(super) fn new(original: &[u8], file: &'f PdfFile) -> Self {
        let mut bytes = original.to_vec();
        if !original.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        Self { file, bytes, written: BTreeMap::new(), next: file.next_object() }
    }

    /// Writes an object anew.
    pub(super) fn replace(&mut self, (number, generation): (u32, i32), content: &str) {
        self.written.insert(number, (generation, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} {generation} obj\n{content}\nendobj\n").as_bytes());
    }

    /// Adds an object; its number.
    pub(super) fn add(&mut self, content: &str) -> u32 {
        let number = self.next;
        self.next += 1;
        self.replace((number, 0), content);
        number
    }

    /// Adds a drawing in the frame of the page; its number.
    pub(super) fn form(&mut self, bounds: &str, resources: &str, drawing: &str) -> u32 {
        self.add(&format!(
            "<</Type/XObject/Subtype/Form/BBox[{bounds}]/Resources<<{resources}>>/Length {}>>\nstream\n{drawing}\nendstream",
            drawing.len()
        ))
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.written.is_empty() {
            return self.bytes;
        }
        let start = self.bytes.len();
        if self.file.has_table_stream() {
            self.table_stream(start)
        } else {
            self.table()
        }
        self.bytes.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes
    }

    /// Runs of objects that follow each other in number.
    fn runs(&self) -> Vec<Vec<(u32, i32, usize)>> {
        let all: Vec<(u32, i32, usize)> =
            self.written.iter().map(|(number, (generation, at))| (*number, *generation, *at)).collect();
        all.chunk_by(|one, other| one.0 + 1 == other.0).map(<[_]>::to_vec).collect()
    }

    fn table(&mut self) {
        let mut table = "xref\n".to_owned();
        for run in self.runs() {
            // Writing to a string cannot fail.
            let _ = writeln!(table, "{} {}", run[0].0, run.len());
            for (_, generation, at) in run {
                let _ = writeln!(table, "{at:010} {generation:05} n ");
            }
        }
        let (next, earlier) = (self.next, self.file.table_at());
        let _ = writeln!(table, "trailer\n<</Size {next} /Prev {earlier} {}>>", self.file.trailer());
        self.bytes.extend_from_slice(table.as_bytes());
    }

    fn table_stream(&mut self, start: usize) {
        let number = self.next;
        self.next += 1;
        self.written.insert(number, (0, start));
        let (mut index, mut entries) = (String::new(), Vec::new());
        for run in self.runs() {
            let _ = write!(index, "{} {} ", run[0].0, run.len());
            for (_, generation, at) in run {
                entries.push(1);
                // No input is larger than four gigabytes, no generation higher than 65535.
                entries.extend_from_slice(&u32::try_from(at).unwrap_or(u32::MAX).to_be_bytes());
                entries.extend_from_slice(&u16::try_from(generation).unwrap_or_default().to_be_bytes());
            }
        }
        let head = format!(
            "{number} 0 obj\n<</Type/XRef/Size {} /Prev {} /W[1 4 2]/Index[{index}]{}/Length {}>>\nstream\n",
            self.next,
            self.file.table_at(),
            self.file.trailer(),
            entries.len()
        );
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(&entries);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }
}
