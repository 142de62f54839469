//! The words that every room speaks: time, weeks, tracks, levels, areas and whom a text is for.

mod exclusion;

use std::fmt;
use std::ops::Add;

pub use exclusion::Exclusion;
pub use jiff::civil::Date;
use url::{Host, Url};

use crate::span::Span;

/// Time for work, in whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Effort(u32);

impl Effort {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many minutes.
    pub const fn from_minutes(minutes: u32) -> Self {
        Self(minutes)
    }

    /// So many hours, rounded to the minute. Negative and non-finite hours are no time.
    pub fn from_hours(hours: f64) -> Self {
        let minutes = (hours * 60.0).round();
        if minutes.is_finite() && minutes > 0.0 && minutes < 1e9 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to lie within u32 just above"
            )]
            Self(minutes as u32)
        } else {
            Self::ZERO
        }
    }

    /// The minutes.
    pub const fn minutes(self) -> u32 {
        self.0
    }

    /// The time that is left without another one; none if the other is longer.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The seconds, the unit in which a block's time is divided among its tasks.
    pub const fn seconds(self) -> u64 {
        self.0 as u64 * 60
    }
}

/// `45 min`, `2 h`, `2 h 30 min`.
impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

impl Add for Effort {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Effort {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A time as its author stated it: `2 hours` is a range of one point, `1.5-2 hours` a wider one.
/// `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The least it takes.
    pub low: Effort,
    /// The most it takes; what plans are fitted and budgets are held against.
    pub high: Effort,
}

impl Stated {
    /// A time stated as one number.
    pub const fn exactly(effort: Effort) -> Self {
        Self {
            low: effort,
            high: effort,
        }
    }

    /// Whether there is a time that both ranges hold.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// `2 h`, or `1 h 30 min to 2 h` for a range.
impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high {
            return write!(f, "{}", self.high);
        }
        write!(f, "{} to {}", self.low, self.high)
    }
}

impl Add for Stated {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }
}

impl std::iter::Sum for Stated {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::exactly(Effort::ZERO), Add::add)
    }
}

/// The number, or the range of numbers, that a phase's or a week's heading carries. `first <= last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Numbers {
    /// The first number of the range.
    pub first: u32,
    /// The last one; the same as `first` where the heading carries one number.
    pub last: u32,
}

/// A way to do a plan with a given time a week (`docs/format.md`, Tracks).
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// What addresses and attributes call it: `part-time`. Unique in its plan, never empty.
    pub id: String,
    /// What its readers call it: `Part-Time`.
    pub name: String,
    /// Other names that headings and notes may use for it.
    pub aliases: Vec<String>,
    /// What it allows a week; none where the plan does not say.
    pub budget: Option<Stated>,
    /// How its time is meant to be shared out, in the author's order.
    pub allocation: Vec<Share>,
    /// The one level that its edition is for, where the author fixed it: an index into the plan's levels.
    pub level: Option<usize>,
    /// Where it is defined.
    pub span: Span,
}

/// One area's part in a track's allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The area's name as written.
    pub area: String,
    /// Its part of the week, in percent.
    pub percent: f64,
    /// Its time a week where that is stated beside the percentage.
    pub effort: Option<Effort>,
    /// What the author says about it.
    pub note: String,
    /// Where it is written.
    pub span: Span,
}

/// Who the reader is aiming to be (here L6 or L7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// What attributes call it: `l6`. Unique in its plan, never empty.
    pub id: String,
    /// What its readers call it: `L6`.
    pub name: String,
}

/// A field of work that an allocation gives time to: System Design, Coding and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// What attributes call it: `system-design`.
    pub id: String,
    /// The name as the allocation writes it.
    pub name: String,
}

/// Whom a piece of the plan is for. What says nothing is for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Indices of the tracks it is for; `None` is all of them.
    pub tracks: Option<Vec<usize>>,
    /// Indices of the levels it is for; `None` is all of them.
    pub levels: Option<Vec<usize>>,
}

impl Audience {
    /// Whether readers of `track` at `level` are meant. A reader without a track or a level sees
    /// what is for any of them.
    pub fn includes(&self, track: Option<usize>, level: Option<usize>) -> bool {
        let within = |set: &Option<Vec<usize>>, one: Option<usize>| match (set, one) {
            (Some(set), Some(one)) => set.contains(&one),
            _ => true,
        };
        within(&self.tracks, track) && within(&self.levels, level)
    }
}

/// What becomes of raw HTML in documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// What could harm a reader is taken out.
    #[default]
    Sanitized,
    /// It is let through as it stands.
    Trusted,
}

/// A server: a scheme and a host, and a port if it is not the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// The server of an address that begins with `http:` or `https:`, or with `//`, which is taken for `https://`.
    /// None if a content policy could not name it.
    pub fn of(address: &str) -> Option<Self> {
        let url = match address.strip_prefix("//") {
            Some(rest) => Url::parse(&format!("https://{rest}")),
            None => Url::parse(address),
        };
        Self::of_url(&url.ok()?)
    }

    /// The server that a text names, and nothing else: `https://example.org`.
    pub fn named(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let has_user = !url.username().is_empty() || url.password().is_some();
        Self::of_url(&url).filter(|_| is_bare && !has_user && text.contains("://"))
    }

    fn of_url(url: &Url) -> Option<Self> {
        let is_plain = |host: &str| {
            let mut letters = host.bytes();
            letters.all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
        };
        let is_named = match url.host()? {
            Host::Domain(host) => is_plain(host),
            Host::Ipv4(_) => true,
            Host::Ipv6(_) => false,
        };
        let is_web = matches!(url.scheme(), "http" | "https");
        (is_web && is_named).then(|| Self(url.origin().ascii_serialization()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether quotes, dashes and other signs are shown as the language sets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Punctuation {
    /// As the language sets them.
    #[default]
    Typographic,
    /// As the author wrote them.
    AsWritten,
}

impl Punctuation {
    /// Whether the language decides.
    pub fn is_typographic(self) -> bool {
        self == Self::Typographic
    }
}

/// A document that the author put into the order in which readers are offered them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavEntry {
    /// Its path below the content folder.
    pub path: String,
    /// What it is called there.
    pub title: Option<String>,
    /// Where it is named.
    pub span: Span,
}

/// A document that is at another place now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The path that it had below the content folder.
    pub from: String,
    /// The path of the document that has taken its place, perhaps with an anchor, or an address.
    pub to: String,
    /// Where that is stated.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_address_has_an_origin_if_a_policy_can_name_it() {
        for (address, expected) in [
            ("https://example.org/a.png", Some("https://example.org")),
            ("HTTPS://Example.ORG:443/a?b#c", Some("https://example.org")),
            ("http://example.org:80", Some("http://example.org")),
            (
                "https://u:p@example.org:8443/",
                Some("https://example.org:8443"),
            ),
            ("//cdn.example.org/a", Some("https://cdn.example.org")),
            (
                "https://b\u{fc}cher.example/",
                Some("https://xn--bcher-kva.example"),
            ),
            ("http://127.0.0.1:3000/", Some("http://127.0.0.1:3000")),
            ("https://[::1]/", None),
            ("https://a;script-src/", None),
            ("https://a'b/", None),
            ("https://a,b/", None),
            ("ftp://example.org/", None),
            ("data:image/png;base64,AA", None),
            ("a.png", None),
            ("https://", None),
        ] {
            let origin = Origin::of(address).map(|origin| origin.to_string());
            assert_eq!(origin.as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn only_a_bare_origin_names_one() {
        for (text, is_one) in [
            ("https://example.org", true),
            ("https://example.org/", true),
            ("HTTPS://Example.org:8443", true),
            ("https://example.org/a", false),
            ("https://example.org?a", false),
            ("https://example.org#a", false),
            ("https://me@example.org", false),
            ("example.org", false),
            ("//example.org", false),
            ("https:example.org", false),
            ("*", false),
            ("https://*.example.org", false),
            ("'unsafe-inline'", false),
            ("data:", false),
            ("", false),
        ] {
            assert_eq!(Origin::named(text).is_some(), is_one, "{text}");
        }
    }
}
