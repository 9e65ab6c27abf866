//! The demo's pictures: drawn by rule, so that its articles look as a park's do.
//!
//! In: nothing. Out: for each article the pictures that stand in it, as files a camera could
//! have given. Nobody is on them; each says below it that it is a drawing.

use papers::photo::drawn;

/// A picture of an article.
pub struct Picture {
    /// The article it stands in.
    pub slug: &'static str,
    /// The chapter it stands at; 0 is the head.
    pub chapter: u32,
    /// What is on it.
    pub words: &'static str,
    width: u32,
    height: u32,
    scene: Scene,
}

/// A colour at a place: across and down, each from 0 to 1 of the height.
type Scene = fn(f64, f64) -> Colour;
type Colour = [u8; 3];

const SKY: Colour = [236, 229, 214];
const CLOUD: Colour = [247, 243, 234];
const TEAL: Colour = [42, 103, 108];
const LIGHT_TEAL: Colour = [125, 164, 163];
const JADE: Colour = [86, 132, 104];
const DARK_JADE: Colour = [48, 96, 72];
const MAPLE: Colour = [178, 58, 46];
const AMBER: Colour = [217, 164, 88];
const INK: Colour = [52, 58, 64];
const WOOD: Colour = [176, 141, 104];

/// What every picture says below it.
pub const BELOW: &str = "示意图，不是照片";

/// All of them, in order.
pub const PICTURES: [Picture; 8] = [
    one(
        "one-lift-four-meetings",
        0,
        "十一层的老楼，外墙上新装的电梯井",
        1_500,
        844,
        tower,
    ),
    one(
        "one-lift-four-meetings",
        0,
        "议事厅里围成一圈的椅子",
        900,
        900,
        ring,
    ),
    one(
        "one-lift-four-meetings",
        1,
        "黑板上的四次会议和算账的条形图",
        1_200,
        800,
        board,
    ),
    one(
        "one-lift-four-meetings",
        2,
        "门口的大榕树和树下的长凳",
        1_200,
        800,
        tree,
    ),
    one(
        "2025-in-figures",
        0,
        "从楼顶看过去的街区和远山",
        1_500,
        844,
        street,
    ),
    one(
        "2025-in-figures",
        1,
        "一年十二个月的活动条形图",
        1_200,
        800,
        months,
    ),
    one(
        "a-wall-of-green",
        0,
        "楼道里种满植物的一面墙",
        1_200,
        800,
        wall,
    ),
    one(
        "evening-hall",
        0,
        "傍晚亮着灯的园区大厅",
        1_500,
        844,
        evening,
    ),
];

const fn one(
    slug: &'static str,
    chapter: u32,
    words: &'static str,
    width: u32,
    height: u32,
    scene: Scene,
) -> Picture {
    Picture {
        slug,
        chapter,
        words,
        width,
        height,
        scene,
    }
}

impl Picture {
    /// The picture as a JPEG; empty if it could not be drawn.
    pub fn file(&self) -> Vec<u8> {
        let high = f64::from(self.height);
        let seen = |x: u32, y: u32| {
            // Four looks a dot, so that edges are smooth.
            let looks = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
            let looks = looks.map(|(dx, dy)| {
                (self.scene)((f64::from(x) + dx) / high, (f64::from(y) + dy) / high)
            });
            [0, 1, 2].map(|part| {
                let sum: u16 = looks
                    .iter()
                    .filter_map(|look| look.get(part))
                    .map(|c| u16::from(*c))
                    .sum();
                u8::try_from(sum / 4).unwrap_or(u8::MAX)
            })
        };
        drawn(self.width, self.height, seen).unwrap_or_default()
    }
}

/// Whether a place lies in a box: left, top, right, bottom.
fn within((x, y): (f64, f64), [left, top, right, bottom]: [f64; 4]) -> bool {
    (left..right).contains(&x) && (top..bottom).contains(&y)
}

fn round((x, y): (f64, f64), centre: (f64, f64), radius: f64) -> bool {
    (x - centre.0).hypot(y - centre.1) < radius
}

/// Whether a place lies in a window of a wall: so many a unit across and down.
fn window(x: f64, y: f64, each: f64) -> bool {
    let (across, down) = ((x / each).fract(), (y / each).fract());
    (0.25..0.75).contains(&across) && (0.2..0.75).contains(&down)
}

fn hills(x: f64, y: f64) -> Option<Colour> {
    let far = 0.52 + 0.06 * (x * 4.1).sin() + 0.03 * (x * 9.0 + 1.0).sin();
    let near = 0.66 + 0.05 * (x * 3.0 + 2.0).sin() + 0.02 * (x * 11.0).sin();
    match y {
        y if y > near => Some(JADE),
        y if y > far => Some(LIGHT_TEAL),
        _ => None,
    }
}

fn tower(x: f64, y: f64) -> Colour {
    if within((x, y), [0.86, 0.14, 0.97, 0.9]) {
        let pane = (y / 0.07).fract() > 0.12;
        let cabin = within((x, y), [0.88, 0.44, 0.95, 0.52]);
        return if cabin {
            MAPLE
        } else if pane {
            LIGHT_TEAL
        } else {
            TEAL
        };
    }
    if within((x, y), [0.45, 0.2, 0.86, 0.9]) {
        return if window(x - 0.45, y - 0.2, 0.0683) {
            SKY
        } else {
            WOOD
        };
    }
    if within((x, y), [1.15, 0.5, 1.55, 0.9]) {
        return if window(x - 1.15, y - 0.5, 0.08) {
            AMBER
        } else {
            INK
        };
    }
    if y > 0.9 {
        return INK;
    }
    if round((x, y), (0.24, 0.26), 0.09) {
        return AMBER;
    }
    hills(x, y).unwrap_or(SKY)
}

fn ring(x: f64, y: f64) -> Colour {
    let (across, down) = (x - 0.5, y - 0.54);
    let far = across.hypot(down);
    let turn = (down.atan2(across) / std::f64::consts::TAU + 0.5) * 14.0;
    if (0.25..0.35).contains(&far) && (0.22..0.78).contains(&turn.fract()) {
        return if turn as i64 == 3 { MAPLE } else { TEAL };
    }
    if far < 0.12 {
        return AMBER;
    }
    if far < 0.43 {
        return CLOUD;
    }
    if (x * 8.0).fract() < 0.02 { WOOD } else { SKY }
}

fn board(x: f64, y: f64) -> Colour {
    if within((x, y), [0.16, 0.12, 1.34, 0.78]) {
        for (at, high) in [(0.3, 0.2), (0.55, 0.3), (0.8, 0.26), (1.05, 0.46)] {
            if within((x, y), [at, 0.7 - high, at + 0.13, 0.7]) {
                return if at > 1.0 { MAPLE } else { CLOUD };
            }
        }
        return if within((x, y), [0.22, 0.7, 1.28, 0.712]) {
            CLOUD
        } else {
            DARK_JADE
        };
    }
    if within((x, y), [0.13, 0.09, 1.37, 0.81]) {
        return WOOD;
    }
    if y > 0.9 { WOOD } else { SKY }
}

fn tree(x: f64, y: f64) -> Colour {
    let crown = [
        (0.62, 0.3, 0.2),
        (0.82, 0.24, 0.21),
        (0.98, 0.36, 0.17),
        (0.74, 0.42, 0.19),
    ];
    if within((x, y), [0.2, 0.74, 0.55, 0.77])
        || within((x, y), [0.23, 0.77, 0.26, 0.86])
        || within((x, y), [0.49, 0.77, 0.52, 0.86])
    {
        return MAPLE;
    }
    for (at, (across, down, radius)) in crown.into_iter().enumerate() {
        if round((x, y), (across, down), radius) {
            return if at % 2 == 0 { DARK_JADE } else { JADE };
        }
    }
    if within((x, y), [0.78, 0.4, 0.86, 0.86]) {
        return WOOD;
    }
    if y > 0.84 { LIGHT_TEAL } else { SKY }
}

fn street(x: f64, y: f64) -> Colour {
    let roofs = [
        ([0.0, 0.66, 0.32, 1.0], WOOD),
        ([0.32, 0.56, 0.6, 1.0], TEAL),
        ([0.6, 0.72, 0.98, 1.0], INK),
        ([0.98, 0.5, 1.22, 1.0], WOOD),
        ([1.22, 0.64, 1.52, 1.0], TEAL),
        ([1.52, 0.58, 1.8, 1.0], INK),
    ];
    for (wall, colour) in roofs {
        if within((x, y), wall) {
            let [left, top, ..] = wall;
            return if window(x - left, y - top, 0.07) {
                AMBER
            } else {
                colour
            };
        }
    }
    if round((x, y), (1.35, 0.22), 0.1) {
        return MAPLE;
    }
    hills(x, y - 0.06).unwrap_or(SKY)
}

fn months(x: f64, y: f64) -> Colour {
    const HIGH: [f64; 12] = [
        0.2, 0.12, 0.34, 0.3, 0.42, 0.38, 0.24, 0.2, 0.5, 0.44, 0.56, 0.4,
    ];
    for (at, high) in (0_u32..).zip(HIGH) {
        let left = 0.17 + 0.1 * f64::from(at);
        if within((x, y), [left, 0.8 - high, left + 0.066, 0.8]) {
            return if at == 10 { MAPLE } else { TEAL };
        }
    }
    if within((x, y), [0.13, 0.8, 1.38, 0.806]) {
        INK
    } else {
        CLOUD
    }
}

fn wall(x: f64, y: f64) -> Colour {
    const PITCH: f64 = 1.5 / 9.0;
    let (row, column) = ((y / 0.16).floor(), (x / PITCH).floor());
    let (across, down) = ((x / PITCH).fract() - 0.5, (y / 0.16).fract());
    if y > 0.96 {
        return INK;
    }
    if down > 0.72 {
        return if across.abs() < 0.3 { WOOD } else { CLOUD };
    }
    let lean = 0.3 * ((row * 3.0 + column * 5.0).sin());
    let leaf = (across - lean * (0.72 - down)).abs() < 0.34 * (down / 0.72).sqrt() * (1.1 - down);
    match (leaf, (row + column) as i64 % 3) {
        (true, 0) => DARK_JADE,
        (true, 1) => JADE,
        (true, _) => LIGHT_TEAL,
        (false, _) => CLOUD,
    }
}

fn evening(x: f64, y: f64) -> Colour {
    const NIGHT: Colour = [38, 62, 74];
    if within((x, y), [0.25, 0.42, 1.5, 0.86]) {
        if within((x, y), [0.78, 0.58, 0.98, 0.86]) {
            return MAPLE;
        }
        return if window(x - 0.25, y - 0.42, 0.11) {
            AMBER
        } else {
            WOOD
        };
    }
    // The roof leans to both sides.
    if y < 0.42 && y > 0.2 + (x - 0.875).abs() * 0.32 {
        return INK;
    }
    if round((x, y), (1.5, 0.16), 0.06) {
        return CLOUD;
    }
    if y > 0.86 { INK } else { NIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_is_one_a_camera_could_give() {
        for picture in &PICTURES {
            let small = Picture {
                width: picture.width / 10,
                height: picture.height / 10,
                ..*picture
            };
            assert!(
                papers::photo::read(&small.file()).is_ok(),
                "{}",
                picture.words
            );
        }
    }
}
