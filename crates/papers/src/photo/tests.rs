//! Photos and what only says it is one.

use super::*;

/// A picture red on its left half and blue on its right.
fn two_halves(width: u32, height: u32) -> Vec<u8> {
    let at = |x, _| {
        if x < width / 2 {
            [200, 0, 0]
        } else {
            [0, 0, 200]
        }
    };
    drawn(width, height, at).expect("a picture")
}

/// The picture with an EXIF block: it lies on its side (orientation 6) and says where it was.
fn as_a_phone_gives_it(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]); // orientation: turn right
    exif.extend([0x0f, 0x01, 2, 0, 8, 0, 0, 0, 38, 0, 0, 0]); // maker, at 38
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"22.6512N");
    let long = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let (head, rest) = jpeg.split_at(2);
    [head, &[0xFF, 0xE1], &long, &exif, rest].concat()
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

#[test]
fn a_photo_comes_out_upright_and_without_where_it_was_taken() {
    let taken = as_a_phone_gives_it(&two_halves(400, 200));
    assert!(holds(&taken, b"22.6512N"));
    let photo = read(&taken).expect("a photo");
    assert_eq!((photo.width, photo.height), (200, 400));
    for kept in [&photo.whole, &photo.small] {
        assert!(!holds(kept, b"22.6512N") && !holds(kept, b"Exif"));
    }
    let shown = image::load_from_memory(&photo.whole)
        .expect("a JPEG")
        .to_rgb8();
    // Turned right, what was left is on top.
    assert!(
        shown.get_pixel(100, 50).0[0] > 150,
        "{:?}",
        shown.get_pixel(100, 50)
    );
    assert!(shown.get_pixel(100, 350).0[2] > 150);
}

#[test]
fn a_large_photo_is_kept_in_two_sizes() {
    let photo = read(&two_halves(4_000, 1_000)).expect("a photo");
    assert_eq!((photo.width, photo.height), (1_600, 400));
    let small = image::load_from_memory(&photo.small).expect("a JPEG");
    assert_eq!((small.width(), small.height()), (800, 200));
    let photo = read(&two_halves(30, 20)).expect("a small one is not blown up");
    assert_eq!((photo.width, photo.height), (30, 20));
}

#[test]
fn what_shines_through_stands_on_white() {
    let clear = image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut bytes = Cursor::new(Vec::new());
        clear.write_to(&mut bytes, format).expect("written");
        let photo = read(bytes.get_ref()).expect("a photo");
        let shown = image::load_from_memory(&photo.whole)
            .expect("a JPEG")
            .to_rgb8();
        assert!(shown.get_pixel(1, 1).0[0] > 250, "{format:?}");
    }
}

#[test]
fn what_is_no_photo_is_told() {
    let good = two_halves(600, 400);
    let cut = good.get(..good.len() / 2).expect("half").to_vec();
    let mut bomb = Cursor::new(Vec::new());
    let dot = image::GrayImage::new(1, 1);
    dot.write_to(&mut bomb, ImageFormat::Png).expect("written");
    let mut bomb = bomb.into_inner();
    // A PNG's width and height stand at 16 and 20; its head's check sum at 29.
    let side = 50_000_u32.to_be_bytes();
    bomb.splice(16..24, [side, side].concat());
    for (what, bytes, unfit) in [
        ("nothing", Vec::new(), Unfit::NotAPicture),
        ("words", b"hello".to_vec(), Unfit::NotAPicture),
        (
            "a drawing with a script",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec(),
            Unfit::NotAPicture,
        ),
        (
            "a page that says it is a GIF",
            b"GIF89a<html>".to_vec(),
            Unfit::NotAPicture,
        ),
        ("half a photo", cut, Unfit::Broken),
        ("only a head", b"\xFF\xD8\xFF\xE0".to_vec(), Unfit::Broken),
    ] {
        assert_eq!(read(&bytes), Err(unfit), "{what}");
    }
    let huge = read(&bomb);
    assert!(
        matches!(huge, Err(Unfit::TooLarge | Unfit::Broken)),
        "{huge:?}"
    );
    // A JPEG's height and width stand five bytes after its frame's mark.
    let mut wide = two_halves(60, 40);
    let frame = wide.windows(2).position(|pair| pair == [0xFF, 0xC0]);
    let at = frame.expect("a frame") + 5;
    wide.splice(
        at..at + 4,
        [6_000_u16, 9_000].map(u16::to_be_bytes).concat(),
    );
    assert_eq!(read(&wide), Err(Unfit::TooLarge), "54 million pixels");
}
