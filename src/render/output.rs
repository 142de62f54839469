//! Groups of files that are rendered together. Every output has the paths of its files and a way to render them;
//! [`Outputs::list`](super::Outputs::list) is the only list of them.

use super::File;
use super::renderer::Renderer;
use super::tasks::TaskRenderer;
use crate::error::Error;
use crate::site::FileIndex;
use crate::view::Route;

/// The context for rendering an output.
pub(super) struct OutputContext<'a> {
    /// The theme, with the words of the output's language.
    pub(super) renderer: &'a Renderer,
    /// The tasks that are already rendered.
    pub(super) tasks: &'a TaskRenderer<'a>,
    /// The files of all earlier turns; none in the first turn.
    pub(super) earlier: &'a FileIndex,
    /// Whether all outputs are drawn, so parts that several of them need are kept.
    pub(super) renders_all: bool,
}

/// One output.
pub(super) trait Output: Sync {
    /// When it can be rendered.
    fn turn(&self) -> Turn {
        Turn::Pages
    }

    /// The language of its pages, as an index of the handbook's locales.
    fn locale(&self) -> usize {
        0
    }

    /// The paths of its files.
    fn routes(&self) -> Vec<Route>;

    /// Renders its files.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    fn render(&self, context: &OutputContext<'_>) -> Result<Vec<File>, Error>;
}

/// When an output can be rendered: after all outputs of earlier turns. Outputs of one turn are rendered in parallel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// Outputs that need only their own data.
    Pages,
    /// Outputs made from the words of other pages, which are freed with them.
    Index,
    /// Outputs made from parts of other pages.
    Everything,
    /// Files for search engines: the pages so far.
    Sitemap,
    /// Pages that search engines do not see.
    Moved,
    /// The list of all files.
    Offline,
    /// Files for programs, which are in none of the lists above.
    Copies,
}

impl Turn {
    /// All turns in order.
    pub(super) const ALL: [Self; 7] = [
        Self::Pages,
        Self::Index,
        Self::Everything,
        Self::Sitemap,
        Self::Moved,
        Self::Offline,
        Self::Copies,
    ];
}
