//! What may ride on one vehicle: the rule sets of ADR 7.5.2 and 49 CFR 177.848, and the UN
//! simple mixing rule.
//!
//! The tables are read once into closed cells. ADR and 49 CFR have opposite defaults: a blank
//! means prohibited in the one, a dot means free in the other. Whatever a table has no row for,
//! or makes depend on something that is not known of the goods (a leak that cannot commingle,
//! articles only), is refused; goods of one kind always ride together.

use convoy::{
    Classification, CompatibilityGroup, Explosive, Hazard, HazardClass, HazardRules, HazardVerdict, Rule, tables,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the rules need to know of goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goods {
    /// Dangerous goods data.
    pub hazard: Option<Hazard>,
    /// Food for people or animals.
    pub foodstuff: bool,
}

/// Goods may not ride so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Index of the goods.
    pub goods: usize,
    /// Index of what they may not ride with; none where they may not ride at all.
    pub with: Option<usize>,
    /// Under which rule.
    pub rule: Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AdrCell {
    Together,
    ByGroup,
    Apart { unless_1_4s: bool, unless_life_saving: bool },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClassCell {
    Free,
    ByGroup,
    Never,
    UnlessLeakproof,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GroupCell {
    Free,
    Never,
    Detonators,
    Identical,
    AsE,
    AsD,
    WithS,
    ArticlesOnly,
}

type Grid<Cell> = BTreeMap<(String, String), Cell>;

/// A rule set, ready to judge.
#[derive(Clone, Debug)]
pub struct Rules {
    set: HazardRules,
    adr: Grid<AdrCell>,
    by_class: Grid<ClassCell>,
    by_group: Grid<GroupCell>,
    simple: BTreeSet<(CompatibilityGroup, CompatibilityGroup)>,
}

#[derive(serde::Deserialize)]
struct Table {
    keys: Vec<String>,
    grid: Vec<Vec<String>>,
}

#[derive(serde::Deserialize)]
struct Simple {
    may_mix: BTreeMap<String, Vec<String>>,
}

impl Rules {
    /// Reads the tables of a rule set.
    pub fn new(set: HazardRules) -> Self {
        Self {
            set,
            adr: grid(tables::ADR_7_5_2_1, adr_cell),
            by_class: grid(tables::CFR49_177_848_D, class_cell),
            by_group: grid(tables::CFR49_177_848_F, group_cell),
            simple: simple_pairs(),
        }
    }

    /// Judges a load: why it may ride and what it counts as, or what may not ride with what.
    /// Nothing where nothing is dangerous.
    pub fn judge(&self, load: &[Goods]) -> Result<Option<HazardVerdict>, Refusal> {
        let mut cited = BTreeSet::new();
        for (index, goods) in load.iter().enumerate() {
            self.alone(*goods).map_err(|rule| Refusal { goods: index, with: None, rule })?;
            for (with, other) in load[..index].iter().enumerate() {
                let together = self.pair(*goods, *other);
                cited.extend(together.map_err(|rule| Refusal { goods: index, with: Some(with), rule })?);
            }
        }
        let hazards: BTreeSet<Hazard> = load.iter().filter_map(|goods| goods.hazard).collect();
        if hazards.is_empty() {
            return Ok(None);
        }
        let result = self.classify(&hazards, &mut cited);
        Ok(Some(HazardVerdict { rules: self.set, cited, result }))
    }

    /// Whether goods may ride at all.
    pub fn alone(&self, goods: Goods) -> Result<(), Rule> {
        match goods.hazard {
            Some(Hazard { class: HazardClass::Unknown, .. }) => Err(Rule::UnknownClass),
            Some(Hazard { class, group: None, .. }) if class.is_explosive() => Err(Rule::GroupMissing),
            Some(_) | None => Ok(()),
        }
    }

    /// The rules that let two goods ride together, or the one that does not.
    pub fn pair(&self, one: Goods, two: Goods) -> Result<BTreeSet<Rule>, Rule> {
        self.food_apart(one, two).or_else(|| self.food_apart(two, one)).map_or(Ok(()), Err)?;
        let (Some(a), Some(b)) = (one.hazard, two.hazard) else { return Ok(BTreeSet::new()) };
        if a == b {
            return Ok(BTreeSet::new());
        }
        let allowed = match self.set {
            HazardRules::Adr => vec![self.by_adr(a, b)?],
            HazardRules::Cfr49 => vec![self.by_cfr(a, b)?],
            HazardRules::UnSimple => vec![self.by_un_simple(a, b)?],
            HazardRules::Stricter => vec![self.by_adr(a, b)?, self.by_cfr(a, b)?],
        };
        Ok(allowed.into_iter().collect())
    }

    fn food_apart(&self, food: Goods, other: Goods) -> Option<Rule> {
        let hazard = other.hazard.filter(|_| food.foodstuff)?;
        let (adr, cfr) = match hazard.class {
            HazardClass::Div6_1 => (true, true),
            HazardClass::Div6_2 => (true, false),
            HazardClass::Div2_3 => (false, true),
            HazardClass::Class9 => (tables::CLASS_9_APART_FROM_FOOD.contains(&hazard.un), false),
            HazardClass::Div1_1
            | HazardClass::Div1_2
            | HazardClass::Div1_3
            | HazardClass::Div1_4
            | HazardClass::Div1_5
            | HazardClass::Div1_6
            | HazardClass::Div2_1
            | HazardClass::Div2_2
            | HazardClass::Class3
            | HazardClass::Div4_1
            | HazardClass::Div4_1Explosive
            | HazardClass::Div4_2
            | HazardClass::Div4_3
            | HazardClass::Div5_1
            | HazardClass::Div5_2
            | HazardClass::Div5_2Explosive
            | HazardClass::Class7
            | HazardClass::Class8
            | HazardClass::Unknown => (false, false),
        };
        let (asks_adr, asks_cfr) = match self.set {
            // The UN rule says nothing of food; the wider list is taken.
            HazardRules::Adr | HazardRules::UnSimple => (true, false),
            HazardRules::Cfr49 => (false, true),
            HazardRules::Stricter => (true, true),
        };
        (adr && asks_adr).then_some(Rule::Adr754).or((cfr && asks_cfr).then_some(Rule::Cfr841e))
    }

    fn by_adr(&self, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
        let keys = adr_key(a.class).zip(adr_key(b.class));
        let cell = keys.and_then(|(row, column)| self.adr.get(&(row.to_owned(), column.to_owned())));
        let is_1_4s = |h: Hazard| h.class == HazardClass::Div1_4 && h.group == Some(CompatibilityGroup::S);
        let is_life_saving = |h: Hazard| h.class == HazardClass::Class9 && tables::LIFE_SAVING.contains(&h.un);
        match cell {
            None => Err(Rule::NotCovered),
            Some(AdrCell::Together) => Ok(Rule::Adr7521),
            Some(AdrCell::ByGroup) if self.simply_together(a, b) => Ok(Rule::Adr7522),
            Some(AdrCell::ByGroup) => Err(Rule::Adr7522),
            Some(AdrCell::Apart { unless_1_4s: true, .. }) if is_1_4s(a) || is_1_4s(b) => Ok(Rule::Adr7521NoteA),
            Some(AdrCell::Apart { unless_life_saving: true, .. }) if is_life_saving(a) || is_life_saving(b) => {
                Ok(Rule::Adr7521NoteB)
            }
            Some(AdrCell::Apart { .. }) => Err(Rule::Adr7521),
        }
    }

    fn by_cfr(&self, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
        if a.class.is_explosive() && b.class.is_explosive() {
            return self.by_cfr_group(a, b);
        }
        let (rows, columns) = (cfr_rows(a.class), cfr_rows(b.class));
        if rows.is_empty() || columns.is_empty() {
            return if a.class == b.class { Ok(Rule::Cfr848d) } else { Err(Rule::NotCovered) };
        }
        // Zones and states are not known: the strictest of the rows that may apply counts.
        let cells = rows
            .iter()
            .flat_map(|row| columns.iter().map(|column| self.by_class.get(&((*row).to_owned(), (*column).to_owned()))));
        let mut verdict = Ok(Rule::Cfr848d);
        for cell in cells {
            match cell {
                Some(ClassCell::Free) => {}
                Some(ClassCell::UnlessLeakproof) => verdict = Err(Rule::Cfr848dLeak),
                Some(ClassCell::Never | ClassCell::ByGroup) | None => return Err(Rule::Cfr848d),
            }
        }
        verdict
    }

    fn by_cfr_group(&self, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
        let (Some(one), Some(two)) = (a.group, b.group) else { return Err(Rule::GroupMissing) };
        let cell = self.by_group.get(&(one.code().to_owned(), two.code().to_owned()));
        let special_risk = one == CompatibilityGroup::L || two == CompatibilityGroup::L;
        match cell {
            // Two entries of group L are not the identical explosive.
            Some(GroupCell::Free) if special_risk => Err(Rule::Cfr848fNote1),
            Some(GroupCell::Free) => Ok(Rule::Cfr848f),
            Some(GroupCell::AsE) => Ok(Rule::Cfr848fNote2),
            Some(GroupCell::AsD) => Ok(Rule::Cfr848fNote3),
            Some(GroupCell::WithS) => with_s(a, b),
            Some(GroupCell::Identical) => Err(Rule::Cfr848fNote1),
            Some(GroupCell::Detonators) => Err(Rule::Cfr848fNote4),
            Some(GroupCell::ArticlesOnly) => Err(Rule::Cfr848fNote6),
            Some(GroupCell::Never) | None => Err(Rule::Cfr848f),
        }
    }

    fn by_un_simple(&self, a: Hazard, b: Hazard) -> Result<Rule, Rule> {
        if a.class.is_explosive() && b.class.is_explosive() {
            return if self.simply_together(a, b) { Ok(Rule::UnSimple) } else { Err(Rule::UnSimple) };
        }
        if a.class == b.class { Ok(Rule::UnSimple) } else { Err(Rule::NotCovered) }
    }

    fn simply_together(&self, a: Hazard, b: Hazard) -> bool {
        let groups = a.group.zip(b.group);
        groups.is_some_and(|(one, two)| one != CompatibilityGroup::L && self.simple.contains(&(one, two)))
    }

    /// What the whole counts as: 49 CFR 177.848(g) notes 2 and 3 for the group, (h) and (i) for
    /// the division. Group S beside others changes nothing.
    fn classify(&self, hazards: &BTreeSet<Hazard>, cited: &mut BTreeSet<Rule>) -> Classification {
        let mut divisions = BTreeSet::new();
        let mut groups = BTreeSet::new();
        let mut others = BTreeSet::new();
        let only_s = hazards.iter().filter(|h| h.class.is_explosive()).all(is_s);
        for hazard in hazards {
            if !hazard.class.is_explosive() {
                others.insert(hazard.class);
            } else if only_s || !is_s(hazard) {
                divisions.insert(hazard.class);
                groups.extend(hazard.group);
            }
        }
        let group = match groups.len() {
            0 | 1 => groups.first().copied(),
            _ if groups.contains(&CompatibilityGroup::N) => Some(CompatibilityGroup::D),
            _ => Some(CompatibilityGroup::E),
        };
        if groups.len() > 1 && matches!(self.set, HazardRules::Cfr49 | HazardRules::Stricter) {
            let as_d = group == Some(CompatibilityGroup::D);
            cited.insert(if as_d { Rule::Cfr848fNote3 } else { Rule::Cfr848fNote2 });
        }
        let both = divisions.contains(&HazardClass::Div1_5) && divisions.contains(&HazardClass::Div1_2);
        let division = if both { Some(HazardClass::Div1_1) } else { divisions.first().copied() };
        let explosive = division.zip(group).map(|(division, group)| Explosive { division, group });
        Classification { explosive, others }
    }
}

fn is_s(hazard: &Hazard) -> bool {
    hazard.group == Some(CompatibilityGroup::S)
}

/// Notes 4 and 5: detonators not at all, 1.4S fireworks not with 1.1 or 1.2.
fn with_s(a: Hazard, b: Hazard) -> Result<Rule, Rule> {
    let detonators = |h: Hazard| tables::DETONATORS.contains(&h.un);
    let fireworks = |h: Hazard| tables::FIREWORKS_1_4S.contains(&h.un);
    let violent = |h: Hazard| matches!(h.class, HazardClass::Div1_1 | HazardClass::Div1_2);
    if detonators(a) || detonators(b) {
        Err(Rule::Cfr848fNote4)
    } else if (fireworks(a) && violent(b)) || (fireworks(b) && violent(a)) {
        Err(Rule::Cfr848fNote5)
    } else {
        Ok(Rule::Cfr848f)
    }
}

/// The row of the ADR table a class stands in.
fn adr_key(class: HazardClass) -> Option<&'static str> {
    match class {
        HazardClass::Div1_1 | HazardClass::Div1_2 | HazardClass::Div1_3 => Some("1"),
        HazardClass::Div2_1 | HazardClass::Div2_2 | HazardClass::Div2_3 => Some("2"),
        HazardClass::Unknown => None,
        HazardClass::Div1_4
        | HazardClass::Div1_5
        | HazardClass::Div1_6
        | HazardClass::Class3
        | HazardClass::Div4_1
        | HazardClass::Div4_1Explosive
        | HazardClass::Div4_2
        | HazardClass::Div4_3
        | HazardClass::Div5_1
        | HazardClass::Div5_2
        | HazardClass::Div5_2Explosive
        | HazardClass::Div6_1
        | HazardClass::Div6_2
        | HazardClass::Class7
        | HazardClass::Class8
        | HazardClass::Class9 => Some(class.code()),
    }
}

/// The rows of the 49 CFR table a class may stand in.
fn cfr_rows(class: HazardClass) -> Vec<&'static str> {
    match class {
        HazardClass::Div1_1 | HazardClass::Div1_2 => vec!["1.1/1.2"],
        HazardClass::Div2_3 => vec!["2.3A", "2.3B"],
        HazardClass::Div6_1 => vec!["6.1L"],
        HazardClass::Class8 => vec!["8L"],
        HazardClass::Div4_1Explosive
        | HazardClass::Div5_2Explosive
        | HazardClass::Div6_2
        | HazardClass::Class9
        | HazardClass::Unknown => Vec::new(),
        HazardClass::Div1_3
        | HazardClass::Div1_4
        | HazardClass::Div1_5
        | HazardClass::Div1_6
        | HazardClass::Div2_1
        | HazardClass::Div2_2
        | HazardClass::Class3
        | HazardClass::Div4_1
        | HazardClass::Div4_2
        | HazardClass::Div4_3
        | HazardClass::Div5_1
        | HazardClass::Div5_2
        | HazardClass::Class7 => vec![class.code()],
    }
}

fn adr_cell(text: &str) -> Option<AdrCell> {
    let (unless_1_4s, unless_life_saving) = match text {
        "X" => return Some(AdrCell::Together),
        "7.5.2.2" => return Some(AdrCell::ByGroup),
        "" => (false, false),
        "a" => (true, false),
        "b" => (false, true),
        "a,b" => (true, true),
        _ => return None,
    };
    Some(AdrCell::Apart { unless_1_4s, unless_life_saving })
}

fn class_cell(text: &str) -> Option<ClassCell> {
    match text {
        "." => Some(ClassCell::Free),
        "*" => Some(ClassCell::ByGroup),
        "X" => Some(ClassCell::Never),
        "O" => Some(ClassCell::UnlessLeakproof),
        _ => None,
    }
}

fn group_cell(text: &str) -> Option<GroupCell> {
    match text {
        "." => Some(GroupCell::Free),
        "X" => Some(GroupCell::Never),
        "X(4)" => Some(GroupCell::Detonators),
        "1" => Some(GroupCell::Identical),
        "2" => Some(GroupCell::AsE),
        "3" => Some(GroupCell::AsD),
        "4/5" => Some(GroupCell::WithS),
        "6" => Some(GroupCell::ArticlesOnly),
        _ => None,
    }
}

/// Reads a table. A cell that is not understood is left out, and so refused; a test sees to it
/// that there is none.
fn grid<Cell>(text: &str, read: fn(&str) -> Option<Cell>) -> Grid<Cell> {
    let Ok(table) = serde_json::from_str::<Table>(text) else { return Grid::new() };
    let mut cells = Grid::new();
    for (row, line) in table.keys.iter().zip(&table.grid) {
        for (column, cell) in table.keys.iter().zip(line) {
            if let Some(cell) = read(cell) {
                cells.insert((row.clone(), column.clone()), cell);
            }
        }
    }
    cells
}

fn simple_pairs() -> BTreeSet<(CompatibilityGroup, CompatibilityGroup)> {
    let Ok(table) = serde_json::from_str::<Simple>(tables::UN_COMPAT_SIMPLE) else { return BTreeSet::new() };
    let pairs = table.may_mix.iter().flat_map(|(one, may)| may.iter().map(move |two| (one, two)));
    pairs.filter_map(|(one, two)| Some((CompatibilityGroup::read(one)?, CompatibilityGroup::read(two)?))).collect()
}

#[cfg(test)]
#[path = "hazard_tests.rs"]
mod tests;
