//! The inputs of a field: what is typed into, chosen or ticked.
//!
//! In goes a field; out comes its input with what was typed in it, exactly as
//! it was typed. What a browser's own day or time input would drop is shown as
//! text instead, so that nothing typed is lost.

use crate::field::{Choice, Field, Input, Keyboard};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

/// Words no longer than this, in characters, stand beside each other.
const SHORT: usize = 4;

const YES: Words = words("是", "Yes");
const NO: Words = words("否", "No");
const FROM: Words = words("从", "From");
const UNTIL: Words = words("到", "to");
const COMPARE: Words = words("怎么比", "How to compare");
const HELD: Words = words(
    "已有：{}。不选新的就留着它。",
    "Held: {}. It stays unless you choose another.",
);

impl Field {
    /// The input of a field that has one.
    pub(crate) fn control(&self, id: &str, lang: Lang) -> Markup {
        match &self.input {
            Input::Text {
                value,
                keyboard,
                autocomplete,
            } => self.line(id, keyboard.typed(value, autocomplete)),
            Input::Secret { autocomplete } => self.line(id, Typed::secret(autocomplete)),
            Input::Number {
                value,
                unit,
                decimals,
            } => html! {
                span.inline-field {
                    (self.line(id, Typed::number(value, *decimals)))
                    @if !unit.is_empty() { span { (unit) } }
                }
            },
            Input::Day(value) => self.line(id, Typed::of(native("date", value), value)),
            Input::Month(value) => self.line(id, Typed::of(native("month", value), value)),
            Input::Time(value) => self.line(id, Typed::of(native("time", value), value)),
            Input::Find { value, offers } => html! {
                (self.line(id, Typed { list: Some(format!("{id}-list")), autocomplete: "off", ..Typed::of("text", value) }))
                datalist id={ (id) "-list" } { @for offer in offers { option value=(offer) {} } }
            },
            Input::Long { value, rows } => self.long(id, value, *rows),
            Input::Pick(groups) => self.pick(id, groups),
            Input::File { accept, many, held } => html! {
                @if let Some(held) = held { span.hint { (HELD.fill(lang, held)) } }
                (self.file(id, accept, *many))
            },
            _ => html! {},
        }
    }

    fn line(&self, id: &str, typed: Typed<'_>) -> Markup {
        let autocomplete = (!typed.autocomplete.is_empty()).then_some(typed.autocomplete);
        let mode = (!typed.mode.is_empty()).then_some(typed.mode);
        html! {
            input id=(id) type=(typed.kind) name=(self.name) value=(typed.value) inputmode=[mode]
                autocomplete=[autocomplete] list=[typed.list] aria-required=[self.required()]
                aria-invalid=[self.invalid()] aria-describedby=[self.described(id)];
        }
    }

    fn long(&self, id: &str, value: &str, rows: u8) -> Markup {
        // A browser drops the first line end of a textarea; this one is meant for it.
        html! {
            textarea id=(id) name=(self.name) rows=(rows) aria-required=[self.required()]
                aria-invalid=[self.invalid()] aria-describedby=[self.described(id)] { "\n" (value) }
        }
    }

    fn file(&self, id: &str, accept: &str, many: bool) -> Markup {
        html! {
            input id=(id) type="file" name=(self.name) accept=(accept) multiple[many]
                aria-required=[self.required()] aria-invalid=[self.invalid()] aria-describedby=[self.described(id)];
        }
    }

    fn pick(&self, id: &str, groups: &[(String, Vec<Choice>)]) -> Markup {
        html! {
            select id=(id) name=(self.name) aria-required=[self.required()]
                aria-invalid=[self.invalid()] aria-describedby=[self.described(id)] {
                @for (name, choices) in groups {
                    @if name.is_empty() { (options(choices)) }
                    @else { optgroup label=(name) { (options(choices)) } }
                }
            }
        }
    }

    /// The inputs of a field that has several.
    pub(crate) fn choices(&self, id: &str, lang: Lang) -> Markup {
        match &self.input {
            // A few short words or numbers stand in one row, not in a column to scroll through.
            Input::One(choices) if choices.iter().all(|c| c.words.chars().count() <= SHORT) => {
                html! { div.side-by-side { @for choice in choices { (self.check("radio", choice)) } } }
            }
            Input::One(choices) => {
                html! { @for choice in choices { (self.check("radio", choice)) } }
            }
            Input::Many(choices) => {
                html! { @for choice in choices { (self.check("checkbox", choice)) } }
            }
            Input::YesNo(said) => html! {
                div.side-by-side {
                    @for (value, words) in [(true, YES), (false, NO)] {
                        (self.check("radio", &Choice {
                            value: if value { "yes" } else { "no" }.into(),
                            words: words.get(lang).into(),
                            count: None,
                            on: *said == Some(value),
                        }))
                    }
                }
            },
            Input::Between(from, to) => html! {
                div.side-by-side {
                    @for (end, value, words) in [("from", from, FROM), ("to", to, UNTIL)] {
                        label { span { (words.get(lang)) }
                            input type="date" name={ (self.name) "_" (end) } value=(value) aria-invalid=[self.invalid()]; }
                    }
                }
            },
            Input::Compare { hows, value } => html! {
                span.inline-field {
                    select name={ (self.name) "_how" } aria-label=(COMPARE.get(lang)) { (options(hows)) }
                    input.short type="text" inputmode="decimal" name=(self.name) value=(value)
                        aria-label=(self.label) aria-describedby=[self.described(id)];
                }
            },
            Input::Fixed(line) => html! { p.fixed { (line.show(lang)) } },
            _ => html! {},
        }
    }

    fn check(&self, kind: &str, choice: &Choice) -> Markup {
        html! {
            label.check {
                input type=(kind) name=(self.name) value=(choice.value) checked[choice.on];
                span { (choice.words) @if let Some(count) = &choice.count { " " span.count { (count) } } }
            }
        }
    }
}

/// What the attributes of a one-line input hold.
struct Typed<'a> {
    kind: &'a str,
    value: &'a str,
    mode: &'a str,
    autocomplete: &'a str,
    list: Option<String>,
}

impl<'a> Typed<'a> {
    fn of(kind: &'a str, value: &'a str) -> Self {
        Self {
            kind,
            value,
            mode: "",
            autocomplete: "",
            list: None,
        }
    }

    fn number(value: &'a str, decimals: bool) -> Self {
        let mode = if decimals { "decimal" } else { "numeric" };
        Self {
            mode,
            ..Self::of("text", value)
        }
    }

    fn secret(autocomplete: &'a str) -> Self {
        Self {
            autocomplete,
            ..Self::of("password", "")
        }
    }
}

impl Keyboard {
    fn typed<'a>(self, value: &'a str, autocomplete: &'a str) -> Typed<'a> {
        let (kind, mode) = match self {
            Self::Text => ("text", ""),
            Self::Tel => ("tel", "tel"),
            Self::Digits => ("text", "numeric"),
            Self::Url => ("text", "url"),
        };
        Typed {
            mode,
            autocomplete,
            ..Typed::of(kind, value)
        }
    }
}

/// The kind of input, or plain text where a browser would drop what was typed:
/// anything but digits in their places, and a day that its month does not have.
fn native(kind: &'static str, value: &str) -> &'static str {
    let shape: String = value
        .chars()
        .map(|letter| if letter.is_ascii_digit() { '0' } else { letter })
        .collect();
    match (kind, shape.as_str()) {
        (_, "") | ("month", "0000-00") | ("time", "00:00") => kind,
        ("date", "0000-00-00") if exists(value) => kind,
        _ => "text",
    }
}

/// Whether the calendar has this day, written `2026-11-23`.
fn exists(day: &str) -> bool {
    let mut numbers = day.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (numbers.next(), numbers.next(), numbers.next());
    let leap = year.is_some_and(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match month {
        Some(1 | 3 | 5 | 7 | 8 | 10 | 12) => 31,
        Some(4 | 6 | 9 | 11) => 30,
        Some(2) if leap => 29,
        Some(2) => 28,
        _ => 0,
    };
    day.is_some_and(|day| (1..=days).contains(&day))
}

fn options(choices: &[Choice]) -> Markup {
    html! {
        @for choice in choices {
            option value=(choice.value) selected[choice.on] {
                (choice.words) @if let Some(count) = &choice.count { " (" (count) ")" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_would_drop_is_kept_as_text() {
        let cases = [
            ("date", "2026-11-23", "date"),
            ("date", "", "date"),
            ("date", "2026-02-28", "date"),
            ("date", "2026-02-29", "text"),
            ("date", "2024-02-29", "date"),
            ("date", "2026-11-31", "text"),
            ("date", "2026-13-01", "text"),
            ("date", "11月23日", "text"),
            ("month", "2026-11", "month"),
            ("month", "十一月", "text"),
            ("time", "09:30", "time"),
            ("time", "九点半", "text"),
        ];
        for (kind, value, wanted) in cases {
            assert_eq!(native(kind, value), wanted, "{kind} {value:?}");
        }
    }
}
