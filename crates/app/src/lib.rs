//! 有据: the program around the records. What it knows of a park's work stands in `records`.

use std::{future::Future, io, sync::Arc};

use tokio::net::TcpListener;

pub mod access;
pub mod api;
pub mod commands;
pub mod demo;
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
        .and(today::routes(reports::contract::progress()))
        .and(ledgers::routes())
        .and(reports::pages::routes())
        .and(api::routes())
        .and(site::routes())
}

/// Serves a house until `stop` is ready, and writes down what was only counted in memory.
///
/// # Errors
/// When the listener itself is broken for good.
pub async fn served(
    house: Arc<front::House>,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    // What parks made of their own comes before their first reader.
    ledgers::own::adopt(&house.store)
        .await
        .map_err(|stop| io::Error::other(format!("{stop:?}")))?;
    let counting = tokio::spawn({
        let house = house.clone();
        async move { house.public.run(&house.store).await }
    });
    let ended = front::serve(house.clone(), routes(), listener, stop).await;
    counting.abort();
    house.public.stop(&house.store).await;
    ended
}
