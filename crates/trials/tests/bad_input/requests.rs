//! Requests that no well-meaning client sends: each is refused with a 4xx and words.

use trials::{
    Failed, deeds,
    program::Program,
    talk::{Line, request},
};

use super::{MOST_MEMORY, count, park};

/// What is sent to the programs' door, and with which status it may be refused.
fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>, &'static [u16])> {
    const SHAPE: &[u16] = &[400, 415, 422];
    let sign_in = |name: &str| {
        format!(
            r#"{{"fields":{{"activity":"{}","name":"{name}","unit":"a"}}}}"#,
            deeds::ACTIVITY
        )
        .into_bytes()
    };
    let activity = |on: &str| {
        format!(r#"{{"fields":{{"number":"B1","on":"{on}","name":"b","category":"talk"}}}}"#)
            .into_bytes()
    };
    let (sign_ins, activities) = ("/api/v1/attendance", "/api/v1/activities");
    vec![
        ("no JSON", sign_ins, b"activity=1".to_vec(), SHAPE),
        ("half a JSON", sign_ins, b"{\"activity\":".to_vec(), SHAPE),
        ("no object", sign_ins, b"[1,2]".to_vec(), SHAPE),
        ("nothing", sign_ins, b"".to_vec(), SHAPE),
        ("no UTF-8", sign_ins, b"{\"activity\":\"\xff\xfe\"}".to_vec(), SHAPE),
        ("nested 100,000 deep", sign_ins, b"[".repeat(100_000), SHAPE),
        ("a lone surrogate", sign_ins, sign_in("\\ud800"), SHAPE),
        ("a NUL", sign_ins, sign_in("a\\u0000b"), SHAPE),
        ("a name of 1 MB", sign_ins, sign_in(&"n".repeat(1_000_000)), &[413, 422]),
        ("a name of 900 kB", sign_ins, sign_in(&"n".repeat(900_000)), &[413, 422]),
        ("a body of 3 MB", sign_ins, vec![b' '; 3_000_000], &[400, 413]),
        ("no name", sign_ins, sign_in(""), SHAPE),
        ("an activity that is not there", sign_ins, br#"{"fields":{"activity":"NONE","name":"a"}}"#.to_vec(), SHAPE),
        ("a field that is not there", sign_ins, br#"{"fields":{"nonsense":"1"}}"#.to_vec(), SHAPE),
        ("29 February 2023", activities, activity("2023-02-29"), SHAPE),
        ("month 13", activities, activity("2023-13-01"), SHAPE),
        ("year 0", activities, activity("0000-01-01"), SHAPE),
        ("a number beyond all", activities, br#"{"fields":{"number":"B1","on":"2023-02-28","name":"b","category":"talk","headcount":99999999999999999999999}}"#.to_vec(), SHAPE),
        ("less than none", activities, br#"{"fields":{"number":"B1","on":"2023-02-28","name":"b","category":"talk","headcount":-1}}"#.to_vec(), SHAPE),
        ("a kind that is not there", "/api/v1/nonsense", b"{}".to_vec(), &[404]),
    ]
}

/// Addresses that are not there, or not so.
const ADDRESSES: &[(&str, &[u16])] = &[
    ("/api/v1/figures/nonsense", &[404]),
    ("/figures/nonsense", &[404]),
    ("/figures/all_activities?period=99999", &[400, 404, 422]),
    ("/figures/all_activities?period=2023-13", &[400, 404, 422]),
    ("/figures/all_activities?place=none", &[400, 404, 422]),
    ("/reports/99999", &[400, 404]),
    ("/api/v1/attendance/999999999999999999999999", &[400, 404]),
    ("/api/v1/attendance/%00", &[400, 404]),
    ("/records/attendance/%ff%fe", &[400, 404]),
    ("/articles/..%2f..%2fkeys%2fmaster.key", &[400, 404]),
    ("/nothing/here", &[404]),
];

fn headers(token: &str, key: &str) -> Vec<String> {
    vec![
        token.to_owned(),
        "Content-Type: application/json".to_owned(),
        format!("Idempotency-Key: {key}"),
    ]
}

/// An answer that refuses: its status is one of those, and it says something.
fn judged(
    what: &str,
    sent: Result<trials::talk::Answer, std::io::Error>,
    wanted: &[u16],
) -> Option<String> {
    match sent {
        // 431 is answered before there is a request to answer in words.
        Ok(answer)
            if wanted.contains(&answer.status)
                && (answer.status == 431 || !answer.body.is_empty()) =>
        {
            None
        }
        Ok(answer) => Some(format!(
            "{what}: {} {}, not one of {wanted:?}",
            answer.status,
            answer.text().chars().take(300).collect::<String>()
        )),
        // A body that is far too large may be cut off while it is still being sent.
        Err(_) if wanted.contains(&413) => None,
        Err(error) => Some(format!("{what}: no answer, {error}")),
    }
}

#[test]
fn a_bad_request_is_refused_in_words_and_nothing_is_lost() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let before = (count(&park, "attendance")?, count(&park, "activities")?);
    let serving = park.serve(&program)?;
    let cookie = serving.session(&park)?;
    let fresh = || Line::open(&serving.address);
    let mut wrong = Vec::new();
    for (n, (what, path, body, wanted)) in bodies().into_iter().enumerate() {
        let bytes = request(
            "POST",
            path,
            &headers(&park.token, &format!("bad-{n}")),
            &body,
        );
        wrong.extend(judged(what, fresh()?.send(&bytes), wanted));
    }
    for (path, wanted) in ADDRESSES {
        let bytes = request("GET", path, &[park.token.clone(), cookie.clone()], b"");
        wrong.extend(judged(path, fresh()?.send(&bytes), wanted));
    }
    let good = deeds::sign_in("无令牌".to_owned());
    let without = good.bytes("Authorization: Bearer nonsense");
    wrong.extend(judged(
        "a token that is none",
        fresh()?.send(&without),
        &[401],
    ));
    let long = request(
        "GET",
        "/",
        &[format!("X-Long: {}", "x".repeat(200_000))],
        b"",
    );
    wrong.extend(judged(
        "a header of 200 kB",
        fresh()?.send(&long),
        &[400, 413, 431],
    ));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let home = fresh()?.send(&request("GET", "/", &[], b""))?;
    assert_eq!(
        home.status,
        200,
        "the home page afterwards: {}",
        home.text()
    );
    assert!(serving.kilobytes("VmHWM")? < MOST_MEMORY);
    serving.stop()?;
    assert_eq!(
        before,
        (count(&park, "attendance")?, count(&park, "activities")?)
    );
    park.told(&program, "verify", &[])?;
    Ok(())
}

/// The same key with another content is refused; the same again is answered alike.
#[test]
fn a_key_stands_for_one_content() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let serving = park.serve(&program)?;
    let mut line = serving.line()?;
    let first = deeds::sign_in("键".to_owned());
    let other = deeds::Deed {
        body: deeds::sign_in("别人".to_owned()).body,
        ..first.clone()
    };
    let made = first.done(&mut line, &park.token)?;
    assert_eq!(first.done(&mut line, &park.token)?, made);
    let answer = line.send(&other.bytes(&park.token))?;
    assert_eq!(answer.status, 422, "{}", answer.text());
    serving.stop()?;
    assert_eq!(count(&park, "attendance")?, 2);
    Ok(())
}
