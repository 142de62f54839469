//! A preview for authors: serves the files of a build from memory and rebuilds them on every save. The entries are
//! [`listen`](fn@listen) and [`serve`].
//!
//! 1. [`tiny`] takes requests from `tiny_http`, and [`mod@listen`] answers them on a few threads; [`request`] parses a
//!    request, [`host`] checks its host, [`reply`] finds the file, and [`answer`] formats the answer. [`streams`] holds
//!    the event streams.
//! 2. [`watch`] waits until a burst of changes has [settled](settling); [`follow`] reads and builds the handbook, whose
//!    files are listed by [`parts`], and reports each [`event`](mod@event).
//! 3. [`handbook`] renders the files of one build on request, [`served`] adds the live script to its pages, and
//!    [`published`] is the single value that requests are answered from.
//! 4. In the browser, `live.js` receives changes and `patch.js` applies them to the page; [`editor`] links back to the
//!    text.

mod answer;
mod editor;
mod event;
mod follow;
mod handbook;
mod host;
mod listen;
mod parts;
mod percent;
mod published;
mod reply;
mod request;
mod served;
mod settling;
mod streams;
mod tiny;
mod watch;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::source::Input;

pub use editor::Editor;
pub use event::Event;

/// The first port to try if none is given.
const FIRST_PORT: u16 = 4600;
/// How many ports are tried.
const PORTS: u16 = 100;

/// A listening socket.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    host: String,
}

impl Listening {
    /// The address to open in a browser.
    pub fn url(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://localhost:{port}/"),
            _ if self.host.contains(':') => format!("http://[{}]:{port}/", self.host),
            _ => format!("http://{}:{port}/", self.host),
        }
    }

    /// Whether only programs on this machine can connect.
    pub fn is_local(&self) -> bool {
        self.address.ip().is_loopback()
    }
}

/// Listens at a host. Without a port, the first free one is used.
///
/// # Errors
///
/// [`Error::Listen`] if the port is in use or the host does not belong to this machine.
pub fn listen(host: &str, port: Option<u16>) -> Result<Listening, Error> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let refused = |port: u16, source| Error::Listen {
        address: format!("{host}:{port}"),
        source,
    };
    let bind = |port: u16| {
        let addresses = (host, port).to_socket_addrs()?.collect::<Vec<_>>();
        let listener = TcpListener::bind(&addresses[..])?;
        Ok(Listening {
            address: listener.local_addr()?,
            listener,
            host: host.to_owned(),
        })
    };
    if let Some(port) = port {
        return bind(port).map_err(|source| refused(port, source));
    }
    let mut ports = FIRST_PORT..FIRST_PORT + PORTS;
    loop {
        let port = ports.next().unwrap_or(0);
        match bind(port) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => {}
            other => return other.map_err(|source| refused(port, source)),
        }
    }
}

/// The options of a preview.
#[derive(Clone, Copy, Debug)]
pub struct Preview<'a> {
    /// A plan, or a folder of documents.
    pub place: Input<'a>,
    /// Whether files are polled rather than watched by the system.
    pub polls: bool,
    /// The editor that opens the source of a page.
    pub editor: Option<&'a Editor>,
    /// Further hosts that requests may name: those of proxies.
    pub hosts: &'a [String],
    /// The origins whose pages may embed the preview in a frame.
    pub frames: &'a [String],
}

/// Serves a preview and watches the author's files until it is ended from outside. `report` is called from several
/// threads.
///
/// # Errors
///
/// [`Error`] if the handbook cannot be read at the start.
pub fn serve(
    listening: Listening,
    preview: Preview<'_>,
    report: &(dyn Fn(Event<'_>) + Sync),
) -> Result<(), Error> {
    let hosts = host::Hosts::new(&listening.host, preview.hosts, listening.address);
    // On other machines the author's files cannot be opened, and their paths should stay private.
    let editor = preview.editor.filter(|_| listening.is_local()).cloned();
    let state = published::PreviewState::new(editor);
    let acceptor = tiny::Acceptor::new(listening.listener).map_err(|source| Error::Listen {
        address: listening.address.to_string(),
        source,
    })?;
    let answer = |request: &request::Request| {
        let host = request.host.as_deref();
        if hosts.allow(host) {
            return reply::reply(request, &state);
        }
        let host = host.unwrap_or_default();
        if hosts.is_news(host) {
            report(Event::Refused(host));
        }
        reply::refused(host)
    };
    let (streams, writer) = streams::streams();
    let follower = follow::Follower {
        place: preview.place,
        polls: preview.polls,
        state: &state,
        streams: streams.clone(),
        report,
    };
    let service = listen::Service {
        answer: &answer,
        streams,
        frames: [&["'self'".to_owned()], preview.frames].concat().join(" "),
        rests: tiny::Rests::new(),
    };
    let stopped = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| writer(&|| state.first_event()));
        let stop = Stop(&stopped);
        // The follower owns the sending end of the streams, so their thread ends with it.
        let following = scope.spawn(move || {
            let _stop = stop;
            follower.run()
        });
        service.run(acceptor, &stopped);
        drop(service);
        following.join().unwrap_or(Ok(()))
    })
}

/// Stops the service when the follower ends for any reason, since nothing would be rebuilt.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
