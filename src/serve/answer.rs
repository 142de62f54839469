//! The answer to a request: the status, the headers and the part of a file that is sent.

use std::ops::Range;
use std::sync::Arc;

use super::request::Request;

/// An answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    /// Header lines, each with its end.
    headers: String,
    body: Arc<Vec<u8>>,
    part: Range<usize>,
}

/// The headers of an event stream: events follow the head until one side closes.
const STREAM: &str = "Content-Type: text/event-stream\r\n";

impl Answer {
    /// Content with a status.
    pub(super) fn new(status: u16, path: &str, body: Arc<Vec<u8>>) -> Self {
        Self {
            status,
            headers: format!("Content-Type: {}\r\n", content_type(path)),
            part: 0..body.len(),
            body,
        }
    }

    /// A file, or the requested part of it. `etag` changes with the bytes.
    pub(super) fn file(request: &Request, (path, etag): (&str, &str), body: Arc<Vec<u8>>) -> Self {
        let etag = format!("\"{etag}\"");
        let known = request.if_none_match.as_deref();
        if known.is_some_and(|known| names(known, &etag)) {
            return Self::bare(304, "").with("ETag", &etag);
        }
        let length = body.len();
        let mut answer = Self::new(200, path, body).with("Accept-Ranges", "bytes");
        let same = request.if_range.as_ref().is_none_or(|known| *known == etag);
        let range = request.range.as_deref();
        let range = range.filter(|_| same && !request.is_head);
        match range.and_then(|range| wanted(range, length)) {
            Some(part) if part.is_empty() => {
                return Self::text(416, "this file has no such bytes")
                    .with("Content-Range", &format!("bytes */{length}"));
            }
            Some(part) => {
                let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
                answer = answer.with("Content-Range", &said);
                (answer.status, answer.part) = (206, part);
            }
            None => {}
        }
        answer.with("ETag", &etag)
    }

    /// A line of plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(status, ".txt", Arc::new(format!("{text}\n").into_bytes()))
    }

    /// A refusal with a general message.
    pub(super) fn refusal(status: u16) -> Self {
        let answer = Self::text(status, reason(status));
        if status == 405 {
            answer.with("Allow", "GET, HEAD")
        } else {
            answer
        }
    }

    /// A redirect to another address.
    pub(super) fn redirect(address: &str) -> Self {
        Self::text(302, "this page has moved").with("Location", address)
    }

    /// An event stream; its first event is not included.
    pub(super) fn stream() -> Self {
        Self::bare(200, STREAM)
    }

    /// The answer to a client that should request the stream again in a second.
    pub(super) fn later() -> Self {
        Self::bare(204, "Retry-After: 1\r\n")
    }

    fn bare(status: u16, headers: &str) -> Self {
        Self {
            status,
            headers: headers.to_owned(),
            body: Arc::default(),
            part: 0..0,
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// Whether events follow.
    pub(super) fn is_stream(&self) -> bool {
        self.headers == STREAM
    }

    /// The bytes of the body that are sent.
    pub(super) fn body(&self) -> &[u8] {
        &self.body[self.part.clone()]
    }

    /// Removes the body for a client that does not want it, once the head is made.
    #[must_use]
    pub(super) fn without_body(mut self) -> Self {
        self.part = 0..0;
        self
    }

    /// The head to send. Pages of the origins in `frames` may embed it in a frame.
    pub(super) fn head(&self, frames: &str) -> Vec<u8> {
        let length = match self.status {
            204 | 304 => String::new(),
            _ if self.is_stream() => String::new(),
            _ => format!("Content-Length: {}\r\n", self.part.len()),
        };
        // Answers are not cached, so stale pages are never shown. A service worker could still show stale pages, so the
        // preview has none. Connections are closed, since that frees the thread that reads from them.
        let head = format!(
            "HTTP/1.1 {} {}\r\n{}{length}\
             Cache-Control: no-cache\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n\
             Content-Security-Policy: worker-src 'none'; frame-ancestors {frames}\r\n\
             Connection: close\r\n\r\n",
            self.status,
            reason(self.status),
            self.headers,
        );
        head.into_bytes()
    }
}

/// Whether the list of tags that a client knows contains `etag`.
fn names(list: &str, etag: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

/// The range of bytes that a `Range` header requests, empty if it begins after the end. `None` means the whole file:
/// for other units, for headers that cannot be parsed and for several ranges.
fn wanted(header: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    Some(match (first, last) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) if number(first)? <= number(last)? => {
            number(first)?..number(last)?.saturating_add(1).min(length)
        }
        _ => return None,
    })
}

/// File extensions, one line per media type.
const KINDS: &str = include_str!("kinds.txt");

/// The media type of a file, by its extension.
fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_of = |endings: &str| endings.split(' ').any(|it| it.eq_ignore_ascii_case(ending));
    let mut kinds = KINDS.lines().filter_map(|line| line.split_once(": "));
    kinds
        .find(|(endings, _)| is_of(endings))
        .map_or("application/octet-stream", |(_, kind)| kind)
}

fn reason(status: u16) -> &'static str {
    tiny_http::StatusCode(status).default_reason_phrase()
}
