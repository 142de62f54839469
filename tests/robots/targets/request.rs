//! What a client sends to the preview.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use prepbook::rooms::serve::{self, Preview};
use prepbook::rooms::source::Input;
use tempfile::TempDir;

use super::ensure;

/// Words that no answer has: of files beside the handbook.
const SECRET: &str = "hunter2";

/// The address of a preview that runs as long as the tests.
static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
    let folder: &TempDir = Box::leak(Box::new(TempDir::new().unwrap()));
    for (name, text) in [
        ("content/plan.md", "# P\n\n## Week 1: One\n\n- [ ] a\n"),
        ("content/a.txt", "asset"),
        ("secret.txt", SECRET),
        ("handbook.yaml", "title: P # hunter2\n"),
    ] {
        let place = folder.path().join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }
    let listening = serve::listen("127.0.0.1", Some(0)).unwrap();
    let url = listening.url();
    let port = url
        .trim_end_matches('/')
        .rsplit_once(':')
        .unwrap()
        .1
        .parse()
        .unwrap();
    std::thread::spawn(move || {
        let preview = Preview {
            place: Input::from(folder.path()),
            polls: true,
            editor: None,
            hosts: &[],
            frames: &[],
        };
        serve::serve(listening, preview, &|_| ()).unwrap();
    });
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    // Until the handbook is read, the answer is 503.
    while !is_usual(&sent(address, USUAL).unwrap()) {
        std::thread::yield_now();
    }
    address
});

/// A request with a known answer.
const USUAL: &[u8] = b"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";

fn is_usual(answer: &[u8]) -> bool {
    answer.starts_with(b"HTTP/1.1 200 ") && answer.ends_with(b"asset")
}

/// Checks the input as all that a client sends.
pub fn check(input: &[u8]) -> Result<(), String> {
    let lower = String::from_utf8_lossy(input).to_ascii_lowercase();
    if names_newer_version(&lower) {
        return Ok(());
    }
    let answer = sent(*ADDRESS, input)?;
    let head = answer
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse::<u16>().ok());
    let is_known = answer.is_empty()
        || status.is_some_and(|status| (100..500).contains(&status) || status == 505);
    ensure(is_known, || format!("answer: {head:?} to {lower:?}"))?;
    let text = String::from_utf8_lossy(&answer);
    ensure(!text.contains(SECRET), || {
        format!("answer with a secret to {lower:?}")
    })?;
    let usual = sent(*ADDRESS, USUAL)?;
    ensure(is_usual(&usual), || {
        format!("the next answer: {:?}", String::from_utf8_lossy(&usual))
    })
}

/// Whether a line ends with a version of HTTP that the server's library recognizes but does not speak: its refusal stays
/// in a buffer, and the connection stays open.
fn names_newer_version(lower: &str) -> bool {
    let ends = |line: &str| line.ends_with("http/2.0") || line.ends_with("http/3.0");
    lower.lines().any(|line| ends(line.trim_end()))
}

/// The beginning of the answer.
fn sent(address: SocketAddr, input: &[u8]) -> Result<Vec<u8>, String> {
    let failed = |error| format!("connection: {error}");
    let mut stream = TcpStream::connect(address).map_err(failed)?;
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .map_err(failed)?;
    // A server may refuse before all is sent.
    let _ = stream.write_all(input);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    while answer.len() < 1 << 20 && !is_stream(&answer) && !refuses_body(&answer) {
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(read) => answer.extend(&part[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            // The robots were stopped for a moment.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(answer)
}

fn is_stream(answer: &[u8]) -> bool {
    contains(answer, b"text/event-stream")
}

/// Whether an answer is the refusal of a body, which ends with its head. The connection stays open if the stated length
/// is too long for the server's library to read the body.
fn refuses_body(answer: &[u8]) -> bool {
    answer.ends_with(b"\r\n\r\n") && contains(answer, b"Connection: close\r\nContent-Length: 0")
}

fn contains(answer: &[u8], words: &[u8]) -> bool {
    answer.windows(words.len()).any(|part| part == words)
}
