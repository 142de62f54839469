//! Positions of problems in the formats for programs.

use std::path::Path;

use super::{github, line_of, sarif};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Input, Sources};
use crate::span::{FileId, Span};

const TEXT: &str = "one\nzwei é drei\n\nend\n";

fn sources() -> Sources {
    let input = Input {
        text: Some(TEXT.as_bytes()),
        ..Input::from(Path::new("-"))
    };
    Sources::read(input, &mut Vec::new()).unwrap()
}

fn problem(start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(
        Code::DeadLink,
        Span::new(FileId(0), start, end),
        "a message",
    )
}

#[test]
fn regions_begin_at_one_and_end_after_the_last_character() {
    let sources = sources();
    for (start, end, expected) in [
        (0, 3, [1, 1, 1, 4]),
        (0, 1, [1, 1, 1, 2]),
        (4, 9, [2, 1, 2, 5]),
        (4, 11, [2, 1, 2, 7]),
        // A position within é.
        (10, 10, [2, 6, 2, 7]),
        (9, 10, [2, 6, 2, 7]),
        (0, 10, [1, 1, 2, 7]),
        // Without the line end.
        (0, 4, [1, 1, 1, 4]),
        (4, 18, [2, 1, 2, 12]),
        (18, 21, [4, 1, 4, 4]),
        (100, 200, [5, 1, 5, 1]),
    ] {
        let found = sarif(&[problem(start, end)], &sources, |_| "# T\n");
        let result = &found["runs"][0]["results"][0];
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let keys = ["startLine", "startColumn", "endLine", "endColumn"];
        let numbers = keys.map(|key| region[key].as_u64().unwrap());
        assert_eq!(numbers, expected, "{start}..{end}");
        let [line, column, end_line, end_column] = expected;
        let columns = if line == end_line {
            format!(",col={column},endColumn={end_column}")
        } else {
            String::new()
        };
        assert_eq!(
            github(&problem(start, end), &sources),
            format!(
                "::warning file=<stdin>,line={line},endLine={end_line}{columns},title=dead-link::a message"
            )
        );
        assert_eq!(line_of(problem(start, end).span, &sources) as u64, line);
    }
}

#[test]
fn a_result_names_its_rule_and_its_other_places() {
    let sources = sources();
    let problem = problem(0, 3)
        .label(Span::new(FileId(0), 18, 21), "another place")
        .hint("do this");
    let found = sarif(std::slice::from_ref(&problem), &sources, |_| "# A title\n");
    let run = &found["runs"][0];
    let result = &run["results"][0];
    let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], "dead-link");
    assert_eq!(
        run["tool"]["driver"]["rules"][rule]["shortDescription"]["text"],
        "A title"
    );
    assert_eq!(result["ruleId"], "dead-link");
    assert_eq!(result["level"], "warning");
    assert_eq!(result["message"]["text"], "a message\ndo this");
    let other = &result["relatedLocations"][0];
    assert_eq!(other["message"]["text"], "another place");
    assert_eq!(other["physicalLocation"]["region"]["startLine"], 4);
    assert_eq!(
        other["physicalLocation"]["artifactLocation"]["uri"],
        "%3Cstdin%3E"
    );
    assert_eq!(
        github(&problem, &sources),
        "::warning file=<stdin>,line=1,endLine=1,col=1,endColumn=4,title=dead-link::a message%0A<stdin>:4: another place%0Ado this"
    );
}
