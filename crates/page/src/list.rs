//! A list of records: rows that scan, grouped by the thing counted or flat.
//!
//! In go columns, rows as they are read and the ways to the next page; out
//! comes a real table on a desk and cards of two lines on a phone. It never
//! holds more than `MOST_ROWS` rows: a longer selection goes by pages.

use crate::href::Href;
use crate::pages::Pages;
use crate::piece::Line;
use crate::section::Empty;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

/// The most rows a page of a list holds.
pub const MOST_ROWS: usize = 200;

const CUT: Words = words(
    "这一页只列出前 {} 行。",
    "This page lists the first {} rows only.",
);

/// What a column holds; decides where it stands on a phone's card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// What the record is: the card's first line, and the link.
    What,
    /// Its day: at the end of the first line.
    Day,
    /// A note: the second line.
    Note,
    /// How it stands: at the end of the second line.
    Mark,
    /// A number, set to the right; not on a phone.
    Number,
    /// Many words; not on a phone.
    Long,
    /// A few words, kept on one line; not on a phone.
    #[default]
    Other,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest or earliest first.
    Up,
    /// Largest or latest first.
    Down,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// What it holds.
    pub spot: Spot,
    /// Sorts the list by it.
    pub sort: Option<Href>,
    /// Whether the list is sorted by it now.
    pub order: Option<Order>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The record's page.
    pub href: Option<Href>,
    /// The cells, one a column.
    pub cells: Vec<Line>,
}

/// Rows that belong to one thing.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The thing; empty in a flat list.
    pub title: String,
    /// Words beside it.
    pub aside: Line,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// What it lists, for whoever listens.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, by thing.
    pub groups: Vec<Rows>,
    /// The ways to its other pages.
    pub pages: Pages,
    /// What stands here when there are no rows.
    pub empty: Empty,
}

impl List {
    /// The list as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let rows: usize = self.groups.iter().map(|group| group.rows.len()).sum();
        if rows == 0 {
            return self.empty.show();
        }
        html! {
            div.list-wrap tabindex="0" role="region" aria-label=(self.caption) {
            table.list role="table" {
                caption.vh { (self.caption) }
                thead role="rowgroup" {
                    tr role="row" { @for column in &self.columns { (column.head()) } }
                }
                tbody role="rowgroup" {
                    @for (group, most) in self.shown() {
                        (self.group_head(group, lang))
                        @for row in group.rows.iter().take(most) { (self.row(row, lang)) }
                    }
                }
            }
            }
            @if rows > MOST_ROWS { p.soft.s { (CUT.fill(lang, &MOST_ROWS.to_string())) } }
            (self.pages.show(lang))
        }
    }

    /// The groups with how many rows of each are shown, `MOST_ROWS` in all.
    fn shown(&self) -> Vec<(&Rows, usize)> {
        let mut left = MOST_ROWS;
        let mut shown = Vec::new();
        for group in self.groups.iter().filter(|group| !group.rows.is_empty()) {
            let most = group.rows.len().min(left);
            left -= most;
            if most > 0 {
                shown.push((group, most));
            }
        }
        shown
    }

    fn group_head(&self, group: &Rows, lang: Lang) -> Markup {
        html! {
            @if !group.title.is_empty() {
                tr.group role="row" {
                    th colspan=(self.columns.len()) scope="rowgroup" role="rowheader" {
                        b { (group.title) } span.soft { (group.aside.show(lang)) }
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row, lang: Lang) -> Markup {
        html! {
            tr role="row" {
                @for (column, cell) in self.columns.iter().zip(&row.cells) {
                    @match (column.spot, &row.href) {
                        (Spot::What, Some(href)) => {
                            th.c-what scope="row" role="rowheader" { a href=(href) { (cell.show(lang)) } }
                        }
                        (Spot::What, None) => {
                            th.c-what scope="row" role="rowheader" { (cell.show(lang)) }
                        }
                        (spot, _) => { td class=[spot.class()] role="cell" { (cell.show(lang)) } }
                    }
                }
            }
        }
    }
}

impl Column {
    fn head(&self) -> Markup {
        let sorted = self.order.map(|order| match order {
            Order::Up => "ascending",
            Order::Down => "descending",
        });
        html! {
            th class=[self.spot.class()] scope="col" role="columnheader" aria-sort=[sorted] {
                @match &self.sort {
                    Some(href) => { a href=(href) { (self.label) } }
                    None => { (self.label) }
                }
            }
        }
    }
}

impl Spot {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::What => Some("c-what"),
            Self::Day => Some("c-day"),
            Self::Note => Some("c-note"),
            Self::Mark => Some("c-mark"),
            Self::Number => Some("c-num"),
            Self::Long => Some("c-long"),
            Self::Other => None,
        }
    }
}
