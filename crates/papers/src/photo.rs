//! A photo as it comes from a phone, made fit to be shown.
//!
//! In: the bytes of a JPEG, PNG or WebP. Out: the same picture upright as two JPEGs, a whole and
//! a small one, with nothing in them but the picture: where and when it was taken, and by which
//! phone, is left behind. A picture that says it is huge is refused before it is opened.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};

/// The most pixels a photo may have: those of a 50-megapixel phone.
pub const MOST_PIXELS: u64 = 51_000_000;
/// The longest side a photo may have, in pixels.
pub const LONGEST_SIDE: u32 = 20_000;
/// The longest side of the whole picture kept, in pixels.
const WHOLE: u32 = 1_600;
/// The longest side of the small picture, in pixels: a phone's width twice over.
const SMALL: u32 = 800;
/// How well the JPEGs are kept, of 100.
const QUALITY: u8 = 80;
/// The most bytes of a colour profile that are kept.
const MOST_PROFILE: usize = 16_384;

/// A photo fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The whole picture, a JPEG of at most 1600 pixels a side.
    pub whole: Vec<u8>,
    /// The small picture, a JPEG of at most 800 pixels a side.
    pub small: Vec<u8>,
    /// The whole picture's width in pixels.
    pub width: u32,
    /// The whole picture's height in pixels.
    pub height: u32,
}

/// Why a file is no photo of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is no JPEG, PNG or WebP.
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// It ends too early, or holds what no picture holds.
    #[error("the picture is broken or incomplete")]
    Broken,
    /// It has more pixels than are opened.
    #[error("the picture has too many pixels")]
    TooLarge,
}

/// Reads a photo and makes it fit.
///
/// # Errors
/// [`Unfit`], and nothing was kept.
pub fn read(bytes: &[u8]) -> Result<Photo, Unfit> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| Unfit::NotAPicture)?;
    match reader.format() {
        Some(ImageFormat::Jpeg) if !is_whole_jpeg(bytes) => return Err(Unfit::Broken),
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) => {}
        _ => return Err(Unfit::NotAPicture),
    }
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::TooLarge);
    }
    let turned = decoder.orientation().map_err(|error| unfit(&error))?;
    let profile = decoder.icc_profile().ok().flatten();
    let profile = profile.filter(|profile| profile.len() <= MOST_PROFILE);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    picture = fitted(picture, WHOLE);
    picture.apply_orientation(turned);
    let whole = on_white(&picture);
    let small = fitted(DynamicImage::ImageRgb8(whole.clone()), SMALL).into_rgb8();
    Ok(Photo {
        width: whole.width(),
        height: whole.height(),
        whole: jpeg(&whole, profile.clone())?,
        small: jpeg(&small, profile)?,
    })
}

/// A picture drawn by a rule: `at` gives the red, green and blue of each column and row. Out
/// comes a JPEG, as a camera would give it.
///
/// # Errors
/// [`Unfit::TooLarge`] when it has no pixels or too many.
pub fn drawn(width: u32, height: u32, at: impl Fn(u32, u32) -> [u8; 3]) -> Result<Vec<u8>, Unfit> {
    if width == 0 || height == 0 || width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(Unfit::TooLarge);
    }
    let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb(at(x, y)));
    jpeg(&picture, None)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits
}

fn unfit(error: &image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::TooLarge,
        image::ImageError::Unsupported(_) => Unfit::NotAPicture,
        _ => Unfit::Broken,
    }
}

/// The picture within a square of this side; a smaller one stays as it is.
fn fitted(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width() <= side && picture.height() <= side {
        return picture;
    }
    // Quickly to about twice the size, then finely.
    let near = picture.thumbnail(side * 2, side * 2);
    let near = if near.width() > picture.width() {
        picture
    } else {
        near
    };
    near.resize(side, side, FilterType::CatmullRom)
}

/// What shines through stands on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *seen.get_pixel(x, y);
        let over = |colour: u8| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn jpeg(picture: &RgbImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(profile) = profile {
        encoder
            .set_icc_profile(profile)
            .map_err(|_| Unfit::Broken)?;
    }
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, image::ExtendedColorType::Rgb8)
        .map_err(|_| Unfit::Broken)?;
    Ok(bytes)
}

/// Whether a JPEG has its end. The decoder fills what is missing with grey, which would be
/// taken for the picture. Source: ITU-T T.81, B.1.1: within a scan FF is followed by 00 or a
/// restart mark, so the first FF D9 after the first scan's head is the end.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        match rest {
            [0xFF, 0xFF, ..] => rest = rest.get(1..).unwrap_or_default(),
            [0xFF, 0xDA, ..] => return rest.windows(2).any(|pair| pair == [0xFF, 0xD9]),
            [0xFF, _, high, low, ..] => {
                let long = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + long..).unwrap_or_default();
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests;
