//! Processes that run one command after another: half the time of a small command is that of a process that starts, and of
//! tables that it reads once. Each of these processes is this program with the test [`runs_commands`].

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::{Value, json};

use super::Ended;

/// The stack of the main thread of a process, in bytes.
const STACK: usize = 8 << 20;

/// After so many commands, a process ends: what they leave in memory is freed.
const COMMANDS: u32 = 25;

/// The variable that a process which runs commands has.
const RUNS_COMMANDS: &str = "PREPBOOK_RUNS_COMMANDS";

/// The start of the line that tells how a command ended.
const ENDED: &str = "ended ";

/// The processes that wait for a command.
static IDLE: Mutex<Vec<Runner>> = Mutex::new(Vec::new());

struct Runner {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    commands: u32,
}

/// Runs a command in a folder.
pub fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let idle = IDLE.lock().unwrap().pop();
    let mut runner = idle.unwrap_or_else(Runner::start);
    let request = json!({"folder": folder, "arguments": arguments, "input": input.len()});
    let ended = runner.ended(&request, input);
    runner.commands += 1;
    if runner.commands < COMMANDS {
        IDLE.lock().unwrap().push(runner);
    } else {
        runner.stop();
    }
    ended
}

impl Runner {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([
                "--exact",
                "runner::system::runs_commands",
                "--ignored",
                "--nocapture",
            ])
            .env(RUNS_COMMANDS, "1")
            // Tests keep the cores busy; the tests' own process and the other commands read and render in parallel.
            .env("RAYON_NUM_THREADS", "1")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        Self {
            requests: process.stdin.take().unwrap(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
            commands: 0,
        }
    }

    fn ended(&mut self, request: &Value, input: &[u8]) -> Ended {
        writeln!(self.requests, "{request}").unwrap();
        self.requests.write_all(input).unwrap();
        let mut line = String::new();
        while !line.starts_with(ENDED) {
            line.clear();
            let read = self.answers.read_line(&mut line).unwrap();
            assert!(read > 0, "the process ended during {request}");
        }
        let [code, out, err] = serde_json::from_str(&line[ENDED.len()..]).unwrap();
        let [out, err] = [out, err].map(|length: usize| {
            let mut bytes = vec![0; length];
            self.answers.read_exact(&mut bytes).unwrap();
            bytes
        });
        (i32::try_from(code).ok(), out, err)
    }

    fn stop(self) {
        let Self {
            mut process,
            requests,
            ..
        } = self;
        drop(requests);
        process.wait().unwrap();
    }
}

#[test]
#[ignore = "this is a process that runs the commands of other tests"]
fn runs_commands() {
    if std::env::var_os(RUNS_COMMANDS).is_none() {
        return;
    }
    let mut requests = BufReader::new(File::from(
        std::io::stdin().as_fd().try_clone_to_owned().unwrap(),
    ));
    let mut answers = File::from(std::io::stdout().as_fd().try_clone_to_owned().unwrap());
    let mut line = String::new();
    while requests.read_line(&mut line).unwrap() > 0 {
        let request: Value = serde_json::from_str(&line).unwrap();
        let length = request["input"].as_u64().unwrap();
        let mut input = tempfile::tempfile().unwrap();
        std::io::copy(&mut (&mut requests).take(length), &mut input).unwrap();
        input.rewind().unwrap();
        let (code, outputs) = streamed(&input, || answer(&request));
        let [out, err] = outputs.map(|mut output| {
            let mut bytes = Vec::new();
            output.rewind().unwrap();
            output.read_to_end(&mut bytes).unwrap();
            bytes
        });
        let about = json!([code, out.len(), err.len()]);
        writeln!(answers, "\n{ENDED}{about}").unwrap();
        answers.write_all(&out).unwrap();
        answers.write_all(&err).unwrap();
        line.clear();
    }
    // Nobody reads what the harness of tests prints at the end.
    #[expect(clippy::exit, reason = "the process has done what it was started for")]
    std::process::exit(0);
}

/// Calls with other standard streams, and returns what was written to them.
fn streamed<T>(input: &File, call: impl FnOnce() -> T) -> (T, [File; 2]) {
    use rustix::stdio::{dup2_stderr, dup2_stdin, dup2_stdout};
    let [out, err] = [(); 2].map(|()| tempfile::tempfile().unwrap());
    let own_err = std::io::stderr().as_fd().try_clone_to_owned().unwrap();
    let own_out = std::io::stdout().as_fd().try_clone_to_owned().unwrap();
    dup2_stdin(input).unwrap();
    dup2_stdout(&out).unwrap();
    dup2_stderr(&err).unwrap();
    let result = call();
    std::io::stdout().flush().unwrap();
    dup2_stdout(&own_out).unwrap();
    dup2_stderr(&own_err).unwrap();
    (result, [out, err])
}

/// Runs a command and returns its exit code: that of a panic, if there is one.
fn answer(request: &Value) -> usize {
    let folder = PathBuf::from(request["folder"].as_str().unwrap());
    let arguments = request["arguments"].as_array().unwrap().iter();
    let arguments = arguments.map(|argument| argument.as_str().unwrap().into());
    let arguments: Vec<_> = std::iter::once("prepbook".into())
        .chain(arguments)
        .collect();
    std::env::set_current_dir(folder).unwrap();
    let command = thread::Builder::new().stack_size(STACK);
    let command = command.spawn(|| prepbook::run(arguments)).unwrap();
    let code = command.join().map_or(101, usize::from);
    std::env::set_current_dir("/").unwrap();
    code
}
