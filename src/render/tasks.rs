//! A task stands in every edition, and on several pages of each. It is drawn once, and its HTML put wherever it stands.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::theme::{Artist, context};
use crate::error::Error;
use crate::view::{DayContentView, ItemView, Piece, SectionView};

/// The tasks that are drawn already, by all that they are drawn from.
pub(super) struct Tasks<'a> {
    /// Who draws them.
    pub(super) artist: &'a Artist,
    drawn: RwLock<HashMap<Vec<Piece>, Arc<str>>>,
}

impl<'a> Tasks<'a> {
    /// None yet.
    pub(super) fn of(artist: &'a Artist) -> Self {
        Self {
            artist,
            drawn: RwLock::default(),
        }
    }

    /// A day with its tasks drawn.
    ///
    /// # Errors
    ///
    /// [`Error::Theme`] where the template asks for what is not there.
    pub(super) fn in_day(&self, mut day: DayContentView) -> Result<DayContentView, Error> {
        for item in day.items.iter_mut().chain(&mut day.later) {
            match item {
                ItemView::Prose { body }
                | ItemView::Block { body, .. }
                | ItemView::Note { body, .. } => self.in_row(body)?,
                ItemView::Section(section) => self.in_section(section)?,
            }
        }
        Ok(day)
    }

    fn in_section(&self, section: &mut SectionView) -> Result<(), Error> {
        self.in_row(&mut section.body)?;
        section
            .sections
            .iter_mut()
            .try_for_each(|inner| self.in_section(inner))
    }

    fn in_row(&self, row: &mut Vec<Piece>) -> Result<(), Error> {
        if !row.iter().any(|piece| matches!(piece, Piece::Task(_))) {
            return Ok(());
        }
        let mut drawn = String::new();
        let mut settled = Vec::new();
        // The pieces of the task at hand, and how deep in tasks they stand.
        let (mut task, mut depth) = (Vec::new(), 0_usize);
        for piece in std::mem::take(row) {
            depth += usize::from(matches!(piece, Piece::Task(_)));
            let ends = matches!(piece, Piece::TaskEnd { .. });
            match piece {
                piece if depth > 0 => task.push(piece),
                Piece::Html { html } => drawn.push_str(&html),
                piece => {
                    if !drawn.is_empty() {
                        let html = std::mem::take(&mut drawn);
                        settled.push(Piece::Html { html });
                    }
                    settled.push(piece);
                }
            }
            depth -= usize::from(ends);
            if ends && depth == 0 {
                drawn.push_str(&self.draw(std::mem::take(&mut task))?);
            }
        }
        if !drawn.is_empty() {
            settled.push(Piece::Html { html: drawn });
        }
        *row = settled;
        Ok(())
    }

    fn draw(&self, task: Vec<Piece>) -> Result<Arc<str>, Error> {
        // A thread that panicked left whole entries behind.
        let known = self.drawn.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = known.get(&task) {
            return Ok(Arc::clone(html));
        }
        drop(known);
        let html: Arc<str> = self
            .artist
            .text("parts/prose.html", &context("pieces", &task))?
            .into();
        let mut known = self.drawn.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(task, Arc::clone(&html));
        Ok(html)
    }
}
