//! How much one asker may ask, and how long he may take to ask it.

use crate::office::{MOVEMENT, Office};
use app::tokens::Scope;
use server::Gate;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn asking() -> Office {
    Office::gated(|desk| Gate::with_desk(desk).asking())
}

/// Asks until it is enough; how often that was answered.
fn until_enough(ask: impl Fn() -> crate::office::Answer) -> usize {
    for count in 0..2_000 {
        let answer = ask();
        if answer.status.as_u16() == 429 {
            assert_eq!(answer.problem(), (429, "rate".into()));
            let wait: u64 = answer.header("retry-after").parse().unwrap();
            assert!((1..=30).contains(&wait), "{wait}");
            return count;
        }
    }
    panic!("it is never enough");
}

#[test]
fn whoever_guesses_tokens_is_soon_not_looked_at_and_who_is_known_goes_on() {
    let office = asking();
    let client = office.sign_in(MOVEMENT, &[]);
    let (_, words) = office.node().add_token("feed", &[Scope::Alerts], 1).unwrap();
    let guess = format!("Bearer qafila_{}_{}", "0".repeat(16), "0".repeat(64));
    let guessed = until_enough(|| office.get("/api/v1/journals", &[("Authorization", &guess)]));
    assert!(guessed < 80, "{guessed}");
    let strangers = until_enough(|| office.get("/", &[]));
    assert!(strangers < 100, "{strangers}");
    assert_eq!(office.get("/api/v1/journals", &[("Cookie", &client.cookie)]).status, 200);
    // A right token is not looked at either from there, until it is time.
    let right = format!("Bearer {}", words.as_str());
    assert!([200, 429].contains(&office.get("/api/v1/alerts", &[("Authorization", &right)]).status.as_u16()));
}

#[test]
fn on_this_machine_strangers_are_not_counted() {
    let office = Office::open();
    for _ in 0..300 {
        assert_eq!(office.get("/healthz", &[]).status, 200);
    }
}

#[test]
fn behind_a_proxy_each_is_counted_by_what_the_proxy_wrote_last() {
    let office = Office::gated(|desk| Gate::with_desk(desk).behind_proxy());
    // What stands before the last was sent by whoever asks, and may say anything.
    let from =
        |address: &str, number: u32| office.get("/", &[("X-Forwarded-For", &format!("10.0.0.{number}, {address}"))]);
    let number = std::cell::Cell::new(0);
    let count = until_enough(|| {
        number.set(number.get() + 1);
        from("192.0.2.1", number.get() % 250)
    });
    assert!((400..900).contains(&count), "{count}");
    assert_eq!(from("192.0.2.2", 1).status, 200);
}

#[test]
fn one_session_listens_to_so_many_streams_and_no_more() {
    let office = asking();
    let client = office.sign_in(MOVEMENT, &[]);
    let listen = || {
        let mut stream = TcpStream::connect(office.address).unwrap();
        let head = format!("Host: {}\r\nCookie: {}", office.address, client.cookie);
        write!(stream, "GET /api/v1/events HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
        let mut begin = [0; 12];
        stream.read_exact(&mut begin).unwrap();
        (stream, String::from_utf8(begin.to_vec()).unwrap())
    };
    let mut open: Vec<TcpStream> = Vec::new();
    for _ in 0..16 {
        let (stream, begin) = listen();
        assert_eq!(begin, "HTTP/1.1 200");
        open.push(stream);
    }
    assert_eq!(listen().1, "HTTP/1.1 429");
    drop(open);
    let begun = Instant::now();
    while listen().1 != "HTTP/1.1 200" {
        assert!(begun.elapsed() < Duration::from_secs(60), "streams that ended are still counted");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_head_that_does_not_end_is_not_waited_for() {
    let office = Office::open();
    let slow = TcpStream::connect(office.address).unwrap();
    let idle = TcpStream::connect(office.address).unwrap();
    for mut stream in [slow.try_clone().unwrap(), idle.try_clone().unwrap()] {
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    }
    // One goes on for ever, a letter at a time; the other says nothing more.
    let mut trickle = slow.try_clone().unwrap();
    std::thread::spawn(move || {
        while trickle.write_all(b"X: y\r\n").is_ok() {
            std::thread::sleep(Duration::from_secs(1));
        }
    });
    for mut stream in [slow, idle] {
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        let mut rest = Vec::new();
        // Closed or reset, but not open.
        let ended = stream.read_to_end(&mut rest);
        let waits = ended.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
        assert!(!waits && !rest.starts_with(b"HTTP/1.1 200"), "{ended:?}");
    }
}

#[test]
fn a_head_that_is_too_long_is_refused() {
    let office = Office::open();
    let long = "a".repeat(64 * 1024);
    let request = format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\n\r\n");
    assert_ne!(office.raw(request.as_bytes()).status.as_u16(), 200);
}
