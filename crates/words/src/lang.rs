//! The three languages.

use std::fmt;

/// A language of screens and papers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English, the language messages fall back to.
    #[default]
    En,
    /// French.
    Fr,
    /// Arabic, written from right to left.
    Ar,
}

/// Why a text names no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LangError {
    /// The text as given, cut to 40 characters.
    pub given: String,
}

impl fmt::Display for LangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no language of this program; it speaks en, fr and ar", self.given)
    }
}

impl std::error::Error for LangError {}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::En, Self::Fr, Self::Ar];

    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Ar => "ar",
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Ar => "العربية",
        }
    }

    /// Whether lines begin at the right.
    pub const fn is_rtl(self) -> bool {
        match self {
            Self::En | Self::Fr => false,
            Self::Ar => true,
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = LangError;

    /// Reads `ar`, and what a shell has in `LANG`, such as `ar_DZ.UTF-8`.
    fn from_str(given: &str) -> Result<Self, LangError> {
        let code = given.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| code.eq_ignore_ascii_case(lang.code()))
            .ok_or_else(|| LangError { given: given.chars().take(40).collect() })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_shell_locales_name_a_language() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
        }
        assert_eq!("ar_DZ.UTF-8".parse(), Ok(Lang::Ar));
        assert_eq!("FR-fr".parse(), Ok(Lang::Fr));
        for other in ["", "C", "POSIX", "de_DE", "arabic"] {
            assert!(other.parse::<Lang>().is_err(), "{other}");
        }
    }
}
