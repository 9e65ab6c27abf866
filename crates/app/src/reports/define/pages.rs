//! The pages of a definition: made, changed, saved.
//!
//! In: a request. Out: the form with what it makes so far; when it is saved, a record of kind
//! `definitions`, each saving another version. Only managers come here.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use base::{Answer, Ask, Id, Lang, Period, Problem, Words, words};
use figures::{Definition, Definitions, Need, opening, sentence};
use page::{
    Act, Fig, frame,
    making::Making,
    section::{self, Head, Item},
};
use store::Scope;

use super::{
    condition::{Asked, Group, Node},
    draft::Draft,
    draw::Sheet,
    draw_conditions::Drawing,
    pairs,
    paths::Eyes,
    templates,
};
use crate::{
    access::account,
    front::{Call, Done, Fields, Stop, show, show::Sheet as Page},
    intake::{Aim, Given},
    ledgers::saving::{self, Once},
    reports::{
        Values, definitions, evaluate,
        guard::{Guard, Sight},
        shortly,
    },
};

const NOT_THEIRS: Words = words(
    "这个口径数的是您不能看的台账，要由能看的人来改。它照常在算。",
    "This definition counts a ledger that is not yours to read; somebody who may must change it. It still counts.",
);
const NO_FORM: Words = words(
    "这个口径里有表单写不出的内容（如选定的几条记录）。请在台账「口径」里改，或用文件导入。",
    "This definition holds what no form can say (such as chosen records). Change it in the ledger of definitions, or import a file.",
);
/// Things shown while a definition is under way.
const FIRST: u32 = 5;

/// GET `/figures/define`: a new one.
///
/// # Errors
/// Faults of the store.
pub async fn new(call: Call) -> Done {
    let form = match call.query.get("from") {
        Some(key) => templates::filled(&call, key)?,
        None => call.query.clone(),
    };
    draw(&call, &form, StatusCode::OK).await
}

/// GET `/figures/{key}/define`: one that is there.
///
/// # Errors
/// `NotThere` without such a definition of the park's own.
pub async fn change(call: Call) -> Done {
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let all = definitions_of(&call).await?;
    let definition = match all.get(&key) {
        Some(definition) => definition.clone(),
        // One that no longer fits is left out of the figures, but can be mended here.
        None => unfit(&call, &key).await?,
    };
    let catalogue = call.catalogue();
    let eyes = eyes(&call, &catalogue)?;
    let hidden = |kind: &&base::Kind| !eyes.scope.may_read(kind);
    if catalogue.kind(&definition.kind).filter(hidden).is_some() {
        return Err(Stop::Bad(NOT_THEIRS));
    }
    let pairs = pairs::pairs(&definition, eyes).ok_or(Stop::Bad(NO_FORM))?;
    let pairs = pairs.with("was", Some(&key));
    let status = match all.get(&key) {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    draw(&call, &pairs, status).await
}

/// A definition that is kept and does not fit.
async fn unfit(call: &Call, key: &str) -> Result<Definition, Stop> {
    let kind = call.catalogue().kind("definitions").ok_or(Stop::NotThere)?;
    let ask = Ask::Natural {
        kind: kind.name.to_owned(),
        keys: vec![key.to_owned()],
    };
    let found = call.ask_one(ask).await?.many();
    let body = found.first().and_then(|r| r.text(kind, "body"));
    Definition::read(key, body.ok_or(Stop::NotThere)?).map_err(|_| Stop::Bad(NO_FORM))
}

/// POST `/figures/define`: the form again, or the definition saved.
///
/// # Errors
/// Faults of the store; problems come back on the form.
pub async fn send(call: Call) -> Done {
    let (word, place) = call
        .form
        .text("do")
        .split_once(':')
        .unwrap_or((call.form.text("do"), ""));
    let changed = |change: &dyn Fn(&mut Group, &str)| {
        let prefix = place.split('.').next().unwrap_or("c").to_owned();
        let mut tree = Group::read(&call.form, &prefix);
        change(&mut tree, &prefix);
        rewritten(&call.form, &prefix, &tree)
    };
    let form = match word {
        "save" => return save(&call).await,
        "add" => changed(&|tree, prefix| add(tree, prefix, place, Node::Test(Asked::default()))),
        "group" => changed(&|tree, prefix| add(tree, prefix, place, Node::Group(Group::default()))),
        "drop" => changed(&|tree, prefix| tree.drop_at(prefix, place)),
        _ => call.form.clone(),
    };
    draw(&call, &form, StatusCode::OK).await
}

fn add(tree: &mut Group, prefix: &str, place: &str, node: Node) {
    if let Some(group) = tree.at(prefix, place) {
        group.nodes.push(node);
    }
}

/// The form with its conditions under a prefix written anew.
fn rewritten(form: &Fields, prefix: &str, tree: &Group) -> Fields {
    let under = format!("{prefix}.");
    let mut pairs: Vec<(String, String)> = form
        .0
        .iter()
        .filter(|(name, _)| !name.starts_with(&under))
        .cloned()
        .collect();
    tree.write(prefix, &mut pairs);
    Fields(pairs)
}

pub(super) fn eyes<'a>(call: &'a Call, catalogue: &'a base::Catalogue) -> Result<Eyes<'a>, Stop> {
    Ok(Eyes {
        catalogue,
        scope: &call.visitor()?.scope,
        lang: call.lang(),
    })
}

/// Whether the caller may change a definition by its form.
pub fn may_change(call: &Call, definition: &Definition) -> bool {
    let catalogue = call.catalogue();
    let reads = |kind: &base::Kind| call.visitor().is_ok_and(|v| v.scope.may_read(kind));
    if !catalogue.kind(&definition.kind).is_none_or(reads) {
        return false;
    }
    let eyes = eyes(call, &catalogue).ok();
    eyes.is_some_and(|eyes| {
        eyes.scope.roles().any(base::Roles::MANAGERS) && pairs::pairs(definition, eyes).is_some()
    })
}

pub(super) async fn definitions_of(call: &Call) -> Result<Arc<Definitions>, Stop> {
    let scope = Scope::system(call.visitor()?.scope.park(), "the definitions of a park");
    Ok(call.house.figures.all(&call.house.store, &scope).await?)
}

/// The places of the park, for a choice.
async fn places(call: &Call) -> Result<Vec<(Id, String)>, Stop> {
    let world = call.house.world().await?;
    Ok(world
        .areas
        .iter()
        .map(|area| (area.id, area.name.clone()))
        .collect())
}

async fn draw(call: &Call, form: &Fields, status: StatusCode) -> Result<Response, Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let eyes = eyes(call, &catalogue)?;
    let all = definitions_of(call).await?;
    let draft = Draft::read(form, eyes);
    let refused = status != StatusCode::OK;
    // What is not finished is no mistake until it is saved.
    let shown: &[Problem] = if refused { &draft.problems } else { &[] };
    let places = places(call).await?;
    let people = account::open_ones(&call.house).await?;
    let people: Vec<(String, String)> = people.into_iter().map(|a| (a.login, a.name)).collect();
    let with_draft = with(&all, &draft.definition, form.text("was"));
    let fitting = Definitions::new(with_draft, &catalogue);
    let unfit: Vec<String> = match &fitting {
        Err(unfit) if refused => unfit
            .iter()
            .filter(|u| u.key == key_of(&draft.definition))
            .map(|u| u.reason.text(lang))
            .collect(),
        _ => Vec::new(),
    };
    let draft_shown = Draft {
        problems: shown.to_vec(),
        ..draft.clone()
    };
    let sheet = Sheet {
        drawing: Drawing {
            eyes,
            places: &places,
            problems: shown,
        },
        form,
        draft: &draft_shown,
        all: &all,
        people: &people,
    };
    let mut with = call.hidden();
    for name in ["key", "was", "version"] {
        with.push((name.to_owned(), form.text(name).to_owned()));
    }
    let drawn = sheet.form(with, unfit).show(lang);
    let title = words("口径", "Definition").get(lang);
    let head = head(form, &draft.definition.zh, lang);
    let ready = draft.problems.iter().all(|p| p.place.field == "zh");
    let preview = match fitting {
        Ok(fitting) if ready => {
            let places = places
                .iter()
                .map(|(id, name)| (id.0, name.clone()))
                .collect();
            preview(call, fitting.naming(places), &draft.definition).await?
        }
        _ => unfinished(lang),
    };
    let body = section::stack(&[
        head.show(lang),
        section::beside(&[drawn], &[preview.show(lang)]),
    ]);
    Ok(call.page_as(
        status,
        Page {
            title: title.to_owned(),
            place: Some(frame::Place::Figures),
            back: Some(page::Link::new(
                words("数据", "Figures").get(lang),
                "/figures",
            )),
            body,
        },
    ))
}

/// What the page is about, and for a new one the way to the templates.
fn head(form: &Fields, name: &str, lang: Lang) -> Head {
    Head {
        title: if form.text("was").is_empty() {
            words("新口径", "A new definition").get(lang).to_owned()
        } else {
            name.to_owned()
        },
        lead: words(
            "选好要数什么，右边随时看到它的口径和数字。",
            "Choose what to count; its sentence and value stand beside it as you go.",
        )
        .get(lang)
        .into(),
        doing: match form.text("was") {
            "" => vec![Act::open(
                words("从模板开始", "Begin from a template").get(lang),
                "/figures/templates",
            )],
            _ => Vec::new(),
        },
        ..Head::default()
    }
}

fn key_of(definition: &Definition) -> String {
    if definition.key.is_empty() {
        DRAFT.to_owned()
    } else {
        definition.key.clone()
    }
}

/// The key a definition goes by while it has none.
const DRAFT: &str = "draft";

/// The figures there are, with the draft in its place.
fn with(all: &Definitions, draft: &Definition, was: &str) -> Vec<Definition> {
    let mut draft = draft.clone();
    draft.key = key_of(&draft);
    all.iter()
        .filter(|d| d.key != was)
        .cloned()
        .chain([draft])
        .collect()
}

fn unfinished(lang: Lang) -> Making {
    let say = words(
        "选完后这里出现口径和数字。",
        "Its sentence and value appear here once it is complete.",
    );
    Making {
        says: vec![say.get(lang).to_owned()],
        ..Making::default()
    }
}

/// The sentence in both languages, the value and the first things, as they stand now.
async fn preview(call: &Call, all: Definitions, draft: &Definition) -> Result<Making, Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let period = call.form.get("period").and_then(|p| p.parse().ok());
    let period: Period = period.unwrap_or(Period::Year(call.house.today().year()));
    let key = key_of(draft);
    let Some(definition) = all.get(&key).cloned() else {
        return Ok(unfinished(lang));
    };
    let scope = Scope::system(
        call.visitor()?.scope.park(),
        "the value of a definition under way",
    );
    let need = Need::whole(&key, period);
    let reading = evaluate::Reading {
        store: &call.house.store,
        scope: &scope,
        moment: Default::default(),
        catalogue: &catalogue,
        kept: None,
    };
    let wanted = std::slice::from_ref(&need);
    let (known, _) = reading.known(&all, wanted, Vec::new()).await?;
    let figures = known
        .iter()
        .filter(|(n, _)| n.period == period && n.by.is_empty());
    let figures = figures.map(|(n, f)| (n.key.clone(), f.clone())).collect();
    let Some(figure) = known.get(&need) else {
        return Ok(unfinished(lang));
    };
    let values = Values {
        definitions: Arc::new(all),
        period,
        place: None,
        figures,
        waiting: Default::default(),
        old: None,
        records: Default::default(),
        parts: Default::default(),
    };
    let own = &call.visitor()?.scope;
    let guard = Guard {
        values: &values,
        catalogue: &catalogue,
        reader: Some(own),
    };
    let all = &values.definitions;
    let parts = opening(&definition, &values.figures, all, period, &catalogue);
    let first = match guard.opens(&definition) {
        true => shortly::shortly(&call.house.store, own, &parts, None, FIRST, lang).await?,
        false => Default::default(),
    };
    let seen = guard.read(&definition, figure, lang);
    let value = match seen.kept_back {
        true => seen.value + &seen.unit,
        false => figure.text(&definition, lang),
    };
    let thing = |t: &shortly::Short| Item {
        what: t.label.clone(),
        ..Item::default()
    };
    let things: Vec<Item> = first.things.iter().map(thing).collect();
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let said = |lang| sentence(&definition, all, &catalogue, lang);
    Ok(Making {
        title: format!(
            "{} · {}",
            words("现在是", "As it stands").get(lang),
            period.name(lang)
        ),
        fig: Some(Fig::inside(value, String::new())),
        says: vec![said(lang), said(other)],
        notes: notes(&definition, figure, lang),
        moves: moves(call, &values, &guard).await?,
        things,
    })
}

/// What the version in use comes to, where it comes to something else, and what is made of it.
async fn moves(call: &Call, new: &Values, guard: &Guard<'_>) -> Result<Vec<Item>, Stop> {
    let was = call
        .form
        .get("was")
        .or(call.params.get("key").map(String::as_str));
    let old = definitions_of(call).await?;
    let Some(was) = was.filter(|was| old.get(was).is_some()) else {
        return Ok(Vec::new());
    };
    let (lang, period) = (call.lang(), new.period);
    let mut keys = vec![was.to_owned()];
    loop {
        let uses = |d: &&Definition| d.uses().iter().any(|key| keys.iter().any(|k| k == key));
        let more: Vec<String> = old
            .iter()
            .filter(uses)
            .map(|d| d.key.clone())
            .filter(|key| !keys.contains(key))
            .collect();
        if more.is_empty() {
            break;
        }
        keys.extend(more);
    }
    let scope = Scope::system(call.visitor()?.scope.park(), "what a new version moves");
    let catalogue = call.catalogue();
    let reading = evaluate::Reading {
        store: &call.house.store,
        scope: &scope,
        moment: Default::default(),
        catalogue: &catalogue,
        kept: Some(&call.house.figures.answers),
    };
    let wanted: Vec<Need> = keys.iter().map(|key| Need::whole(key, period)).collect();
    let (before, _) = reading.known(&old, &wanted, Vec::new()).await?;
    let (after, _) = reading.known(&new.definitions, &wanted, Vec::new()).await?;
    let item = |need: &Need| {
        let definition = new.definitions.get(&need.key)?;
        // Two numbers of the care compartment beside each other tell more than either.
        let guarded = |d: &Definition| guard.sight(d) == Sight::Guarded;
        if guarded(definition) || guarded(old.get(&need.key)?) {
            return None;
        }
        let (was, now) = (before.get(need)?, after.get(need)?);
        let was = guard.read(old.get(&need.key)?, was, lang);
        let now = guard.read(definition, now, lang);
        (was != now).then(|| Item {
            what: match lang {
                Lang::Zh => definition.zh.clone(),
                Lang::En => definition.en.clone(),
            },
            end: section::End::Moves(was.value, Fig::inside(now.value, now.unit)),
            ..Item::default()
        })
    };
    Ok(wanted.iter().filter_map(item).collect())
}

/// Why there is no value, or why it does not bear its words.
fn notes(definition: &Definition, figure: &figures::Figure, lang: Lang) -> Vec<String> {
    let gap = figure.gap.map(|g| g.words().get(lang).to_owned());
    let unborne = figure.unborne(definition).map(|u| u.reason(lang));
    gap.into_iter().chain(unborne).collect()
}

/// Saves a definition that fits, as another version of the one it was.
async fn save(call: &Call) -> Done {
    let catalogue = call.catalogue();
    let all = definitions_of(call).await?;
    let was = call.form.text("was").to_owned();
    let mut draft = Draft::read(&call.form, eyes(call, &catalogue)?);
    let kept = match all.get(&was) {
        None if !was.is_empty() => unfit(call, &was).await.ok(),
        found => found.cloned(),
    };
    let old = kept.as_ref();
    draft.definition.key = match old {
        Some(old) => old.key.clone(),
        None => free_key(&all, &draft.definition.en),
    };
    draft.definition.version = old.map_or(1, |old| old.version + 1);
    let fits = Definitions::new(with(&all, &draft.definition, &was), &catalogue).is_ok();
    if !draft.problems.is_empty() || !fits {
        return draw(call, &call.form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let aim = match old {
        Some(old) => aim(call, &old.key).await?,
        None => Aim::New,
    };
    let kind = catalogue.kind("definitions").ok_or(Stop::NotThere)?;
    let given = definitions::given(kind, &draft.definition).map_err(Stop::fault)?;
    let given = Given { aim, ..given };
    let once = Once {
        key: call.form.text("once").to_owned(),
        sent: call.form.write(),
    };
    saving::save(call, given, once, "").await?;
    Ok(show::see_done(
        &format!("/figures/{}", draft.definition.key),
        "saved",
    ))
}

/// The record that holds a definition, as it stands.
async fn aim(call: &Call, key: &str) -> Result<Aim, Stop> {
    let ask = Ask::Natural {
        kind: "definitions".to_owned(),
        keys: vec![key.to_owned()],
    };
    match call.ask_one(ask).await? {
        Answer::Natural(found) => found
            .into_iter()
            .next()
            .map(|(_, record)| Aim::Change {
                id: record.id,
                since: record.since,
            })
            // A definition of the shipped report that the park has not made its own yet.
            .map_or(Ok(Aim::New), Ok),
        _ => Ok(Aim::New),
    }
}

/// A key nobody has: from the English name, where it has letters.
fn free_key(all: &Definitions, en: &str) -> String {
    let words: Vec<String> = en
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let stem = match words.join("_") {
        stem if stem.len() >= 3 && stem != DRAFT && stem != "define" => {
            stem.chars().take(60).collect()
        }
        _ => "own".to_owned(),
    };
    let free = |key: &String| all.get(key).is_none();
    let numbered = (1..).map(|n| {
        if n == 1 {
            stem.clone()
        } else {
            format!("{stem}_{n}")
        }
    });
    numbered.into_iter().find(free).unwrap_or(stem.clone())
}
