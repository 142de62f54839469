//! How long a cold build takes, against a floor: a program that only reads the same Markdown, renders it with
//! pulldown-cmark, wraps it in a constant layout and writes as many files of the same sizes on all cores.
//!
//! `cargo bench --bench build` prints one line each for plans of 12, 120 and 1,200 weeks without tracks, for one with
//! three tracks, and for the plan in the folder `PREPBOOK_SAMPLE` (with `12-week-plan.md`). The files are written to
//! `TMPDIR`; on a file system in memory the disk does not matter. If `PREPBOOK_BEFORE` is the path of another prepbook
//! binary, its builds are timed in turn with the others. Programs are timed from start to exit, in turns; the ratio is
//! that of the medians. Memory is the peak of the process, as a multiple of the bytes written.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a program of its own, which writes files and prints what it measured"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

#[path = "support/plans.rs"]
mod plans;
#[path = "support/tracks.rs"]
mod tracks;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["floor", plan, sizes, output] => floor(plan.as_ref(), sizes.as_ref(), output.as_ref()),
        ["memory", plan, output] => memory(plan.as_ref(), output.as_ref()),
        _ => compare(),
    }
}

/// The measurements of one plan.
struct Measured {
    build: Duration,
    floor: Duration,
    before: Option<Duration>,
    files: usize,
    bytes: u64,
    /// The peak memory of the process, if the system reports it.
    memory: Option<u64>,
}

fn compare() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = std::fs::read_to_string(root.join("content/12-week-plan.md"))?;
    println!(
        "{:<14} {:>7} {:>8} {:>9} {:>9} {:>6} {:>10} {:>7} {:>6}",
        "plan", "files", "MB", "build ms", "floor ms", "ratio", "before ms", "ratio", "peak"
    );
    let single = tracks::without_tracks(&own);
    let mut plans: Vec<(String, usize, String)> = [12, 120, 1200]
        .map(|weeks| {
            let plan = plans::of_weeks(&single, weeks);
            (format!("{weeks} weeks"), weeks, plan)
        })
        .into();
    plans.push(("three tracks".to_owned(), 12, own));
    if let Ok(folder) = std::env::var("PREPBOOK_SAMPLE") {
        let sample = std::fs::read_to_string(Path::new(&folder).join("12-week-plan.md"))?;
        plans.push(("sample".to_owned(), 12, sample));
    }
    for (name, weeks, plan) in plans {
        let runs = if weeks > 120 { 7 } else { 21 };
        let measured = measure(&plan, runs)?;
        let build = milliseconds(measured.build);
        let floor = milliseconds(measured.floor);
        let before = measured.before.map(milliseconds);
        let output = |number: Option<f64>, digits: usize| {
            number.map_or("-".to_owned(), |number| format!("{number:.digits$}"))
        };
        let memory = measured
            .memory
            .map(|memory| memory as f64 / measured.bytes as f64);
        println!(
            "{name:<14} {:>7} {:>8.1} {build:>9.1} {floor:>9.1} {:>6.2} {:>10} {:>7} {:>6}",
            measured.files,
            measured.bytes as f64 / 1e6,
            build / floor,
            output(before, 1),
            output(before.map(|before| build / before), 2),
            output(memory, 2),
        );
    }
    Ok(())
}

fn measure(plan: &str, runs: usize) -> Outcome<Measured> {
    let folder = tempfile::tempdir()?;
    let place = folder.path().join("plan.md");
    std::fs::write(&place, plan)?;
    let output = folder.path().join("output");
    let sizes = folder.path().join("sizes");
    let build = |program: &Path| {
        let mut command = Command::new(program);
        command
            .args(["build", "--quiet"])
            .arg(&place)
            .arg("-o")
            .arg(&output)
            .stderr(Stdio::null());
        command
    };
    let program = Path::new(env!("CARGO_BIN_EXE_prepbook"));
    let before = std::env::var_os("PREPBOOK_BEFORE").map(PathBuf::from);
    run(build(program), &output)?;
    let files = list(&output)?;
    let lines = files
        .iter()
        .map(|(path, size)| format!("{size} {}", path.display()));
    std::fs::write(&sizes, lines.collect::<Vec<_>>().join("\n"))?;
    let own = std::env::current_exe()?;
    let (mut builds, mut floors, mut befores) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        std::fs::remove_dir_all(&output)?;
        builds.push(run(build(program), &output)?);
        std::fs::remove_dir_all(&output)?;
        let mut floor = Command::new(&own);
        floor.arg("floor").args([&place, &sizes, &output]);
        floors.push(run(floor, &output)?);
        if let Some(before) = &before {
            std::fs::remove_dir_all(&output)?;
            befores.push(run(build(before), &output)?);
        }
    }
    std::fs::remove_dir_all(&output)?;
    let output = Command::new(&own)
        .arg("memory")
        .args([&place, &output])
        .output()?;
    Ok(Measured {
        build: median(builds),
        floor: median(floors),
        before: before.map(|_| median(befores)),
        files: files.len(),
        bytes: files.iter().map(|(_, size)| size).sum(),
        memory: String::from_utf8(output.stdout)?.trim().parse().ok(),
    })
}

/// Runs a command that must create `output`.
fn run(mut command: Command, output: &Path) -> Outcome<Duration> {
    let started = Instant::now();
    let status = command.status()?;
    let time = started.elapsed();
    if !status.success() || !output.is_dir() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(time)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The files below a folder, with their sizes in bytes.
fn list(folder: &Path) -> Outcome<Vec<(PathBuf, u64)>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push((
                entry.path().strip_prefix(folder)?.to_owned(),
                entry.metadata()?.len(),
            ));
        }
    }
    Ok(files)
}

/// The floor.
fn floor(plan: &Path, sizes: &Path, output: &Path) -> Outcome<()> {
    let markdown = std::fs::read_to_string(plan)?;
    let mut html = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::all()),
    );
    let sizes = std::fs::read_to_string(sizes)?;
    let files: Vec<(usize, PathBuf)> = sizes
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(size, path)| Ok((size.parse()?, output.join(path))))
        .collect::<Outcome<_>>()?;
    let folders: std::collections::BTreeSet<&Path> =
        files.iter().filter_map(|(_, path)| path.parent()).collect();
    for folder in folders {
        std::fs::create_dir_all(folder)?;
    }
    let head = b"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page</title></head><body>";
    files
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .try_for_each(|(index, (size, path))| {
            let mut page = Vec::with_capacity(*size + html.len().min(*size));
            page.extend_from_slice(head);
            let mut from = index * 4096 % html.len();
            while page.len() < *size {
                let until = (from + *size - page.len()).min(html.len());
                page.extend_from_slice(&html.as_bytes()[from..until]);
                from = 0;
            }
            page.truncate(*size);
            std::fs::write(path, page)
        })?;
    Ok(())
}

/// Builds in this process and prints its peak memory in bytes, if the system reports it.
fn memory(plan: &Path, output: &Path) -> Outcome<()> {
    let (outlined, templates) = prepbook::rooms::pipeline::outline_with_templates(plan, &|_| ())?;
    let staging =
        prepbook::rooms::site::Staging::new(output, outlined.sources.protected(), &|| ())?;
    outlined.render(templates?, &staging, &|_, _| {})?;
    staging.finish()?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let output = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    if let Some(kilobytes) = output.and_then(|output| output.trim().strip_suffix(" kB")) {
        println!("{}", kilobytes.trim().parse::<u64>()? * 1024);
    }
    Ok(())
}
