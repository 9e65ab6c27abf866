//! The pages of a definition: made and changed.
//!
//! In: a request. Out: the form with what it makes so far, or what saving it gave. Only
//! managers come here.

use axum::{http::StatusCode, response::Response};
use base::{Lang, Problem, Words, words};
use figures::Definitions;
use page::{
    Act, frame,
    section::{self, Head},
};

use super::{
    condition::{Asked, Group, Node},
    draft::Draft,
    draw::Sheet,
    draw_conditions::Drawing,
    pairs, preview,
    save::save,
    templates,
    under_way::{definitions_of, eyes, key_of, places, unfit, with},
};
use crate::{
    access::account,
    front::{Call, Done, Fields, Stop, show::Sheet as Page},
};

const NOT_THEIRS: Words = words(
    "这个口径数的是您不能看的台账，要由能看的人来改。它照常在算。",
    "This definition counts a ledger that is not yours to read; somebody who may must change it. It still counts.",
);

pub(super) const NO_FORM: Words = words(
    "这个口径里有表单写不出的内容（如选定的几条记录）。请在台账「口径」里改，或用文件导入。",
    "This definition holds what no form can say (such as chosen records). Change it in the ledger of definitions, or import a file.",
);

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

pub(super) async fn draw(call: &Call, form: &Fields, status: StatusCode) -> Result<Response, Stop> {
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
    let made = match fitting {
        Ok(fitting) if ready => {
            let places = places
                .iter()
                .map(|(id, name)| (id.0, name.clone()))
                .collect();
            preview::preview(call, fitting.naming(places), &draft.definition).await?
        }
        _ => preview::unfinished(lang),
    };
    let body = section::stack(&[
        head.show(lang),
        section::beside(&[drawn], &[made.show(lang)]),
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
