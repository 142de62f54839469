//! JSON Schemas of what authors write in YAML.

use crate::{config, document};

/// The schema of `handbook.yaml`, as text.
pub fn configuration_schema() -> String {
    format!("{:#}", config::schema())
}

/// The schema of front matter, as text.
pub fn front_matter_schema() -> String {
    format!("{:#}", document::front_matter_schema())
}
