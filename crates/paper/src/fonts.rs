//! The fonts inside the program, and which characters they have.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Noto Sans and Noto Naskh Arabic, under the SIL Open Font License (`fonts/OFL.txt`). The files are as they
/// were released.
static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
];

/// The fonts, read.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
    let book = LazyHash::new(FontBook::from_fonts(&all));
    Fonts { all, book }
});

impl Fonts {
    /// Whether the fonts of one family have all of these characters, in both weights: only then are they
    /// set without an empty box.
    pub(crate) fn have(&self, characters: &str) -> bool {
        let has = |font: &Font| characters.chars().all(|c| font.info().coverage.contains(u32::from(c)));
        let family = |name: &str| self.all.iter().filter(|font| font.info().family == name).all(has);
        family(SANS) || family(NASKH)
    }
}

const SANS: &str = "Noto Sans";
const NASKH: &str = "Noto Naskh Arabic";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_families_are_read_in_two_weights() {
        let families: Vec<&str> = FONTS.all.iter().map(|font| font.info().family.as_str()).collect();
        assert_eq!(families, [SANS, SANS, NASKH, NASKH]);
        assert!(FONTS.have("Gao é\u{FFFD}…–·") && FONTS.have("تيمياوين"));
        // Arrows, check boxes, Chinese.
        assert!(["→", "☐", "☑", "加"].iter().all(|text| !FONTS.have(text)));
    }
}
