//! A running preview and its visitors, over a plain socket, so a test controls every byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::Book;

/// How long a test waits for something that must come; only failing tests wait this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Leaves the processor to others before the next look; no result depends on for how long.
fn pause() {
    std::thread::park_timeout(Duration::from_millis(2));
}

/// `prepbook serve` for a handbook.
pub struct Preview {
    process: Child,
    pub address: SocketAddr,
    /// Its address, from the first line of its output.
    pub url: String,
    output: Receiver<String>,
    wrong: Receiver<String>,
}

impl Preview {
    /// Starts it for the whole folder of a handbook.
    pub fn of(book: &Book) -> Self {
        Self::with(book, &["."])
    }

    pub fn with(book: &Book, arguments: &[&str]) -> Self {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("prepbook"));
        command
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(book.path(""));
        Self::run(command)
    }

    pub fn run(mut command: std::process::Command) -> Self {
        let mut process = command
            .env_remove("CLICOLOR_FORCE")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = lines(process.stdout.take().unwrap());
        let wrong = lines(process.stderr.take().unwrap());
        let Ok(url) = output.recv_timeout(PATIENCE) else {
            let wrong: Vec<String> = wrong.iter().collect();
            panic!("the preview did not start: {wrong:?}");
        };
        let port = url.trim_end_matches('/').rsplit_once(':').unwrap().1;
        Self {
            process,
            address: SocketAddr::from(([127, 0, 0, 1], port.parse().unwrap())),
            url,
            output,
            wrong,
        }
    }

    /// The next line of its output.
    pub fn line(&self) -> String {
        self.output
            .recv_timeout(PATIENCE)
            .expect("a line is printed")
    }

    /// The lines about problems in its output until one contains `word`.
    pub fn problems_until(&self, word: &str) -> String {
        let mut all = String::new();
        while !all.contains(word) {
            let line = self.wrong.recv_timeout(PATIENCE);
            all += &line.unwrap_or_else(|_| panic!("no {word:?} in:\n{all}"));
            all.push('\n');
        }
        all
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads one answer.
    pub fn send(&self, request: impl AsRef<[u8]>) -> Reply {
        let mut stream = self.connect();
        // A server may refuse before it has received everything.
        let _ = stream.write_all(request.as_ref());
        Reply::read(
            &mut BufReader::new(stream),
            request.as_ref().starts_with(b"HEAD"),
        )
    }

    /// Requests a path with further header lines.
    pub fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Reply {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        self.send(format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"
        ))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Whether a path is answered within a second; a preview at its limit may close the connection.
    pub fn answers(&self, path: &str) -> bool {
        let mut stream = self.connect();
        let head = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
        let mut answer = Vec::new();
        let asked = stream
            .set_read_timeout(Some(Duration::from_secs(1)))
            .and_then(|()| stream.write_all(head.as_bytes()))
            .and_then(|()| stream.read_to_end(&mut answer));
        asked.is_ok() && answer.starts_with(b"HTTP/1.1 200")
    }

    /// The text of a page, which must exist.
    pub fn page(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.text()
    }

    /// Repeats a request until its answer is as wanted.
    pub fn until(&self, path: &str, wanted: impl Fn(&Reply) -> bool) -> Reply {
        let started = Instant::now();
        loop {
            let reply = self.get(path);
            if wanted(&reply) {
                return reply;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "{path} stays {}:\n{}",
                reply.status,
                reply.text()
            );
            pause();
        }
    }

    /// The messages to browsers from now on; the first one is read already.
    pub fn events(&self) -> Events {
        let started = Instant::now();
        loop {
            if let Some(events) = self.try_events() {
                return events;
            }
            assert!(started.elapsed() < PATIENCE, "no stream becomes free");
            pause();
        }
    }

    /// The same, or `None` if the preview says to try again later.
    pub fn try_events(&self) -> Option<Events> {
        let mut stream = self.connect();
        stream
            .write_all(b"GET /.prepbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
        let mut lines = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(lines.read_line(&mut head).unwrap(), 0, "{head}");
        }
        if head.starts_with("HTTP/1.1 204") {
            assert!(head.contains("Retry-After: 1\r\n"), "{head}");
            assert!(!head.contains("Content-Length"), "{head}");
            return None;
        }
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(
            head.contains("Content-Type: text/event-stream\r\n"),
            "{head}"
        );
        let mut events = Events { lines };
        let now = events.next();
        assert_eq!(now["since"], Value::Null);
        Some(events)
    }

    /// How many threads it has, if the system reports it.
    pub fn threads(&self) -> Option<usize> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process.id())).ok()?;
        Some(tasks.count())
    }

    /// How many descriptors it has open, if the system reports it.
    pub fn descriptors(&self) -> Option<usize> {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.process.id())).ok()?;
        Some(open.count())
    }

    /// How much memory it uses, in KiB, if the system reports it.
    pub fn memory(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Waits until a condition holds.
    pub fn wait(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !is_so(self) {
            let state = (self.threads(), self.descriptors(), self.memory());
            assert!(
                started.elapsed() < PATIENCE,
                "{what}; threads, descriptors and KiB: {state:?}"
            );
            pause();
        }
    }

    /// Sends it a signal by name and waits until it has ended.
    #[cfg(unix)]
    pub fn end_by(&mut self, signal: &str) {
        let id = self.process.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", signal, &id])
            .status()
            .unwrap();
        assert!(sent.success());
        let started = Instant::now();
        while self.process.try_wait().unwrap().is_none() {
            assert!(started.elapsed() < PATIENCE, "it does not end");
            pause();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            // The receiver is gone once its test is over.
            let _ = sender.send(line);
        }
    });
    lines
}

/// A stream of events.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The next message.
    pub fn next(&mut self) -> Value {
        let started = Instant::now();
        loop {
            // An idle stream is kept alive by empty lines.
            assert!(started.elapsed() < PATIENCE, "no event comes");
            let mut line = String::new();
            let count = self.lines.read_line(&mut line).expect("an event comes");
            assert_ne!(count, 0, "the stream was closed");
            if let Some(message) = line.strip_prefix("data: ") {
                return serde_json::from_str(message).unwrap();
            }
        }
    }

    /// The next message that is as wanted.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next();
            if wanted(&message) {
                return message;
            }
        }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// Reads one answer; with `bare`, it has no body regardless of its head.
    pub fn read(stream: &mut BufReader<TcpStream>, bare: bool) -> Self {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let count = stream.read_line(&mut head).unwrap();
            assert_ne!(count, 0, "closed after {head:?}");
        }
        let status = head[9..12].parse().unwrap();
        let mut reply = Self {
            status,
            head,
            body: Vec::new(),
        };
        if !bare && ![204, 304].contains(&status) {
            let length = reply.header("Content-Length").unwrap().parse().unwrap();
            reply.body = vec![0; length];
            stream.read_exact(&mut reply.body).unwrap();
        }
        reply
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.head.lines().find_map(|line| line.strip_prefix(&start))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A page without the additions of the preview.
pub fn unmarked(page: &[u8]) -> Vec<u8> {
    let mark = b".prepbook/live.js\"";
    let Some(named) = page.windows(mark.len()).position(|window| window == mark) else {
        return page.to_vec();
    };
    let at = page[..named]
        .iter()
        .rposition(|byte| *byte == b'<')
        .unwrap();
    let end = b"</script>";
    let rest = &page[at..];
    let length = rest
        .windows(end.len())
        .position(|window| window == end)
        .unwrap()
        + end.len();
    [&page[..at], &rest[length..]].concat()
}
