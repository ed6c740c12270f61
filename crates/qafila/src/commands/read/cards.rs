//! The confirm flow at a terminal: one card a draft, and a person's word on each.
//!
//! Nothing is pre-ticked: an empty line is asked again, letter and number are typed apart.
//! Nothing is signed before the last card or a plain "yes" after `quit`.

mod asking;
mod editing;

use super::{Desk, may_sign, signing};
use crate::context::Outcome;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::reading::{Decision, Edit, Rejection, own_origin};
use asking::{Answer, Asking};
use model::Text;
use std::io::{BufRead, IsTerminal};
use units::OfficerId;
use views::Views;
use words::{Arg, Marking};

/// What a person can say to a card: the message of its key, and the key in every language.
const CHOICES: [(&str, char); 5] = [
    ("read-key-accept", 'a'),
    ("read-key-edit", 'e'),
    ("read-key-reject", 'r'),
    ("read-key-later", 'l'),
    ("read-key-quit", 'q'),
];

/// Decisions so far.
#[derive(Default)]
struct Tally {
    decisions: Vec<Decision>,
    rejections: Vec<Rejection>,
    later: usize,
}

pub(super) fn confirm(
    desk: &mut Desk<'_>,
    input: &mut dyn BufRead,
    officer: Option<&OfficerId>,
) -> Result<Outcome, Failure> {
    let views = desk.node.views(&AsOf::default())?;
    let mut asking = Asking::new(&desk.context, input);
    let settled = desk.node.settled(desk.document.text)?;
    let waiting: Vec<usize> = (0..desk.reading.drafts.len())
        .filter(|at| desk.reading.drafts.get(*at).is_some_and(|draft| settled.fate(draft).is_none()))
        .collect();
    let done = desk.reading.drafts.len() - waiting.len();
    if done > 0 {
        asking.tell("read-settled", &[("n", done.into())]);
    }
    if waiting.is_empty() {
        return Ok(Outcome::Done);
    }
    let origin = desk.node.origin_of(desk.document.text)?;
    if own_origin(desk.document.text).is_ok_and(|own| own != origin) {
        asking.tell("read-same-origin", &[("origin", Arg::code(&origin))]);
    }
    let Some(officer) = who(desk, &mut asking, officer)? else { return Ok(stopped(&asking)) };
    let Some(tally) = decide(desk, &views, &mut asking, &waiting)? else { return Ok(stopped(&asking)) };
    let counts = [
        ("accepted", tally.decisions.len().into()),
        ("rejected", tally.rejections.len().into()),
        ("later", tally.later.into()),
    ];
    asking.tell("read-tally", &counts);
    if tally.later > 0 {
        asking.tell("read-return", &[("n", tally.later.into())]);
    }
    desk.sign(&tally.decisions, &tally.rejections, Some(&officer))
}

/// The input ended in the middle: nothing was done.
fn stopped(asking: &Asking<'_>) -> Outcome {
    asking.tell("read-stopped", &[]);
    Outcome::Done
}

/// Who signs: as named, or one of those whose keys are at hand. The keys are opened now, so that a
/// wrong passphrase costs nobody their decisions.
fn who(desk: &Desk<'_>, asking: &mut Asking<'_>, named: Option<&OfficerId>) -> Result<Option<OfficerId>, Failure> {
    let known = desk.node.known_to_sign(&desk.node.known(&desk.operation)?)?;
    if named.is_some() {
        let officer = signing(&desk.node.party()?, &desk.operation, named)?;
        return may_sign(&known, &officer).map(|()| Some(officer));
    }
    let officers: Vec<OfficerId> = known.officers().cloned().collect();
    asking.tell("read-who", &[]);
    for (at, officer) in officers.iter().enumerate() {
        desk.context.tell(&desk.context.screen().item(&format!("{} {officer}", at + 1)));
    }
    let pick = |given: &str| {
        let number = given.parse::<usize>().ok().and_then(|number| officers.get(number.checked_sub(1)?));
        number.or_else(|| officers.iter().find(|officer| officer.as_str() == given)).cloned()
    };
    Ok(asking.until(|given| pick(given).ok_or_else(|| given.to_owned())))
}

/// Every card in turn; `None` where the input ended or everything was taken back.
fn decide(
    desk: &Desk<'_>,
    views: &Views,
    asking: &mut Asking<'_>,
    waiting: &[usize],
) -> Result<Option<Tally>, Failure> {
    let mut tally = Tally::default();
    for (turn, at) in waiting.iter().enumerate() {
        let mut edit = Edit::default();
        show_card(desk, views, *at, (turn + 1, waiting.len()));
        loop {
            asking.tell("read-choices", &[]);
            let Some(choice) = asking.choice(&CHOICES) else { return Ok(None) };
            match choice {
                'a' => {
                    let Some(decision) = graded(asking, *at, edit) else { return Ok(None) };
                    tally.decisions.push(decision);
                    break;
                }
                'e' => {
                    let Some(edited) = editing::edit(desk, views, asking, *at, edit)? else { return Ok(None) };
                    edit = edited;
                }
                'r' => {
                    asking.tell("read-reason", &[]);
                    let Answer::Given(reason) = asking.line() else { return Ok(None) };
                    let reason = (!reason.is_empty()).then(|| Text::new(&reason)).transpose();
                    match reason {
                        Ok(reason) => tally.rejections.push(Rejection { draft: *at, reason }),
                        Err(error) => {
                            asking.refuse(&error.to_string());
                            continue;
                        }
                    }
                    break;
                }
                'l' => {
                    tally.later += 1;
                    break;
                }
                _ => {
                    tally.later += waiting.len() - turn;
                    return Ok(settle(asking, tally));
                }
            }
        }
    }
    Ok(Some(tally))
}

/// After `quit`: whether what was decided until then stands.
fn settle(asking: &mut Asking<'_>, tally: Tally) -> Option<Tally> {
    let decided = tally.decisions.len() + tally.rejections.len();
    if decided == 0 {
        return Some(tally);
    }
    asking.tell("read-keep", &[("n", decided.into())]);
    let yes = asking.choice(&[("read-key-yes", 'y'), ("read-key-no", 'n')])? == 'y';
    if yes { Some(tally) } else { None }
}

/// Letter and number, each typed.
fn graded(asking: &mut Asking<'_>, draft: usize, edit: Edit) -> Option<Decision> {
    asking.tell("read-letter", &[]);
    let reliability = asking.until(|given| given.to_uppercase().parse().map_err(|_| given.to_owned()))?;
    asking.tell("read-number", &[]);
    let credibility = asking.until(|given| given.parse().map_err(|_| given.to_owned()))?;
    Some(Decision { draft, reliability: Some(reliability), credibility: Some(credibility), edit })
}

fn show_card(desk: &Desk<'_>, views: &Views, at: usize, (turn, of): (usize, usize)) {
    let Some(draft) = desk.reading.drafts.get(at) else { return };
    let context = &desk.context;
    let namer = Namer { words: &context.words, operation: &desk.operation, views };
    let screen = context.screen();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let title = context.words.code("report kind", draft.kind.code());
    let plain = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty())
        || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
        || !std::io::stdout().is_terminal();
    let marking = if plain { Marking::Brackets } else { Marking::Reverse };
    context.print("\n");
    context.print(&screen.step(count(turn), count(of), &title));
    context.print(&show::card::card(&namer, &screen, draft, desk.document.text, marking));
}
