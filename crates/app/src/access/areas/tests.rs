//! Names as sheets have them, held against the carried tree; and the reading of tables.

use base::{Code, Day, Id, Level};

use super::{Area, Areas, Hint, carried, read, read_division};

/// The carried tree, each row's identity its place in the table.
fn tree() -> Areas {
    let rows = carried();
    let id = |at: usize| Id(at as i64 + 1);
    let above = |parent: &str| {
        let at = rows
            .iter()
            .position(|row| !parent.is_empty() && row.code == parent);
        at.map(id)
    };
    let areas = rows.iter().enumerate().map(|(at, row)| Area {
        id: id(at),
        code: row.code.clone(),
        name: row.name.clone(),
        level: row.level,
        parent: above(&row.parent),
        begins: row.begins,
        ends: row.ends,
    });
    Areas::new(areas.collect())
}

fn hint(level: Option<Level>, on: &str) -> Hint {
    Hint {
        level,
        on: Some(on.parse().unwrap()),
        home: None,
    }
}

#[test]
fn the_carried_tree_is_whole() {
    let tree = tree();
    assert_eq!(carried().len(), 26);
    let street = |name: &str| tree.find(name, Hint::default()).unwrap();
    let henggang = street("横岗街道");
    let under = |parent: Id| tree.all.iter().filter(|a| a.parent == Some(parent)).count();
    assert_eq!(under(street("龙岗区")), 11, "streets of 龙岗");
    assert_eq!(under(henggang), 9 + 3, "communities of today and before");
    for area in tree.all.iter().filter(|a| a.level != Level::Province) {
        assert!(area.parent.is_some(), "{} hangs in the air", area.name);
    }
}

#[test]
fn names_as_people_write_them_find_their_place() {
    let tree = tree();
    let community = Some(Level::Community);
    let street = Some(Level::Street);
    for (name, level, on, found) in [
        ("松柏社区", community, "2022-07-06", "松柏社区"),
        ("松柏社区居委会", community, "2022-07-06", "松柏社区"),
        ("四联社区居民委员会", None, "2022-07-06", "四联社区"),
        ("松柏", community, "2022-07-06", "松柏社区"),
        ("横岗", community, "2022-07-06", "横岗社区"),
        ("横岗", street, "2022-07-06", "横岗街道"),
        ("横岗街道办事处", None, "2022-07-06", "横岗街道"),
        ("六约社区", community, "2021-03-20", "六约社区"),
        // Gone since, but nobody else bears the name.
        ("六约社区", community, "2023-01-01", "六约社区"),
        ("红棉社区居委会", community, "2021-06-01", "红棉社区"),
        ("志盛", community, "2021-06-01", "志盛社区"),
        // Used before its first day.
        ("六约北社区", community, "2022-01-15", "六约北社区"),
        ("440307017018", None, "2022-07-06", "塘坑社区"),
        (
            "深圳市龙岗区横岗街道怡锦社区",
            community,
            "2022-07-06",
            "怡锦社区",
        ),
    ] {
        let id = tree.find(name, hint(level, on));
        let area = id.ok().and_then(|id| tree.get(id)).map(|a| a.name.as_str());
        assert_eq!(area, Some(found), "{name}");
    }
}

#[test]
fn what_is_not_there_is_told_and_what_is_unclear_is_not_guessed() {
    let tree = tree();
    assert_eq!(
        tree.find("火星社区", Hint::default()),
        Err(Code::UnknownPlace)
    );
    assert_eq!(
        tree.find("横岗街道火星社区", Hint::default()),
        Err(Code::UnknownPlace)
    );
    assert_eq!(tree.find("", Hint::default()), Err(Code::UnknownPlace));
    // A street and a community of one stem, and nothing that says which.
    assert_eq!(
        tree.find("横岗", Hint::default()),
        Err(Code::AmbiguousReference)
    );
}

#[test]
fn of_two_places_of_one_name_the_day_or_the_home_decides() {
    let area = |id, parent, begins: Option<&str>, ends: Option<&str>| Area {
        id: Id(id),
        code: String::new(),
        name: "新村社区".to_owned(),
        level: Level::Community,
        parent,
        begins: begins.map(|d| d.parse().unwrap()),
        ends: ends.map(|d| d.parse().unwrap()),
    };
    let dated = Areas::new(vec![
        area(1, None, None, Some("2022-02-28")),
        area(2, None, Some("2022-03-01"), None),
    ]);
    assert_eq!(dated.find("新村社区", hint(None, "2022-02-28")), Ok(Id(1)));
    assert_eq!(dated.find("新村社区", hint(None, "2022-03-01")), Ok(Id(2)));
    let apart = Areas::new(vec![
        area(1, Some(Id(8)), None, None),
        area(2, Some(Id(9)), None, None),
    ]);
    let home = Hint {
        home: Some(Id(9)),
        ..Hint::default()
    };
    assert_eq!(apart.find("新村社区", home), Ok(Id(2)));
    assert_eq!(
        apart.find("新村社区", Hint::default()),
        Err(Code::AmbiguousReference)
    );
}

#[test]
fn with_a_whole_country_the_parks_own_places_are_still_meant() {
    let area = |id, name: &str, level, parent: i64, ends: Option<&str>| Area {
        id: Id(id),
        code: format!("{id:0<12}"),
        name: name.to_owned(),
        level,
        parent: (parent > 0).then_some(Id(parent)),
        begins: None,
        ends: ends.map(|d| d.parse().unwrap()),
    };
    use Level::{City, Community, District, Street};
    let tree = Areas::new(vec![
        area(1, "深圳市", City, 0, None),
        area(2, "龙岗区", District, 1, None),
        area(3, "横岗街道", Street, 2, None),
        area(4, "园山街道", Street, 2, None),
        area(5, "南山区", District, 1, None),
        area(6, "蛇口街道", Street, 5, None),
        area(10, "松柏社区", Community, 3, None),
        area(11, "松柏社区", Community, 6, None),
        area(12, "六约社区", Community, 3, Some("2022-02-28")),
        area(13, "六约社区", Community, 6, None),
        area(14, "安良社区", Community, 4, None),
        area(15, "安良社区", Community, 6, None),
        area(16, "海湾社区", Community, 6, None),
        area(17, "海湾社区", Community, 5, None),
    ]);
    let home = tree.coded("3").map(|street| street.id);
    let find = |name: &str| {
        let told = hint(Some(Community), "2023-01-01");
        tree.find(name, Hint { home, ..told })
    };
    assert_eq!(find("松柏社区"), Ok(Id(10)), "within the street");
    assert_eq!(
        find("六约社区"),
        Ok(Id(12)),
        "its old name, though it is gone"
    );
    assert_eq!(find("安良社区"), Ok(Id(14)), "within the district");
    assert_eq!(
        find("海湾社区"),
        Err(Code::AmbiguousReference),
        "elsewhere nothing is nearer"
    );
}

#[test]
fn a_countrys_tables_become_a_tree_by_membership() {
    let tables = [
        (
            "dist/villages.csv",
            "code,name,streetCode,provinceCode,cityCode,areaCode\n440307017001,\"松柏社区居委会\",440307017,44,4403,440307\n",
        ),
        (
            "dist/streets.csv",
            "code,name,areaCode,provinceCode,cityCode\n440307010,\"大鹏街道\",440307,44,4403\n440307017,\"横岗街道\",440307,44,4403\n441900003,\"东城街道\",441900,44,4419\n",
        ),
        (
            "dist/areas.csv",
            "code,name,cityCode,provinceCode\n440307,\"龙岗区\",4403,44\n441900,\"东莞市\",4419,44\n",
        ),
        (
            "dist/cities.csv",
            "code,name,provinceCode\n4403,\"深圳市\",44\n4419,\"东莞市\",44\n",
        ),
        ("dist/provinces.csv", "code,name\n44,\"广东省\"\n"),
    ];
    let rows = read_division(&tables).unwrap();
    let parent = |name: &str| {
        let row = rows.iter().find(|row| row.name == name).unwrap();
        row.parent.as_str()
    };
    assert_eq!(parent("松柏社区"), "440307017000");
    assert_eq!(parent("横岗街道"), "440307000000");
    assert_eq!(
        parent("大鹏街道"),
        "大鹏新区",
        "its digits are 龙岗's, its district is not"
    );
    assert_eq!(parent("大鹏新区"), "440300000000");
    assert_eq!(
        parent("东城街道"),
        "441900000000",
        "a city without districts"
    );
    assert_eq!(rows.iter().filter(|r| r.name == "东莞市").count(), 1);
    assert_eq!(rows.len(), 9);
}

#[test]
fn tables_that_do_not_fit_are_told_with_their_row() {
    let told = |tables: &[(&str, &str)]| {
        let problem = read_division(tables).unwrap_err();
        (problem.code, problem.place.row)
    };
    assert_eq!(told(&[("towns.csv", "")]).0, Code::UnknownSheet);
    assert_eq!(
        told(&[("provinces.csv", "id,name\n44,广东省\n")]),
        (Code::MissingColumn, 1)
    );
    assert_eq!(
        told(&[("provinces.csv", "code,name\n4x,广东省\n")]),
        (Code::NotANumber, 2)
    );
    let orphan = ("cities.csv", "code,name,provinceCode\n4403,深圳市,44\n");
    assert_eq!(told(&[orphan]), (Code::UnknownReference, 2));
    for (row, code) in [
        (",,street,,,", Code::Missing),
        (",横岗,hamlet,,,", Code::UnknownChoice),
        (",横岗,street,,2022-02-30,", Code::NoSuchDay),
    ] {
        let problem = read(&format!("code,name,level,parent,begins,ends\n{row}\n")).unwrap_err();
        assert_eq!((problem.code, problem.place.row), (code, 2), "{row}");
    }
}

#[test]
fn the_day_a_place_begins_and_ends_are_its_own() {
    let new = carried()
        .into_iter()
        .find(|row| row.name == "塘坑社区")
        .unwrap();
    let old = carried()
        .into_iter()
        .find(|row| row.name == "志盛社区")
        .unwrap();
    assert_eq!(new.begins, Day::new(2022, 3, 1));
    assert_eq!((old.ends, old.code.as_str()), (Day::new(2022, 2, 28), ""));
}
