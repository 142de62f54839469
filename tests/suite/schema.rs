//! The JSON Schemas of the configuration and of front matter: an independent validator accepts with them what the reader
//! accepts, and refuses what it refuses.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use prepbook::rooms::diagnostic::Code;
use prepbook::rooms::pipeline;
use serde_json::Value;

use crate::support::book;

struct Validator {
    schemas: Schemas,
    of: SchemaIndex,
}

impl Validator {
    fn of(schema: &str) -> Self {
        let schema = serde_json::from_str(schema).unwrap();
        let mut compiler = Compiler::new();
        compiler.add_resource("schema.json", schema).unwrap();
        let mut schemas = Schemas::new();
        let of = compiler.compile("schema.json", &mut schemas).unwrap();
        Self { schemas, of }
    }

    fn handbook() -> Self {
        Self::of(&pipeline::configuration_schema())
    }

    fn front_matter() -> Self {
        Self::of(&pipeline::front_matter_schema())
    }

    /// What is wrong with a text; it must be YAML.
    fn problem(&self, yaml: &str) -> Option<String> {
        let value: Option<Value> = serde_yaml::from_str(yaml).unwrap();
        let value = value.unwrap_or_else(|| serde_json::json!({}));
        let checked = self.schemas.validate(&value, self.of);
        checked.err().map(|error| format!("{error:#}"))
    }

    fn accepts(&self, name: &str, yaml: &str) {
        assert_eq!(self.problem(yaml), None, "{name}:\n{yaml}");
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap()
}

/// The codes that the reader reports for a configuration, or for front matter.
fn refused(configuration: &str, front: &str) -> BTreeSet<&'static str> {
    let plan = format!("---\n{front}---\n# A\n\n## Week 1\n\n### Monday\n\n- [ ] do it\n");
    let book = book()
        .file("content/plan.md", plan)
        .file("content/logo.svg", "<svg/>")
        .file("handbook.yaml", configuration);
    let diagnostics = pipeline::outline(&book.path("")).unwrap().diagnostics;
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    let codes = codes.filter(|code| matches!(code, Code::BadValue | Code::UnknownKey));
    codes.map(Code::name).collect()
}

#[test]
fn the_schemas_agree_with_the_reader() {
    let (handbook, front) = (Validator::handbook(), Validator::front_matter());
    let both = [
        ("title: A\n", true),
        ("title: 2027\n", true),
        ("title: [A]\n", false),
        ("tracks: [Short, {name: Long, id: long}]\n", true),
        ("tracks: Short\n", false),
        ("tracks: [{name: A, hours: 2}]\n", false),
        ("tracks: [{name: A, hours_per_week: 9}]\n", true),
        ("tracks: [{name: A, hours_per_week: 8-10}]\n", true),
        ("tracks: [{name: A, hours_per_week: 8.5 – 10}]\n", true),
        ("tracks: [{name: A, hours_per_week: many}]\n", false),
        ("tracks: [{name: A, hours_per_week: 169}]\n", false),
        (
            "tracks: [{name: A, allocation: {Reading: 60, Other: 40%}}]\n",
            true,
        ),
        ("tracks: [{name: A, allocation: {Reading: most}}]\n", false),
        ("tracks: [{name: A, allocation: [Reading]}]\n", false),
        ("areas: [Reading, System Design]\n", true),
        ("areas: {Reading: 60}\n", false),
        ("levels: [Junior, {name: Senior}]\n", true),
        ("levels: {name: Senior}\n", false),
        ("fit: off\n", true),
        ("fit: false\n", true),
        ("fit: no\n", true),
        ("fit: maybe\n", false),
        ("fit: 1\n", false),
        ("start_date: 2027-01-04\n", true),
        ("start_date: 4 January\n", false),
        ("target_date: 2027-03-31\n", true),
        ("breaks: [{after: 6, weeks: 1, title: Spring}]\n", true),
        ("breaks: [{after: 6, weeks: 0}]\n", false),
        ("breaks: [{after: 6, weeks: 53}]\n", false),
        ("breaks: [{after: 6, until: 7}]\n", false),
        ("holidays: [2026-11-26, 2026-12-24 to 2027-01-01]\n", true),
        ("holidays: 2026-12-24..2026-12-26\n", true),
        ("holidays: [Christmas]\n", false),
        ("weekend: friday-saturday\n", true),
        ("weekend: [friday, saturday]\n", true),
        ("weekend: {first: friday}\n", false),
        ("review: [2, 7, 21]\n", true),
        ("review: 2\n", true),
        ("review: off\n", true),
        ("review: [0]\n", false),
        ("review: [400]\n", false),
        ("review: never\n", false),
        ("titel: A\n", false),
    ];
    let of_handbook = [
        ("base_url: https://example.org/a\n", true),
        ("base_url: HTTP://example.org\n", true),
        ("base_url: example.org\n", false),
        ("base_url: https://example.org/?a\n", false),
        ("edit_url: https://example.org/edit/{path}#L{line}\n", true),
        ("edit_url: https://example.org/edit/\n", false),
        ("edit_url: /edit/{path}\n", false),
        ("plans: plan.md\n", true),
        ("plans: [plan.md]\n", true),
        ("plans: {a: plan.md}\n", false),
        (
            "nav: [plan.md, {Title: plan.md}, {More: [plan.md]}]\n",
            true,
        ),
        ("nav: plan.md\n", false),
        ("exclude: a/\ninclude: [.b]\n", true),
        ("exclude: {a: b}\n", false),
        (
            "cohorts: [{id: a, start: 2027-01-04, holidays: [2027-02-01]}]\n",
            true,
        ),
        ("cohorts: [{id: a, start: soon}]\n", false),
        (
            "cohorts: [{id: a, start: 2027-01-04, end: 2028-01-04}]\n",
            false,
        ),
        ("theme: default\n", true),
        ("theme: {accent: \"#aa3355\", logo: logo.svg}\n", true),
        ("theme: {accent: red}\n", false),
        ("theme: {color: \"#aa3355\"}\n", false),
        ("theme: [default]\n", false),
        ("output: public\n", true),
        ("html: trusted\n", true),
        ("html: raw\n", false),
        (
            "remote: [https://example.org, https://example.org:8443]\n",
            true,
        ),
        ("remote: example.org\n", false),
        ("typography: off\n", true),
        ("typography: false\n", true),
        ("typography: maybe\n", false),
        ("markdown_copies: true\n", true),
        ("llms_txt: yes\n", true),
        ("llms_txt: 1\n", false),
        ("checks: {dead-link: deny}\n", true),
        ("checks: {dead-link: error}\n", false),
        ("checks: {dead-links: deny}\n", false),
        ("checks: [dead-link]\n", false),
        ("draft: true\n", false),
    ];
    let of_front = [
        (
            "description: A\nplan: true\ndraft: false\nunlisted: false\n",
            true,
        ),
        ("plan: maybe\n", false),
        ("audience: everyone\n", true),
        ("audience: readers\n", false),
        ("aliases: [old/a.html, b/]\n", true),
        ("aliases: {a: b}\n", false),
        ("search: {exclude: true}\n", true),
        ("search: {exclud: true}\n", false),
        ("search: exclude\n", false),
        ("author: A\n", false),
    ];
    for (yaml, is_good) in both.iter().chain(&of_handbook) {
        assert_eq!(refused(yaml, "").is_empty(), *is_good, "reader: {yaml}");
        assert_eq!(handbook.problem(yaml).is_none(), *is_good, "schema: {yaml}");
    }
    for (yaml, is_good) in both.iter().chain(&of_front) {
        assert_eq!(refused("", yaml).is_empty(), *is_good, "reader: {yaml}");
        assert_eq!(front.problem(yaml).is_none(), *is_good, "schema: {yaml}");
    }
}

/// The blocks of YAML in a text, without the fences.
fn blocks<'t>(text: &'t str, fence: &str) -> Vec<&'t str> {
    let mark = format!("\n{fence}\n");
    let starts = text.match_indices(&mark).map(|(at, _)| at + mark.len());
    starts
        .map(|start| {
            let rest = &text[start..];
            let closing = &fence[..fence.find(|c| c != '`' && c != '~').unwrap()];
            &rest[..=rest.find(&format!("\n{closing}")).unwrap()]
        })
        .collect()
}

#[test]
fn the_schemas_accept_the_handbook_the_starter_and_the_documents() {
    let (handbook, front) = (Validator::handbook(), Validator::front_matter());
    handbook.accepts("handbook.yaml", &text("handbook.yaml"));
    let starter = text("starter/handbook.yaml");
    handbook.accepts("starter", &starter);
    // With every example set.
    let is_code = |line: &str| {
        let key = line.split(':').next().unwrap();
        line.starts_with("  ")
            || line.contains(':') && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let set: String = starter
        .lines()
        .filter_map(|line| match line.strip_prefix("# ") {
            Some(code) => is_code(code).then_some(code),
            None => Some(line),
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(set.contains("\ncohorts:\n  - id"), "{set}");
    handbook.accepts("starter, with everything set", &set);
    let (keys, of_front) = text("docs/configuration.md")
        .split_once("## Keys of front matter")
        .map(|(keys, front)| (keys.to_owned(), front.to_owned()))
        .unwrap();
    assert!(blocks(&keys, "```yaml").len() > 20);
    for block in blocks(&keys, "```yaml") {
        handbook.accepts("docs/configuration.md", block);
    }
    for block in blocks(&of_front, "```yaml") {
        front.accepts("docs/configuration.md", block);
    }
    for block in blocks(&of_front, "```markdown") {
        let yaml = block.split("---\n").nth(1).unwrap();
        front.accepts("docs/configuration.md", yaml);
    }
}

#[test]
fn every_key_of_a_schema_is_documented_and_described() {
    let documented = text("docs/configuration.md");
    for (schema, form) in [
        (pipeline::configuration_schema(), "\n### `{}`\n"),
        (pipeline::front_matter_schema(), "\n| `{}` |"),
    ] {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let keys = schema["properties"].as_object().unwrap();
        for (key, about) in keys {
            let form = form.replace("{}", key);
            assert!(
                documented.contains(&form),
                "{key} is not in docs/configuration.md"
            );
            let about = about["description"].as_str().unwrap();
            assert!(about.ends_with('.'), "{key}: {about}");
        }
        let headings = documented.match_indices("\n### `");
        let names = headings.map(|(at, mark)| {
            let rest = &documented[at + mark.len()..];
            &rest[..rest.find('`').unwrap()]
        });
        for name in names.filter(|_| form.contains("###")) {
            assert!(
                keys.contains_key(name) || name == "aliases",
                "{name} is no key"
            );
        }
    }
}

#[test]
fn the_schema_accepts_every_configuration_of_the_tests_that_the_reader_accepts() {
    let validator = Validator::handbook();
    let mut seen = 0;
    for entry in fs::read_dir(root("tests/diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        // Those of these codes have the faults on purpose.
        if ["bad-value", "bad-yaml", "unknown-key"].contains(&name) {
            continue;
        }
        for block in blocks(
            &fs::read_to_string(&path).unwrap(),
            "~~~~ yaml handbook.yaml",
        ) {
            validator.accepts(name, block);
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn the_command_prints_the_schema_and_a_new_handbook_names_it() {
    let book = book();
    let printed = book.run(&["schema"]);
    printed.reports(0, &[]);
    assert_eq!(printed.out.trim_end(), pipeline::configuration_schema());
    let front = book.run(&["schema", "front-matter"]).out;
    assert_eq!(front.trim_end(), pipeline::front_matter_schema());
    book.run(&["schema", "front"])
        .reports(2, &["invalid value 'front'", "front-matter"]);
    for (options, folder) in [
        (vec!["init", "small"], "small"),
        (vec!["init", "--full", "full"], "full"),
    ] {
        book.run(&options).reports(0, &[]);
        let read = |name: &str| fs::read_to_string(book.path(folder).join(name)).unwrap();
        let first = read("handbook.yaml").lines().next().unwrap().to_owned();
        assert_eq!(
            first,
            "# yaml-language-server: $schema=handbook.schema.json"
        );
        assert_eq!(read("handbook.schema.json"), printed.out);
    }
}
