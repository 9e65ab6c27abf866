//! Command lines that ask for what is not there, or cannot be had.

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
