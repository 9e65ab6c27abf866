//! `youju figures` and `youju list`: a period's numbers, and what each of them counted.
//!
//! In: a data folder, a year, perhaps a figure's key. Out: JSON for programs or a plain table
//! for people. A figure that is not there, or a year that is none, is said plainly.

use std::sync::Arc;

use base::{Lang, Period, Words};
use clap::{Args, ValueEnum};
use figures::{Definition, Figure, beside, is_timeless};
use serde_json::{Value as Json, json};

use super::{Failure, Opened, Place};
use crate::reports::{
    Values, definitions, evaluate,
    evaluate::Reading,
    pages::{compare::held_against, held::say},
    things,
};

/// How the answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 表格 / A table
    #[default]
    Text,
    /// JSON
    Json,
}

/// 算出一年的全部数字 / Compute all figures of a year
#[derive(Args, Debug)]
pub struct Figures {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    when: When,
    /// 和上一期、上年同期比 / Beside the period before and the same period last year
    #[arg(long)]
    compare: bool,
    /// 输出格式 / How to write the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// 列出一个数字数了哪些东西 / List the things a figure counted
#[derive(Args, Debug)]
pub struct List {
    #[command(flatten)]
    place: Place,
    /// 数字的键,见 youju figures / The figure's key, see youju figures
    #[arg(long, value_name = "KEY")]
    figure: String,
    #[command(flatten)]
    when: When,
    /// 输出格式 / How to write the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Which period: a year, or any other.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct When {
    /// 年份 / The year
    #[arg(long, value_parser = year)]
    year: Option<i16>,
    /// 时段:2022H1、2022Q3、2022-07、W2022-07-04、2022-07-06、2022-01-01..2022-10-31、..2022-10-31(截至)
    /// / A period, written like these
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Option<Period>,
}

impl When {
    fn period(&self) -> Period {
        // OK because one of both is required.
        let year = || Period::Year(self.year.unwrap_or_default());
        self.period.unwrap_or_else(year)
    }
}

/// A period as an address writes it.
///
/// # Errors
/// When it is none.
fn period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|_| {
        "时段要写成 2022Q3、2022-07 或 2022-01-01..2022-10-31 这样 / write the period like 2022Q3, 2022-07 or 2022-01-01..2022-10-31".to_owned()
    })
}

/// A year from 1900 to 2199.
///
/// # Errors
/// When it is none.
pub fn year(text: &str) -> Result<i16, String> {
    let year = text.parse().ok().filter(|y| (1900..=2199).contains(y));
    year.ok_or_else(|| "年份要写成 2022 这样 / write the year like 2022".to_owned())
}

impl Figures {
    /// Prints them.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let values = values(&opened, &self.place, self.when.period(), None).await?;
        let scope = opened
            .scope(&self.place, "figures on the command line")
            .await?;
        let catalogue = opened.store.catalogue();
        let reading = Reading {
            store: &opened.store,
            scope: &scope,
            moment: store::Moment::Now,
            catalogue: &catalogue,
            kept: None,
        };
        let mut earlier = Vec::new();
        if self.compare {
            for (name, code, period) in held_against(values.period) {
                let then = self::values(&opened, &self.place, period, None).await?;
                earlier.push(Earlier { name, code, then });
            }
        }
        let mut printed = Vec::new();
        for (definition, figure) in values.definitions.iter().filter_map(|d| values.get(&d.key)) {
            let records = match figure.is_there() {
                true => things::count_records(&reading, &values, definition).await?,
                false => 0,
            };
            let held: usize = values.held(definition, &catalogue).values().sum();
            printed.push((definition, figure, records, held));
        }
        let line = |(d, f, records, held): &(&Definition, &Figure, i64, usize)| {
            let name = if lang == Lang::Zh { &d.zh } else { &d.en };
            // A figure of all time was the same then.
            let timeless = is_timeless(d, &values.definitions, &catalogue);
            let earlier = earlier.iter().filter(|_| !timeless);
            let compared: Vec<(&Earlier, String)> = earlier
                .filter_map(|e| Some((e, e.beside(d, f, lang)?)))
                .collect();
            match self.format {
                Format::Json => {
                    let told = compared.iter().map(|(e, said)| {
                        let told = json!({"period": e.then.period, "text": said});
                        (e.code.to_owned(), told)
                    });
                    let told: serde_json::Map<String, Json> = told.collect();
                    json!({"key": d.key, "value": f.value(d, Lang::Zh), "unit": d.unit, "text": f.text(d, lang), "records": records, "held": held, "compared": self.compare.then_some(told)}).to_string()
                }
                Format::Text => {
                    let mut parts = vec![d.key.clone(), name.clone(), f.text(d, lang)];
                    parts.extend((*held > 0).then(|| say(*held, lang)));
                    let told = |(e, said): &(&Earlier, String)| match lang {
                        Lang::Zh => format!("{}：{said}", e.name.zh),
                        Lang::En => format!("{}: {said}", e.name.en),
                    };
                    parts.extend(compared.iter().map(told));
                    parts.join("\t")
                }
            }
        };
        let lines: Vec<String> = printed.iter().map(line).collect();
        match self.format {
            Format::Json => tell!("[{}]", lines.join(",\n"))?,
            Format::Text => lines.iter().try_for_each(|line| tell!("{line}"))?,
        }
        opened.store.close().await;
        Ok(())
    }
}

/// The figures of an earlier period.
struct Earlier {
    name: Words,
    code: &'static str,
    then: Values,
}

impl Earlier {
    /// How a figure moved since; none where it is no number, or was not there.
    fn beside(&self, definition: &Definition, now: &Figure, lang: Lang) -> Option<String> {
        let was = self.then.figures.get(&definition.key)?;
        now.names
            .is_empty()
            .then(|| beside(now, was).said(definition, lang))
    }
}

impl List {
    /// Prints them.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let values = values(&opened, &self.place, self.when.period(), Some(&self.figure)).await?;
        let scope = opened
            .scope(&self.place, "a figure's things on the command line")
            .await?;
        let (definition, _) = values
            .get(&self.figure)
            .ok_or_else(|| unknown(&self.figure))?;
        let things = things::of_figure(&opened.store, &scope, &values, definition, lang).await?;
        match self.format {
            Format::Json => {
                let lines: Vec<String> = things.iter().map(|t| thing(t).to_string()).collect();
                tell!("[{}]", lines.join(",\n"))?;
            }
            Format::Text => things
                .iter()
                .try_for_each(|t| tell!("{}\t{}\t{}", t.label, t.weight, t.rows.len()))?,
        }
        opened.store.close().await;
        Ok(())
    }
}

/// One thing as programs read it.
pub fn thing(thing: &things::Thing) -> Json {
    let rows: Vec<Json> = thing
        .rows
        .iter()
        .map(|r| json!({"kind": r.kind, "id": r.id, "label": r.label}))
        .collect();
    let mut out = json!({"label": thing.label, "weight": thing.weight, "rows": rows});
    let mut put = |name: &str, value: Json| {
        if let Some(map) = out.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if let Some((kind, id)) = &thing.record {
        put("kind", json!(kind));
        put("id", json!(id));
    }
    if let Some(met) = thing.met {
        put("met", json!(met));
    }
    out
}

/// The park's figures of a period; only one with what it is made of, where a key is given.
///
/// # Errors
/// When the key is unknown, or the store fails.
pub async fn values(
    opened: &Opened,
    place: &Place,
    period: Period,
    only: Option<&str>,
) -> Result<Values, Failure> {
    let scope = opened.scope(place, "figures on the command line").await?;
    let definitions = Arc::new(definitions::of_park(&opened.store, &scope).await?);
    if let Some(key) = only.filter(|key| definitions.get(key).is_none()) {
        return Err(unknown(key));
    }
    Ok(evaluate(
        &opened.store,
        &scope,
        store::Moment::Now,
        definitions,
        period,
        only,
        None,
    )
    .await?)
}

fn unknown(key: &str) -> Failure {
    Failure::say(
        format!("没有「{key}」这个数字。用 youju figures 可以看到全部。"),
        format!("There is no figure “{key}”. See youju figures for all of them."),
    )
}
