//! One writing, as data: who does it, what must be known first, and what follows from that.
//!
//! In: a [`Write`]. Out: a [`Receipt`] once it is durable. `decide` runs inside the writer's
//! transaction on facts that nobody can change meanwhile; it touches nothing itself, and may
//! run again when the database asks for a retry, so it must not use up what it holds.

use std::sync::Arc;

use base::{Act, Answer, Ask, Change, Id, IdMaker, Problem, Record};

use crate::Scope;

/// What makes a writing happen once, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idempotency {
    /// The sender's key, unique for its account.
    pub key: String,
    /// A hash of the content: the same key with another content is refused.
    pub body_hash: [u8; 32],
}

/// What a rule decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// What is to become different.
    pub changes: Vec<Change>,
    /// What the sender is told, and told again when it sends the same once more.
    pub reply: String,
}

/// A step of a rule: it knows enough, or wants to know more.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// What it decided.
    Done(Decision),
    /// What it asks next; its next step gets the answers to these, in order.
    Ask(Vec<Ask>),
}

/// What `decide` may take from the outside: new identities and the present moment.
#[derive(Debug)]
pub struct Making<'a> {
    pub(crate) ids: &'a mut IdMaker,
    pub(crate) now: i64,
    pub(crate) begins: bool,
}

impl Making<'_> {
    /// A new record's identity.
    pub fn id(&mut self) -> Id {
        self.ids.next(self.now)
    }

    /// The present moment: milliseconds since 1970. New records stand `since` then.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Whether this is a rule's first step: what it learned before holds no longer.
    pub fn begins(&self) -> bool {
        self.begins
    }
}

/// The rule of a writing: facts in the order asked, then changes, problems, or more to ask.
pub type Decide = Box<dyn FnMut(Vec<Answer>, &mut Making<'_>) -> Result<Step, Vec<Problem>> + Send>;

/// One writing.
pub struct Write {
    /// Whose bounds it keeps.
    pub scope: Scope,
    /// Who and by which door, for the trail.
    pub act: Act,
    /// The identity it goes by in the trail, where its sender must know it before: one of those
    /// that the store gave out. `None`: it is given one.
    pub id: Option<Id>,
    /// What makes it happen once.
    pub key: Option<Idempotency>,
    /// Under whose bounds its rule asks; `None` for the writer's own. What it learns so is for
    /// the rule alone.
    pub eyes: Option<Scope>,
    /// Kinds of which it may add records whatever its writer's rights: those that its rows imply.
    pub makes: Vec<&'static str>,
    /// What must be known first.
    pub asks: Vec<Ask>,
    /// What follows from that.
    pub decide: Decide,
    /// Changes made ready beforehand: they are made before those that its rule decides, if it
    /// refuses nothing. An import's are many, so they are held once and not copied as a whole.
    pub ready: Arc<Vec<Change>>,
    /// Whether the receipt gives back the records as they stand then.
    pub tell: bool,
}

impl Write {
    /// A writing that asks nothing and is sent once.
    pub fn new(
        scope: Scope,
        act: Act,
        mut decide: impl FnMut(Vec<Answer>, &mut Making<'_>) -> Result<Decision, Vec<Problem>>
        + Send
        + 'static,
    ) -> Write {
        Write::stepwise(scope, act, move |facts, making| {
            decide(facts, making).map(Step::Done)
        })
    }

    /// A writing whose rule asks until it knows, all within the writer's transaction. Its first
    /// step has the answers to `asks`; it may be begun anew at any time ([`Making::begins`]).
    pub fn stepwise(
        scope: Scope,
        act: Act,
        decide: impl FnMut(Vec<Answer>, &mut Making<'_>) -> Result<Step, Vec<Problem>> + Send + 'static,
    ) -> Write {
        Write {
            scope,
            act,
            id: None,
            key: None,
            eyes: None,
            makes: Vec::new(),
            asks: Vec::new(),
            decide: Box::new(decide),
            ready: Arc::default(),
            tell: false,
        }
    }

    /// A writing of changes already known.
    pub fn of(scope: Scope, act: Act, changes: Vec<Change>) -> Write {
        Write::new(scope, act, |_, _| Ok(Decision::default())).with(changes)
    }

    /// The same, with changes made ready beforehand.
    #[must_use]
    pub fn with(mut self, ready: Vec<Change>) -> Write {
        self.ready = Arc::new(ready);
        self
    }

    /// The same, its rule asking under these bounds.
    #[must_use]
    pub fn seeing(mut self, eyes: Scope) -> Write {
        self.eyes = Some(eyes);
        self
    }

    /// The same, with what must be known first.
    #[must_use]
    pub fn asking(mut self, asks: Vec<Ask>) -> Write {
        self.asks = asks;
        self
    }

    /// The same, done once however often it is sent.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>, body_hash: [u8; 32]) -> Write {
        self.key = Some(Idempotency {
            key: key.into(),
            body_hash,
        });
        self
    }
}

/// What was done, durable by now.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The writing's identity in the trail.
    pub act: Id,
    /// What `decide` replied.
    pub reply: String,
    /// How many changes were made.
    pub changed: usize,
    /// Where the writing wanted to be told: what it added and changed, as its writer would read
    /// it now. Empty when it had been done before.
    pub records: Vec<Record>,
    /// Whether it had been done before, and this is the answer given then.
    pub replayed: bool,
}
