//! Parses requests.

use tiny_http::HTTPVersion;

use super::percent::decoded;

/// A request that can be answered.
#[derive(Debug)]
pub(super) struct Request {
    /// Whether only the head of the answer is wanted.
    pub(super) is_head: bool,
    /// The path without its leading `/`, decoded; `None` if it is not UTF-8.
    pub(super) path: Option<String>,
    /// The folder depth of the page from the client's point of view.
    pub(super) depth: usize,
    /// The text after `?`, as it was sent.
    pub(super) query: String,
    /// The requested host, without a port; `None` if an HTTP/1.0 client names none.
    pub(super) host: Option<String>,
    pub(super) if_none_match: Option<String>,
    pub(super) range: Option<String>,
    pub(super) if_range: Option<String>,
}

impl Request {
    /// Parses a request, or returns the status that refuses it.
    pub(super) fn read(asked: &tiny_http::Request) -> Result<Self, u16> {
        let all = |name: &'static str| {
            let fields = asked
                .headers()
                .iter()
                .filter(move |it| it.field.equiv(name));
            fields.map(|it| it.value.as_str())
        };
        let joined = |name| {
            let values: Vec<&str> = all(name).collect();
            (!values.is_empty()).then(|| values.join(", "))
        };
        // Bodies are never read: they may be endless, and are not needed.
        let has_body = all("Transfer-Encoding").next().is_some()
            || all("Content-Length").any(|length| length != "0");
        let is_head = match asked.method() {
            tiny_http::Method::Get if !has_body => false,
            tiny_http::Method::Head if !has_body => true,
            _ => return Err(405),
        };
        let (authority, path) = target_parts(asked.url()).ok_or(400_u16)?;
        let hosts: Vec<&str> = all("Host").collect();
        let newer = *asked.http_version() > HTTPVersion(1, 0);
        if hosts.len() > 1 || (newer && hosts.is_empty()) {
            return Err(400);
        }
        let host = authority.or(hosts.first().copied()).map(without_port);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Ok(Self {
            is_head,
            path: decoded(path.strip_prefix('/').unwrap_or(path)),
            depth: path.matches('/').count().saturating_sub(1),
            query: query.to_owned(),
            host: host.map(str::to_ascii_lowercase),
            if_none_match: joined("If-None-Match"),
            range: joined("Range"),
            if_range: joined("If-Range"),
        })
    }
}

/// The host in an absolute target, and its path.
fn target_parts(target: &str) -> Option<(Option<&str>, &str)> {
    if target.contains(|c: char| c == '#' || c.is_control()) {
        return None;
    }
    if target.starts_with('/') {
        return Some((None, target));
    }
    let rest = target.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    (!authority.is_empty()).then_some((Some(authority), path))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}
