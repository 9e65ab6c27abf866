//! The baselines: servers of a few lines that do only the one thing measured.
//!
//! In: what to serve. Out: `http://…` on standard output, then answers until it is killed. A
//! sign-in is one row with an identity made here, in the same table with the same indexes, many
//! of them in one commit; there is no trail, no idempotency key, no session and no rule.

mod paper;
pub mod postgres;
mod sqlite;

use std::{path::PathBuf, process::Command};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{get, post},
};
use clap::Args;
use serde_json::{Value as Json_, json};
use tokio::sync::{mpsc, oneshot};
use trials::Failed;

/// Which bare server.
#[derive(Args, Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Serve these bytes as a page
    #[arg(long)]
    page: Option<PathBuf>,
    /// Write sign-ins into this SQLite file, made like `like`
    #[arg(long)]
    sqlite: Option<PathBuf>,
    /// The park's database whose table of sign-ins is made again
    #[arg(long)]
    like: Option<PathBuf>,
    /// Read this sheet into the SQLite file, and end
    #[arg(long)]
    sheet: Option<PathBuf>,
    /// Write the sign-ins of the SQLite file as this workbook, and end
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write sign-ins into a copy of the table in this PostgreSQL
    #[arg(long)]
    database: Option<String>,
}

/// A bare server of a page.
pub fn page(file: &std::path::Path) -> Result<Command, Failed> {
    command(&["--page".to_owned(), file.display().to_string()])
}

/// A bare server of sign-ins on SQLite.
pub fn on_sqlite(file: &std::path::Path, like: &std::path::Path) -> Result<Command, Failed> {
    let [file, like] = [file, like].map(|path| path.display().to_string());
    command(&["--sqlite".to_owned(), file, "--like".to_owned(), like])
}

/// A bare reading of a sheet into a table made like the park's.
pub fn import(
    sheet: &std::path::Path,
    file: &std::path::Path,
    like: &std::path::Path,
) -> Result<Command, Failed> {
    let [sheet, file, like] = [sheet, file, like].map(|path| path.display().to_string());
    let words = ["--sheet", &sheet, "--sqlite", &file, "--like", &like];
    command(&words.map(str::to_owned))
}

/// A bare writing of that table as a workbook.
pub fn export(file: &std::path::Path, out: &std::path::Path) -> Result<Command, Failed> {
    let [file, out] = [file, out].map(|path| path.display().to_string());
    command(&["--sqlite", &file, "--out", &out].map(str::to_owned))
}

/// A bare server of sign-ins on PostgreSQL.
pub fn on_postgres(url: &str) -> Result<Command, Failed> {
    command(&["--database".to_owned(), url.to_owned()])
}

fn command(words: &[String]) -> Result<Command, Failed> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("bare").args(words);
    Ok(command)
}

/// A sign-in as its table takes it, and whoever waits for it.
pub struct SignIn {
    pub id: i64,
    pub activity: i64,
    pub person: i64,
    pub name: String,
    pub phone: String,
    pub unit: String,
    pub capacity: String,
    pub done: oneshot::Sender<()>,
}

impl SignIn {
    /// A value of the row by its column.
    pub fn column(&self, name: &str) -> Cell<'_> {
        match name {
            "id" => Cell::Whole(self.id),
            "park" | "act" | "batch" | "since" => Cell::Whole(1),
            "activity" => Cell::Whole(self.activity),
            "person" => Cell::Whole(self.person),
            "name" | "name_folded" => Cell::Text(&self.name),
            "phone" | "phone_folded" => Cell::Text(&self.phone),
            "unit" | "unit_folded" => Cell::Text(&self.unit),
            "capacity" => Cell::Text(&self.capacity),
            "natural" => Cell::Own(format!(
                "{}|1|{}|{}|{}|{}",
                self.activity, self.name, self.phone, self.unit, self.id
            )),
            _ => Cell::None,
        }
    }
}

/// A value.
pub enum Cell<'a> {
    Whole(i64),
    Text(&'a str),
    Own(String),
    None,
}

/// The most writings in one commit.
pub const MOST: usize = 256;

impl Bare {
    /// Serves until killed.
    pub fn run(&self) -> Result<(), Failed> {
        match (&self.sheet, &self.out, &self.sqlite, &self.like) {
            (Some(sheet), _, Some(file), Some(like)) => return paper::import(sheet, file, like),
            (_, Some(out), Some(file), _) => return paper::export(file, out),
            _ => {}
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.serve())
    }

    async fn serve(&self) -> Result<(), Failed> {
        let router = match (&self.page, &self.sqlite, &self.like, &self.database) {
            (Some(page), ..) => of_page(bytes::Bytes::from(std::fs::read(page)?)),
            (_, Some(file), Some(like), _) => of_sign_ins(sqlite::writer(file, like)?),
            (_, _, _, Some(url)) => of_sign_ins(postgres::writer(url).await?),
            _ => return Err("say what to serve".into()),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        Ok(axum::serve(listener, router).await?)
    }
}

fn of_page(page: bytes::Bytes) -> Router {
    let answer =
        move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page) };
    Router::new().fallback(get(answer))
}

fn of_sign_ins(queue: mpsc::Sender<SignIn>) -> Router {
    Router::new()
        .route("/api/v1/attendance", post(sign_in))
        .with_state(queue)
}

async fn sign_in(
    State(queue): State<mpsc::Sender<SignIn>>,
    Json(body): Json<Json_>,
) -> axum::response::Response {
    let fields = body.get("fields");
    let text = |name: &str| {
        let said = fields.and_then(|fields| fields.get(name)?.as_str());
        said.unwrap_or_default().to_owned()
    };
    let (done, waiting) = oneshot::channel();
    let id = identity();
    let sign_in = SignIn {
        id,
        activity: number(&text("activity")),
        person: number(&text("phone")),
        name: text("name"),
        phone: text("phone"),
        unit: text("unit"),
        capacity: text("capacity"),
        done,
    };
    let sent = queue.send(sign_in).await.is_ok() && waiting.await.is_ok();
    match sent {
        true => (StatusCode::CREATED, Json(json!({ "id": id.to_string() }))).into_response(),
        false => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The digits of an activity's or a telephone's number, in place of the identity of its record.
fn number(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// An identity that grows: milliseconds and a counter.
fn identity() -> i64 {
    use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.map_or(1, |since| i64::try_from(since.as_millis()).unwrap_or(1));
    (now << 20) | (NEXT.fetch_add(1, Relaxed) & 0xf_ffff)
}
