//! `<!-- prepbook: allow dead-link -->` keeps a kind of problem from being told at one place: in the block behind a
//! comment that has a line of its own, or else in the comment's line.

use super::node::{Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::span::Span;

/// The kinds of problems that are not told in a range of a source.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    codes: Vec<Code>,
    span: Span,
}

impl Allowed {
    pub(super) fn allows(&self, code: Code, at: Span) -> bool {
        let inside = self.span.start <= at.start && at.start < self.span.end;
        at.file == self.span.file && inside && self.codes.contains(&code)
    }
}

/// Takes such comments out of the nodes of a file.
pub(super) fn take(nodes: &mut [Node], source: &str, found: &mut Vec<Diagnostic>) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    for index in 0..nodes.len() {
        let NodeKind::Html(html) = &nodes[index].kind else {
            continue;
        };
        let Some((names, behind)) = names(html) else {
            continue;
        };
        let own = nodes[index].span;
        let codes = names
            .split([',', ' '])
            .filter(|name| !name.is_empty())
            .filter_map(|name| {
                let code = Code::named(name);
                if code.is_none() {
                    found.push(unknown(name, own));
                }
                code
            });
        allowed.push(Allowed {
            codes: codes.collect(),
            span: if behind.trim().is_empty() {
                silenced(nodes, index, source)
            } else {
                own
            },
        });
        nodes[index].kind = NodeKind::Html(String::new());
    }
    allowed
}

/// What stands behind `prepbook: allow` in a comment, and the HTML behind the comment.
fn names(html: &str) -> Option<(&str, &str)> {
    let (_, comment) = html.split_once("<!--")?;
    let (inner, behind) = comment.split_once("-->")?;
    let verb = inner.trim().strip_prefix("prepbook:")?.trim_start();
    let names = verb.strip_prefix("allow")?;
    names
        .starts_with([' ', '\n'])
        .then(|| (names.trim(), behind))
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::UnknownCheck,
        span,
        format!("there is no check `{name}` to be allowed"),
    );
    let known = Code::ALL.iter().map(|code| code.name());
    match did_you_mean(name, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint("write the code that stands in brackets where the problem is told"),
    }
}

fn silenced(nodes: &[Node], index: usize, source: &str) -> Span {
    let own = nodes[index].span;
    let range = own.range();
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = |from: usize| {
        source[from..]
            .find('\n')
            .map_or(source.len(), |at| from + at)
    };
    let ends_line = source[range.clone()].ends_with('\n')
        || source[range.end..line_end(range.end)].trim().is_empty();
    let alone = source[line_start..range.start].trim().is_empty() && ends_line;
    if !alone {
        return Span::new(own.file, line_start, line_end(range.end));
    }
    sibling(nodes, index).map_or(own, |next| nodes[next].span)
}

/// The node that follows one in the same parent.
fn sibling(nodes: &[Node], index: usize) -> Option<usize> {
    let next = nodes[index].end();
    let parent = nodes[..index].iter().rev().find(|node| node.end() > index);
    let end = parent.map_or(nodes.len(), Node::end);
    (next < end).then_some(next)
}
