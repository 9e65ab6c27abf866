//! The conditions of a form, as they were sent, and as a filter.
//!
//! In: a form's pairs under a prefix (`c.how`, `c.1.on`, `c.1.test`, `c.1.value`, `c.2.how` …).
//! Out: a tree that keeps every word typed, and the filter it means, or what is wrong and at
//! which field. The way back, from a filter to the same tree, loses nothing.

use base::{Code, Field, Filter, Kind, Problem};

use super::paths::Eyes;
use crate::front::Fields;

/// How the conditions of a group belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// All of them.
    #[default]
    All,
    /// At least one.
    Any,
    /// None of them.
    None,
}

/// The words a form sends for them.
pub const HOWS: [(&str, How); 3] = [("all", How::All), ("any", How::Any), ("none", How::None)];

/// One condition, or a group of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A group.
    Group(Group),
    /// A test of a field or path.
    Test(Asked),
    /// The record a link points at meets a group: `>activity`.
    Via(String, Group),
    /// A record of another kind points here and meets a group: `<attendance.activity`.
    Held(String, Group),
}

/// A group of conditions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// How they belong together.
    pub how: How,
    /// The conditions.
    pub nodes: Vec<Node>,
}

/// A test as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The path.
    pub on: String,
    /// Which test: one of [`TESTS`].
    pub test: String,
    /// The values typed.
    pub values: Vec<String>,
}

/// Deeper groups than this are not read.
const DEEPEST: usize = 6;
/// More conditions than this in one group are not read.
const MOST: usize = 60;

impl Group {
    /// Reads a group under a prefix.
    pub fn read(form: &Fields, prefix: &str) -> Group {
        group(form, prefix, 0)
    }

    /// The pairs that write it.
    pub fn write(&self, prefix: &str, out: &mut Vec<(String, String)>) {
        let how = HOWS
            .iter()
            .find(|(_, h)| *h == self.how)
            .map_or("all", |(w, _)| w);
        out.push((format!("{prefix}.how"), how.to_owned()));
        for (n, node) in self.nodes.iter().enumerate() {
            let at = format!("{prefix}.{}", n + 1);
            match node {
                Node::Group(group) => group.write(&at, out),
                Node::Via(link, group) => {
                    out.push((format!("{at}.on"), format!(">{link}")));
                    group.write(&format!("{at}.of"), out);
                }
                Node::Held(by, group) => {
                    out.push((format!("{at}.on"), format!("<{by}")));
                    group.write(&format!("{at}.of"), out);
                }
                Node::Test(asked) => {
                    out.push((format!("{at}.on"), asked.on.clone()));
                    out.push((format!("{at}.test"), asked.test.clone()));
                    let values = asked.values.iter();
                    out.extend(values.map(|v| (format!("{at}.value"), v.clone())));
                }
            }
        }
    }

    /// The group at a place under this one (`c.2`, `c.1.of`), to add to.
    pub fn at<'g>(&'g mut self, prefix: &str, place: &str) -> Option<&'g mut Group> {
        let rest = place.strip_prefix(prefix)?;
        let mut here = self;
        let mut steps = rest.split('.').filter(|s| !s.is_empty()).peekable();
        while let Some(step) = steps.next() {
            let node = here
                .nodes
                .get_mut(step.parse::<usize>().ok()?.checked_sub(1)?)?;
            here = match node {
                Node::Group(group) => group,
                Node::Via(_, group) | Node::Held(_, group) if steps.next() == Some("of") => group,
                _ => return None,
            };
        }
        Some(here)
    }

    /// Takes away the condition at a place (`c.2.1`).
    pub fn drop_at(&mut self, prefix: &str, place: &str) {
        let Some((parent, last)) = place.rsplit_once('.') else {
            return;
        };
        let n = last.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        if let (Some(group), Some(n)) = (self.at(prefix, parent), n)
            && n < group.nodes.len()
        {
            group.nodes.remove(n);
        }
    }
}

fn group(form: &Fields, prefix: &str, depth: usize) -> Group {
    let said = form.text(&format!("{prefix}.how"));
    let how = HOWS
        .iter()
        .find(|(w, _)| *w == said)
        .map_or(How::All, |(_, h)| *h);
    let mut nodes = Vec::new();
    for n in 1..=MOST {
        let at = format!("{prefix}.{n}");
        let on = form.get(&format!("{at}.on"));
        let is_group = form.get(&format!("{at}.how")).is_some();
        let inner = |of: &str| group(form, of, depth + 1);
        nodes.push(match on {
            None if is_group && depth < DEEPEST => Node::Group(inner(&at)),
            None => break,
            Some(on) => match (on.strip_prefix('>'), on.strip_prefix('<')) {
                (Some(link), _) if depth < DEEPEST => {
                    Node::Via(link.to_owned(), inner(&format!("{at}.of")))
                }
                (_, Some(by)) if depth < DEEPEST => {
                    Node::Held(by.to_owned(), inner(&format!("{at}.of")))
                }
                _ => Node::Test(Asked {
                    on: on.to_owned(),
                    test: form.text(&format!("{at}.test")).to_owned(),
                    values: form
                        .all(&format!("{at}.value"))
                        .filter(|v| !v.is_empty())
                        .map(str::to_owned)
                        .collect(),
                }),
            },
        });
    }
    Group { how, nodes }
}

/// What a form's conditions mean for a kind.
pub struct Meaning<'a> {
    /// Who asks.
    pub eyes: Eyes<'a>,
    /// What is wrong, each at its field.
    pub problems: Vec<Problem>,
}

impl Meaning<'_> {
    /// The filter a group means. A condition that is not finished is a problem, and left out.
    pub fn of(&mut self, group: &Group, kind: &'static Kind, prefix: &str) -> Filter {
        let mut all: Vec<Filter> = Vec::new();
        for (n, node) in group.nodes.iter().enumerate() {
            let at = format!("{prefix}.{}", n + 1);
            all.extend(self.node(node, kind, &at));
        }
        let one = all.len() == 1;
        match group.how {
            How::All | How::None if one => {
                let only = all.swap_remove(0); // OK because there is one.
                if group.how == How::All {
                    only
                } else {
                    Filter::negate(only)
                }
            }
            How::All => Filter::All { all },
            How::Any => Filter::Any { any: all },
            How::None => Filter::negate(Filter::Any { any: all }),
        }
    }

    fn node(&mut self, node: &Node, kind: &'static Kind, at: &str) -> Option<Filter> {
        match node {
            Node::Group(group) => Some(self.of(group, kind, at)),
            Node::Test(asked) => self.test(asked, kind, at),
            Node::Via(link, group) => {
                let links = self.eyes.links(kind);
                let Some((_, target)) = links.into_iter().find(|(f, _)| f.name == link) else {
                    return self.wrong(Code::UnknownField, at, "on");
                };
                let inner = self.of(group, target, &format!("{at}.of"));
                Some(Filter::through(link, inner))
            }
            Node::Held(by, group) => {
                let offered = self.eyes.holders(kind).iter().any(|h| h.path == *by);
                let parts = by.split_once('.').filter(|_| offered);
                let Some((holder, by)) =
                    parts.and_then(|(h, b)| Some((self.eyes.catalogue.kind(h)?, b)))
                else {
                    return self.wrong(Code::UnknownField, at, "on");
                };
                let inner = self.of(group, holder, &format!("{at}.of"));
                Some(Filter::held_by(holder.name, by, inner))
            }
        }
    }

    fn test(&mut self, asked: &Asked, kind: &'static Kind, at: &str) -> Option<Filter> {
        if asked.on.is_empty() {
            return self.wrong(Code::Missing, at, "on");
        }
        let Some(path) = self.eyes.path(kind, &asked.on) else {
            return self.wrong(Code::UnknownField, at, "on");
        };
        let (test, not) = match super::asking::meant(&path.field, &asked.test, &asked.values) {
            Ok(meant) => meant,
            Err(code) => {
                let field = if asked.test.is_empty() {
                    "test"
                } else {
                    "value"
                };
                return self.wrong(code, at, field);
            }
        };
        let leaf = along(&asked.on, |field| test.on(field));
        Some(if not { Filter::negate(leaf) } else { leaf })
    }

    fn wrong(&mut self, code: Code, at: &str, field: &str) -> Option<Filter> {
        self.problems
            .push(Problem::of(code, format!("{at}.{field}").as_str()));
        None
    }
}

/// A filter at the end of a path of links.
fn along(path: &str, end: impl Fn(&str) -> Filter) -> Filter {
    match path.rsplit_once('.') {
        None => end(path),
        Some((links, field)) => links
            .rsplit('.')
            .fold(end(field), |inner, link| Filter::through(link, inner)),
    }
}

/// The tree that shows a filter; `None` for what no form can show (chosen records).
pub fn shown(filter: &Filter, eyes: Eyes<'_>, kind: &'static Kind) -> Option<Group> {
    let many = |how, many: &[Filter]| {
        let nodes: Option<Vec<Node>> = many.iter().map(|f| node(f, eyes, kind)).collect();
        Some(Group { how, nodes: nodes? })
    };
    match filter {
        Filter::All { all } => many(How::All, all),
        Filter::Any { any } => many(How::Any, any),
        Filter::Not { not } => match &**not {
            Filter::Any { any } => many(How::None, any),
            _ => many(How::All, std::slice::from_ref(filter)),
        },
        one => many(How::All, std::slice::from_ref(one)),
    }
}

fn node(filter: &Filter, eyes: Eyes<'_>, kind: &'static Kind) -> Option<Node> {
    if let Some(asked) = as_test(filter, eyes, kind) {
        return Some(Node::Test(asked));
    }
    match filter {
        Filter::All { .. } | Filter::Any { .. } => Some(Node::Group(shown(filter, eyes, kind)?)),
        Filter::Not { not } => match &**not {
            Filter::Any { .. } => Some(Node::Group(shown(filter, eyes, kind)?)),
            inner => Some(Node::Group(Group {
                how: How::None,
                nodes: vec![node(inner, eyes, kind)?],
            })),
        },
        Filter::Through {
            through, filter, ..
        } => {
            let (_, target) = eyes
                .links(kind)
                .into_iter()
                .find(|(f, _)| f.name == through)?;
            Some(Node::Via(through.clone(), shown(filter, eyes, target)?))
        }
        Filter::HeldBy {
            held_by,
            by,
            filter,
        } => {
            let holder = eyes.catalogue.kind(held_by)?;
            Some(Node::Held(
                format!("{held_by}.{by}"),
                shown(filter, eyes, holder)?,
            ))
        }
        Filter::Below { .. } | Filter::Ids { .. } | Filter::Leaf(_) => None,
    }
}

/// A leaf, perhaps behind links and turned round, as one test.
fn as_test(filter: &Filter, eyes: Eyes<'_>, kind: &'static Kind) -> Option<Asked> {
    let (mut inner, not) = match filter {
        Filter::Not { not } => (&**not, true),
        other => (other, false),
    };
    let mut path = String::new();
    while let Filter::Through {
        through, filter, ..
    } = inner
    {
        if let Some(above) = super::asking::below(filter) {
            path.push_str(through);
            let field = eyes.path(kind, &path).map_or(UNKNOWN, |p| p.field);
            let test = if not { "not_within" } else { "within" };
            return matches!(field.kind, base::Type::Area | base::Type::Text).then(|| Asked {
                on: path,
                test: test.to_owned(),
                values: vec![above.to_string()],
            });
        }
        path.push_str(through);
        path.push('.');
        inner = filter;
    }
    let Filter::Leaf(leaf) = inner else {
        return None;
    };
    path.push_str(&leaf.field);
    let field = eyes.path(kind, &path).map_or(UNKNOWN, |p| p.field);
    let (test, values) = super::asking::told(&field, &leaf.test, not)?;
    Some(Asked {
        on: path,
        test: test.to_owned(),
        values,
    })
}

/// A field that is gone or not the reader's to see: what was asked of it stands as it was written.
const UNKNOWN: Field = Field::text("gone", "已没有", "Gone");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_as_it_is_written() {
        let asked = |on: &str| {
            Node::Test(Asked {
                on: on.into(),
                test: "is".into(),
                values: vec!["a".into(), "b".into()],
            })
        };
        let inner = Group {
            how: How::Any,
            nodes: vec![asked("status"), asked("activity.on")],
        };
        let tree = Group {
            how: How::None,
            nodes: vec![
                asked("x"),
                Node::Group(inner.clone()),
                Node::Via("activity".into(), inner.clone()),
                Node::Held("attendance.activity".into(), Group::default()),
            ],
        };
        let mut pairs = Vec::new();
        tree.write("c", &mut pairs);
        assert_eq!(Group::read(&Fields(pairs), "c"), tree);
    }

    #[test]
    fn a_condition_is_added_and_taken_away_where_it_stands() {
        let mut tree = Group {
            nodes: vec![
                Node::Via("activity".into(), Group::default()),
                Node::Group(Group::default()),
            ],
            ..Group::default()
        };
        tree.at("c", "c.1.of")
            .unwrap()
            .nodes
            .push(Node::Test(Asked::default()));
        tree.at("c", "c.2")
            .unwrap()
            .nodes
            .push(Node::Test(Asked::default()));
        assert!(tree.at("c", "c.3").is_none());
        tree.drop_at("c", "c.1.of.1");
        let left = |node: &Node| match node {
            Node::Via(_, g) | Node::Group(g) => g.nodes.len(),
            _ => 9,
        };
        assert_eq!(tree.nodes.iter().map(left).collect::<Vec<_>>(), [0, 1]);
    }
}
