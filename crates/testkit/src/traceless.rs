//! Proof that a file of ours carries nothing but what prints: no comment, no tracked change, nothing hidden, no name
//! among its properties. Which files to prove it of, the tests of the writers say.

use mingsuan_document::{ReadError, Trace, TraceKind, pdf_traces, read};

/// What a published file gives away besides its text. `public` are texts that may stand among its properties (the
/// agency's name). Page headers and footers print, so they are none.
pub fn traces_beside(bytes: &[u8], name: &str, public: &[&str]) -> Result<Vec<Trace>, ReadError> {
    let traces = if bytes.starts_with(b"%PDF-") { pdf_traces(bytes)? } else { read(bytes, name)?.traces };
    let is_public = |trace: &Trace| {
        trace.kind == TraceKind::Margin || trace.kind == TraceKind::Metadata && public.contains(&trace.text.as_str())
    };
    Ok(traces.into_iter().filter(|trace| !is_public(trace)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Generator, write_docx, write_html, write_xlsx};

    #[test]
    fn printed_budgets_are_clean_and_planted_names_are_seen() {
        let draft = Generator::new(7).budget().draft();
        let html = write_html::write_html(&draft);
        let files = [
            ("x.docx", write_docx::write_docx(&draft).expect("writes to memory")),
            ("x.xlsx", write_xlsx::write_xlsx(&draft).expect("writes to memory")),
            ("x.html", html.clone().into_bytes()),
        ];
        for (name, bytes) in &files {
            assert_eq!(traces_beside(bytes, name, &[]), Ok(Vec::new()), "{name}");
        }
        let planted = html.replacen("<head>", "<head><meta name=\"author\" content=\"某局\">", 1);
        assert_ne!(planted, html);
        assert_eq!(traces_beside(planted.as_bytes(), "x.html", &[]).map(|traces| traces.len()), Ok(1));
        assert_eq!(traces_beside(planted.as_bytes(), "x.html", &["某局"]), Ok(Vec::new()));
    }
}
