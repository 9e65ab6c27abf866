//! Charts drawn as SVG: columns by month, bars by place, a line over time.
//!
//! In go sizes as whole numbers and their values as they are read; out comes a
//! drawing in which each mark is a link with a spoken name, and its twin as a
//! table. Positions across are in %, heights in rem, so that words keep their
//! size. A zero is shown. It never rounds a value that is read.

use crate::fig::Fig;
use crate::href::Href;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const AS_TABLE: Words = words("用表格看", "As a table");

/// One mark.
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// Its name in full, such as «3月».
    pub name: String,
    /// Its name under the chart, such as «3»; the full one when empty.
    pub short: String,
    /// How large it is drawn; below zero counts as zero.
    pub size: i64,
    /// Its value as it is read.
    pub value: String,
    /// The records it counts.
    pub href: Href,
}

/// How the marks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Columns side by side, as by month.
    #[default]
    Columns,
    /// Bars below one another, as by place.
    Bars,
    /// A line with points, as over years.
    Line,
}

/// A chart.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What it shows, for whoever listens.
    pub title: String,
    /// What the marks are, such as «月份»; heads the twin.
    pub axis: String,
    /// The unit; may be empty.
    pub unit: String,
    /// How they are drawn.
    pub shape: Shape,
    /// The marks in order.
    pub points: Vec<Point>,
}

/// Height of the drawing's field, base line and words, in hundredths of a rem.
const FIELD: i64 = 700;
const TOP: i64 = 160;
const BASE: i64 = TOP + FIELD;
const FEET: i64 = BASE + 140;
const ROW: i64 = 250;

impl Chart {
    /// The chart and its twin as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.chart-wrap {
                @match self.shape {
                    Shape::Columns => { (self.columns()) }
                    Shape::Bars => { (self.bars()) }
                    Shape::Line => { (self.line()) }
                }
            }
            (self.twin(lang))
        }
    }

    fn columns(&self) -> Markup {
        let (wide, most) = (self.wide(), self.most());
        html! {
            svg.chart height="10.6rem" role="group" aria-label=(self.title) {
                (self.feet(wide))
                @for (place, point) in (0..).zip(&self.points) {
                    @let left = wide * place;
                    @let height = point.share(most, FIELD);
                    a href=(point.href) aria-label=(self.spoken(point)) {
                        rect.hit x=(percent(left)) y="0" width=(percent(wide)) height="10.4rem" {}
                        rect x=(percent(left + wide / 6)) y=(rem(BASE - height)) width=(percent(wide * 2 / 3)) height=(rem(height)) {}
                        text.val x=(percent(left + wide / 2)) y=(rem(BASE - height - 45)) text-anchor="middle" { (point.value) }
                    }
                }
                line.base x1="0" x2="100%" y1=(rem(BASE)) y2=(rem(BASE)) {}
            }
        }
    }

    /// The names below the base line. The links hold them in full, so they are not read twice.
    fn feet(&self, wide: i64) -> Markup {
        html! {
            g aria-hidden="true" {
                @for (place, point) in (0..).zip(&self.points) {
                    text.soft x=(percent(wide * place + wide / 2)) y=(rem(FEET)) text-anchor="middle" { (point.foot()) }
                }
            }
        }
    }

    fn bars(&self) -> Markup {
        let most = self.most();
        let longest = self
            .points
            .iter()
            .map(|point| ems(&point.name))
            .max()
            .unwrap_or(0);
        let start = rem(longest.min(900) + 60);
        let rows = i64::try_from(self.points.len()).unwrap_or(0);
        html! {
            svg.chart height=(rem(rows * ROW)) role="group" aria-label=(self.title) {
                @for (place, point) in (0..).zip(&self.points) {
                    @let top = ROW * place;
                    @let width = point.share(most, 8_000);
                    a href=(point.href) aria-label=(self.spoken(point)) {
                        rect.hit x="0" y=(rem(top)) width="100%" height=(rem(ROW)) {}
                        text x="0" y=(rem(top + 155)) { (point.name) }
                        " "
                        svg x=(start) y=(rem(top + 70)) width="64%" height="1.1rem" overflow="visible" {
                            rect x="0" y="0" width=(percent(width)) height="1.1rem" {}
                            text.val x=(percent(width + 180)) y=".88rem" { (point.value) }
                        }
                    }
                }
            }
        }
    }

    fn line(&self) -> Markup {
        let (wide, most) = (self.wide(), self.most());
        let at: Vec<(i64, i64)> = (0..)
            .zip(&self.points)
            .map(|(place, point)| (wide * place + wide / 2, BASE - point.share(most, FIELD)))
            .collect();
        html! {
            svg.chart height="10.6rem" role="group" aria-label=(self.title) {
                (self.feet(wide))
                line.base x1="0" x2="100%" y1=(rem(BASE)) y2=(rem(BASE)) {}
                @for (from, to) in at.iter().zip(at.iter().skip(1)) {
                    line.run x1=(percent(from.0)) y1=(rem(from.1)) x2=(percent(to.0)) y2=(rem(to.1)) {}
                }
                @for ((x, y), point) in at.iter().zip(&self.points) {
                    a href=(point.href) aria-label=(self.spoken(point)) {
                        rect.hit x=(percent(x - wide / 2)) y="0" width=(percent(wide)) height="10.4rem" {}
                        circle cx=(percent(*x)) cy=(rem(*y)) r=".28rem" {}
                        text.val x=(percent(*x)) y=(rem(y - 70)) text-anchor="middle" { (point.value) }
                    }
                }
            }
        }
    }

    fn twin(&self, lang: Lang) -> Markup {
        html! {
            details.twin {
                summary { (AS_TABLE.get(lang)) }
                table.plain-table {
                    caption.vh { (self.title) }
                    thead { tr { th scope="col" { (self.axis) } th.num scope="col" { (self.unit) } } }
                    tbody {
                        @for point in &self.points {
                            tr {
                                th scope="row" { (point.name) }
                                td.num { (Fig::open(&point.value, "", point.href.clone()).show(lang)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The width of one column, in hundredths of a percent.
    fn wide(&self) -> i64 {
        10_000 / i64::try_from(self.points.len().max(1)).unwrap_or(10_000)
    }

    fn most(&self) -> i64 {
        self.points
            .iter()
            .map(|point| point.size)
            .max()
            .unwrap_or(0)
            .max(1)
    }

    fn spoken(&self, point: &Point) -> String {
        let value = Fig::inside(&point.value, &self.unit).spoken();
        format!("{} {value}", point.name)
    }
}

impl Point {
    fn foot(&self) -> &str {
        if self.short.is_empty() {
            &self.name
        } else {
            &self.short
        }
    }

    fn share(&self, most: i64, whole: i64) -> i64 {
        let share = i128::from(self.size.max(0)) * i128::from(whole) / i128::from(most.max(1));
        i64::try_from(share).unwrap_or(whole)
    }
}

/// How wide a name is set at most, in hundredths of a rem of small type.
fn ems(name: &str) -> i64 {
    name.chars()
        .map(|letter| if letter.is_ascii() { 52 } else { 90 })
        .sum()
}

/// Hundredths of a percent, written out.
fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Hundredths of a rem, written out.
fn rem(hundredths: i64) -> String {
    format!("{}.{:02}rem", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(sizes: &[i64]) -> Chart {
        let points = sizes
            .iter()
            .map(|size| Point {
                name: "三月".into(),
                size: *size,
                value: size.to_string(),
                ..Point::default()
            })
            .collect();
        Chart {
            points,
            ..Chart::default()
        }
    }

    #[test]
    fn the_largest_fills_the_field_and_others_their_share() {
        // 3 of 6 is half of 7 rem: 3.5 rem, drawn from 8.6 - 3.5 = 5.1 rem.
        let drawn = chart(&[6, 3, 0]).columns().into_string();
        assert!(
            drawn.contains(r#"y="1.60rem" width="22.22%" height="7.00rem""#),
            "{drawn}"
        );
        assert!(
            drawn.contains(r#"y="5.10rem" width="22.22%" height="3.50rem""#),
            "{drawn}"
        );
        assert!(drawn.contains(">0</text>"), "a zero is shown: {drawn}");
    }

    #[test]
    fn nothing_and_extremes_are_drawn_without_fault() {
        for sizes in [&[][..], &[0], &[i64::MAX, i64::MIN, 1]] {
            for shape in [Shape::Columns, Shape::Bars, Shape::Line] {
                let drawn = Chart {
                    shape,
                    ..chart(sizes)
                }
                .show(Lang::Zh)
                .into_string();
                assert!(
                    !drawn.contains("\"-"),
                    "nothing is drawn below zero: {drawn}"
                );
            }
        }
    }
}
