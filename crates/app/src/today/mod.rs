//! 今天: where a member of staff begins: what is on, what is due, how the contract stands.
//!
//! In: who is signed in, and today. Out: one page read from top to bottom. It shows no total
//! that nobody has to act on, and nothing of a client: a task's title never tells.

mod contract;
mod due;
mod often;
mod on;
#[cfg(test)]
mod tests;

pub use contract::{Asker, Progress};
pub use often::most_written;

use base::{Words, words};
use page::{Act, Fig, Line, Piece, Weight, frame::Place, section::Empty, today::Today};

use crate::front::{Call, Done, Right, Routes, show::Sheet};

/// The addresses of 今天. `progress` says how the contract stands.
pub fn routes(progress: Progress) -> Routes {
    Routes::default().get("/today", Right::SignedIn, move |call| {
        show(call, progress.clone())
    })
}

const TODAY: Words = words("今天", "Today");
const NOTHING: Words = words(
    "今天没有活动，也没有要交的。",
    "Nothing is on today, and nothing is due.",
);
const BEGIN: Words = words(
    "做了什么，现在记下来最省事。",
    "What you have just done is best written down now.",
);
const ADD: Words = words("记一条", "Add a record");

/// GET `/today`.
///
/// # Errors
/// Faults of the store.
async fn show(call: Call, progress: Progress) -> Done {
    let lang = call.lang();
    let today = call.house.today();
    let on = on::activities(&call, today).await?;
    let due = due::due(&call, today).await?;
    let contract = progress(Asker::of(&call)?).await?;
    let page = Today {
        greeting: greeting(&call, &on, due.len())?,
        day: match lang {
            base::Lang::Zh => format!("今天 {} {}", today.short(lang), today.weekday(lang)),
            base::Lang::En => format!("Today, {} {}", today.weekday(lang), today.short(lang)),
        },
        now: on.now,
        due,
        contract,
        coming: on.coming,
        empty: Empty {
            title: NOTHING.get(lang).to_owned(),
            body: BEGIN.get(lang).to_owned(),
            acts: vec![Act::open(ADD.get(lang), "/add").weigh(Weight::Main)],
            elsewhere: None,
        },
    };
    Ok(call.page(Sheet {
        title: TODAY.get(lang).to_owned(),
        place: Some(Place::Today),
        back: None,
        body: page.show(call.reading.lang),
    }))
}

/// «沈芳,今天有 1场 活动,4件事要办»: the activities open, the things due stand below.
fn greeting(call: &Call, on: &on::On, due: usize) -> Result<Line, crate::front::Stop> {
    const ON: Words = words("，今天有", ", today: ");
    const NONE: Words = words("，今天没有活动", ", nothing is on today");
    const UNIT: Words = words("场", "activities");
    const ONE: Words = words("场", "activity");
    let lang = call.lang();
    let mut pieces = vec![Piece::Text(call.visitor()?.account.name.clone())];
    let count = on.now.len();
    if count == 0 {
        pieces.push(Piece::Text(NONE.get(lang).to_owned()));
    } else {
        let unit = if count == 1 { ONE } else { UNIT };
        let number = Fig::open(count.to_string(), unit.get(lang), on.href.clone());
        pieces.push(Piece::Text(ON.get(lang).to_owned()));
        pieces.push(Piece::Fig(number));
        if lang == base::Lang::Zh {
            pieces.push(Piece::Text("活动".to_owned()));
        }
    }
    if due > 0 {
        pieces.push(Piece::Text(match lang {
            base::Lang::Zh => format!("，{due}件事要办"),
            base::Lang::En => format!(", to do: {due}"),
        }));
    }
    Ok(pieces.into())
}
