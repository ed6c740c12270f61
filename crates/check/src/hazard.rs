//! What may ride together, read from the tables' own text.
//!
//! Each question goes back to the cell as printed; nothing is prepared. Whatever a table has
//! no row for, or a note asks that is not known of the goods, is refused.

use convoy::{
    Classification, CompatibilityGroup, Explosive, Hazard, HazardClass, HazardRules, HazardVerdict, Need, Rule, tables,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Why goods may not ride: which, with which other, under which rule.
pub(crate) struct Refusal<'a> {
    pub(crate) need: &'a Need,
    pub(crate) with: Option<&'a Need>,
    pub(crate) rule: Rule,
}

/// The tables, parsed but not interpreted.
pub(crate) struct Printed {
    adr: Value,
    by_class: Value,
    by_group: Value,
    simple: Value,
}

impl Printed {
    pub(crate) fn new() -> Self {
        let read = |text| serde_json::from_str(text).unwrap_or(Value::Null);
        Self {
            adr: read(tables::ADR_7_5_2_1),
            by_class: read(tables::CFR49_177_848_D),
            by_group: read(tables::CFR49_177_848_F),
            simple: read(tables::UN_COMPAT_SIMPLE),
        }
    }
}

/// The cell of a table at two of its keys, as printed.
fn cell<'a>(table: &'a Value, row: &str, column: &str) -> Option<&'a str> {
    let keys = table["keys"].as_array()?;
    let index = |name: &str| keys.iter().position(|key| key == name);
    table["grid"][index(row)?][index(column)?].as_str()
}

/// The verdict on a load: nothing where nothing is dangerous.
pub(crate) fn verdict<'a>(
    printed: &Printed,
    rules: HazardRules,
    load: &[&'a Need],
) -> Result<Option<HazardVerdict>, Refusal<'a>> {
    let mut cited = BTreeSet::new();
    for (index, need) in load.iter().enumerate() {
        if let Some(rule) = need.hazard.and_then(refused_alone) {
            return Err(Refusal { need, with: None, rule });
        }
        for with in &load[..index] {
            let pair = pair(printed, rules, need, with);
            cited.extend(pair.map_err(|rule| Refusal { need, with: Some(with), rule })?);
        }
    }
    let goods: BTreeSet<Hazard> = load.iter().filter_map(|need| need.hazard).collect();
    if goods.is_empty() {
        return Ok(None);
    }
    let result = classify(rules, &goods, &mut cited);
    Ok(Some(HazardVerdict { rules, cited, result }))
}

fn refused_alone(hazard: Hazard) -> Option<Rule> {
    if hazard.class == HazardClass::Unknown {
        Some(Rule::UnknownClass)
    } else if hazard.class.is_explosive() && hazard.group.is_none() {
        Some(Rule::GroupMissing)
    } else {
        None
    }
}

/// The rules that let two goods ride together, or the one that does not.
fn pair(printed: &Printed, rules: HazardRules, one: &Need, two: &Need) -> Result<Vec<Rule>, Rule> {
    food(rules, one, two)?;
    food(rules, two, one)?;
    let (Some(a), Some(b)) = (one.hazard, two.hazard) else { return Ok(Vec::new()) };
    if a == b {
        return Ok(Vec::new());
    }
    match rules {
        HazardRules::Adr => Ok(vec![adr(printed, a, b)?]),
        HazardRules::Cfr49 => Ok(vec![cfr49(printed, a, b)?]),
        HazardRules::UnSimple => Ok(vec![un_simple(printed, a, b)?]),
        HazardRules::Stricter => Ok(vec![adr(printed, a, b)?, cfr49(printed, a, b)?]),
    }
}

fn food(rules: HazardRules, food: &Need, other: &Need) -> Result<(), Rule> {
    let Some(hazard) = other.hazard.filter(|_| food.foodstuff) else { return Ok(()) };
    let nine = hazard.class == HazardClass::Class9 && tables::CLASS_9_APART_FROM_FOOD.contains(&hazard.un);
    let adr = nine || ["6.1", "6.2"].contains(&hazard.class.code());
    let cfr = ["6.1", "2.3"].contains(&hazard.class.code());
    match rules {
        HazardRules::Adr | HazardRules::UnSimple | HazardRules::Stricter if adr => Err(Rule::Adr754),
        HazardRules::Cfr49 | HazardRules::Stricter if cfr => Err(Rule::Cfr841e),
        HazardRules::Adr | HazardRules::Cfr49 | HazardRules::UnSimple | HazardRules::Stricter => Ok(()),
    }
}

fn group(hazard: Hazard) -> &'static str {
    hazard.group.map_or("", CompatibilityGroup::code)
}

/// The keys of the ADR table: 1 stands for 1.1, 1.2 and 1.3, and 2 for all of class 2.
fn adr_key(class: HazardClass) -> &'static str {
    match class.code() {
        "1.1" | "1.2" | "1.3" => "1",
        "2.1" | "2.2" | "2.3" => "2",
        code => code,
    }
}

fn adr(printed: &Printed, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
    let printed_cell = cell(&printed.adr, adr_key(a.class), adr_key(b.class)).ok_or(Rule::NotCovered)?;
    let has_1_4s = [a, b].iter().any(|goods| goods.class == HazardClass::Div1_4 && group(*goods) == "S");
    let has_life_saving =
        [a, b].iter().any(|goods| goods.class == HazardClass::Class9 && tables::LIFE_SAVING.contains(&goods.un));
    for note in printed_cell.split(',') {
        match note {
            "X" => return Ok(Rule::Adr7521),
            "7.5.2.2" => return simple(printed, a, b).then_some(Rule::Adr7522).ok_or(Rule::Adr7522),
            "a" if has_1_4s => return Ok(Rule::Adr7521NoteA),
            "b" if has_life_saving => return Ok(Rule::Adr7521NoteB),
            _ => {}
        }
    }
    Err(Rule::Adr7521)
}

/// The UN simple mixing rule on two groups of class 1.
fn simple(printed: &Printed, a: Hazard, b: Hazard) -> bool {
    let may = printed.simple["may_mix"][group(a)].as_array();
    let identical = group(a) != "L" || a == b;
    identical && may.is_some_and(|may| may.iter().any(|other| other == group(b)))
}

fn un_simple(printed: &Printed, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
    if a.class.is_explosive() && b.class.is_explosive() {
        return simple(printed, a, b).then_some(Rule::UnSimple).ok_or(Rule::UnSimple);
    }
    if a.class == b.class { Ok(Rule::UnSimple) } else { Err(Rule::NotCovered) }
}

/// The rows of the 49 CFR table that a class may stand in; zones and states are not known, so
/// every row counts.
fn cfr_keys(class: HazardClass) -> &'static [&'static str] {
    match class.code() {
        "1.1" | "1.2" => &["1.1/1.2"],
        "1.3" => &["1.3"],
        "1.4" => &["1.4"],
        "1.5" => &["1.5"],
        "1.6" => &["1.6"],
        "2.1" => &["2.1"],
        "2.2" => &["2.2"],
        "2.3" => &["2.3A", "2.3B"],
        "3" => &["3"],
        "4.1" => &["4.1"],
        "4.2" => &["4.2"],
        "4.3" => &["4.3"],
        "5.1" => &["5.1"],
        "5.2" => &["5.2"],
        "6.1" => &["6.1L"],
        "7" => &["7"],
        "8" => &["8L"],
        _ => &[],
    }
}

fn cfr49(printed: &Printed, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
    if a.class.is_explosive() && b.class.is_explosive() {
        return by_group(printed, a, b);
    }
    if cfr_keys(a.class).is_empty() || cfr_keys(b.class).is_empty() {
        // Two goods of one class that has no row are not two classes.
        return if a.class == b.class { Ok(Rule::Cfr848d) } else { Err(Rule::NotCovered) };
    }
    let mut leak = false;
    for row in cfr_keys(a.class) {
        for column in cfr_keys(b.class) {
            match cell(&printed.by_class, row, column) {
                Some(".") => {}
                Some("O") => leak = true,
                _ => return Err(Rule::Cfr848d),
            }
        }
    }
    if leak { Err(Rule::Cfr848dLeak) } else { Ok(Rule::Cfr848d) }
}

fn by_group(printed: &Printed, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
    let low = |goods: Hazard| ["1.1", "1.2"].contains(&goods.class.code());
    let fireworks = |goods: Hazard| tables::FIREWORKS_1_4S.contains(&goods.un);
    let detonator = |goods: Hazard| tables::DETONATORS.contains(&goods.un);
    match cell(&printed.by_group, group(a), group(b)) {
        Some(".") if group(a) == "L" => Err(Rule::Cfr848fNote1),
        Some(".") => Ok(Rule::Cfr848f),
        Some("1") => Err(Rule::Cfr848fNote1),
        Some("2") => Ok(Rule::Cfr848fNote2),
        Some("3") => Ok(Rule::Cfr848fNote3),
        Some("4/5") if detonator(a) || detonator(b) => Err(Rule::Cfr848fNote4),
        Some("4/5") if (fireworks(a) && low(b)) || (fireworks(b) && low(a)) => Err(Rule::Cfr848fNote5),
        Some("4/5") => Ok(Rule::Cfr848f),
        Some("6") => Err(Rule::Cfr848fNote6),
        Some("X(4)") => Err(Rule::Cfr848fNote4),
        _ => Err(Rule::Cfr848f),
    }
}

/// What the whole counts as. Goods of group S beside others change nothing; 49 CFR
/// 177.848(g) notes 2 and 3, (h) and (i).
fn classify(rules: HazardRules, goods: &BTreeSet<Hazard>, cited: &mut BTreeSet<Rule>) -> Classification {
    let others = goods.iter().map(|goods| goods.class).filter(|class| !class.is_explosive()).collect();
    let explosive: Vec<&Hazard> = goods.iter().filter(|goods| goods.class.is_explosive()).collect();
    let leading: Vec<&Hazard> = explosive.iter().copied().filter(|goods| group(**goods) != "S").collect();
    let counted = if leading.is_empty() { explosive } else { leading };
    let codes: BTreeSet<&str> = counted.iter().map(|goods| goods.class.code()).collect();
    let groups: BTreeSet<CompatibilityGroup> = counted.iter().filter_map(|goods| goods.group).collect();
    let mixed = groups.len() > 1;
    let group = if mixed && groups.contains(&CompatibilityGroup::N) {
        Some(CompatibilityGroup::D)
    } else if mixed {
        Some(CompatibilityGroup::E)
    } else {
        groups.first().copied()
    };
    if mixed && matches!(rules, HazardRules::Cfr49 | HazardRules::Stricter) {
        let note = if group == Some(CompatibilityGroup::D) { Rule::Cfr848fNote3 } else { Rule::Cfr848fNote2 };
        cited.insert(note);
    }
    let lowest = counted.iter().map(|goods| goods.class).min();
    let division = if codes.contains("1.5") && codes.contains("1.2") { Some(HazardClass::Div1_1) } else { lowest };
    let explosive = division.zip(group).map(|(division, group)| Explosive { division, group });
    Classification { explosive, others }
}
