//! A client of the language server: it starts `prepbook lsp` in the folder of a handbook and speaks its protocol.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Book;

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

pub struct Client {
    process: Child,
    input: Option<ChildStdin>,
    arriving: Receiver<Value>,
    folder: String,
    requests: i32,
    versions: BTreeMap<String, i32>,
    /// Everything that the server sent besides answers and diagnostics.
    pub others: Vec<Value>,
    /// The diagnostics that the client shows, by the addresses of the files, each with the version of the text.
    pub shown: BTreeMap<String, (Option<i64>, Vec<Value>)>,
}

/// The address of a file, with the encoding that editors use.
pub fn uri(path: &Path) -> String {
    format!("file://{}", encoded(path.to_str().unwrap()))
}

/// A path as it is written in an address.
pub fn encoded(path: &str) -> String {
    let encoded = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// A message with its header.
pub fn framed(message: &Value) -> String {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len())
}

impl Client {
    /// Starts a server that counts columns in UTF-16, for a client that shows related places.
    pub fn start(book: &Book) -> Self {
        let mut client = Self::launch(book, &[]);
        client.initialize(&json!({
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            },
        }));
        client
    }

    /// Starts a server without a first request.
    pub fn launch(book: &Book, options: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .arg("lsp")
            .args(options)
            .current_dir(book.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let (sender, arriving) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: process.stdin.take(),
            process,
            arriving,
            folder: book.path("").to_str().unwrap().to_owned(),
            requests: 0,
            versions: BTreeMap::new(),
            others: Vec::new(),
            shown: BTreeMap::new(),
        }
    }

    pub fn initialize(&mut self, capabilities: &Value) -> Value {
        let folder = uri(Path::new(&self.folder));
        let answer = self.request(
            "initialize",
            &json!({"processId": null, "rootUri": folder, "capabilities": capabilities}),
        );
        self.notify("initialized", &json!({}));
        answer["result"].clone()
    }

    /// The address of a file of the handbook.
    pub fn uri(&self, path: &str) -> String {
        uri(&Path::new(&self.folder).join(path))
    }

    /// Writes bytes, as they are.
    pub fn write(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(text.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.write(&framed(
            &json!({"jsonrpc": "2.0", "method": method, "params": params}),
        ));
    }

    /// The whole answer to a request.
    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        let request = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        self.write(&framed(&request));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.take(message);
        }
    }

    /// The result of a request, which must not fail.
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The next message of the server.
    pub fn next(&mut self) -> Value {
        let message = self.arriving.recv_timeout(PATIENCE);
        message.expect("the server neither answered nor ended")
    }

    fn take(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().unwrap().to_owned();
            let problems = params["diagnostics"].as_array().unwrap().clone();
            self.shown
                .insert(uri, (params["version"].as_i64(), problems));
        } else {
            self.others.push(message);
        }
    }

    pub fn open(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.versions.insert(uri.clone(), 1);
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document}));
    }

    /// Replaces the whole text.
    pub fn retype(&mut self, path: &str, text: &str) {
        self.edit(path, &json!([{"text": text}]));
    }

    /// Sends changes of a text.
    pub fn edit(&mut self, path: &str, changes: &Value) {
        let message = self.change(path, changes);
        self.write(&message);
    }

    /// The message with changes of a text.
    pub fn change(&mut self, path: &str, changes: &Value) -> String {
        let uri = self.uri(path);
        let version = self.versions.get_mut(&uri).unwrap();
        *version += 1;
        framed(
            &json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                "textDocument": {"uri": uri, "version": *version},
                "contentChanges": changes,
            }}),
        )
    }

    pub fn close(&mut self, path: &str) {
        let uri = self.uri(path);
        self.versions.remove(&uri);
        self.notify(
            "textDocument/didClose",
            &json!({"textDocument": {"uri": uri}}),
        );
    }

    /// The diagnostics of an open text, once they are about its last version.
    pub fn problems(&mut self, path: &str) -> Vec<Value> {
        let uri = self.uri(path);
        let wanted = self.versions.get(&uri).map(|version| i64::from(*version));
        loop {
            if let Some((version, problems)) = self.shown.get(&uri)
                && *version == wanted
            {
                return problems.clone();
            }
            let message = self.next();
            self.take(message);
        }
    }

    /// The codes of these diagnostics.
    pub fn codes(&mut self, path: &str) -> Vec<String> {
        let problems = self.problems(path);
        let codes = problems.iter().map(|problem| problem["code"].as_str());
        codes.map(|code| code.unwrap_or("-").to_owned()).collect()
    }

    /// Shuts the server down and returns its exit code.
    pub fn end(mut self) -> Option<i32> {
        self.ask("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.wait()
    }

    /// Closes the input and returns the exit code.
    pub fn wait(&mut self) -> Option<i32> {
        self.input = None;
        self.process.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The next message; `None` at the end of the output.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(written) = line.strip_prefix("Content-Length: ") {
            length = written.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
