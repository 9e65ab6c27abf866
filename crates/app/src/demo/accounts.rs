//! Who may sign in to the demo, as whom.
//!
//! In: nothing. Out: one account a role, each with a password that is printed when the demo is
//! made. They are for trying things out and are never made in a real park.

use super::{Row, row};

/// Somebody who may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// What they type.
    pub login: &'static str,
    /// Their made-up name, marked so.
    pub name: &'static str,
    /// The code of their role.
    pub role: &'static str,
    /// The areas they are limited to, by name; empty for the whole park.
    pub areas: &'static str,
    /// Their password.
    pub password: &'static str,
}

const fn account(
    login: &'static str,
    name: &'static str,
    role: &'static str,
    areas: &'static str,
    password: &'static str,
) -> DemoAccount {
    DemoAccount {
        login,
        name,
        role,
        areas,
        password,
    }
}

/// The demo's accounts.
pub const ACCOUNTS: &[DemoAccount] = &[
    account("gumingxi", "顾明溪（虚构）", "owner", "", "demo-owner-2026"),
    account(
        "songzhixing",
        "宋知行（虚构）",
        "manager",
        "",
        "demo-manager-2026",
    ),
    account("heyiwei", "何一苇（虚构）", "staff", "", "demo-staff-2026"),
    account(
        "fangxiaohe",
        "方小禾（虚构）",
        "staff",
        "",
        "demo-staff-2026b",
    ),
    account(
        "shentinglan",
        "沈听澜（虚构）",
        "counsellor",
        "",
        "demo-counsellor-2026",
    ),
    account(
        "yejingchuan",
        "叶静川（虚构）",
        "supervisor",
        "",
        "demo-supervisor-2026",
    ),
    account(
        "qiuyutong",
        "邱语桐（虚构）",
        "hotline_operator",
        "",
        "demo-hotline-2026",
    ),
    account(
        "liangshouzhuo",
        "梁守拙（虚构）",
        "street_office",
        "横岗街道",
        "demo-street-2026",
    ),
    account(
        "tanyuanshan",
        "谭远山（虚构）",
        "district_office",
        "龙岗区",
        "demo-district-2026",
    ),
    account(
        "luochunhe",
        "罗春和（虚构）",
        "community",
        "松柏社区",
        "demo-community-2026",
    ),
    account(
        "baiqing",
        "柏青（虚构）",
        "assessor",
        "",
        "demo-assessor-2026",
    ),
];

/// The accounts as records, without their passwords.
pub fn accounts() -> Vec<Row> {
    let of = |a: &DemoAccount| {
        row(
            "accounts",
            [
                ("login", a.login.to_owned()),
                ("name", a.name.to_owned()),
                ("role", a.role.to_owned()),
                ("areas", a.areas.to_owned()),
            ],
        )
    };
    ACCOUNTS.iter().map(of).collect()
}
