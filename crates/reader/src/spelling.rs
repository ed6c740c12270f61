//! How near two spellings of a place's name are, also across scripts.
//!
//! Names of the Sahara reach us in Tifinagh, Arabic and French ears: `Tinzaouaten`, `Tin Zawatène`,
//! `تين زواتين`. What survives every transcription are the consonants, and of these the groups that
//! ears confuse count as one. Used to offer names to a person, never to match them in a text.

use crate::fold::fold;

/// How a name fits what was asked for, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// The same letters once folded.
    Same,
    /// The same letters, apart from spaces, hyphens and the Arabic article.
    Joined,
    /// The same consonants, in any script.
    Consonants,
    /// One or two letters apart.
    Letters,
}

impl Nearness {
    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Joined => "joined",
            Self::Consonants => "consonants",
            Self::Letters => "letters",
        }
    }
}

/// Consonants below which two names are alike by chance.
const CONSONANTS_MIN: usize = 3;

/// Letters for each that may differ.
const LETTERS_FOR_ONE: usize = 4;

/// A name that others are compared with.
#[derive(Clone, Debug)]
pub struct Spelling {
    folded: String,
    joined: String,
    consonants: String,
}

impl Spelling {
    /// Makes a name ready to be compared.
    pub fn new(name: &str) -> Self {
        let folded = fold(name)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .fold(String::new(), |all, part| if all.is_empty() { part.to_owned() } else { format!("{all} {part}") });
        let parts = folded
            .split(' ')
            .map(|part| part.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(part));
        let joined: String = parts.collect();
        let consonants = consonants(&joined);
        Self { folded, joined, consonants }
    }

    /// How another name fits; `None` where it does not.
    pub fn nearness(&self, other: &Self) -> Option<Nearness> {
        if self.folded.is_empty() || other.folded.is_empty() {
            return None;
        }
        if self.folded == other.folded {
            return Some(Nearness::Same);
        }
        if self.joined == other.joined {
            return Some(Nearness::Joined);
        }
        if self.consonants.len() >= CONSONANTS_MIN && self.consonants == other.consonants {
            return Some(Nearness::Consonants);
        }
        let letters = self.joined.chars().count();
        let most = (letters / LETTERS_FOR_ONE).min(2);
        let apart = letters.abs_diff(other.joined.chars().count());
        (apart <= most && strsim::damerau_levenshtein(&self.joined, &other.joined) <= most).then_some(Nearness::Letters)
    }
}

/// The consonants, those that ears confuse written alike.
fn consonants(joined: &str) -> String {
    let joined = joined.replace("dj", "j").replace("ch", "s").replace("sh", "s").replace("kh", "k").replace("gh", "k");
    let mut out = String::new();
    for c in joined.chars() {
        let group = match c {
            'b' | 'p' | 'ب' => 'b',
            't' | 'ت' | 'ط' | 'ث' => 't',
            'd' | 'د' | 'ض' | 'ذ' => 'd',
            'j' | 'ج' => 'j',
            's' | 'c' | 'ç' | 'س' | 'ص' | 'ش' => 's',
            'z' | 'ز' | 'ظ' => 'z',
            'k' | 'g' | 'q' | 'ك' | 'ق' | 'غ' | 'خ' => 'k',
            'f' | 'v' | 'ف' => 'f',
            'l' | 'ل' => 'l',
            'm' | 'م' => 'm',
            'n' | 'ن' => 'n',
            'r' | 'ر' => 'r',
            'h' | 'ه' | 'ح' | 'ع' => continue,
            'x' => 's',
            _ => continue,
        };
        if !out.ends_with(group) {
            out.push(group);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> Option<Nearness> {
        Spelling::new(a).nearness(&Spelling::new(b))
    }

    #[test]
    fn spellings_of_one_place_find_each_other() {
        for (a, b, how) in [
            ("Tessalit", "tessalit", Nearness::Same),
            ("تيساليت", "تيسَّاليت", Nearness::Same),
            ("Tin-Zaouaten", "Tinzaouaten", Nearness::Joined),
            ("تين زواتين", "تينزواتين", Nearness::Joined),
            ("الخليل", "خليل", Nearness::Joined),
            ("Tinzawatène", "Tinzaouaten", Nearness::Consonants),
            ("تين ظواتين", "Tinzaouaten", Nearness::Consonants),
            ("كيدال", "Kidal", Nearness::Consonants),
            ("عين قزام", "In Guezzam", Nearness::Consonants),
            ("برج باجي مختار", "Bordj Badji Mokhtar", Nearness::Consonants),
            ("Aguelhok", "Aguelhoc", Nearness::Letters),
            ("Timiaouine", "Timiaouin", Nearness::Consonants),
        ] {
            assert_eq!(near(a, b), Some(how), "{a} {b}");
            assert_eq!(near(b, a), Some(how), "{b} {a}");
        }
    }

    #[test]
    fn other_places_do_not() {
        for (a, b) in
            [("Gao", "Goa"), ("Kidal", "Gao"), ("Mali", "Malawi"), ("", "Gao"), ("-", "-"), ("تمنراست", "تيمياوين")]
        {
            assert_eq!(near(a, b), None, "{a} {b}");
        }
    }
}
