//! Files to be kept by whoever asks: always as attachments, so that a browser opens none of them as a page of ours.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// The type of a docx file.
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The type of an xlsx file.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file with a name, as RFC 6266 and RFC 8187 have it.
pub(crate) fn attachment(name: &str, kind: &'static str, data: impl Into<Body>) -> Response {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let encoded: String = name.bytes().map(encode).collect();
    let mut response = data.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}"));
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment")));
    response
}

fn encode(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_and_lead_nowhere() {
        let response = attachment("../a/预算\r\n\".pdf", "text/plain", "x");
        let header = response.headers()[CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(header, "attachment; filename*=UTF-8''%E9%A2%84%E7%AE%97%0D%0A%22.pdf");
    }
}
