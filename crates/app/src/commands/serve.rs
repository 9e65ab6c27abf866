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
    front::{Config, House, town},
    returns,
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
    /// 前面的反向代理从哪个地址连过来 / The address a reverse proxy in front connects from
    #[arg(long, value_name = "IP", value_parser = ip)]
    pub proxy: Option<std::net::IpAddr>,
}

fn ip(text: &str) -> Result<std::net::IpAddr, String> {
    let read = text.parse();
    read.map_err(|_| "要写成 10.0.0.1 这样 / write it like 10.0.0.1".to_owned())
}

impl Serve {
    /// Serves until it is told to stop: the park named, or all there are.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let all = parks::all(&opened.store).await?;
        if self.place.park.is_some() || all.len() < 2 {
            let (park, about) = opened.park(&self.place).await?;
            return serve(vec![(opened, park, about)], &self.door, lang).await;
        }
        let master = opened.master.clone();
        let mut first = Some(opened);
        let mut parks = Vec::new();
        for (number, (park, about)) in (0..).zip(all) {
            let opened = match first.take() {
                Some(opened) => opened,
                None => self.place.as_writer(master.clone(), number).await?,
            };
            parks.push((opened, park, about));
        }
        serve(parks, &self.door, lang).await
    }
}

/// Serves parks until the program is told to stop. The first has the plain addresses.
///
/// # Errors
/// When a park is not made to its end, or the address cannot be had.
pub async fn serve(
    parks: Vec<(Opened, base::Id, parks::About)>,
    door: &Door,
    lang: Lang,
) -> Result<(), Failure> {
    if parks.iter().any(|(_, _, about)| about.making) {
        return Err(Failure::say(
            "这个示例园区上次没有生成完，不能当作完整的用。请删掉它的数据，再运行一次 youju demo。",
            "The making of this demonstration was broken off; it is not whole. Remove its data and run youju demo again.",
        ));
    }
    let listener = listen(&door.listen).await?;
    let stop = stopped();
    let bound = listener.local_addr().map_err(Failure::ours)?;
    let mut houses: Vec<Arc<House>> = Vec::new();
    for (opened, park, about) in parks {
        let house = house(opened, park, about, door, houses.is_empty());
        let link = start::token(&house.store, park, house.now())
            .await
            .map_err(|stop| Failure::ours(stop.words().en))?;
        let address = shown(&house, bound);
        match (lang, house.config.prefix.as_str()) {
            (Lang::Zh, "") => tell!("有据已就绪：{address}")?,
            (Lang::En, "") => tell!("Youju is ready: {address}")?,
            (Lang::Zh, _) => tell!("{}：{address}", house.config.park)?,
            (Lang::En, _) => tell!("{}: {address}", house.config.park)?,
        }
        if let Some(token) = link {
            match lang {
                Lang::Zh => tell!(
                    "第一次使用：24小时内打开 {address}/start/{token} 建立负责人账号（只能用一次）"
                )?,
                Lang::En => tell!(
                    "First use: open {address}/start/{token} within 24 hours to make the owner's account (works once)"
                )?,
            }
        }
        tokio::spawn(returns::owed::keep(Arc::downgrade(&house)));
        houses.push(house);
    }
    crate::served(&houses, listener, stop)
        .await
        .map_err(Failure::ours)?;
    for house in houses {
        house.store.close().await;
    }
    Ok(())
}

fn house(
    opened: Opened,
    park: base::Id,
    about: parks::About,
    door: &Door,
    is_first: bool,
) -> Arc<House> {
    let config = Config {
        address: door.address.clone().or(opened.settings.address.clone()),
        proxy: door.proxy,
        prefix: if is_first {
            String::new()
        } else {
            town::prefix(&about.name)
        },
        park: about.name,
        demo: about.demo,
        ..Config::default()
    };
    let sealer = super::taking::sealer(&opened);
    Arc::new(House::new(
        opened.store,
        park,
        config,
        place::clock(),
        sealer,
    ))
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
    let plain = || format!("http://{bound}{}", house.config.prefix);
    house.config.whole_address().unwrap_or_else(plain)
}

/// What is ready when the program is told to stop: it listens from now on, so that whoever sees
/// the address may stop it at once.
fn stopped() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let ended = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).ok()
    };
    async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        if let Some(mut ended) = ended {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
        drop(interrupted.await);
    }
}
