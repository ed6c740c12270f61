//! The pattern language once more, as regular expressions over the line of a sentence:
//! slow, plain, and what the steps are held to.

use super::tree::Tree;
use super::{Compiler, Hit, Pattern, Scratch};
use crate::looks::Mark;
use crate::skeleton::Skeleton;
use proptest::prelude::*;
use regex::Regex;
use std::collections::BTreeMap;

/// The expression of a part; every node stands behind a space and has one behind it.
fn expression(tree: &Tree, words: &BTreeMap<u32, String>) -> String {
    let one = |parts: Vec<String>| format!("(?:{})", parts.join("|"));
    match tree {
        Tree::Words(set) => one(set.words.iter().map(|word| format!(r"\^?{} ", regex::escape(&words[word]))).collect()),
        Tree::Begins(stem, _) => format!(r"(?:\^?{}[^ ]* )", regex::escape(stem)),
        Tree::Look(look) => one(vec![looks(*look)]),
        Tree::Run { look, width, greedy } => {
            format!("(?:{}){{0,{width}}}{}", looks(*look), if *greedy { "" } else { "?" })
        }
        Tree::All(parts) => parts.iter().map(|part| expression(part, words)).collect(),
        Tree::Any(parts) => one(parts.iter().map(|part| expression(part, words)).collect()),
        Tree::Maybe(body) => format!("(?:{})?", expression(body, words)),
        Tree::Taken(_, body) => format!("({})", expression(body, words)),
        Tree::Shared(shared) => expression(&shared.body, words),
        // Told by whoever writes the pattern, in front of the first space.
        Tree::Start => String::new(),
        Tree::End => "$".to_owned(),
    }
}

fn looks(look: Mark) -> String {
    let passed = "TIME |NAT |ORG |AGENCY |STILL ";
    match look {
        Mark::NUMBER => "[0-9][^ ]* ".to_owned(),
        Mark::PLAIN => "[^ ,;:|A-Z/%\u{2000}-\u{2fff}-][^ ]* ".to_owned(),
        Mark::ROAD => r"\^?[a-z]{1,3}[0-9]{1,4} ".to_owned(),
        Mark::CAPITAL => r"\^[^ ]* ".to_owned(),
        Mark::NAME => r"\^[^ ]* |(?:ag|ould|ben|bin|al|el|de|d') ".to_owned(),
        Mark::GAP_NARROW => format!("{passed}|[^ ,;:|A-Z-][^ ]* "),
        Mark::GAP => format!("{passed}|[^ ;:|A-Z][^ ]* "),
        Mark::GAP_WIDE => "[^ ;:|][^ ]* ".to_owned(),
        Mark::GAP_PLACES => format!("{passed}|PLACE |REGION |TOWNS |[^ ;:|A-Z][^ ]* "),
        Mark::GAP_WORDS => "[^ ,;:|-][^ ]* ".to_owned(),
        _ => unreachable!("a look that no pattern asks for"),
    }
}

/// Trigger, nodes and roles of every place where a pattern holds.
type Places = Vec<(std::ops::Range<usize>, std::ops::Range<usize>, Vec<(String, std::ops::Range<usize>)>)>;

fn slowly(expression: &str, roles: &[Option<String>], line: &[String]) -> Places {
    let regex = Regex::new(expression).unwrap();
    let text: String = [" "].into_iter().chain(line.iter().flat_map(|node| [node.as_str(), " "])).collect();
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let nodes = |range: std::ops::Range<usize>| {
        let at = |byte: usize| starts.iter().position(|start| *start == byte).unwrap();
        at(range.start)..at(range.end)
    };
    let (mut places, mut from) = (Places::new(), 0);
    while let Some(found) = regex.captures_at(&text, from) {
        let whole = found.get(0).unwrap();
        let whole = nodes(whole.start() + 1..whole.end());
        let (mut trigger, mut named) = (whole.clone(), Vec::new());
        for (at, role) in roles.iter().enumerate() {
            let Some(part) = found.get(at + 1).filter(|part| !part.is_empty()) else { continue };
            match role {
                None => trigger = nodes(part.range()),
                Some(role) => named.push((role.clone(), nodes(part.range()))),
            }
        }
        let next = trigger.end.max(whole.start + 1);
        places.push((trigger, whole, named));
        if next >= line.len() {
            break;
        }
        from = starts[next] - 1;
    }
    places
}

/// Both searches for a pattern in a line.
fn both(source: &str, line: &[String]) -> Option<(Places, Places)> {
    let mut compiler = Compiler::new(BTreeMap::from([("m".to_owned(), "b|c [d]".to_owned())]));
    let pattern = Pattern::compile(source, &mut compiler).ok()?;
    let tree = compiler.tree(source).ok()?;
    let start = if source.starts_with('^') { "^" } else { "" };
    let expression = format!("{start} {}", expression(&tree, &compiler.vocabulary.words()));
    let roles: Vec<Option<String>> =
        pattern.program().parts.iter().map(|role| role.as_ref().map(ToString::to_string)).collect();
    let skeleton = Skeleton::of(line.iter().cloned(), &compiler.vocabulary);
    let place = |hit: Hit<'_>| {
        (hit.trigger, hit.nodes, hit.roles.into_iter().map(|(role, nodes)| (role.to_owned(), nodes)).collect())
    };
    let fast = pattern.find(&skeleton, &mut Scratch::default()).into_iter().map(place).collect();
    Some((fast, slowly(&expression, &roles, line)))
}

/// What patterns and lines are made of: few words, so that they meet.
const ATOMS: &[&str] = &[
    "b",
    "c",
    "d",
    "b*",
    "bc*",
    "{ROAD}",
    "{ROAD|TIME}",
    ",",
    "-",
    "!d",
    "&",
    "%",
    "?",
    "@",
    "=",
    "..3",
    "--2",
    "...4",
    "..-2",
    "++3",
    "$m",
    "c'd",
    "#b~",
];
const NODES: &[&str] =
    &["b", "c", "^b", "d", "bc", "ROAD", "TIME", "PLACE", ",", "-", ";", "|d", "b4", "7", "^x", "al", "e"];

fn patterns() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(ATOMS).prop_map(str::to_owned);
    let part = atom.prop_recursive(4, 24, 4, |part| {
        prop_oneof![
            3 => prop::collection::vec(part.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            1 => part.clone().prop_map(|part| format!("[{part}]")),
            1 => part.clone().prop_map(|part| format!("(r:{part})")),
            1 => part.clone().prop_map(|part| format!("<{part}>")),
            1 => (part.clone(), part.clone()).prop_map(|(a, b)| format!("({a}|{b})")),
            1 => (part.clone(), part).prop_map(|(a, b)| format!("[s:{a}|{b}]")),
        ]
    });
    (any::<bool>(), part).prop_map(|(start, part)| if start { format!("^ {part}") } else { part })
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(NODES).prop_map(str::to_owned), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Steps find what the expression finds, part by part.
    #[test]
    fn steps_hold_where_expressions_hold(source in patterns(), line in lines()) {
        if let Some((fast, slow)) = both(&source, &line) {
            prop_assert_eq!(fast, slow, "{}", source);
        }
    }
}

#[test]
fn a_pattern_and_its_expression_agree_on_choices() {
    let line = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (source, text, wanted) in [
        ("<b> ..3 [r:c]", "b d c e c", "[(0..1, 0..3, [(\"r\", 2..3)])]"),
        ("<b> ++3 c", "b d c e c", "[(0..1, 0..5, [])]"),
        ("^ (r:b) <c>", "b c b c", "[(1..2, 0..2, [(\"r\", 0..1)])]"),
        ("(b|b c) <d>", "b c d", "[(2..3, 0..3, [])]"),
    ] {
        let (fast, slow) = both(source, &line(text)).unwrap();
        assert_eq!((format!("{fast:?}").as_str(), &fast), (wanted, &slow), "{source}");
    }
}
