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
pub mod returns;
pub mod site;
pub mod today;

/// Every address of the program.
pub fn routes() -> front::Routes {
    front::routes()
        .and(access::routes())
        .and(today::routes(reports::contract::progress()))
        .and(ledgers::routes())
        .and(reports::pages::routes())
        .and(reports::explain::routes())
        .and(returns::routes())
        .and(returns::give::routes())
        .and(api::routes())
        .and(site::routes())
}

/// Serves the houses of some parks until `stop` is ready, and writes down what was only counted
/// in memory. The first has the plain addresses.
///
/// # Errors
/// When the listener itself is broken for good.
pub async fn served(
    houses: &[Arc<front::House>],
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut counting = Vec::new();
    for house in houses {
        // What a park made of its own comes before its first reader.
        let door = std::slice::from_ref(&house.door);
        ledgers::own::adopt(&house.store, door)
            .await
            .map_err(io::Error::other)?;
        let house = house.clone();
        counting.push(tokio::spawn(async move {
            house.public.run(&house.store).await;
        }));
    }
    let ended = front::serve(houses, routes(), listener, stop).await;
    for (house, counting) in houses.iter().zip(counting) {
        counting.abort();
        house.public.stop(&house.store).await;
    }
    ended
}
