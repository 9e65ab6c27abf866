//! The server itself: connections in, answers out, until it is told to stop.
//!
//! In: a listener and the houses, one a park. Out: nothing, when the last request is answered after a
//! stop. A client that keeps its headers to itself is dropped, at once where others wait; there are
//! never more connections than the configuration and the open files allow. It trusts no header for a client's address.

use std::{future::Future, io, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::TcpListener;
use tower::ServiceExt;

use super::{House, Routes, asked::Peer, room::Room, town};

/// How long requests under way may take to end once the program is told to stop.
const LAST_SECONDS: u64 = 20;

/// Serves until `stop` is ready, then ends what is under way.
///
/// # Errors
/// Never for one client's sake; only when the listener itself is broken for good.
pub async fn serve(
    houses: &[Arc<House>],
    routes: Routes,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let config = houses.first().map(|house| house.config.clone());
    let config = config.unwrap_or_default();
    let room = Room::of(config.most_connections);
    let patience = Duration::from_secs(config.patience_seconds);
    let router = town::router(&routes, houses);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(64 * 1024);
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let seat = tokio::select! {
            () = &mut stop => break,
            seat = room.place() => seat,
        };
        let Some(seat) = seat else { break };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                // Out of file handles, or the client left: others may still come.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not taken");
                    room.clear();
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let (peer, heard) = (Peer(peer.ip()), seat.taken());
        let service = router.clone().map_request(
            move |mut request: axum::http::Request<hyper::body::Incoming>| {
                heard();
                request.extensions_mut().insert(peer);
                request
            },
        );
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(error = ?error.to_string(), "a connection ended early");
                },
                () = seat.sent_away() => {}
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(Duration::from_secs(LAST_SECONDS), open.shutdown()).await;
    Ok(())
}
