//! The server itself: connections in, answers out, until it is told to stop.
//!
//! In: a listener and the houses, one a park. Out: nothing, when the last request is answered after a
//! stop. A client that keeps its headers to itself is dropped; there are never more
//! connections than the configuration allows. It trusts no header for a client's address.

use std::{future::Future, io, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;

use super::{House, Routes, asked::Peer, town};

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
    let room = Arc::new(Semaphore::new(config.most_connections));
    let patience = Duration::from_secs(config.patience_seconds);
    let router = town::router(&routes, houses);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(64 * 1024);
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let turn = tokio::select! {
            () = &mut stop => break,
            turn = room.clone().acquire_owned() => turn,
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                // Out of file handles, or the client left: others may still come.
                Err(error) => { tracing::warn!(%error, "a connection was not taken"); tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
        };
        let peer = Peer(peer.ip());
        let service = router.clone().map_request(
            move |mut request: axum::http::Request<hyper::body::Incoming>| {
                request.extensions_mut().insert(peer);
                request
            },
        );
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            let _turn = turn;
            if let Err(error) = connection.await {
                tracing::debug!(error = ?error.to_string(), "a connection ended early");
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(Duration::from_secs(LAST_SECONDS), open.shutdown()).await;
    Ok(())
}
