//! For whoever writes rules: what the rules see in a text, and what they make of it.
//!
//! `cargo run -p reader --example probe -- FILE DATE [--lines]`: with `--lines`, every
//! line is a text of its own.

#![expect(clippy::print_stdout, reason = "a tool for developers talks on its terminal")]

use reader::{Date, Draft, Gazetteer, Lexicons, Request, read, skeletons};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [file, date, rest @ ..] = args.as_slice() else { return Err("usage: probe FILE DATE [--lines]".into()) };
    let text = std::fs::read_to_string(file)?;
    let date: Date = date.parse()?;
    let (lexicons, gazetteer) = (Lexicons::shipped()?, Gazetteer::shipped()?);
    let texts: Vec<&str> = if rest.is_empty() { vec![&text] } else { text.lines().collect() };
    for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
        let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
        for line in skeletons(&request, &lexicons, &gazetteer)? {
            println!("{line}");
        }
        read(&request, &lexicons, &gazetteer)?.drafts.iter().for_each(|draft| show(draft, text));
        println!();
    }
    Ok(())
}

fn show(draft: &Draft, text: &str) {
    let state = draft.state.map_or("", |state| state.code());
    let marks = [draft.polarity.code(), draft.modality.code(), if draft.background { "background" } else { "" }];
    println!("  {} {state} [{}] {} {} by {}", draft.kind, marks.join(" "), draft.source.class, draft.grade, draft.rule);
    println!("    «{}» <- «{}»", draft.span.of(text), draft.source.text);
    if let Some(span) = draft.time.span {
        println!("    time {:?} to {:?}, {} «{}»", draft.time.from, draft.time.to, draft.time.precision, span.of(text));
    }
    for argument in &draft.args {
        println!("    {} = {:?}", argument.name, argument.value);
    }
    let doubts: Vec<&str> = draft.doubts.iter().map(|doubt| doubt.code()).collect();
    if !doubts.is_empty() {
        println!("    ? {}", doubts.join(", "));
    }
}
