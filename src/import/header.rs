//! The columns of a table, by the words in its header, and the text above it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::cells::{CellRow, TableCell};
use super::plan::{ImportedPlan, ImportedText};
use super::problem::{ImportReport, listed};
use crate::language::{LineReader, Vocabulary, WordList, plain};

/// What a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum ColumnRole {
    Phase,
    Week,
    Day,
    Date,
    /// The title of a day.
    Title,
    Task,
    Minutes,
    Hours,
    /// A time whose unit the header does not name.
    Time,
    Track,
    Area,
    Block,
    Done,
    /// Whether the task is for when time allows.
    Optional,
    /// Text about the task.
    Notes,
    /// A time of the whole day.
    DayMinutes,
    /// The title of a week and a day together, which `prepbook export` writes.
    ExportedTitle,
    /// A value that is computed again.
    Computed,
    /// Text about the task that is kept with the name of the column.
    Other,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct TableColumns {
    /// The roles, by the index of the column.
    pub(super) roles: Vec<ColumnRole>,
    /// The names, by the same index.
    pub(super) names: Vec<String>,
    /// The language of the header, if it is not English.
    pub(super) language: Option<&'static str>,
    /// Whether `prepbook export` wrote the table.
    pub(super) is_exported: bool,
}

/// Words for columns that no vocabulary has. Letters and digits only, in lower case.
const NAMES: &[(ColumnRole, &str)] = &[
    (
        ColumnRole::Task,
        "task tasks todo content item items activity activities action actions exercise assignment taskname what \
         aufgabe aufgaben tätigkeit tâche tâches activité tarea tareas actividad tarefa tarefas atividade compito compiti attività \
         taak taken zadanie zadania úkol úkoly uppgift uppgifter задача задачи задание завдання görev タスク 課題 任务 任務 \
         과제 할일 tugas משימה مهمة",
    ),
    (
        ColumnRole::Area,
        "area areas subject category categories tag tags label labels domain bereich kategorie fach domaine catégorie matière \
         área áreas categoría materia categoria matéria gebied categorie obszar kategoria oblast kategori område область \
         категория категорія alan 分野 领域 類別 영역 bidang תחום مجال",
    ),
    (
        ColumnRole::Track,
        "path group version variant audience spur gruppe groupe parcours grupo grupa поток группа",
    ),
    (
        ColumnRole::Block,
        "slot partofday timeofday sessionname tageszeit",
    ),
    (
        ColumnRole::Done,
        "isdone ticked finished state erledigt fertig fait estado stato klaar zrobione hotovo klar готово статус",
    ),
    (ColumnRole::Optional, "optional ifTimeAllows stretch"),
    (
        ColumnRole::Notes,
        "note notes comment comments description details detail remark remarks link links url resource resources material \
         materials bemerkung bemerkungen notiz notizen kommentar beschreibung hinweis remarque remarques commentaire \
         description lien notas nota comentario comentarios descripción enlace descrição observações note commento descrizione \
         opmerking opmerkingen uwagi poznámka anteckningar заметки примечание комментарий ссылка нотатки notlar メモ 备注 비고 catatan",
    ),
    (
        ColumnRole::Time,
        "estimate estimatedtime estimation effort est aufwand schätzung estimación esfuerzo esforço stima sforzo inschatting",
    ),
    (ColumnRole::Minutes, "min mins minute"),
    (ColumnRole::Hours, "h hr hrs std"),
];

/// The roles of these words in their [`plain`] form; the first of several counts.
static ROLES: LazyLock<HashMap<String, ColumnRole>> = LazyLock::new(|| {
    let mut roles = HashMap::new();
    for (role, names) in NAMES {
        for name in names.split_whitespace() {
            roles.entry(plain(name)).or_insert(*role);
        }
    }
    roles
});

/// The header of a table that `prepbook export` wrote.
const EXPORTED: &[(&str, ColumnRole)] = &[
    ("plan", ColumnRole::Computed),
    ("track", ColumnRole::Track),
    ("week", ColumnRole::Week),
    ("day", ColumnRole::Day),
    ("title", ColumnRole::ExportedTitle),
    ("first", ColumnRole::Date),
    ("last", ColumnRole::Computed),
    ("day_minutes", ColumnRole::DayMinutes),
    ("address", ColumnRole::Computed),
    ("task", ColumnRole::Task),
    ("id", ColumnRole::Computed),
    ("kind", ColumnRole::Optional),
    ("minutes", ColumnRole::Minutes),
    ("area", ColumnRole::Area),
    ("block", ColumnRole::Block),
    ("done", ColumnRole::Done),
];

/// The columns that a row names, if it is a header: it names the tasks, or at least two other columns.
pub(super) fn columns(row: &CellRow) -> Option<TableColumns> {
    let names: Vec<String> = row.iter().map(|cell| cell.text.trim().to_owned()).collect();
    let exported = EXPORTED.iter().map(|(name, _)| *name);
    if names.iter().map(String::as_str).eq(exported) {
        return Some(TableColumns {
            roles: EXPORTED.iter().map(|(_, role)| *role).collect(),
            names,
            language: None,
            is_exported: true,
        });
    }
    let languages = Vocabulary::languages().map(|language| {
        let words = Vocabulary::of(Some(language));
        let roles: Vec<_> = row.iter().map(|cell| role(cell, words)).collect();
        (language, roles)
    });
    // The first of those that know the most columns: English is among the words of each.
    let known = |roles: &[Option<ColumnRole>]| roles.iter().flatten().count();
    let (language, roles) = languages.reduce(|best, other| {
        if known(&other.1) > known(&best.1) {
            other
        } else {
            best
        }
    })?;
    let has_task = roles.contains(&Some(ColumnRole::Task));
    if !has_task && known(&roles) < 2 {
        return None;
    }
    let mut roles: Vec<_> = roles
        .into_iter()
        .map(|role| role.unwrap_or(ColumnRole::Other))
        .collect();
    settle(&mut roles, &names);
    Some(TableColumns {
        roles,
        names,
        language: Some(language).filter(|language| *language != "en"),
        is_exported: false,
    })
}

/// What the header of a column says.
fn role(cell: &TableCell, words: &Vocabulary) -> Option<ColumnRole> {
    let whole = cell.text.trim().replace('_', " ");
    let (name, unit) = match whole.split_once(['(', '[', ',', '/']) {
        Some((name, unit)) => (name.trim(), unit.trim_end_matches([')', ']', ' '])),
        None => (whole.as_str(), ""),
    };
    let is = |text: &str, list: &WordList| {
        let mut reader = LineReader::new(text, words);
        reader.word(list) && reader.rest.is_empty()
    };
    // `Tag` is a day in German.
    let parts = [
        (&words.week, ColumnRole::Week),
        (&words.day, ColumnRole::Day),
    ];
    let plain_name = plain(name);
    let named = ROLES.get(&plain_name).copied();
    let columns = &words.columns;
    let listed = [
        (&words.phase, ColumnRole::Phase),
        (&words.track, ColumnRole::Track),
        (&words.hours, ColumnRole::Hours),
        (&words.minutes, ColumnRole::Minutes),
        (&columns.time, ColumnRole::Time),
        (&columns.date, ColumnRole::Date),
        (&columns.done, ColumnRole::Done),
        (&words.block, ColumnRole::Block),
        (&columns.title, ColumnRole::Title),
    ];
    let weekday = ["weekday", "wochentag", "dayofweek", "dow", "jour", "jours"];
    if weekday.contains(&plain_name.as_str()) {
        return Some(ColumnRole::Day);
    }
    // `Week no.`, `Week number`
    let first = name.split_whitespace().next().unwrap_or_default();
    let is_number = name.len() > first.len() && is(name[first.len()..].trim(), &columns.number);
    let name = if is_number { first } else { name };
    let in_list = |lists: &[(&WordList, ColumnRole)]| {
        let mut lists = lists.iter();
        lists
            .find(|(list, _)| is(name, list))
            .map(|(_, role)| *role)
    };
    let found = in_list(&parts).or(named).or_else(|| in_list(&listed))?;
    Some(match found {
        ColumnRole::Time if is(unit, &words.minutes) => ColumnRole::Minutes,
        ColumnRole::Time if is(unit, &words.hours) => ColumnRole::Hours,
        found => found,
    })
}

/// Makes a column of titles or names that of the tasks if there is none, and keeps the first column of each role.
fn settle(roles: &mut [ColumnRole], names: &[String]) {
    let place = |roles: &[ColumnRole], wanted| roles.iter().position(|role| *role == wanted);
    if place(roles, ColumnRole::Task).is_none() {
        // Of several, such as a topic and a title, the last one is what to do.
        let by_name = names.iter().position(|name| plain(name) == "name");
        let title = roles.iter().rposition(|role| *role == ColumnRole::Title);
        if let Some(task) = by_name.or(title) {
            roles[task] = ColumnRole::Task;
        }
    }
    let times = [ColumnRole::Minutes, ColumnRole::Hours, ColumnRole::Time];
    let mut seen: Vec<ColumnRole> = Vec::new();
    for role in roles {
        // Only one column states the time.
        let kind = if times.contains(role) {
            ColumnRole::Time
        } else {
            *role
        };
        if seen.contains(&kind) && kind != ColumnRole::Notes {
            *role = ColumnRole::Other;
        }
        seen.push(kind);
    }
}

/// Reports a table without a header.
pub(super) fn no_header(rows: &[CellRow], report: &mut ImportReport) {
    const HELP: &str = "begin with a row of names, such as `week, day, task, minutes, track, area`";
    let Some(first) = rows.first() else {
        report.problem("", ("this file is empty".to_owned(), HELP));
        return;
    };
    let cells: Vec<&str> = first.iter().map(|cell| cell.text.trim()).collect();
    let why = format!(
        "no row names the columns; the first one has {}",
        listed(&cells)
    );
    report.problem(first[0].place(), (why, HELP));
}

/// The rows above the header: the title and other text.
pub(super) fn above(rows: &[CellRow], plan: &mut ImportedPlan) {
    let text = |row: &CellRow| {
        let cells = row.iter().map(|cell| cell.text.trim());
        cells
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut lines = rows.iter().map(text);
    if let Some(title) = lines.next() {
        plan.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    for line in lines {
        plan.texts.extend(ImportedText::lines(&line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Option<String> {
        let cells = header.split(", ").map(|text| TableCell {
            text: text.to_owned(),
            place: (1, 1),
        });
        let columns = columns(&cells.collect())?;
        let roles: Vec<String> = columns
            .roles
            .iter()
            .map(|role| format!("{role:?}"))
            .collect();
        Some(format!(
            "{} {}",
            columns.language.unwrap_or("en"),
            roles.join(" ")
        ))
    }

    #[test]
    fn columns_are_known_in_any_order_case_and_language() {
        for (header, expected) in [
            (
                "week, day, task, minutes, track, area",
                "en Week Day Task Minutes Track Area",
            ),
            ("AREA, Task, Hours, WEEK", "en Area Task Hours Week"),
            (
                "Woche, Tag, Aufgabe, Dauer (Min), Bereich, Notiz",
                "de Week Day Task Minutes Area Notes",
            ),
            ("Semaine, Jour, Tâche, Durée", "fr Week Day Task Time"),
            ("Semana, Día, Tarea, Minutos", "es Week Day Task Minutes"),
            ("周, 日期, 任务", "zh Week Date Task"),
            ("Name, Status, Week, Tags", "en Task Done Week Area"),
            ("Week, Topic", "en Week Task"),
            ("Week, Topic, Task, Priority", "en Week Title Task Other"),
            ("Week no., Day #, Task, Time (h)", "en Week Day Task Hours"),
            (
                "Task, Minutes, Hours, Notes, Link",
                "en Task Minutes Other Notes Notes",
            ),
            ("Weekday, To-do, Estimate", "en Day Task Time"),
        ] {
            assert_eq!(read(header).as_deref(), Some(expected), "{header}");
        }
        for header in ["My plan", "1, Monday, Read", "Read, 30"] {
            assert_eq!(read(header), None, "{header}");
        }
    }
}
