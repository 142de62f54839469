//! The preview under load: many clients at once, slow ones, and a system without descriptors. Tests that take long or
//! need the machine for themselves are ignored by `cargo test`, and `.ci/run` runs them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use crate::support::{Book, plan};
use crate::visitor::{Preview, Reply};

const PLAN: &str =
    "# P\n\n## Week 1: One\n\n### Monday: A (1 hour)\n\n- [ ] do it\n\n## Notes\n\nsome\n";
/// How many threads are allowed beyond one per connection.
const SPARE_THREADS: usize = 8;
/// How much more memory may be in use afterwards, in KiB: the allocator keeps some.
const SPARE_MEMORY: usize = 24 * 1024;

/// The resources of an idle preview.
#[derive(Debug)]
struct AtRest {
    threads: Option<usize>,
    descriptors: Option<usize>,
    memory: Option<usize>,
}

impl AtRest {
    fn of(preview: &Preview) -> Self {
        // The first answer renders the page, and the threads for that stay.
        assert_eq!(preview.get("/").status, 200);
        Self {
            threads: preview.threads(),
            descriptors: preview.descriptors(),
            memory: preview.memory(),
        }
    }

    fn bounds(&self, preview: &Preview, connections: usize) {
        if let (Some(before), Some(now)) = (self.threads, preview.threads()) {
            let most = before + connections + SPARE_THREADS;
            assert!(now <= most, "{before} threads became {now}");
        }
    }

    /// Waits until the resources are back to those of an idle preview.
    fn returns(&self, preview: &Preview) {
        preview.wait(&format!("more than {self:?}"), |preview| {
            preview.threads() <= self.threads
                && preview.descriptors() <= self.descriptors
                && preview.memory() <= self.memory.map(|before| before + SPARE_MEMORY)
        });
    }
}

fn half_sent(preview: &Preview) -> TcpStream {
    let mut stream = preview.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    stream
}

/// Opens 24 connections at once, 12 of them for streams; returns the streams that are held. `patience` is the time
/// limit for an answer.
fn burst(preview: &Preview, patience: Duration) -> Vec<TcpStream> {
    let address = preview.address;
    let ask = move |number: usize| {
        let mut stream = TcpStream::connect(address).unwrap();
        let streams = number.is_multiple_of(2);
        let path = ["/plan/notes.html", "/.prepbook/events"][usize::from(streams)];
        stream.set_read_timeout(Some(patience)).unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let status = if streams {
            // Only pages have to be answered in time.
            stream
                .set_read_timeout(Some(Duration::from_secs(30)))
                .unwrap();
            let mut line = [0; 12];
            stream.read_exact(&mut line).unwrap();
            String::from_utf8_lossy(&line[9..]).parse().unwrap()
        } else {
            let reader = stream.try_clone().unwrap();
            Reply::read(&mut std::io::BufReader::new(reader), false).status
        };
        assert!(
            status == 200 || streams && status == 204,
            "{path}: {status}"
        );
        (streams && status == 200).then_some(stream)
    };
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..24)
            .map(|number| scope.spawn(move || ask(number)))
            .collect();
        asked
            .into_iter()
            .filter_map(|it| it.join().unwrap())
            .collect()
    })
}

#[test]
fn pages_are_answered_beside_streams() {
    let preview = Preview::of(&plan(PLAN));
    let rest = AtRest::of(&preview);
    let held = burst(&preview, Duration::from_secs(30));
    assert!(held.len() <= 2, "{} streams", held.len());
    rest.bounds(&preview, 24);
    drop(held);
    rest.returns(&preview);
}

#[test]
#[ignore = "needs the machine for itself"]
fn a_burst_is_answered_within_a_second_twenty_times() {
    let preview = Preview::of(&plan(PLAN));
    let rest = AtRest::of(&preview);
    for _ in 0..20 {
        let held = burst(&preview, Duration::from_secs(1));
        assert!(held.len() <= 2, "{} streams", held.len());
        rest.bounds(&preview, 24);
    }
    rest.returns(&preview);
}

#[test]
fn of_two_hundred_streams_two_are_held_and_hear_of_a_change() {
    let book = plan(PLAN);
    let preview = Preview::of(&book);
    let rest = AtRest::of(&preview);
    let mut held: Vec<_> = (0..200).filter_map(|_| preview.try_events()).collect();
    assert_eq!(held.len(), 2);
    rest.bounds(&preview, 2);
    assert!(preview.page("/plan/notes.html").contains("some"));
    book.write("content/plan.md", PLAN.replace("some", "other"));
    for stream in &mut held {
        let message = stream.next();
        assert!(message["pages"]["plan/notes.html"].is_string(), "{message}");
    }
    held.pop();
    // The place of a closed stream is soon free.
    let mut next = preview.events();
    book.write("content/plan.md", PLAN);
    for stream in [&mut held[0], &mut next] {
        stream.until(|message| message["pages"]["plan/notes.html"].is_string());
    }
    drop((held, next));
    rest.returns(&preview);
}

#[test]
#[ignore = "makes more than a thousand connections"]
fn slow_clients_harm_nobody_else() {
    let preview = Preview::of(&plan(PLAN));
    let rest = AtRest::of(&preview);
    let held: Vec<_> = (0..1100).map(|_| half_sent(&preview)).collect();
    for _ in 0..20 {
        assert_eq!(preview.get("/").status, 200);
    }
    rest.bounds(&preview, held.len() + 1);
    drop(held);
    rest.returns(&preview);
}

#[test]
#[ignore = "waits for time limits"]
fn clients_that_read_nothing_hold_up_others_for_a_while_only() {
    let book = plan(PLAN).file("content/large.bin", vec![b'x'; 32 * 1024 * 1024]);
    let preview = Preview::of(&book);
    let rest = AtRest::of(&preview);
    let held: Vec<_> = (0..12)
        .map(|_| {
            let mut stream = preview.connect();
            let head = "GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    assert_eq!(preview.get("/").status, 200);
    drop(held);
    assert_eq!(preview.get("/large.bin").body.len(), 32 * 1024 * 1024);
    rest.returns(&preview);
}

#[test]
fn bodies_that_never_come_cost_nothing() {
    let preview = Preview::of(&plan(PLAN));
    let rest = AtRest::of(&preview);
    let held: Vec<_> = (0..40)
        .map(|number| {
            let mut stream = preview.connect();
            let length = 2000 + number * 1024 * 1024;
            let head =
                format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).unwrap();
            let mut status = [0; 12];
            stream.read_exact(&mut status).unwrap();
            assert_eq!(&status, b"HTTP/1.1 405");
            stream
        })
        .collect();
    assert_eq!(preview.get("/").status, 200);
    rest.bounds(&preview, held.len() + 1);
    drop(held);
    rest.returns(&preview);
}

/// A preview with a limit on its descriptors.
#[cfg(unix)]
fn limited(book: &Book, descriptors: usize) -> Preview {
    let program = assert_cmd::cargo::cargo_bin("prepbook");
    let line = format!(
        "ulimit -n {descriptors}; exec '{}' serve --port 0",
        program.display()
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(book.path(""));
    Preview::run(command)
}

/// Uses up all descriptors repeatedly; the preview must answer afterwards, whichever of them is the last one.
#[cfg(unix)]
fn recovers(descriptors: usize) {
    let book = plan(PLAN);
    let preview = limited(&book, descriptors);
    assert_eq!(preview.get("/").status, 200);
    for held in [80, 81, 60] {
        let held: Vec<_> = (0..held)
            .map(|_| {
                let mut stream = preview.connect();
                // A connection that is no longer accepted may be closed at once.
                let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: loc");
                stream
            })
            .collect();
        preview.wait("descriptors are left", |preview| {
            preview
                .descriptors()
                .is_none_or(|open| open + 4 > descriptors)
        });
        drop(held);
        preview.wait("no page is answered", |preview| preview.answers("/"));
        preview.wait("no page is answered for long", |preview| {
            (0..30).all(|_| preview.answers("/"))
        });
        drop(preview.events());
    }
}

#[cfg(unix)]
#[test]
fn it_recovers_from_an_odd_limit_on_descriptors() {
    recovers(63);
}

#[cfg(unix)]
#[test]
fn it_recovers_from_an_even_limit_on_descriptors() {
    recovers(64);
}
