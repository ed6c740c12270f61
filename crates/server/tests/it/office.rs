//! A real server on loopback over a copy of the story's node, and a client that speaks plain HTTP.

pub(crate) use crate::desk::PASSPHRASE;
use crate::desk::{desk, desk_through};
use crate::story::{clock, database, played};
use axum::http::StatusCode;
use serde_json::Value;
use server::{Gate, Live};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use store::SqliteStore;
use tempfile::TempDir;

pub(crate) const MOVEMENT: &str = "dz-log/movement";

/// A served node.
pub(crate) struct Office {
    pub(crate) address: SocketAddr,
    folder: Arc<TempDir>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Office {
    /// The story's node, on a copy of its own.
    pub(crate) fn open() -> Self {
        Self::gated(Gate::with_desk)
    }

    /// The same, with another gate.
    pub(crate) fn gated(gate: impl FnOnce(server::Desk) -> Gate) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(database(played()), database(folder.path())).unwrap();
        Self::serve(Arc::new(folder), gate)
    }

    /// The same, which does something before each node is opened to write.
    pub(crate) fn through(before: impl Fn() + Send + Sync + 'static) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(database(played()), database(folder.path())).unwrap();
        let desk = desk_through(&database(folder.path()), before);
        Self::serve(Arc::new(folder), |_| Gate::with_desk(desk))
    }

    /// Another server over the same node, when this one is gone.
    pub(crate) fn again(mut self) -> Self {
        let folder = self.folder.clone();
        self.close();
        Self::serve(folder, Gate::with_desk)
    }

    fn serve(folder: Arc<TempDir>, gate: impl FnOnce(server::Desk) -> Gate) -> Self {
        let path = database(folder.path());
        let source: server::Source = {
            let path = path.clone();
            Arc::new(move || Ok(crate::story::node("dz-log", SqliteStore::open(&path)?, &clock()?)))
        };
        let live = Live::default();
        let gate = gate(desk(&path).patient(Duration::from_millis(400)));
        let site = server::live_site(source, live.clone(), gate);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (told, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap()).unwrap();
                let stopped = async move {
                    drop(stopped.await);
                    live.close();
                };
                server::serve(listener, site, stopped).await.unwrap();
            });
        });
        Self { address: address.recv().unwrap(), folder, stop: Some(stop), thread: Some(thread) }
    }

    fn close(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    /// The node, as another process would open it.
    pub(crate) fn node(&self) -> app::Node {
        crate::story::node("dz-log", SqliteStore::open(&database(self.folder.path())).unwrap(), &clock().unwrap())
    }

    /// Entries in the node's own journal.
    pub(crate) fn size(&self) -> u64 {
        self.node().own().unwrap().unwrap().frontier.size().get()
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(&self.address.to_string(), method, &format!("/api/v1/{path}"), headers, body)
    }

    /// The same, asked for under another host.
    pub(crate) fn ask_at(&self, host: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send(host, method, &format!("/api/v1/{path}"), headers, body)
    }

    /// Any path, not only those of the interface.
    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(&self.address.to_string(), "GET", path, headers, "")
    }

    fn send(&self, host: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        if !body.is_empty() {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    /// Sends bytes as they are.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        // A server that refuses early does not read all of it.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(&answer)
    }

    pub(crate) fn sign_in(&self, officer: &str, also: &[&str]) -> Client<'_> {
        let body = serde_json::json!({"officer": officer, "also": also, "passphrase": PASSPHRASE}).to_string();
        let answer = self.ask("POST", "session", &[("Content-Type", "application/json")], &body);
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Client { office: self, cookie }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.close();
    }
}

/// Somebody who signed in.
pub(crate) struct Client<'o> {
    pub(crate) office: &'o Office,
    pub(crate) cookie: String,
}

impl Client<'_> {
    pub(crate) fn post(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.post_with(path, &[("Idempotency-Key", key)], &body.to_string())
    }

    pub(crate) fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let own = [("Cookie", self.cookie.as_str()), ("Content-Type", "application/json")];
        let own = own.into_iter().filter(|(name, _)| !headers.iter().any(|(given, _)| given == name));
        let headers: Vec<(&str, &str)> = own.chain(headers.iter().copied()).collect();
        self.office.ask("POST", path, &headers, body)
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse::<u16>().ok());
        let pairs = lines.filter_map(|line| line.split_once(": "));
        let headers = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Self { status: StatusCode::from_u16(status.unwrap_or(599)).unwrap(), headers, body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The word of a problem, with its status.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let kind = self.json()["type"].as_str().unwrap().trim_start_matches("urn:qafila:problem:").to_owned();
        (self.status.as_u16(), kind)
    }

    pub(crate) fn done(&self) -> Value {
        assert_eq!(self.status, StatusCode::CREATED, "{}", self.body);
        self.json()
    }
}
