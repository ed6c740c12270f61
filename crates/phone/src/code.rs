//! The code that a photograph shows.

use rqrr::PreparedImage;

/// Bytes of a point: red, green, blue, and how much it covers.
const POINT_BYTES: usize = 4;

/// Reads the only code of a picture, or says why there is none to be read.
pub fn read(width: usize, height: usize, points: &[u8]) -> Result<String, String> {
    if width.checked_mul(height).and_then(|points| points.checked_mul(POINT_BYTES)) != Some(points.len()) {
        return Err(format!("{} bytes are no picture of {width} by {height} points", points.len()));
    }
    let grey = |x: usize, y: usize| {
        let at = (y * width + x) * POINT_BYTES;
        let sum = points[at..at + 3].iter().map(|part| u16::from(*part)).sum::<u16>();
        u8::try_from(sum / 3).unwrap_or(u8::MAX)
    };
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = picture.detect_grids();
    let read = grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text);
    let mut read: Vec<String> = read.collect();
    match (read.len(), grids.len()) {
        (1, _) => Ok(read.remove(0)),
        (0, 0) => Err("no code is in this picture: take it closer, straight, and whole".to_owned()),
        (0, _) => {
            Err("the code in this picture cannot be read: take it closer, straight, and in better light".to_owned())
        }
        (codes, _) => Err(format!("{codes} codes are in this picture: take one alone")),
    }
}
