//! Output formats of a check for programs: JSON, SARIF and GitHub's annotations.

use serde_json::Value;

use crate::support::{Book, plan};

/// A plan with a warning at two positions, one after an emoji, and a note, in paths with special characters.
fn faulty() -> Book {
    let text = "# P\n\n## Slow Track (4 hours/week)\n\n- **A**: 90%\n\n## Week 1: One\n\n### Monday: A\n\n- [ ] 🎯 see [it](plam.md)\n";
    plan(text).file("content/a, b: 100%.md", "# Alone\n")
}

fn output(book: &Book, format: &str) -> String {
    let run = book.run(&["check", "--format", format]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    run.out
}

#[test]
fn json_has_every_problem_with_its_places() {
    let book = faulty();
    let json: Value = serde_json::from_str(&output(&book, "json")).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["counts"]["warnings"], 2);
    assert_eq!(json["counts"]["notes"], 1);
    let diagnostics = json["diagnostics"].as_array().unwrap();
    let of = |code: &str| diagnostics.iter().find(|d| d["code"] == code).unwrap();
    let link = of("dead-link");
    assert_eq!(link["severity"], "warning");
    assert_eq!(link["hint"], "did you mean `/plan.md`?");
    let place = &link["place"];
    assert_eq!(place["file"], "content/plan.md");
    assert_eq!(
        (&place["start"]["line"], &place["start"]["column"]),
        (&11.into(), &13.into())
    );
    assert_eq!(place["end"]["column"], 26);
    let bytes = |end: &str| usize::try_from(place["bytes"][end].as_u64().unwrap()).unwrap();
    let source = std::fs::read_to_string(book.path("content/plan.md")).unwrap();
    assert_eq!(&source[bytes("start")..bytes("end")], "[it](plam.md)");
    let labels = of("allocation")["labels"].as_array().unwrap();
    assert_eq!(labels[0]["message"], "90%");
    assert_eq!(labels[0]["place"]["start"]["line"], 5);
    assert_eq!(of("orphan-page")["place"]["file"], "content/a, b: 100%.md");
}

#[test]
fn json_lists_every_problem_and_is_valid_without_any() {
    let many = plan(&format!("# P\n\n## Week 1\n\n{}", "[x](a.md)\n".repeat(9)));
    let json: Value = serde_json::from_str(&output(&many, "json")).unwrap();
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 9);
    let none = plan("# P\n\n## Week 1\n");
    let json: Value = serde_json::from_str(&output(&none, "json")).unwrap();
    assert_eq!(json["diagnostics"], Value::Array(Vec::new()));
}

#[test]
fn sarif_follows_its_schema() {
    let sarif: Value = serde_json::from_str(&output(&faulty(), "sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(
        sarif["$schema"]
            .as_str()
            .unwrap()
            .ends_with("sarif-schema-2.1.0.json")
    );
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "prepbook");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(region[key].as_u64().unwrap() >= 1);
        }
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(
            uri.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._~/%".contains(c)),
            "{uri}"
        );
    }
    assert!(results.iter().any(|result| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            == "content/a%2C%20b%3A%20100%25.md"
    }));
    for rule in rules {
        assert!(
            !rule["shortDescription"]["text"]
                .as_str()
                .unwrap()
                .is_empty()
        );
        assert!(
            rule["help"]["markdown"]
                .as_str()
                .unwrap()
                .contains("## Why")
        );
    }
}

#[test]
fn annotations_are_one_line_each_with_odd_signs_escaped() {
    let out = output(&faulty(), "github");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("::notice file=content/a%2C b%3A 100%25.md,line=1,")),
        "{out}"
    );
    assert!(
        lines.contains(&"::warning file=content/plan.md,line=11,endLine=11,col=13,endColumn=26,title=dead-link::`plam.md` not found; the link is shown as not yet written%0Adid you mean `/plan.md`?"),
        "{out}"
    );
    assert!(out.contains("90%25%0A"), "{out}");
}

#[test]
fn errors_end_a_check_with_one_in_every_format() {
    let book = plan("# P\n\n## Week 1\n\n## Notes {track=fast}\n");
    for format in ["text", "json", "sarif", "github"] {
        assert_eq!(book.run(&["check", "--format", format]).code, Some(1));
    }
    let run = book.run(&["check", "--format", "xml"]);
    run.reports(2, &["xml", "sarif"]);
}
