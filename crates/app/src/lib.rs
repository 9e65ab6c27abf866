//! 有据: the program around the records. What it knows of a park's work stands in `records`.

pub mod access;
pub mod api;
pub mod commands;
pub mod front;
pub mod intake;
pub mod ledgers;
pub mod records;
pub mod reports;
pub mod site;
pub mod today;

/// Every address of the program.
pub fn routes() -> front::Routes {
    front::routes()
        .and(access::routes())
        .and(ledgers::routes())
        .and(api::routes())
        .and(site::routes())
        .and(today::routes(std::sync::Arc::new(|_| {
            Box::pin(async { Ok(None) })
        })))
}
