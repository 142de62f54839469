//! A handbook in a folder of its own, the commands run on it, and ways to inspect its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use assert_cmd::Command;
use prepbook::Severity;
use prepbook::rooms::course::Course;
use prepbook::rooms::pipeline::{self, Outlined, Templates};
use prepbook::rooms::plan::{Handbook, Layout};
use prepbook::rooms::reading::HandbookContext;
use prepbook::rooms::report::{self, ColorMode, Detail};
use prepbook::rooms::site::Site;
use prepbook::rooms::source::{Input, Sources};
use prepbook::rooms::theme::Theme;
use prepbook::rooms::units::RawHtml;
use tempfile::TempDir;

use crate::runner;

/// A folder with the files of a handbook.
pub struct Book {
    folder: TempDir,
}

/// A handbook with one plan at `content/plan.md`.
pub fn plan(text: &str) -> Book {
    book().file("content/plan.md", text)
}

/// A handbook without files.
pub fn book() -> Book {
    Book {
        folder: in_memory().unwrap_or_else(|| TempDir::new().unwrap()),
    }
}

/// The free memory, in bytes, that folders of tests may take.
#[cfg(target_os = "linux")]
const FREE: u64 = 1 << 30;

/// A folder in memory, unless `TMPDIR` says where folders are or memory is short: ext4 searches long for the place of a
/// new file if others were deleted just before.
#[cfg(target_os = "linux")]
fn in_memory() -> Option<TempDir> {
    let memory = "/dev/shm";
    let space = rustix::fs::statvfs(memory).ok()?;
    let is_free = space.f_bavail.saturating_mul(space.f_frsize) >= FREE;
    let is_wanted = is_free && std::env::var_os("TMPDIR").is_none();
    is_wanted.then(|| TempDir::new_in(memory).ok())?
}

#[cfg(not(target_os = "linux"))]
fn in_memory() -> Option<TempDir> {
    None
}

impl Book {
    /// Adds or replaces a file.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(path, text);
        self
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the command in the folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.piped(arguments, b"")
    }

    /// Runs the command in the folder with a text as standard input.
    pub fn piped(&self, arguments: &[&str], input: &[u8]) -> Run {
        Run::of(runner::run(self.folder.path(), arguments, input))
    }

    /// Builds it, which must succeed, and reads the output.
    pub fn built(&self) -> Pages {
        let run = self.run(&["build"]);
        assert_eq!(run.code, Some(0), "{}{}", run.out, run.err);
        Pages::read(&self.path("output"))
    }

    /// Builds it, which must succeed, in memory: without a process, a lock and an output folder.
    pub fn rendered(&self) -> Pages {
        let built = prepbook::build(self.folder.path()).unwrap();
        Pages::of(&built)
    }

    /// Builds it in memory: its problems as `build` reports them, and its pages, of which there are none if it has errors.
    pub fn tried(&self) -> (Run, Pages) {
        let (outlined, site) = pipeline::build(self.folder.path()).unwrap();
        let problems = outlined.diagnostics.iter();
        let shown = problems.filter(|problem| problem.severity <= Severity::Warning);
        let listed = report::list(shown, &outlined.sources, ColorMode::Plain, Detail::Grouped);
        let run = Run {
            code: Some(outlined.is_broken().into()),
            out: String::new(),
            err: listed.into_iter().map(|entry| entry.text + "\n").collect(),
        };
        let site = site.unwrap_or_default();
        (run, Pages::of_site(&site))
    }
}

/// Our own handbook.
pub static OWN: LazyLock<prepbook::Build> =
    LazyLock::new(|| prepbook::build(env!("CARGO_MANIFEST_DIR")).unwrap());

/// The default theme's templates, read once for all tests.
static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| {
    let theme = Theme::load("default", Path::new("")).unwrap();
    Templates::of(theme).unwrap()
});

/// The handbook at a place, and the files that a build with the default theme writes. There are none if it has errors.
pub fn site<'a>(place: impl Into<Input<'a>>) -> (Outlined, Option<Site>) {
    let outlined = pipeline::outline(place).unwrap();
    if outlined.is_broken() {
        return (outlined, None);
    }
    let files = Mutex::new(Site::default());
    let rendered = outlined.render(TEMPLATES.clone(), &files, &|_, _| ());
    rendered.unwrap();
    (outlined, files.into_inner().ok())
}

/// The handbook at a place, read without its configuration.
pub fn read(place: &Path) -> Handbook {
    let mut diagnostics = Vec::new();
    let sources = Sources::read(place, &mut diagnostics).unwrap();
    let documents =
        prepbook::rooms::document::parse(&sources, RawHtml::Sanitized, None, &mut diagnostics);
    let given = HandbookContext {
        title: None,
        language: None,
        plans: &[],
        configuration: None,
        nav: &[],
        left_out: &|_| None,
        redirects: &[],
        is_unlisted: &|_| false,
        layout: Layout::Handbook,
        course: &Course::default(),
        cohorts: &[],
        has_asset: &|_| false,
        picture_size: &|_| None,
        remote: &[],
    };
    prepbook::rooms::reading::read(documents, &given, None, &mut diagnostics)
}

/// The command under test, without the colors of the terminal that runs the tests.
pub fn command() -> Command {
    let mut command = Command::cargo_bin("prepbook").unwrap();
    command.env_remove("CLICOLOR_FORCE");
    command
}

/// How a command ended.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of((code, out, err): runner::Ended) -> Self {
        Self {
            code,
            out: String::from_utf8(out).unwrap(),
            err: String::from_utf8(err).unwrap(),
        }
    }

    /// Asserts an exit code, and words in the error output.
    pub fn reports(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }
}

/// The files of an output folder.
pub struct Pages {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Pages {
    /// The files of a build, which must have succeeded.
    pub fn of(built: &prepbook::Build) -> Self {
        let site = built.site.as_ref();
        Self::of_site(site.unwrap_or_else(|| panic!("{:?}", built.problems)))
    }

    fn of_site(site: &Site) -> Self {
        let files = site.iter();
        let files = files.map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
        Self {
            files: files.collect(),
        }
    }

    pub fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let name = path
                        .strip_prefix(folder)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .replace('\\', "/");
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        Self { files }
    }

    /// The text of a file, which must exist.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| {
            panic!(
                "no {path} among {:?}",
                self.files.keys().collect::<Vec<_>>()
            )
        });
        std::str::from_utf8(bytes).unwrap()
    }

    /// The content of `<main>` on a page.
    pub fn main(&self, path: &str) -> &str {
        let page = self.text(path);
        let start = page.find("<main").unwrap();
        &page[start..page.find("</main>").unwrap()]
    }

    /// The paths of the pages that begin with `prefix`.
    pub fn pages(&self, prefix: &str) -> Vec<&str> {
        let all = self.files.keys().map(String::as_str);
        all.filter(|path| path.starts_with(prefix) && path.ends_with(".html"))
            .collect()
    }
}

/// The ids of the plan's own tasks on a page, in their order.
pub fn tasks(html: &str) -> Vec<&str> {
    boxes(html)
        .into_iter()
        .filter(|(_, template)| !template)
        .map(|(id, _)| id)
        .collect()
}

/// The ids of the tasks in text for readers to copy.
pub fn template_tasks(html: &str) -> BTreeSet<&str> {
    boxes(html)
        .into_iter()
        .filter(|(_, template)| *template)
        .map(|(id, _)| id)
        .collect()
}

fn boxes(html: &str) -> Vec<(&str, bool)> {
    html.match_indices("data-task=\"")
        .map(|(at, mark)| {
            let rest = &html[at + mark.len()..];
            let id = &rest[..rest.find('"').unwrap()];
            let tag = &rest[..rest.find('>').unwrap()];
            (id, tag.contains("data-template"))
        })
        .collect()
}

/// How often `needle` occurs in a text.
pub fn count(text: &str, needle: &str) -> usize {
    text.matches(needle).count()
}

/// The words of a page, without tags.
pub fn words(html: &str) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                words.push(' ');
            }
            other if !in_tag => words.push(other),
            _ => {}
        }
    }
    let words = words
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    words
        .replace('\u{a0}', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" :", ":")
}
