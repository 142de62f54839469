//! What a client asks, read from the bytes that it sent. [`read`] knows nothing of sockets.

use super::percent::decoded;

/// The most bytes that the head of a request may have.
pub(super) const LONGEST_HEAD: usize = 16 * 1024;
/// The most bytes that its first line may have.
const LONGEST_LINE: usize = 8 * 1024;
/// The most header lines.
const MOST_HEADERS: usize = 100;

/// Whether what is asked for is wanted, or only what would be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
}

/// Whether the client may ask again on the same connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Stay,
    Close,
}

/// A request that can be answered.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    /// The path without its first `/`, decoded; `None` where it is not text.
    pub(super) path: Option<String>,
    /// What stands behind `?`, as it was sent.
    pub(super) query: String,
    /// The host that the client means, without a port; `None` where a client of HTTP/1.0 says none.
    pub(super) host: Option<String>,
    pub(super) if_none_match: Option<String>,
    pub(super) range: Option<String>,
    pub(super) if_range: Option<String>,
    pub(super) after: After,
}

/// What the bytes so far are.
#[derive(Debug)]
pub(super) enum Reading {
    /// The head is not complete.
    NotYet,
    /// A request whose head has so many bytes.
    Asked(Box<Request>, usize),
    /// Something that is refused with this status; the connection is of no more use.
    Refused(u16),
}

/// Reads the first request of `bytes`.
pub(super) fn read(bytes: &[u8]) -> Reading {
    // Empty lines before a request are passed over, as old clients send them.
    let blank = bytes
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    let rest = &bytes[blank..];
    if first_line(rest).len() > LONGEST_LINE {
        return Reading::Refused(414);
    }
    let length = match head_length(rest) {
        Some(length) if length <= LONGEST_HEAD => length,
        None if bytes.len() <= LONGEST_HEAD => return Reading::NotYet,
        _ => return Reading::Refused(431),
    };
    match request(&rest[..length]) {
        Ok(request) => Reading::Asked(Box::new(request), blank + length),
        Err(status) => Reading::Refused(status),
    }
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes)
}

/// How many bytes the head has with the empty line at its end.
fn head_length(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(end) = bytes[from..].iter().position(|byte| *byte == b'\n') {
        let line = &bytes[from..from + end];
        from += end + 1;
        if line.is_empty() || line == b"\r" {
            return Some(from);
        }
    }
    None
}

fn request(head: &[u8]) -> Result<Request, u16> {
    let mut lines = head
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let first = lines.next().unwrap_or_default();
    let (method, target, newer) = first_words(first)?;
    let headers = headers(lines)?;
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => return Err(405),
    };
    let (authority, path) = target_parts(target)?;
    let mut hosts = headers.all("host");
    let stated = hosts.next();
    if hosts.next().is_some() || (newer && stated.is_none()) {
        return Err(400);
    }
    let host = authority.or(stated).map(without_port);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let asked_to_close = headers
        .all("connection")
        .any(|value| value.to_ascii_lowercase().contains("close"));
    // A body is not read: what would follow it could not be told from it.
    let has_body = headers.all("transfer-encoding").next().is_some()
        || headers.all("content-length").any(|length| length != "0");
    Ok(Request {
        method,
        path: decoded(path.strip_prefix('/').unwrap_or(path)),
        query: query.to_owned(),
        host: host.map(str::to_ascii_lowercase),
        if_none_match: headers.joined("if-none-match"),
        range: headers.joined("range"),
        if_range: headers.joined("if-range"),
        after: if asked_to_close || has_body || !newer {
            After::Close
        } else {
            After::Stay
        },
    })
}

/// Method, target and whether it is HTTP/1.1.
fn first_words(line: &[u8]) -> Result<(&str, &str, bool), u16> {
    let line = std::str::from_utf8(line).map_err(|_| 400_u16)?;
    if line.chars().any(char::is_control) {
        return Err(400);
    }
    let words: Vec<&str> = line.split(' ').collect();
    let [method, target, version] = words[..] else {
        return Err(400);
    };
    let newer = match version {
        "HTTP/1.1" => true,
        "HTTP/1.0" => false,
        other if other.starts_with("HTTP/") => return Err(505),
        _ => return Err(400),
    };
    if method.is_empty() || !method.bytes().all(is_token) {
        return Err(400);
    }
    Ok((method, target, newer))
}

/// The host of a target that names one, and its path.
fn target_parts(target: &str) -> Result<(Option<&str>, &str), u16> {
    if target.contains('#') {
        return Err(400);
    }
    if target.starts_with('/') {
        return Ok((None, target));
    }
    let rest = target.strip_prefix("http://").ok_or(400_u16)?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.is_empty() {
        return Err(400);
    }
    Ok((Some(authority), path))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !port.is_empty() =>
        {
            name
        }
        _ => host,
    }
}

/// Header lines; names are in small letters.
struct Headers<'a>(Vec<(String, &'a str)>);

impl<'a> Headers<'a> {
    fn all(&self, name: &'static str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(other, _)| other == name)
            .map(|(_, value)| *value)
    }

    fn joined(&self, name: &'static str) -> Option<String> {
        let values: Vec<&str> = self.all(name).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

fn headers<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Result<Headers<'a>, u16> {
    let mut headers = Vec::new();
    for line in lines.take_while(|line| !line.is_empty()) {
        if headers.len() == MOST_HEADERS {
            return Err(431);
        }
        let colon = line.iter().position(|byte| *byte == b':').ok_or(400_u16)?;
        let (name, value) = (&line[..colon], &line[colon + 1..]);
        if name.is_empty() || !name.iter().copied().all(is_token) {
            return Err(400);
        }
        if value
            .iter()
            .any(|byte| *byte < b' ' && *byte != b'\t' || *byte == 0x7f)
        {
            return Err(400);
        }
        // Values in other encodings are of headers that nobody reads here.
        let value = std::str::from_utf8(value).unwrap_or_default().trim();
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        headers.push((name, value));
    }
    Ok(Headers(headers))
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
