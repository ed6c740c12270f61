//! Headings of columns: words in English, French and Arabic, and HXL tags.

use std::collections::BTreeSet;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $tag:literal, [$($word:literal),*];)*) => {
        /// What stands in a column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// Every column there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its heading in files that programs write.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Its HXL tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* }
            }

            /// Other headings, as [`folded`].
            pub const fn words(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($word),*],)* }
            }
        }
    };
}

columns! {
    /// Code of the item.
    Item = "item", "#item+code", ["item code", "code", "article", "code article", "الصنف", "رمز الصنف"];
    /// One name for all three languages, where a language has none of its own.
    Name = "name", "#item+name", ["item name", "designation", "nom", "الاسم", "اسم الصنف"];
    /// English name.
    NameEn = "name_en", "#item+name+i_en", ["name english", "nom anglais", "الاسم بالانجليزية"];
    /// French name.
    NameFr = "name_fr", "#item+name+i_fr", ["name french", "nom francais", "الاسم بالفرنسية"];
    /// Arabic name.
    NameAr = "name_ar", "#item+name+i_ar", ["name arabic", "nom arabe", "الاسم بالعربية"];
    /// What one of it is; in a stock list, what the quantity counts.
    Unit = "unit", "#item+unit", ["unite", "unit of issue", "الوحدة"];
    /// So many of the item's unit are in a box.
    PerBox = "per_box", "#item+per_box", ["units per box", "par caisse", "في الصندوق"];
    /// Other units, such as `1 box = 24 each; 100 litre = 84 kilogram`.
    Conversions = "conversions", "#item+conversions", ["equivalences", "التحويل"];
    /// Mass of one, in grams.
    MassGrams = "mass_g", "#item+mass+g", ["mass g", "weight g", "masse g", "poids g", "الكتلة غ", "الوزن غ"];
    /// Mass of one, in kilograms.
    MassKilograms = "mass_kg", "#item+mass+kg", ["mass kg", "weight kg", "masse kg", "poids kg", "الكتلة كغ", "الوزن كغ"];
    /// Volume of one, in millilitres.
    VolumeMillilitres = "volume_ml", "#item+volume+ml", ["volume ml", "volume cm3", "الحجم مل"];
    /// Volume of one, in litres.
    VolumeLitres = "volume_l", "#item+volume+l", ["volume l", "volume dm3", "الحجم ل"];
    /// How it is told apart: bulk, lot or serial.
    Tracking = "tracking", "#item+tracking", ["tracked by", "suivi", "التتبع"];
    /// UN number.
    Un = "un", "#item+un", ["un number", "un no", "numero onu", "onu", "رقم الامم المتحدة"];
    /// Class or division.
    Class = "class", "#item+hazard", ["hazard class", "division", "classe", "classe de danger", "صنف الخطورة"];
    /// Compatibility group.
    Group = "group", "#item+group", ["compatibility group", "groupe", "groupe de compatibilite", "مجموعة التوافق"];
    /// Net explosive mass of one, in grams.
    NetGrams = "net_explosive_g", "#item+net_explosive+g", ["neq g", "net explosive quantity g", "masse nette de matiere explosive g", "الكتلة المتفجرة الصافية غ"];
    /// Net explosive mass of one, in kilograms.
    NetKilograms = "net_explosive_kg", "#item+net_explosive+kg", ["neq kg", "net explosive quantity kg", "masse nette de matiere explosive kg", "الكتلة المتفجرة الصافية كغ"];
    /// National (NATO) stock number.
    Nsn = "nsn", "#item+code+v_nsn", ["nato stock number", "numero de nomenclature otan", "رقم التصنيف"];
    /// Product class of the United Nations.
    Unspsc = "unspsc", "#item+code+v_unspsc", ["product class", "classe de produit"];
    /// Trade item number.
    Gtin = "gtin", "#item+code+v_gtin", ["ean", "barcode", "code barres", "الباركود"];
    /// Whether it is eaten or fed.
    Foodstuff = "foodstuff", "#item+food", ["food", "denree", "غذاء"];
    /// Whether enhanced end-use monitoring applies.
    Enhanced = "enhanced", "#item+enhanced", ["enhanced monitoring", "eeum", "suivi renforce", "مراقبة معززة"];
    /// Days from acceptance to the first end-use check.
    CheckDays = "check_days", "#item+check+days", ["check after days", "controle apres jours", "الفحص بعد ايام"];
    /// Where stock stands.
    Site = "site", "#loc+code", ["depot", "place", "location", "lieu", "الموقع", "المستودع"];
    /// How many.
    Quantity = "quantity", "#item+num", ["qty", "quantite", "qte", "الكمية"];
    /// Which batch.
    Lot = "lot", "#item+lot", ["batch", "lot number", "numero de lot", "الدفعة", "رقم الدفعة"];
    /// Which pieces; several apart by spaces, commas or semicolons.
    Serials = "serials", "#item+serial", ["serial", "serial number", "numero de serie", "numeros de serie", "الرقم التسلسلي", "الارقام التسلسلية"];
    /// The last day on which the lot is good.
    Expires = "expires", "#date+expires", ["expiry", "expiry date", "peremption", "date de peremption", "الصلاحية", "تاريخ الانتهاء"];
}

impl Column {
    /// The column of a heading.
    pub fn read(heading: &str) -> Option<Self> {
        let heading = folded(heading);
        let fits = |column: &Self| folded(column.code()) == heading || column.words().contains(&heading.as_str());
        Self::ALL.iter().copied().find(fits)
    }

    /// The column of an HXL tag; the order of attributes does not matter.
    pub fn tagged(tag: &str) -> Option<Self> {
        let tag = attributes(tag);
        // Common, though no tag of the dictionary.
        if tag == attributes("#quantity") {
            return Some(Self::Quantity);
        }
        Self::ALL.iter().copied().find(|column| attributes(column.tag()) == tag)
    }
}

/// A tag as a set: its hashtag and its attributes.
fn attributes(tag: &str) -> BTreeSet<String> {
    let tag: String = tag.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    tag.replace('+', " +").split(' ').map(str::to_owned).collect()
}

/// A heading without what hands write differently: case, accents, marks, brackets, short vowels.
pub fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'à' | 'â' => Some('a'),
        'î' | 'ï' => Some('i'),
        'ô' => Some('o'),
        'ç' => Some('c'),
        'û' | 'ù' => Some('u'),
        'أ' | 'إ' | 'آ' => Some('ا'),
        '\u{64B}'..='\u{652}' | '\u{640}' | '\u{200E}' | '\u{200F}' => None,
        '_' | '-' | '(' | ')' | '[' | ']' | '/' | ',' | '.' | ':' | '*' => Some(' '),
        c => Some(c),
    };
    let text: String = text.chars().flat_map(char::to_lowercase).filter_map(plain).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_leads_to_its_own_column() {
        for column in Column::ALL {
            assert_eq!(Column::read(column.code()), Some(*column));
            assert_eq!(Column::tagged(column.tag()), Some(*column));
            for word in column.words() {
                assert_eq!(Column::read(word), Some(*column), "{word}");
            }
        }
        assert_eq!(Column::read(" Mass (kg) "), Some(Column::MassKilograms));
        assert_eq!(Column::read("Quantité"), Some(Column::Quantity));
        assert_eq!(Column::tagged("#ITEM +i_fr +name"), Some(Column::NameFr));
        assert_eq!(Column::tagged("#quantity"), Some(Column::Quantity));
        assert_eq!(Column::read("colour"), None);
    }
}
