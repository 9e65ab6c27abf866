//! A signed-in browser: opens pages and presses their buttons.
//!
//! In: a running server and its park. Out: pages as text, and requests as a browser sends them.

use crate::{
    Failed,
    program::{Park, Serving},
    talk::{Line, request},
};

/// A session of the park's owner.
#[derive(Debug)]
pub struct Browser {
    cookie: String,
    token: String,
}

/// The value of a hidden input of a page, as it stands there.
pub fn hidden<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\""))?;
    rest.split('"').next()
}

impl Browser {
    /// Signs in.
    ///
    /// # Errors
    /// When it is not let in.
    pub fn of(serving: &Serving, park: &Park) -> Result<Browser, Failed> {
        let mut browser = Browser {
            cookie: serving.session(park)?,
            token: String::new(),
        };
        let page = browser.sees(&mut serving.line()?, "/records/activities/new")?;
        browser.token = hidden(&page, "token")
            .ok_or("a form without token")?
            .to_owned();
        Ok(browser)
    }

    /// Opens a page.
    ///
    /// # Errors
    /// When it is not there.
    pub fn sees(&self, line: &mut Line, path: &str) -> Result<String, Failed> {
        let answer = line.send(&request(
            "GET",
            path,
            std::slice::from_ref(&self.cookie),
            b"",
        ))?;
        match answer.status {
            200 => Ok(answer.text()),
            status => Err(format!("{path}: {status} {}", answer.text()).into()),
        }
    }

    /// The request that hands in a form.
    pub fn presses(&self, path: &str, form: &str) -> Vec<u8> {
        let headers = [
            self.cookie.clone(),
            format!("X-Form-Token: {}", self.token),
            "Sec-Fetch-Site: same-origin".to_owned(),
            "Content-Type: application/x-www-form-urlencoded".to_owned(),
        ];
        request("POST", path, &headers, form.as_bytes())
    }

    /// Hands in a form that must lead on to another page.
    ///
    /// # Errors
    /// With what was answered, when it does not.
    pub fn done(&self, line: &mut Line, path: &str, form: &str) -> Result<(), Failed> {
        let answer = line.send(&self.presses(path, form))?;
        match answer.status {
            303 => Ok(()),
            status => Err(format!("{path}: {status} {}", answer.text()).into()),
        }
    }

    /// Confirms the figures of a return as its desk shows them.
    ///
    /// # Errors
    /// As `done`.
    pub fn confirms<'k>(
        &self,
        line: &mut Line,
        desk: &str,
        keys: impl IntoIterator<Item = &'k str>,
    ) -> Result<(), Failed> {
        let page = self.sees(line, desk)?;
        let said = |key| {
            Some((
                format!("said.{key}"),
                hidden(&page, &format!("said.{key}"))?.to_owned(),
            ))
        };
        let pairs = keys.into_iter().filter_map(said).collect();
        let form = app::front::Fields(pairs).write();
        self.done(line, &format!("{desk}/confirm"), &form)
    }
}
