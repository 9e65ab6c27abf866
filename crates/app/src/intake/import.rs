//! Workbooks taken in as one act.
//!
//! In: files, who hands them in, what to do with rows that are wrong. Out: a report. Everything
//! is read and settled on a reader; the writer only checks that nothing it stands on has
//! changed, and inserts. All or nothing, unless wrong rows are held as 待核. Handing the same
//! files in again changes nothing. What is no longer needed is let go at each step: sheets once
//! they are read, words once they are values, rows once they are changes.

use std::sync::Arc;

use base::{Act, Ask, Code, Lang, Problem, Source};
use papers::workbook::{self, Limits, Workbook};
use seal::chain::{self, Head};
use store::{AskError, Decision, Moment, Receipt, Scope, Store, Write, WriteError};

use super::{
    Batch, Given, Mend, Outcome, Report, Sealer, Settled, World, headcount, hold, mended,
    new_words,
    past::Past,
    prepare::{self, Against, Identities},
    recognise,
};

/// How often an import is settled anew when somebody writes meanwhile.
const TRIES: usize = 5;

/// A file handed in.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading file `at` (from 1) of `of`.
    Reading {
        /// Which.
        at: usize,
        /// Of how many.
        of: usize,
    },
    /// Looking up and judging so many rows.
    Settling {
        /// How many.
        rows: usize,
    },
    /// Writing so many changes; from here on it cannot be cancelled.
    Writing {
        /// How many.
        changes: usize,
    },
}

/// Told of every step; `false` cancels.
pub type Watch = Arc<dyn Fn(Step) -> bool + Send + Sync>;

/// What an import needs beside the files.
#[derive(Clone)]
pub struct Options {
    /// Say what would be done and write nothing.
    pub dry_run: bool,
    /// Hold rows that are wrong, and those that wait for them, as 待核 and take the rest.
    pub hold: bool,
    /// By which door.
    pub source: Source,
    /// What the rows are read against.
    pub world: Arc<World>,
    /// What closes up item answers.
    pub sealer: Arc<dyn Sealer>,
    /// Told of every step.
    pub watch: Watch,
    /// How much a workbook may hold.
    pub limits: Limits,
}

impl Options {
    fn against(&self) -> Against {
        Against {
            world: Arc::clone(&self.world),
            sealer: Arc::clone(&self.sealer),
        }
    }
}

/// Why an import came to no report.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Whoever watched cancelled it. Nothing was written.
    #[error("cancelled")]
    Cancelled,
    /// The store did not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The store did not write.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Files as they were understood.
#[derive(Debug, Default)]
struct Understood {
    batch: Arc<Batch>,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    sheets: Vec<(String, String)>,
    digest: Option<Head>,
}

/// Takes files in.
///
/// # Errors
/// An [`ImportError`] when it was cancelled or the store failed; what is wrong with the files
/// is in the report.
pub async fn import(
    store: &Store,
    scope: &Scope,
    files: Vec<File>,
    options: &Options,
) -> Result<Report, ImportError> {
    import_mended(store, scope, files, &[], options).await
}

/// Takes files in as if these cells had other words.
///
/// # Errors
/// As [`import`].
pub async fn import_mended(
    store: &Store,
    scope: &Scope,
    files: Vec<File>,
    mends: &[Mend],
    options: &Options,
) -> Result<Report, ImportError> {
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let note = names.join("、");
    let (files, mends) = (Arc::new(files), Arc::new(mends.to_vec()));
    for _ in 0..TRIES {
        let (files, mends) = (Arc::clone(&files), Arc::clone(&mends));
        let (reading, bounds) = (options.clone(), scope.clone());
        let understand = move || understand(&files, &mends, &reading, &bounds);
        let understood = prepare::apart(understand).await??;
        let rows = understood.batch.rows.len();
        step(options, Step::Settling { rows })?;
        match attempt(store, scope, understood, (options, &note)).await {
            Err(ImportError::Write(WriteError::Problems(p))) if prepare::is_stale(&p) => {}
            done => return done,
        }
    }
    Err(WriteError::Busy.into())
}

async fn attempt(
    store: &Store,
    scope: &Scope,
    understood: Understood,
    (options, note): (&Options, &str),
) -> Result<Report, ImportError> {
    let batch = &understood.batch;
    let heads = heads(store, scope, batch).await?;
    let identities = match options.dry_run {
        true => Identities::Dry,
        false => Identities::Real,
    };
    let mut settled = prepare::prepare(store, scope, &options.against(), batch, identities).await?;
    let mut report = report(&understood, &settled, options);
    let counts = store
        .ask(scope, Moment::Now, headcount::asks(batch, &settled))
        .await?;
    let counted = headcount::warnings(batch, &settled, counts);
    report.warnings.extend(counted);
    let coined = new_words::coined(batch, scope);
    let used = store
        .ask(scope, Moment::Now, new_words::asks(&coined))
        .await?;
    report.warnings.extend(new_words::warnings(&coined, used));
    report.arrange(&understood.sheets);
    let refused = !report.problems.is_empty() && !options.hold;
    if refused || options.dry_run {
        return Ok(report);
    }
    let (mut changes, rows) = (std::mem::take(&mut settled.changes), batch.rows.len());
    let records = changes.len();
    if options.hold {
        let mut maker = store.identities(rows).await.map_err(AskError::from)?;
        let (mut id, sealer) = (|| maker.next(0), options.sealer.as_ref());
        changes.extend(hold::hold(scope.actor(), batch, &settled, sealer, &mut id));
    }
    let held = hold::held(store, scope).await?;
    let released = hold::released(scope.actor(), batch, &settled, &held);
    changes.extend(released);
    if changes.is_empty() {
        return Ok(report);
    }
    step(options, Step::Writing { changes: records })?;
    let makes = prepare::made_kinds(batch);
    let digest = understood.digest.map_or([0; 32], |head| head.hash);
    // From here on only the changes are held.
    drop((understood, settled));
    let act = Act {
        actor: scope.actor(),
        source: options.source,
        note: note.to_owned(),
    };
    let mut maker = store.identities(1).await.map_err(AskError::from)?;
    let past = Past {
        act: maker.next(0),
        actor: act.actor,
        at: 0,
        files: act.note.clone(),
        added: report.added,
        changed: report.changed,
        held: report.held,
    };
    let write = Write {
        id: Some(past.act),
        eyes: Some(scope.open_eyed()),
        makes,
        ..writing(scope, act, &heads, past)
    };
    let write = write
        .with(changes)
        .once(key(&heads, &digest, options), digest);
    let receipt: Receipt = store.write(write).await?;
    report.act = Some(receipt.act);
    Ok(report)
}

/// The same files on the same ground are one writing.
fn key(heads: &[(&'static str, i64)], digest: &[u8], options: &Options) -> String {
    let seq: i64 = heads.iter().map(|(_, seq)| seq).sum();
    let digest = super::sealer::hex(digest);
    format!("import {digest} {seq} {}", options.hold)
}

/// The writing: it looks whether anything was written to the kinds that the changes stand on, and
/// is noted among the imports that were taken.
fn writing(scope: &Scope, act: Act, heads: &[(&'static str, i64)], past: Past) -> Write {
    let known: Vec<i64> = heads.iter().map(|(_, seq)| *seq).collect();
    Write::new(scope.clone(), act, move |answers, making| {
        let now: Vec<i64> = answers.into_iter().map(last_seq).collect();
        match now == known {
            true => Ok(Decision {
                changes: vec![past.noted(making.now())],
                reply: String::new(),
            }),
            false => Err(prepare::stale()),
        }
    })
    .asking(heads.iter().map(|(kind, _)| head(kind)).collect())
}

/// The last trail line of every kind that the rows touch or point at.
async fn heads(
    store: &Store,
    scope: &Scope,
    batch: &Batch,
) -> Result<Vec<(&'static str, i64)>, AskError> {
    let mut kinds: Vec<&'static str> = Vec::new();
    let mut kind = "";
    for of in batch.rows.iter().map(|row| row.given.kind) {
        if std::mem::replace(&mut kind, of.name) == of.name {
            continue;
        }
        let targets = of.fields.iter().flat_map(|field| field.targets());
        for name in std::iter::once(&of.name).chain(targets) {
            if !kinds.contains(name) {
                kinds.push(name);
            }
        }
    }
    let asks = kinds.iter().map(|kind| head(kind)).collect();
    let answers = store.ask(&scope.open_eyed(), Moment::Now, asks).await?;
    Ok(kinds
        .into_iter()
        .zip(answers.into_iter().map(last_seq))
        .collect())
}

pub(super) fn head(kind: &str) -> Ask {
    Ask::Trail {
        kind: kind.to_owned(),
        id: None,
        limit: 1,
    }
}

pub(super) fn last_seq(answer: base::Answer) -> i64 {
    match answer {
        base::Answer::Trail(lines) => lines.first().map_or(0, |line| line.seq),
        _ => 0,
    }
}

/// Reads the files, one after another.
fn understand(
    files: &[File],
    mends: &[Mend],
    options: &Options,
    scope: &Scope,
) -> Result<Understood, ImportError> {
    let mut understood = Understood::default();
    let (of, mut digest, mut batch) = (files.len(), Head::START, Batch::default());
    let defined = |key: &str| options.world.defined.contains(key);
    for (n, file) in files.iter().enumerate() {
        step(options, Step::Reading { at: n + 1, of })?;
        digest = chain::next(&digest, file.name.as_bytes());
        digest = chain::next(&digest, &file.bytes);
        match workbook::read(&file.bytes, &file.name, &options.limits) {
            Ok(mut workbook) => {
                mended(&mut workbook, mends);
                let rows = understood.add(&workbook, options, scope);
                drop(workbook);
                for row in rows {
                    batch.take(row, &defined);
                    // Only of held rows the words are kept as they were written.
                    if !options.hold {
                        batch.forget_words();
                    }
                }
            }
            Err(refusal) => {
                let mut problem = Problem::of(Code::Unreadable, "")
                    .with(refusal.words(Lang::Zh), refusal.words(Lang::En));
                problem.place.workbook.clone_from(&file.name);
                understood.problems.push(problem);
            }
        }
    }
    for mend in mends {
        digest = chain::next(&digest, format!("{mend:?}").as_bytes());
    }
    understood.digest = Some(digest);
    understood.batch = Arc::new(batch);
    Ok(understood)
}

impl Understood {
    /// What a workbook holds; its rows are given back.
    fn add(&mut self, workbook: &Workbook, options: &Options, scope: &Scope) -> Vec<Given> {
        let mut found = recognise(&options.world.catalogue, workbook);
        for seen in found.seen.iter().filter(|seen| !scope.may_write(seen.kind)) {
            let mut barred = Problem::of(Code::NotAllowed, "");
            barred.place.workbook.clone_from(&workbook.name);
            barred.place.sheet.clone_from(&seen.sheet);
            barred.place.row = seen.header;
            found.problems.push(barred);
        }
        found.rows.retain(|row| scope.may_write(row.kind));
        self.problems.append(&mut found.problems);
        self.warnings.append(&mut found.warnings);
        let sheets = workbook.sheets.iter();
        self.sheets
            .extend(sheets.map(|sheet| (workbook.name.clone(), sheet.name.clone())));
        found.rows
    }
}

fn report(understood: &Understood, settled: &Settled, options: &Options) -> Report {
    let mut report = Report {
        added: settled.count(Outcome::Added),
        changed: settled.count(Outcome::Changed),
        same: settled.count(Outcome::Same),
        problems: understood.problems.clone(),
        warnings: understood.warnings.clone(),
        ..Report::default()
    };
    report
        .problems
        .extend(settled.problems.iter().map(|(_, p)| p.clone()));
    report.warnings.extend(settled.warnings.iter().cloned());
    report.wrong = settled.count(Outcome::Wrong) + settled.count(Outcome::Waits);
    let refused = !report.problems.is_empty() && !options.hold;
    if options.hold {
        report.held = report.wrong;
    } else if refused && !options.dry_run {
        (report.added, report.changed, report.same) = (0, 0, 0);
    }
    if !refused {
        report.taken = report.added + report.changed + report.same;
    }
    report
}

fn step(options: &Options, step: Step) -> Result<(), ImportError> {
    if (options.watch)(step) {
        Ok(())
    } else {
        Err(ImportError::Cancelled)
    }
}
