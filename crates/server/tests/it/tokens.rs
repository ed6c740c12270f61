//! What programs may read with a token, and what none of them may.

use crate::office::{MOVEMENT, Office};
use app::tokens::Scope;
use server::Gate;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

fn asking() -> Office {
    Office::gated(|desk| Gate::with_desk(desk).asking())
}

/// Makes a token, and gives the header that shows it.
fn bearer(office: &Office, name: &str, scopes: &[Scope]) -> String {
    let (_, words) = office.node().add_token(name, scopes, 1).unwrap();
    format!("Bearer {}", words.as_str())
}

#[test]
fn a_token_reads_what_its_scopes_name_and_nothing_else() {
    let office = asking();
    let paths =
        ["/api/v1/journals", "/api/v1/openapi.json", "/api/v1/alerts", "/api/v1/movements.ics", "/metrics", "/readyz"];
    for (scope, opened) in [
        (Scope::Read, [true, true, true, true, false, false]),
        (Scope::Events, [false; 6]),
        (Scope::Alerts, [false, false, true, false, false, false]),
        (Scope::Calendar, [false, false, false, true, false, false]),
        (Scope::Metrics, [false, false, false, false, true, true]),
    ] {
        let bearer = bearer(&office, scope.code(), &[scope]);
        for (path, opened) in paths.iter().zip(opened) {
            let answer = office.get(path, &[("Authorization", &bearer)]);
            if opened {
                assert_eq!(answer.status, 200, "{scope} {path}");
            } else {
                assert_eq!(answer.problem(), (403, "scope".into()), "{scope} {path}");
            }
        }
    }
    let both = bearer(&office, "both", &[Scope::Metrics, Scope::Alerts]);
    for path in ["/metrics", "/api/v1/alerts"] {
        assert_eq!(office.get(path, &[("authorization", &both)]).status, 200, "{path}");
    }
}

#[test]
fn no_token_writes_beside_a_session_neither() {
    let office = asking();
    let bearer = bearer(&office, "all", &Scope::ALL);
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let progress = crate::signing::progress().to_string();
    let headers =
        [("Authorization", bearer.as_str()), ("Content-Type", "application/json"), ("Idempotency-Key", "0123456789")];
    for cookie in [None, Some(("Cookie", client.cookie.as_str()))] {
        let headers: Vec<(&str, &str)> = headers.into_iter().chain(cookie).collect();
        assert_eq!(office.ask("POST", "statements", &headers, &progress).problem(), (403, "scope".into()));
    }
    assert_eq!(office.ask("GET", "session", &headers, "").problem(), (401, "sign-in".into()));
    assert_eq!(office.size(), before);
}

#[test]
fn a_token_that_is_no_good_is_refused_even_where_nobody_is_asked() {
    for office in [asking(), Office::open()] {
        let good = bearer(&office, "feed", &[Scope::Read]);
        assert_eq!(office.get("/api/v1/journals", &[("Authorization", &good)]).status, 200);
        office.node().revoke_token("feed").unwrap();
        for shown in [good.as_str(), "Bearer qafila_", "bearer x"] {
            let answer = office.get("/api/v1/journals", &[("Authorization", shown)]);
            assert_eq!(answer.problem(), (401, "token".into()), "{shown}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    let other = asking().get("/api/v1/journals", &[("Authorization", "Basic cWFmaWxhOg==")]);
    assert_eq!(other.problem(), (401, "sign-in".into()));
}

#[test]
fn only_the_calendar_takes_a_token_in_its_address() {
    let office = asking();
    let (_, words) = office.node().add_token("phone", &[Scope::Read, Scope::Calendar], 1).unwrap();
    let words = words.as_str();
    for query in [format!("token={words}"), format!("lang=ar&token={words}"), format!("token={words}&lang=fr")] {
        let answer = office.get(&format!("/api/v1/movements.ics?{query}"), &[]);
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        assert!(answer.body.starts_with("BEGIN:VCALENDAR") && !answer.body.contains(words));
    }
    for path in ["journals", "alerts", "events", "openapi.json"] {
        let answer = office.get(&format!("/api/v1/{path}?token={words}"), &[]);
        assert_eq!(answer.problem(), (401, "sign-in".into()), "{path}");
    }
    assert_eq!(office.get("/api/v1/movements.ics?token=", &[]).problem(), (401, "token".into()));
}

#[test]
fn the_last_use_is_put_down() {
    let office = asking();
    let bearer = bearer(&office, "feed", &[Scope::Read]);
    assert_eq!(office.node().tokens().unwrap()[0].1, None);
    office.get("/api/v1/journals", &[("Authorization", &bearer)]);
    let mut used = None;
    for _ in 0..100 {
        used = office.node().tokens().unwrap()[0].1;
        if used.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(used, Some(office.node().now()));
}

#[test]
fn a_stream_ends_when_its_token_is_taken_back() {
    let office = asking();
    let bearer = bearer(&office, "wall", &[Scope::Events]);
    let mut stream = TcpStream::connect(office.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(25))).unwrap();
    write!(stream, "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\nAuthorization: {bearer}\r\n\r\n", office.address)
        .unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "event: hello"));
    office.node().revoke_token("wall").unwrap();
    let begun = std::time::Instant::now();
    // Heartbeats would go on for ever.
    let ended = lines.take_while(|_| begun.elapsed() < Duration::from_secs(40)).any(|line| line == "0");
    assert!(ended, "it goes on");
}
