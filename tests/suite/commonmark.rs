//! `CommonMark`'s own examples render as with the Markdown library's own writer, except for syntax to which the plan
//! format gives another meaning. `COMMONMARK_SPEC` is the path of the specification's text, which is available from a
//! registry.

use prepbook::Severity;
use pulldown_cmark::{Event, Options, Parser, Tag, html};

use crate::support::{book, words};

/// The theme's part, in the form of the library's own writer.
const CONTENT: &str = "{% component missing_link(target) %}<a>{{ body }}</a>{% endcomponent missing_link %}
{% component code(language, title, text, tokens) -%}
<pre><code{% if language %} class=\"language-{{ language }}\"{% endif %}>{{ text }}</code></pre>
{% endcomponent code %}
{% component table() %}{{ body }}{% endcomponent table %}
{% component task(task, text, details) %}{{ text }}{{ details }}{% endcomponent task %}
{% component admonition(kind, name, classes, folds, open, title) %}{{ body }}{% endcomponent admonition %}
{% component template(source) %}{{ body }}{% endcomponent template %}
{% component tabs(tabs) %}{% endcomponent tabs %}
{% component footnotes(notes) %}{% endcomponent footnotes %}";

struct Example {
    number: usize,
    section: String,
    markdown: String,
}

fn examples() -> Vec<Example> {
    let path =
        std::env::var("COMMONMARK_SPEC").expect("COMMONMARK_SPEC names the specification's text");
    let text = std::fs::read_to_string(path).unwrap();
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            title.clone_into(&mut section);
        }
        if line == format!("{fence} example") {
            let markdown: Vec<&str> = lines.by_ref().take_while(|line| *line != ".").collect();
            // A document with this first line begins with front matter (docs/format.md, Documents).
            if markdown.first() == Some(&"---") {
                continue;
            }
            examples.push(Example {
                number: examples.len() + 1,
                section: section.clone(),
                markdown: markdown.join("\n").replace('→', "\t") + "\n",
            });
        }
    }
    examples
}

/// The common output of both writers: without link targets, since ours lead to pages of the handbook, and without the
/// line ends between blocks.
fn plain(html: &str) -> String {
    let mut plain = String::new();
    for (number, part) in html.split('<').enumerate() {
        if number == 0 {
            plain.push_str(part);
            continue;
        }
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let mut tag = tag.to_owned();
        for attribute in [" href=\"", " title=\"", " id=\""] {
            if let Some(at) = tag.find(attribute) {
                let value = at + attribute.len();
                let end = tag[value..]
                    .find('"')
                    .map_or(tag.len(), |end| value + end + 1);
                tag.replace_range(at..end, "");
            }
        }
        plain.push_str(&format!("<{tag}>{text}"));
    }
    plain
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&#x2F;", "/")
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn theirs(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    let mut theirs = String::new();
    html::push_html(&mut theirs, Parser::new_ext(markdown, options));
    theirs
}

#[test]
#[ignore = "needs CommonMark's examples: set COMMONMARK_SPEC to spec.txt"]
fn the_examples_render_as_the_library_renders_them() {
    let examples = examples();
    assert!(examples.len() > 600, "{} examples", examples.len());
    let mut chapters = book()
        .file(
            "handbook.yaml",
            "html: trusted\ntypography: off\ntheme: plain\n",
        )
        .file("themes/plain/templates/content.html", CONTENT)
        .file("themes/plain/templates/chapter.html", "{{ chapter.body }}")
        .file(
            "content/plan.md",
            "# P\n\n## Week 1\n\n### Monday\n\n- [ ] x\n",
        );
    for example in &examples {
        chapters = chapters.file(
            &format!("content/e{}.md", example.number),
            &example.markdown,
        );
    }
    let built = prepbook::build(chapters.path("")).unwrap();
    let broken: Vec<_> = built
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    let site = built.site.unwrap_or_else(|| panic!("{broken:?}"));
    let mut compared = 0;
    let mut different = Vec::new();
    for example in &examples {
        let theirs = theirs(&example.markdown);
        if is_otherwise(&example.markdown, &theirs) {
            continue;
        }
        compared += 1;
        let ours = plain(
            std::str::from_utf8(site.get(&format!("e{}.html", example.number)).unwrap()).unwrap(),
        );
        // Raw HTML is balanced, so only its words can be compared.
        let is_same = if has_raw_html(&example.markdown) {
            words(&ours) == words(&plain(&theirs).replace(" />", ">"))
        } else {
            ours == plain(&theirs)
        };
        if !is_same {
            different.push(format!(
                "{} ({}): {:?}\n{ours}\n--- theirs\n{}\n",
                example.number,
                example.section,
                example.markdown,
                plain(&theirs)
            ));
        }
    }
    assert!(
        different.is_empty(),
        "{} of {compared} differ:\n{}",
        different.len(),
        different.join("\n")
    );
    assert!(compared > 540, "only {compared} compared");
}

/// Whether the plan format gives an example another meaning.
fn is_otherwise(markdown: &str, theirs: &str) -> bool {
    // The first heading of level one is the page's title.
    theirs.contains("<h1>")
        // Front matter.
        || markdown.starts_with("---\n")
        // A missing picture is shown as its words.
        || theirs.contains("<img")
        // Bare addresses are links.
        || [">http", " http", "&lt;http"].iter().any(|bare| theirs.contains(bare)) || markdown.contains("https://example.com")
        // An address with a scheme that no handbook needs is shown as its words.
        || theirs.split("href=\"").skip(1).any(|address| {
            let address = address.split('"').next().unwrap_or_default();
            let kind = address.split_once(':').map(|(kind, _)| kind.to_lowercase());
            kind.is_some_and(|kind| !["http", "https", "mailto"].contains(&kind.as_str()))
        })
        // Text in `markdown` fences is read.
        || markdown.contains("```markdown")
        // Two brackets are a link.
        || markdown.contains("[[")
        // A tag in the value of an attribute is escaped.
        || markdown.contains("= 'baz <em>")
        // Empty items are not shown.
        || theirs.contains("<li></li>")
        // Instructions and declarations are not shown, and an unterminated tag is text.
        || raw_html(markdown).iter().any(|html| {
            html.starts_with("<?")
                || html.starts_with("<!") && !html.starts_with("<!--")
                || html.matches('<').count() > html.matches('>').count()
        })
}

fn has_raw_html(markdown: &str) -> bool {
    !raw_html(markdown).is_empty()
}

/// The pieces of raw HTML in a text, with those of one block joined.
fn raw_html(markdown: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::HtmlBlock) => pieces.push(String::new()),
            Event::Html(html) => pieces.last_mut().unwrap().push_str(&html),
            Event::InlineHtml(html) => pieces.push(html.into_string()),
            _ => {}
        }
    }
    pieces
}
