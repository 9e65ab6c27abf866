//! `youju serve`: the park's pages and programs' door, until it is told to stop.
//!
//! In: a data folder and an address to listen on. Out: one line with the address when ready,
//! and before the first account is made, the one-time link that makes it. SIGTERM and Ctrl-C
//! end it cleanly: what is under way is answered, what was promised is durable, exit 0.

use std::{net::SocketAddr, sync::Arc};

use base::Lang;
use clap::Args;
use tokio::net::TcpListener;

use super::{Failure, Opened, Place, place};
use crate::{
    access::{parks, start},
    front::{Config, House},
};

/// 启动服务 / Serve the park's pages
#[derive(Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    door: Door,
}

/// Where to listen.
#[derive(Args, Clone, Debug)]
pub struct Door {
    /// 监听地址 / The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// 对外的网址,如 https://youju.example.org / The address people use, such as https://youju.example.org
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}

impl Serve {
    /// Serves until it is told to stop.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let (park, about) = opened.park(&self.place).await?;
        serve(opened, park, about, &self.door, lang).await
    }
}

/// Serves a park until the program is told to stop.
///
/// # Errors
/// When the address cannot be had.
pub async fn serve(
    opened: Opened,
    park: base::Id,
    about: parks::About,
    door: &Door,
    lang: Lang,
) -> Result<(), Failure> {
    let listener = listen(&door.listen).await?;
    let bound = listener.local_addr().map_err(Failure::ours)?;
    let config = Config {
        park: about.name,
        address: door.address.clone().or(opened.settings.address.clone()),
        demo: about.demo,
        ..Config::default()
    };
    let store = opened.store.clone();
    let sealer = super::taking::sealer(&opened);
    let house = Arc::new(House::new(
        opened.store,
        park,
        config,
        place::clock(),
        sealer,
    ));
    let link = start::token(&store, park, house.now())
        .await
        .map_err(|stop| Failure::ours(stop.words().en))?;
    let address = shown(&house, bound);
    match lang {
        Lang::Zh => println!("有据已就绪：{address}"),
        Lang::En => println!("Youju is ready: {address}"),
    }
    if let Some(token) = link {
        match lang {
            Lang::Zh => println!(
                "第一次使用：24小时内打开 {address}/start/{token} 建立负责人账号（只能用一次）"
            ),
            Lang::En => println!(
                "First use: open {address}/start/{token} within 24 hours to make the owner's account (works once)"
            ),
        }
    }
    crate::served(house, listener, stopped())
        .await
        .map_err(Failure::ours)?;
    store.close().await;
    Ok(())
}

async fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => Failure::say(
                format!("地址 {address} 已被占用。请用 --listen 换一个端口。"),
                format!("The address {address} is taken. Choose another port with --listen."),
            ),
            _ => Failure::say(
                format!(
                    "不能在 {address} 上监听（{error}）。请检查地址的写法，如 127.0.0.1:8080。"
                ),
                format!("Cannot listen on {address} ({error}). Write it like 127.0.0.1:8080."),
            ),
        })
}

fn shown(house: &House, bound: SocketAddr) -> String {
    house
        .config
        .address
        .clone()
        .unwrap_or_else(|| format!("http://{bound}"))
}

/// Ready when the program is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
