//! The name of a place as people write it.
//!
//! In: 「松柏社区」, 「松柏社区居委会」, 「横岗街道办事处」. Out: its stem and its level, so that
//! different spellings of one place compare equal and a street is not taken for the community
//! of the same stem.

use crate::folded;

/// How high a place stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省
    Province,
    /// 市
    City,
    /// 区、县
    District,
    /// 街道、镇、乡
    Street,
    /// 社区、村
    Community,
    /// 小区、园区、网格 below a community
    Below,
}

impl Level {
    /// The code kept with an area.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::City => "city",
            Level::District => "district",
            Level::Street => "street",
            Level::Community => "community",
            Level::Below => "below",
        }
    }
}

/// A place's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AreaName {
    /// 松柏
    pub stem: String,
    /// What the name says of its level, if it says so.
    pub level: Option<Level>,
}

/// Endings that say what a place is; the longest that fits is taken.
const ENDINGS: &[(&str, Level)] = &[
    ("社区居民委员会", Level::Community),
    ("社区党群服务中心", Level::Community),
    ("社区工作站", Level::Community),
    ("社区居委会", Level::Community),
    ("社区党委", Level::Community),
    ("居民委员会", Level::Community),
    ("村民委员会", Level::Community),
    ("居委会", Level::Community),
    ("村委会", Level::Community),
    ("社区", Level::Community),
    ("街道办事处", Level::Street),
    ("街道办", Level::Street),
    ("街道", Level::Street),
    ("镇人民政府", Level::Street),
    ("镇", Level::Street),
    ("区", Level::District),
    ("县", Level::District),
    ("市", Level::City),
    ("省", Level::Province),
];

impl AreaName {
    /// Takes a name apart. A name without a known ending is its own stem, of no stated level.
    pub fn of(name: &str) -> AreaName {
        let name = folded(name);
        let found = ENDINGS.iter().find_map(|(ending, level)| {
            let stem = name.strip_suffix(ending)?;
            (!stem.is_empty()).then(|| AreaName {
                stem: stem.to_owned(),
                level: Some(*level),
            })
        });
        found.unwrap_or(AreaName {
            stem: name,
            level: None,
        })
    }

    /// Whether both may name one place: the same stem, and no contradiction in level.
    pub fn fits(&self, other: &AreaName) -> bool {
        self.stem == other.stem
            && (self.level.is_none() || other.level.is_none() || self.level == other.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place_fit_and_streets_are_no_communities() {
        for (a, b, fit) in [
            ("松柏社区", "松柏社区居委会", true),
            ("松柏社区", "松柏社区居民委员会", true),
            ("松柏", "松柏社区", true),
            ("横岗街道", "横岗街道办事处", true),
            ("横岗街道", "横岗社区", false),
            ("六约北社区", "六约南社区", false),
        ] {
            assert_eq!(AreaName::of(a).fits(&AreaName::of(b)), fit, "{a} / {b}");
        }
    }
}
