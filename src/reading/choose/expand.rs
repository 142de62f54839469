//! Turns chosen mentions into heads among the fragments of a document.

use super::pairs;
use super::verdict::{Verdict, leave, unnamed};
use super::weeks::Choice;
use crate::document::Form;
use crate::plan::UnchosenMention as Unread;
use crate::reading::form::{FragmentWriter, NameKind};
use crate::reading::fragment::Fragment;
use crate::reading::name::{Name, OutlineRole};
use crate::reading::scene::{FragmentIndex, Mention};
use crate::units::NumberRange;

/// The verdict on each fragment; `None` if it names nothing.
type ByPlace<'a> = [Option<&'a (Mention, Verdict)>];

fn by_place<'a>(
    scene: &FragmentIndex<'_>,
    decided: &'a [(Mention, Verdict)],
) -> Vec<Option<&'a (Mention, Verdict)>> {
    let mut by_place = vec![None; scene.fragments.len()];
    for decision in decided {
        by_place[decision.0.fragment] = Some(decision);
    }
    by_place
}

/// The indices of fragments in output order: content after a list or table that is taken as a whole does not belong to
/// its last item, so it goes before it, and before those directly in front of it.
fn order(scene: &FragmentIndex<'_>, decided: &ByPlace<'_>) -> Vec<usize> {
    let weeks = scene.finder(NameKind::Week);
    let taken = |at: usize| {
        let (mention, verdict) = decided[at]?;
        (!matches!(verdict, Verdict::Left(_))).then_some(mention.form)
    };
    let mut order = Vec::with_capacity(scene.fragments.len());
    let mut at = 0;
    // The place in front of the first of several lists and tables.
    let mut front: Option<usize> = None;
    while at < scene.fragments.len() {
        let is_set = matches!(taken(at), Some(Form::Item | Form::Row | Form::Column));
        let mut next = at + 1;
        if is_set {
            let is_after = |next: usize| {
                !scene.is_head(next)
                    && taken(next).is_none()
                    && !weeks.is_phase_line(&scene.fragments[next])
            };
            let place = front.get_or_insert(order.len());
            while next < scene.fragments.len() && is_after(next) {
                order.insert(*place, next);
                *place += 1;
                next += 1;
            }
        } else {
            front = None;
        }
        order.push(at);
        at = next;
    }
    order
}

/// The fragments with heads for the chosen weeks.
pub(super) fn expand_weeks(
    scene: &FragmentIndex<'_>,
    choice: &Choice,
    left: &mut Vec<Unread>,
) -> Vec<Fragment> {
    let taken = choice
        .decided
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Taken);
    let strongest = taken.map(|(mention, _)| mention.form).min();
    let decided = by_place(scene, &choice.decided);
    let mut weeks = Weeks {
        scene,
        choice,
        decided: &decided,
        // If weeks are in headings, a line in bold is not a phase.
        phase_lines: strongest.is_some_and(|form| form > Form::Heading),
        writer: FragmentWriter::of(scene.finder(choice.wanted)),
        last: pairs::LastNamed::default(),
    };
    for at in order(scene, &decided) {
        match decided[at] {
            Some((mention, Verdict::Left(why))) => {
                leave(scene, (mention, *why), left);
                weeks.writer.keep(unnamed(&scene.fragments[at], *why));
            }
            Some((mention, Verdict::Phase(range))) => weeks.phase(at, mention, *range),
            Some((mention, Verdict::Taken)) => weeks.week(at, mention),
            Some((mention, Verdict::Again(why))) => {
                leave(scene, (mention, *why), left);
                weeks.week(at, mention);
            }
            None => weeks.other(at),
        }
    }
    weeks.writer.out
}

struct Weeks<'a> {
    scene: &'a FragmentIndex<'a>,
    choice: &'a Choice,
    decided: &'a ByPlace<'a>,
    phase_lines: bool,
    writer: FragmentWriter<'a>,
    last: pairs::LastNamed,
}

impl Weeks<'_> {
    fn is_pair(&self, at: usize) -> bool {
        self.choice.pairs.binary_search(&at).is_ok()
    }

    fn week(&mut self, at: usize, mention: &Mention) {
        let fragment = &self.scene.fragments[at];
        let Fragment::Head(head) = fragment else {
            return self.writer.expand(fragment, mention.form);
        };
        let is_chain = mention.form == Form::Heading
            && (self.is_pair(at) || head.name.as_ref().is_some_and(is_chain_of_phase));
        if is_chain {
            pairs::expand(head, &mut self.last, &mut self.writer.out);
            return self.writer.goes_below(head.level);
        }
        let mut head = head.clone();
        head.form = mention.form;
        head.name = mention.names.first().cloned().map(|name| Name {
            inner: None,
            ..name
        });
        if let Some(name) = &head.name {
            self.last.see(name);
        }
        self.writer.keep(Fragment::Head(head));
    }

    fn phase(&mut self, at: usize, mention: &Mention, range: NumberRange) {
        let role = OutlineRole::Phase {
            numbers: None,
            weeks: Some(range),
        };
        match &self.scene.fragments[at] {
            Fragment::Head(head) => {
                let mut head = head.clone();
                if let Some(name) = &mut head.name {
                    name.role = role;
                }
                self.writer.keep(Fragment::Head(head));
            }
            Fragment::Block(block) if mention.form == Form::Bold => {
                self.writer.phase_line(*block, Some(role));
            }
            fragment => self.writer.keep(fragment.clone()),
        }
    }

    fn other(&mut self, at: usize) {
        let fragment = &self.scene.fragments[at];
        match fragment {
            Fragment::Head(head) if self.is_pair(at) => {
                pairs::expand(head, &mut self.last, &mut self.writer.out);
                self.writer.goes_below(head.level);
            }
            Fragment::Head(head) => {
                if let Some(name) = &head.name {
                    self.last.see(name);
                }
                self.writer.keep(fragment.clone());
            }
            Fragment::Block(block)
                if self.phase_lines
                    && self.scene.finder(NameKind::Week).is_phase_line(fragment) =>
            {
                self.writer.phase_line(*block, None);
            }
            _ if opens(&mut self.writer, self.scene, at, self.decided) => {}
            _ => self.writer.keep(fragment.clone()),
        }
    }
}

/// `Month 1, Week 4`
fn is_chain_of_phase(name: &Name) -> bool {
    name.is_phase() && name.inner.is_some()
}

/// Whether a fragment only opens a `<details>` element whose summary, which is chosen, follows.
fn opens(
    writer: &mut FragmentWriter<'_>,
    scene: &FragmentIndex<'_>,
    at: usize,
    decided: &ByPlace<'_>,
) -> bool {
    let is_title = || {
        let next = decided.get(at + 1).copied().flatten();
        next.is_some_and(|(next, verdict)| next.form == Form::Title && *verdict == Verdict::Taken)
    };
    writer.opens_details(&scene.fragments[at], is_title)
}

/// The fragments with heads for the chosen days, each with the index of its original fragment.
pub(super) fn expand_days(
    scene: &FragmentIndex<'_>,
    decided: &[(Mention, Verdict)],
    wanted: NameKind,
    left: &mut Vec<Unread>,
) -> Vec<(usize, Fragment)> {
    let mut writer = FragmentWriter::of(scene.finder(wanted));
    let decided = by_place(scene, decided);
    let mut out = Vec::with_capacity(scene.fragments.len());
    for at in order(scene, &decided) {
        let fragment = &scene.fragments[at];
        match (decided[at], fragment) {
            (Some((mention, Verdict::Left(why))), _) => {
                leave(scene, (mention, *why), left);
                writer.keep(unnamed(fragment, *why));
            }
            (Some((mention, _)), Fragment::Head(head)) => {
                let mut head = head.clone();
                head.name = mention.names.first().cloned();
                head.form = head.form.max(mention.form);
                writer.keep(Fragment::Head(head));
            }
            (Some((mention, _)), _) => writer.expand(fragment, mention.form),
            (None, _) if opens(&mut writer, scene, at, &decided) => {}
            (None, _) => writer.keep(fragment.clone()),
        }
        out.extend(writer.out.drain(..).map(|fragment| (at, fragment)));
    }
    out
}
