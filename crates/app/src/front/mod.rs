//! One request, from the bytes that come to the bytes that go.
//!
//! In: a connection. Out: an answer, always with the same guarding headers. Each station
//! takes a value and gives one: `asked` takes a request apart and lets it through or stops
//! it, a handler asks and decides, `show` frames the page. `route` holds the list of all
//! addresses. It never knows a kind of record.

mod asked;
mod body;
pub mod call;
mod config;
pub mod cookies;
pub mod fields;
pub mod files;
mod guard;
mod held;
mod house;
pub mod reading;
mod room;
mod route;
mod server;
pub mod show;
mod statics;
pub mod stop;
pub mod town;
pub mod typed;
mod uploads;

pub use call::{Call, Visitor};
pub use config::Config;
pub use fields::{Fields, escaped};
pub use house::House;
pub use route::{Done, Right, Route, Routes, Takes};
pub use server::serve;
pub use show::see_other;
pub use stop::Stop;

/// The addresses that belong to no area of work.
pub fn routes() -> Routes {
    Routes::default()
        .get("/healthz", Right::Public, statics::health)
        .get("/static/{name}", Right::Public, statics::asset)
        .post("/reading", Right::Public, reading::keep)
}
