//! Guards for the weaknesses of `tiny_http`. Its accept thread ends if there are no descriptors left and panics if
//! there is just one; [`Acceptor`] detects both and starts another. When a request is dropped, it reads the rest of the
//! body into a buffer of the whole stated length; [`Rests`] prevents that.

use std::io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use socket2::SockRef;
use tiny_http::{Header, ReadWrite, Request, Response, Server};

use super::answer::Answer;

/// How long to wait for a request before checking the server itself.
const TICK: Duration = Duration::from_millis(500);
/// The same while an earlier server may still have requests, or a new one cannot be started.
const SOON: Duration = Duration::from_millis(20);
/// How long to wait without a request before sending one to check whether connections are still accepted.
const QUIET: Duration = Duration::from_secs(1);
/// How long an earlier server is kept after its last request.
const KEPT: Duration = Duration::from_mins(1);
/// How many descriptors must be free before a server is started: one for it, and some for its first connections.
const ROOM: usize = 6;
/// How long a client may take no data before a worker moves on.
const SEND_TIME: Duration = Duration::from_secs(2);
/// How many slow clients are waited for.
const MOST_SLOW: usize = 4;
/// The longest body that `tiny_http` reads itself, before it passes on the request.
const READ_ALREADY: usize = 1024;
/// The longest body that may be dropped: this much is allocated.
const MOST_DROPPED: usize = 64 * 1024 * 1024;
/// The target of the request that checks whether connections are still accepted.
const PROBE: &str = "/.prepbook/probe";

/// The source of requests.
pub(super) struct Acceptor {
    /// A clone of the server's socket, which stays open when the server ends.
    listener: TcpListener,
    server: Server,
    /// Earlier servers, each with its time without a request: they may have open connections.
    earlier: Vec<(Server, Duration)>,
    quiet: Duration,
    probed: bool,
    ended: bool,
}

impl Acceptor {
    pub(super) fn new(listener: TcpListener) -> io::Result<Self> {
        // Connections inherit both from the listening socket.
        let socket = SockRef::from(&listener);
        socket.set_write_timeout(Some(SEND_TIME))?;
        socket.set_tcp_nodelay(true)?;
        Ok(Self {
            server: start(listener.try_clone()?)?,
            listener,
            earlier: Vec::new(),
            quiet: Duration::ZERO,
            probed: false,
            ended: false,
        })
    }

    /// The next request; `None` if there is none for a moment.
    pub(super) fn next(&mut self) -> Option<Request> {
        for (server, quiet) in &mut self.earlier {
            if let Ok(Some(request)) = server.try_recv() {
                *quiet = Duration::ZERO;
                return Some(request);
            }
        }
        let wait = match (self.ended, self.earlier.is_empty()) {
            (false, true) => TICK,
            _ => SOON,
        };
        match self.server.recv_timeout(wait) {
            Ok(Some(request)) => {
                (self.quiet, self.probed) = (Duration::ZERO, false);
                return (request.url() != PROBE).then_some(request);
            }
            Ok(None) => self.quiet += wait,
            Err(_) => self.ended = true,
        }
        self.earlier.retain_mut(|(_, quiet)| {
            *quiet += wait;
            *quiet < KEPT
        });
        self.ended |= self.probed && self.quiet >= 2 * QUIET;
        if self.ended {
            self.replace();
        } else if self.quiet >= QUIET && !self.probed {
            self.probed = self.probe().is_ok();
        }
        None
    }

    /// Starts another server if there are enough descriptors; otherwise this is tried again soon.
    fn replace(&mut self) {
        let room: io::Result<Vec<_>> = (0..ROOM).map(|_| self.listener.try_clone()).collect();
        let listener = room.ok().and_then(|mut room| room.pop());
        if let Some(Ok(server)) = listener.map(start) {
            let earlier = std::mem::replace(&mut self.server, server);
            self.earlier.push((earlier, Duration::ZERO));
            (self.quiet, self.probed, self.ended) = (Duration::ZERO, false, false);
        }
    }

    /// Connects like a client, without waiting for the answer.
    fn probe(&self) -> io::Result<()> {
        let address = self.listener.local_addr()?;
        let ip = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        let address = SocketAddr::new(ip, address.port());
        let mut stream = TcpStream::connect_timeout(&address, TICK)?;
        stream.write_all(format!("GET {PROBE} HTTP/1.0\r\n\r\n").as_bytes())
    }
}

/// A server on a socket. It is also an error if the system has no thread for it, which would be a panic in `tiny_http`.
fn start(listener: TcpListener) -> io::Result<Server> {
    catch_unwind(|| Server::from_listener(listener, None))
        .unwrap_or_else(|_| Err("cannot start a thread".into()))
        .map_err(io::Error::other)
}

type BoxedWriter = Box<dyn Write + Send>;
type Body = Box<dyn ReadWrite + Send>;

/// Handles the rest of requests and answers after a worker is done with them.
pub(super) struct Rests {
    bodies: Sender<Body>,
    /// How many threads write to slow clients.
    slow: Arc<AtomicUsize>,
}

impl Rests {
    pub(super) fn new() -> Self {
        let (bodies, received) = mpsc::channel::<Body>();
        // Dropping one blocks until its client has sent all of it or is gone.
        std::thread::spawn(move || received.into_iter().for_each(drop));
        Self {
            bodies,
            slow: Arc::default(),
        }
    }

    /// Sends an answer, or refuses a request with an unread body.
    pub(super) fn send(&self, request: Request, head: &[u8], answer: Answer) {
        let expects = request.headers().iter().any(|it| it.field.equiv("Expect"));
        let length = request.body_length().unwrap_or(0);
        if length > READ_ALREADY || length > 0 && expects {
            return self.refuse_body(request, length);
        }
        let mut writer = request.into_writer();
        // A client that is gone needs no answer.
        let _ = writer.write_all(head);
        if let Ok(rest) = write(&mut writer, answer.body())
            && !rest.is_empty()
        {
            let left = rest.len();
            self.send_slowly(writer, answer, left);
        }
    }

    /// A paused player takes the rest of a video later, so a separate thread waits for it.
    fn send_slowly(&self, mut writer: BoxedWriter, answer: Answer, left: usize) {
        let slow = Arc::clone(&self.slow);
        if slow.fetch_add(1, Ordering::Relaxed) >= MOST_SLOW {
            slow.fetch_sub(1, Ordering::Relaxed);
            return;
        }
        std::thread::spawn(move || {
            let mut rest = &answer.body()[answer.body().len() - left..];
            while !rest.is_empty() {
                rest = write(&mut writer, rest).unwrap_or_default();
            }
            slow.fetch_sub(1, Ordering::Relaxed);
        });
    }

    /// Every other way to answer drops the body with the request. This one sets neither a length nor the end of the
    /// connection, so they are part of a header's value.
    fn refuse_body(&self, request: Request, length: usize) {
        let mut response = Response::empty(405);
        let allow = "GET, HEAD\r\nConnection: close\r\nContent-Length: 0";
        if let Ok(allow) = Header::from_bytes("Allow", allow) {
            response.add_header(allow);
        }
        let body = request.upgrade("HTTP/1.1", response);
        if length > MOST_DROPPED {
            // This leaks a thread and a connection. A failed allocation would end the process.
            std::mem::forget(body);
        } else {
            // The thread lives as long as this sender.
            let _ = self.bodies.send(body);
        }
    }
}

/// Writes as much as the client takes; returns the data that it did not take within the time limit.
fn write<'a>(writer: &mut BoxedWriter, mut bytes: &'a [u8]) -> io::Result<&'a [u8]> {
    while !bytes.is_empty() {
        match writer.write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if [WouldBlock, TimedOut].contains(&error.kind()) => return Ok(bytes),
            Err(error) if error.kind() == Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    writer.flush().map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// An acceptor and its address.
    fn acceptor() -> (Acceptor, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        (Acceptor::new(listener).unwrap(), address)
    }

    fn ask(address: SocketAddr, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn next(acceptor: &mut Acceptor) -> Request {
        let tries = (0..1000).find_map(|_| acceptor.next());
        tries.expect("a request comes")
    }

    fn get(path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }

    #[test]
    fn another_server_takes_over_and_connections_of_the_first_are_still_answered() {
        let (mut acceptor, address) = acceptor();
        let mut old = ask(address, &get("/one"));
        assert_eq!(next(&mut acceptor).url(), "/one");
        acceptor.ended = true;
        assert!(acceptor.next().is_none());
        assert_eq!((acceptor.ended, acceptor.earlier.len()), (false, 1));
        old.write_all(get("/two").as_bytes()).unwrap();
        assert_eq!(next(&mut acceptor).url(), "/two");
        let _new = ask(address, &get("/three"));
        assert_eq!(next(&mut acceptor).url(), "/three");
        // An earlier server without requests is eventually dropped.
        acceptor.earlier[0].1 = KEPT;
        assert!(acceptor.next().is_none() && acceptor.earlier.is_empty());
    }

    #[test]
    fn a_server_that_answers_a_probe_stays_and_another_is_replaced() {
        let (mut acceptor, address) = acceptor();
        acceptor.quiet = QUIET;
        while !acceptor.probed {
            assert!(acceptor.next().is_none());
        }
        // The probe is handled internally.
        while acceptor.probed {
            acceptor.quiet = Duration::ZERO;
            assert!(acceptor.next().is_none());
        }
        assert!(acceptor.earlier.is_empty());
        // A server on a different socket simulates one that accepts nothing.
        acceptor.server = start(TcpListener::bind("127.0.0.1:0").unwrap()).unwrap();
        (acceptor.probed, acceptor.quiet) = (true, 2 * QUIET);
        while acceptor.earlier.is_empty() {
            assert!(acceptor.next().is_none());
        }
        let _client = ask(address, &get("/one"));
        assert_eq!(next(&mut acceptor).url(), "/one");
    }

    #[test]
    fn a_long_body_is_refused_before_it_comes_and_never_dropped() {
        let (mut acceptor, address) = acceptor();
        let rests = Rests::new();
        for length in [1025, MOST_DROPPED, usize::MAX] {
            let head = format!("POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n");
            let mut client = ask(address, &head);
            rests.send(next(&mut acceptor), b"", Answer::refusal(405));
            let mut answer = [0; 30];
            client.read_exact(&mut answer).unwrap();
            assert_eq!(&answer[..], b"HTTP/1.1 405 Method Not Allowe");
        }
    }

    #[test]
    fn a_client_that_reads_later_gets_all() {
        let (mut acceptor, address) = acceptor();
        let short = Some(Duration::from_millis(20));
        let socket = SockRef::from(&acceptor.listener);
        socket.set_write_timeout(short).unwrap();
        let rests = Rests::new();
        let mut client = ask(address, "GET / HTTP/1.0\r\n\r\n");
        let request = next(&mut acceptor);
        let bytes = vec![b'x'; 16 * 1024 * 1024];
        let length = bytes.len();
        // This returns once the client has taken nothing for a while.
        rests.send(request, b"", Answer::new(200, "", Arc::new(bytes)));
        let mut taken = Vec::new();
        client.read_to_end(&mut taken).unwrap();
        assert_eq!(taken.len(), length);
    }
}
