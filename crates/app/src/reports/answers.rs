//! What the figures asked the store, and what it answered, kept as long as it holds.
//!
//! In: a park's questions. Out: their answers, as of one moment: those whose kinds nobody wrote
//! to since they were read are given again without reading a record, the others are asked. What
//! took long is kept in the database too, so that a start does not begin again. Only numbers by
//! number, link or month are kept there, never words of a record.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use base::{Act, Answer, Ask, Catalogue, Change, Group, Groups, Id, Source, TrailLine, Value};
use figures::Touched;
use seal::chain::{self, Head};
use serde::{Deserialize, Serialize};
use store::{AskError, Moment, Scope, Store, Write};

/// Where answers are kept.
const SPACE: &str = "figure";
/// They are kept so long: 90 days in milliseconds.
const KEPT_MS: i64 = 90 * 24 * 3_600_000;
/// What took less is asked again rather than kept in the database.
const LONG: Duration = Duration::from_millis(100);
/// The most answers of a park held; beyond it all are forgotten.
const MOST: usize = 20_000;
/// After more lines than this every kind counts as written to.
const MOST_LINES: i64 = 5_000;
/// So often it is looked again when somebody writes meanwhile; then all is asked at once.
const TRIES: usize = 3;

/// Answers by park.
#[derive(Default)]
pub struct Answers(Mutex<HashMap<Id, Known>>);

/// What is known of a park.
#[derive(Default)]
struct Known {
    /// Whether what the database keeps was read.
    loaded: bool,
    /// The last trail line known of.
    end: i64,
    /// Kinds written to since the program started, each with its last line.
    written: HashMap<String, i64>,
    /// Up to this line every kind counts as written to.
    all_written: i64,
    answers: HashMap<String, Kept>,
}

/// An answer, and the last trail line when it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    seq: i64,
    more: bool,
    groups: Vec<(Vec<Option<Value>>, Option<Value>, i64)>,
}

impl Answers {
    /// Answers a list of asks as [`Store::ask`] does, for the program's own eyes.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn ask(
        &self,
        store: &Store,
        scope: &Scope,
        asks: Vec<Ask>,
    ) -> Result<Vec<Answer>, AskError> {
        let (catalogue, park) = (store.catalogue(), scope.park());
        let asked: Vec<Asked> = asks.into_iter().map(|a| Asked::of(a, &catalogue)).collect();
        self.load(store, scope).await?;
        for _ in 0..TRIES {
            self.look(store, scope).await?;
            let (end, mut answers) = self.known(park, &asked);
            if answers.iter().all(Option::is_some) {
                return Ok(answers.into_iter().flatten().collect());
            }
            let begun = Instant::now();
            let open = asked.iter().zip(&answers).filter(|(_, a)| a.is_none());
            let open: Vec<&Asked> = open.map(|(asked, _)| asked).collect();
            let (now, found) = read(store, scope, &open).await?;
            self.learn(park, now, &open, &found);
            if begun.elapsed() > LONG {
                keep(store, scope, now, &open, &found).await;
            }
            if now == end {
                let mut found = found.into_iter();
                for answer in answers.iter_mut().filter(|a| a.is_none()) {
                    *answer = found.next();
                }
                return Ok(answers.into_iter().flatten().collect());
            }
        }
        let all: Vec<&Asked> = asked.iter().collect();
        Ok(read(store, scope, &all).await?.1)
    }

    /// The answers that are kept and hold, without asking for any other.
    ///
    /// # Errors
    /// When the store does not say what was written.
    pub async fn kept(
        &self,
        store: &Store,
        scope: &Scope,
        asks: Vec<Ask>,
    ) -> Result<Vec<Option<Answer>>, AskError> {
        let catalogue = store.catalogue();
        let asked: Vec<Asked> = asks.into_iter().map(|a| Asked::of(a, &catalogue)).collect();
        self.load(store, scope).await?;
        self.look(store, scope).await?;
        Ok(self.known(scope.park(), &asked).1)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Id, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what the database keeps, once.
    async fn load(&self, store: &Store, scope: &Scope) -> Result<(), AskError> {
        if self.all().entry(scope.park()).or_default().loaded {
            return Ok(());
        }
        let asks = vec![Ask::KeptAll { space: SPACE }];
        let answers = store.ask(scope, Moment::Now, asks).await?;
        let Some(Answer::KeptAll(kept)) = answers.into_iter().next() else {
            return Ok(());
        };
        let read = |(key, text): (String, String)| Some((key, serde_json::from_str(&text).ok()?));
        let answers: HashMap<String, Kept> = kept.into_iter().filter_map(read).collect();
        let mut all = self.all();
        let known = all.entry(scope.park()).or_default();
        if !known.loaded {
            known.loaded = true;
            // What was written since the oldest of them is looked for first.
            known.end = answers.values().map(|kept| kept.seq).min().unwrap_or(0);
            known.all_written = known.end;
            known.answers = answers;
        }
        Ok(())
    }

    /// Looks which kinds were written to since it last looked.
    async fn look(&self, store: &Store, scope: &Scope) -> Result<(), AskError> {
        let last = lines(store, scope, 1).await?;
        let end = last.first().map_or(0, |line| line.seq);
        let before = self.all().entry(scope.park()).or_default().end;
        let since = end - before;
        let lines = match since {
            0 => return Ok(()),
            _ => lines(store, scope, since.min(MOST_LINES).unsigned_abs()).await?,
        };
        let mut all = self.all();
        let known = all.entry(scope.park()).or_default();
        if since > MOST_LINES {
            known.all_written = lines.last().map_or(end, |line| line.seq - 1);
        }
        let newest = lines.first().map_or(end, |line| line.seq);
        for line in lines {
            let last = known.written.entry(line.kind).or_default();
            *last = line.seq.max(*last);
        }
        known.end = known.end.max(newest);
        Ok(())
    }

    /// The answers that hold, and the line up to which that is known.
    fn known(&self, park: Id, asked: &[Asked]) -> (i64, Vec<Option<Answer>>) {
        let mut all = self.all();
        let known = all.entry(park).or_default();
        let answer = |asked: &Asked| {
            let kept = known.answers.get(asked.key.as_ref()?)?;
            let written = |kind: &&'static str| known.written.get(*kind).copied();
            let last = asked.kinds.iter().filter_map(written).max().unwrap_or(0);
            (kept.seq >= last.max(known.all_written)).then(|| kept.answer())
        };
        (known.end, asked.iter().map(answer).collect())
    }

    fn learn(&self, park: Id, seq: i64, asked: &[&Asked], answers: &[Answer]) {
        let mut all = self.all();
        let known = all.entry(park).or_default();
        if known.answers.len() > MOST {
            known.answers.clear();
        }
        for (asked, answer) in asked.iter().zip(answers) {
            if let (Some(key), Some(kept)) = (&asked.key, Kept::of(seq, answer)) {
                known.answers.insert(key.clone(), kept);
            }
        }
    }
}

/// An ask, with what its answer hangs on.
struct Asked {
    ask: Ask,
    /// Under what its answer is kept; none where it is not.
    key: Option<String>,
    kinds: Vec<&'static str>,
}

impl Asked {
    fn of(ask: Ask, catalogue: &Catalogue) -> Asked {
        let kinds = Touched::by_ask(&ask, catalogue);
        // Another version may count otherwise.
        let text = format!("{} {ask:?}", env!("CARGO_PKG_VERSION"));
        let hash = chain::next(&Head::START, text.as_bytes()).hash;
        let key = kinds.as_ref().map(|_| crate::intake::hex(&hash));
        Asked {
            ask,
            key,
            kinds: kinds.unwrap_or_default(),
        }
    }
}

impl Kept {
    fn of(seq: i64, answer: &Answer) -> Option<Kept> {
        let Answer::Groups(groups) = answer else {
            return None;
        };
        let group = |g: &Group| (g.by.clone(), g.value.clone(), g.rows);
        Some(Kept {
            seq,
            more: groups.more,
            groups: groups.groups.iter().map(group).collect(),
        })
    }

    fn answer(&self) -> Answer {
        let group = |(by, value, rows): &(_, Option<Value>, i64)| Group {
            by: Vec::clone(by),
            value: value.clone(),
            rows: *rows,
        };
        Answer::Groups(Groups {
            groups: self.groups.iter().map(group).collect(),
            more: self.more,
        })
    }

    /// Whether it holds no words of a record.
    fn is_bare(&self) -> bool {
        let bare = |value: &Option<Value>| match value {
            None | Some(Value::Whole(_)) => true,
            Some(Value::Text(text)) => text.parse::<base::Month>().is_ok(),
            Some(_) => false,
        };
        let values = self
            .groups
            .iter()
            .flat_map(|(by, value, _)| by.iter().chain([value]));
        values.into_iter().all(bare)
    }
}

/// Asks these in one snapshot, with the last trail line there.
async fn read(
    store: &Store,
    scope: &Scope,
    asked: &[&Asked],
) -> Result<(i64, Vec<Answer>), AskError> {
    let asks = asked.iter().map(|asked| asked.ask.clone());
    let asks = std::iter::once(last_lines(1)).chain(asks).collect();
    let mut answers = store.ask(scope, Moment::Now, asks).await?.into_iter();
    let last = answers.next().map(trail).unwrap_or_default();
    let end = last.first().map_or(0, |line| line.seq);
    Ok((end, answers.collect()))
}

async fn lines(store: &Store, scope: &Scope, many: u64) -> Result<Vec<TrailLine>, AskError> {
    let asks = vec![last_lines(many)];
    let answers = store.ask(scope, Moment::Now, asks).await?;
    Ok(answers.into_iter().next().map(trail).unwrap_or_default())
}

fn last_lines(many: u64) -> Ask {
    Ask::Trail {
        kind: String::new(),
        id: None,
        limit: u32::try_from(many).unwrap_or(u32::MAX),
    }
}

fn trail(answer: Answer) -> Vec<TrailLine> {
    match answer {
        Answer::Trail(lines) => lines,
        _ => Vec::new(),
    }
}

/// Keeps answers in the database. Where that fails they are asked again after a start.
async fn keep(store: &Store, scope: &Scope, seq: i64, asked: &[&Asked], answers: &[Answer]) {
    let change = |(asked, answer): (&&Asked, &Answer)| {
        let kept = Kept::of(seq, answer).filter(Kept::is_bare)?;
        Some((asked.key.clone()?, serde_json::to_string(&kept).ok()?))
    };
    let kept: BTreeMap<String, String> = asked.iter().zip(answers).filter_map(change).collect();
    if kept.is_empty() {
        return;
    }
    let act = Act {
        actor: Id(0),
        source: Source::System,
        note: String::new(),
    };
    let write = Write::new(scope.clone(), act, move |_, making| {
        let until = making.now() + KEPT_MS;
        let keep = |(key, value): (&String, &String)| Change::Keep {
            space: SPACE,
            key: key.clone(),
            value: value.clone(),
            until,
        };
        Ok(store::Decision {
            changes: kept.iter().map(keep).collect(),
            reply: String::new(),
        })
    });
    if let Err(error) = store.write(write).await {
        tracing::warn!(%error, "what figures were answered was not kept");
    }
}

#[cfg(test)]
mod tests {
    use base::{Fold, Selection};

    use super::*;
    use crate::intake::{
        self,
        tests::park::{Park, csv},
    };

    fn counting() -> Ask {
        Ask::Fold {
            selection: Selection::all("activities"),
            fold: Fold::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        }
    }

    async fn counted(answers: &Answers, park: &Park) -> i64 {
        let asks = vec![counting()];
        let answers = answers.ask(&park.store, &park.scope, asks).await.unwrap();
        answers.into_iter().next().unwrap().number()
    }

    fn activity(number: &str) -> intake::File {
        let line = "活动编号,日期,活动名称,活动类别,我方角色";
        csv(
            "活动台账.csv",
            &format!("{line}\n{number},2030-03-01,邻里茶话,培训,承办\n"),
        )
    }

    #[tokio::test]
    async fn what_is_kept_holds_until_its_kind_is_written_to() {
        let park = Park::new().await;
        park.import(&[activity("HD2030-001")], &park.options())
            .await;
        let answers = Answers::default();
        assert_eq!(counted(&answers, &park).await, 1);

        // Another program's start finds what is kept; a number nobody counts tells that it did.
        let asked = Asked::of(counting(), &park.store.catalogue());
        let end = lines(&park.store, &park.scope, 1).await.unwrap()[0].seq;
        let kept = Answer::Groups(Groups {
            groups: vec![Group {
                by: Vec::new(),
                value: Some(77.into()),
                rows: 77,
            }],
            more: false,
        });
        keep(&park.store, &park.scope, end, &[&asked], &[kept]).await;
        let answers = Answers::default();
        assert_eq!(counted(&answers, &park).await, 77);

        let sign_in = csv(
            "签到表.csv",
            "活动编号,姓名,手机\nHD2030-001,张三,13800000001\n",
        );
        park.import(&[sign_in], &park.options()).await;
        assert_eq!(
            counted(&answers, &park).await,
            77,
            "another kind was written to"
        );
        assert_eq!(counted(&Answers::default(), &park).await, 77);

        park.import(&[activity("HD2030-002")], &park.options())
            .await;
        assert_eq!(counted(&answers, &park).await, 2, "counted anew");
        assert_eq!(
            counted(&Answers::default(), &park).await,
            2,
            "also after a start"
        );
    }

    #[test]
    fn words_of_a_record_are_not_kept() {
        let by = |value: Value| {
            Answer::Groups(Groups {
                groups: vec![Group {
                    by: vec![Some(value)],
                    value: Some(1.into()),
                    rows: 1,
                }],
                more: false,
            })
        };
        for (value, bare) in [
            (7.into(), true),
            ("2022-07".into(), true),
            ("张三".into(), false),
        ] {
            let kept = Kept::of(1, &by(value)).unwrap();
            assert_eq!(kept.is_bare(), bare, "{kept:?}");
            let text = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept);
        }
    }
}
