//! The few addresses the frame itself leads to.
//!
//! Nothing goes in; the server mounts its pages here, or gives its own
//! addresses instead.

/// Where the frame's own links lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The folder the style sheet, script and icon are served from.
    pub assets: &'static str,
    /// Takes the reader's settings by POST: `lang`, `view`, `theme`, `back`.
    pub reading: &'static str,
    /// A staff member's start.
    pub today: &'static str,
    /// The catalogue, for pages that do not hold it.
    pub ledgers: &'static str,
    /// The figures.
    pub figures: &'static str,
    /// The returns and reports.
    pub returns: &'static str,
    /// Where a record is begun.
    pub add: &'static str,
    /// Finds persons, records and figures; takes `q`.
    pub find: &'static str,
    /// Signing in.
    pub sign_in: &'static str,
    /// The public site's start: its articles.
    pub site: &'static str,
    /// The public list of places.
    pub places: &'static str,
    /// How to reach the park.
    pub contact: &'static str,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            assets: "/static/",
            reading: "/reading",
            today: "/today",
            ledgers: "/ledgers",
            figures: "/figures",
            returns: "/returns",
            add: "/add",
            find: "/find",
            sign_in: "/sign-in",
            site: "/",
            places: "/places",
            contact: "/contact",
        }
    }
}
