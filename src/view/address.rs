//! The URL rule, once: the path of every page below the output folder, and the links between pages. Paths are flat
//! `.html` files and links between them are relative, so the output works from a disk, a sub-path and a web root alike.

use super::copy::{PageForm, copy_of};
use super::relative::{relative, to_file};
use crate::document::{NodeId, RawAddress};
use crate::edition::Edition;
use crate::plan::{Handbook, LinkSource, Plan, Target};
use crate::system::names::published;
use crate::units::PictureSize;

/// The page of the cover.
pub(super) const COVER: &str = "index.html";

/// The page of a document other than a plan.
pub(super) fn chapter(handbook: &Handbook, document: usize) -> String {
    if handbook
        .cover
        .as_ref()
        .is_some_and(|cover| cover.document == document)
    {
        return COVER.to_owned();
    }
    let mut covers = handbook.translated_covers.iter();
    if covers.any(|cover| cover.document == document) {
        return format!("{}{COVER}", handbook.locale(document).folder);
    }
    let path = &handbook.documents[document].page;
    format!("{}.html", crate::plan::page_id(path))
}

/// The folder of an edition's pages, with a `/` at its end.
pub(super) fn folder(plan: &Plan, track: Option<usize>) -> String {
    match track {
        Some(track) => format!("{}/{}/", plan.id, plan.tracks[track].id),
        None => format!("{}/", plan.id),
    }
}

/// Whether the page at a path is a week's or a day's.
pub fn kind(path: &str) -> Option<PageKind> {
    let (_, name) = path.rsplit_once('/')?;
    let rest = name.strip_suffix(".html")?.strip_prefix("week-")?;
    let range = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match range
        .strip_prefix("-to-")
        .unwrap_or(range)
        .trim_start_matches(|c: char| c.is_ascii_digit())
    {
        "" => Some(PageKind::Week),
        "-sheets" => None,
        _ => Some(PageKind::Day),
    }
}

/// The kind of an edition's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// A week.
    Week,
    /// A day.
    Day,
}

/// The pages of an edition, as names in its folder.
pub(super) mod name {
    use crate::plan::{Day, Section, Week, WeekKind};

    pub(in crate::view) const PLAN: &str = "index.html";
    pub(in crate::view) const EVERYTHING: &str = "everything.html";
    pub(in crate::view) const CALENDAR: &str = "calendar.ics";

    pub(in crate::view) fn week(week: &Week) -> String {
        place(&week.id, "")
    }

    pub(in crate::view) fn day(week: &Week, day: &Day) -> String {
        place(&week.id, &day.id)
    }

    /// The page of a week, or of a day of it, by their ids.
    pub(in crate::view) fn place(week: &str, day: &str) -> String {
        match day {
            "" => format!("{week}.html"),
            day => format!("{week}-{day}.html"),
        }
    }

    pub(in crate::view) fn sheets(week: &Week) -> Option<String> {
        (week.kind != WeekKind::Break).then(|| format!("{}-sheets.html", week.id))
    }

    pub(in crate::view) fn section(section: &Section) -> String {
        format!("{}.html", section.id)
    }
}

/// The target of a link on a page.
pub(super) enum Lead {
    /// To an address, relative to the page.
    To(String),
    /// A target that is not written yet.
    ToCome,
    /// A target that pages must not link to.
    Nowhere,
}

/// The address of a file to load. Without a scheme, `https:` is added, so it also works from a disk.
pub(super) fn loaded(address: String) -> String {
    if address.starts_with("//") {
        return format!("https:{address}");
    }
    address
}

/// The context for resolving links on a page.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    pub(super) handbook: &'a Handbook,
    /// The pages of the plans' headings, in the order of the plans.
    pub(super) places: &'a [HeadingPages],
    /// The edition of the page.
    pub(super) edition: Option<&'a Edition<'a>>,
    /// The page's path.
    pub(super) page: &'a str,
    /// The prefix of the handbook's addresses: empty, unless the page may be shown at any address.
    pub(super) base: &'a str,
    /// The form of the pages that the links lead to.
    pub(super) form: PageForm,
}

impl Links<'_> {
    /// The target of a link or an image of a document.
    pub(super) fn lead(&self, document: usize, link: NodeId, written: &str) -> Lead {
        let target = self.handbook.links[document].get(&LinkSource::Node(link));
        target.map_or(Lead::Nowhere, |target| self.target(target, written))
    }

    /// The target of an address in a document's raw HTML.
    pub(super) fn lead_raw(&self, document: usize, address: &RawAddress) -> Lead {
        let source = LinkSource::Html(address.clone());
        let target = self.handbook.links[document].get(&source);
        target.map_or(Lead::Nowhere, |target| {
            self.target(target, &address.written)
        })
    }

    /// The size of the picture that a link or an address of a document shows.
    pub(super) fn picture(&self, document: usize, source: &LinkSource) -> Option<PictureSize> {
        match self.handbook.links[document].get(source) {
            Some(Target::Asset(path)) => self.handbook.pictures.get(path).copied(),
            _ => None,
        }
    }

    /// The address of a target.
    pub(super) fn target(&self, target: &Target, written: &str) -> Lead {
        match target {
            Target::External => Lead::To(written.to_owned()),
            Target::Asset(path) => {
                let address = format!("{}{}", self.base, to_file(self.page, &published(path)));
                // The meaning of the anchor is up to the file: a page of a document, a part of a video.
                Lead::To(match written.split_once('#') {
                    Some((_, part)) => format!("{address}#{part}"),
                    None => address,
                })
            }
            Target::Document {
                document,
                heading,
                id,
            } => {
                let path = self.path(*document, *heading, id.as_deref());
                Lead::To(self.to(&path))
            }
            Target::Missing => Lead::ToCome,
            Target::Refused => Lead::Nowhere,
        }
    }

    fn to(&self, path: &str) -> String {
        let address = relative(self.page, path);
        if address.starts_with('#') {
            return address;
        }
        let address = match self.form {
            PageForm::Html => address,
            PageForm::Markdown => copy_of(&address),
        };
        format!("{}{address}", self.base)
    }

    /// The page with a heading, or with raw HTML that has an `id`.
    fn path(&self, document: usize, heading: Option<NodeId>, id: Option<&str>) -> String {
        let plan = self
            .handbook
            .plans
            .iter()
            .position(|plan| plan.document == document);
        match plan {
            Some(plan) => self.plan_path(plan, heading, id),
            None => {
                let heading = heading.and_then(|id| self.handbook.documents[document].anchor(id));
                let anchor = id.or(heading);
                with_anchor(chapter(self.handbook, document), anchor)
            }
        }
    }

    fn plan_path(&self, index: usize, heading: Option<NodeId>, id: Option<&str>) -> String {
        let plan = &self.handbook.plans[index];
        let own = self.edition.filter(|edition| edition.plan.id == plan.id);
        let scope = heading.and_then(|heading| self.places[index].section(heading));
        let allowed = |track: &usize| {
            scope
                .and_then(|scope| plan.audiences.get(&scope))
                .is_none_or(|a| a.includes(Some(*track), None))
        };
        let like_own = self
            .edition
            .and_then(Edition::track)
            .and_then(|track| plan.tracks.iter().position(|other| other.id == track.id));
        let wanted = own.and_then(|edition| edition.track).or(like_own);
        let track = wanted
            .filter(allowed)
            .or_else(|| (0..plan.tracks.len()).find(allowed))
            .or(wanted);
        let track = track.or(if plan.tracks.is_empty() {
            None
        } else {
            Some(0)
        });
        let (page, own_heading) = match heading {
            Some(heading) => self.places[index].page(plan, heading),
            None => (name::PLAN.to_owned(), true),
        };
        let document = &self.handbook.documents[plan.document];
        let heading = heading
            .filter(|_| !own_heading)
            .and_then(|id| document.anchor(id));
        let anchor = id.or(heading);
        with_anchor(format!("{}{page}", folder(plan, track)), anchor)
    }
}

fn with_anchor(path: String, anchor: Option<&str>) -> String {
    match anchor {
        Some(anchor) => format!("{path}#{anchor}"),
        None => path,
    }
}

/// The page of each heading of a plan.
#[derive(Debug)]
pub(super) struct HeadingPages {
    /// The headings in text order.
    headings: Vec<(NodeId, HeadingPage)>,
}

#[derive(Clone, Copy, Debug)]
enum HeadingPage {
    Plan,
    Week(usize),
    Day(usize, usize),
    Section(usize),
}

impl HeadingPages {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut headings = Vec::new();
        for phase in &plan.phases {
            headings.push((phase.heading, HeadingPage::Plan));
            headings.extend(
                phase
                    .sections
                    .iter()
                    .map(|(_, section)| (section.heading, HeadingPage::Plan)),
            );
        }
        for (number, week) in plan.weeks.iter().enumerate() {
            headings.push((week.heading, HeadingPage::Week(number)));
            headings.extend(
                week.sections
                    .iter()
                    .map(|(_, section)| (section.heading, HeadingPage::Week(number))),
            );
            for (day, own) in week.days.iter().enumerate() {
                headings.push((own.heading, HeadingPage::Day(number, day)));
            }
        }
        for (number, section) in plan.sections.iter().enumerate() {
            headings.push((section.heading, HeadingPage::Section(number)));
        }
        headings.sort_unstable_by_key(|(heading, _)| *heading);
        Self { headings }
    }

    fn at(&self, heading: NodeId) -> Option<(NodeId, HeadingPage)> {
        let after = self
            .headings
            .partition_point(|(place, _)| *place <= heading);
        after.checked_sub(1).map(|index| self.headings[index])
    }

    /// The heading of the section that contains a heading.
    fn section(&self, heading: NodeId) -> Option<NodeId> {
        self.at(heading).map(|(part, _)| part)
    }

    /// The page of a heading, and whether it is that page's own.
    fn page(&self, plan: &Plan, heading: NodeId) -> (String, bool) {
        let Some((part, place)) = self.at(heading) else {
            return (name::PLAN.to_owned(), true);
        };
        let own = part == heading;
        match place {
            HeadingPage::Plan => (name::PLAN.to_owned(), false),
            HeadingPage::Week(week) => (
                name::week(&plan.weeks[week]),
                own && plan.weeks[week].heading == heading,
            ),
            HeadingPage::Day(week, day) => {
                let week = &plan.weeks[week];
                (name::day(week, &week.days[day]), own)
            }
            // An empty section has no page; its heading is on the plan's.
            HeadingPage::Section(section) if !plan.sections[section].has_content() => {
                (name::PLAN.to_owned(), true)
            }
            HeadingPage::Section(section) => (name::section(&plan.sections[section]), own),
        }
    }
}
