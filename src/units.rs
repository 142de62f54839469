//! Terms that every room uses: time, weeks, tracks, levels, areas and audiences.

mod calendar;
mod exclusion;
mod picture;

use std::fmt;
use std::ops::Add;

pub(crate) use calendar::WEEKDAYS;
pub use calendar::{Cohort, REVIEW_DAYS, Weekend};
pub use exclusion::Exclusion;
pub use jiff::civil::Date;
pub use picture::PictureSize;
use url::{Host, Url};

use crate::span::Span;

/// `1 page`, `2 pages`.
pub fn number(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}

/// Time for work, in whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Effort(u32);

impl Effort {
    /// Zero time.
    pub const ZERO: Self = Self(0);

    /// This many minutes.
    pub const fn from_minutes(minutes: u32) -> Self {
        Self(minutes)
    }

    /// This many hours, rounded to the minute. Negative and non-finite hours are zero.
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

    /// The difference to another time; zero if the other is longer.
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
    /// The minimum.
    pub low: Effort,
    /// The maximum, which is used for fitting plans and comparing budgets.
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

    /// Whether the two ranges overlap.
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

/// The number, or the range of numbers, in the heading of a phase or a week. `first <= last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NumberRange {
    /// The first number of the range.
    pub first: u32,
    /// The last number; equal to `first` if there is only one.
    pub last: u32,
}

/// A way to do a plan with a given time per week (`docs/format.md`, Tracks).
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its id in addresses and attributes: `part-time`. Unique in its plan, never empty.
    pub id: String,
    /// Its name for readers: `Part-Time`.
    pub name: String,
    /// Other names that headings and notes may use for it.
    pub aliases: Vec<String>,
    /// Its time per week; `None` if the plan does not state it.
    pub budget: Option<Stated>,
    /// How its time is divided among areas, in the author's order.
    pub allocation: Vec<Share>,
    /// The level of its edition, if the author set one: an index into the plan's levels.
    pub level: Option<usize>,
    /// The position of its definition.
    pub span: Span,
}

/// One area's part in a track's allocation.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The area's name as written.
    pub area: String,
    /// Its share of the week, in percent.
    pub percent: f64,
    /// Its time per week, if it is stated beside the percentage.
    pub effort: Option<Effort>,
    /// The author's note about it.
    pub note: String,
    /// Its position.
    pub span: Span,
}

/// The level that a reader is aiming for (here L6 or L7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id in attributes: `l6`. Unique in its plan, never empty.
    pub id: String,
    /// Its name for readers: `L6`.
    pub name: String,
}

/// A subject that an allocation gives time to: System Design, Coding and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its id in attributes: `system-design`.
    pub id: String,
    /// Its name in the allocation.
    pub name: String,
}

/// The audience of a part of the plan; by default all readers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Indices of its tracks; `None` means all of them.
    pub tracks: Option<Vec<usize>>,
    /// Indices of its levels; `None` means all of them.
    pub levels: Option<Vec<usize>>,
}

impl Audience {
    /// Whether it includes readers of `track` at `level`. Readers without a track or a level see content for any of
    /// them.
    pub fn includes(&self, track: Option<usize>, level: Option<usize>) -> bool {
        let within = |set: &Option<Vec<usize>>, one: Option<usize>| match (set, one) {
            (Some(set), Some(one)) => set.contains(&one),
            _ => true,
        };
        within(&self.tracks, track) && within(&self.levels, level)
    }
}

/// How raw HTML in documents is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Harmful parts are removed.
    #[default]
    Sanitized,
    /// It is passed through unchanged.
    Trusted,
}

/// A server: a scheme and a host, and a port if it is not the scheme's default.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// The server of an address that begins with `http:` or `https:`, or with `//`, which means `https://`. `None` if a
    /// content policy cannot name it.
    pub fn of(address: &str) -> Option<Self> {
        let url = match address.strip_prefix("//") {
            Some(rest) => Url::parse(&format!("https://{rest}")),
            None => Url::parse(address),
        };
        Self::of_url(&url.ok()?)
    }

    /// The server in a text that is nothing but an origin: `https://example.org`.
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

/// Whether quotes, dashes and other marks follow the rules of the language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Punctuation {
    /// By the rules of the language.
    #[default]
    Typographic,
    /// As the author wrote them.
    AsWritten,
}

impl Punctuation {
    /// Whether the rules of the language apply.
    pub fn is_typographic(self) -> bool {
        self == Self::Typographic
    }
}

/// A document in the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavEntry {
    /// Its path below the content folder.
    pub path: String,
    /// Its title in the navigation.
    pub title: Option<String>,
    /// Its position.
    pub span: Span,
}

/// A document that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Its former path below the content folder.
    pub from: String,
    /// The path of the document that replaces it, optionally with an anchor, or an address.
    pub to: String,
    /// Its position.
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
