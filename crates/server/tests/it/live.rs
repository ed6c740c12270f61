//! What changes is told as it changes: to listeners on a real server, whoever wrote it.

use crate::story::{drafts, report};
use crate::support::another;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use server::{LISTENERS_MAX, Live, Source};
use std::io::{BufRead, BufReader, Lines, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Longer than anything here takes on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server on a port of its own, in a thread.
struct Served {
    address: SocketAddr,
    live: Live,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Served {
    fn of(source: Source) -> Self {
        let live = Live::default();
        let router = server::live_site(source, live.clone(), server::Gate::default());
        let (told, address) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let closing = live.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap()).unwrap();
                let stop = async move {
                    let _ = stopped.await;
                    closing.close();
                };
                server::serve(listener, router, stop).await.unwrap();
            });
        });
        Self { address: address.recv().unwrap(), live, stop: Some(stop), thread: Some(thread) }
    }

    /// Listens; from behind an event where one is named.
    fn listen(&self, after: Option<&str>) -> Listener {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let after = after.map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
        write!(stream, "GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n{after}\r\n", self.address).unwrap();
        let mut lines = BufReader::new(stream).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "HTTP/1.1 200 OK");
        Listener { lines }
    }

    /// Waits until the first look was taken: what is said from now on is news.
    fn watched(&self, listener: &mut Listener) {
        assert_eq!(listener.next().unwrap().name, "hello");
        let begun = Instant::now();
        while self.live.looks() == 0 {
            assert!(begun.elapsed() < PATIENCE, "nobody looked");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(self.live.events(), 0);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(std::thread::JoinHandle::join);
    }
}

struct Listener {
    lines: Lines<BufReader<TcpStream>>,
}

#[derive(Debug)]
struct Heard {
    name: String,
    id: String,
    data: Value,
}

impl Listener {
    /// The next event; nothing once the server has ended the stream.
    fn next(&mut self) -> Option<Heard> {
        let mut heard = Heard { name: String::new(), id: String::new(), data: Value::Null };
        loop {
            let line = self.lines.next()?.ok()?;
            if let Some(name) = line.strip_prefix("event: ") {
                heard.name = name.to_owned();
            } else if let Some(id) = line.strip_prefix("id: ") {
                heard.id = id.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                heard.data = serde_json::from_str(data).unwrap();
            } else if line.is_empty() && !heard.name.is_empty() {
                return Some(heard);
            }
        }
    }

    fn until(&mut self, name: &str) -> Vec<Heard> {
        let mut all = Vec::new();
        while let Some(heard) = self.next() {
            let found = heard.name == name;
            all.push(heard);
            if found {
                return all;
            }
        }
        panic!("{name} never came, but {all:?}");
    }
}

/// A road is cut on the morning that is asked about; older reports have faded by then.
fn cut(origin: &str) -> Vec<model::Draft> {
    let mut cut = report("axis-hoggar", "cut", ("A", "1"), origin, "Mines were laid at the well");
    cut["body"]["time"]["from"] = json!("2013-02-20T06:00:00Z");
    drafts(&[cut])
}

#[test]
fn a_stretch_that_changed_is_told_with_the_convoys_ordered_over_it() {
    let node = another();
    let served = Served::of(node.source());
    let mut listener = served.listen(None);
    served.watched(&mut listener);

    // As another process would: by another connection to the same store.
    node.source()().unwrap().say(&cut("field-z")).unwrap();
    let heard = listener.until("journals");
    let picture = &heard[0];
    assert_eq!(picture.name, "picture");
    let subjects = picture.data["subjects"].as_array().unwrap();
    assert!(subjects.contains(&json!({"axis": "axis-hoggar"})), "{picture:?}");
    // The first convoy has arrived; those that are still to go are told.
    let convoys: Vec<&str> = picture.data["convoys"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(!convoys.is_empty() && !convoys.contains(&node.first_convoy().as_str()), "{picture:?}");
    assert_eq!(heard.iter().filter(|heard| heard.name == "account" || heard.name == "plan").count(), 0, "{heard:?}");
    assert_eq!(heard.last().unwrap().data["journals"], json!(["sahel-2013.example/dz-log"]));
}

#[test]
fn who_comes_back_hears_what_was_missed_once() {
    let node = another();
    let served = Served::of(node.source());
    let mut listener = served.listen(None);
    served.watched(&mut listener);
    node.source()().unwrap().say(&cut("field-z")).unwrap();
    let heard = listener.until("journals");
    drop(listener);

    let mut again = served.listen(Some(&heard[0].id));
    let hello = again.next().unwrap();
    assert_eq!((hello.name.as_str(), &hello.id), ("hello", &heard[0].id));
    let ids: Vec<String> = again.until("journals").into_iter().map(|heard| heard.id).collect();
    assert_eq!(ids, heard[1..].iter().map(|heard| heard.id.clone()).collect::<Vec<_>>());
    // Said while nobody listened: kept, and told first.
    drop(again);
    let last = ids.last().unwrap();
    node.source()().unwrap().say(&cut("field-y")).unwrap();
    let mut again = served.listen(Some(last));
    assert_eq!(again.next().unwrap().id, *last);
    let missed = again.until("journals");
    let number = |id: &str| id.rsplit_once('-').unwrap().1.parse::<u64>().unwrap();
    assert_eq!(number(&missed[0].id), number(last) + 1, "{missed:?}");
}

#[test]
fn an_event_that_nobody_remembers_means_asking_for_everything_again() {
    let node = another();
    let served = Served::of(node.source());
    for id in ["0123456789abcdef-7", "nonsense", "", "99999999999999999999"] {
        assert_eq!(served.listen(Some(id)).next().unwrap().name, "reset", "{id}");
    }
}

#[test]
fn a_server_that_ends_ends_every_stream() {
    let node = another();
    let mut served = Served::of(node.source());
    let mut listener = served.listen(None);
    assert_eq!(listener.next().unwrap().name, "hello");
    served.stop.take().unwrap().send(()).unwrap();
    served.thread.take().unwrap().join().unwrap();
    assert!(listener.next().is_none());
}

#[test]
fn a_thousand_listen_and_the_next_is_told_to_ask_instead() {
    let (node, live) = (another(), Live::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let router = server::live_site(node.source(), live.clone(), server::Gate::default()).router();
    runtime.block_on(async {
        use tower::ServiceExt as _;
        let asked = || Request::get("/api/v1/events").header(header::HOST, "localhost").body(Body::empty()).unwrap();
        let mut seats = Vec::new();
        for _ in 0..LISTENERS_MAX {
            let answer = router.clone().oneshot(asked()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()["content-type"], "text/event-stream");
            seats.push(answer);
        }
        assert_eq!(live.listeners(), LISTENERS_MAX);
        let refused = router.clone().oneshot(asked()).await.unwrap();
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()["retry-after"], "30");
        // One who goes makes room for one who comes.
        seats.pop();
        assert_eq!(router.clone().oneshot(asked()).await.unwrap().status(), StatusCode::OK);
    });
}
