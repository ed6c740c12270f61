//! The page of the demo shows the story where it ends, whatever day it is.

use crate::support::{Place, command, started};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;

/// What a server answers, without its headers.
fn get(address: &str, path: &str) -> serde_json::Value {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    let (start, end) = (body.find('{').unwrap(), body.rfind('}').unwrap());
    serde_json::from_str(&body[start..=end]).unwrap()
}

#[cfg(unix)]
#[test]
fn the_demo_is_served_at_its_own_last_moment() {
    let place = Place::empty();
    let mut command = command(place.root(), &["demo", "--serve", "--port", "0", "--json"]);
    command.env("TMPDIR", place.root()).env_remove("QAFILA_NOW");
    let mut child = started(&mut command);
    let mut talk = BufReader::new(child.stderr.take().unwrap()).lines();
    let said = talk.find_map(|line| line.unwrap().split_once("http://").map(|(_, rest)| rest.to_owned())).unwrap();
    let address = said.split('/').next().unwrap();

    let picture = get(address, "/api/v1/picture");
    let account = get(address, "/api/v1/account");
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    child.wait().unwrap();

    assert!(picture["at"].as_str().unwrap().starts_with("2013-03-20T"), "{}", picture["at"]);
    let overdue = account["checks"].as_array().unwrap().iter().filter(|check| check["state"] == "overdue").count();
    assert_eq!(overdue, 1, "{}", account["checks"]);
}
