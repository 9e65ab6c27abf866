//! The store as the rest of the program sees it: open, ask, write, enter, verify, close.
//!
//! In: a place, a catalogue, a key. Out: a handle that many tasks share. Reading never waits
//! for writing; writing waits until it is durable.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError, RwLock},
    thread::JoinHandle,
};

use base::{Answer, Ask, Catalogue, Id, IdMaker};
use seal::Key;
use tokio::sync::{mpsc, oneshot};

use crate::{
    AskError, Door, Fault, FileKey, Location, Manifest, Moment, Receipt, Scope, Verified, Write,
    WriteError,
    allowed::Allowed,
    answers,
    changes::Phrases,
    dump,
    engine::{Connection, Purpose},
    enter, kept, load,
    readers::Readers,
    shape,
    table::View,
    tide::Tide,
    verify,
    writer::{Job, Writer},
};

/// The present moment in milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What opening needs besides the place.
#[derive(Clone)]
pub struct Setting {
    /// The key of the row hashes in the trail.
    pub trail_key: Key,
    /// What the time is.
    pub clock: Clock,
    /// Which of up to 64 programs on one database this is.
    pub writer: u8,
}

/// A database of parks. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    catalogue: Arc<RwLock<Arc<Catalogue>>>,
    readers: Arc<Readers>,
    queue: mpsc::Sender<Job>,
    tide: Arc<Tide>,
    thread: Mutex<Option<JoinHandle<()>>>,
    key: Key,
    clock: Clock,
}

/// So many writings may wait for the writer; more are told to come again.
const WAITING: usize = 4_096;

impl Store {
    /// Opens the database, makes what is missing, checks its shape and the ends of its chains.
    ///
    /// # Errors
    /// A [`Fault`] that says what to do: damaged, not writable, locked, newer, unreachable.
    pub async fn open(
        location: Location,
        catalogue: Arc<Catalogue>,
        setting: Setting,
    ) -> Result<Store, Fault> {
        let open = move || Store::opened(location, catalogue, setting);
        blocking(open).await?
    }

    fn opened(
        location: Location,
        catalogue: Arc<Catalogue>,
        setting: Setting,
    ) -> Result<Store, Fault> {
        let mut connection = Connection::open(&location, Purpose::Write)?;
        shape::grow(&mut connection, &shape::declared(&catalogue))?;
        // In one snapshot: another program may be writing meanwhile.
        connection.begin(Purpose::Read)?;
        verify::ends(&mut connection)?;
        connection.script("COMMIT")?;
        let shared = Arc::new(RwLock::new(catalogue));
        let (queue, jobs) = mpsc::channel(WAITING);
        let tide = Arc::new(Tide::default());
        let writer = Writer {
            connection,
            location: location.clone(),
            shared: shared.clone(),
            key: setting.trail_key.clone(),
            clock: setting.clock.clone(),
            ids: IdMaker::new(setting.writer),
            phrases: Phrases::default(),
            queue: jobs,
            tide: tide.clone(),
            swept: 0,
            lost: false,
            last: 0,
            done: 0,
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run())
            .map_err(|error| Fault::Program(error.to_string()))?;
        Ok(Store(Arc::new(Inner {
            catalogue: shared,
            readers: Arc::new(Readers::new(location)),
            queue,
            tide,
            thread: Mutex::new(Some(thread)),
            key: setting.trail_key,
            clock: setting.clock,
        })))
    }

    /// The kinds there are.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        let shared = self.0.catalogue.read();
        shared.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A number that grows whenever this program changes a record of these kinds, or a small
    /// thing of these spaces: what was read after asking for it holds while it stays the same,
    /// as far as no other program writes.
    pub fn tide(&self, names: &[&str]) -> u64 {
        self.0.tide.of(names)
    }

    /// Takes a grown catalogue: new columns and tables are made before this returns.
    ///
    /// # Errors
    /// A [`Fault`] when the database cannot take them; the old catalogue then stays.
    pub async fn adopt(&self, catalogue: Arc<Catalogue>) -> Result<(), Fault> {
        let (waiting, done) = oneshot::channel();
        let sent = self.0.queue.send(Job::Adopt(catalogue, waiting)).await;
        sent.map_err(|_| closed())?;
        done.await.map_err(|_| closed())?
    }

    /// What makes up to `count` identities that nobody else is given, for records that are made
    /// ready before they are written.
    ///
    /// # Errors
    /// A [`Fault`] when the store is closed.
    pub async fn identities(&self, count: usize) -> Result<IdMaker, Fault> {
        let (waiting, made) = oneshot::channel();
        let sent = self.0.queue.send(Job::Identities(count, waiting)).await;
        sent.map_err(|_| closed())?;
        made.await.map_err(|_| closed())
    }

    /// Answers a list of asks from one snapshot, in order.
    ///
    /// # Errors
    /// An [`AskError`] when any of them is not allowed, not possible, or the database fails.
    pub async fn ask(
        &self,
        scope: &Scope,
        moment: Moment,
        asks: Vec<Ask>,
    ) -> Result<Vec<Answer>, AskError> {
        let catalogue = self.catalogue();
        let check = |ask| Allowed::check(&catalogue, scope, ask);
        let asks: Vec<Allowed> = asks.into_iter().map(check).collect::<Result<_, _>>()?;
        let (scope, now) = (scope.clone(), (self.0.clock)());
        let read = move |connection: &mut Connection| {
            let view = View {
                catalogue: &catalogue,
                scope: &scope,
                moment,
                dialect: connection.dialect(),
            };
            answers::all(connection, &view, now, asks)
        };
        self.0.readers.read(read).await
    }

    /// Does a writing, and returns when it is durable.
    ///
    /// # Errors
    /// A [`WriteError`]; nothing of it was kept then.
    pub async fn write(&self, write: Write) -> Result<Receipt, WriteError> {
        let (waiting, done) = oneshot::channel();
        let job = Job::Write(Box::new(write), waiting);
        self.0.queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriteError::Busy,
            mpsc::error::TrySendError::Closed(_) => WriteError::Unavailable(closed()),
        })?;
        let (outcome, write) = done.await.map_err(|_| WriteError::Unavailable(closed()))?;
        drop(write);
        outcome
    }

    /// The bounds of whoever holds this session or token (`key` is what it was kept under);
    /// none when it ended, or its account is closed or gone.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails.
    pub async fn enter(&self, door: Door, key: &str) -> Result<Option<Scope>, Fault> {
        let (catalogue, now, key) = (self.catalogue(), (self.0.clock)(), key.to_owned());
        let read = move |connection: &mut Connection| {
            enter::enter(connection, &catalogue, now, (door, &key))
        };
        self.0.readers.read(read).await
    }

    /// The parks that have records.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails.
    pub async fn parks(&self) -> Result<Vec<Id>, Fault> {
        let heads = self.0.readers.read(verify::all_heads).await?;
        Ok(heads.into_iter().map(|(park, _)| park).collect())
    }

    /// Walks every chain and compares every live row with its last line.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails; what does not fit is no error but is told.
    pub async fn verify(&self) -> Result<Verified, Fault> {
        let (catalogue, key) = (self.catalogue(), self.0.key.clone());
        let read = move |connection: &mut Connection| verify::verify(connection, &catalogue, &key);
        self.0.readers.read(read).await
    }

    /// Writes a backup of everything as it stands, but the keys of service files, while the
    /// store goes on serving; gives the writer back with what the archive says of itself.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails or the archive cannot be written.
    pub async fn dump<W>(&self, out: W) -> Result<(W, Manifest), Fault>
    where
        W: io::Write + io::Seek + Send + 'static,
    {
        let now = (self.0.clock)();
        let read = move |connection: &mut Connection| dump::dump(connection, now, out);
        self.0.readers.read(read).await
    }

    /// Restores a backup into an empty place: all of it or nothing. Open the store there
    /// afterwards, and put the keys of service files back.
    ///
    /// # Errors
    /// [`Fault::BadArchive`] when the archive is not whole, [`Fault::NotEmpty`] when the place
    /// holds something, and what opening may give.
    pub async fn load<R>(location: Location, archive: R) -> Result<Manifest, Fault>
    where
        R: io::Read + io::Seek + Send + 'static,
    {
        let load = move || {
            let mut connection = Connection::open(&location, Purpose::Write)?;
            load::load(&mut connection, archive)
        };
        blocking(load).await?
    }

    /// The keys of service files, which no backup holds: each with its park and its file.
    /// To put one back, keep it again in the space `file_key`.
    ///
    /// # Errors
    /// A [`Fault`] when the database fails.
    pub async fn file_keys(&self) -> Result<Vec<FileKey>, Fault> {
        self.0.readers.read(kept::file_keys).await
    }

    /// Ends the writer when all that was sent is written. Later writings are refused.
    pub async fn close(&self) {
        drop(self.0.queue.send(Job::Close).await);
        let thread = self.0.thread.lock();
        let thread = thread.unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            drop(blocking(move || drop(thread.join())).await);
        }
    }
}

/// Runs what blocks where blocking is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Fault::Program("a piece of work stopped half way".to_owned()))
}

fn closed() -> Fault {
    Fault::Unreachable("closed / 已关闭".to_owned())
}
