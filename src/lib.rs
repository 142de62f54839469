//! prepbook makes a linked, printable handbook from a preparation plan written in Markdown.
//!
//! [`pipeline`] connects the stages: source text becomes documents ([`document`]), documents are read into a handbook
//! of plans ([`reading`], [`plan`]), which is checked for contradictions ([`check`]), a plan is narrowed to an edition
//! for each track ([`edition`]), an edition becomes views ([`view`]), views become pages by a theme ([`theme`],
//! [`render`]), and pages become files ([`site`]).

pub mod check;
pub mod cli;
pub mod config;
pub mod course;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod error;
pub mod export;
pub mod fix;
mod language;
pub mod ledger;
pub mod paper;
pub mod pipeline;
pub mod plan;
pub mod progress;
pub mod reading;
pub mod render;
pub mod report;
pub mod serve;
pub mod site;
pub mod source;
pub mod span;
pub mod starter;
mod system;
pub mod theme;
pub mod units;
pub mod view;
pub mod yaml;
