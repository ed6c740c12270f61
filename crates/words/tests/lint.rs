//! The message files, held against each other and against the sources that use them.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use words::{Lang, code_id, locale_files};

/// A message: its file, its variables, its text.
struct Message {
    file: &'static str,
    variables: BTreeSet<String>,
    text: String,
}

/// Reads the part of Fluent that our files use: comments, messages, continuation lines.
fn messages(lang: Lang) -> BTreeMap<String, Message> {
    let mut all: BTreeMap<String, Message> = BTreeMap::new();
    for (file, source) in locale_files(lang) {
        let mut open: Option<String> = None;
        for line in source.lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if let Some((id, text)) = line.split_once('=').filter(|_| !line.starts_with(' ')) {
                let message = Message { file, variables: BTreeSet::new(), text: text.trim().to_owned() };
                let twice = all.insert(id.trim().to_owned(), message);
                assert!(twice.is_none(), "{lang}/{file}: `{}` is defined twice", id.trim());
                open = Some(id.trim().to_owned());
            } else {
                let id = open.as_ref().unwrap_or_else(|| panic!("{lang}/{file}: a line before any message: {line}"));
                let message = all.get_mut(id).unwrap();
                message.text = format!("{}\n{line}", message.text);
            }
        }
    }
    for message in all.values_mut() {
        let names = message.text.split('$').skip(1);
        let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        message.variables = names.map(name).collect();
    }
    all
}

/// What every language lacks, in a form to be filled in.
fn missing() -> String {
    let english = messages(Lang::En);
    let mut out = String::new();
    for lang in [Lang::Fr, Lang::Ar] {
        let known = messages(lang);
        let mut file = "";
        for (id, message) in &english {
            if known.contains_key(id) {
                continue;
            }
            if file != message.file {
                file = message.file;
                out += &format!("\n# {lang}/{file}\n");
            }
            out += &format!("{id} = {}\n", message.text);
        }
    }
    out
}

#[test]
fn every_message_exists_in_every_language() {
    let missing = missing();
    assert!(missing.is_empty(), "to be translated:\n{missing}");
    let english = messages(Lang::En);
    for lang in [Lang::Fr, Lang::Ar] {
        let extra: Vec<String> = messages(lang).into_keys().filter(|id| !english.contains_key(id)).collect();
        assert!(extra.is_empty(), "{lang} has messages that English lacks: {extra:?}");
    }
}

#[test]
fn translations_use_the_same_variables() {
    let english = messages(Lang::En);
    for lang in [Lang::Fr, Lang::Ar] {
        for (id, message) in messages(lang) {
            let Some(original) = english.get(&id) else { continue };
            assert_eq!(original.file, message.file, "{lang}: `{id}` stands in another file");
            assert_eq!(original.variables, message.variables, "{lang}: `{id}`");
        }
    }
}

#[test]
fn files_are_whole_and_no_select_is_on_one_line() {
    for lang in Lang::ALL {
        for (file, source) in locale_files(lang) {
            if let Err((_, errors)) = fluent_bundle::FluentResource::try_new((*source).to_owned()) {
                panic!("{lang}/{file}: {errors:?}");
            }
            for (number, line) in source.lines().enumerate() {
                // The parser drops such a message without a word.
                let select = line.split_once("->").is_some_and(|(_, rest)| !rest.trim().is_empty());
                assert!(!select, "{lang}/{file}:{}: write the variants on lines of their own", number + 1);
            }
        }
        for (id, message) in messages(lang) {
            assert!(words::Words::new(lang).has(&id), "{lang}: `{id}` did not survive parsing: {}", message.text);
        }
    }
}

#[test]
fn arabic_plurals_have_all_six_forms() {
    let forms = ["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"];
    for (id, message) in messages(Lang::Ar) {
        if forms[..5].iter().any(|form| message.text.contains(form)) {
            let absent: Vec<_> = forms.iter().filter(|form| !message.text.contains(**form)).collect();
            assert!(absent.is_empty(), "ar: `{id}` lacks {absent:?}");
            assert!(message.text.contains("NUMBER($"), "ar: `{id}` must choose by NUMBER($...), see `plural_twin`");
        }
    }
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every source below the folders, path and content; of Rust, what is not a test.
fn below(mut folders: Vec<PathBuf>) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "ts" || e == "svelte") {
                let source = fs::read_to_string(&path).unwrap();
                // Tests may ask for what does not exist.
                let code = source.split("#[cfg(test)]").next().unwrap_or_default();
                found.push((path, code.to_owned()));
            }
        }
    }
    found
}

/// Every Rust source under `crates/*/src`.
fn sources() -> Vec<(PathBuf, String)> {
    below(fs::read_dir(crates()).unwrap().map(|e| e.unwrap().path().join("src")).collect())
}

/// Sources of the crates that speak to people, and what tells all of them what to do next.
fn speaking() -> Vec<(PathBuf, String)> {
    let folders = ["qafila/src", "server/src", "paper/src", "orders/src"].map(|folder| crates().join(folder));
    let mut found = below(folders.to_vec());
    for hints in ["app/src/hints.rs", "app/src/import/advice.rs"].map(|file| crates().join(file)) {
        found.push((hints.clone(), std::fs::read_to_string(&hints).unwrap()));
    }
    found
}

/// Sources of the web page.
fn page() -> Vec<(PathBuf, String)> {
    below(vec![crates().join("../ui/src")])
}

/// Texts in quotes right behind a call of this name: the identifiers asked for.
fn called_with(source: &str, call: &str) -> Vec<String> {
    let after = source.split(call).skip(1).map(str::trim_start);
    after.filter_map(|rest| rest.strip_prefix('"')?.split_once('"')).map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn identifiers_used_in_sources_exist() {
    let known = messages(Lang::En);
    let mut seen = 0;
    for (path, code) in speaking() {
        for id in called_with(&code, ".say(").into_iter().chain(called_with(&code, ".cell(")) {
            assert!(known.contains_key(&id), "{}: no message `{id}`", path.display());
            seen += 1;
        }
        for list in called_with(&code, ".code(") {
            let start = code_id(&list, "");
            assert!(known.keys().any(|id| id.starts_with(&start)), "{}: no labels for `{list}`", path.display());
        }
    }
    for (path, code) in page() {
        for id in code.split("say('").skip(1).filter_map(|rest| rest.split('\'').next()) {
            assert!(known.contains_key(id), "{}: no message `{id}`", path.display());
        }
    }
    assert!(seen > 100, "the scan found {seen} identifiers: it no longer sees the calls");
}

/// Words in any quotes of a source, written as identifiers are: `on_road` is `on-road`.
fn quoted(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for quote in ['"', '\'', '`'] {
        let words = source.split(quote).filter(|word| !word.is_empty() && word.len() < 60);
        found.extend(words.filter(|word| !word.contains(char::is_whitespace)).map(|word| code_id(word, "")));
    }
    found.into_iter().map(|word| word.trim_end_matches('-').to_owned()).collect()
}

/// What stands before the variable end of a built identifier: `col-` of `"col-{rung}"`,
/// and the lists whose labels are asked for.
fn prefixes(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for opening in ["{", "${"] {
        let built = source.split(opening).filter_map(|before| before.rsplit(['"', '`']).next());
        found.extend(built.filter(|start| start.ends_with('-') && !start.contains(' ')).map(str::to_owned));
    }
    for call in [".code(", "label("] {
        let lists = source.split(call).skip(1).filter_map(|rest| {
            let rest = rest.trim_start();
            rest.strip_prefix(['"', '\''])?.split(['"', '\'']).next()
        });
        found.extend(lists.map(|list| code_id(list, "")));
    }
    found
}

#[test]
fn no_message_is_unused() {
    let asking: String = speaking().into_iter().chain(page()).map(|(_, source)| source + "\n").collect();
    let own: String = below(vec![crates().join("words/src")]).into_iter().map(|(_, source)| source + "\n").collect();
    let (mut named, starts) = (quoted(&asking), prefixes(&asking));
    let ends: BTreeSet<String> = sources().iter().chain(&page()).flat_map(|(_, source)| quoted(source)).collect();
    // Units, measures, intervals; labels that must be there.
    named.extend(quoted(&own));
    named.extend(codes().iter().map(|(list, code)| code_id(list, code)));
    let built =
        |id: &str| starts.iter().filter_map(|start| id.strip_prefix(start.as_str())).any(|end| ends.contains(end));
    let unused = messages(Lang::En).into_keys().filter(|id| !named.contains(id) && !built(id));
    let unused: Vec<String> = unused.collect();
    assert!(unused.is_empty(), "messages that nothing asks for: {unused:?}");
}

#[test]
fn commands_stand_between_two_backticks() {
    for lang in Lang::ALL {
        for (id, message) in messages(lang) {
            // The loader sets what is between them from left to right; an odd one would turn the rest of the file.
            for line in message.text.lines() {
                assert!(line.matches('`').count().is_multiple_of(2), "{lang}: `{id}`: {line}");
            }
        }
    }
}

#[test]
fn nothing_unseen_is_typed() {
    for lang in Lang::ALL {
        for (file, source) in locale_files(lang) {
            let unseen = |c: char| matches!(c, '\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\t');
            let at = source.lines().position(|line| line.contains(unseen));
            assert_eq!(at.map(|line| line + 1), None, "{lang}/{file}: write it as an escape");
        }
    }
}

/// Lists and codes of a `code_list!` or `words!` block: `Name "list" {` or `Name {`, then `Variant "code",`.
fn lists(source: &str) -> Vec<(String, String)> {
    let (mut list, mut found) = (String::new(), Vec::new());
    for line in source.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
        let word = line.split('"').nth(1);
        if line.ends_with('{') {
            list = word.map_or_else(|| spaced(line.trim_end_matches([' ', '{'])), str::to_owned);
        } else if let (Some(code), true) = (word, line.ends_with("\",")) {
            found.push((list.clone(), code.to_owned()));
        }
    }
    found
}

/// `CheckState` as `check state`.
fn spaced(name: &str) -> String {
    let word = |c: char| if c.is_uppercase() { format!(" {}", c.to_lowercase()) } else { c.to_string() };
    name.chars().map(word).collect::<String>().trim_start().to_owned()
}

/// Every code that people may see, with its list: of statements, of views,
/// of drafts, and the kinds of statement.
fn codes() -> Vec<(String, String)> {
    let block = |file: &str, opening: &str| {
        let source = fs::read_to_string(crates().join(file)).unwrap();
        lists(source.split_once(opening).unwrap_or_else(|| panic!("{file}: no `{opening}`")).1)
    };
    let mut codes = block("model/src/codes.rs", "\ncode_list! {");
    codes.extend(block("views/src/codes.rs", "\nwords! {"));
    codes.extend(block("model/src/body.rs", "\nbodies! {").into_iter().map(|(_, code)| ("kind".to_owned(), code)));
    let read = block("reader/src/codes.rs", "\ncode_list! {").into_iter().filter(|(list, _)| list == "state");
    codes.extend(read.map(|(_, code)| ("report state".to_owned(), code)));
    codes
}

#[test]
fn every_code_has_a_label() {
    let (codes, known) = (codes(), messages(Lang::En));
    assert!(codes.len() > 200, "the scan found {} codes: it no longer sees the lists", codes.len());
    let ids = codes.iter().map(|(list, code)| code_id(list, code));
    let absent: Vec<String> = ids.filter(|id| !known.contains_key(id)).collect();
    assert!(absent.is_empty(), "codes without a label: {absent:?}");
}
