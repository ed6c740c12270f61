//! Every frame is held to its own examples.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

use reader::{Draft, Gazetteer, Lexicons, Polarity, Request, read};

fn drafts(text: &str, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Vec<Draft> {
    let date = "2013-02-08".parse().unwrap();
    let request = Request { text: text.as_bytes(), date, outlet: None, outlet_letter: None };
    read(&request, lexicons, gazetteer).unwrap().drafts
}

#[test]
fn every_frame_finds_its_positive_and_leaves_its_negative_examples() {
    let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    let mut failures = Vec::new();
    let mut count = 0;
    for frame in lexicons.examples() {
        let fits = |draft: &Draft| {
            draft.kind == frame.kind && draft.state == frame.state && draft.polarity == Polarity::Positive
        };
        for text in frame.positive {
            count += 1;
            let found = drafts(text, &lexicons, &gazetteer);
            if !found.iter().any(fits) {
                let said: Vec<_> = found.iter().map(|d| (&d.rule, d.polarity)).collect();
                failures.push(format!("{} does not find: {text}\n    found {said:?}", frame.rule));
            }
        }
        for text in frame.negative {
            count += 1;
            if let Some(draft) = drafts(text, &lexicons, &gazetteer).iter().find(|draft| fits(draft)) {
                failures.push(format!(
                    "{} must not find: {text}\n    by {} «{}»",
                    frame.rule,
                    draft.rule,
                    draft.span.of(text)
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} examples fail\n{}", failures.len(), failures.join("\n"));
}
