//! How the time of a check grows with the text, for texts of one shape each: doubling an element must take less than
//! 2.3 times as long.
//!
//! `cargo bench --bench shapes` prints one line per shape: CPU seconds at n, 2n and 4n elements, and the two ratios,
//! with a mark if the time grows faster from n to 4n. `cargo bench --bench shapes -- WORD` measures only the shapes
//! with that word in their names. Each text is read, checked and reported in a process of its own, with the library of
//! the command line. Outside of Linux, where the system does not report CPU time in this way, wall time is used.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program of its own, which writes files and prints what it measured"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use prepbook::rooms::report::{self, ColorMode, Detail};

#[path = "support/plans.rs"]
mod plans;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The ratio at which a shape is not linear. Both ratios are compared together, since short times vary.
const LIMIT: f64 = 2.3;

/// How often each size is measured, in turns. The fastest run is used.
const RUNS: usize = 7;

/// The runs of a shape stop after this time.
const LONG: Duration = Duration::from_secs(10);

/// A text that grows.
struct Shape {
    name: &'static str,
    /// How many elements the smallest text has.
    count: usize,
    /// The text with a number of elements.
    text: fn(usize) -> String,
    work: Work,
}

/// The operation to measure.
#[derive(Clone, Copy)]
enum Work {
    Check,
    Build,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["check", plan] => check(plan.as_ref()),
        ["build", plan] => build(plan.as_ref()),
        _ => compare(&arguments),
    }
}

fn compare(arguments: &[String]) -> Outcome<()> {
    let words = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'));
    let words: Vec<&String> = words.collect();
    println!(
        "{:<40} {:>6} {:>8} {:>8} {:>8} {:>6} {:>6}",
        "shape", "n", "n", "2n", "4n", "ratio", "ratio"
    );
    for shape in SHAPES {
        if !words.is_empty() && !words.iter().any(|word| shape.name.contains(word.as_str())) {
            continue;
        }
        let times = measure(shape)?.map(|time| time.as_secs_f64());
        let ratios = [times[1] / times[0], times[2] / times[1]];
        let mark = if times[2] / times[0] < LIMIT * LIMIT {
            ""
        } else {
            "  !"
        };
        println!(
            "{:<40} {:>6} {:>8.3} {:>8.3} {:>8.3} {:>6.2} {:>6.2}{mark}",
            shape.name, shape.count, times[0], times[1], times[2], ratios[0], ratios[1]
        );
    }
    Ok(())
}

/// The CPU time for one, two and four times as many elements.
fn measure(shape: &Shape) -> Outcome<[Duration; 3]> {
    let folder = tempfile::tempdir()?;
    let plans = [1, 2, 4].map(|factor| folder.path().join(format!("plan-{factor}.md")));
    for (plan, factor) in plans.iter().zip([1, 2, 4]) {
        std::fs::write(plan, (shape.text)(shape.count * factor))?;
    }
    let verb = match shape.work {
        Work::Check => "check",
        Work::Build => "build",
    };
    let mut fastest = [Duration::MAX; 3];
    let started = Instant::now();
    for _ in 0..RUNS {
        for (plan, fastest) in plans.iter().zip(&mut fastest) {
            let mut command = Command::new(std::env::current_exe()?);
            // One thread does all the work, so none waits for another.
            command.arg(verb).arg(plan).env("RAYON_NUM_THREADS", "1");
            let nanoseconds = String::from_utf8(command.output()?.stdout)?;
            let time = nanoseconds.trim().parse();
            let time = time.map_err(|_| format!("{} could not be measured", shape.name))?;
            *fastest = Duration::from_nanos(time).min(*fastest);
        }
        if started.elapsed() > LONG {
            break;
        }
    }
    Ok(fastest)
}

/// Reads, checks and reports a text in this process, and prints the nanoseconds that it takes.
fn check(plan: &Path) -> Outcome<()> {
    let started = Instant::now();
    let outlined = prepbook::rooms::pipeline::outline(plan)?;
    let mut reported = String::new();
    let all = &outlined.diagnostics;
    for entry in report::list(all, &outlined.sources, ColorMode::Plain, Detail::Full) {
        reported.push_str(&entry.text);
    }
    print_time(started)
}

/// Builds a text in this process without writing anything, and prints the nanoseconds that it takes.
fn build(plan: &Path) -> Outcome<()> {
    let started = Instant::now();
    let built = prepbook::build(plan)?;
    built.site.ok_or("the plan has errors")?;
    print_time(started)
}

/// Prints the CPU time of all threads of this process in nanoseconds, or else the time since `started`.
fn print_time(started: Instant) -> Outcome<()> {
    let mut nanoseconds: u128 = 0;
    for task in std::fs::read_dir("/proc/self/task").into_iter().flatten() {
        let times = std::fs::read_to_string(task?.path().join("schedstat"))?;
        let running = times.split(' ').next().unwrap_or_default();
        nanoseconds += running.parse::<u128>()?;
    }
    if nanoseconds == 0 {
        nanoseconds = started.elapsed().as_nanos();
    }
    println!("{nanoseconds}");
    Ok(())
}

const fn checked(name: &'static str, count: usize, text: fn(usize) -> String) -> Shape {
    let work = Work::Check;
    Shape {
        name,
        count,
        text,
        work,
    }
}

const fn built(name: &'static str, count: usize, text: fn(usize) -> String) -> Shape {
    let work = Work::Build;
    Shape {
        name,
        count,
        text,
        work,
    }
}

const SHAPES: &[Shape] = &[
    checked("headings of one name", 1_000, |n| {
        each(n, |_| "## Notes\n\nText.\n\n".to_owned())
    }),
    checked("headings with one id", 1_000, |n| {
        each(n, |i| format!("## Notes {i} {{#notes}}\n\nText.\n\n"))
    }),
    checked("weeks of one name", 1_000, |n| {
        each(n, |_| "## Week 1\n\n- [ ] Read\n\n".to_owned())
    }),
    checked("weeks of one title", 1_000, |n| {
        each(n, |i| format!("## Week {i}: Arrays\n\n- [ ] Read\n\n"))
    }),
    checked("days of one name in a week", 1_000, |n| {
        "## Week 1\n\n".to_owned() + &each(n, |_| "### Monday\n\n- [ ] Read\n\n".to_owned())
    }),
    checked("days of a week", 4_000, |n| {
        "## Week 1\n\n".to_owned() + &each(n, |i| format!("### Day {i}\n\n- [ ] Read\n\n"))
    }),
    checked("weeks that leave out a day", 1_000, |n| {
        each(n, |i| weekdays(i, i % 9 == 0))
    }),
    built("weeks with days of one name, built", 100, |n| {
        each(n, |i| weekdays(i, false))
    }),
    built("weeks of a real plan, built", 100, |n| {
        plans::of_weeks(include_str!("../content/12-week-plan.md"), n)
    }),
    checked("tracks", 1_000, |n| {
        front(&format!(
            "tracks:\n{}",
            each(n, |i| format!("  - Track {i}\n"))
        )) + &weekdays(1, false)
    }),
    checked("unknown keys", 4_000, |n| {
        front(&each(n, |i| format!("unknown-{i}: 1\n")))
    }),
    checked("unknown keys of tracks", 1_000, |n| {
        let track = |i| format!("  - name: Track {i}\n    unknown: 1\n");
        front(&format!("tracks:\n{}", each(n, track)))
    }),
    checked("dead anchors", 500, |n| {
        each(n, |i| {
            format!("## Heading {i}\n\n[There](#nothing-{i}x)\n\n")
        })
    }),
    checked("dead links", 4_000, |n| {
        each(n, |i| format!("[There](chapter-{i}.md)\n\n"))
    }),
    checked("dead links in a line", 8_000, |n| {
        each(n, |i| format!("[There](chapter-{i}.md) "))
    }),
    checked("dead links in a line of wide characters", 8_000, |n| {
        each(n, |i| format!("[Überübung](kapitel-{i}.md) "))
    }),
    checked("removed HTML in a line", 8_000, |n| {
        each(n, |_| "<span onclick=\"a\">b</span> ".to_owned())
    }),
    built("quotes and dashes in a line, built", 4_000, |n| {
        "# P\n\n## Week 1\n\n".to_owned()
            + &"? - ".repeat(n)
            + "\n\n"
            + &"'a".repeat(n)
            + "\n\n"
            + &"\"a ".repeat(n)
    }),
    checked("nested emphasis with *", 8_000, |n| {
        "*a ".repeat(n) + &" b*".repeat(n)
    }),
    checked("nested emphasis with _", 8_000, |n| {
        "_a ".repeat(n) + &" b_".repeat(n)
    }),
    checked("nested strong emphasis", 8_000, |n| {
        "**a ".repeat(n) + &" b**".repeat(n)
    }),
    checked("nested <div>", 8_000, |n| {
        "<div>\n".repeat(n) + "Text\n" + &"</div>\n".repeat(n)
    }),
    checked("nested <div> with Markdown", 8_000, |n| {
        "<div>\n\n".repeat(n) + "Text\n\n" + &"</div>\n\n".repeat(n)
    }),
    checked("nested <details>", 8_000, |n| {
        "<details><summary>More</summary>\n\n".repeat(n) + "Text\n\n" + &"</details>\n\n".repeat(n)
    }),
    checked("unclosed <details>", 16_000, |n| {
        each(n, |_| "<details>\n\nText\n\n".to_owned())
    }),
    checked("unclosed <details> in a line", 16_000, |n| {
        each(n, |_| "Text <details> ".to_owned())
    }),
    checked("addresses in a line", 32_000, |n| {
        each(n, |_| "http://a.example ".to_owned())
    }),
    checked("addresses without a scheme in a line", 32_000, |n| {
        each(n, |_| "www.a.example ".to_owned())
    }),
    checked("parentheses after an address", 32_000, |n| {
        format!("http://a.example/{}\n", ")".repeat(n))
    }),
    checked("comments that allow a check", 16_000, |n| {
        let allow = "<!-- prepbook: allow dead-link -->";
        each(n, |_| format!("{allow}\n\n[There](nothing.md)\n\n"))
    }),
    checked("comments that allow a check in a line", 16_000, |n| {
        each(n, |_| "Text <!-- prepbook: allow dead-link --> ".to_owned())
    }),
];

/// `n` parts, numbered from 1.
fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (1..=n).map(part).collect()
}

/// A week with a day for each weekday, or without its Wednesday.
fn weekdays(number: usize, without_wednesday: bool) -> String {
    let mut week = format!("## Week {number}\n\n");
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] {
        if day != "Wednesday" || !without_wednesday {
            let _ = write!(week, "### {day}\n\n- [ ] Read\n\n");
        }
    }
    week
}

/// Front matter.
fn front(lines: &str) -> String {
    format!("---\n{lines}---\n\n# Plan\n\n")
}
