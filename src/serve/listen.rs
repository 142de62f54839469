//! Answers requests from [`super::tiny`] on a few threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::answer::Answer;
use super::request::Request;
use super::streams::Streams;
use super::tiny::{Acceptor, Rests};

/// How many requests are answered at the same time.
const WORKERS: usize = 4;

/// How requests are answered.
pub(super) struct Service<'a> {
    pub(super) answer: &'a (dyn Fn(&Request) -> Answer + Sync),
    pub(super) streams: Streams,
    /// The origins whose pages may embed the answers in a frame.
    pub(super) frames: String,
    pub(super) rests: Rests,
}

impl Service<'_> {
    /// Answers requests until it is stopped.
    pub(super) fn run(&self, acceptor: Acceptor, stopped: &AtomicBool) {
        let acceptor = Mutex::new(acceptor);
        std::thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| self.work(&acceptor, stopped));
            }
        });
    }

    fn work(&self, acceptor: &Mutex<Acceptor>, stopped: &AtomicBool) {
        loop {
            let mut acceptor = acceptor.lock().unwrap_or_else(PoisonError::into_inner);
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            let request = acceptor.next();
            drop(acceptor);
            if let Some(request) = request {
                self.answer(request);
            }
        }
    }

    fn answer(&self, asked: tiny_http::Request) {
        let read = Request::read(&asked);
        let bare = *asked.method() == tiny_http::Method::Head;
        let made = read.and_then(|request| {
            // A panic in one answer must not affect the next.
            catch_unwind(AssertUnwindSafe(|| (self.answer)(&request))).map_err(|_| 500)
        });
        let mut answer = made.unwrap_or_else(Answer::refusal);
        if answer.is_stream() && !self.streams.admit() {
            answer = Answer::later();
        }
        let head = answer.head(&self.frames);
        if answer.is_stream() {
            self.streams.open(asked.into_writer(), head);
        } else {
            let answer = if bare { answer.without_body() } else { answer };
            self.rests.send(asked, &head, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    #[test]
    fn a_panic_in_one_answer_is_reported_and_later_requests_are_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let service = Service {
            answer: &|request| match request.path.as_deref() {
                Some("fault") => std::panic::resume_unwind(Box::new("a fault")),
                _ => Answer::text(200, "fine"),
            },
            streams: crate::serve::streams::streams().0,
            frames: String::new(),
            rests: Rests::new(),
        };
        let acceptor = Acceptor::new(listener).unwrap();
        let stopped = AtomicBool::new(false);
        let status = |path: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "GET /{path} HTTP/1.0\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer[9..12].to_owned()
        };
        std::thread::scope(|scope| {
            scope.spawn(|| service.run(acceptor, &stopped));
            // More panics than there are workers.
            for _ in 0..=WORKERS {
                assert_eq!(status("fault"), "500");
            }
            assert_eq!(status("fine"), "200");
            stopped.store(true, Ordering::Relaxed);
        });
    }
}
