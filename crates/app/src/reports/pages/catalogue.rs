//! All figures of a period, under the area of work they belong to.
//!
//! In: a period. Out: each figure with its value and its sentence; a link to its page. The
//! period is chosen at the top and stands in the address.

use base::{Lang, Roles, Words, Work, words};
use figures::Definition;
use page::{
    Act, Fig, Href, Line, Link, Piece, Standing, State, figure, frame,
    section::{self, Note},
};

use super::{guard, held, period, reading::values, same};
use crate::{
    front::{Call, Done, Stop, escaped, show::Sheet},
    reports::{Values, guard::Seen},
};

const TITLE: Words = words("数据", "Figures");
const BEFORE: Words = words("上一期", "The period before");
const MADE: Words = words("由几个数字合成", "Made of other figures");
const UNFIT: Words = words(
    "这些口径用不了，没有算进来",
    "These definitions cannot be used and are left out",
);
const NEW: Words = words("新口径", "A new definition");
const FILE: Words = words("导出、导入口径", "Definitions out and in");
const REPORT: Words = words("看这一年的报告", "The report of this year");

/// The page.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let values = values(&call, None).await?;
    let catalogue = call.catalogue();
    let guard = guard(&call, &values, &catalogue)?;
    let mut areas: Vec<(String, Vec<figure::Definition>)> = Vec::new();
    for definition in values.definitions.iter() {
        let Some((_, worth)) = values.get(&definition.key) else {
            continue;
        };
        let Seen {
            value,
            unit,
            kept_back,
        } = guard.read(definition, worth, lang);
        let state = if kept_back {
            State::Withheld
        } else {
            State::Open
        };
        let area = match catalogue.kind(&definition.kind) {
            Some(kind) => area(kind.work).get(lang),
            None => MADE.get(lang),
        };
        let one = figure::Definition {
            name: if lang == Lang::Zh {
                definition.zh.clone()
            } else {
                definition.en.clone()
            },
            fig: Fig::inside(value, unit).with(state),
            say: said(&call, &values, definition)?,
            href: Href::new(format!(
                "/figures/{}?{}",
                definition.key,
                same(&values, None)
            )),
        };
        match areas.iter_mut().find(|(name, _)| name == area) {
            Some((_, list)) => list.push(one),
            None => areas.push((area.to_owned(), vec![one])),
        }
    }
    let now = values.period;
    let mut doing = vec![Act::open(
        BEFORE.get(lang),
        Href::new(format!("/figures?period={}", now.before())),
    )];
    if call.visitor()?.scope.roles().any(base::Roles::MANAGERS) {
        doing.push(Act::open(NEW.get(lang), "/figures/define"));
        doing.push(Act::open(FILE.get(lang), "/figures/import"));
    }
    if let Some(year) = now.whole_year() {
        doing.push(Act::open(
            REPORT.get(lang),
            Href::new(format!("/reports/{year}")),
        ));
    }
    let head = section::Head {
        crumb: TITLE.get(lang).into(),
        title: now.name(lang),
        doing,
        ..Default::default()
    };
    let mut parts = vec![head.show(call.reading.lang)];
    parts.extend(unfit(&call, &values)?.map(|note| note.show(call.reading.lang)));
    parts.push(period::picker(&call, now, "/figures", &[]).show(call.reading.lang));
    parts.push(figure::definitions(&areas, call.reading.lang));
    let body = section::stack(&parts);
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Figures),
        back: None::<Link>,
        body,
    }))
}

/// The definitions that do not fit, each with why, for those who can change them.
fn unfit(call: &Call, values: &Values) -> Result<Option<Note>, Stop> {
    let lang = call.lang();
    let left_out = values.definitions.left_out();
    if left_out.is_empty() || !Roles::MANAGERS.any(call.visitor()?.scope.roles()) {
        return Ok(None);
    }
    let mut body = Vec::new();
    for unfit in left_out {
        let find = Href::new(format!("/figures/{}/define", escaped(&unfit.key)));
        body.push(Piece::Link(Link::new(unfit.key.clone(), find)));
        body.push(Piece::Text(match lang {
            Lang::Zh => format!("：{}。", unfit.reason.text(lang)),
            Lang::En => format!(": {}. ", unfit.reason.text(lang)),
        }));
    }
    Ok(Some(Note {
        standing: Standing::Due,
        title: UNFIT.get(lang).to_owned(),
        body: Line(body),
    }))
}

/// Its sentence, and what it still has to do without.
fn said(call: &Call, values: &Values, definition: &Definition) -> Result<String, Stop> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let say = figures::sentence(definition, &values.definitions, &catalogue, lang);
    Ok(match (held::count(call, values, definition)?, lang) {
        (0, _) => say,
        (held, Lang::Zh) => format!("{say}{}。", held::say(held, lang)),
        (held, Lang::En) => format!("{say} {}.", held::say(held, lang)),
    })
}

/// The name of an area of work.
pub fn area(work: Work) -> Words {
    match work {
        Work::Activities => words("活动与参与", "Activities"),
        Work::Projects => words("项目", "Projects"),
        Work::Creation => words("枫桥式创建", "Fengqiao creation"),
        Work::Care => words("心理服务", "Psychological services"),
        Work::Council => words("议事", "Council"),
        Work::Returns => words("报送与合同", "Returns and contracts"),
        Work::People => words("组织与人", "Organisations and people"),
        Work::Settings => words("园区设置", "Settings"),
    }
}
