//! The names that a template uses: paths of values such as `page.edition.plan`, and the names that it binds itself.

use std::collections::BTreeMap;
use std::ops::Range;

/// The names in a template.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TemplateNames {
    /// The paths of values, in order.
    pub(super) paths: Vec<ValuePath>,
    /// The names that the template gives to values; the path of the list if it loops over one.
    pub(super) bound: BTreeMap<String, Vec<Option<Vec<String>>>>,
    /// The components that it defines.
    pub(super) components: Vec<String>,
    /// The texts in quotes, such as the names of templates that it includes.
    pub(super) strings: Vec<String>,
}

/// A path of names: `words.skip`, or `assets["style.css"]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ValuePath {
    /// The names, each with its place in the template.
    pub(super) names: Vec<(String, Range<usize>)>,
}

/// Words of the language of templates.
const KEYWORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "set",
    "true",
    "false",
    "none",
    "True",
    "False",
    "None",
    "loop",
    "body",
    "filter",
    "endfilter",
    "break",
    "continue",
    "set_global",
    "endset",
    "self",
    "super",
    "raw",
    "endraw",
];

/// Finds the names in a template.
pub(super) fn scan(template: &str) -> TemplateNames {
    let mut names = TemplateNames::default();
    let mut at = 0;
    while let Some(found) = template[at..].find(['{']) {
        let start = at + found;
        let (is_statement, close) = match template.as_bytes().get(start + 1) {
            Some(b'#') => {
                let end = template[start..].find("#}");
                at = end.map_or(template.len(), |end| start + end + 2);
                continue;
            }
            Some(b'{') => (false, "}}"),
            Some(b'%') => (true, "%}"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        let tokens = tokens(template, start + 2, close);
        at = tokens.end;
        names.add(&tokens.list, is_statement);
    }
    names
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TemplateToken {
    Name(String),
    Text(String),
    Sign(char),
}

struct TemplateTokens {
    list: Vec<(TemplateToken, Range<usize>)>,
    end: usize,
}

/// The tokens from `start` to the closing mark.
fn tokens(template: &str, start: usize, close: &str) -> TemplateTokens {
    let mut list = Vec::new();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(c) = template[at..].chars().next() {
        let rest = &template[at..];
        if depth == 0 && rest.starts_with(close) {
            return TemplateTokens {
                list,
                end: at + close.len(),
            };
        }
        let length = match c {
            '"' | '\'' | '`' => {
                let inner = rest[1..].find(c).unwrap_or(rest.len() - 1);
                let text = rest[1..=inner].to_owned();
                list.push((TemplateToken::Text(text), at + 1..at + 1 + inner));
                (inner + 2).min(rest.len())
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                let length = end.unwrap_or(rest.len());
                list.push((
                    TemplateToken::Name(rest[..length].to_owned()),
                    at..at + length,
                ));
                length
            }
            c if c.is_ascii_digit() => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.');
                end.unwrap_or(rest.len())
            }
            c => {
                match c {
                    '{' => depth += 1,
                    '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if !c.is_whitespace() {
                    list.push((TemplateToken::Sign(c), at..at + c.len_utf8()));
                }
                c.len_utf8()
            }
        };
        at += length;
    }
    TemplateTokens {
        list,
        end: template.len(),
    }
}

impl TemplateNames {
    fn add(&mut self, tokens: &[(TemplateToken, Range<usize>)], is_statement: bool) {
        for (token, _) in tokens {
            if let TemplateToken::Text(text) = token {
                self.strings.push(text.clone());
            }
        }
        // `{%-` removes the space in front.
        let is_dash =
            |(token, _): &&(TemplateToken, Range<usize>)| *token == TemplateToken::Sign('-');
        let tokens = &tokens[tokens.iter().take_while(is_dash).count()..];
        let first = match tokens.first() {
            Some((TemplateToken::Name(first), _)) if is_statement => first.as_str(),
            _ => "",
        };
        let names_of = |tokens: &[(TemplateToken, Range<usize>)]| -> Vec<String> {
            let names = tokens.iter().filter_map(|(token, _)| match token {
                TemplateToken::Name(name) => Some(name.clone()),
                _ => None,
            });
            names.collect()
        };
        match first {
            "block" | "endblock" | "endcomponent" | "extends" | "include" | "import" => {}
            "component" => {
                let mut all = names_of(tokens).into_iter().skip(1);
                self.components.extend(all.next());
                for name in all {
                    self.bound.entry(name).or_default().push(None);
                }
            }
            "for" => {
                let is_in = |(token, _): &(TemplateToken, Range<usize>)| {
                    *token == TemplateToken::Name("in".to_owned())
                };
                let split = tokens.iter().position(is_in).unwrap_or(tokens.len());
                let before = self.paths.len();
                self.paths.extend(paths(&tokens[split..]));
                let list = self.paths.get(before).map(|path| {
                    let names = path.names.iter();
                    names.map(|(name, _)| name.clone()).collect::<Vec<_>>()
                });
                let bound = names_of(&tokens[1..split]);
                let is_one = bound.len() == 1;
                for name in bound {
                    let list = list.clone().filter(|_| is_one);
                    self.bound.entry(name).or_default().push(list);
                }
            }
            "set" | "set_global" => {
                if let Some(name) = names_of(tokens).into_iter().nth(1) {
                    self.bound.entry(name).or_default().push(None);
                }
                self.paths
                    .extend(paths(tokens.get(2..).unwrap_or_default()));
            }
            _ => self.paths.extend(paths(tokens)),
        }
    }
}

/// The paths of values in an expression.
fn paths(tokens: &[(TemplateToken, Range<usize>)]) -> Vec<ValuePath> {
    let mut paths = Vec::new();
    let sign = |at: usize| match tokens.get(at) {
        Some((TemplateToken::Sign(sign), _)) => *sign,
        _ => ' ',
    };
    let mut at = 0;
    while let Some((token, place)) = tokens.get(at) {
        let TemplateToken::Name(name) = token else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).map_or(' ', sign);
        let is_test = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|(token, _)| {
                matches!(token, TemplateToken::Name(word) if word == "is" || word == "not" && is_after_is(tokens, at))
            });
        let mut names = vec![(name.clone(), place.clone())];
        at += 1;
        loop {
            match (sign(at), tokens.get(at + 1)) {
                ('.', Some((TemplateToken::Name(name), place))) => {
                    names.push((name.clone(), place.clone()));
                    at += 2;
                }
                ('[', Some((TemplateToken::Text(name), place))) if sign(at + 2) == ']' => {
                    names.push((name.clone(), place.clone()));
                    at += 3;
                }
                _ => break,
            }
        }
        // A filter, the rest of a path, a component, a function, the name of an argument.
        let is_other = matches!(before, '|' | '.' | '<' | '/')
            || sign(at) == '('
            || (sign(at) == '=' && sign(at + 1) != '=')
            || (sign(at) == ':' && names.len() == 1 && matches!(before, '{' | ','));
        if !is_other && !is_test && !KEYWORDS.contains(&name.as_str()) {
            paths.push(ValuePath { names });
        }
    }
    paths
}

/// Whether `not` in front of a name follows `is`.
fn is_after_is(tokens: &[(TemplateToken, Range<usize>)], at: usize) -> bool {
    let word = at.checked_sub(2).and_then(|before| tokens.get(before));
    word.is_some_and(|(token, _)| *token == TemplateToken::Name("is".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn names_are_found_wherever_a_template_uses_values() {
        for (template, expected) in [
            ("a {b} {{ page.title }} c", "page.title"),
            (
                "{{ page.title | default(value=site.title) | upper }}",
                "page.title site.title",
            ),
            ("{# {{ page.no }} #}{{- words[\"skip\"] -}}", "words.skip"),
            ("{{ words[\"state_\" ~ state] }}", "words state"),
            (
                "{{ page.crumbs[0].address }} {{ page.crumbs[1:] }}",
                "page.crumbs page.crumbs",
            ),
            (
                "{% if page.next is not none and not page.edition %}x{% endif %}",
                "page.next page.edition",
            ),
            (
                "{% for day in week.days %}{{ day.title }}{% endfor %}",
                "week.days day.title",
            ),
            ("{{ <icon icon={section.icon}/> }}", "section.icon"),
            (
                "{{ <called called={day.called} title=\"x\"/> }}",
                "day.called",
            ),
            (
                "{% block main %}{% endblock main %}{% extends \"base.html\" %}",
                "",
            ),
            (
                "{% component date(date, of: number = 0) %}{{ date.first }}{% endcomponent date %}",
                "date.first",
            ),
            ("{{ \"}}\" ~ page.title }} {{ open", "page.title open"),
            ("{% set x = page.title %}{{ x }}", "page.title x"),
            ("{{ 2 * count }} {{ 1.5 }}", "count"),
        ] {
            let names = scan(template);
            let paths = names.paths.iter().map(|path| {
                let names = path.names.iter().map(|(name, place)| {
                    assert_eq!(&template[place.clone()], name, "{template}");
                    name.as_str()
                });
                names.collect::<Vec<_>>().join(".")
            });
            assert_eq!(paths.collect::<Vec<_>>().join(" "), expected, "{template}");
        }
        let names = scan(
            "{% component a(b, c=\"\", @words) -%}{% for d in e.f %}{% endfor %}{% include \"g.html\" %}",
        );
        assert_eq!(names.components, ["a"]);
        let bound: Vec<&str> = names.bound.keys().map(String::as_str).collect();
        assert_eq!(bound, ["b", "c", "d", "words"]);
        assert_eq!(
            names.bound["d"],
            [Some(vec!["e".to_owned(), "f".to_owned()])]
        );
        assert!(names.strings.contains(&"g.html".to_owned()));
    }
}
