//! The conditions of a definition, drawn.
//!
//! In: the tree as it was sent and the kind it is about. Out: nested groups with only the tests
//! and values that fit each field. A choice is offered in the reader's own words.

use base::{Id, Kind, Lang, Problem, Type, Words, show, words};
use page::{
    conditions::{Conditions, Line, Press},
    field::{Choice, Field, Input, Keyboard},
};

use super::{
    asking::{Takes, YEAR, offers},
    condition::{Asked, Group, HOWS, How, Node},
    paths::Eyes,
};
use crate::front::typed::choice;

/// What drawing needs besides the tree.
pub struct Drawing<'a> {
    /// Who looks.
    pub eyes: Eyes<'a>,
    /// Places by their identity, in the tree's order.
    pub places: &'a [(Id, String)],
    /// What is wrong, at which field.
    pub problems: &'a [Problem],
}

const ADD: Words = words("加一个条件", "Add a condition");
const ADD_GROUP: Words = words("加一组条件", "Add a group");
const DROP: Words = words("去掉", "Take away");
const HOW: Words = words("这些条件", "These conditions");
const EVERY: Words = words("没有条件：全部都算。", "No condition: every one counts.");
const ON: Words = words("看哪一项", "Look at");
const TEST: Words = words("怎样", "How");
const VALUE: Words = words("是什么", "What");
const PICK: Words = words("请选择", "Choose");

const fn how_words(how: How) -> Words {
    match how {
        How::All => words("都要满足", "must all hold"),
        How::Any => words("满足一个就行", "need hold only once"),
        How::None => words("一个也不满足", "must none hold"),
    }
}

impl Drawing<'_> {
    /// A group of conditions.
    pub fn group(&self, group: &Group, kind: &'static Kind, at: &str, legend: &str) -> Conditions {
        let lang = self.eyes.lang;
        let line = |(n, node): (usize, &Node)| self.line(node, kind, &format!("{at}.{}", n + 1));
        let all: Vec<Choice> = HOWS
            .iter()
            .map(|(code, how)| choice(code, how_words(*how).get(lang), *how == group.how))
            .collect();
        // Of no conditions nothing holds together; what was chosen before is sent along.
        let input = match group.nodes.is_empty() {
            true => {
                let on = all.into_iter().find(|c| c.on);
                Input::Hidden(on.map(|c| c.value).unwrap_or_default())
            }
            false => Input::Pick(vec![(String::new(), all)]),
        };
        let how = Field::new(format!("{at}.how"), HOW.get(lang), input);
        Conditions {
            legend: legend.to_owned(),
            how: Some(how),
            lines: group.nodes.iter().enumerate().map(line).collect(),
            empty: EVERY.get(lang).to_owned(),
            more: vec![
                Press::new(ADD.get(lang), format!("add:{at}")),
                Press::new(ADD_GROUP.get(lang), format!("group:{at}")),
            ],
        }
    }

    fn line(&self, node: &Node, kind: &'static Kind, at: &str) -> Line {
        let lang = self.eyes.lang;
        let out = Press::new(DROP.get(lang), format!("drop:{at}"));
        let nested = |on: String, group: &Group, of: Option<&'static Kind>| {
            let of = of.unwrap_or(kind);
            Line::Group {
                about: Some(self.on(&on, kind, at)),
                group: Box::new(self.group(group, of, &format!("{at}.of"), of.words.get(lang))),
                out: out.clone(),
            }
        };
        match node {
            Node::Test(asked) => Line::Test {
                fields: self.test(asked, kind, at),
                out,
            },
            Node::Group(group) => Line::Group {
                about: None,
                group: Box::new(self.group(group, kind, at, kind.words.get(lang))),
                out,
            },
            Node::Via(link, group) => {
                let found = self
                    .eyes
                    .links(kind)
                    .into_iter()
                    .find(|(f, _)| f.name == link);
                nested(format!(">{link}"), group, found.map(|(_, k)| k))
            }
            Node::Held(by, group) => {
                let holder = by
                    .split_once('.')
                    .and_then(|(k, _)| self.eyes.catalogue.kind(k));
                nested(format!("<{by}"), group, holder)
            }
        }
    }

    fn test(&self, asked: &Asked, kind: &'static Kind, at: &str) -> Vec<Field> {
        let lang = self.eyes.lang;
        let mut fields = vec![self.on(&asked.on, kind, at)];
        let Some(path) = self.eyes.path(kind, &asked.on) else {
            return fields;
        };
        let offers = offers(&path.field);
        let picked = offers
            .iter()
            .find(|o| o.code == asked.test)
            .or(offers.first());
        let tests = offers.iter().map(|o| {
            choice(
                o.code,
                o.words.get(lang),
                picked.is_some_and(|p| p.code == o.code),
            )
        });
        fields.push(self.field(
            at,
            "test",
            TEST,
            Input::Pick(vec![(String::new(), tests.collect())]),
        ));
        let typed = asked.values.first().cloned().unwrap_or_default();
        let owner = self
            .eyes
            .catalogue
            .field_at(kind.name, &asked.on)
            .map_or(kind, |(k, _)| k);
        let input = match picked.map(|p| p.takes) {
            None | Some(Takes::Nothing) => return fields,
            Some(Takes::Field) => self.others(owner, &typed),
            Some(Takes::Month) => months(&typed, lang),
            Some(_) => self.value(&path.field, &asked.values),
        };
        fields.push(self.field(at, "value", VALUE, input));
        fields
    }

    fn field(&self, at: &str, name: &str, label: Words, input: Input) -> Field {
        let name = format!("{at}.{name}");
        let problem = self.problems.iter().find(|p| p.place.field == name);
        Field {
            problem: problem.map(|p| p.message(self.eyes.lang)),
            ..Field::new(name, label.get(self.eyes.lang), input)
        }
    }

    /// The choice of what is looked at: own fields, those behind links, linked records as a
    /// whole, records that point here.
    fn on(&self, on: &str, kind: &'static Kind, at: &str) -> Field {
        let lang = self.eyes.lang;
        let mut groups = vec![(
            String::new(),
            vec![choice("", PICK.get(lang), on.is_empty())],
        )];
        groups.extend(path_groups(self.eyes, kind, on, |_| true));
        let via = self.eyes.links(kind).into_iter().map(|(link, _)| {
            let path = format!(">{}", link.name);
            choice(&path, link.words.get(lang), path == on)
        });
        let via: Vec<Choice> = via.collect();
        let held = self.eyes.holders(kind).into_iter().map(|holder| {
            let path = format!("<{}", holder.path);
            choice(&path, &holder.words, path == on)
        });
        let held: Vec<Choice> = held.collect();
        for (words, choices) in [
            (
                words("所关联的记录满足……", "The linked record meets …"),
                via,
            ),
            (
                words("有这样的记录指向它", "Some record points at it"),
                held,
            ),
        ] {
            if !choices.is_empty() {
                groups.push((words.get(lang).to_owned(), choices));
            }
        }
        self.field(at, "on", ON, Input::Pick(groups))
    }

    /// Other fields of the same record that may be compared with.
    fn others(&self, kind: &'static Kind, typed: &str) -> Input {
        let own = self.eyes.paths(kind).into_iter().next();
        let choices = own.into_iter().flat_map(|g| g.paths);
        let choices = choices
            .map(|p| choice(&p.path, &p.words, p.path == typed))
            .collect();
        Input::Pick(vec![(String::new(), choices)])
    }

    fn value(&self, field: &base::Field, values: &[String]) -> Input {
        let lang = self.eyes.lang;
        let on = |value: &str| values.iter().any(|v| v == value);
        let typed = values.first().cloned().unwrap_or_default();
        match field.kind {
            Type::Choice(choices) => {
                let picks = choices
                    .iter()
                    .map(|c| choice(c.code, c.words.get(lang), on(c.code)));
                let known = |v: &&String| !choices.iter().any(|c| c.code == v.as_str());
                let grown = values.iter().filter(known).map(|v| choice(v, v, true));
                Input::Many(picks.chain(grown).collect())
            }
            Type::YesNo => {
                let both = ["1", "0"].map(|v| {
                    let value = base::Value::Whole(i64::from(v == "1"));
                    choice(v, &show(field, &value, lang), on(v))
                });
                Input::Pick(vec![(String::new(), both.to_vec())])
            }
            Type::Area => {
                let places = self.places.iter().map(|(id, name)| {
                    let id = id.to_string();
                    choice(&id, name, on(&id))
                });
                let first = std::iter::once(choice("", PICK.get(lang), values.is_empty()));
                Input::Pick(vec![(String::new(), first.chain(places).collect())])
            }
            Type::Year => {
                let year = |n: i32, words: Words| {
                    let value = format!("{YEAR}{n}");
                    choice(&value, words.get(lang), on(&value))
                };
                let known = [
                    year(0, words("本年", "this year")),
                    year(-1, words("上一年", "the year before")),
                ];
                let other = values
                    .iter()
                    .filter(|v| !v.starts_with(YEAR))
                    .map(|v| choice(v, v, true));
                Input::Pick(vec![(
                    String::new(),
                    known.into_iter().chain(other).collect(),
                )])
            }
            Type::Day | Type::Moment => Input::Day(typed),
            Type::Month => Input::Month(typed),
            Type::Time => Input::Time(typed),
            Type::Whole => Input::Number {
                value: typed,
                unit: String::new(),
                decimals: false,
            },
            Type::Decimal(_) | Type::Money => Input::Number {
                value: typed,
                unit: String::new(),
                decimals: true,
            },
            _ => Input::Text {
                value: typed,
                keyboard: Keyboard::Text,
                autocomplete: "off",
            },
        }
    }
}

/// Paths as groups of choices.
pub fn path_groups(
    eyes: Eyes<'_>,
    kind: &'static Kind,
    on: &str,
    fits: impl Fn(&base::Field) -> bool,
) -> Vec<(String, Vec<Choice>)> {
    let groups = eyes.paths(kind).into_iter().map(|group| {
        let paths = group.paths.into_iter().filter(|p| fits(&p.field));
        let choices: Vec<Choice> = paths
            .map(|p| choice(&p.path, &p.words, p.path == on))
            .collect();
        (group.behind, choices)
    });
    let mut groups: Vec<(String, Vec<Choice>)> =
        groups.filter(|(_, choices)| !choices.is_empty()).collect();
    let known = groups.iter().flat_map(|(_, c)| c).any(|c| c.on);
    // What was named and is gone, or is not theirs to read, stands as it was written.
    if !known && eyes.path(kind, on).is_none() && is_path(on) {
        let gone = match eyes.lang {
            Lang::Zh => format!("「{on}」（已没有，或不能看）"),
            Lang::En => format!("“{on}” (gone, or not yours to read)"),
        };
        groups.insert(0, (String::new(), vec![choice(on, &gone, true)]));
    }
    groups
}

/// Whether a form's word is a path at all.
fn is_path(on: &str) -> bool {
    !on.is_empty()
        && on != super::draft::ALL_TIME
        && !on.starts_with(['<', '>'])
        && !on.contains(':')
}

fn months(typed: &str, lang: Lang) -> Input {
    let month = |n: i32| {
        let words = if lang == Lang::Zh {
            format!("{n}月")
        } else {
            n.to_string()
        };
        choice(&n.to_string(), &words, typed == n.to_string())
    };
    Input::Pick(vec![(String::new(), (1..=12).map(month).collect())])
}
