//! One connection: it reads a request, waits for the answer, writes it, and reads the next one; or it stays open as a
//! stream of events. Nothing here waits: what the socket does not take or give yet is left for the next call.

use std::io::{self, IoSlice, Read, Write};
use std::net::Shutdown;
use std::time::{Duration, Instant};

use mio::net::TcpStream;

use super::answer::Answer;
use super::request::{self, After, LONGEST_HEAD, Reading, Request};

/// How long a request's head may take to come.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may stay open between two requests.
const IDLE_TIME: Duration = Duration::from_mins(1);
/// How long a client may take nothing of an answer.
const STALL_TIME: Duration = Duration::from_secs(20);
/// How long what a client still sends is read after the last answer, so that the answer reaches it.
const DRAIN_TIME: Duration = Duration::from_secs(2);
/// How much of it is read.
const DRAIN_BYTES: usize = 1024 * 1024;
/// How often a stream without events shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How much a stream's client may leave untaken.
const STREAM_BYTES: usize = 512 * 1024;

/// A client.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    input: Vec<u8>,
    state: State,
    since: Instant,
    until: Instant,
}

#[derive(Debug)]
enum State {
    /// A request is to come, or a part of it came.
    Reading,
    /// A request came, and its answer is being made.
    Waiting(After),
    Writing {
        head: Vec<u8>,
        answer: Answer,
        sent: usize,
        after: After,
    },
    /// Events that the client did not take yet.
    Streaming(Vec<u8>),
    /// All is said; so many bytes more are read and dropped.
    Draining(usize),
}

/// What has to be done for a connection.
#[derive(Debug)]
pub(super) enum Step {
    /// Nothing until its socket is ready or its answer is made.
    Wait,
    /// Its request is to be answered.
    Ask(Box<Request>),
    /// It is to be dropped.
    Close,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, now: Instant) -> Self {
        Self {
            stream,
            input: Vec::new(),
            state: State::Reading,
            since: now,
            until: now + HEAD_TIME,
        }
    }

    /// The socket, to be watched.
    pub(super) fn stream(&mut self) -> &mut TcpStream {
        &mut self.stream
    }

    /// How little it would be missed: the least is dropped first where there are too many.
    pub(super) fn worth(&self) -> (u8, Instant) {
        let rank = match self.state {
            State::Reading => 0,
            State::Draining(_) => 1,
            State::Writing { .. } => 2,
            State::Streaming(_) => 3,
            State::Waiting(_) => 4,
        };
        (rank, self.since)
    }

    /// Goes on as far as the socket allows.
    pub(super) fn advance(&mut self, now: Instant) -> Step {
        loop {
            let done = match &mut self.state {
                State::Reading => match self.read_request(now) {
                    Ok(Some(step)) => return step,
                    Ok(None) => Ok(()),
                    Err(error) => Err(error),
                },
                State::Waiting(_) => return Step::Wait,
                State::Writing { .. } => self.write_answer(now),
                State::Streaming(_) => self.stream_events(),
                State::Draining(_) => self.drain(),
            };
            match done {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Step::Wait,
                Err(_) => return Step::Close,
            }
        }
    }

    /// `None` where the state changed.
    fn read_request(&mut self, now: Instant) -> io::Result<Option<Step>> {
        match request::read(&self.input) {
            Reading::Asked(request, length) => {
                self.input.drain(..length);
                self.change(State::Waiting(request.after), now, HEAD_TIME);
                return Ok(Some(Step::Ask(request)));
            }
            Reading::Refused(status) => {
                self.input = Vec::new();
                self.write(Answer::refusal(status), After::Close, now);
                return Ok(None);
            }
            Reading::NotYet => {}
        }
        // The head is looked at again only when a line is complete, or all that it may have is there.
        loop {
            let mut chunk = [0; 4096];
            let count = self.read(&mut chunk)?;
            if self.input.is_empty() {
                (self.since, self.until) = (now, now + HEAD_TIME);
            }
            self.input.extend_from_slice(&chunk[..count]);
            if chunk[..count].contains(&b'\n') || self.input.len() > LONGEST_HEAD {
                return Ok(None);
            }
        }
    }

    /// Bytes that came; an error where the client closed.
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.stream.read(chunk) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    /// Hands over the answer to its request.
    pub(super) fn answer(&mut self, answer: Answer, now: Instant) {
        if let State::Waiting(after) = self.state {
            self.write(answer, after, now);
        }
    }

    fn write(&mut self, answer: Answer, after: After, now: Instant) {
        let head = answer.head(after);
        let state = State::Writing {
            head,
            answer,
            sent: 0,
            after,
        };
        self.change(state, now, STALL_TIME);
    }

    fn write_answer(&mut self, now: Instant) -> io::Result<()> {
        let State::Writing {
            head,
            answer,
            sent,
            after,
        } = &mut self.state
        else {
            return Ok(());
        };
        let body = answer.body();
        while *sent < head.len() + body.len() {
            let parts = [
                IoSlice::new(&head[(*sent).min(head.len())..]),
                IoSlice::new(&body[sent.saturating_sub(head.len())..]),
            ];
            let count = retry(|| self.stream.write_vectored(&parts))?;
            *sent += count;
            self.until = now + STALL_TIME;
        }
        if answer.is_stream() {
            self.change(State::Streaming(Vec::new()), now, HEARTBEAT);
        } else if *after == After::Stay {
            self.change(State::Reading, now, IDLE_TIME);
        } else {
            self.stream.shutdown(Shutdown::Write)?;
            self.change(State::Draining(DRAIN_BYTES), now, DRAIN_TIME);
        }
        Ok(())
    }

    fn stream_events(&mut self) -> io::Result<()> {
        if let State::Streaming(events) = &mut self.state {
            while !events.is_empty() {
                match retry(|| self.stream.write(events)) {
                    Ok(count) => drop(events.drain(..count)),
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                    Err(error) => return Err(error),
                }
            }
        }
        // Nothing more is asked here, but that the client closed is told by reading.
        loop {
            self.read(&mut [0; 1024])?;
        }
    }

    fn drain(&mut self) -> io::Result<()> {
        let mut chunk = [0; 16 * 1024];
        let count = self.read(&mut chunk)?;
        if let State::Draining(left) = &mut self.state {
            *left = left
                .checked_sub(count)
                .ok_or(io::ErrorKind::ConnectionAborted)?;
        }
        Ok(())
    }

    /// Whether it is a stream of events.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self.state, State::Streaming(_))
    }

    /// Adds an event to a stream.
    pub(super) fn tell(&mut self, event: &[u8], now: Instant) {
        if let State::Streaming(events) = &mut self.state {
            events.extend_from_slice(event);
            self.until = now + HEARTBEAT;
        }
    }

    /// Does what the clock asks for; says whether it must be dropped.
    pub(super) fn tick(&mut self, now: Instant) -> bool {
        if matches!(&self.state, State::Streaming(events) if events.len() > STREAM_BYTES) {
            return true;
        }
        if now < self.until {
            return false;
        }
        match self.state {
            State::Waiting(_) => false,
            State::Streaming(_) => {
                self.tell(b":\n\n", now);
                false
            }
            State::Reading if !self.input.is_empty() => {
                self.input = Vec::new();
                self.write(Answer::refusal(408), After::Close, now);
                false
            }
            _ => true,
        }
    }

    fn change(&mut self, state: State, now: Instant, time: Duration) {
        self.state = state;
        self.since = now;
        self.until = now + time;
    }
}

fn retry(mut write: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match write() {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
