use super::*;
use CompatibilityGroup as G;
use HazardClass as C;

fn goods(un: u16, class: C, group: Option<G>) -> Goods {
    Goods { hazard: Some(Hazard { un, class, group }), foodstuff: false }
}

fn plain(class: C) -> Goods {
    goods(1, class, None)
}

#[test]
fn every_cell_of_every_table_is_understood() {
    let rules = Rules::new(HazardRules::Stricter);
    assert_eq!((rules.adr.len(), rules.by_class.len(), rules.by_group.len()), (18 * 18, 18 * 18, 13 * 13));
    let groups: BTreeSet<G> = rules.simple.iter().map(|(one, _)| *one).collect();
    assert_eq!(groups.len(), G::ALL.len());
}

#[test]
fn the_road_regimes_differ_on_31_pairs_outside_class_1() {
    // Counted over the rows of 49 CFR, where 2.3 stands twice; O counts as separated.
    let rules = Rules::new(HazardRules::Stricter);
    let rows = ["2.1", "2.2", "2.3A", "2.3B", "3", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1L", "7", "8L"];
    let adr = |row: &str| if row.starts_with('2') { "2".to_owned() } else { row.trim_end_matches('L').to_owned() };
    let mut differ = 0;
    for (index, one) in rows.iter().enumerate() {
        for two in &rows[index + 1..] {
            let by_cfr = rules.by_class[&((*one).to_owned(), (*two).to_owned())] == ClassCell::Free;
            let by_adr = rules.adr[&(adr(one), adr(two))] == AdrCell::Together;
            differ += u32::from(by_cfr != by_adr);
        }
    }
    assert_eq!(differ, 31);
}

#[test]
fn petrol_and_oxidiser_ride_together_by_adr_alone() {
    let (petrol, oxidiser) = (goods(1203, C::Class3, None), goods(1479, C::Div5_1, None));
    let together = |set| Rules::new(set).pair(petrol, oxidiser);
    assert_eq!(together(HazardRules::Adr), Ok(BTreeSet::from([Rule::Adr7521])));
    assert_eq!(together(HazardRules::Cfr49), Err(Rule::Cfr848dLeak));
    assert_eq!(together(HazardRules::Stricter), Err(Rule::Cfr848dLeak));
    assert_eq!(together(HazardRules::UnSimple), Err(Rule::NotCovered));
}

#[test]
fn blank_is_prohibited_and_dot_is_free() {
    let (cartridges, petrol) = (goods(12, C::Div1_4, Some(G::S)), goods(1203, C::Class3, None));
    let shells = goods(168, C::Div1_1, Some(G::D));
    let by = |set, one, two| Rules::new(set).pair(one, two);
    assert_eq!(by(HazardRules::Adr, cartridges, petrol), Ok(BTreeSet::from([Rule::Adr7521NoteA])));
    assert_eq!(by(HazardRules::Adr, shells, petrol), Err(Rule::Adr7521));
    assert_eq!(by(HazardRules::Cfr49, cartridges, petrol), Err(Rule::Cfr848dLeak));
    assert_eq!(by(HazardRules::Cfr49, plain(C::Div1_6), petrol), Ok(BTreeSet::from([Rule::Cfr848d])));
    let vests = goods(3268, C::Class9, None);
    assert_eq!(by(HazardRules::Adr, shells, vests), Ok(BTreeSet::from([Rule::Adr7521NoteB])));
    assert_eq!(by(HazardRules::Adr, shells, plain(C::Class9)), Err(Rule::Adr7521));
    assert_eq!(by(HazardRules::Cfr49, petrol, vests), Err(Rule::NotCovered));
}

#[test]
fn groups_follow_the_notes() {
    let by = |one, two| Rules::new(HazardRules::Cfr49).pair(one, two);
    let one = |class, group| goods(100, class, Some(group));
    let two = |class, group| goods(200, class, Some(group));
    let cited = |rule| Ok(BTreeSet::from([rule]));
    assert_eq!(by(one(C::Div1_1, G::C), two(C::Div1_1, G::E)), cited(Rule::Cfr848fNote2));
    assert_eq!(by(one(C::Div1_1, G::C), two(C::Div1_6, G::N)), cited(Rule::Cfr848fNote3));
    assert_eq!(by(one(C::Div1_2, G::L), two(C::Div1_2, G::L)), Err(Rule::Cfr848fNote1));
    assert_eq!(by(one(C::Div1_2, G::L), one(C::Div1_2, G::L)), Ok(BTreeSet::new()));
    assert_eq!(by(one(C::Div1_1, G::B), two(C::Div1_1, G::D)), Err(Rule::Cfr848fNote4));
    assert_eq!(by(goods(456, C::Div1_4, Some(G::S)), two(C::Div1_1, G::D)), Err(Rule::Cfr848fNote4));
    assert_eq!(by(goods(337, C::Div1_4, Some(G::S)), two(C::Div1_1, G::D)), Err(Rule::Cfr848fNote5));
    assert_eq!(by(goods(337, C::Div1_4, Some(G::S)), two(C::Div1_3, G::G)), cited(Rule::Cfr848f));
    assert_eq!(by(one(C::Div1_3, G::G), two(C::Div1_1, G::D)), Err(Rule::Cfr848fNote6));
    assert_eq!(by(one(C::Div1_1, G::A), two(C::Div1_1, G::D)), Err(Rule::Cfr848f));
}

#[test]
fn the_mix_is_classified_as_a_whole() {
    let cfr = Rules::new(HazardRules::Cfr49);
    let result = |load: &[Goods]| cfr.judge(load).unwrap().unwrap().result;
    let explosive = |load: &[Goods]| result(load).explosive.map(|e| (e.division, e.group));
    let g = |un, class, group| goods(un, class, Some(group));
    // (g) note 2, (h): one group, the lowest division.
    assert_eq!(explosive(&[g(1, C::Div1_3, G::C), g(2, C::Div1_2, G::D)]), Some((C::Div1_2, G::E)));
    // (g) note 3.
    assert_eq!(explosive(&[g(1, C::Div1_6, G::N), g(2, C::Div1_2, G::D)]), Some((C::Div1_2, G::D)));
    // (i).
    assert_eq!(explosive(&[g(1, C::Div1_5, G::D), g(2, C::Div1_2, G::D)]), Some((C::Div1_1, G::D)));
    // S beside others changes nothing; alone it is itself.
    assert_eq!(explosive(&[g(12, C::Div1_4, G::S), g(2, C::Div1_2, G::D)]), Some((C::Div1_2, G::D)));
    assert_eq!(explosive(&[g(12, C::Div1_4, G::S), g(14, C::Div1_4, G::S)]), Some((C::Div1_4, G::S)));
    assert_eq!(result(&[plain(C::Class3)]).others, BTreeSet::from([C::Class3]));
    assert_eq!(cfr.judge(&[Goods { hazard: None, foodstuff: true }]), Ok(None));
}

#[test]
fn what_is_unknown_is_refused() {
    let refusal = |load: &[Goods]| Rules::new(HazardRules::Adr).judge(load).unwrap_err();
    assert_eq!(refusal(&[plain(C::Unknown)]), Refusal { goods: 0, with: None, rule: Rule::UnknownClass });
    assert_eq!(refusal(&[plain(C::Div1_1)]).rule, Rule::GroupMissing);
    assert_eq!(HazardClass::read("1.7"), C::Unknown);
    assert_eq!(HazardClass::read(" 5.1 "), C::Div5_1);
}

#[test]
fn food_rides_apart_from_poisons() {
    let food = Goods { hazard: None, foodstuff: true };
    let with = |set, other| Rules::new(set).pair(other, food).err();
    assert_eq!(with(HazardRules::Adr, plain(C::Div6_2)), Some(Rule::Adr754));
    assert_eq!(with(HazardRules::Cfr49, plain(C::Div2_3)), Some(Rule::Cfr841e));
    assert_eq!(with(HazardRules::Stricter, goods(2590, C::Class9, None)), Some(Rule::Adr754));
    assert_eq!(with(HazardRules::Stricter, plain(C::Class3)), None);
}
