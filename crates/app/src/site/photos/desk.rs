//! Putting photos into an article: several files at once, and who is on them.
//!
//! In: files, the chapter they stand at, who can be recognised and who agreed. Out: their
//! records, each still without its words, which the next page asks for. A file that is no photo
//! is named with what to do; the others are taken, and what was typed stands there again.

use axum::{http::StatusCode, response::Response};
use base::{Ask, Problem, Record, Words, words};
use page::{
    Act, Link,
    field::{Choice, Field, Input},
    form::{Form, Group},
    section::{Head, narrow},
};

use super::{
    super::{article, text},
    KIND, MOST, all,
    keep::{self, Refused},
};
use crate::{
    front::{Call, Done, Stop, show, show::Sheet},
    intake::Taking,
    ledgers,
    records::settings::photos::NOBODY,
};

/// The most files of one upload.
const MOST_FILES: usize = 30;
/// The largest file, in bytes.
const MOST_BYTES: usize = 20 * 1024 * 1024;

const FILES: Words = words("请选 1 到 30 个照片文件。", "Choose 1 to 30 photo files.");
const TOO_MANY: Words = words(
    "一篇文章最多60张照片。请先撤下几张。",
    "An article holds 60 photos at most. Take some out first.",
);
const TOO_LARGE: Words = words(
    "超过20 MB，没有收下。请先压缩。",
    "is over 20 MB and was not taken. Make it smaller first.",
);

/// The article in the path, for whoever may write it.
///
/// # Errors
/// `NotThere` when it is no article, or none of theirs.
pub(super) async fn article(call: &Call) -> Result<Record, Stop> {
    if call.kind()?.name != article::KIND {
        return Err(Stop::NotThere);
    }
    ledgers::form::one(call).await
}

/// Where the photos of an article are sorted.
pub(super) fn home(record: &Record) -> String {
    format!("{}/photos", ledgers::of_record(article::KIND, record.id))
}

/// GET `/records/articles/{id}/photos/add`.
///
/// # Errors
/// `NotThere` without such an article.
pub(super) async fn show(call: Call) -> Done {
    let record = article(&call).await?;
    draw(&call, &record, Vec::new(), &[])
}

/// POST `/records/articles/{id}/photos/add`.
///
/// # Errors
/// `NotThere` without such an article; faults of the store. Problems come back on the page.
pub(super) async fn add(call: Call) -> Done {
    let record = article(&call).await?;
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let kind = catalogue.kind(article::KIND).ok_or(Stop::NotThere)?;
    let slug = record.text(kind, "slug").unwrap_or_default();
    let sent = |f: &&crate::front::files::File| f.field == "files" && !f.content.is_empty();
    let files: Vec<_> = call.files.iter().filter(sent).collect();
    let there = call.ask_one(super::ask(std::iter::once(record.id))).await?;
    let there = all(&catalogue, Some(there));
    let wrong = match files.len() {
        0 => Some(FILES),
        many if many > MOST_FILES => Some(FILES),
        many if there.len() + many > MOST => Some(TOO_MANY),
        _ => None,
    };
    if let Some(wrong) = wrong {
        let problem = Problem::of(base::Code::Missing, "files").with(wrong.zh, wrong.en);
        return draw(&call, &record, Vec::new(), &[problem]);
    }
    let mut next = there.iter().map(|photo| photo.nth).max().unwrap_or(0);
    let (mut taken, mut told) = (0, Vec::new());
    for file in files {
        if file.content.len() > MOST_BYTES {
            told.push(format!("{} {}", file.name, TOO_LARGE.get(lang)));
            continue;
        }
        next += 1;
        match take(&call, slug, file, next).await {
            Ok(_) => taken += 1,
            Err(Refused::Unfit(unfit)) => {
                told.push(format!("{} {}", file.name, keep::said(unfit).get(lang)));
            }
            // What is said of the photos is the same for all: the first tells it.
            Err(Refused::Write(store::WriteError::Problems(problems))) => {
                return draw(&call, &record, told, &problems);
            }
            Err(Refused::Write(error)) => return Err(error.into()),
        }
    }
    call.house.public.forget();
    if told.is_empty() {
        return Ok(show::see_done(&home(&record), "added"));
    }
    if taken > 0 {
        const REST: Words = words("其余 {} 张已收下。", "The other {} were taken.");
        told.push(REST.fill(lang, &taken.to_string()));
    }
    draw(&call, &record, told, &[])
}

async fn take(
    call: &Call,
    slug: &str,
    file: &crate::front::files::File,
    nth: i64,
) -> Result<Option<base::Id>, Refused> {
    let house = &call.house;
    let world = house.world().await;
    let world = world.map_err(|error| Refused::Write(store::WriteError::Ask(error)))?;
    let kind = call.catalogue().kind(KIND);
    let (Some(kind), Some(visitor)) = (kind, &call.visitor) else {
        return Ok(None);
    };
    let taking = Taking {
        scope: visitor.scope.clone(),
        act: base::Act {
            actor: visitor.scope.actor(),
            source: base::Source::Form,
            note: file.name.clone(),
        },
        key: None,
        world,
        sealer: house.sealer.clone(),
        also: Vec::new(),
    };
    let about = [
        ("name", file.name.clone()),
        ("article", slug.to_owned()),
        ("chapter", call.form.text("chapter").to_owned()),
        ("nth", nth.to_string()),
        ("shows", call.form.text("shows").to_owned()),
        ("consent", call.form.text("consent").to_owned()),
    ];
    let about: Vec<_> = about
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let _turn = house.public.drawing.acquire().await;
    keep::keep(&house.store, kind, taking, file.content.clone(), &about).await
}

/// The chapters of an article's text, the head first, as choices.
pub(super) fn chapters(call: &Call, record: &Record, chosen: i64) -> Vec<Choice> {
    let catalogue = call.catalogue();
    let kind = catalogue.kind(article::KIND);
    let body = kind
        .and_then(|kind| record.text(kind, "body"))
        .unwrap_or_default();
    let blocks = text::blocks(body);
    let head = words("文章开头（题图）", "The head of the article").get(call.lang());
    let chapters = std::iter::once(head).chain(super::headings(&blocks));
    let choice = |(at, words): (i64, &str)| Choice {
        value: at.to_string(),
        words: words.to_owned(),
        count: None,
        on: at == chosen,
    };
    (0_i64..).zip(chapters).map(choice).collect()
}

fn fields(call: &Call, record: &Record, problems: &[Problem]) -> Vec<Field> {
    let lang = call.lang();
    let told = |name: &str| {
        let own = problems.iter().find(|problem| problem.place.field == name);
        own.map(|problem| problem.message(lang))
    };
    let input = Input::File {
        accept: "image/jpeg,image/png,image/webp",
        many: true,
        held: None,
    };
    let mut files = Field::new("files", words("照片", "Photos").get(lang), input);
    files.must = true;
    files.hint = words(
        "JPEG、PNG 或 WebP，可以一次选几张；拍摄地点、时间和手机型号会自动去掉",
        "JPEG, PNG or WebP, several at once; where, when and with what they were taken is removed",
    )
    .get(lang)
    .to_owned();
    let chosen = call.form.text("chapter").parse().unwrap_or(0);
    let places = chapters(call, record, chosen);
    let chapter = Field::new(
        "chapter",
        words("放在哪里", "Where they stand").get(lang),
        Input::Pick(vec![(String::new(), places)]),
    );
    let said = match call.form.text("shows") {
        "" => NOBODY,
        said => said,
    };
    let kind = call.catalogue().kind(KIND);
    let own = |name: &str| kind.and_then(|kind| kind.field(name));
    let shown = own("shows").map(|field| match field.kind {
        base::Type::Choice(choices) => choices,
        _ => &[],
    });
    let shown = shown.unwrap_or_default().iter().map(|choice| Choice {
        value: choice.code.to_owned(),
        words: choice.words.get(lang).to_owned(),
        count: None,
        on: choice.code == said,
    });
    let mut shows = Field::new(
        "shows",
        words("照片上认得出谁", "Who can be recognised").get(lang),
        Input::One(shown.collect()),
    );
    shows.must = true;
    let mut consent = Field::new(
        "consent",
        words("谁同意公开的", "Who agreed to publish them").get(lang),
        Input::Long {
            value: call.form.text("consent").to_owned(),
            rows: 2,
        },
    );
    consent.hint = words(
        "认得出人就要写：谁、什么时候、怎么同意的；未成年人写监护人。不公开，只留作依据",
        "Needed when somebody can be recognised: who, when and how; for a minor the guardian. It is not published",
    )
    .get(lang)
    .to_owned();
    let mut fields = vec![files, chapter, shows, consent];
    for field in &mut fields {
        field.problem = told(&field.name);
    }
    fields
}

fn draw(
    call: &Call,
    record: &Record,
    mut told: Vec<String>,
    problems: &[Problem],
) -> Result<Response, Stop> {
    let lang = call.lang();
    let fields = fields(call, record, problems);
    let loose = |p: &&Problem| !fields.iter().any(|f| f.name == p.place.field);
    told.extend(problems.iter().filter(loose).map(|p| p.message(lang)));
    let status = match told.is_empty() && problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let back = home(record);
    let form = Form {
        id: "f".to_owned(),
        action: format!("{back}/add").into(),
        with: call.hidden(),
        problems: told,
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("上传，下一步写说明", "Upload; what is on them comes next")
            .get(lang)
            .to_owned(),
        beside: vec![Act::open(
            words("不传了", "Leave it").get(lang),
            back.as_str(),
        )],
        ..Form::default()
    };
    let title = words("添加照片", "Add photos").get(lang).to_owned();
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    let sheet = Sheet {
        title,
        place: None,
        back: Some(Link::new(words("文章照片", "Photos").get(lang), back)),
        body,
    };
    Ok(call.page_as(status, sheet))
}

/// Asks for an article's photos, for whoever sorts them.
pub(super) fn ask_of(record: &Record) -> Ask {
    super::ask(std::iter::once(record.id))
}
