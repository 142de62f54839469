//! What every page has, whatever is on it.

use serde::Serialize;

/// The handbook as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The language of its words, as a tag.
    pub language: String,
    /// `ltr` or `rtl`, as that language reads.
    pub direction: &'static str,
}

impl SiteView {
    /// A handbook in a language.
    pub fn new(title: String, author: Option<String>, language: String) -> Self {
        let primary = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let from_the_right =
            ["ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&primary.as_str());
        let direction = if from_the_right { "rtl" } else { "ltr" };
        Self {
            title,
            author,
            language,
            direction,
        }
    }
}

/// The frame of a page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// Its path below the output folder.
    pub path: String,
    /// What leads from it to the output folder: empty or `../` so many times.
    pub root: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Its own address on the web, where that is known.
    pub canonical: Option<String>,
    /// What it is in, outermost first.
    pub crumbs: Vec<LinkView>,
    /// The page before it.
    pub previous: Option<LinkView>,
    /// The page after it.
    pub next: Option<LinkView>,
    /// The same page in every track, this one's among them; empty where there are no tracks.
    pub tracks: Vec<TrackLinkView>,
    /// The other pages beside it: the days of its week, or the chapters of its folder.
    pub beside: Vec<LinkView>,
    /// What its edition is of; none for pages that are in no edition.
    pub edition: Option<EditionView>,
}

/// A link in a page's frame.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its words.
    pub title: String,
    /// Its address, relative to the page.
    pub address: String,
    /// Whether it leads to the page itself.
    pub current: bool,
}

/// A link to the same page in another track.
#[derive(Clone, Debug, Serialize)]
pub struct TrackLinkView {
    /// The track's id.
    pub id: String,
    /// The track's name.
    pub title: String,
    /// Its address, relative to the page.
    pub address: String,
    /// Whether it is the page's own track.
    pub current: bool,
    /// Whether the page is missing there, and the link leads to the plan.
    pub elsewhere: bool,
}

/// What an edition is of.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The plan's id.
    pub plan: String,
    /// The plan's title.
    pub plan_title: String,
    /// The plan's page, relative to the page.
    pub plan_address: String,
    /// The track's id, where there is one.
    pub track: Option<String>,
    /// The track's name.
    pub track_title: Option<String>,
    /// How many days the plan takes from its first Monday to its last Sunday.
    pub length: u32,
    /// The minutes a week that the track allows.
    pub budget: Option<u32>,
    /// The levels that the reader may choose from; empty where the author fixed one or there are none.
    pub levels: Vec<LevelView>,
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct LevelView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A page and what is on it.
#[derive(Debug)]
pub struct Drawn<B> {
    /// The frame.
    pub page: PageView,
    /// What is on it.
    pub body: B,
}

impl LinkView {
    pub(super) fn new(title: impl Into<String>, address: String) -> Self {
        Self {
            title: title.into(),
            address,
            current: false,
        }
    }
}
