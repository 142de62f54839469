//! The loop that holds every connection on one thread. A client costs a few kilobytes and no thread, whatever it does or
//! leaves undone; answers are made by a few workers beside the loop.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Scope;
use std::time::{Duration, Instant};

use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token, Waker};

use super::answer::Answer;
use super::connection::{Connection, Step};
use super::request::Request;

/// How many connections are held at once.
const MOST: usize = 512;
/// How many of them are taken in before the others are looked after.
const MOST_AT_ONCE: usize = 64;
/// How often connections are looked after by the clock.
const TICK: Duration = Duration::from_secs(1);
/// How soon a connection is tried again that the system had no room for.
const AGAIN: Duration = Duration::from_millis(50);

const LISTENER: Token = Token(0);
const BELL: Token = Token(1);
const FIRST: usize = 2;

/// What is said to the loop from other threads.
enum Message {
    /// The answer for a connection.
    Answered(usize, Answer),
    /// An event for every stream.
    Tell(Vec<u8>),
    /// The end.
    Stop,
}

/// Speaks to the loop.
#[derive(Clone)]
pub(super) struct Bell {
    inbox: Sender<Message>,
    waker: Arc<Waker>,
}

impl Bell {
    fn ring(&self, message: Message) {
        // A loop that has ended needs no more.
        let _ = self.inbox.send(message);
        let _ = self.waker.wake();
    }

    /// Sends an event to every stream.
    pub(super) fn tell(&self, event: Vec<u8>) {
        self.ring(Message::Tell(event));
    }

    /// Ends the loop.
    pub(super) fn stop(&self) {
        self.ring(Message::Stop);
    }
}

/// The loop.
pub(super) struct Loop {
    poll: Poll,
    listener: TcpListener,
    connections: BTreeMap<usize, Connection>,
    next: usize,
    bell: Bell,
    messages: Receiver<Message>,
}

impl Loop {
    /// A loop over a socket that listens.
    pub(super) fn new(listener: std::net::TcpListener) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let mut listener = TcpListener::from_std(listener);
        let poll = Poll::new()?;
        poll.registry()
            .register(&mut listener, LISTENER, Interest::READABLE)?;
        let (inbox, messages) = mpsc::channel();
        let waker = Arc::new(Waker::new(poll.registry(), BELL)?);
        Ok(Self {
            poll,
            listener,
            connections: BTreeMap::new(),
            next: FIRST,
            bell: Bell { inbox, waker },
            messages,
        })
    }

    pub(super) fn bell(&self) -> Bell {
        self.bell.clone()
    }

    /// Serves until the bell says stop. `answer` is called by the workers, which live in `scope`.
    pub(super) fn run<'scope>(
        mut self,
        scope: &'scope Scope<'scope, '_>,
        answer: &'scope (dyn Fn(&Request) -> Answer + Sync),
    ) -> io::Result<()> {
        let (jobs, work) = mpsc::channel();
        let work = Arc::new(Mutex::new(work));
        let workers =
            std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 8));
        for _ in 0..workers {
            let (work, bell) = (Arc::clone(&work), self.bell());
            scope.spawn(move || worker(&work, &bell, answer));
        }
        let mut events = Events::with_capacity(256);
        let mut ticked = now();
        let mut waiting = false;
        loop {
            let timeout = match (waiting, self.connections.is_empty()) {
                (true, _) => Some(AGAIN),
                (false, false) => Some(TICK),
                (false, true) => None,
            };
            match self.poll.poll(&mut events, timeout) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => other?,
            }
            let now = now();
            for event in &events {
                match event.token() {
                    LISTENER => waiting = true,
                    BELL => {}
                    Token(id) => self.advance(id, now, &jobs),
                }
            }
            while let Ok(message) = self.messages.try_recv() {
                match message {
                    Message::Answered(id, answer) => {
                        if let Some(connection) = self.connections.get_mut(&id) {
                            connection.answer(answer, now);
                            self.advance(id, now, &jobs);
                        }
                    }
                    Message::Tell(event) => self.tell(&event, now, &jobs),
                    Message::Stop => return Ok(()),
                }
            }
            if waiting {
                waiting = self.accept(now, &jobs);
            }
            if now.duration_since(ticked) >= TICK {
                ticked = now;
                self.tick(now, &jobs);
            }
        }
    }

    /// Takes connections in; says whether there may be more.
    fn accept(&mut self, now: Instant, jobs: &Sender<Job>) -> bool {
        for _ in 0..MOST_AT_ONCE {
            match self.listener.accept() {
                Ok((mut stream, _)) => {
                    if self.connections.len() >= MOST {
                        self.make_room();
                    }
                    let id = self.next;
                    self.next += 1;
                    // Small answers go out at once. A socket that refuses is found out when it is written to.
                    let _ = stream.set_nodelay(true);
                    let interest = Interest::READABLE | Interest::WRITABLE;
                    let watched = self
                        .poll
                        .registry()
                        .register(&mut stream, Token(id), interest);
                    if watched.is_ok() {
                        self.connections.insert(id, Connection::new(stream, now));
                        self.advance(id, now, jobs);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                // A client that went away before it was taken in.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::ConnectionAborted
                            | io::ErrorKind::ConnectionReset
                            | io::ErrorKind::Interrupted
                    ) => {}
                Err(_) => {
                    // The system has no room: somebody has to go.
                    self.make_room();
                    return true;
                }
            }
        }
        // The rest comes after those who are there already.
        let _ = self.bell.waker.wake();
        true
    }

    /// Drops the connection that is missed least.
    fn make_room(&mut self) {
        let least = self
            .connections
            .iter()
            .min_by_key(|(_, connection)| connection.worth())
            .map(|(id, _)| *id);
        if let Some(id) = least {
            self.close(id);
        }
    }

    fn advance(&mut self, id: usize, now: Instant, jobs: &Sender<Job>) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        match connection.advance(now) {
            Step::Wait => {}
            Step::Ask(request) => {
                // The workers live as long as the loop.
                let _ = jobs.send((id, request));
            }
            Step::Close => self.close(id),
        }
    }

    fn close(&mut self, id: usize) {
        if let Some(mut connection) = self.connections.remove(&id) {
            // Closing ends the watch, too.
            let _ = self.poll.registry().deregister(connection.stream());
        }
    }

    fn tell(&mut self, event: &[u8], now: Instant, jobs: &Sender<Job>) {
        let streams: Vec<usize> = self
            .connections
            .iter_mut()
            .filter(|(_, connection)| connection.is_stream())
            .map(|(id, connection)| {
                connection.tell(event, now);
                *id
            })
            .collect();
        for id in streams {
            self.advance(id, now, jobs);
        }
    }

    fn tick(&mut self, now: Instant, jobs: &Sender<Job>) {
        let all: Vec<usize> = self.connections.keys().copied().collect();
        for id in all {
            if self
                .connections
                .get_mut(&id)
                .is_some_and(|connection| connection.tick(now))
            {
                self.close(id);
            } else {
                self.advance(id, now, jobs);
            }
        }
    }
}

/// A request with the connection that it came by.
type Job = (usize, Box<Request>);

fn worker(work: &Mutex<Receiver<Job>>, bell: &Bell, answer: &(dyn Fn(&Request) -> Answer + Sync)) {
    loop {
        let job = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((id, request)) = job else { return };
        // A fault in one answer is no fault of the next.
        let made = catch_unwind(AssertUnwindSafe(|| answer(&request)));
        let made = made.unwrap_or_else(|_| Answer::refusal(500));
        bell.ring(Message::Answered(id, made));
    }
}

/// What time it is: for how long clients may take and files may rest, never for what is built.
#[expect(
    clippy::disallowed_methods,
    reason = "a server has to know how long its clients take"
)]
pub(super) fn now() -> Instant {
    Instant::now()
}
