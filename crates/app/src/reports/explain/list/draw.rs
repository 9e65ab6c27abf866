//! What came of a list, drawn: the sentence, the steps with their lines, the pairs to decide.
//!
//! In: the answer and a reader. Out: parts of a page. Of ours only what the reader may see is
//! named; of theirs their own row is shown as they wrote it.

use std::collections::{BTreeSet, HashMap};

use base::{Answer, Ask, Id, Lang, Record, words};
use figures::{Apart, Cause, Step, Thing, describe, unit};
use page::{
    Act, Href, Link, Markup, To,
    field::{Choice, Field, Input},
    section::{self, End, Item, Section, items},
};

use super::{
    super::{
        cause::conditions,
        side::{Figured, by_kind},
        words::{digits, is_named, name, signed},
    },
    held::{Held, THEIRS, Unsure, word},
    ours::Ours,
    theirs::Theirs,
};
use crate::{
    front::{Call, Stop},
    ledgers::labels::label,
};

/// Things of each step shown at first.
const FIRST: usize = 5;
/// Things on a page of one step.
const PAGE: usize = 100;

/// What is drawn, and for whom.
pub struct Drawing<'a> {
    /// The reader.
    pub call: &'a Call,
    /// The figure.
    pub figured: &'a Figured,
    /// Our side.
    pub ours: &'a Ours,
    /// Theirs.
    pub theirs: &'a Theirs<'a>,
    /// The answer.
    pub held: &'a Held,
}

/// The figure and its period.
pub fn about(figured: &Figured, lang: Lang) -> String {
    let named = figured.definition().map_or("", |d| name(d, lang));
    format!("{named} · {}", figured.asked.wanted.period.name(lang))
}

/// Names and days.
pub type Names = HashMap<Thing, (String, String)>;

/// Our names of these things, with their days, as far as the reader may see them.
///
/// # Errors
/// Faults of the store.
pub async fn names<'t>(
    call: &Call,
    things: impl Iterator<Item = &'t Thing>,
) -> Result<Names, Stop> {
    let catalogue = call.catalogue();
    let wanted: BTreeSet<&Thing> = things.filter(|t| t.by.as_ref() != THEIRS).collect();
    let mut names = Names::new();
    let ids = wanted.iter().flat_map(|thing| {
        let kinds = thing.by.split(' ').filter_map(|k| catalogue.kind(k));
        kinds.filter_map(|k| Some((k.name, thing.value.as_whole()?)))
    });
    let mut found: HashMap<(&'static str, i64), Record> = HashMap::new();
    for (kind, ids) in by_kind(ids) {
        let ask = Ask::Many {
            kind: kind.to_owned(),
            ids,
        };
        let answer = call.ask_one(ask).await.map(Answer::many)?;
        found.extend(answer.into_iter().map(|r| ((kind, r.id.0), r)));
    }
    for thing in wanted {
        if let Some((kind, field)) = thing.by.split_once('.') {
            let field = catalogue.kind(kind).and_then(|k| k.field(field));
            let said = field.map(|f| base::show(f, &thing.value, call.lang()));
            names.extend(said.map(|said| (thing.clone(), (said, String::new()))));
            continue;
        }
        let id = thing.value.as_whole().unwrap_or_default();
        let mut kinds = thing.by.split(' ').filter_map(|k| catalogue.kind(k));
        let record = kinds.find_map(|k| Some((k, found.get(&(k.name, id))?)));
        if let Some((kind, record)) = record {
            let day = record.text(kind, kind.when).unwrap_or_default();
            names.insert(
                thing.clone(),
                (label(kind, record, call.lang()), day.to_owned()),
            );
        }
    }
    Ok(names)
}

impl Drawing<'_> {
    fn lang(&self) -> Lang {
        self.call.lang()
    }

    fn unit(&self) -> String {
        let own = self.figured.definition().map_or("", |d| d.unit.as_str());
        match self.lang() {
            Lang::Zh => own.to_owned(),
            Lang::En => format!(" {}", unit(own, false)),
        }
    }

    fn gap(&self) -> i64 {
        let [ours, theirs] = self.held.values;
        theirs - ours
    }

    /// Their row in words.
    fn row(&self, number: i64) -> String {
        let row = u32::try_from(number).unwrap_or_default();
        let cells = self.theirs.row(row);
        match self.lang() {
            Lang::Zh => format!("第{row}行：{cells}"),
            Lang::En => format!("row {row}: {cells}"),
        }
    }

    /// What a step is.
    fn said(&self, step: &Step) -> String {
        let (lang, catalogue) = (self.lang(), self.call.catalogue());
        let fixed = |w: base::Words| w.get(lang).to_owned();
        match &step.cause {
            Cause::OnlyHere(_) => fixed(words(
                "只有我们有，名单里没有",
                "Only ours; not in the list",
            )),
            Cause::OnlyThere(None) => fixed(words("只有名单里有", "Only in the list")),
            Cause::OnlyThere(Some(0)) => {
                let period = self.figured.asked.wanted.period.name(lang);
                match lang {
                    Lang::Zh => format!("名单里有；我们也有记录，日期不在{period}内"),
                    Lang::En => format!("In the list; our record's day is not in {period}"),
                }
            }
            Cause::OnlyThere(Some(n)) => {
                let kind = self.ours.kind;
                let all = conditions(self.figured.pieces(), kind.name, &catalogue);
                let condition = all.get(*n).map(|c| describe(c, kind, &catalogue, lang));
                let condition = condition.unwrap_or_default();
                match lang {
                    Lang::Zh => format!("名单里有；我们也有记录，但口径要求{condition}"),
                    Lang::En => format!(
                        "In the list; we have a record, but the definition asks that {condition}"
                    ),
                }
            }
            Cause::CountedTwice => fixed(words("名单里列了不止一次", "Listed more than once")),
            _ => fixed(words("两边的数量不同", "The amounts differ")),
        }
    }

    /// A thing of a step; nothing where the reader may not see ours.
    fn item(&self, step: &Step, one: &Apart, names: &Names, several: bool) -> Option<Item> {
        let theirs: Vec<String> = one
            .there
            .iter()
            .take(3)
            .map(|(_, n)| self.row(*n))
            .collect();
        let end = match several {
            true => End::Soft(signed(one.amount, self.ours.places)),
            false => End::Bare,
        };
        if one.thing.by.as_ref() == THEIRS {
            return Some(Item {
                what: theirs.first().cloned().unwrap_or_default(),
                end,
                ..Item::default()
            });
        }
        let (name, day) = names.get(&one.thing)?;
        let joint = if self.lang() == Lang::Zh { "；" } else { "; " };
        let small = match step.cause {
            Cause::OnlyHere(_) => day.clone(),
            _ => std::iter::once(day.clone())
                .filter(|d| !d.is_empty())
                .chain(theirs)
                .collect::<Vec<_>>()
                .join(joint),
        };
        let id = one.thing.value.as_whole().map(Id);
        let kind = one.thing.by.split(' ').next().filter(|k| !k.contains('.'));
        let href = kind
            .zip(id)
            .map(|(k, id)| Href::new(format!("/records/{k}/{id}")));
        Some(Item {
            what: name.clone(),
            small,
            href,
            end,
        })
    }

    /// Some things of a step as a section; and the names of the first.
    async fn section(
        &self,
        step: &Step,
        from: usize,
        most: usize,
    ) -> Result<(Section, Vec<String>), Stop> {
        let lang = self.lang();
        let some: Vec<&Apart> = step.things.iter().skip(from).take(most).collect();
        let names = names(self.call, some.iter().map(|a| &a.thing)).await?;
        let size = step.things.first().map_or(0, |a| a.amount);
        let several = step.things.iter().any(|a| a.amount != size);
        let drawn: Vec<Option<Item>> = some
            .iter()
            .map(|a| self.item(step, a, &names, several))
            .collect();
        let hidden = drawn.iter().filter(|i| i.is_none()).count();
        let mut list: Vec<Item> = drawn.into_iter().flatten().collect();
        let first = list.iter().take(3).map(|i| i.what.clone()).collect();
        if hidden > 0 {
            list.push(Item {
                what: match lang {
                    Lang::Zh => format!("另有 {hidden} 项不在您能看的范围内"),
                    Lang::En => format!("{hidden} more lie outside what you may see"),
                },
                ..Item::default()
            });
        }
        let title = format!(
            "{} {}",
            signed(step.amount, self.ours.places),
            self.said(step)
        );
        let mut section = Section::new(title, items(&list, self.call.reading.lang));
        section.aside = match lang {
            Lang::Zh => format!("{} 项", step.things.len()),
            Lang::En => format!("{} items", step.things.len()),
        };
        Ok((section, first))
    }

    /// The sentence with both values, and a clause a step.
    fn sentence(&self, clauses: &[String]) -> String {
        let lang = self.lang();
        let [ours, theirs] = self.held.values.map(|v| digits(v, self.ours.places));
        let unit = self.unit();
        let gap = self.gap();
        let size = digits(gap.abs(), self.ours.places);
        let about = about(self.figured, lang);
        let how = match (gap, lang) {
            (0, Lang::Zh) => "两边一样".to_owned(),
            (0, Lang::En) => "the two agree".to_owned(),
            (n, Lang::Zh) if n > 0 => format!("名单多{size}{unit}"),
            (_, Lang::Zh) => format!("名单少{size}{unit}"),
            (n, Lang::En) if n > 0 => format!("the list has {size}{unit} more"),
            (_, Lang::En) => format!("the list has {size}{unit} less"),
        };
        match (lang, clauses) {
            (Lang::Zh, []) => format!("{about}：我们 {ours}{unit}，名单 {theirs}{unit}，{how}。"),
            (Lang::Zh, some) => format!(
                "{about}：我们 {ours}{unit}，名单 {theirs}{unit}，{how}。其中：{}。",
                some.join("；")
            ),
            (Lang::En, []) => {
                format!("{about}: ours {ours}{unit}, the list {theirs}{unit}: {how}.")
            }
            (Lang::En, some) => format!(
                "{about}: ours {ours}{unit}, the list {theirs}{unit}: {how}. Of these: {}.",
                some.join("; ")
            ),
        }
    }

    /// The sentence, both values, each step with its first things.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn all(&self, path: &str, blank: usize) -> Result<Vec<Markup>, Stop> {
        let lang = self.lang();
        let (mut sections, mut clauses) = (Vec::new(), Vec::new());
        let own = Thing {
            by: self.ours.kind.name.into(),
            value: 0.into(),
        };
        let named = is_named(&own, &self.call.catalogue());
        for (at, step) in self.held.steps.iter().enumerate() {
            let (mut section, names) = self.section(step, 0, FIRST).await?;
            if step.things.len() > FIRST {
                let query = self
                    .call
                    .query
                    .with("from", None)
                    .with("step", Some(&at.to_string()));
                let words = match lang {
                    Lang::Zh => format!("看全部 {} 项", step.things.len()),
                    Lang::En => format!("See all {}", step.things.len()),
                };
                section.more = Some(Link::new(
                    words,
                    Href::new(format!("{path}?{}", query.write())),
                ));
            }
            let amount = signed(step.amount, self.ours.places);
            let (open, close, joint) = match lang {
                Lang::Zh => ("（", "）", "、"),
                Lang::En => (" (", ")", ", "),
            };
            // A person is named on the page and never in what is sent on.
            let names = match named && !names.is_empty() {
                true => format!("{open}{}{close}", names.join(joint)),
                false => String::new(),
            };
            clauses.push(format!("{} {amount}{names}", self.said(step)));
            sections.push(section.show());
        }
        let copy = Act {
            words: words("复制这段话", "Copy this").get(lang).to_owned(),
            to: To::Copy("why".to_owned()),
            weight: Default::default(),
        };
        let [ours, theirs] = self.held.values;
        let line = |words: base::Words, value: String, small: String| Item {
            what: words.get(lang).to_owned(),
            small,
            end: End::Soft(format!("{value}{}", self.unit())),
            ..Item::default()
        };
        let found = match lang {
            Lang::Zh => format!(
                "{} 行对上了我们的记录，{blank} 行没有编号和名称、没有算",
                self.held.found
            ),
            Lang::En => format!(
                "Rows found among ours: {}; left out, without number or name: {blank}",
                self.held.found
            ),
        };
        let places = self.ours.places;
        let both = [
            line(words("我们", "Ours"), digits(ours, places), String::new()),
            line(words("名单", "The list"), digits(theirs, places), found),
            line(
                words("差", "The gap"),
                signed(self.gap(), places),
                String::new(),
            ),
        ];
        let mut parts = vec![
            section::quote("why", &self.sentence(&clauses).as_str().into(), lang),
            copy.button(),
            items(&both, self.call.reading.lang),
        ];
        parts.extend(sections);
        Ok(parts)
    }

    /// One step, a page at a time.
    ///
    /// # Errors
    /// `NotThere` without such a step.
    pub async fn whole(&self, path: &str, at: usize) -> Result<Markup, Stop> {
        let step = self.held.steps.get(at).ok_or(Stop::NotThere)?;
        let from: usize = self.call.query.text("from").parse().unwrap_or(0);
        let (mut section, _) = self.section(step, from, PAGE).await?;
        let next = from.saturating_add(PAGE);
        if next < step.things.len() {
            let query = self.call.query.with("from", Some(&next.to_string()));
            let to = Href::new(format!("{path}?{}", query.write()));
            section.more = Some(Link::new(
                words("后面的", "The next ones").get(self.lang()),
                to,
            ));
        }
        Ok(section.show())
    }

    /// A question for each pair: the same, or not.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn questions(&self, unsure: &[&Unsure]) -> Result<Vec<Field>, Stop> {
        let lang = self.lang();
        let names = names(self.call, unsure.iter().map(|u| &u.thing)).await?;
        let question = |pair: &&Unsure| {
            let (name, day) = names.get(&pair.thing)?;
            let other = match (pair.other_day, lang) {
                (false, _) => "",
                (true, Lang::Zh) => "，日期不同",
                (true, Lang::En) => ", another day",
            };
            let same = match lang {
                Lang::Zh => format!("是「{name}」{day}（像 {}%{other}）", pair.likeness),
                Lang::En => format!("It is “{name}” {day} ({}% alike{other})", pair.likeness),
            };
            let choice = |value: String, words: String| Choice {
                value,
                words,
                count: None,
                on: false,
            };
            let choices = vec![
                choice(word(&pair.thing), same),
                choice(
                    "no".to_owned(),
                    words("不是，是另一条", "No, it is another")
                        .get(lang)
                        .to_owned(),
                ),
            ];
            let label = self.row(i64::from(pair.row));
            Some(Field::new(
                format!("p{}", pair.row),
                label,
                Input::One(choices),
            ))
        };
        Ok(unsure.iter().filter_map(question).collect())
    }
}
