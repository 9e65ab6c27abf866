//! Command lines that ask for what is not there, or cannot be had.

use std::{process::Stdio, time::Duration};

use rusqlite::OpenFlags;
use trials::{
    Failed,
    program::{Park, Program, watched},
};

use super::{park, refused};

#[test]
fn a_command_that_cannot_be_done_says_why() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    let serving = park.serve(&program)?;
    let nowhere = park.path().join("none").display().to_string();
    let in_a_file = park
        .path()
        .join("keys/master.key/park")
        .display()
        .to_string();
    let not_ours = park.path().join("not-ours.xlsx").display().to_string();
    let of = |words: &[&str]| {
        words
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    let cases: Vec<(&str, Vec<String>, i32, Vec<&str>)> = vec![
        (
            "an unknown figure",
            park.words("list", &["--figure", "nonsense", "--year", "2022"]),
            1,
            vec!["nonsense", "youju figures"],
        ),
        (
            "a year that is none",
            park.words("figures", &["--year", "abcd"]),
            2,
            vec!["2022"],
        ),
        (
            "a year out of reach",
            park.words("figures", &["--year", "99999"]),
            2,
            vec!["2022"],
        ),
        (
            "a taken port",
            park.words("serve", &["--listen", &serving.address]),
            1,
            vec!["taken", "--listen"],
        ),
        (
            "an address that is none",
            park.words("serve", &["--listen", "nonsense"]),
            1,
            vec!["nonsense"],
        ),
        (
            "a folder without a park",
            of(&["figures", "--data", &nowhere, "--year", "2022"]),
            1,
            vec![&nowhere, "init"],
        ),
        (
            "a folder that cannot be made",
            of(&[
                "init",
                "--data",
                &in_a_file,
                "--name",
                "甲",
                "--area",
                "440307017",
            ]),
            1,
            vec![&in_a_file],
        ),
        (
            "a folder of the system's",
            of(&[
                "init",
                "--data",
                "/proc/park",
                "--name",
                "甲",
                "--area",
                "440307017",
            ]),
            1,
            vec!["/proc/park"],
        ),
        (
            "an area that is none",
            of(&["init", "--data", &nowhere, "--name", "甲", "--area", "44x"]),
            1,
            vec!["44x"],
        ),
        (
            "a file that is not there",
            park.words("import", &[&not_ours]),
            1,
            vec!["not-ours.xlsx"],
        ),
        (
            "a park made twice",
            park.words("init", &["--name", "试验园区", "--area", "440307017"]),
            1,
            vec!["试验园区"],
        ),
        ("a word it does not know", of(&["fly"]), 2, vec!["fly"]),
        ("nothing", of(&[]), 2, vec!["serve"]),
    ];
    let mut wrong = Vec::new();
    for (what, words, status, says) in cases {
        let told = refused(&watched(program.command(words))?, status, &says);
        wrong.extend(told.into_iter().map(|told| format!("{what}: {told}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    serving.stop()?;
    still_whole(&program, &park)
}

fn still_whole(program: &Program, park: &Park) -> Result<(), Failed> {
    park.told(program, "verify", &[]).map(drop)
}

#[test]
fn a_reader_who_stops_reading_ends_no_command() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = park(&program)?;
    for (words, status) in [
        (park.words("figures", &["--year", "2022"]), 0),
        (
            park.words("figures", &["--period", "2022Q1", "--compare"]),
            0,
        ),
        (
            park.words("figures", &["--year", "2022", "--format", "json"]),
            0,
        ),
        (park.words("verify", &[]), 0),
        (vec!["--help".to_owned()], 0),
        (park.words("figures", &["--year", "none"]), 2),
    ] {
        let what = format!("{words:?}");
        let mut command = program.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        drop(child.stdout.take()); // as `head` does when it has enough
        let ended = child.wait_with_output()?;
        let words = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(status), "{what}: {words}");
        assert!(!words.contains("panicked"), "{what}: {words}");
        assert_eq!(words.is_empty(), status == 0, "{what}: {words}");
    }
    Ok(())
}

#[test]
fn a_demonstration_broken_off_is_not_served_as_whole() -> Result<(), Failed> {
    let program = Program::youju()?;
    let folder = tempfile::tempdir()?;
    let words = ["demo", "--listen", "127.0.0.1:0", "--data"].map(str::to_owned);
    let words = [&words[..], &[folder.path().display().to_string()]].concat();
    // So many that it takes a while after the first of them are there.
    let long = [&words[..], &["--scale".to_owned(), "200".to_owned()]].concat();
    let mut making = program.command(long).stdout(Stdio::null()).spawn()?;
    let has_rows = || {
        // Only read: nothing is made before the program makes it.
        let (file, how) = (
            folder.path().join("youju.sqlite"),
            OpenFlags::SQLITE_OPEN_READ_ONLY,
        );
        let database = rusqlite::Connection::open_with_flags(file, how).ok()?;
        let count = "SELECT count(*) FROM activities";
        let count: i64 = database.query_row(count, [], |row| row.get(0)).ok()?;
        (count > 0).then_some(())
    };
    while has_rows().is_none() {
        assert!(making.try_wait()?.is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(20)); // a look, not a wait
    }
    making.kill()?;
    making.wait()?;
    for command in ["demo", "serve"] {
        let words = words.iter().map(|w| if w == "demo" { command } else { w });
        let told = refused(
            &watched(program.command(words))?,
            1,
            &["not whole", "youju demo"],
        );
        assert!(told.is_empty(), "{command}: {told:?}");
    }
    Ok(())
}
