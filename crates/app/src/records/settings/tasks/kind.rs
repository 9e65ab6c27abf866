//! A task's fields.
//!
//! In: what has to be done. Out: one record a task. What a task is about in the care
//! compartment is never written in its title.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use crate::records::{any_work::ANY_WORK, rights};

/// 待办
pub static KIND: Kind = Kind {
    name: "tasks",
    words: words("待办", "Tasks"),
    work: Work::Settings,
    unit: words("件", "tasks"),
    sheet: "",
    also: &[],
    key: Key::Nth(&["title", "due"]),
    label: "title",
    fields: &[
        Field::text("title", "事项", "Task")
            .must()
            .internal()
            .searched(),
        Field::link("assignee", "由谁办", "For", &["accounts"]).internal(),
        Field::day("due", "到期日", "Due").internal().sorted(),
        Field::day("done_on", "办结日", "Done on")
            .internal()
            .sorted(),
        Field::links("about", "关于", "About", ANY_WORK).internal(),
        Field::yes_no("urgent", "紧急", "Urgent").internal(),
    ],
    list: &["title", "assignee", "due", "urgent", "done_on"],
    when: "due",
    scoped_by: ScopedBy::Park,
    rights: rights::TEAM_ONLY,
    park: None,
    rule: None,
};
