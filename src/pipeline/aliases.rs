//! Aliases, the addresses that documents had, must be free, and each leads to one place.

use std::collections::{BTreeMap, HashMap};

use super::outlined::Outlined;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Moved;
use crate::span::Span;

/// Reports aliases that are the address of a page or a file, and those that lead to two places.
pub(super) fn report(outlined: &mut Outlined) {
    let moved = &outlined.handbook.moved;
    if !moved.iter().any(|moved| moved.is_alias) {
        return;
    }
    let views = outlined.views();
    let outputs = outlined.outputs(&views);
    let pages: BTreeMap<String, Option<Span>> = outputs
        .own_routes()
        .map(|route| (route.path, route.span))
        .collect();
    let assets = outlined.assets();
    let mut diagnostics = Vec::new();
    let mut first: HashMap<(&str, Option<&str>), &Moved> = HashMap::new();
    for one in moved {
        for address in &one.addresses {
            let page = pages.get(address);
            if one.is_alias && (page.is_some() || assets.contains(address)) {
                diagnostics.push(taken(one, address, page.copied().flatten()));
                break;
            }
            let key = (address.as_str(), one.anchor.as_deref());
            let other = *first.entry(key).or_insert(one);
            if (one.is_alias || other.is_alias) && other.target != one.target {
                diagnostics.push(shared(one, other, address));
                break;
            }
        }
    }
    outlined.diagnostics.append(&mut diagnostics);
}

fn taken(alias: &Moved, address: &str, page: Option<Span>) -> Diagnostic {
    let message = format!("this alias is the address of another page, `{address}`");
    let taken = Diagnostic::new(Code::SamePage, alias.span, message)
        .hint("remove the alias, or give the other page another address");
    match page {
        Some(page) => taken.label(page, "the page at this address"),
        None => taken,
    }
}

fn shared(alias: &Moved, other: &Moved, address: &str) -> Diagnostic {
    let message = format!("two documents have the alias `{address}`");
    Diagnostic::new(Code::SamePage, alias.span, message)
        .label(other.span, "the other alias")
        .hint("remove one of them; an address can lead to only one page")
}
