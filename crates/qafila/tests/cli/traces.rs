//! Requests as spans, for whoever gathers them.

#![cfg(unix)]

use crate::hooks::take;
use crate::running::Served;
use crate::support::Place;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

#[test]
fn each_request_is_a_span_of_its_callers_trace_and_holds_nothing_that_was_asked() {
    let place = Place::donor();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    let served = Served::of(&place.path("dz-log"), &["--traces", &url]);
    let (trace, span) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    for (path, header) in [
        ("journals?of=secret", format!("traceparent: 00-{trace}-{span}-01\r\n")),
        ("statements?limit=0", String::new()),
    ] {
        let mut stream = TcpStream::connect(&served.address).unwrap();
        let host = &served.address;
        write!(stream, "GET /api/v1/{path} HTTP/1.1\r\nHost: {host}\r\n{header}Connection: close\r\n\r\n").unwrap();
        stream.read_to_string(&mut String::new()).unwrap();
    }
    // What waits is sent before the process ends.
    let taken = std::thread::spawn(move || take(&listener, "200 OK"));
    let ran = served.end("-TERM");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let message = taken.join().unwrap().json();

    let resource = &message["resourceSpans"][0];
    assert_eq!(resource["resource"]["attributes"][0]["value"]["stringValue"], "qafila");
    let spans = resource["scopeSpans"][0]["spans"].as_array().unwrap();
    let [first, second] = spans.as_slice() else { panic!("{message}") };
    assert_eq!(first["name"], "GET /api/v1/journals");
    assert_eq!((&first["traceId"], &first["parentSpanId"]), (&json!(trace), &json!(span)));
    assert_eq!((&second["name"], &second["parentSpanId"]), (&json!("GET /api/v1/statements"), &json!("")));
    let digits = |value: &Value| value.as_str().map_or(0, str::len);
    assert_eq!((digits(&second["traceId"]), digits(&second["spanId"])), (32, 16));
    assert_ne!(first["spanId"], second["spanId"]);
    assert_eq!(second["attributes"][2]["value"]["intValue"], "400");
    let nanos = |value: &Value| value.as_str().unwrap().parse::<u128>().unwrap();
    assert!(nanos(&first["startTimeUnixNano"]) < nanos(&first["endTimeUnixNano"]));
    assert!(!message.to_string().contains("secret"), "{message}");
}

#[test]
fn spans_are_sent_only_where_nobody_reads_along() {
    let place = Place::donor();
    let refused = ["serve", "--port", "0", "--traces", "http://192.0.2.1:4318/v1/traces"];
    place.run(&refused).told(1, &["http://192.0.2.1:4318/v1/traces", "https://"]);
}
