//! The pictures of a handbook.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::context::HandbookContext;
use crate::plan::{LinkSource, Target};
use crate::units::PictureSize;

/// The sizes of the pictures among the targets of links.
pub(super) fn sizes(
    links: &[HashMap<LinkSource, Target>],
    context: &HandbookContext<'_>,
) -> BTreeMap<String, PictureSize> {
    let targets = links.iter().flat_map(HashMap::iter);
    let paths: BTreeSet<&String> = targets
        .filter_map(|(source, target)| match target {
            Target::Asset(path) if source.may_show_picture() => Some(path),
            _ => None,
        })
        .collect();
    let sizes = paths.into_par_iter().filter_map(|path| {
        let size = (context.picture_size)(path)?;
        Some((path.clone(), size))
    });
    sizes.collect()
}
