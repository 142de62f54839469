//! The messages of a client. A thread reads them, so all that have arrived are known before one is answered.

use std::collections::VecDeque;
use std::io::{self, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, channel};

use lsp_server::{ErrorCode, Message, RequestId, Response, ResponseError};
use serde_json::{Value, json};

/// A message of the client.
pub(super) enum ClientMessage {
    /// One of the protocol.
    Read(Message),
    /// One that cannot be read, with the reason.
    Malformed(String),
}

/// The messages of the client that are not answered yet.
pub(super) struct Inbox {
    arriving: Receiver<ClientMessage>,
    waiting: VecDeque<ClientMessage>,
}

impl Inbox {
    /// Reads messages until the input ends.
    pub(super) fn of(input: impl Read + Send + 'static) -> Self {
        let (sender, arriving) = channel();
        std::thread::spawn(move || {
            let mut input = BufReader::new(input);
            loop {
                let message = match Message::read(&mut input) {
                    Ok(Some(message)) => ClientMessage::Read(message),
                    // At least a line was read, so this ends.
                    Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                        ClientMessage::Malformed(error.to_string())
                    }
                    Ok(None) | Err(_) => return,
                };
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            arriving,
            waiting: VecDeque::new(),
        }
    }

    /// The next message, once it arrives; `None` at the end of the input.
    pub(super) fn next(&mut self) -> Option<ClientMessage> {
        self.collect();
        let first = self.waiting.pop_front();
        first.or_else(|| self.arriving.recv().ok())
    }

    /// Whether all messages that have arrived are answered.
    pub(super) fn is_empty(&mut self) -> bool {
        self.collect();
        self.waiting.is_empty()
    }

    /// Whether the client no longer waits for the answer to a request.
    pub(super) fn is_cancelled(&self, request: &RequestId) -> bool {
        let id = json!(request);
        self.waiting.iter().any(|message| match message {
            ClientMessage::Read(Message::Notification(cancel)) => {
                cancel.method == "$/cancelRequest" && cancel.params.get("id") == Some(&id)
            }
            _ => false,
        })
    }

    fn collect(&mut self) {
        self.waiting.extend(self.arriving.try_iter());
    }
}

/// The messages to the client.
pub(super) struct Outbox<'o> {
    output: &'o mut dyn Write,
}

impl<'o> Outbox<'o> {
    /// Writes messages to an output.
    pub(super) fn of(output: &'o mut dyn Write) -> Self {
        Self { output }
    }

    /// Sends a message.
    pub(super) fn send(&mut self, message: impl Into<Message>) -> io::Result<()> {
        message.into().write(&mut self.output)
    }

    /// Answers a message that cannot be read, whose id is not known.
    pub(super) fn refuse(&mut self, why: &str) -> io::Result<()> {
        let error = json!({"code": ErrorCode::ParseError as i32, "message": why});
        let answer = json!({"jsonrpc": "2.0", "id": null, "error": error}).to_string();
        write!(
            self.output,
            "Content-Length: {}\r\n\r\n{answer}",
            answer.len()
        )?;
        self.output.flush()
    }
}

/// An error as the answer to a request.
pub(super) fn failure(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError {
        code: code as i32,
        message: message.into(),
        data: None,
    }
}

/// The answer to a request.
pub(super) fn answer(id: RequestId, result: Result<Value, ResponseError>) -> Response {
    Response {
        id,
        response_result: result,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::mpsc::channel;

    use lsp_server::{Message, Notification, Request, RequestId};
    use serde_json::{Value, json};

    use super::{ClientMessage, Inbox};

    #[test]
    fn a_request_is_cancelled_if_the_client_says_so_before_it_is_answered() {
        let (sender, arriving) = channel();
        let request =
            |id: RequestId| Request::new(id, "textDocument/hover".to_owned(), Value::Null);
        let cancel = |id: Value| Notification::new("$/cancelRequest".to_owned(), json!({"id": id}));
        let messages: [Message; 5] = [
            request(1.into()).into(),
            request("a".to_owned().into()).into(),
            request(2.into()).into(),
            cancel(json!("a")).into(),
            cancel(json!(1)).into(),
        ];
        for message in messages {
            assert!(sender.send(ClientMessage::Read(message)).is_ok());
        }
        drop(sender);
        let waiting = VecDeque::new();
        let mut inbox = Inbox { arriving, waiting };
        for (id, expected) in [
            (RequestId::from(1), true),
            ("a".to_owned().into(), true),
            (2.into(), false),
        ] {
            assert!(!inbox.is_empty());
            assert!(inbox.next().is_some());
            assert_eq!(inbox.is_cancelled(&id), expected, "{id}");
        }
        assert!(inbox.next().is_some() && inbox.next().is_some());
        assert!(inbox.is_empty() && inbox.next().is_none());
    }
}
