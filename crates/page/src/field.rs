//! One field of a form: its label, hint, input and what is wrong with it.
//!
//! In goes what was typed, exactly as it was typed, with the problem if there
//! is one; out comes the field with label, hint and problem tied to the input
//! for whoever listens instead of looks. It never checks a value.

use crate::piece::Line;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MUST: Words = words("必填", "required");
const YES: Words = words("是", "Yes");
const NO: Words = words("否", "No");
const FROM: Words = words("从", "From");
const UNTIL: Words = words("到", "to");
const COMPARE: Words = words("怎么比", "How to compare");
const HELD: Words = words(
    "已有：{}。不选新的就留着它。",
    "Held: {}. It stays unless you choose another.",
);

/// One thing that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub words: String,
    /// How many there are, beside the words; may be left out.
    pub count: Option<String>,
    /// Whether it is chosen.
    pub on: bool,
}

/// The kinds of one-line text a phone offers its own keyboard for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// Any text.
    #[default]
    Text,
    /// A telephone number.
    Tel,
    /// Whole numbers that are not amounts, such as a code.
    Digits,
    /// An address on the web.
    Url,
}

/// How a field is filled.
#[derive(Clone, Debug)]
pub enum Input {
    /// One line of text.
    Text {
        /// As typed.
        value: String,
        /// Which keyboard fits.
        keyboard: Keyboard,
        /// What the browser may fill in, such as `username`; may be empty.
        autocomplete: &'static str,
    },
    /// A secret; it is never printed back.
    Secret {
        /// `current-password` or `new-password`.
        autocomplete: &'static str,
    },
    /// Several lines.
    Long {
        /// As typed.
        value: String,
        /// Lines to begin with.
        rows: u8,
    },
    /// A number and its unit.
    Number {
        /// As typed.
        value: String,
        /// Its unit; may be empty.
        unit: String,
        /// Whether it may have decimals.
        decimals: bool,
    },
    /// A day, `2026-11-23`.
    Day(String),
    /// A month, `2026-11`.
    Month(String),
    /// A time of day, `09:30`.
    Time(String),
    /// One of few: all are seen.
    One(Vec<Choice>),
    /// One of many: a list drops down, in groups; a group without a name stands alone.
    Pick(Vec<(String, Vec<Choice>)>),
    /// Any of several.
    Many(Vec<Choice>),
    /// Yes, no, or not said yet.
    YesNo(Option<bool>),
    /// A record found by typing; choices help, but do not limit.
    Find {
        /// As typed.
        value: String,
        /// What is offered.
        offers: Vec<String>,
    },
    /// From a day to a day; sends the name with `_from` and `_to`.
    Between(String, String),
    /// A comparison and a number; sends the name with `_how` for the comparison.
    Compare {
        /// The comparisons, in words.
        hows: Vec<Choice>,
        /// As typed.
        value: String,
    },
    /// One file or several.
    File {
        /// What may be chosen, such as `.xlsx` or `image/*`.
        accept: &'static str,
        /// Whether several.
        many: bool,
        /// The name of the one already held.
        held: Option<String>,
    },
    /// What is so and cannot be changed here.
    Fixed(Line),
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name it is sent under; also makes its id.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// Help below the label; may be empty.
    pub hint: String,
    /// Whether it must be filled.
    pub must: bool,
    /// What is wrong and what to do.
    pub problem: Option<String>,
    /// How it is filled.
    pub input: Input,
}

impl Field {
    /// A field with only a label.
    pub fn new(name: impl Into<String>, label: impl Into<String>, input: Input) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            must: false,
            problem: None,
            input,
        }
    }

    /// The id of the input, which the summary of problems leads to.
    pub(crate) fn id(&self, form: &str) -> String {
        format!("{form}-{}", self.name)
    }

    /// The field as markup; `form` keeps its ids apart from another form's.
    pub fn show(&self, form: &str, lang: Lang) -> Markup {
        let id = self.id(form);
        html! {
            div.field.bad[self.problem.is_some()] {
                @if self.grouped() {
                    fieldset id=(id) tabindex="-1" aria-describedby=[self.described(&id)] {
                        legend { (self.head(lang)) }
                        (self.told(&id))
                        (self.choices(&id, lang))
                    }
                } @else {
                    label for=(id) { (self.head(lang)) }
                    (self.told(&id))
                    (self.control(&id, lang))
                }
            }
        }
    }

    /// Whether it holds several inputs under one legend.
    fn grouped(&self) -> bool {
        matches!(
            self.input,
            Input::One(_)
                | Input::Many(_)
                | Input::YesNo(_)
                | Input::Between(..)
                | Input::Compare { .. }
                | Input::Fixed(_)
        )
    }

    fn head(&self, lang: Lang) -> Markup {
        html! { (self.label) @if self.must { " " span.must { (MUST.get(lang)) } } }
    }

    /// Hint and problem, above the input, where a phone's keyboard does not hide them.
    fn told(&self, id: &str) -> Markup {
        html! {
            @if !self.hint.is_empty() { span.hint id={ (id) "-hint" } { (self.hint) } }
            @if let Some(problem) = &self.problem { span.err id={ (id) "-err" } { (problem) } }
        }
    }

    fn described(&self, id: &str) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{id}-hint"));
        let problem = self.problem.as_ref().map(|_| format!("{id}-err"));
        let both: Vec<String> = hint.into_iter().chain(problem).collect();
        (!both.is_empty()).then(|| both.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.problem.as_ref().map(|_| "true")
    }

    fn required(&self) -> Option<&'static str> {
        self.must.then_some("true")
    }

    fn control(&self, id: &str, lang: Lang) -> Markup {
        match &self.input {
            Input::Text {
                value,
                keyboard,
                autocomplete,
            } => {
                let (kind, mode) = keyboard.attributes();
                self.line(
                    id,
                    Typed {
                        kind,
                        value,
                        mode,
                        autocomplete,
                        list: None,
                    },
                )
            }
            Input::Secret { autocomplete } => self.line(
                id,
                Typed {
                    autocomplete,
                    ..Typed::of("password", "")
                },
            ),
            Input::Number {
                value,
                unit,
                decimals,
            } => html! {
                span.inline-field {
                    (self.line(id, Typed { mode: if *decimals { "decimal" } else { "numeric" }, ..Typed::of("text", value) }))
                    @if !unit.is_empty() { span { (unit) } }
                }
            },
            Input::Day(value) => self.line(id, Typed::of("date", value)),
            Input::Month(value) => self.line(id, Typed::of("month", value)),
            Input::Time(value) => self.line(id, Typed::of("time", value)),
            Input::Find { value, offers } => html! {
                (self.line(id, Typed { list: Some(format!("{id}-list")), autocomplete: "off", ..Typed::of("text", value) }))
                datalist id={ (id) "-list" } { @for offer in offers { option value=(offer) {} } }
            },
            Input::Long { value, rows } => html! {
                textarea id=(id) name=(self.name) rows=(rows) aria-required=[self.required()]
                    aria-invalid=[self.invalid()] aria-describedby=[self.described(id)] { "\n" (value) }
            },
            Input::Pick(groups) => self.pick(id, groups),
            Input::File { accept, many, held } => html! {
                @if let Some(held) = held { span.hint { (HELD.fill(lang, held)) } }
                input id=(id) type="file" name=(self.name) accept=(accept) multiple[*many]
                    aria-required=[self.required()] aria-invalid=[self.invalid()] aria-describedby=[self.described(id)];
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

    fn choices(&self, id: &str, lang: Lang) -> Markup {
        match &self.input {
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
}

impl Keyboard {
    const fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", ""),
            Self::Tel => ("tel", "tel"),
            Self::Digits => ("text", "numeric"),
            Self::Url => ("text", "url"),
        }
    }
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
