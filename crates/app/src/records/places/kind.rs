//! A place's fields.
//!
//! In: what the park says of a place. Out: its words on the public site, and where it stands.
//! A place never needs a map service: the address in words is enough. Its position is WGS-84,
//! which is what a browser tells of its reader and what every map takes when told so.

use base::{Field, Key, Kind, ScopedBy, Work, words};

use super::rules;
use crate::records::rights;

/// 场地
pub static KIND: Kind = Kind {
    name: "places",
    words: words("场地", "Places"),
    work: Work::Settings,
    unit: words("处", "places"),
    sheet: "园区场地",
    also: &["场地"],
    key: Key::Unique(&["name"]),
    label: "name",
    fields: &[
        Field::text("name", "名称", "Name")
            .must()
            .open()
            .sorted()
            .searched()
            .also(&["场地名称"]),
        Field::text("address", "地址", "Address")
            .must()
            .open()
            .searched(),
        Field::area("community", "所属社区", "Community")
            .open()
            .also(&["所在社区", "社区"]),
        Field::text("latitude", "纬度", "Latitude")
            .open()
            .hint(
                "如 22.65；用手机定位的原始值（WGS-84），地图上抄的会偏几百米",
                "Such as 22.65, as a phone's own positioning gives it (WGS-84); those copied from a map here are some hundred metres off",
            ),
        Field::text("longitude", "经度", "Longitude")
            .open()
            .hint("如 114.20，同上", "Such as 114.20, of the same kind"),
        Field::text("hours", "开放时间", "Opening hours").open(),
        Field::text("phone", "电话", "Phone")
            .open()
            .also(&["联系电话"]),
        Field::yes_no("open_to_public", "对外开放", "Open to the public").open(),
        Field::long("notes", "说明", "Notes").open().also(&["备注"]),
    ],
    list: &["name", "address", "community", "hours", "open_to_public"],
    when: "",
    scoped_by: ScopedBy::Park,
    rights: rights::MANAGED,
    park: None,
    rule: Some(rules::rule),
};
