//! What is said to a request: the status, the headers and the part of a file that is sent.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::request::{After, Method, Request};

/// An answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Arc<Vec<u8>>,
    part: Range<usize>,
    kind: Kind,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Whole,
    /// The length is told and nothing is sent.
    Told,
    /// Events follow until one side closes.
    Stream,
}

impl Answer {
    /// A file, or as much of it as the request asks for. `etag` changes with the bytes.
    pub(super) fn file(request: &Request, file: (&str, &str), body: Arc<Vec<u8>>) -> Self {
        let (path, etag) = file;
        let etag = format!("\"{etag}\"");
        let all = 0..body.len();
        let mut answer = Self {
            status: 200,
            headers: vec![("ETag", etag.clone())],
            part: all.clone(),
            body,
            kind: Kind::Whole,
        };
        if request
            .if_none_match
            .as_deref()
            .is_some_and(|known| names(known, &etag))
        {
            answer.status = 304;
            answer.part = 0..0;
            return answer.for_method(request.method);
        }
        answer.header("Content-Type", content_type(path));
        answer.header("Accept-Ranges", "bytes");
        let same = request.if_range.as_ref().is_none_or(|known| *known == etag);
        if let (Some(range), Method::Get, true) = (&request.range, request.method, same) {
            match wanted(range, all.len()) {
                Some(Ok(part)) => {
                    answer.status = 206;
                    let last = part.end - 1;
                    answer.header(
                        "Content-Range",
                        format!("bytes {}-{last}/{}", part.start, all.len()),
                    );
                    answer.part = part;
                }
                Some(Err(NotThere)) => {
                    let mut refused = Self::text(416, "there are no such bytes in this file");
                    refused.header("Content-Range", format!("bytes */{}", all.len()));
                    return refused;
                }
                None => {}
            }
        }
        answer.for_method(request.method)
    }

    /// A file with a status other than 200; never a part of it.
    pub(super) fn with_status(status: u16, path: &str, body: Arc<Vec<u8>>) -> Self {
        let mut answer = Self {
            status,
            headers: Vec::new(),
            part: 0..body.len(),
            body,
            kind: Kind::Whole,
        };
        answer.header("Content-Type", content_type(path));
        answer
    }

    /// A line of plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::with_status(status, ".txt", Arc::new(format!("{text}\n").into_bytes()))
    }

    /// A refusal in general words.
    pub(super) fn refusal(status: u16) -> Self {
        let mut answer = Self::text(status, reason(status));
        if status == 405 {
            answer.header("Allow", "GET, HEAD");
        }
        answer
    }

    /// A way to another address.
    pub(super) fn redirect(address: String) -> Self {
        let mut answer = Self::text(302, "this is elsewhere");
        answer.header("Location", address);
        answer
    }

    /// The beginning of a stream of events.
    pub(super) fn stream(first: Vec<u8>) -> Self {
        Self {
            status: 200,
            headers: vec![("Content-Type", "text/event-stream".to_owned())],
            part: 0..first.len(),
            body: Arc::new(first),
            kind: Kind::Stream,
        }
    }

    fn header(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.push((name, value.into()));
    }

    /// The same, without its body where the request wants none.
    #[must_use]
    pub(super) fn for_method(mut self, method: Method) -> Self {
        if method == Method::Head && self.kind == Kind::Whole {
            self.kind = Kind::Told;
        }
        self
    }

    /// Whether events follow.
    pub(super) fn is_stream(&self) -> bool {
        self.kind == Kind::Stream
    }

    /// The bytes of the body that are sent.
    pub(super) fn body(&self) -> &[u8] {
        match self.kind {
            Kind::Told => &[],
            _ => &self.body[self.part.clone()],
        }
    }

    /// The head as it is sent.
    pub(super) fn head(&self, after: After) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if self.kind != Kind::Stream && self.status != 304 {
            let _ = write!(head, "Content-Length: {}\r\n", self.part.len());
        }
        let after = match (after, self.kind) {
            (After::Stay, Kind::Whole | Kind::Told) => "keep-alive",
            _ => "close",
        };
        // Each answer is asked for again, so that nothing old is ever shown; a worker in the background could show
        // what is old all the same, so there is none in the preview.
        let _ = write!(
            head,
            "Cache-Control: no-cache\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n\
             Content-Security-Policy: worker-src 'none'; frame-ancestors 'self'\r\n\
             Connection: {after}\r\n\r\n"
        );
        head.into_bytes()
    }
}

/// Whether the list of tags that a client knows names `etag`.
fn names(list: &str, etag: &str) -> bool {
    list.split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

/// A range that begins behind the end.
struct NotThere;

/// The bytes that a `Range` header wants of a file; `None` where the whole file serves: for other units, for what
/// cannot be read and for several ranges at once.
fn wanted(header: &str, length: usize) -> Option<Result<Range<usize>, NotThere>> {
    let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let range = match (first, last) {
        ("", last) => length.saturating_sub(number(last)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if first > last {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some(if range.start < range.end {
        Ok(range)
    } else {
        Err(NotThere)
    })
}

/// What kind of file it is, by the ending of its path.
fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "md" | "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Internal Server Error",
    }
}
