//! Answers of the preview, over a real socket.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::support::{Book, Pages, book, plan};
use crate::visitor::{Preview, unmarked};

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";

fn rich() -> Book {
    book()
        .file("handbook.yaml", "title: T\nbase_url: https://example.org/h/\n")
        .file("content/plan.md", format!("---\ntracks:\n  - id: full\n    name: Full\n  - id: half\n    name: Half\n---\n{PLAN}"))
        .file("content/deep/er/chapter.md", "# Chapter\n\n![a](../pic%20one.png)\n")
        .file("content/deep/pic one.png", b"\x89PNG\r\n")
        .file("content/größe.txt", "ü")
        .file("content/empty.bin", "")
}

#[test]
fn every_file_of_a_build_is_served_and_nothing_is_written() {
    let book = rich();
    let built = book.built();
    std::fs::remove_dir_all(book.path("output")).unwrap();
    let before = Pages::read(&book.path("")).files;
    let preview = Preview::of(&book);
    let mut checked = 0;
    for (path, bytes) in &built.files {
        if path.starts_with(".prepbook") {
            continue;
        }
        let address: String = path
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02x}"),
            })
            .collect();
        let reply = preview.get(&format!("/{address}"));
        assert_eq!(reply.status, 200, "{path}");
        assert!(
            unmarked(&reply.body) == *bytes,
            "{path} is not what is built"
        );
        let page = path.ends_with(".html");
        assert_eq!(reply.body != *bytes, page, "{path}: pages alone are live");
        checked += 1;
    }
    assert!(checked > 30, "{checked}");
    assert_eq!(preview.page("/"), preview.page("/index.html"));
    assert_eq!(
        preview.page("/plan/full/"),
        preview.page("/plan/full/index.html")
    );
    let elsewhere = preview.get("/plan/full");
    assert_eq!(
        (elsewhere.status, elsewhere.header("Location")),
        (302, Some("./full/"))
    );
    assert!(before == Pages::read(&book.path("")).files);
}

#[test]
fn a_name_that_is_not_ours_is_refused() {
    let preview = Preview::of(&plan(PLAN));
    let status = |host: &str| {
        let reply = preview.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert!(reply.status == 200 || !reply.text().contains("Week"));
        reply.status
    };
    for host in [
        "localhost",
        "LOCALHOST:1",
        "localhost.",
        "a.localhost",
        "127.0.0.1",
        "127.8.8.8:80",
        "[::1]",
        "[::1]:80",
    ] {
        assert_eq!(status(host), 200, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:4600",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.7",
        "[2001:db8::1]",
        "",
        "0.0.0.0",
        "xlocalhost",
    ] {
        assert_eq!(status(host), 403, "{host}");
    }
    for own in [
        ".prepbook/live.js",
        ".prepbook/events",
        ".prepbook/now",
        ".prepbook/edit?page=index.html",
    ] {
        let reply = preview.send(format!("GET /{own} HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        assert_eq!(reply.status, 403, "{own}");
    }
    let absolute = preview.send("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(absolute.status, 403);
    let absolute = preview.send("GET http://localhost:1/ HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!(
        absolute.status, 200,
        "the target takes precedence over the header"
    );
    let twice = preview.send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n");
    assert_eq!(twice.status, 400);
    assert_eq!(preview.send("GET / HTTP/1.1\r\n\r\n").status, 400);
}

#[test]
fn a_host_that_is_given_is_answered_and_no_other() {
    let book = plan(PLAN);
    let preview = Preview::with(&book, &[".", "--host", "0.0.0.0"]);
    assert!(
        preview.url.starts_with("http://localhost:"),
        "{}",
        preview.url
    );
    let status = |host: &str| {
        preview
            .send(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"))
            .status
    };
    assert_eq!(status("192.168.0.7"), 200, "any address of this machine");
    assert_eq!(
        status("evil.example"),
        403,
        "but no name that others gave it"
    );
    // Other clients must not open the author's files.
    assert_eq!(preview.get("/.prepbook/edit?page=index.html").status, 404);
    assert!(preview.page("/.prepbook/now").contains("\"edit\":false"));
}

#[test]
fn reading_is_all_that_is_allowed() {
    let preview = Preview::of(&plan(PLAN));
    for method in [
        "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "get",
    ] {
        let reply = preview.ask(method, "/", &[]);
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("Allow"), Some("GET, HEAD"));
        assert_eq!(reply.header("Connection"), Some("close"));
    }
    // A request with a body that would have to be read first is refused too, without waiting for it.
    for body in [
        "Content-Length: 1025",
        "Content-Length: 5\r\nExpect: 100-continue",
        "Content-Length: 100000000000",
        "Content-Length: 9223372036854775807",
        "Content-Length: 18446744073709551615",
        "Content-Length: 99999999999999999999999",
        "Transfer-Encoding: chunked",
    ] {
        for method in ["POST", "GET", "HEAD"] {
            let reply = preview.ask(method, "/", &[body]);
            assert_eq!(reply.status, 405, "{method} {body}");
            assert_eq!(reply.header("Allow"), Some("GET, HEAD"));
            assert!(reply.head.contains("Connection: close\r\n"));
        }
    }
    let small = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabcde";
    assert_eq!(preview.send(small).status, 405);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn no_path_leads_out_of_the_handbook() {
    let book = plan(PLAN)
        .file("secret.txt", "secret")
        .file("content/.hidden.txt", "secret");
    let preview = Preview::of(&book);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/plan/../../secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "//secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd",
        "/C:/secret.txt",
        "/c:%5csecret.txt",
        "/file:///etc/passwd",
        "/index.html%00",
        "/%00",
        "/index.html%00.txt",
        "/.hidden.txt",
        "/content/plan.md",
        "/plan.md",
        "/./index.html",
        "/plan/./index.html",
        "/index.html/",
        "/%",
        "/%2",
        "/%zz",
        "/%ff",
        "/%c0%ae%c0%ae/secret.txt",
        "/%252e%252e/secret.txt",
        "/handbook.yaml",
        "/.prepbook",
        "/.prepbook/",
        "/.prepbook/../index.html",
        "/.prepbook/nothing",
        "/INDEX.HTML",
        "/index.html.",
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.text().contains("secret"), "{path}");
        assert_eq!(reply.header("X-Content-Type-Options"), Some("nosniff"));
    }
    for path in [
        "/a\0b",
        "/a\u{7}b",
        "/#top",
        "index.html",
        "*",
        "ftp://localhost/",
        "http:///x",
    ] {
        assert_eq!(preview.get(path).status, 400, "{path:?}");
    }
    assert_eq!(preview.get("/?q=../..").status, 200);
}

#[test]
fn files_have_their_kinds_and_are_never_kept() {
    let book = rich();
    for ending in [
        "css",
        "js",
        "json",
        "svg",
        "jpg",
        "woff2",
        "pdf",
        "ics",
        "webmanifest",
        "odd",
        "html",
    ] {
        book.write(&format!("content/kind/x.{ending}"), "x");
    }
    let preview = Preview::of(&book);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/kind/x.css", "text/css; charset=utf-8"),
        ("/kind/x.js", "text/javascript; charset=utf-8"),
        ("/.prepbook/live.js", "text/javascript; charset=utf-8"),
        ("/kind/x.json", "application/json"),
        ("/kind/x.svg", "image/svg+xml"),
        ("/kind/x.jpg", "image/jpeg"),
        ("/deep/pic%20one.png", "image/png"),
        ("/kind/x.woff2", "font/woff2"),
        ("/kind/x.pdf", "application/pdf"),
        ("/kind/x.ics", "text/calendar; charset=utf-8"),
        ("/kind/x.webmanifest", "application/manifest+json"),
        ("/kind/x.odd", "application/octet-stream"),
        ("/gr%C3%B6%C3%9Fe.txt", "text/plain; charset=utf-8"),
        ("/empty.bin", "application/octet-stream"),
        ("/sitemap.xml", "application/xml"),
    ] {
        let reply = preview.get(path);
        assert_eq!(
            (reply.status, reply.header("Content-Type")),
            (200, Some(kind)),
            "{path}"
        );
        assert_eq!(reply.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(reply.header("Cache-Control"), Some("no-cache"));
    }
}

#[test]
fn unchanged_files_are_not_sent_again() {
    let preview = Preview::of(&plan(PLAN));
    let whole = preview.get("/");
    let etag = whole.header("ETag").unwrap();
    for known in [
        etag.to_owned(),
        format!("W/{etag}"),
        format!("\"x\", {etag}"),
        "*".to_owned(),
    ] {
        let reply = preview.ask("GET", "/", &[&format!("If-None-Match: {known}")]);
        assert_eq!(reply.status, 304, "{known}");
        assert_eq!(reply.header("ETag"), Some(etag));
        assert_eq!(reply.header("Content-Length"), None);
    }
    for other in ["\"x\"", "x", ""] {
        let reply = preview.ask("GET", "/", &[&format!("If-None-Match: {other}")]);
        assert_eq!((reply.status, reply.body.len()), (200, whole.body.len()));
    }
    let head = preview.ask("HEAD", "/", &[]);
    assert_eq!(head.head.replace("HEAD", "GET"), whole.head);
    let head = preview.ask("HEAD", "/", &["Range: bytes=0-1"]);
    assert_eq!(head.head, whole.head, "a range is for GET only");
    let head = preview.ask("HEAD", "/", &[&format!("If-None-Match: {etag}")]);
    assert_eq!(head.status, 304);
}

#[test]
fn a_part_of_a_file_can_be_asked_for() {
    let book = plan(PLAN)
        .file("content/ten.bin", "0123456789")
        .file("content/none.bin", "");
    let preview = Preview::of(&book);
    let ask = |range: &str| preview.ask("GET", "/ten.bin", &[&format!("Range: {range}")]);
    for (range, part, said) in [
        ("bytes=0-0", "0", "bytes 0-0/10"),
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=8-", "89", "bytes 8-9/10"),
        ("bytes=8-99999999999999999999999", "89", "bytes 8-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=-99", "0123456789", "bytes 0-9/10"),
    ] {
        let reply = ask(range);
        assert_eq!(
            (reply.status, reply.text().as_str()),
            (206, part),
            "{range}"
        );
        assert_eq!(reply.header("Content-Range"), Some(said));
    }
    for range in [
        "bytes=10-",
        "bytes=10-12",
        "bytes=-0",
        "bytes=99999999999999999999999-",
    ] {
        let reply = ask(range);
        assert_eq!(
            (reply.status, reply.header("Content-Range")),
            (416, Some("bytes */10")),
            "{range}"
        );
    }
    for range in [
        "bytes=4-2",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=+1-2",
        "0-1",
    ] {
        let reply = ask(range);
        assert_eq!((reply.status, reply.body.len()), (200, 10), "{range}");
    }
    let etag = ask("bytes=0-0").header("ETag").unwrap().to_owned();
    let with = |known: &str| {
        preview.ask(
            "GET",
            "/ten.bin",
            &["Range: bytes=0-1", &format!("If-Range: {known}")],
        )
    };
    assert_eq!(with(&etag).status, 206);
    assert_eq!(with("\"other\"").status, 200);
    assert_eq!(with("Wed, 21 Oct 2026 07:28:00 GMT").status, 200);
    let reply = preview.ask("GET", "/none.bin", &["Range: bytes=0-"]);
    assert_eq!(reply.status, 416);
}

#[test]
fn malformed_requests_are_refused() {
    let preview = Preview::of(&plan(PLAN));
    let head = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    for request in [
        "GET /\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / SPDY/1\r\nHost: localhost\r\n\r\n",
        "\x16\x03\x01\x02\r\n\r\n",
        &format!("{head}no colon\r\n\r\n"),
        &format!("{head}Space : x\r\n\r\n"),
        &format!("{head}Host: localhost\r\n\r\n"),
    ] {
        assert_eq!(preview.send(request).status, 400, "{request:?}");
    }
    // Only ASCII is read, and other bytes end the connection.
    let mut stream = preview.connect();
    stream.write_all(b"GET /\xff HTTP/1.1\r\n").unwrap();
    assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn every_answer_asks_its_client_to_close() {
    let preview = Preview::of(&plan(PLAN));
    for path in ["/", "/nothing", "/.prepbook/now", "/.prepbook/live.js"] {
        let reply = preview.get(path);
        assert_eq!(reply.header("Connection"), Some("close"), "{path}");
    }
    let mut stream = preview.connect();
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_port_in_use_is_reported_or_skipped() {
    let book = plan(PLAN);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    book.run(&["serve", "--port", &port])
        .reports(2, &["cannot serve at 127.0.0.1:", &port, "--port"]);
    let start = || {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("prepbook"));
        command.arg("serve").current_dir(book.path(""));
        Preview::run(command)
    };
    let (one, other) = (start(), start());
    assert_ne!(one.address, other.address, "the next free one is taken");
    assert_eq!(other.get("/").status, 200);
    book.run(&["serve", "--host", "192.0.2.1", "--port", "0"])
        .reports(2, &["cannot serve at 192.0.2.1:0"]);
}

#[test]
fn missing_handbooks_and_unknown_editors_are_reported_at_once() {
    book().run(&["serve"]).reports(2, &["nothing to build"]);
    book().run(&["serve", "nowhere"]).reports(2, &["nowhere"]);
    plan(PLAN)
        .run(&["serve", "--editor", "javascript:alert(1)//{path}"])
        .reports(2, &["unknown editor", "vscode"]);
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_with_open_connections() {
    let book = plan(PLAN);
    let mut preview = Preview::of(&book);
    let _streams = [preview.events(), preview.events()];
    let mut half = preview.connect();
    half.write_all(b"GET / HT").unwrap();
    // Shells start commands in the background with interrupts ignored, and so does this test start its own then.
    let interrupt = std::process::Command::new("sh")
        .args(["-c", "kill -s INT $$"])
        .status()
        .unwrap();
    preview.end_by(if interrupt.success() { "TERM" } else { "INT" });
}
