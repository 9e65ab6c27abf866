//! The way to PostgreSQL, encrypted as its URL asks; where that cannot be had, no connection.
//!
//! In: `STORE_CERT`, the file of the certificate that the server of `STORE` shows, which names
//! `localhost`. Without it nothing runs here, and it says so.

use store::{Fault, Store};

use crate::ground::*;

#[tokio::test]
async fn a_certificate_is_looked_at_as_far_as_the_url_asks() {
    let Ok(cert) = std::env::var("STORE_CERT") else {
        println!("NOT RUN: there is no STORE_CERT");
        return;
    };
    let ground = Ground::new().await;
    let store::Location::Postgres(url) = &ground.location else {
        panic!("STORE_CERT without STORE");
    };
    let named = url.replace("127.0.0.1", "localhost");
    let full = format!("sslmode=verify-full&sslrootcert={cert}");
    for (url, query, opens) in [
        (url, "sslmode=disable", Ok(())),
        (url, "sslmode=require", Ok(())),
        (&named, full.as_str(), Ok(())),
        (url, full.as_str(), Err("sslmode")), // the certificate names another host
        (url, &full.replace("full", "ca"), Ok(())),
        (&named, "sslmode=verify-full", Err("sslmode")), // the system does not know it
        (&named, "sslmode=verify-all", Err("verify-full")),
        (
            &named,
            "sslmode=require&sslrootcert=/none.pem",
            Err("/none.pem"),
        ),
    ] {
        let location = store::Location::Postgres(format!("{url}?{query}"));
        let opened = Store::open(location, catalogue(), ground.setting.clone()).await;
        match (opened, opens) {
            (Ok(store), Ok(())) => store.close().await,
            (Err(Fault::Unreachable(said)), Err(word)) => {
                assert!(said.contains(word), "{query}: {said}");
            }
            (opened, opens) => panic!("{query}: {:?}, not {opens:?}", opened.err()),
        }
    }
}
