//! An account's fields.
//!
//! In: a login, a role, areas. Out: one record a person who may sign in. The password's hash is
//! never typed, shown or put in a sheet; nobody shares an account. Source: GB/T 22239 (level 2).

use base::{Choice, Field, Key, Kind, Role, ScopedBy, Work, words};

use crate::records::rights;

const fn choice(role: Role) -> Choice {
    Choice {
        code: role.code(),
        words: role.words(),
    }
}

const ROLES: &[Choice] = &[
    choice(Role::Owner),
    choice(Role::Manager),
    choice(Role::Staff),
    choice(Role::Counsellor),
    choice(Role::Supervisor),
    choice(Role::HotlineOperator),
    choice(Role::StreetOffice),
    choice(Role::DistrictOffice),
    choice(Role::Community),
    choice(Role::Assessor),
];

/// 账号
pub static KIND: Kind = Kind {
    name: "accounts",
    words: words("账号", "Accounts"),
    work: Work::Settings,
    unit: words("个", "accounts"),
    sheet: "",
    also: &[],
    key: Key::Unique(&["login"]),
    label: "name",
    fields: &[
        Field::text("login", "登录名", "Login")
            .must()
            .internal()
            .sorted(),
        Field::text("name", "姓名", "Name")
            .must()
            .internal()
            .sorted()
            .searched(),
        Field::choice("role", "角色", "Role", ROLES)
            .must()
            .internal(),
        Field::links("areas", "负责地区", "Areas", &["areas"])
            .internal()
            .hint("空着就是整个园区", "Blank for the whole park"),
        Field::yes_no("closed", "已停用", "Closed").internal(),
    ],
    list: &["name", "login", "role", "areas", "closed"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::ACCOUNTS,
    park: None,
    rule: None,
};
