//! Sheets on paper, read back from the PDF.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::support::{Book, Run, book, plan};
use crate::times::FITTED;

/// A PDF, parsed again.
pub struct Pdf {
    pub document: Document,
    pub pages: Vec<ObjectId>,
    /// The texts of the pages, each extracted once.
    texts: Vec<OnceCell<String>>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        Self {
            texts: pages.iter().map(|_| OnceCell::new()).collect(),
            document,
            pages,
        }
    }

    pub fn text(&self, page: usize) -> String {
        let text = self.texts[page].get_or_init(|| {
            let number = u32::try_from(page).unwrap() + 1;
            let text = self.document.extract_text(&[number]).unwrap();
            let text = text.replace('\u{a0}', " ");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        text.clone()
    }

    fn texts(&self) -> String {
        (0..self.pages.len())
            .map(|page| self.text(page) + "\n")
            .collect()
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    pub fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    pub fn entry<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a Object> {
        of.get(key.as_bytes())
            .ok()
            .map(|object| self.follow(object))
    }

    fn words(object: &Object) -> String {
        lopdf::decode_text_string(object).unwrap()
    }

    /// The page labels, one per page.
    pub fn labels(&self) -> Vec<String> {
        let labels = self.entry(self.catalog(), "PageLabels").unwrap();
        let mut found = Vec::new();
        self.number_tree(labels.as_dict().unwrap(), &mut found);
        found
    }

    fn number_tree(&self, node: &Dictionary, found: &mut Vec<String>) {
        if let Some(nums) = self.entry(node, "Nums") {
            for pair in nums.as_array().unwrap().chunks(2) {
                let label = self.follow(&pair[1]).as_dict().unwrap();
                assert_eq!(
                    pair[0].as_i64().unwrap(),
                    i64::try_from(found.len()).unwrap()
                );
                found.push(Self::words(label.get(b"P").unwrap()));
            }
        }
        if let Some(kids) = self.entry(node, "Kids") {
            for kid in kids.as_array().unwrap() {
                self.number_tree(self.follow(kid).as_dict().unwrap(), found);
            }
        }
    }

    /// The bookmarks, indented by depth, each with the index of its page.
    pub fn bookmarks(&self) -> Vec<String> {
        let root = self.entry(self.catalog(), "Outlines").unwrap();
        let mut found = Vec::new();
        self.bookmarks_in(root.as_dict().unwrap(), 0, &mut found);
        found
    }

    fn bookmarks_in(&self, node: &Dictionary, depth: usize, found: &mut Vec<String>) {
        let mut next = self.entry(node, "First");
        while let Some(item) = next {
            let item = item.as_dict().unwrap();
            let title = Self::words(item.get(b"Title").unwrap());
            let page = self.page_of(self.entry(item, "Dest").unwrap());
            found.push(format!("{}{title} {page}", "  ".repeat(depth)));
            self.bookmarks_in(item, depth + 1, found);
            next = self.entry(item, "Next");
        }
    }

    pub fn page_of(&self, destination: &Object) -> usize {
        let page = destination.as_array().unwrap()[0].as_reference().unwrap();
        self.pages.iter().position(|own| *own == page).unwrap()
    }

    /// The targets of the links on a page.
    pub fn links(&self, page: usize) -> Vec<String> {
        let page = self.document.get_dictionary(self.pages[page]).unwrap();
        let Some(annotations) = self.entry(page, "Annots") else {
            return Vec::new();
        };
        let link = |annotation: &Object| {
            let annotation = self.follow(annotation).as_dict().unwrap();
            assert!(annotation.has(b"StructParent") && annotation.has(b"Contents"));
            if let Some(destination) = self.entry(annotation, "Dest") {
                return format!("page {}", self.page_of(destination));
            }
            let action = self.entry(annotation, "A").unwrap().as_dict().unwrap();
            let address = self.entry(action, "URI").unwrap();
            String::from_utf8(address.as_str().unwrap().to_vec()).unwrap()
        };
        annotations.as_array().unwrap().iter().map(link).collect()
    }

    /// How often each tag is in the structure.
    pub fn tags(&self) -> BTreeMap<String, usize> {
        let root = self.entry(self.catalog(), "StructTreeRoot").unwrap();
        let mut found = BTreeMap::new();
        let mut open = vec![root];
        while let Some(next) = open.pop() {
            match next {
                Object::Array(kids) => open.extend(kids.iter().map(|kid| self.follow(kid))),
                Object::Dictionary(node) => {
                    if let Some(tag) = self.entry(node, "S") {
                        let tag = String::from_utf8(tag.as_name().unwrap().to_vec()).unwrap();
                        *found.entry(tag).or_default() += 1;
                    }
                    open.extend(self.entry(node, "K"));
                }
                _ => {}
            }
        }
        found
    }

    /// The text on a page in stretches of letters: start, end, and vertical position on the page.
    fn words_on(&self, page: ObjectId) -> Vec<(f32, f32, f32)> {
        let fonts = self.document.get_page_fonts(page).unwrap();
        let widths: BTreeMap<&[u8], BTreeMap<u16, f32>> = fonts
            .iter()
            .map(|(name, font)| (name.as_slice(), self.widths(font)))
            .collect();
        let content = self.document.get_page_content(page);
        let content = lopdf::content::Content::decode(&content).unwrap();
        let (mut font, mut size, mut at) =
            (&widths[widths.keys().next().unwrap()], 0.0, (0.0, 0.0));
        let mut words = Vec::new();
        for operation in &content.operations {
            let number = |index: usize| operation.operands[index].as_float().unwrap();
            match operation.operator.as_str() {
                "Tf" => {
                    font = &widths[operation.operands[0].as_name().unwrap()];
                    size = number(1);
                }
                "Tm" => at = (number(4), number(5).abs()),
                "TJ" | "Tj" => {
                    let parts = match &operation.operands[0] {
                        Object::Array(parts) => parts.as_slice(),
                        _ => &operation.operands[..1],
                    };
                    let width = |part: &Object| match part {
                        Object::String(codes, _) => codes
                            .chunks(2)
                            .map(|code| font[&u16::from_be_bytes([code[0], code[1]])])
                            .sum(),
                        moved => -moved.as_float().unwrap(),
                    };
                    let width: f32 = parts.iter().map(width).sum();
                    words.push((at.0, at.0 + width / 1000.0 * size, at.1));
                }
                _ => {}
            }
        }
        words
    }

    /// The widths of a font's letters, in thousandths of its size.
    fn widths(&self, font: &Dictionary) -> BTreeMap<u16, f32> {
        let inner = self.entry(font, "DescendantFonts").unwrap();
        let inner = self
            .follow(&inner.as_array().unwrap()[0])
            .as_dict()
            .unwrap();
        let mut widths = BTreeMap::new();
        let mut rest = self
            .entry(inner, "W")
            .unwrap()
            .as_array()
            .unwrap()
            .as_slice();
        let code = |object: &Object| u16::try_from(object.as_i64().unwrap()).unwrap();
        while let [first, second, after @ ..] = rest {
            let second = self.follow(second);
            if let Object::Array(each) = second {
                for (index, width) in each.iter().enumerate() {
                    let index = u16::try_from(index).unwrap();
                    widths.insert(code(first) + index, width.as_float().unwrap());
                }
                rest = after;
            } else {
                for glyph in code(first)..=code(second) {
                    widths.insert(glyph, after[0].as_float().unwrap());
                }
                rest = &after[1..];
            }
        }
        widths
    }

    /// The names of the fonts, all of which are embedded.
    fn fonts(&self) -> Vec<String> {
        let fonts = self.document.objects.values().filter_map(|object| {
            let font = object.as_dict().ok()?;
            let is_cid = font.get(b"CIDSystemInfo").is_ok() && font.get(b"BaseFont").is_ok();
            is_cid.then_some(font)
        });
        let mut names: Vec<String> = fonts
            .map(|font| {
                let descriptor = self.entry(font, "FontDescriptor").unwrap();
                let descriptor = descriptor.as_dict().unwrap();
                assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
                let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
                let name = String::from_utf8(name.to_vec()).unwrap();
                name.split_once('+').expect("a subset").1.to_owned()
            })
            .collect();
        names.sort();
        names
    }
}

/// A theme without system fonts, so every machine prints the same.
const ALONE: &str = "sheet:\n  fallback: []\n";

pub fn alone(book: Book) -> Book {
    book.file("handbook.yaml", "theme: alone\n")
        .file("themes/alone/theme.yaml", ALONE)
}

pub fn printed(book: &Book, arguments: &[&str]) -> (Run, Pdf) {
    let mut all = vec!["pdf", "-o", "out.pdf"];
    all.extend(arguments);
    let run = book.run(&all);
    run.reports(0, &[]);
    let bytes = std::fs::read(book.path("out.pdf")).unwrap();
    (run, Pdf::read(&bytes))
}

const PLAN: &str = "\
# My Plan

Words before all.

## Phase 1: Ground (Weeks 1-2)

### Week 1: One

**Theme: \"Begin\"**

#### Monday: First (2 hours)

**Morning Block (1 hour)**

- [ ] read [the page](https://example.org/a) and [Tuesday](#tuesday-second-1-hour)
  - a detail
- [x] done already

**Evening Block (1 hour)**

- [ ] write

#### Tuesday: Second (1 hour)

- [ ] think

### Week 2: Two

#### Weekend: Rest

- [ ] sleep

## Checklist

- [ ] all is well
";

#[test]
fn a_plan_is_an_overview_and_for_each_week_a_cover_and_a_sheet_a_day() {
    let (run, pdf) = printed(&alone(plan(PLAN)), &["--start", "2027-01-06"]);
    assert!(
        run.out.starts_with("7 pages, 3 days in ")
            && run.out.ends_with("0 errors, 0 warnings, 0 notes\n"),
        "{}",
        run.out
    );
    assert_eq!(
        pdf.labels(),
        [
            "Plan",
            "Week 1",
            "Week 1 Monday",
            "Week 1 Tuesday",
            "Week 2",
            "Week 2 Weekend",
            "Checklist"
        ]
    );
    assert_eq!(
        pdf.bookmarks(),
        [
            "My Plan 0",
            "Phase 1: Ground 1",
            "  Week 1: One 1",
            "    Monday: First 2",
            "    Tuesday: Second 3",
            "  Week 2: Two 4",
            "    Weekend: Rest 5",
            "Checklist 6",
        ]
    );
    let overview = pdf.text(0);
    for words in [
        "My Plan",
        "2 weeks · 3 days",
        "Words before all.",
        "Phase 1: Ground",
        "Week 2: Two",
        "4 Jan 2027",
    ] {
        assert!(overview.contains(words), "no {words} in {overview}");
    }
    let cover = pdf.text(1);
    for words in [
        "Week 1: One",
        "Begin",
        "Monday: First",
        "2 h",
        "4 Jan to 10 Jan 2027",
        "What went well",
    ] {
        assert!(cover.contains(words), "no {words} in {cover}");
    }
    let monday = pdf.text(2);
    for words in [
        "Monday: First",
        "Week 1: One",
        "4 Jan 2027",
        "1 of 2",
        "Morning Block · 1 h",
        "a detail",
        "write",
        "Notes",
    ] {
        assert!(monday.contains(words), "no {words} in {monday}");
    }
    assert!(
        pdf.text(5).contains("16 Jan to 17 Jan 2027"),
        "{}",
        pdf.text(5)
    );
    assert!(pdf.text(6).contains("all is well"));
}

#[test]
fn links_lead_from_overview_to_week_to_day_and_back() {
    let (_, pdf) = printed(&alone(plan(PLAN)), &[]);
    assert_eq!(pdf.links(0), ["page 1", "page 4", "page 6"]);
    assert_eq!(pdf.links(1), ["page 0", "page 2", "page 3"]);
    let monday = pdf.links(2);
    assert_eq!(
        monday,
        [
            "page 1",
            "https://example.org/a",
            "page 3",
            "https://example.org/a"
        ],
        "back to the week, out, to another day, and the list of what leads out"
    );
    assert!(
        pdf.text(2).contains("Links [1] example.org/a"),
        "{}",
        pdf.text(2)
    );
}

#[test]
fn weeks_phases_and_days_are_printed_alone() {
    let book = alone(plan(PLAN));
    let labels = |arguments: &[&str]| printed(&book, arguments).1.labels();
    assert_eq!(
        labels(&["--week", "1"]),
        ["Week 1", "Week 1 Monday", "Week 1 Tuesday"]
    );
    assert_eq!(labels(&["--week", "1-2"]).len(), 5);
    assert_eq!(labels(&["--phase", "1"]).len(), 5);
    assert_eq!(labels(&["--day", "1-tuesday"]), ["Week 1 Tuesday"]);
    assert_eq!(
        labels(&["--day", "week-2-weekend", "--day", "1-monday"]),
        ["Week 2 Weekend", "Week 1 Monday"]
    );
    assert_eq!(
        labels(&["--day", "2027-01-17", "--interview", "2027-01-14"]),
        ["Week 2 Weekend"],
        "the plan ends in the week of the interview"
    );
    let (_, pdf) = printed(&book, &["--week", "1"]);
    assert_eq!(
        pdf.links(0),
        ["page 1", "page 2"],
        "there is no overview to go back to"
    );
}

#[test]
fn missing_parts_are_reported_with_the_existing_ones() {
    let book = alone(plan(PLAN));
    let printed = |arguments: &[&str], words: &[&str]| {
        let mut all = vec!["pdf", "-o", "out.pdf"];
        all.extend(arguments);
        book.run(&all).reports(2, words);
        assert!(!book.path("out.pdf").exists());
    };
    printed(
        &["--week", "9"],
        &["`--week 9`", "the plan has weeks 1 to 2"],
    );
    printed(&["--week", "x"], &["expected a week number"]);
    printed(
        &["--phase", "9"],
        &["`--phase 9`", "the plan has only phase 1"],
    );
    printed(&["--day", "1-friday"], &["`--day 1-friday`", "`1-monday`"]);
    printed(&["--day", "2027-01-04"], &["--start"]);
    printed(&["--track", "slow"], &["has no tracks; omit --track"]);
    printed(&["--level", "L6"], &["`--level L6`", "no levels"]);
    printed(&["--plan", "plam"], &["did you mean `plan`?"]);
    printed(&["--paper", "a3"], &["a4, letter, a5, remarkable"]);
    printed(&["--start", "2027-02-30"], &["is not a date"]);
    printed(&["--week", "1", "--phase", "1"], &["cannot be used with"]);
    book.run(&["pdf"]).reports(2, &["--output"]);
}

#[test]
fn a_track_and_a_level_are_chosen_by_their_names() {
    let text = "---\ntracks: [{id: slow, name: Slow one, hours_per_week: 1}, {id: fast, name: Fast one, hours_per_week: 9}]\n\
                levels: [Junior, Senior]\n---\n# P\n\n## Week 1\n\n### Monday (2 hours)\n\n- [ ] one\n- [ ] two {level=Junior}\n\
                - [ ] three {level=Senior}\n\n*Slow one: 30 min, only this*\n";
    let book = alone(plan(text));
    book.run(&["pdf", "-o", "x.pdf"]).reports(
        2,
        &["several tracks", "choose one with --track: slow, fast"],
    );
    book.run(&["pdf", "-o", "x.pdf", "--track", "fist"])
        .reports(2, &["did you mean `fast`?"]);
    let (_, pdf) = printed(&book, &["--track", "slow one", "--day", "1-monday"]);
    let text = pdf.text(0);
    assert!(
        text.contains("Slow one: 30 min, only this") && text.contains("If time allows"),
        "{text}"
    );
    let (_, pdf) = printed(
        &book,
        &["--track", "fast", "--level", "senior", "--day", "1-monday"],
    );
    let text = pdf.text(0);
    assert!(
        text.contains("one") && text.contains("three") && !text.contains("two"),
        "{text}"
    );
    assert!(!text.contains("only this"));
}

#[test]
fn sheets_show_the_times_of_the_edition() {
    let book = alone(plan(FITTED));
    let (_, pdf) = printed(&book, &["--track", "short"]);
    let all: Vec<String> = (0..pdf.pages.len())
        .map(|page| {
            pdf.text(page)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let expected: [(usize, &[&str]); 3] = [
        (
            0,
            &[
                "2 h 10 min of 4 h 20 min in the plan",
                "Area Target Planned Time What for Reading 50 % 23 % 30 min 1 h per week",
                "Writing 50 % 39 % 50 min 1 h per week Unassigned 38 % 50 min",
                "Phase 1: Go 2 h 10 min of 4 h 20 min in the plan",
            ],
        ),
        (
            1,
            &[
                "2 h 10 min of 4 h 20 min in the plan",
                "Monday: Books 1 h 1 2 Tuesday: Letters 30 min 2 3 Wednesday: Walk 20 min 1 1 Friday: Review 20 min 1 2",
                "Area Core Reading 30 min Writing 50 min Unassigned 50 min",
            ],
        ),
        (
            2,
            &[
                "1 h of 2 h in the plan",
                "Reading Block · 30 min",
                "Talk Block · 30 min",
                "Reading Block · 1 h",
            ],
        ),
    ];
    for (page, shown) in expected {
        for words in shown {
            assert!(all[page].contains(words), "no {words:?} in {}", all[page]);
        }
    }
}

#[test]
fn two_plans_are_distinguished_by_name_or_track() {
    let one = "---\ntracks: [{name: Slow}, {name: Even}]\n---\n# One\n\n## Week 1\n\n### Monday\n\n- [ ] first\n";
    let two = one.replace("Even", "Fast").replace("One", "Two");
    let book = alone(
        book()
            .file("content/one.md", one)
            .file("content/two.md", two),
    );
    book.run(&["pdf", "-o", "x.pdf", "--track", "slow"])
        .reports(2, &["several plans", "--plan: one, two"]);
    let (_, pdf) = printed(&book, &["--track", "fast"]);
    assert!(pdf.text(0).contains("Two"));
    let (_, pdf) = printed(&book, &["--track", "slow", "--plan", "one"]);
    assert!(pdf.text(0).contains("One"));
}

fn pathological() -> String {
    let sixty: String = (0..60)
        .map(|n| format!("- [ ] task {n} of many\n"))
        .collect();
    let words: String = (0..400).map(|n| format!("word{n} ")).collect();
    let far: String = (0..150).map(|n| format!("- [ ] errand {n} that goes on for some more words than one line of a column holds\n")).collect();
    format!(
        "# P\n\n## Week 1\n\n### Monday\n\n{sixty}\n### Tuesday\n\n- [ ] {words}\n- [ ] {}\n\n### Wednesday\n\n{far}",
        "x".repeat(200)
    )
}

#[test]
fn a_full_day_is_set_smaller_then_in_columns_then_on_more_sheets_with_a_warning() {
    let book = alone(plan(&pathological()));
    let (run, pdf) = printed(&book, &["--week", "1"]);
    let labels = pdf.labels();
    assert_eq!(
        labels[..4],
        [
            "Week 1",
            "Week 1 Monday",
            "Week 1 Tuesday",
            "Week 1 Wednesday"
        ]
    );
    assert!(
        labels[4..]
            .iter()
            .enumerate()
            .all(|(n, label)| *label == format!("Week 1 Wednesday ({})", n + 2))
    );
    let monday = pdf.text(1);
    assert!(
        (0..60).all(|n| monday.contains(&format!("task {n} of many"))),
        "{monday}"
    );
    let tuesday = pdf.text(2);
    assert!((0..400).all(|n| tuesday.contains(&format!("word{n}"))));
    assert_eq!(
        tuesday.matches('x').count(),
        200 + tuesday.matches("next").count()
    );
    let wednesday: String = (3..labels.len()).map(|page| pdf.text(page)).collect();
    assert!((0..150).all(|n| wednesday.contains(&format!("errand {n} that"))));
    assert!(pdf.text(3).contains("continued on the next sheet"));
    assert!(pdf.text(4).contains("Wednesday (continued)"));
    run.reports(
        0,
        &[
            "warning[sheet-too-full]",
            "plan.md:73:",
            "`Week 1 Wednesday`",
        ],
    );
    assert_eq!(run.err.matches("warning[").count(), 1, "{}", run.err);
}

#[test]
fn a_table_that_goes_on_has_its_head_on_each_sheet_and_once_in_the_structure() {
    let rows: String = (0..120)
        .map(|n| format!("| word{n} | meaning |\n"))
        .collect();
    let text = format!(
        "# P\n\n## Week 1\n\n### Monday\n\n- [ ] x\n\n## Glossary\n\n| Foreign | Native |\n|---|---|\n{rows}"
    );
    let (_, pdf) = printed(&alone(plan(&text)), &[]);
    let labels = pdf.labels();
    let pages: Vec<usize> = (0..labels.len())
        .filter(|page| labels[*page].starts_with("Glossary"))
        .collect();
    assert!(pages.len() > 2, "{labels:?}");
    for page in &pages {
        let text = pdf.text(*page);
        assert!(text.contains("Foreign Native word"), "{text}");
    }
    // On the second page, its title, the two cells of the head and its foot are not part of the text.
    for (page, apart) in pages.into_iter().zip([1, 4]) {
        let content = pdf.document.get_page_content(pdf.pages[page]);
        let content = String::from_utf8_lossy(&content).into_owned();
        assert_eq!(content.matches("/Pagination").count(), apart, "{content}");
    }
    let of_weeks_and_days = 3 + 4;
    assert_eq!(pdf.tags()["TH"], of_weeks_and_days + 2);
}

const RESTS: &str = "\
# P

## Week 1: W

### Monday: Rest

See [Tuesday](#tuesday-run).

### Tuesday: Run

- [ ] run, then see [Wednesday](#wednesday-rest-again)

### Wednesday: Rest again

Sleep long, drink water.

### [x] Thursday: Rest

### Friday: Read (1 hour)

### Saturday: Look

![a map](map.png)

### Sunday: Much to say

One line of text that is so long that it takes a line of a sheet to the end, or at least nearly.
Another line of text that is so long that it takes a line of a sheet to the end, or at least nearly.
A third line of text that is so long that it takes a line of a sheet to the end, or at least nearly.
";

#[test]
fn a_day_of_rest_has_no_sheet_and_its_words_are_on_the_cover_of_its_week() {
    let book = alone(plan(RESTS)).file("content/map.png", "x");
    let (run, pdf) = printed(&book, &["--week", "1"]);
    assert_eq!(
        pdf.labels(),
        [
            "Week 1",
            "Week 1 Monday",
            "Week 1 Tuesday",
            "Week 1 Friday",
            "Week 1 Saturday",
            "Week 1 Sunday"
        ],
        "a link, a task, a time, a picture and more than a few lines need a sheet"
    );
    assert!(run.out.starts_with("6 pages, 7 days in "), "{}", run.out);
    let cover = pdf.text(0);
    for words in [
        "Wednesday: Rest again Sleep long, drink water.",
        "✓ Thursday: Rest",
        "Sunday: Much to say",
    ] {
        assert!(cover.contains(words), "no {words} in {cover}");
    }
    assert_eq!(
        pdf.links(0),
        ["page 1", "page 2", "page 3", "page 4", "page 5"],
        "no day of rest is a link"
    );
    assert_eq!(pdf.links(2), ["page 0", "page 0"], "to the week, twice");
    let (_, pdf) = printed(&book, &["--day", "1-wednesday"]);
    assert_eq!(pdf.labels(), ["Week 1 Wednesday"], "where it is asked for");
}

#[test]
fn content_marked_as_not_printed_is_on_no_sheet() {
    let text = "# P\n\n??? question no-print \"Hidden intro\"\n    x\n\n## Week 1\n\n??? question no-print \"Hidden week\"\n    x\n\n\
        ### Monday\n\n- [ ] task\n\n??? question \"Shown\"\n    An answer.\n\n\
        !!! tip no-print \"Hidden\"\n    [a link](https://example.org/hidden)\n\n    !!! note\n        deeper\n\n    - [ ] hidden task\n\n\
        After all.\n\n## Section\n\n??? note no-print \"Hidden section\"\n    x\n\nIn the section.\n";
    let (_, pdf) = printed(&alone(plan(text)), &[]);
    let text = pdf.texts();
    for words in ["Shown", "An answer.", "After all.", "In the section."] {
        assert!(text.contains(words), "no {words} in {text}");
    }
    for words in ["idden", "deeper", "Links"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[test]
fn links_and_footnotes_have_different_marks() {
    let text = "# P\n\n## Week 1\n\n### Monday\n\n- [ ] read [it](https://example.org/a)[^1]\n\n[^1]: A note.\n";
    let (_, pdf) = printed(&alone(plan(text)), &["--day", "1-monday"]);
    let text = pdf.text(0);
    for words in ["read it [1]1", "1. A note.", "Links [1] example.org/a"] {
        assert!(text.contains(words), "no {words} in {text}");
    }
}

#[test]
fn a_wide_table_is_set_smaller_before_its_words_break() {
    let days = "Montag | Dienstag | Mittwoch | Donnerstag | Freitag | Samstag | Sonntag";
    let words = "Wiederholung | Naturwissenschaft | Übungsaufgaben | Fremdsprachen | Probeprüfung | Zusammenfassung | LETZTEZELLE";
    let text = format!(
        "# P\n\n## Woche 1: Start\n\n### Montag: Tabelle (1 Stunde)\n\n- [ ] lesen (1 Stunde)\n\n| Uhrzeit | {days} |\n|{}\n| 08:00 | {words} |\n",
        "---|".repeat(8)
    );
    for paper in ["a4", "letter", "a5"] {
        let (_, pdf) = printed(
            &alone(plan(&text)),
            &["--day", "1-monday", "--paper", paper],
        );
        let text = pdf.text(0);
        for word in words.split(" | ") {
            assert!(text.contains(word), "{paper}: no {word} in {text}");
        }
    }
}

#[test]
fn letters_stay_within_the_margins_and_never_overlap() {
    for (paper, margin) in [("letter", 44.0), ("a5", 31.0)] {
        let book = alone(plan(&pathological()));
        let (_, pdf) = printed(&book, &["--paper", paper]);
        for page in &pdf.pages {
            let size = pdf.document.get_dictionary(*page).unwrap();
            let size = pdf.entry(size, "MediaBox").unwrap().as_array().unwrap();
            let (width, height) = (size[2].as_float().unwrap(), size[3].as_float().unwrap());
            let words = pdf.words_on(*page);
            for (from, to, y) in &words {
                // A space at the end of a line may extend over it.
                let inside = *from > margin && *to < width - margin + 3.0;
                assert!(inside, "{paper}: from {from} to {to} of {width}");
                assert!((margin..height - margin).contains(y), "{paper}: {y}");
            }
            for (index, one) in words.iter().enumerate() {
                for other in &words[index + 1..] {
                    let beside = one.1 <= other.0 + 0.1 || other.1 <= one.0 + 0.1;
                    assert!(
                        beside || (one.2 - other.2).abs() > 6.0,
                        "{paper}: {one:?} and {other:?} overlap"
                    );
                }
            }
        }
    }
}

#[test]
fn html_that_nobody_closes_is_read_to_its_end() {
    let text = "# P\n\n## Week 1\n\n### Monday\n\n<table><tr><td>one<tr><td><ul><li>two<li>three</ul><td>\n\
        <table><tr><th>inner</table>\n\n- [ ] after the table\n\n<div><p>open <b>bold <a href=\"https://e.org\">link\n\n\
        > quoted\n\n</td></tr></table></ul><li>loose <!-- gone --> &copy; &bogus; < 3\n\n- [ ] last\n\n\
        <script>alert(1)</script><style>b {}</style>\n";
    let book = alone(plan(text)).file("handbook.yaml", "theme: alone\nhtml: trusted\n");
    let (run, pdf) = printed(&book, &["--day", "1-monday"]);
    assert!(!run.out.contains("not marked"), "{}", run.out);
    let text = pdf.text(0);
    for words in [
        "one",
        "two",
        "three",
        "inner",
        "after the table",
        "open bold link",
        "quoted",
        "loose",
        "© &bogus; < 3",
        "last",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    assert!(!text.contains("alert") && !text.contains("gone") && !text.contains("b {}"));
}

const SCRIPTS: &str = "\
# P

## Week 1

### Monday

- [ ] 🚀 a rocket and ✅ a sign ☐ → ≤
- [ ] 🧠 a brain
- [ ] السلام عليكم and שלום
- [ ] Ελληνικά Русский Việt ß Ÿ
- [ ] 漢字 한국어
- [ ] नमस्ते दुनिया
";

#[test]
fn characters_without_a_font_are_named_and_reported_with_their_line() {
    let (run, pdf) = printed(&alone(plan(SCRIPTS)), &["--day", "1-monday"]);
    let text = pdf.text(0);
    for shown in [
        "[brain] a brain",
        "[Chinese or Japanese] [Korean]",
        "[Devanagari]",
        "Ελληνικά Русский Việt ß Ÿ",
    ] {
        assert!(text.contains(shown), "no {shown} in {text}");
    }
    run.reports(
        0,
        &[
            "warning[missing-glyph]: no font has glyphs for `🧠`; the sheet shows `[brain]`",
            "plan.md:8:",
            "no font has glyphs for `漢字`; the sheet shows `[Chinese or Japanese]`",
            "plan.md:11:",
            "no font has glyphs for `नमस्ते दुनिया`; the sheet shows `[Devanagari]`",
            "plan.md:12:",
            "= help: install a font that has them",
        ],
    );
    assert_eq!(run.err.matches("warning[").count(), 4, "{}", run.err);
    assert_eq!(
        pdf.fonts(),
        [
            "DejaVuSans",
            "DejaVuSerifCondensed-Bold",
            "NotoEmoji",
            "NotoSans"
        ],
        "what the program carries, embedded in part"
    );
    let originals =
        String::from_utf8_lossy(&pdf.document.get_page_content(pdf.pages[0])).into_owned();
    assert_eq!(
        originals.matches("/ActualText").count(),
        4 + 6,
        "the words are still there to be copied and heard, as are the boxes"
    );
}

#[test]
fn a_system_font_is_used_if_the_theme_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = folder.path().join("fonts");
    std::fs::create_dir(&fonts).unwrap();
    // A font that is not built in simulates a system font.
    std::fs::write(
        fonts.join("Some-Font.ttf"),
        epaint_default_fonts::EMOJI_ICON,
    )
    .unwrap();
    let book = plan("# P\n\n## Week 1\n\n### Monday\n\n- [ ] \u{1F5D1} bin\n")
        .file("handbook.yaml", "theme: own\n")
        .file(
            "themes/own/theme.yaml",
            "sheet:\n  fallback: [Missing, some-font]\n",
        );
    let output = crate::support::command()
        .current_dir(book.path(""))
        .args(["pdf", "-o", "out.pdf", "--day", "1-monday"])
        .env("XDG_DATA_HOME", folder.path())
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && printed.is_empty(), "{printed}");
    let pdf = Pdf::read(&std::fs::read(book.path("out.pdf")).unwrap());
    assert_eq!(pdf.fonts().len(), 3, "{:?}", pdf.fonts());
}

#[test]
fn everything_is_tagged_titled_and_in_a_language() {
    let book = alone(plan(PLAN)).file(
        "handbook.yaml",
        "theme: alone\nlanguage: de-AT\nauthor: An Author\n",
    );
    let (_, pdf) = printed(&book, &[]);
    let tags = pdf.tags();
    let count = |tag: &str| tags.get(tag).copied().unwrap_or_default();
    assert_eq!(count("Sect"), 7, "a section for each sheet: {tags:?}");
    assert_eq!(
        (count("LI"), count("Lbl"), count("LBody")),
        (7, 7, 7),
        "{tags:?}"
    );
    assert!(
        count("H1") >= 1 && count("TH") >= 8 && count("TD") >= 8 && count("Link") >= 8,
        "{tags:?}"
    );
    assert_eq!(count("Table"), 3, "weeks, and days of two weeks: {tags:?}");
    let catalog = pdf.catalog();
    assert_eq!(Pdf::words(pdf.entry(catalog, "Lang").unwrap()), "de-AT");
    let marked = pdf.entry(catalog, "MarkInfo").unwrap().as_dict().unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let about = pdf.document.trailer.get(b"Info").unwrap();
    let about = pdf.follow(about).as_dict().unwrap();
    assert_eq!(Pdf::words(about.get(b"Title").unwrap()), "My Plan");
    let metadata = pdf.entry(catalog, "Metadata").unwrap().as_stream().unwrap();
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    assert!(
        metadata.contains("pdfuaid:part>1<"),
        "it claims PDF/UA-1: {metadata}"
    );
    assert!(pdf.text(1).contains("Was gut ging"), "{}", pdf.text(1));
}

#[test]
fn two_runs_make_the_same_bytes() {
    let book = alone(plan(&format!("{SCRIPTS}\n{PLAN}"))).file(
        "handbook.yaml",
        "theme: alone\nbase_url: https://example.org\n",
    );
    let bytes = |out: &str| {
        book.run(&["pdf", "-q", "-o", out, "--start", "2027-01-04"])
            .reports(0, &[]);
        std::fs::read(book.path(out)).unwrap()
    };
    assert!(bytes("one.pdf") == bytes("two.pdf"));
}

#[test]
fn a_published_handbook_has_a_code_on_each_sheet_and_links_to_its_pages() {
    let text = format!("{PLAN}\nsee [a chapter](other.md) and [one more](\u{fc}b.md)\n");
    let book = |extra: &str| {
        alone(
            book()
                .file("content/plan.md", &text)
                .file("content/other.md", "# Other\n\nWords.\n")
                .file("content/\u{fc}b.md", "# More\n\nWords.\n"),
        )
        .file("handbook.yaml", format!("theme: alone\n{extra}"))
    };
    let (_, pdf) = printed(&book("base_url: https://example.org/h\n"), &[]);
    assert_eq!(pdf.tags()["Figure"], 7);
    // Addresses in a PDF are ASCII.
    for address in [
        "https://example.org/h/other.html",
        "https://example.org/h/%C3%BCb.html",
    ] {
        let links = pdf.links(6);
        assert!(links.contains(&address.to_owned()), "{links:?}");
    }
    let (_, pdf) = printed(&book(""), &[]);
    assert!(!pdf.tags().contains_key("Figure"));
    assert_eq!(
        pdf.links(6),
        ["page 0"],
        "where the address is not known nothing leads there"
    );
    assert!(pdf.text(6).contains("Links [1] other"));
}

#[test]
fn the_theme_says_how_large_and_in_which_font() {
    let book = alone(plan(PLAN));
    let (_, before) = printed(&book, &["--day", "1-monday"]);
    book.write(
        "themes/alone/theme.yaml",
        "sheet:\n  font: DejaVu Sans\n  fallback: []\n  words: {en: {notes: Scribbles}}\n",
    );
    let (_, after) = printed(&book, &["--day", "1-monday"]);
    assert_eq!(
        (before.fonts(), after.fonts()),
        (
            vec![
                "DejaVuSerifCondensed-Bold".to_owned(),
                "NotoSans".to_owned(),
                "NotoSans-Bold".to_owned()
            ],
            vec![
                "DejaVuSans".to_owned(),
                "DejaVuSans-Bold".to_owned(),
                "DejaVuSerifCondensed-Bold".to_owned()
            ],
        )
    );
    book.write(
        "themes/alone/theme.yaml",
        "sheet: {heading: DejaVu Sans Mono, fallback: []}\n",
    );
    let (_, after) = printed(&book, &["--day", "1-monday"]);
    let fonts = after.fonts();
    assert!(fonts.contains(&"DejaVuSansMono".to_owned()), "{fonts:?}");
    book.write(
        "themes/alone/theme.yaml",
        "sheet: {font: DejaVu Sans, fallback: [], words: {en: {notes: Scribbles}}}\n",
    );
    let (_, after) = printed(&book, &["--day", "1-monday"]);
    assert!(after.text(0).contains("Scribbles"));
    for (wrong, printed) in [
        (
            "sheet: {size: 90}",
            "`size` must be between 6 and 24, not 90",
        ),
        (
            "sheet: {least: 12}",
            "`least` must be between 5 and 10.5, not 12",
        ),
        ("sheet: {ink: black}", "`black` is not a color"),
        ("sheet: {sizes: 9}", "sizes"),
        ("sheet: {font: Nowhere}", "font `Nowhere` not found"),
        ("sheet: [", "theme.yaml"),
    ] {
        book.write("themes/alone/theme.yaml", wrong);
        book.run(&["pdf", "-o", "new.pdf"])
            .reports(2, &["error: theme", printed]);
    }
    book.write("themes/alone/theme.yaml", ALONE);
    book.write("themes/alone/fonts/bad.ttf", "no font");
    book.run(&["pdf", "-o", "new.pdf"])
        .reports(2, &["fonts/bad.ttf", "not a valid font"]);
    assert!(!book.path("new.pdf").exists());
}

#[test]
fn a_file_of_a_different_type_is_not_overwritten() {
    let book = alone(plan(PLAN)).file("notes.txt", "mine");
    for (out, printed) in [
        ("notes.txt", "a different kind"),
        ("content", "it is a folder"),
        ("content/plan.md", "a different kind"),
    ] {
        book.run(&["pdf", "-o", out])
            .reports(2, &["will not write to", printed]);
    }
    assert_eq!(
        std::fs::read_to_string(book.path("notes.txt")).unwrap(),
        "mine"
    );
    assert_eq!(
        std::fs::read_to_string(book.path("content/plan.md")).unwrap(),
        PLAN
    );
    book.run(&["pdf", "-o", "new/deep/out.pdf", "-q"])
        .reports(0, &[]);
    book.run(&["pdf", "-o", "new/deep/out.pdf", "-q", "--week", "1"])
        .reports(0, &[]);
    let left = std::fs::read_dir(book.path("new/deep")).unwrap().count();
    assert_eq!(left, 1, "nothing is left beside it");
}

#[test]
fn content_with_errors_is_reported_and_not_printed() {
    let book = plan("---\ntracks: 7\n---\n# P\n\n## Week 1\n");
    let run = book.run(&["pdf", "-o", "out.pdf"]);
    run.reports(1, &["error[bad-value]"]);
    assert!(run.out.starts_with("Nothing was written: 1 error, "));
    assert!(!book.path("out.pdf").exists());
}

#[test]
fn prose_of_every_kind_is_on_the_sheet() {
    let text = "# P\n\n## Week 1\n\n### Monday\n\nText[^1] with **strong**, `code()` and ~~old~~.<br>After a break &amp; more.\n\n\
        > quoted\n\n| Name | Count |\n|---|--:|\n| bolt | 12 |\n\n!!! warning \"Careful\"\n    Inside.\n\n=== \"Tab one\"\n    On it.\n\n\
        ```rust\nfn main() {}\n```\n\n```markdown\n- [ ] from a form\n```\n\n1. first\n2. second\n\n- outer\n    - inner\n\n\
        ![a picture](p.png)\n\n<script>alert(1)</script>\n\n| a | b | c | d | e | f | g | h | i | j | k | l | m | n |\n\
        |-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 |\n\n[^1]: What it says.\n";
    let (_, pdf) = printed(
        &alone(plan(text)).file("content/p.png", "x"),
        &["--day", "1-monday"],
    );
    let text = pdf.text(0);
    for words in [
        "strong",
        "code()",
        "old",
        "After a break & more.",
        "quoted",
        "Name Count",
        "bolt 12",
        "Careful",
        "Inside.",
        "Tab one",
        "On it.",
        "fn main() {}",
        "from a form",
        "1. first",
        "2. second",
        "• outer",
        "• inner",
        "[a picture]",
        "a: 1 · b: 2",
        "n: 14",
        "1. What it says.",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    assert!(!text.contains("alert"));
}

#[test]
fn superscripts_and_subscripts_are_typeset() {
    let text = "# P\n\n## Week 1\n\n### Monday\n\nLetters H~2~O and x^3^ here\n";
    let (_, pdf) = printed(&alone(plan(text)), &["--day", "1-monday"]);
    let page = *pdf.document.get_pages().values().next().unwrap();
    let stretches = pdf.words_on(page);
    // Positions are measured from the top of the page.
    let lines: Vec<f32> = stretches.iter().map(|(_, _, height)| *height).collect();
    let on_line = |at: usize| (lines[at] - lines[at + 2]).abs() < 0.01;
    let is_row = |at: usize| on_line(at) && on_line(at + 2);
    let row = (0..lines.len() - 4)
        .find(|at| is_row(*at) && lines[at + 1] > lines[*at] && lines[at + 3] < lines[*at]);
    assert!(row.is_some(), "{lines:?}");
}

#[test]
fn the_theme_has_every_word_that_sheets_say() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = std::fs::read_to_string(root.join("themes/default/words/en.yaml")).unwrap();
    let mut count = 0;
    let files = ["src/paper", "src/paper/planner"].map(|folder| root.join(folder));
    let files = files
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    for file in files.filter(|file| file.is_file()) {
        let code = std::fs::read_to_string(file).unwrap();
        for call in [
            "words.get(\"",
            "words.fill(\"",
            ".fill(\"",
            ".count(\"",
            "[\"went_well\", \"",
        ] {
            for (at, _) in code.match_indices(call) {
                let word = &code[at + call.len()..];
                let word = &word[..word.find('"').unwrap()];
                let line = format!("{word}:");
                let known = words.lines().any(|own| own.starts_with(&line));
                assert!(known, "no word {word}");
                count += 1;
            }
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
#[ignore = "needs the sample plan: set PREPBOOK_SAMPLE to its folder"]
fn the_sample_is_72_sheets_in_each_track_with_the_words_of_all_its_tasks() {
    let folder = std::path::PathBuf::from(
        std::env::var("PREPBOOK_SAMPLE").expect("PREPBOOK_SAMPLE names the sample's folder"),
    );
    let plan = folder.join("12-week-plan.md");
    let source = std::fs::read_to_string(&plan).unwrap();
    let mut fenced = false;
    let tasks: Vec<String> = source
        .lines()
        .filter_map(|line| {
            fenced ^= line.trim_start().starts_with("```");
            let task = line.trim_start().strip_prefix("- [ ] ")?;
            (!fenced).then(|| letters(&without_targets(task)))
        })
        .collect();
    assert_eq!(tasks.len(), 376);
    let book = book();
    for track in ["standard", "part-time", "minimum-viable"] {
        let arguments = ["--track", track, plan.to_str().unwrap()];
        let (run, pdf) = printed(&book, &arguments);
        assert!(!run.err.contains("missing-glyph") && !run.err.contains("sheet-too-full"));
        let labels = pdf.labels();
        let of_weeks = labels
            .iter()
            .filter(|label| label.starts_with("Week "))
            .count();
        assert_eq!(of_weeks, 12 + 72, "{track}: {labels:?}");
        assert!(
            !labels
                .iter()
                .any(|label| label.starts_with("Week ") && label.ends_with(')'))
        );
        let text = letters(&pdf.texts().replace("(not yet written)", ""));
        for task in &tasks {
            assert!(text.contains(task.as_str()), "{track}: no {task}");
        }
    }
}

/// The words of Markdown, without link targets.
fn without_targets(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        words.push_str(before);
        rest = after.split_once(')').unwrap().1;
    }
    words + rest
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn an_authors_html_is_on_paper_and_in_the_index_as_it_is_on_the_page() {
    let text = "# P\n\n## Week 1: A\n\n### Monday: One\n\n- [ ] t\n\n<div>Caf&eacute; &rarr; <b>bold</b> <a href=\"https://example.org/x\">link</a></div>\n\n<table><tr><th>H&eacute;</th><td>c1</td></tr></table>\n\n<ol start=\"4\"><li>four</li></ol>\n";
    for html in ["sanitized", "trusted"] {
        let book = alone(plan(text)).file("handbook.yaml", format!("html: {html}\n"));
        let (_, pdf) = printed(&book, &["--day", "1-monday"]);
        let sheet = pdf.text(0);
        for words in ["Café → bold link", "Hé c1", "4. four", "[1] example.org/x"] {
            assert!(sheet.contains(words), "{html}: {words}: {sheet}");
        }
        let pages = book.rendered();
        let index = pages.text("plan/search.js");
        assert!(index.contains("Café → bold link Hé c1 four"), "{index}");
    }
}
