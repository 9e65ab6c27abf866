//! What a definition must be before it is kept.
//!
//! In: a row of 口径. Out: what is wrong with its text: it cannot be read, says another key, or
//! names what is not there or may not be named. Whether the figures it is made of are there is
//! found out when the set is loaded. A definition that says something else than before is another
//! version, whichever way it came in.

use base::{Code, Draft, Lang};
use figures::Definition;

/// The text reads as a definition of its key, and fits the kinds there are.
pub fn rule(draft: &mut Draft<'_>) {
    let (Some(key), Some(body)) = (draft.text("key"), draft.text("body")) else {
        return;
    };
    let read = Definition::read(key, body);
    let fits = read.and_then(|definition| match draft.catalogue {
        Some(catalogue) => definition.fits(catalogue),
        None => Ok(()),
    });
    match fits {
        Ok(()) => another_version(draft),
        Err(reason) => {
            let (zh, en) = (reason.text(Lang::Zh), reason.text(Lang::En));
            draft.wrong(Code::Unfit, "body", zh, en);
        }
    }
}

/// The version after the one before, where what is said is another and the version is not.
fn another_version(draft: &mut Draft<'_>) {
    let was = |name| draft.was(name).and_then(base::Value::as_text);
    let read = |key: Option<&str>, body: Option<&str>| Definition::read(key?, body?).ok();
    let before = read(was("key"), was("body"));
    let now = read(draft.text("key"), draft.text("body"));
    let (Some(before), Some(mut now)) = (before, now) else {
        return;
    };
    if now == before || now.version > before.version {
        return;
    }
    now.version = before.version;
    if now == before {
        return;
    }
    now.version = before.version + 1;
    if let Ok(body) = toml::to_string(&now) {
        draft.set("body", Some(body.into()));
        draft.set("version", Some(i64::from(now.version).into()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::KIND;
    use crate::records::tests::desk::tried_over;

    #[test]
    fn a_definition_that_says_something_else_is_another_version() {
        let body = |fold: &str, version: &str| {
            format!(
                "key = \"a\"\nzh = \"甲\"\nen = \"A\"\nunit = \"个\"\nkind = \"activities\"\nfold = {fold}\n{version}"
            )
        };
        let count = body("\"count\"", "");
        for (now, version) in [
            (count.clone(), None),
            (body("{ sum = \"headcount\" }", ""), Some(2)),
            (body("{ sum = \"headcount\" }", "version = 4"), None),
        ] {
            let was = [("key", "a"), ("body", count.as_str())];
            let after = tried_over(&KIND, &was, &[("key", "a"), ("body", now.as_str())]);
            assert_eq!(after.problems, [], "{now}");
            assert_eq!(after.whole("version"), version, "{now}");
            let said = after
                .text("body")
                .is_some_and(|body| body.contains("version = 2"));
            assert_eq!(said, version == Some(2), "{now}");
        }
    }
}
