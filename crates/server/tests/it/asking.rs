//! Who may read: everybody on this machine unless it is to be asked; elsewhere those who signed in.

use crate::office::{MOVEMENT, Office};
use crate::story::source;
use crate::support::api;
use server::{Desk, Gate, Live};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

type MakeGate = fn(Desk) -> Gate;

fn asking() -> Office {
    Office::gated(|desk| Gate::with_desk(desk).asking())
}

/// A path of the description, with something in its blanks.
fn filled(path: &str) -> String {
    path.replace("{lang}", "en").replace("{name}", "plan.json").replace("{digest}", "00").replace(['{', '}'], "")
}

#[test]
fn every_path_asks_but_those_that_say_nothing_of_the_node() {
    let office = asking();
    let client = office.sign_in(MOVEMENT, &[]);
    let open = ["/healthz", "/api/v1/session", "/api/v1/words/en", "/", "/plan", "/index.html"];
    let described = api("openapi.json");
    let paths = described["paths"].as_object().unwrap().iter().filter(|(_, item)| item.get("get").is_some());
    let paths: Vec<String> = paths.map(|(path, _)| filled(path)).chain(["/readyz".into(), "/metrics".into()]).collect();
    assert!(paths.len() > 25);
    for path in paths.iter().map(String::as_str).chain(open) {
        let answer = office.get(path, &[]);
        if path == "/api/v1/session" || !open.contains(&path) {
            assert_eq!(answer.problem(), (401, "sign-in".into()), "{path}");
            assert!(!answer.body.contains("dz-log"), "{path}: {}", answer.body);
        } else {
            assert_eq!(answer.status, 200, "{path}");
        }
        // Streams end with the session only.
        if path != "/api/v1/events" {
            let answer = office.get(path, &[("Cookie", &client.cookie)]);
            assert_ne!(answer.status, 401, "{path}");
        }
    }
    for method in ["HEAD", "OPTIONS", "PUT"] {
        assert_ne!(office.ask(method, "journals", &[], "").status, 200, "{method}");
    }
    assert_eq!(office.ask("HEAD", "journals", &[], "").status, 401);
}

#[test]
fn on_this_machine_reading_is_open_until_it_is_to_be_asked() {
    let office = Office::open();
    assert_eq!(office.ask("GET", "journals", &[], "").status, 200);
}

#[test]
fn a_stream_ends_when_its_listener_signs_out() {
    let office = asking();
    let (client, other) = (office.sign_in(MOVEMENT, &[]), office.sign_in(MOVEMENT, &[]));
    let listen = |cookie: &str| {
        let mut stream = TcpStream::connect(office.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", office.address).unwrap();
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        while line != "event: hello\n" {
            line.clear();
            assert_ne!(stream.read_line(&mut line).unwrap(), 0);
        }
        stream
    };
    let (ending, lasting) = (listen(&client.cookie), listen(&other.cookie));
    assert_eq!(office.ask("DELETE", "session", &[("Cookie", &client.cookie)], "").status, 204);
    // No heartbeat comes first: it ends at once.
    ending.get_ref().set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert!(ending.lines().map_while(Result::ok).any(|line| line == "0"), "it goes on, or was cut");
    // The other's goes on: nothing comes, and it is no end.
    lasting.get_ref().set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut rest = Vec::new();
    assert!(lasting.into_inner().read_to_end(&mut rest).is_err());
}

#[test]
fn a_server_answers_to_its_own_names_and_to_no_other() {
    let office = Office::gated(|desk| Gate::with_desk(desk).named(vec!["qafila.example".into()]));
    let to = |host: &str| {
        let request = format!("GET /api/v1/journals HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        office.raw(request.as_bytes()).status.as_u16()
    };
    for host in ["qafila.example", "QAFILA.example:7413", "localhost", "127.0.0.1:1", "[::1]:7413"] {
        assert_eq!(to(host), 200, "{host}");
    }
    for host in ["evil.example", "qafila.example.evil.example", "a.qafila.example", "qafila.example@evil", "qafila"] {
        assert_eq!(to(host), 421, "{host}");
    }
}

#[test]
fn a_proxy_that_nobody_spoke_of_gets_nothing() {
    let forwarded = [("X-Forwarded-For", "192.0.2.1")];
    let office = Office::open();
    assert_eq!(office.ask("GET", "journals", &forwarded, "").problem(), (403, "proxy".into()));
    let office = Office::gated(|desk| Gate::with_desk(desk).behind_proxy());
    assert_eq!(office.ask("GET", "journals", &forwarded, "").problem(), (401, "sign-in".into()));
    // Who forgot that it stands there is asked all the same.
    assert_eq!(office.ask("GET", "journals", &[], "").problem(), (401, "sign-in".into()));
}

#[test]
fn cookies_of_encrypted_lines_go_over_no_other() {
    let gates: [(MakeGate, bool); 3] = [
        (Gate::with_desk, false),
        (|desk| Gate::with_desk(desk).over_tls(), true),
        (|desk| Gate::with_desk(desk).behind_proxy(), true),
    ];
    for (gate, secure) in gates {
        let office = Office::gated(gate);
        let body = serde_json::json!({"officer": MOVEMENT, "passphrase": crate::office::PASSPHRASE}).to_string();
        let answer = office.ask("POST", "session", &[("Content-Type", "application/json")], &body);
        assert_eq!(answer.header("set-cookie").ends_with("; Secure"), secure);
    }
}

#[test]
fn others_reach_only_what_asks_them_over_an_encrypted_line() {
    let folder = tempfile::tempdir().unwrap();
    let desk = || crate::desk::desk(folder.path());
    let far = std::net::IpAddr::from([0, 0, 0, 0]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for (gate, served) in [
            (Gate::default(), false),
            (Gate::with_desk(desk()).asking(), false),
            (Gate::with_desk(desk()).over_tls(), false),
            (Gate::default().over_tls().asking(), false),
            (Gate::default().behind_proxy(), false),
            (Gate::with_desk(desk()).over_tls().asking(), true),
            (Gate::with_desk(desk()).over_tls().for_address(far), true),
            (Gate::with_desk(desk()).behind_proxy(), true),
        ] {
            let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
            let site = server::live_site(source(), Live::default(), gate);
            assert_eq!(server::serve(listener, site, async {}).await.is_ok(), served);
        }
    });
}
