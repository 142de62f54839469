//! The pages that a list of the whole handbook names.

use super::address::{self, name};
use super::copy::copy_of;
use super::handbook::{HandbookViews, in_words};
use super::page::title;
use super::relative::{on_the_web, to_file};

/// A page in the list.
#[derive(Clone, Debug)]
pub struct ListedPage {
    /// Its title.
    pub title: String,
    /// Its description; empty for none.
    pub description: String,
    /// The address of its copy in Markdown, or of the page itself if there are no copies: absolute if the handbook's
    /// address is known, or else relative to the output folder.
    pub address: String,
}

/// An edition in the list.
#[derive(Clone, Debug)]
pub struct ListedEdition {
    /// Its own page, named after the plan and the track.
    pub page: ListedPage,
    /// The address of the page with everything.
    pub everything: String,
}

impl HandbookViews<'_> {
    /// The title of the handbook in this language.
    pub fn own_title(&self) -> String {
        self.typography.title(title(self.handbook, self.folder()))
    }

    /// The description of the cover; empty for none.
    pub fn summary(&self) -> String {
        let cover = self.cover_chapter();
        cover.map_or_else(String::new, |cover| {
            self.description(&self.handbook.documents[cover.document])
        })
    }

    /// The editions of the listed plans.
    pub fn plan_list(&self) -> Vec<ListedEdition> {
        let mut list = Vec::new();
        for plan in self.listed_plans() {
            let typography = self.typography_of(plan);
            let tracks = plan.tracks.iter().enumerate();
            let tracks = tracks.map(|(index, track)| (Some(index), Some(track.name.as_str())));
            let whole = plan.tracks.is_empty().then_some((None, None));
            for (track, called) in tracks.chain(whole) {
                let title = match called {
                    Some(called) => format!("{} ({called})", plan.title),
                    None => plan.title.clone(),
                };
                let description = plan.description.as_deref().unwrap_or_default();
                let folder = address::folder(plan, track);
                list.push(ListedEdition {
                    page: ListedPage {
                        title: typography.title(&title),
                        description: typography.title(description),
                        address: self.listed(&format!("{folder}{}", name::PLAN)),
                    },
                    everything: self.listed(&format!("{folder}{}", name::EVERYTHING)),
                });
            }
        }
        list
    }

    /// The listed chapters by folder, with the folder's name in words; empty for chapters outside of folders.
    pub fn chapter_list(&self) -> Vec<(String, Vec<ListedPage>)> {
        let mut groups: Vec<(String, Vec<ListedPage>)> = Vec::new();
        for index in self.chapters() {
            if !self.is_listed(index) {
                continue;
            }
            let chapter = &self.handbook.chapters[index];
            let document = &self.handbook.documents[chapter.document];
            let page = ListedPage {
                title: self.typography.title(&chapter.title),
                description: self.description(document),
                address: self.listed(&address::chapter(self.handbook, chapter.document)),
            };
            let folder = in_words(self.folder_of(chapter));
            match groups.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, pages)) => pages.push(page),
                None => groups.push((folder, vec![page])),
            }
        }
        groups
    }

    fn listed(&self, page: &str) -> String {
        let path = if self.tables.has_copies {
            copy_of(page)
        } else {
            page.to_owned()
        };
        match self.tables.base_url {
            Some(base) => on_the_web(base, &path),
            None => to_file("", &path),
        }
    }
}
