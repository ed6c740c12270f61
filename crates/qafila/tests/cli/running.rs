//! A server as those meet it who run it for years: TLS, log, an end that breaks nothing off.

#![cfg(unix)]

use crate::support::{PASSPHRASE, Place, Ran, command, run, started};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// A certificate for 127.0.0.1 and its key, which protects nothing.
fn pem(name: &str) -> String {
    format!("{}/tests/cli/data/test-only-{name}.pem", env!("CARGO_MANIFEST_DIR"))
}

pub(crate) struct Served {
    child: Child,
    pub(crate) address: String,
    scheme: String,
    talk: BufReader<std::process::ChildStderr>,
}

impl Served {
    pub(crate) fn of(dir: &Path, args: &[&str]) -> Self {
        let args: Vec<&str> = ["serve", "--port", "0"].iter().chain(args).copied().collect();
        let mut child = started(&mut command(dir, &args));
        let mut talk = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("://") {
            line.clear();
            assert_ne!(talk.read_line(&mut line).unwrap(), 0, "it never said where");
        }
        let (before, rest) = line.split_once("://").unwrap();
        let scheme = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap().to_owned();
        Self { child, address: rest.split('/').next().unwrap().to_owned(), scheme, talk }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Ends it by a signal; what it said meanwhile, and how it ended.
    pub(crate) fn end(mut self, signal: &str) -> Ran {
        Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        let mut err = String::new();
        self.talk.read_to_string(&mut err).unwrap();
        let status = self.child.wait().unwrap();
        Ran { code: status.code(), out: String::new(), err }
    }
}

#[test]
fn it_ends_when_the_system_says_so_and_ends_open_streams_with_it() {
    let place = Place::donor();
    for signal in ["-TERM", "-INT"] {
        let served = Served::of(&place.path("dz-log"), &[]);
        let mut stream = TcpStream::connect(&served.address).unwrap();
        write!(stream, "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).unwrap();
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        assert!(lines.any(|line| line == "event: hello"));
        let begun = Instant::now();
        let ran = served.end(signal);
        assert_eq!(ran.code, Some(0), "{signal}: {ran:?}");
        assert!(begun.elapsed() < Duration::from_secs(8), "{signal}: it waited for a stream without end");
        // The last piece of a stream that ended, and was not cut.
        let rest: Vec<String> = lines.collect();
        assert_eq!(rest[rest.len() - 2..], ["0", ""], "{signal}: {rest:?}");
    }
}

#[test]
fn it_can_be_told_to_end_as_soon_as_it_has_said_where_it_is() {
    let place = Place::donor();
    for signal in ["-TERM", "-INT"].repeat(4) {
        let ran = Served::of(&place.path("dz-log"), &[]).end(signal);
        assert_eq!(ran.code, Some(0), "{signal}: {ran:?}");
    }
}

#[test]
fn the_log_has_routes_and_never_what_was_asked() {
    let place = Place::donor();
    let served = Served::of(&place.path("dz-log"), &["--log", "json"]);
    assert!(served.get("/api/v1/journals?secret=axis-hoggar").starts_with("HTTP/1.1 200"));
    assert!(served.get("/api/v1/alerts/secret").starts_with("HTTP/1.1 404"));
    let err = served.end("-TERM").err;
    assert!(!err.contains("secret") && !err.contains("axis-hoggar"), "{err}");
    let lines: Vec<Value> = err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |route: &str| lines.iter().find(|line| line["route"] == route).unwrap_or_else(|| panic!("{err}"));
    assert_eq!(of("/api/v1/journals")["status"], 200);
    assert_eq!(of("/api/v1/alerts/{id}")["status"], 404);
    assert!(of("/api/v1/journals")["request"].as_str().unwrap().len() > 16);
    assert!(of("/api/v1/journals")["micros"].is_u64());
    // Nothing of it where nobody asked for it.
    let quiet = Served::of(&place.path("dz-log"), &[]);
    quiet.get("/api/v1/journals");
    assert_eq!(quiet.end("-TERM").err, "");
}

#[test]
fn partners_exchange_under_tls_with_a_certificate_of_their_own() {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.introduce("ml-army", "dz-log");
    place.introduce("dz-log", "ml-army");
    let (certificate, key) = (pem("certificate"), pem("key"));
    let args = ["--partners", "--tls-cert", &certificate, "--tls-key", &key];
    let served = Served::of(&place.path("dz-log"), &args);
    assert_eq!(served.scheme, "https");
    // Who connects and says nothing holds up nobody.
    let silent = TcpStream::connect(&served.address).unwrap();
    let url = format!("https://{}", served.address);
    let army = place.path("ml-army");
    let answer = run(&army, &["sync", &url, "--ca", &certificate, "--json"]).ended(0).json();
    assert_eq!(answer["given"]["hindrance"], Value::Null, "{answer}");
    drop(silent);
    run(&army, &["sync", &url]).told(1, &["invalid peer certificate"]);
    run(&army, &["sync", &url.replace("https", "http")]).told(1, &["could not reach"]);
    assert_eq!(served.end("-TERM").code, Some(0));
}

#[test]
fn who_signs_in_under_tls_gets_a_cookie_for_tls_alone() {
    let place = Place::donor();
    let (certificate, key) = (pem("certificate"), pem("key"));
    let known = Certificate::from_pem(&fs::read(&certificate).unwrap()).unwrap();
    let trust = TlsConfig::builder().root_certs(RootCerts::from([known])).build();
    let cookie = |scheme: &str, args: &[&str]| {
        let served = Served::of(&place.path("dz-log"), args);
        let agent = ureq::Agent::config_builder().tls_config(trust.clone()).build().new_agent();
        let body = format!(r#"{{"officer": "dz-log/movement", "passphrase": "{PASSPHRASE}"}}"#);
        let asked = agent.post(format!("{scheme}://{}/api/v1/session", served.address));
        let answer = asked.header("Content-Type", "application/json").send(&body).unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert_eq!(served.end("-TERM").code, Some(0));
        cookie
    };
    let sealed = cookie("https", &["--tls-cert", &certificate, "--tls-key", &key]);
    assert!(sealed.contains("; Secure"), "{sealed}");
    let open = cookie("http", &[]);
    assert!(!open.contains("Secure"), "{open}");
}

#[test]
fn files_that_are_no_certificate_or_no_key_are_named() {
    let place = Place::donor();
    let (certificate, key) = (pem("certificate"), pem("key"));
    fs::write(place.path("no.pem"), "no certificate").unwrap();
    let told = |certificate: &str, key: &str, words: &[&str]| {
        place.run(&["serve", "--port", "0", "--tls-cert", certificate, "--tls-key", key]).told(1, words);
    };
    told("../no.pem", &key, &["`../no.pem` holds no certificate in PEM", "both in PEM"]);
    told("../missing.pem", &key, &["`../missing.pem` holds no certificate in PEM"]);
    told(&certificate, "../no.pem", &["`../no.pem` holds no private key in PEM"]);
    told(&key, &certificate, &["holds no certificate in PEM"]);
    place.run(&["serve", "--tls-cert", &certificate]).told(2, &["--tls-key"]);
}

#[test]
fn others_reach_the_page_only_under_tls_and_sign_in_to_read() {
    let place = Place::donor();
    let dir = place.path("dz-log");
    let (certificate, key) = (pem("certificate"), pem("key"));
    let tls = ["--tls-cert", certificate.as_str(), "--tls-key", key.as_str()];
    for args in [&[][..], &["--ask"], &["--read-only"], &["--read-only", tls[0], tls[1], tls[2], tls[3]]] {
        let args: Vec<&str> = ["serve", "--listen", "0.0.0.0:0"].iter().chain(args).copied().collect();
        run(&dir, &args).told(1, &["only under TLS, to those who sign in", "--behind-proxy"]);
    }
    let mut far = command(&dir, &["serve", "--listen", "0.0.0.0:0", tls[0], tls[1], tls[2], tls[3]]);
    let mut child = started(&mut far);
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("https://0.0.0.0:"), "{line}");
    child.kill().unwrap();
    child.wait().unwrap();
    for args in [["--ask"], ["--behind-proxy"]] {
        let served = Served::of(&dir, &args);
        assert!(served.get("/api/v1/journals").starts_with("HTTP/1.1 401"));
        assert!(served.get("/").starts_with("HTTP/1.1 200"));
        assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
        assert_eq!(served.end("-TERM").code, Some(0));
    }
    run(&dir, &["serve", "--ask", "--read-only"]).told(2, &["--read-only"]);
}

#[test]
fn passkeys_are_listed_and_none_is_removed_that_is_not_there() {
    let place = Place::donor();
    let dir = place.path("dz-log");
    assert!(run(&dir, &["passkey", "list"]).ended(0).err.contains("nobody has registered a passkey"));
    assert_eq!(run(&dir, &["passkey", "list", "--json"]).ended(0).json(), serde_json::json!([]));
    run(&dir, &["passkey", "remove", "0123456789abcdef"]).told(1, &["no passkey `0123456789abcdef` is registered"]);
}

#[test]
fn programs_read_with_a_token_that_is_shown_once_and_taken_back() {
    let place = Place::donor();
    let dir = place.path("dz-log");
    let made = run(&dir, &["token", "add", "prometheus", "--scope", "metrics", "--days", "30"]).ended(0);
    let words = made.out.trim();
    assert!(words.starts_with("qafila_") && made.err.contains("prometheus"), "{made:?}");
    run(&dir, &["token", "add", "prometheus", "--scope", "read"]).told(1, &["is good until", "qafila token revoke"]);
    run(&dir, &["token", "add", "x", "--scope", "write"]).told(2, &["read, events, calendar, alerts, metrics"]);
    run(&dir, &["token", "add", "x", "--scope", "read", "--days", "400"]).told(1, &["1 to 366"]);
    let listed = run(&dir, &["token", "list", "--json"]).ended(0).json();
    assert_eq!((&listed[0]["name"], &listed[0]["state"]), (&"prometheus".into(), &"good".into()));
    assert!(!run(&dir, &["token", "list"]).ended(0).out.contains(&words[30..]));
    assert!(run(&dir, &["token", "list", "--lang", "ar"]).ended(0).out.contains("صالح"));
    let served = Served::of(&dir, &["--ask"]);
    let asked = |words: &str| {
        let mut stream = TcpStream::connect(&served.address).unwrap();
        let head = format!("Host: {}\r\nConnection: close\r\nAuthorization: Bearer {words}", served.address);
        write!(stream, "GET /metrics HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!(asked(words), "200");
    run(&dir, &["token", "revoke", "promethius"]).told(1, &["prometheus"]);
    run(&dir, &["token", "revoke", "prometheus"]).ended(0);
    assert_eq!(asked(words), "401");
    assert_eq!(served.end("-TERM").code, Some(0));
}
