//! How the program was told to run.
//!
//! In: the command line and its environment. Out: a few plain settings. A setting that makes
//! the program less safe is never the default.

/// How the program was told to run.
#[derive(Clone, Debug)]
pub struct Config {
    /// The park's name, as the bar shows it.
    pub park: String,
    /// The address people use, such as `https://youju.example.org`, when there is one: links
    /// that leave the house begin with it, and `https` makes cookies keep to it.
    pub address: Option<String>,
    /// Where a proxy in front sends from, when there is one. Of what it passes on, the last
    /// `X-Forwarded-For` is taken for the sender; from anywhere else that header says nothing.
    pub proxy: Option<std::net::IpAddr>,
    /// What stands before the park's addresses, such as `/p/NAME`, where it is not the first
    /// of several that are served together; else nothing.
    pub prefix: String,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// The park's time zone: days begin and end in it.
    pub zone: String,
    /// The most connections at once; the next wait until one ends.
    pub most_connections: usize,
    /// How long a client may take to send its headers, and each piece of its body.
    pub patience_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            park: "有据".to_owned(),
            address: None,
            proxy: None,
            prefix: String::new(),
            demo: false,
            zone: "Asia/Shanghai".to_owned(),
            most_connections: 4_000,
            patience_seconds: 8,
        }
    }
}

impl Config {
    /// The address people use with what stands before this park's addresses, when there is one.
    pub fn whole_address(&self) -> Option<String> {
        let address = self.address.as_deref()?.trim_end_matches('/');
        Some(format!("{address}{}", self.prefix))
    }

    /// Whether people reach this program by https.
    pub fn https(&self) -> bool {
        self.address
            .as_deref()
            .is_some_and(|address| address.starts_with("https://"))
    }
}
