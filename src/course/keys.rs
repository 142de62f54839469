//! The keys for tracks, levels, areas and dates.

use super::calendar::MOST_WEEKS;
use super::days::LATEST_REVIEW;
use crate::yaml::{YamlKey, YamlKeys, YamlShape};

/// A date: `2027-01-04`.
pub(crate) const DATE: YamlShape = YamlShape::Pattern("^\\d{4}-\\d{2}-\\d{2}$");

/// `holidays`, which a cohort has too.
pub(crate) const HOLIDAYS: &[YamlKey] = &[YamlKey::new(
    "holidays",
    YamlShape::OneOrMore(&YamlShape::Pattern(
        "^\\s*\\d{4}-\\d{2}-\\d{2}(( to | - | ?– ?|\\.\\.)\\d{4}-\\d{2}-\\d{2})?\\s*$",
    )),
    "Dates and ranges of dates on which nobody studies, such as 2026-12-24 to 2027-01-01.",
)];

/// The keys that handbook.yaml has for every plan, and front matter for one.
pub(crate) const KEYS: &[YamlKey] = &[
    YamlKey::new(
        "tracks",
        YamlShape::Items("name", TRACK),
        "The tracks: ways to do a plan in a given time per week. Default: those of the plan's headings.",
    ),
    YamlKey::new(
        "levels",
        YamlShape::Items("name", LEVEL),
        "The levels: the roles that readers aim for. Default: the labels of list items.",
    ),
    YamlKey::new(
        "areas",
        YamlShape::OneOrMore(&YamlShape::Text),
        "The areas: the subjects that tasks count for, besides those of the tracks' allocations.",
    ),
    YamlKey::new(
        "fit",
        YamlShape::Switch,
        "Whether weeks that exceed the hours of a track are cut to them. Default: on.",
    ),
    YamlKey::new(
        "start_date",
        DATE,
        "The first day of all readers, such as 2027-01-04. Default: readers set their own.",
    ),
    YamlKey::new(
        "target_date",
        DATE,
        "The day that the plan prepares for, such as 2027-03-31. Without a start_date, the plan ends for it.",
    ),
    YamlKey::new(
        "breaks",
        YamlShape::Items("after", BREAK),
        "Breaks that are not in the text of the plan. Everything after a break moves.",
    ),
    YamlKey::new(
        "weekend",
        YamlShape::OneOrMore(&YamlShape::Text),
        "The weekdays that “Weekend” names in the plan, such as friday-saturday. Default: saturday-sunday.",
    ),
    YamlKey::new(
        "review",
        YamlShape::Either(&[
            YamlShape::OneOrMore(&YamlShape::Whole(LATEST_REVIEW)),
            YamlShape::Choice(&["off"]),
        ]),
        "When tasks that are marked for review return: days after the task was done, or off. Default: [1, 3, 7, 14, 30].",
    ),
];

const NAME: YamlKey = YamlKey::new(
    "name",
    YamlShape::Text,
    "The name that readers see, and that the plan uses. Default: the id.",
);
const ID: YamlKey = YamlKey::new(
    "id",
    YamlShape::Text,
    "The word in addresses. Default: made from the name.",
);

const LEVEL: YamlKeys = &[&[NAME, ID]];

const TRACK: YamlKeys = &[&[
    NAME,
    ID,
    YamlKey::new(
        "aliases",
        YamlShape::OneOrMore(&YamlShape::Text),
        "Other names that the plan uses for the track.",
    ),
    YamlKey::new(
        "hours_per_week",
        YamlShape::Either(&[
            YamlShape::Number(168),
            YamlShape::Pattern("^\\s*\\d+(\\.\\d+)?(\\s*[-–]\\s*\\d+(\\.\\d+)?)?\\s*$"),
        ]),
        "The hours per week, or a range such as 8-10. Default: the hours in the plan's heading.",
    ),
    YamlKey::new(
        "allocation",
        YamlShape::Pairs(&YamlShape::Either(&[
            YamlShape::Number(100),
            YamlShape::Pattern("^\\d+(\\.\\d+)?\\s*%?\\s*$"),
        ])),
        "How the time is shared among areas, in percentages that add up to 100.",
    ),
    YamlKey::new("level", YamlShape::Text, "The only level of the track."),
]];

const BREAK: YamlKeys = &[&[
    YamlKey::new(
        "after",
        YamlShape::Whole(u32::MAX),
        "The number of the week in front of the break; with days, of the numbered day.",
    ),
    YamlKey::new(
        "weeks",
        YamlShape::Whole(MOST_WEEKS),
        "How many weeks the break takes. Default: 1.",
    ),
    YamlKey::new(
        "days",
        YamlShape::Whole(7 * MOST_WEEKS),
        "How many days the break takes, in a plan whose days are only numbered.",
    ),
    YamlKey::new("title", YamlShape::Text, "The name of the break."),
]];
