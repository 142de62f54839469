//! The handbooks that `prepbook init` creates: a small one to begin with, or a complete one to learn from.

use rust_embed::RustEmbed;

use crate::error::Error;
use crate::ledger::Lock;
use crate::site::Site;

#[derive(RustEmbed)]
#[folder = "starter"]
struct StarterFiles;

#[derive(RustEmbed)]
#[folder = "content"]
struct ContentFiles;

/// Which handbook is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starter {
    /// A plan of two weeks with two tracks, a companion, and every key of the configuration explained.
    Small,
    /// The handbook that comes with prepbook: two plans with their companions.
    Whole,
}

/// The name of the schema of the configuration, which the configuration names for editors.
pub const SCHEMA: &str = "handbook.schema.json";

/// The path of the workflow that publishes a handbook on GitHub.
const WORKFLOW: &str = ".github/workflows/publish.yml";

/// The workflow, with the version of this prepbook in the place of `@VERSION@`.
fn workflow(path: &str) -> String {
    let file = StarterFiles::get(path).map_or_else(Vec::new, |file| file.data.into_owned());
    String::from_utf8_lossy(&file).replace("@VERSION@", env!("CARGO_PKG_VERSION"))
}

/// The first line of a configuration: editors complete it with the schema beside it.
fn named_schema(configuration: &[u8]) -> Vec<u8> {
    let line = format!("# yaml-language-server: $schema={SCHEMA}\n");
    [line.as_bytes(), configuration].concat()
}

/// The files of a starter by their paths, with a lock of a handbook with the id `id`. The configuration names a
/// [schema](SCHEMA), which is not among them.
///
/// # Errors
///
/// [`Error::TwoOwners`] if two of its files have the same path, which a test rules out.
pub fn files(starter: Starter, id: &str) -> Result<Site, Error> {
    let mut site = Site::default();
    for path in StarterFiles::iter() {
        // The files have inert names in prepbook's own repository.
        let place = match path.as_ref() {
            "gitignore" => ".gitignore",
            "gitattributes" => ".gitattributes",
            "github-workflow.yml" => WORKFLOW,
            _ if starter == Starter::Whole => continue,
            path => path,
        };
        if place == WORKFLOW {
            site.add(place.to_owned(), workflow(&path).into_bytes())?;
            continue;
        }
        if place == "handbook.yaml" {
            let text =
                StarterFiles::get(&path).map_or_else(Vec::new, |file| file.data.into_owned());
            site.add(place.to_owned(), named_schema(&text))?;
            continue;
        }
        add(&mut site, place, StarterFiles::get(&path))?;
    }
    site.add(
        "handbook.lock".to_owned(),
        Lock::new(id).text().into_bytes(),
    )?;
    if starter == Starter::Whole {
        for path in ContentFiles::iter() {
            add(
                &mut site,
                &format!("content/{path}"),
                ContentFiles::get(&path),
            )?;
        }
        let configuration = include_bytes!("../handbook.yaml");
        site.add("handbook.yaml".to_owned(), named_schema(configuration))?;
    }
    Ok(site)
}

fn add(site: &mut Site, path: &str, file: Option<rust_embed::EmbeddedFile>) -> Result<(), Error> {
    let bytes = file.map_or_else(Vec::new, |file| file.data.into_owned());
    site.add(path.to_owned(), bytes)
}
