//! The preview behind a proxy: below a path, under another name, in a frame.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::support::{Book, plan};
use crate::visitor::Preview;

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";
const BELOW: &str = "/user/me/proxy/4600";

/// A proxy that shows `target` below a path.
fn proxy(target: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            std::thread::spawn(move || forward(client, target));
        }
    });
    address
}

fn forward(mut client: TcpStream, target: SocketAddr) {
    let mut first = String::new();
    let mut lines = BufReader::new(client.try_clone().unwrap());
    lines.read_line(&mut first).unwrap();
    let path = first.split(' ').nth(1).unwrap();
    let Some(path) = path.strip_prefix(BELOW) else {
        client.write_all(b"HTTP/1.0 502 Elsewhere\r\n\r\n").unwrap();
        return;
    };
    let mut server = TcpStream::connect(target).unwrap();
    write!(server, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").unwrap();
    // A client may be gone.
    let _ = std::io::copy(&mut server, &mut client);
}

/// The whole answer to a request.
fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The target of a relative address on a page.
fn resolved(page: &str, address: &str) -> String {
    assert!(
        !address.starts_with('/') && !address.contains(':'),
        "{address}"
    );
    let path = page.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn script(page: &str) -> &str {
    let end = page.find(".prepbook/live.js\"").expect("a live page");
    let start = page[..end].rfind('"').unwrap() + 1;
    &page[start..end + ".prepbook/live.js".len()]
}

fn leads_to_the_script(preview: &Preview, paths: &[(&str, &str)]) {
    let proxy = proxy(preview.address);
    for (path, status) in paths {
        let path = format!("{BELOW}{path}");
        let page = get(proxy, &path);
        let line = format!("HTTP/1.1 {status}");
        assert!(page.starts_with(&line), "{path}: {page}");
        let script = resolved(&path, script(&page));
        assert_eq!(script, format!("{BELOW}/.prepbook/live.js"), "on {path}");
        let text = get(proxy, &script);
        assert!(text.contains("text/javascript") && text.contains("EventSource"));
        // No address in it begins at the root of the host.
        assert!(!text.contains("'/.prepbook") && !text.contains("\"/.prepbook"));
    }
}

#[test]
fn a_proxy_may_show_it_below_a_path() {
    let book = plan(PLAN)
        .file(
            "handbook.yaml",
            "tracks: [{id: full, name: Full}, {id: half, name: Half}]\n",
        )
        .file("content/deep/er/chapter.md", "# Chapter\n");
    let preview = Preview::of(&book);
    leads_to_the_script(
        &preview,
        &[
            ("/", "200"),
            ("/index.html", "200"),
            ("/plan/full/", "200"),
            ("/deep/er/chapter.html", "200"),
            ("/404.html", "200"),
            ("/nothing", "404"),
            ("/no/such/page.html?x=/a/b", "404"),
            ("/no/such//page/", "404"),
            ("/%2e%2e%2fx/y", "404"),
        ],
    );
    let proxy = proxy(preview.address);
    let moved = get(proxy, &format!("{BELOW}/plan/full"));
    let to = moved
        .lines()
        .find_map(|line| line.strip_prefix("Location: "));
    assert_eq!(
        resolved(&format!("{BELOW}/plan/full"), to.unwrap()),
        format!("{BELOW}/plan/full/")
    );
    let mut stream = TcpStream::connect(proxy).unwrap();
    write!(stream, "GET {BELOW}/.prepbook/events HTTP/1.0\r\n\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines();
    assert!(lines.any(|line| line.unwrap().starts_with("data: {")));
}

#[test]
fn a_page_that_waits_may_be_shown_below_a_path() {
    let preview = Preview::of(&plan("---\ntracks: [\n---\n# P\n"));
    leads_to_the_script(&preview, &[("/", "503"), ("/a/b/c.html", "503")]);
}

#[test]
fn a_host_that_is_allowed_is_answered() {
    let book = plan(PLAN);
    let preview = Preview::with(
        &book,
        &[
            ".",
            "--allow-host",
            "Host.Docker.Internal",
            "--allow-host",
            "me.cloud.example.",
        ],
    );
    let status = |host: &str| {
        let head = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        preview.send(head).status
    };
    for host in [
        "host.docker.internal:4600",
        "HOST.docker.internal",
        "me.cloud.example",
        "localhost",
    ] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in ["evil.example", "x.host.docker.internal", "docker.internal"] {
        assert_eq!(status(host), 403, "{host}");
    }
}

#[test]
fn a_refused_host_is_reported_once() {
    let preview = Preview::of(&plan(PLAN));
    assert!(preview.line().contains("pages"));
    let refuse = |host: &str| {
        let head = format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let reply = preview.send(head);
        assert_eq!(reply.status, 403);
        reply.text()
    };
    assert!(refuse("me.cloud.example").contains("--allow-host me.cloud.example"));
    refuse("me.cloud.example:80");
    // Text that is not a host name is not put into a command.
    refuse("$(rm -r .)");
    refuse("\u{1b}[31m");
    refuse("other.example");
    let line = preview.line();
    assert!(line.contains("--allow-host me.cloud.example"), "{line}");
    let line = preview.line();
    assert!(line.contains("--allow-host other.example"), "{line}");
    (0..20).for_each(|number| drop(refuse(&format!("n{number}.example"))));
    let mut reported = 0;
    while preview.line().contains("--allow-host n") {
        reported += 1;
        if reported == 6 {
            break;
        }
    }
    assert_eq!(reported, 6, "made-up names do not fill the terminal");
}

#[test]
fn an_origin_that_is_allowed_may_show_it_in_a_frame() {
    let book = plan(PLAN);
    let policy = |preview: &Preview| {
        let reply = preview.get("/plan/notes.html");
        reply.header("Content-Security-Policy").unwrap().to_owned()
    };
    assert!(policy(&Preview::of(&book)).ends_with("frame-ancestors 'self'"));
    let origins = [
        "--allow-frame",
        "https://editor.example:8443/",
        "--allow-frame",
        "vscode-webview:",
    ];
    let preview = Preview::with(&book, &[&["."], &origins[..]].concat());
    assert!(
        policy(&preview)
            .ends_with("frame-ancestors 'self' https://editor.example:8443 vscode-webview:")
    );
}

#[test]
fn invalid_hosts_and_origins_are_refused() {
    let book: Book = plan(PLAN);
    for name in ["http://x.example", "x:80", "", "a b", "*"] {
        book.run(&["serve", "--allow-host", name])
            .reports(2, &["not a host"]);
    }
    for origin in [
        "editor.example",
        "*",
        "https://x; script-src *",
        "'none'",
        "https://a b",
        "https:a",
    ] {
        book.run(&["serve", "--allow-frame", origin])
            .reports(2, &["not an origin"]);
    }
}

#[test]
fn an_address_for_the_network_is_served_with_a_warning() {
    let book = plan(PLAN);
    let preview = Preview::with(&book, &[".", "--host", "0.0.0.0"]);
    let line = preview.line();
    assert!(line.contains("only on networks you trust"), "{line}");
    assert!(preview.line().contains("pages"));
    assert!(Preview::of(&book).line().contains("pages"));
}
