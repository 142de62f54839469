//! The order of a session: it begins with `initialize`, and ends with `shutdown` and `exit`.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Message, Request, ResponseError};
use serde_json::Value;

use super::client::ClientAbilities;
use super::messages::{ClientMessage, Inbox, Outbox, answer, failure};
use super::session::{Session, log};
use crate::source::Selection;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The client shut the server down first.
    Orderly,
    /// The client left without doing so.
    Abrupt,
}

/// What may come next.
enum SessionPhase {
    /// `initialize`.
    Fresh,
    /// Anything else.
    Running(Box<Session>),
    /// `exit`.
    ShutDown,
}

/// Answers the messages of a client until it leaves.
///
/// # Errors
///
/// An error of the output.
pub fn run(
    input: impl Read + Send + 'static,
    output: &mut dyn Write,
    selection: Selection,
) -> io::Result<SessionEnd> {
    let mut inbox = Inbox::of(input);
    let mut outbox = Outbox::of(output);
    let mut phase = SessionPhase::Fresh;
    while let Some(message) = inbox.next() {
        match message {
            ClientMessage::Malformed(why) => outbox.refuse(&why)?,
            ClientMessage::Read(Message::Request(request)) => {
                let id = request.id.clone();
                let result = if inbox.is_cancelled(&id) {
                    Err(failure(ErrorCode::RequestCanceled, "cancelled"))
                } else {
                    respond(&mut phase, request, selection)
                };
                outbox.send(answer(id, result))?;
            }
            ClientMessage::Read(Message::Notification(notification)) => match &mut phase {
                _ if notification.method == "exit" => break,
                SessionPhase::Running(session) => session.note(notification, &mut outbox)?,
                _ => {}
            },
            ClientMessage::Read(Message::Response(_)) => {}
        }
        if let SessionPhase::Running(session) = &mut phase
            && inbox.is_empty()
        {
            publish(session, &mut outbox)?;
        }
    }
    Ok(match phase {
        SessionPhase::ShutDown => SessionEnd::Orderly,
        _ => SessionEnd::Abrupt,
    })
}

/// The answer to a request in this phase.
fn respond(
    phase: &mut SessionPhase,
    request: Request,
    selection: Selection,
) -> Result<Value, ResponseError> {
    match (&mut *phase, request.method.as_str()) {
        (SessionPhase::Fresh, "initialize") => {
            if !request.params["capabilities"].is_object() {
                let message = "invalid parameters: `capabilities` must be an object";
                return Err(failure(ErrorCode::InvalidParams, message));
            }
            let client = ClientAbilities::of(&request.params);
            *phase = SessionPhase::Running(Box::new(Session::new(client, selection)));
            Ok(client.answer())
        }
        (SessionPhase::Fresh, _) => Err(failure(
            ErrorCode::ServerNotInitialized,
            "the first request must be `initialize`",
        )),
        (SessionPhase::ShutDown, _) => Err(failure(
            ErrorCode::InvalidRequest,
            "the server is shut down",
        )),
        (SessionPhase::Running(_), "initialize") => Err(failure(
            ErrorCode::InvalidRequest,
            "`initialize` can be sent only once",
        )),
        (SessionPhase::Running(_), "shutdown") => {
            *phase = SessionPhase::ShutDown;
            Ok(Value::Null)
        }
        (SessionPhase::Running(session), _) => {
            // A text that the program fails on must not end the session.
            let answered = catch_unwind(AssertUnwindSafe(|| session.answer(request)));
            answered.unwrap_or_else(|_| {
                session.forget();
                Err(failure(
                    ErrorCode::InternalError,
                    "the request failed because of a defect of prepbook",
                ))
            })
        }
    }
}

fn publish(session: &mut Session, outbox: &mut Outbox<'_>) -> io::Result<()> {
    let published = catch_unwind(AssertUnwindSafe(|| session.publish(outbox)));
    published.unwrap_or_else(|_| {
        session.forget();
        log(
            "the texts cannot be checked because of a defect of prepbook",
            outbox,
        )
    })
}
