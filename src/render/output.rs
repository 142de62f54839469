//! What is drawn together. Every output says where its files are and how they are drawn;
//! [`Outputs::list`](super::Outputs::list) has all of them, and nothing else knows which there are.

use super::File;
use super::renderer::Renderer;
use super::tasks::Tasks;
use crate::error::Error;
use crate::site::Index;
use crate::view::Route;

/// What outputs are drawn with.
pub(super) struct Context<'a> {
    /// The theme.
    pub(super) renderer: &'a Renderer,
    /// The tasks that are drawn already.
    pub(super) tasks: &'a Tasks<'a>,
    /// The files of all earlier turns; none in the first turn.
    pub(super) earlier: &'a Index,
    /// Whether all outputs are drawn, so parts that several of them need are kept.
    pub(super) draws_all: bool,
}

/// One output.
pub(super) trait Output: Sync {
    /// When it can be drawn.
    fn turn(&self) -> Turn {
        Turn::Pages
    }

    /// Where its files are.
    fn routes(&self) -> Vec<Route>;

    /// Draws its files.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] if a template fails.
    fn draw(&self, context: &Context<'_>) -> Result<Vec<File>, Error>;
}

/// When an output can be drawn: after all those of earlier turns. Outputs of one turn are drawn side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// What needs nothing but its own data.
    Pages,
    /// What is put together from the words of other pages, which are freed with it.
    Index,
    /// What is put together from parts of other pages.
    Everything,
    /// What search engines are given: the pages so far.
    Sitemap,
    /// What search engines are not given.
    Moved,
    /// The list of all files.
    Offline,
}

impl Turn {
    /// All turns in their order.
    pub(super) const ALL: [Self; 6] = [
        Self::Pages,
        Self::Index,
        Self::Everything,
        Self::Sitemap,
        Self::Moved,
        Self::Offline,
    ];
}
