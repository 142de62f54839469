//! `prepbook schema`.

use clap::{Args, ValueEnum};

use super::outcome::Outcome;
use super::terminal::Terminal;
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What the schema is for.
    #[arg(value_enum, default_value_t = SchemaOf::Handbook)]
    of: SchemaOf,
}

/// What authors write in YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaOf {
    /// The configuration, handbook.yaml.
    Handbook,
    /// The front matter of documents.
    FrontMatter,
}

pub(super) fn run(args: &SchemaArgs) -> Outcome {
    let schema = match args.of {
        SchemaOf::Handbook => pipeline::configuration_schema(),
        SchemaOf::FrontMatter => pipeline::front_matter_schema(),
    };
    Terminal::output(&schema);
    Outcome::Clean
}
