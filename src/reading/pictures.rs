//! The pictures of a handbook.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::context::HandbookContext;
use crate::plan::{LinkSource, Target, shown_pictures};
use crate::units::PictureSize;

/// The sizes of the pictures among the targets of links.
pub(super) fn sizes(
    links: &[HashMap<LinkSource, Target>],
    context: &HandbookContext<'_>,
) -> BTreeMap<String, PictureSize> {
    let sizes = shown_pictures(links).into_par_iter().filter_map(|path| {
        let size = (context.picture_size)(path)?;
        Some((path.to_owned(), size))
    });
    sizes.collect()
}
