//! The headlines of an Org file as a tree, with the lines below each.

use crate::import::problem::ImportReport;

/// A headline, and what is below it. The lines in front of the first headline are those of one without words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OrgHeadline {
    pub(super) level: usize,
    /// Whether it is done; `None` without a keyword.
    pub(super) state: Option<bool>,
    pub(super) priority: Option<char>,
    pub(super) words: String,
    pub(super) tags: Vec<String>,
    /// The keys and values of its properties.
    pub(super) properties: Vec<(String, String)>,
    /// The place of each property.
    pub(super) places: Vec<String>,
    /// The dates of `SCHEDULED`, `DEADLINE` and `CLOSED`.
    pub(super) dates: Vec<(String, String)>,
    /// The lines below it.
    pub(super) lines: Vec<String>,
    pub(super) children: Vec<OrgHeadline>,
}

/// The settings of a file, and its headlines.
#[derive(Clone, Debug, Default)]
pub(super) struct OrgFile {
    pub(super) settings: Vec<(String, String)>,
    pub(super) top: OrgHeadline,
    /// How many drawers, such as logbooks, were left out.
    pub(super) drawers: usize,
}

/// The deepest level of headlines; further levels are beside each other.
const DEEPEST: usize = 64;

/// The keywords for open and for done tasks.
struct OrgKeywords {
    open: Vec<String>,
    done: Vec<String>,
}

/// Reads a file into its headlines.
pub(super) fn file(text: &str, report: &mut ImportReport) -> OrgFile {
    let mut file = OrgFile {
        settings: text.lines().filter_map(setting).collect(),
        ..OrgFile::default()
    };
    let keywords = keywords(&file.settings);
    let mut open = vec![OrgHeadline::default()];
    let mut lines = text.lines().zip(1..).peekable();
    while let Some((line, number)) = lines.next() {
        if let Some(headline) = headline(line, &keywords) {
            close(&mut open, headline.level);
            open.push(headline);
            continue;
        }
        let Some(last) = open.last_mut() else { break };
        let trimmed = line.trim();
        match drawer(trimmed) {
            Some(name) => {
                let mut is_closed = false;
                for (line, number) in lines.by_ref() {
                    let line = line.trim();
                    if line.eq_ignore_ascii_case(":END:") {
                        is_closed = true;
                        break;
                    }
                    if name.eq_ignore_ascii_case("PROPERTIES")
                        && let Some((key, value)) = property(line)
                    {
                        last.properties.push((key.to_owned(), value.to_owned()));
                        last.places.push(format!("{number}:1"));
                    }
                }
                if !is_closed {
                    let why = format!("the drawer `:{name}:` is not closed");
                    report.problem(format!("{number}:1"), (why, "add a line `:END:`"));
                }
                file.drawers += usize::from(!name.eq_ignore_ascii_case("PROPERTIES"));
            }
            None if setting(line).is_some() || comment(trimmed) => {}
            None if !dates(trimmed).is_empty() => last.dates.extend(dates(trimmed)),
            None => last.lines.push(line.to_owned()),
        }
    }
    close(&mut open, 1);
    file.top = open.pop().unwrap_or_default();
    file
}

/// Moves headlines of a level and below into those above them.
fn close(open: &mut Vec<OrgHeadline>, level: usize) {
    while open.len() > 1 && open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { break };
        if let Some(above) = open.last_mut() {
            above.children.push(done);
        }
    }
}

/// `#+TITLE: Plan`. Blocks are no settings.
fn setting(line: &str) -> Option<(String, String)> {
    let (key, value) = line.trim().strip_prefix("#+")?.split_once(':')?;
    let is_key = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_key.then(|| (key.to_uppercase(), value.trim().to_owned()))
}

fn comment(line: &str) -> bool {
    line == "#" || line.starts_with("# ")
}

fn keywords(settings: &[(String, String)]) -> OrgKeywords {
    let mut all = OrgKeywords {
        open: Vec::new(),
        done: Vec::new(),
    };
    for (key, value) in settings {
        if !["TODO", "SEQ_TODO", "TYP_TODO"].contains(&key.as_str()) {
            continue;
        }
        // A key may follow in brackets: `WAIT(w@/!)`.
        let word = |word: &str| word.split('(').next().unwrap_or(word).to_owned();
        let (open, done) = match value.split_once('|') {
            Some((open, done)) => (open, done),
            None => value.trim().rsplit_once(' ').unwrap_or((value, "")),
        };
        all.open.extend(open.split_whitespace().map(word));
        all.done.extend(done.split_whitespace().map(word));
    }
    if all.open.is_empty() {
        all.open = ["TODO", "NEXT", "WAITING", "STARTED", "DOING"]
            .map(str::to_owned)
            .into();
        all.done = ["DONE", "CANCELED", "CANCELLED"].map(str::to_owned).into();
    }
    all
}

fn headline(line: &str, keywords: &OrgKeywords) -> Option<OrgHeadline> {
    let rest = line.trim_start_matches('*');
    let level = line.len() - rest.len();
    if level == 0 || !rest.starts_with(' ') {
        return None;
    }
    let mut headline = OrgHeadline {
        level: level.min(DEEPEST),
        ..OrgHeadline::default()
    };
    let mut words = rest.trim();
    let (first, after) = words.split_once(' ').unwrap_or((words, ""));
    let has = |list: &[String]| list.iter().any(|keyword| keyword == first);
    if has(&keywords.open) || has(&keywords.done) {
        headline.state = Some(has(&keywords.done));
        words = after.trim();
    }
    if let Some((priority, after)) = words
        .strip_prefix("[#")
        .and_then(|rest| rest.split_once(']'))
    {
        headline.priority = priority.chars().next();
        words = after.trim();
    }
    let (before, last) = words
        .rsplit_once(char::is_whitespace)
        .unwrap_or(("", words));
    let tags = last
        .strip_prefix(':')
        .and_then(|tags| tags.strip_suffix(':'));
    let is_tag = |c: char| c.is_alphanumeric() || "_@#%:".contains(c);
    if let Some(tags) = tags.filter(|tags| !tags.is_empty() && tags.chars().all(is_tag)) {
        headline.tags = tags.split(':').map(str::to_owned).collect();
        words = before.trim_end();
    }
    without_cookie(words).clone_into(&mut headline.words);
    Some(headline)
}

/// A headline without the count of its done parts: `[1/3]`, `[33%]`.
fn without_cookie(words: &str) -> &str {
    let cookie = words
        .strip_suffix(']')
        .and_then(|words| words.rsplit_once('['));
    let is_count = |text: &str| {
        text.chars().all(|c| c.is_ascii_digit() || "/%".contains(c)) && text.contains(['/', '%'])
    };
    cookie
        .filter(|(_, inner)| is_count(inner))
        .map_or(words, |(before, _)| before.trim_end())
}

/// The name of a drawer that a line opens.
fn drawer(line: &str) -> Option<&str> {
    let name = line.strip_prefix(':')?.strip_suffix(':')?;
    let is_name = |c: char| c.is_alphanumeric() || "-_".contains(c);
    (!name.is_empty() && !name.eq_ignore_ascii_case("END") && name.chars().all(is_name))
        .then_some(name)
}

fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    Some((key.trim(), value.trim())).filter(|(_, value)| !value.is_empty())
}

/// The dates of a line such as `SCHEDULED: <2027-01-04 Mon 10:00> DEADLINE: <2027-01-08>`.
fn dates(line: &str) -> Vec<(String, String)> {
    let mut dates = Vec::new();
    let mut rest = line;
    while let Some(keyword) = ["SCHEDULED:", "DEADLINE:", "CLOSED:"]
        .iter()
        .find(|keyword| rest.starts_with(**keyword))
    {
        let after = rest[keyword.len()..].trim_start();
        let close = if after.starts_with('<') { '>' } else { ']' };
        let Some((date, after)) = after.get(1..).and_then(|inner| inner.split_once(close)) else {
            return Vec::new();
        };
        dates.push((keyword.trim_end_matches(':').to_owned(), date.to_owned()));
        rest = after.trim_start();
    }
    if rest.is_empty() { dates } else { Vec::new() }
}
