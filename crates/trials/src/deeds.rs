//! What the trials write: an activity, sign-ins of it, visits.
//!
//! In: a number that makes it unlike any other. Out: the request of the programs' door.

use serde_json::{Value as Json, json};

use crate::{
    Failed,
    talk::{Line, request},
};

/// The activity all sign-ins are of.
pub const ACTIVITY: &str = "HD2026-001";

/// One writing: where it goes, and what.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The path.
    pub path: &'static str,
    /// The record.
    pub body: Json,
    /// What tells it from all others; its idempotency key too.
    pub mark: String,
}

/// The activity, to be there before any sign-in.
pub fn activity() -> Deed {
    let body = json!({
        "number": ACTIVITY, "on": "2026-05-04", "name": "社区邻里日", "category": "talk",
        "status": "completed", "own_role": "organiser", "community": "松柏社区",
    });
    Deed {
        path: "/api/v1/activities",
        body,
        mark: ACTIVITY.to_owned(),
    }
}

/// A sign-in.
pub fn sign_in(mark: String) -> Deed {
    let body =
        json!({ "activity": ACTIVITY, "name": mark, "unit": "松柏社区", "capacity": "resident" });
    Deed {
        path: "/api/v1/attendance",
        body,
        mark,
    }
}

/// A sign-in of somebody known by a number.
pub fn sign_in_of(person: u64, mark: String) -> Deed {
    let body = json!({
        "activity": ACTIVITY, "name": format!("居民{person}"), "phone": format!("138{person:08}"),
        "unit": "松柏社区", "capacity": "resident",
    });
    Deed {
        path: "/api/v1/attendance",
        body,
        mark,
    }
}

/// Where the article is read.
pub const ARTICLE_PATH: &str = "/articles/2026-05-04-neighbours";

/// A published article of a page's length.
pub fn article() -> Deed {
    let paragraph = "这一天,社区的邻居们坐在一起,把家门口的事说开、议定、办好;儿童议事员提出的三条建议当场有了答复。";
    let text = vec![paragraph.repeat(3); 8].join("\n\n");
    let body = json!({
        "title": "邻里的一天", "slug": "2026-05-04-neighbours", "on": "2026-05-04",
        "author": "创新园", "body": text, "state": "published",
    });
    Deed {
        path: "/api/v1/articles",
        body,
        mark: "article".to_owned(),
    }
}

/// A visit.
pub fn visit(mark: String) -> Deed {
    let body = json!({
        "number": mark, "on": "2026-05-04", "purpose": "supervision", "round_number": 1,
        "own_role": "organiser", "community": "松柏社区", "attended": 5, "findings": "台账缺签名",
    });
    Deed {
        path: "/api/v1/visits",
        body,
        mark,
    }
}

impl Deed {
    /// Its bytes on the wire.
    pub fn bytes(&self, token: &str) -> Vec<u8> {
        let headers = [
            token.to_owned(),
            "Content-Type: application/json".to_owned(),
            format!("Idempotency-Key: {}", self.mark.escape_unicode()),
        ];
        request(
            "POST",
            self.path,
            &headers,
            json!({ "fields": self.body }).to_string().as_bytes(),
        )
    }

    /// Does it, where it must go well.
    ///
    /// # Errors
    /// With what was answered, when it does not.
    pub fn done(&self, line: &mut Line, token: &str) -> Result<Json, Failed> {
        let answer = line.send(&self.bytes(token))?;
        match answer.status {
            200..=299 => Ok(serde_json::from_slice(&answer.body)?),
            status => Err(format!("{} {status} {}", self.path, answer.text()).into()),
        }
    }
}
