//! Requests that come while somebody writes are written in one step, and each is answered as if it had come alone.

use crate::office::{Answer, MOVEMENT, Office};
use crate::signing::progress;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Holds up whoever writes first, once it is armed, and counts the steps.
#[derive(Default)]
struct Hold {
    armed: AtomicBool,
    steps: AtomicUsize,
    released: Mutex<bool>,
    told: Condvar,
}

impl Hold {
    fn pass(&self) {
        if self.armed.load(Ordering::SeqCst) && self.steps.fetch_add(1, Ordering::SeqCst) == 0 {
            let released = self.released.lock().unwrap();
            let patience = Duration::from_secs(30);
            drop(self.told.wait_timeout_while(released, patience, |released| !*released).unwrap());
        }
    }

    fn begun(&self) -> usize {
        self.steps.load(Ordering::SeqCst)
    }

    fn release(&self) {
        *self.released.lock().unwrap() = true;
        self.told.notify_all();
    }
}

fn noted(note: &str) -> Value {
    let mut said = progress();
    said["body"]["note"] = json!(note);
    said
}

/// Sends all of them while the first is being written; the answers in the order of the requests, and the steps.
fn at_once(office: &Office, hold: &Hold, requests: &[(&str, &str, Value)]) -> (Vec<Answer>, usize) {
    let clients: Vec<_> = requests.iter().map(|(officer, ..)| office.sign_in(officer, &[])).collect();
    hold.armed.store(true, Ordering::SeqCst);
    std::thread::scope(|scope| {
        let send = |at: usize| {
            let (client, (_, key, body)) = (&clients[at], &requests[at]);
            scope.spawn(move || client.post("statements", key, body))
        };
        let first = send(0);
        let until = Instant::now() + Duration::from_secs(30);
        while hold.begun() == 0 && Instant::now() < until {
            std::thread::yield_now();
        }
        let others: Vec<_> = (1..requests.len()).map(send).collect();
        // Long enough for all of them to have come; one that comes later is written in a step more.
        std::thread::sleep(Duration::from_millis(800));
        hold.release();
        let answers = std::iter::once(first).chain(others).map(|one| one.join().unwrap()).collect();
        (answers, hold.begun())
    })
}

#[test]
fn what_waits_is_written_in_one_step_and_nobodys_fault_is_anothers() {
    let hold = Arc::new(Hold::default());
    let office = Office::through({
        let hold = hold.clone();
        move || hold.pass()
    });
    let before = office.size();
    let mut lost = progress();
    lost["body"]["place"] = json!("regane");
    let mut other = progress();
    other["officer"] = json!("dz-log/stores");
    let convoy = |note| {
        let mut said = noted(note);
        said["officer"] = json!("dz-log/convoy");
        said
    };
    let requests = [
        (MOVEMENT, "key-of-first", noted("first")),
        (MOVEMENT, "key-of-second", noted("second")),
        ("dz-log/convoy", "key-of-third", json!([convoy("third"), convoy("fourth")])),
        (MOVEMENT, "key-of-lost", lost),
        (MOVEMENT, "key-of-other", other),
        (MOVEMENT, "key-of-second", noted("second")),
        ("dz-log/convoy", "key-of-second", convoy("fifth")),
    ];
    let (answers, steps) = at_once(&office, &hold, &requests);
    let kinds: Vec<(u16, &str)> =
        answers.iter().map(|answer| (answer.status.as_u16(), answer.header("idempotency-replayed"))).collect();
    let said: Vec<u16> = kinds.iter().map(|(status, _)| *status).collect();
    assert_eq!(said, [201, 201, 201, 422, 422, 201, 201], "{answers:?}");
    // Of the two that were sent under one key, one was carried out.
    assert_eq!(kinds.iter().filter(|(_, again)| *again == "true").count(), 1, "{answers:?}");
    assert_eq!(answers[1].json(), answers[5].json());
    assert_eq!(office.size(), before + 5);
    // Alone, together, and the repeated one; where a machine was slow, some more, but not one for each.
    assert!(steps < requests.len(), "{steps} steps");
    for (answer, count) in [(&answers[0], 1), (&answers[2], 2), (&answers[6], 1)] {
        let answer = answer.json();
        let leaves = |list: &str, leaf: fn(&Value) -> &Value| -> Vec<String> {
            answer[list].as_array().unwrap().iter().map(|one| leaf(one).as_str().unwrap().to_owned()).collect()
        };
        let (own, about) = (leaves("appended", |one| &one["leaf"]), leaves("findings", |one| &one["by"]["leaf"]));
        // Nobody ordered that convoy; of what others said nothing is told.
        assert_eq!((own.len(), &about), (count, &own), "{answer}");
        for leaf in own {
            let shown = office.ask("GET", &format!("statements/{leaf}"), &[], "").json();
            assert_eq!(shown["standing"], "sound", "{shown}");
        }
    }
    let third = office.ask(
        "GET",
        &format!("statements/{}", answers[2].json()["appended"][1]["leaf"].as_str().unwrap()),
        &[],
        "",
    );
    let third = third.json();
    assert_eq!(
        (&third["content"]["officer"], &third["content"]["statement"]["body"]["note"]),
        (&json!("dz-log/convoy"), &json!("fourth"))
    );
}

#[test]
fn what_cannot_be_said_with_others_is_said_or_refused_by_itself() {
    let hold = Arc::new(Hold::default());
    let office = Office::through({
        let hold = hold.clone();
        move || hold.pass()
    });
    let before = office.size();
    let mut cites = noted("cites what is not here");
    cites["cites"] = json!(["00".repeat(32)]);
    let requests = [
        (MOVEMENT, "key-of-first", noted("first")),
        (MOVEMENT, "key-of-second", noted("second")),
        (MOVEMENT, "key-of-cites", cites),
        (MOVEMENT, "key-of-third", noted("third")),
    ];
    let (answers, _) = at_once(&office, &hold, &requests);
    let said: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(said, [201, 201, 422, 201], "{answers:?}");
    assert_eq!(office.size(), before + 3);
}
