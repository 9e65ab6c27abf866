//! Passwords: the cost is pinned, the right one is let in, weak ones are refused.

use seal::password::{Weakness, check_new, hash, verify, verify_nothing};

#[test]
fn the_cost_is_the_one_advised() {
    let stored = hash("一把好伞 umbrella");
    assert!(
        stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{stored}"
    );
    assert_ne!(stored, hash("一把好伞 umbrella"));
}

#[test]
fn only_the_right_password_is_let_in() {
    let stored = hash("Teahouse 茶 42");
    for (typed, right) in [
        ("Teahouse 茶 42", true),
        ("Ｔｅａｈｏｕｓｅ　茶　４２", true), // full-width, from a Chinese keyboard
        ("teahouse 茶 42", false),
        ("Teahouse 茶 4", false),
        ("Teahouse 茶 42 ", false),
        ("", false),
    ] {
        assert_eq!(verify(&stored, typed), right, "{typed:?}");
    }
}

#[test]
fn a_damaged_text_lets_nobody_in() {
    let stored = hash("anything at all");
    for damaged in ["", "anything at all", &stored[..40], &stored[1..]] {
        assert!(!verify(damaged, "anything at all"), "{damaged:?}");
    }
}

/// Each is taken at its best of several, so a busy machine does not matter; what
/// must show is an answer that skips the work.
#[test]
fn an_unknown_account_costs_as_much() {
    let stored = hash("anything at all");
    let best = |work: &dyn Fn()| {
        let timed = (0..5).map(|_| {
            let start = std::time::Instant::now();
            work();
            start.elapsed()
        });
        timed.min().unwrap_or_default().as_secs_f64()
    };
    let known = best(&|| assert!(!verify(&stored, "something else")));
    let unknown = best(&|| verify_nothing("something else"));
    let ratio = unknown / known;
    assert!((0.3..3.0).contains(&ratio), "{known} s and {unknown} s");
}

#[test]
fn weak_passwords_are_refused_with_a_reason() {
    use Weakness::*;
    let names = ["王秀英", "wangxy", "13812345678", "李"];
    let long = "长".repeat(129);
    let cases = [
        ("", TooShort),
        ("k3vq9xp", TooShort),
        ("四个汉字", TooShort),
        (&long, TooLong),
        ("password", Common),
        ("Password123!", Common),
        ("P@ssw0rd2024", Common),
        ("12345678", Common),
        ("87654321", Common),
        ("19900101", Common),
        ("83920174", Common),
        ("aaaaaaaaaaaa", Common),
        ("qwertyuiop", Common),
        ("1qaz@WSX", Common),
        ("1q2w3e4r5t", Common),
        ("abcdefghijk", Common),
        ("woaini1314", Common),
        ("5201314520", Common),
        ("a123456789", Common),
        ("admin888", Common),
        ("Iloveyou520", Common),
        ("我爱你我爱你我爱你", Common),
        ("ｐａｓｓｗｏｒｄ", Common),
        ("13987654321", Common),
        ("zhang19900101", Common),
        ("wangxy-2024x", Name),
        ("王秀英王秀英王秀英", Name),
        ("王秀英的密码呀好记", Name),
        ("WANGXYkzq7", Name),
        ("m13812345678m", Name),
    ];
    for (password, why) in cases {
        assert_eq!(check_new(password, &names), Err(why), "{password:?}");
    }
}

#[test]
fn good_passwords_pass() {
    let names = ["王秀英", "wangxy", "", "李"];
    let long = "长夜".repeat(64);
    for password in [
        "k3vq9xpm",
        "correct horse battery",
        "春眠不觉晓处处闻啼鸟",
        "teapot-on-the-roof",
        "wangxy walks to the pier", // the name adds nothing, the rest is enough
        "桃李不言下自成蹊",         // a name of one character takes nothing away
        "7f!Kp2#vLq",
        &long,
    ] {
        assert_eq!(check_new(password, &names), Ok(()), "{password:?}");
    }
}

#[test]
fn every_weakness_has_words_in_both_languages() {
    use Weakness::*;
    for weakness in [TooShort, TooLong, Common, Name] {
        assert!(weakness.zh().ends_with('。') && !weakness.zh().is_ascii());
        assert!(weakness.en().ends_with('.') && weakness.en().is_ascii());
    }
}
