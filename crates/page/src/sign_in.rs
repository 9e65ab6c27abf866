//! Signing in with a name and a password.
//!
//! In goes what was typed and what is wrong with it; out comes the form. It
//! never prints a password back and never says which of the two was wrong.

use crate::act::hidden;
use crate::field::{Field, Input, Keyboard};
use crate::href::Href;
use crate::piece::Link;
use crate::section::{Item, items};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const SIGN_IN: Words = words("登录", "Sign in");
const NAME: Words = words("账号或手机号", "Account or mobile number");
const PASSWORD: Words = words("密码", "Password");
const REVEAL: Words = words("显示密码", "Show the password");

/// Signing in.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// Where it is sent: `name`, `password`.
    pub action: Href,
    /// What is sent along and not shown, such as where to go afterwards.
    pub with: Vec<(String, String)>,
    /// The name as typed.
    pub name: String,
    /// What is wrong and what to do.
    pub problem: Option<String>,
    /// Help for whoever forgot.
    pub forgotten: Option<Link>,
    /// Ways in for those without an account.
    pub others: Vec<Item>,
}

impl SignIn {
    /// The page as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let text = Input::Text {
            value: self.name.clone(),
            keyboard: Keyboard::Text,
            autocomplete: "username",
        };
        let secret = Input::Secret {
            autocomplete: "current-password",
        };
        html! {
            div.slim.stack {
                h1 { (SIGN_IN.get(lang)) }
                form.fields method="post" action=(self.action) {
                    (hidden(&self.with))
                    @if let Some(problem) = &self.problem {
                        p.err-sum role="alert" tabindex="-1" autofocus { (problem) }
                    }
                    (Field::new("name", NAME.get(lang), text).show("in", lang))
                    (Field::new("password", PASSWORD.get(lang), secret).show("in", lang))
                    label.check hidden data-reveal="in-password" {
                        input type="checkbox"; span { (REVEAL.get(lang)) }
                    }
                    button.btn.main.wide { (SIGN_IN.get(lang)) }
                    @if let Some(link) = &self.forgotten { a.more href=(link.href) { (link.words) } }
                }
                @if !self.others.is_empty() { (items(&self.others, lang)) }
            }
        }
    }
}
