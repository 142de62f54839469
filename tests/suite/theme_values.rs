//! The list of values that templates get, made from the types of the views and their descriptions: for the check of
//! themes (`src/theme/values.txt`) and for people (`docs/themes.md`).

mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use variables::{COMPOSED, VARIABLES};

/// A type with its description and fields: name, type, description.
#[derive(Clone, Default)]
struct Described {
    about: String,
    fields: Vec<(String, String, String)>,
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All serialized types of the views.
fn views() -> BTreeMap<String, Described> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut open = vec![root("src/view")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut types = BTreeMap::new();
    for file in files {
        read_types(&fs::read_to_string(file).unwrap(), &mut types);
    }
    for (name, about, fields) in COMPOSED {
        let fields = fields.iter().map(|(name, kind, about)| {
            ((*name).to_owned(), (*kind).to_owned(), (*about).to_owned())
        });
        let described = Described {
            about: (*about).to_owned(),
            fields: fields.collect(),
        };
        assert!(types.insert((*name).to_owned(), described).is_none());
    }
    types
}

fn read_types(text: &str, types: &mut BTreeMap<String, Described>) {
    let mut lines = text.lines().peekable();
    let mut about = String::new();
    let mut is_serialized = false;
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("///") {
            add_words(&mut about, words);
        } else if line.starts_with("#[") {
            is_serialized |= line.contains("Serialize");
        } else {
            let header = line
                .strip_prefix("pub struct ")
                .or_else(|| line.strip_prefix("pub enum "));
            if let (Some(header), true) =
                (header.filter(|header| header.ends_with('{')), is_serialized)
            {
                let name: String = header.chars().take_while(|c| c.is_alphanumeric()).collect();
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                let mut described = fields(&body, line.starts_with("pub enum"));
                described.about.clone_from(&about);
                types.insert(name, described);
            }
            about.clear();
            is_serialized = false;
        }
    }
}

fn add_words(about: &mut String, words: &str) {
    if !about.is_empty() {
        about.push(' ');
    }
    about.push_str(words.trim());
}

/// The fields of a struct, or of all variants of an enum, whose `type` says which it is.
fn fields(body: &[&str], is_enum: bool) -> Described {
    let mut described = Described::default();
    let mut variants = Vec::new();
    let mut about = String::new();
    for line in body {
        let line = line.trim();
        if let Some(words) = line.strip_prefix("///") {
            add_words(&mut about, words);
            continue;
        }
        if line.starts_with("#[") {
            continue;
        }
        let field = line.strip_suffix(',').unwrap_or(line);
        let field = field.strip_prefix("pub ").unwrap_or(field);
        let name: String = field
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if is_enum && name.starts_with(|c: char| c.is_uppercase()) {
            variants.push(kebab(&name));
            if let Some(inner) = field.strip_prefix(&format!("{name}(")) {
                let inner = inner.trim_end_matches(')');
                described
                    .fields
                    .push(("*".to_owned(), kind(inner), String::new()));
            }
        } else if let Some(written) = field.strip_prefix(&format!("{name}: ")) {
            let field = (name, kind(written), about.clone());
            match described.fields.iter_mut().find(|known| known.0 == field.0) {
                // A field of several variants.
                Some(known) => {
                    known.1 = if known.1 == field.1 {
                        field.1
                    } else {
                        "any".to_owned()
                    }
                }
                None => described.fields.push(field),
            }
        }
        about.clear();
    }
    if is_enum {
        let names = variants.iter().map(|name| format!("`{name}`"));
        let about = format!("One of {}.", names.collect::<Vec<_>>().join(", "));
        described
            .fields
            .insert(0, ("type".to_owned(), "string".to_owned(), about));
    }
    described
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

/// A Rust type in words.
fn kind(written: &str) -> String {
    let inner = |outer: &str| written.strip_prefix(outer)?.strip_suffix('>');
    if let Some(inner) = inner("Option<") {
        return format!("{} or none", kind(inner));
    }
    if let Some(inner) = inner("Vec<").or_else(|| inner("BTreeSet<")) {
        return format!("list of {}", kind(inner));
    }
    let plain = written
        .trim_start_matches('&')
        .trim_start_matches("'static ")
        .trim_start_matches("'a ");
    let name = plain.split('<').next().unwrap();
    match name {
        "String" | "str" | "Date" | "PolicySource" => "string",
        "bool" => "boolean",
        "u8" | "u32" | "u64" | "usize" | "f32" | "f64" | "i64" => "number",
        "B" | "C" | "Content" => "HTML",
        name if name.ends_with("View") => name.rsplit("::").next().unwrap(),
        _ => "any",
    }
    .to_owned()
}

/// The name of the type in a type in words.
fn base(kind: &str) -> &str {
    let kind = kind.strip_suffix(" or none").unwrap_or(kind);
    match kind.strip_prefix("list of ") {
        Some(inner) => base(inner),
        None => kind,
    }
}

/// The types that templates get, in the order in which they are first named.
fn reached() -> Vec<(String, Described)> {
    let types = views();
    let mut names: Vec<String> = VARIABLES
        .iter()
        .map(|variable| base(variable.1).to_owned())
        .collect();
    let mut seen = BTreeSet::new();
    let mut reached = Vec::new();
    let mut at = 0;
    while let Some(name) = names.get(at).cloned() {
        at += 1;
        if !seen.insert(name.clone()) {
            continue;
        }
        let Some(mut described) = types.get(&name).cloned() else {
            continue;
        };
        // The fields of a variant that is a type of its own.
        for (field, kind, _) in described.fields.clone() {
            if field == "*" {
                let own = types[&kind].fields.clone();
                let is_new = |(name, ..): &(String, String, String)| {
                    described.fields.iter().all(|(known, ..)| known != name)
                };
                let own: Vec<_> = own.into_iter().filter(is_new).collect();
                described.fields.extend(own);
            }
        }
        described.fields.retain(|(field, ..)| field != "*");
        names.extend(
            described
                .fields
                .iter()
                .map(|(_, kind, _)| base(kind).to_owned()),
        );
        reached.push((name, described));
    }
    reached
}

/// The list for the check of themes.
fn list() -> String {
    let mut list = String::from("# variables\n");
    for (name, kind, _, _) in VARIABLES {
        let _ = writeln!(list, "{name}: {kind}");
    }
    for (name, described) in reached() {
        let _ = writeln!(list, "# {name}");
        for (field, kind, _) in described.fields {
            let _ = writeln!(list, "{field}: {kind}");
        }
    }
    list
}

/// The name of a type for people.
fn shown(kind: &str) -> String {
    let name = base(kind);
    if !name.ends_with("View") && name != "RenderedDay" {
        return kind.to_owned();
    }
    let link = format!("[{}](#{})", title(name), title(name).to_lowercase());
    kind.replace(name, &link)
}

fn title(name: &str) -> &str {
    name.strip_suffix("View").unwrap_or(name)
}

/// The list for people.
fn document() -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let mut page =
        String::from("| variable | type | templates | what it is |\n|---|---|---|---|\n");
    for (name, kind, templates, about) in VARIABLES {
        let _ = writeln!(
            page,
            "| `{name}` | {} | {templates} | {} |",
            shown(kind),
            cell(about)
        );
    }
    for (name, described) in reached() {
        let about = described.about.replace("; `B` is the type of texts", "");
        let _ = write!(
            page,
            "\n### {}\n\n{}\n\n| value | type | what it is |\n|---|---|---|\n",
            title(&name),
            plain(&about)
        );
        for (field, kind, about) in described.fields {
            let _ = writeln!(
                page,
                "| `{field}` | {} | {} |",
                shown(&kind),
                cell(&plain(&about))
            );
        }
    }
    page
}

/// A description without links to code.
fn plain(about: &str) -> String {
    let mut plain = String::new();
    let mut rest = about;
    while let Some(start) = rest.find('[') {
        let Some(end) = rest[start..].find("](") else {
            break;
        };
        let Some(close) = rest[start + end..].find(')') else {
            break;
        };
        plain.push_str(&rest[..start]);
        plain.push_str(&rest[start + 1..start + end]);
        rest = &rest[start + end + close + 1..];
    }
    (plain + rest).replace("`None`", "none")
}

const MARKS: (&str, &str) = (
    "<!-- values: made by a test, see CONTRIBUTING.md -->\n\n",
    "\n<!-- end of values -->",
);

#[test]
fn the_lists_of_values_are_those_of_the_types() {
    let renews = std::env::var_os("PREPBOOK_RENEW").is_some();
    let place = root("src/theme/values.txt");
    let guide = root("docs/themes.md");
    let text = fs::read_to_string(&guide).unwrap();
    let start = text.find(MARKS.0).unwrap() + MARKS.0.len();
    let end = text.find(MARKS.1).unwrap();
    if renews {
        fs::write(&place, list()).unwrap();
        fs::write(
            &guide,
            format!("{}{}{}", &text[..start], document(), &text[end..]),
        )
        .unwrap();
        return;
    }
    let help = "renew the lists with `PREPBOOK_RENEW=1 cargo test --test suite theme_values::`";
    assert!(fs::read_to_string(place).unwrap() == list(), "{help}");
    assert!(text[start..end] == document(), "{help}");
}

#[test]
fn every_value_has_a_description_and_known_types() {
    let known: BTreeSet<String> = reached().into_iter().map(|(name, _)| name).collect();
    for (name, described) in reached() {
        assert!(!described.about.is_empty(), "{name}");
        assert!(!described.fields.is_empty(), "{name}");
        for (field, kind, about) in &described.fields {
            assert!(!about.is_empty(), "{name}.{field}");
            let base = base(kind);
            let is_known = ["string", "number", "boolean", "HTML", "any"].contains(&base)
                || known.contains(base);
            assert!(is_known, "{name}.{field}: {kind}");
        }
    }
}
