//! Event streams. `tiny_http` needs a thread for as long as a connection is open, so only a few are held; one thread
//! writes to all of them.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How many streams are held at the same time. `tiny_http` has at least four threads, so pages are always answered.
const MOST: usize = 2;
/// How often an idle stream is written to. Only this detects a client that has closed.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// An empty event.
const NOTHING: &[u8] = b":\n\n";

type Stream = Box<dyn Write + Send>;

enum Message {
    Open(Stream, Vec<u8>),
    Event(Vec<u8>),
}

/// The sender to the thread that writes.
#[derive(Clone)]
pub(super) struct Streams {
    inbox: Sender<Message>,
    held: Arc<AtomicUsize>,
}

/// The sender for streams, and their thread's function, which runs until all senders are gone. Its argument returns the
/// first event of a new stream.
pub(super) fn streams() -> (Streams, impl FnOnce(&dyn Fn() -> Vec<u8>)) {
    let (inbox, messages) = mpsc::channel();
    let held = Arc::<AtomicUsize>::default();
    let free = Arc::clone(&held);
    let writer = move |first: &dyn Fn() -> Vec<u8>| {
        let mut streams = Vec::new();
        while let Some(message) = next(&messages, streams.is_empty()) {
            let closed = take(message, &mut streams, first);
            free.fetch_sub(closed, Ordering::Relaxed);
        }
    };
    (Streams { inbox, held }, writer)
}

/// The next message; an empty one after a while without any, if there is a stream to write to.
fn next(messages: &Receiver<Message>, idle: bool) -> Option<Message> {
    if idle {
        return messages.recv().ok();
    }
    match messages.recv_timeout(HEARTBEAT) {
        Err(RecvTimeoutError::Timeout) => Some(Message::Event(NOTHING.to_vec())),
        message => message.ok(),
    }
}

/// Opens a stream or writes an event to all; returns how many were found closed.
fn take(message: Message, streams: &mut Vec<Stream>, first: &dyn Fn() -> Vec<u8>) -> usize {
    let before = streams.len();
    match message {
        Message::Event(event) => streams.retain_mut(|stream| write(stream, &event).is_ok()),
        Message::Open(mut stream, head) => match write(&mut stream, &[head, first()].concat()) {
            Ok(()) => streams.push(stream),
            Err(_) => return 1,
        },
    }
    before.saturating_sub(streams.len())
}

impl Streams {
    /// Reserves a place for a stream, if one is free. [`Streams::open`] must follow.
    pub(super) fn admit(&self) -> bool {
        let free = |held| (held < MOST).then_some(held + 1);
        let order = Ordering::Relaxed;
        let admitted = self.held.fetch_update(order, order, free).is_ok();
        if !admitted {
            // One of them may have closed.
            self.send(NOTHING.to_vec());
        }
        admitted
    }

    /// Adds a stream that begins with `head`.
    pub(super) fn open(&self, stream: Stream, head: Vec<u8>) {
        // The thread ends only with the server.
        let _ = self.inbox.send(Message::Open(stream, head));
    }

    /// Sends an event to every stream.
    pub(super) fn send(&self, event: Vec<u8>) {
        let _ = self.inbox.send(Message::Event(event));
    }
}

fn write(stream: &mut Stream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}
