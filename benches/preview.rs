//! The time from a save until the new bytes are served, for plans of 12, 120 and 1,200 weeks, and for the plan in the
//! folder `PREPBOOK_SAMPLE` (with `12-week-plan.md`): median and worst of 50 edits.
//!
//! `cargo bench --bench preview` starts `prepbook serve`, changes a word in a middle week, as an editor does that
//! writes in place, and requests the week's page every two milliseconds until the word appears. The time starts before
//! the write.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads, writes, measures and prints"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "support/times.rs"]
mod times;

use times::Outcome;

const EDITS: usize = 50;
const POLL: Duration = Duration::from_millis(2);
const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> Outcome<()> {
    times::table(measure)
}

fn measure(plan: &str, week: usize) -> Outcome<Vec<Duration>> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("plan.md");
    std::fs::write(&place, plan)?;
    let preview = Preview::start(&place)?;
    let heading = format!("Week {week}:");
    let at = plan.find(&heading).ok_or("the plan has no such week")? + heading.len();
    let page = preview.page_of(week)?;
    (0..EDITS)
        .map(|edit| {
            let word = format!("edit{edit}x");
            let text = format!("{} {word}{}", &plan[..at], &plan[at..]);
            let started = Instant::now();
            std::fs::write(&place, text)?;
            loop {
                if preview.get(&page)?.contains(&word) {
                    return Ok(started.elapsed());
                }
                if started.elapsed() > PATIENCE {
                    return Err("the edit was not served".into());
                }
                std::thread::sleep(POLL);
            }
        })
        .collect()
}

/// A preview and its address.
struct Preview {
    process: Child,
    host: String,
}

impl Preview {
    fn start(place: &Path) -> Outcome<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(["serve", "--port", "0"])
            .arg(place)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut output = BufReader::new(process.stdout.take().ok_or("nothing is printed")?);
        let mut address = String::new();
        output.read_line(&mut address)?;
        // Later output must not block the preview.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let host = address
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        Ok(Self {
            process,
            host: host.to_owned(),
        })
    }

    /// The page of a week in the first edition, as linked from the cover.
    fn page_of(&self, week: usize) -> Outcome<String> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let cover = self.get("/")?;
            let links = cover
                .split("href=\"")
                .filter_map(|rest| rest.split('"').next());
            let plan = links
                .into_iter()
                .find(|link| link.ends_with("/index.html") && link.starts_with("plan/"));
            if let Some(plan) = plan {
                let folder = plan.trim_end_matches("index.html");
                return Ok(format!("/{folder}week-{week}.html"));
            }
            std::thread::sleep(POLL);
        }
        Err("the cover leads to no plan".into())
    }

    fn get(&self, path: &str) -> Outcome<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        // The preview closes the connection of an old client itself.
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (_, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        Ok(body.to_owned())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
