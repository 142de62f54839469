//! The time from a completion request until its answer, directly after an edit, for plans of 12, 120 and 1,200 weeks, and
//! for the plan in the folder `PREPBOOK_SAMPLE` (with `12-week-plan.md`): median and worst of 50 edits. The goals are
//! medians of 20 ms for 12 weeks and for the sample, and 50 ms for 120 weeks.
//!
//! `cargo bench --bench completion` starts `prepbook lsp` and writes a link in a middle week, anew for each
//! edit.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads, measures and prints"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

#[path = "support/times.rs"]
mod times;

use times::Outcome;

const EDITS: usize = 50;

fn main() -> Outcome<()> {
    times::table(measure)
}

/// The times of the answers while a link is typed below the heading of a week.
fn measure(plan: &str, week: usize) -> Outcome<Vec<Duration>> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("plan.md");
    let uri = format!("file://{}", place.display());
    let mut server = Server::start()?;
    server.request("initialize", &json!({"capabilities": {}}))?;
    let document = json!({"uri": uri, "languageId": "markdown", "version": 0, "text": plan});
    server.notify("textDocument/didOpen", &json!({"textDocument": document}))?;
    let heading = format!("Week {week}:");
    let at = plan.find(&heading).ok_or("the plan has no such week")?;
    let line = plan[..at].matches('\n').count() + 1;
    let mut written = 0;
    let mut times = Vec::new();
    for edit in 0..EDITS {
        // The link of the edit before is replaced, which is in a line of its own from the second edit on.
        let typed = format!("[a link {edit}](#week");
        let start = json!({"line": line, "character": 0});
        let end = json!({"line": line, "character": written});
        let ending = if edit == 0 { "\n" } else { "" };
        let change =
            json!({"range": {"start": start, "end": end}, "text": format!("{typed}{ending}")});
        written = typed.len();
        let changed = json!({
            "textDocument": {"uri": uri, "version": edit + 1},
            "contentChanges": [change],
        });
        let place = json!({
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": written},
        });
        let started = Instant::now();
        server.notify("textDocument/didChange", &changed)?;
        let answer = server.request("textDocument/completion", &place)?;
        times.push(started.elapsed());
        server.published(edit + 1)?;
        let offered = answer["result"].as_array().map_or(0, Vec::len);
        if offered <= week {
            return Err(format!("the weeks are not offered: {answer}").into());
        }
    }
    Ok(times)
}

/// A language server.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: i32,
    /// The last version of the text with diagnostics.
    published: Option<usize>,
}

impl Server {
    fn start() -> Outcome<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        Ok(Self {
            input: process.stdin.take().ok_or("nothing is read")?,
            output: BufReader::new(process.stdout.take().ok_or("nothing is printed")?),
            process,
            requests: 0,
            published: None,
        })
    }

    fn send(&mut self, message: &Value) -> Outcome<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        self.input.flush()?;
        Ok(())
    }

    fn notify(&mut self, method: &str, params: &Value) -> Outcome<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn request(&mut self, method: &str, params: &Value) -> Outcome<Value> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        loop {
            let message = self.read()?;
            if message["id"] == id {
                return Ok(message);
            }
        }
    }

    /// Waits for the diagnostics of a version of the text, which come between the keys that a person types.
    fn published(&mut self, version: usize) -> Outcome<()> {
        while self.published < Some(version) {
            self.read()?;
        }
        Ok(())
    }

    /// The next message.
    fn read(&mut self) -> Outcome<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line)? == 0 {
                return Err("the server ended".into());
            }
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(written) => length = written.parse()?,
                None if line == "\r\n" => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body)?;
        let message: Value = serde_json::from_slice(&body)?;
        if let Some(version) = message["params"]["version"].as_u64() {
            self.published = Some(usize::try_from(version)?);
        }
        Ok(message)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
