//! The pages that are in no edition: the cover and the chapters.

use serde::Serialize;

use super::address::{self, COVER, Lead, Links, Places, relative};
use super::page::{Drawn, Leaf, LevelView, LinkView, PageView};
use super::piece::Piece;
use super::prose::{Text, Wanted};
use crate::document::NodeId;
use crate::plan::{Chapter, Handbook, Layout, Moved, Target, plan_length};
use crate::span::Span;

/// The page for addresses that lead nowhere.
const NOT_FOUND: &str = "404.html";

/// Makes the views of the cover and the chapters.
pub struct Book<'a> {
    pub(super) handbook: &'a Handbook,
    pub(super) places: &'a [Places],
    pub(super) base_url: Option<&'a str>,
}

/// The cover.
#[derive(Debug, Serialize)]
pub struct CoverView {
    /// What its document says.
    pub body: Vec<Piece>,
    /// Whether all of that comes before the plans: it is the front page of a site.
    pub text_first: bool,
    /// The plans.
    pub plans: Vec<PlanCardView>,
    /// The chapters by the folders that they lie in.
    pub groups: Vec<GroupView>,
}

/// A plan on the cover.
#[derive(Debug, Serialize)]
pub struct PlanCardView {
    /// Its id in addresses.
    pub id: String,
    /// How many days it takes from its first Monday to its last Sunday.
    pub length: u32,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// How many weeks it has.
    pub weeks: usize,
    /// How many tasks it has.
    pub tasks: usize,
    /// Its editions.
    pub editions: Vec<EditionLinkView>,
    /// The levels that the reader may choose from.
    pub levels: Vec<LevelView>,
    /// The Monday on which it begins for everybody, as `2027-01-04`.
    pub start: Option<String>,
}

/// An edition on the cover.
#[derive(Debug, Serialize)]
pub struct EditionLinkView {
    /// The track's id; empty where the plan has no tracks.
    pub id: String,
    /// The track's name; none where the plan has no tracks.
    pub track: Option<String>,
    /// The minutes a week that it allows: the least.
    pub low: Option<u32>,
    /// The most.
    pub high: Option<u32>,
    /// Its page.
    pub address: String,
}

/// The chapters of one folder.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// The folder's name in words; empty for those outside folders.
    pub title: String,
    /// The chapters.
    pub chapters: Vec<LinkView>,
}

/// A chapter.
#[derive(Debug, Serialize)]
pub struct ChapterView {
    /// What it says, without its title.
    pub body: Vec<Piece>,
    /// The headings of the second level.
    pub contents: Vec<LinkView>,
    /// How many tasks are in it.
    pub tasks: usize,
}

/// A page at an address that leads to another place now.
#[derive(Debug, Serialize)]
pub struct MovedView {
    /// Its path below the output folder.
    pub path: String,
    /// The other place.
    pub to: LinkView,
    /// The whole address of that, where it is known.
    pub canonical: Option<String>,
}

impl<'a> Book<'a> {
    /// The cover.
    pub fn cover(&self) -> Drawn<CoverView> {
        let title = self.handbook.title.clone();
        let mut page = self.frame(COVER, title);
        page.crumbs.clear();
        if let Some(cover) = &self.handbook.cover {
            let document = &self.handbook.documents[cover.document];
            page.description = document.front.description.clone().unwrap_or_default();
        }
        let plans = self.handbook.plans.iter();
        let plans = plans.filter(|plan| !self.handbook.unlisted.contains(&plan.document));
        let plans = plans.map(|plan| PlanCardView {
            id: plan.id.clone(),
            levels: LevelView::all(plan),
            start: plan.start.map(|start| start.to_string()),
            length: plan_length(plan),
            title: plan.title.clone(),
            description: plan.description.clone(),
            weeks: plan.study_weeks(),
            tasks: plan.tasks.own.len(),
            editions: match plan.tracks.as_slice() {
                [] => vec![EditionLinkView {
                    id: String::new(),
                    track: None,
                    low: None,
                    high: None,
                    address: relative(COVER, &format!("{}index.html", address::folder(plan, None))),
                }],
                tracks => tracks
                    .iter()
                    .enumerate()
                    .map(|(index, track)| EditionLinkView {
                        id: track.id.clone(),
                        track: Some(track.name.clone()),
                        low: track.budget.map(|budget| budget.low.minutes()),
                        high: track.budget.map(|budget| budget.high.minutes()),
                        address: relative(
                            COVER,
                            &format!("{}index.html", address::folder(plan, Some(index))),
                        ),
                    })
                    .collect(),
            },
        });
        let body = CoverView {
            body: self
                .handbook
                .cover
                .as_ref()
                .map_or_else(Vec::new, |cover| self.prose(cover, COVER)),
            text_first: self.handbook.layout == Layout::Site,
            plans: plans.collect(),
            groups: self.groups(),
        };
        Drawn { page, body }
    }

    fn groups(&self) -> Vec<GroupView> {
        let mut groups: Vec<GroupView> = Vec::new();
        let mut folders: Vec<&str> = Vec::new();
        let all = 0..self.chapters();
        for index in all.filter(|index| self.is_listed(*index)) {
            let chapter = &self.handbook.chapters[index];
            let folder = self.folder(chapter);
            let path = address::chapter(self.handbook, chapter.document);
            let link = LinkView::new(chapter.title.clone(), relative(COVER, &path));
            match folders.iter().position(|known| *known == folder) {
                Some(index) => groups[index].chapters.push(link),
                None => {
                    folders.push(folder);
                    groups.push(GroupView {
                        title: in_words(folder),
                        chapters: vec![link],
                    });
                }
            }
        }
        groups
    }

    /// Whether navigation leads to a chapter.
    fn is_listed(&self, index: usize) -> bool {
        let document = self.handbook.chapters[index].document;
        !self.handbook.unlisted.contains(&document)
    }

    fn folder(&self, chapter: &Chapter) -> &'a str {
        let path = &self.handbook.documents[chapter.document].path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path of the cover.
    pub fn cover_leaf(&self) -> Leaf {
        let cover = self.handbook.cover.as_ref();
        Leaf {
            path: COVER.to_owned(),
            written: cover.and_then(|cover| self.beginning(cover)),
        }
    }

    /// The path of a chapter.
    pub fn chapter_leaf(&self, index: usize) -> Leaf {
        let chapter = &self.handbook.chapters[index];
        Leaf {
            path: address::chapter(self.handbook, chapter.document),
            written: self.beginning(chapter),
        }
    }

    /// The path of the page for addresses that lead nowhere, unless a chapter is that.
    pub fn not_found_leaf(&self) -> Option<Leaf> {
        let mut chapters = self.handbook.chapters.iter();
        let is_written =
            chapters.any(|chapter| address::chapter(self.handbook, chapter.document) == NOT_FOUND);
        (!is_written).then(|| Leaf {
            path: NOT_FOUND.to_owned(),
            written: None,
        })
    }

    fn beginning(&self, chapter: &Chapter) -> Option<Span> {
        let document = &self.handbook.documents[chapter.document];
        let first = document.roots().next()?;
        Some(document.node(first).span)
    }

    /// How many chapters there are.
    pub fn chapters(&self) -> usize {
        self.handbook.chapters.len()
    }

    /// A chapter's page.
    pub fn chapter(&self, index: usize) -> Drawn<ChapterView> {
        let chapter = &self.handbook.chapters[index];
        let document = &self.handbook.documents[chapter.document];
        let path = address::chapter(self.handbook, chapter.document);
        let mut page = self.frame(&path, chapter.title.clone());
        page.description = document.front.description.clone().unwrap_or_default();
        let link = |index: usize| {
            let other = &self.handbook.chapters[index];
            let target = address::chapter(self.handbook, other.document);
            LinkView::new(other.title.clone(), relative(&path, &target))
        };
        if self.is_listed(index) {
            let listed = |other: &usize| self.is_listed(*other);
            page.previous = (0..index).rev().find(listed).map(link);
            page.next = (index + 1..self.chapters()).find(listed).map(link);
            let folder = self.folder(chapter);
            // The neighbours in the same folder, a screenful at most: no page lists every page.
            let near = index.saturating_sub(12)..(index + 13).min(self.chapters());
            page.beside = near
                .filter(listed)
                .filter(|other| self.folder(&self.handbook.chapters[*other]) == folder)
                .map(|other| LinkView {
                    current: other == index,
                    ..link(other)
                })
                .collect();
        }
        let contents = document
            .headings()
            .filter(|(_, heading)| heading.level == 2)
            .map(|(id, heading)| LinkView::new(document.text(id), format!("#{}", heading.id)));
        let body = ChapterView {
            body: self.prose(chapter, &path),
            contents: contents.collect(),
            tasks: chapter.tasks.own.len(),
        };
        Drawn { page, body }
    }

    /// The page for addresses that lead nowhere, unless a chapter is that.
    pub fn not_found(&self) -> Option<PageView> {
        let leaf = self.not_found_leaf()?;
        Some(self.frame(&leaf.path, String::new()))
    }

    /// The pages at addresses that lead to other places now.
    pub fn moved(&self) -> Vec<MovedView> {
        let moved = self.handbook.moved.iter();
        let views = moved.flat_map(|moved| {
            let view = |path: &String| self.moved_view(moved, path);
            moved.addresses.iter().filter_map(view)
        });
        views.collect()
    }

    fn moved_view(&self, moved: &Moved, path: &str) -> Option<MovedView> {
        let links = self.links(path);
        let Lead::To(address) = links.target(&moved.target, &moved.to) else {
            return None;
        };
        let title = match &moved.target {
            Target::Document { document, .. } => self.title(*document),
            _ => moved.to.clone(),
        };
        let canonical = match self.links("").target(&moved.target, &moved.to) {
            Lead::To(external) if moved.target == Target::External => Some(external),
            Lead::To(own) => self.base_url.map(|base| format!("{base}{own}")),
            _ => None,
        };
        Some(MovedView {
            path: path.to_owned(),
            to: LinkView::new(title, address),
            canonical,
        })
    }

    /// The title of a document.
    fn title(&self, document: usize) -> String {
        let handbook = self.handbook;
        let chapters = handbook.chapters.iter().chain(&handbook.cover);
        let mut chapters = chapters.map(|chapter| (chapter.document, &chapter.title));
        let mut plans = handbook
            .plans
            .iter()
            .map(|plan| (plan.document, &plan.title));
        let is_of = |(index, _): &(usize, &String)| *index == document;
        let found = chapters.find(is_of).or_else(|| plans.find(is_of));
        found.map_or_else(|| handbook.title.clone(), |(_, title)| title.clone())
    }

    fn links<'b>(&'b self, page: &'b str) -> Links<'b> {
        Links {
            handbook: self.handbook,
            places: self.places,
            edition: None,
            page,
            base: self.base(page),
        }
    }

    fn prose(&self, chapter: &Chapter, page: &str) -> Vec<Piece> {
        let document = &self.handbook.documents[chapter.document];
        let plan = self.handbook.plans.first();
        let text = Text {
            document,
            index: chapter.document,
            tasks: &chapter.tasks,
            audiences: &chapter.audiences,
            areas: &[],
            levels: plan.map_or(&[], |plan| &plan.levels),
            links: self.links(page),
        };
        let nodes: Vec<NodeId> = document
            .roots()
            .filter(|node| Some(*node) != chapter.heading)
            .collect();
        text.pieces(&nodes, Wanted::All, 0)
    }

    /// What addresses on a page begin with. A server may show the page for addresses that lead nowhere at any address,
    /// so it links from the handbook's own address, where that is known.
    fn base(&self, page: &str) -> &str {
        let base = self.base_url.filter(|_| page == NOT_FOUND);
        base.unwrap_or_default()
    }

    fn frame(&self, path: &str, title: String) -> PageView {
        let base = self.base(path);
        let address = self.base_url.filter(|_| path != NOT_FOUND);
        PageView {
            root: format!("{base}{}", "../".repeat(path.matches('/').count())),
            canonical: address.map(|address| format!("{address}{}", relative("", path))),
            title,
            description: String::new(),
            crumbs: vec![LinkView::new(
                self.handbook.title.clone(),
                format!("{base}{}", relative(path, COVER)),
            )],
            previous: None,
            next: None,
            tracks: Vec::new(),
            beside: Vec::new(),
            edition: None,
            path: path.to_owned(),
        }
    }
}

/// `system-design` as `System design`.
fn in_words(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ").replace('/', " · ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
