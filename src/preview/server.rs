//! The preview's own HTTP server. It answers its own page on this machine and nobody else: a name or an origin that
//! isn't its own, a body, a path that isn't on the list, all are refused, and a slow client is let go.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener as Listener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::editor::Editor;
use super::html;
use super::state::{Download, PreviewState};
use crate::diagnostic::message::Lang;

/// The time in which a request's head has to be complete.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection may last.
const CONNECTION_LIFETIME: Duration = Duration::from_secs(60);
/// How long a connection at the end of its life may take to close.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(30);
/// The longest head, in bytes.
const MAX_HEAD_BYTES: usize = 16 << 10;
/// Connections at a time.
const MAX_CONNECTIONS: usize = 64;
/// PDFs that are made at a time.
pub const MAX_PDFS: usize = 2;
/// How long a request for news waits before it is answered without any.
const LONG_POLL_TIMEOUT: Duration = Duration::from_secs(20);

/// How long news of issues that no browser shows are gathered.
const BATCH_DELAY: Duration = Duration::from_millis(300);

/// What is always said to the browser: nothing from outside, in no other page, as it says.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// What all requests share.
pub struct Server {
    /// The issues.
    pub desk: Arc<PreviewState>,
    /// What opens the line of a word, if that is wanted.
    pub editor: Option<Editor>,
    /// The language of a page that asks for none.
    pub lang: Lang,
    /// The port that is listened on.
    pub port: u16,
    /// How many more PDFs may be made now.
    pub pdfs: Arc<Semaphore>,
}

type Answer = Response<Full<Bytes>>;

impl Server {
    /// Answers on a thread of its own as long as the program runs.
    ///
    /// # Errors
    /// The system has no means to wait for connections.
    pub fn begin(self, listener: Listener) -> io::Result<()> {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(MAX_PDFS).build()?;
        listener.set_nonblocking(true)?;
        let listener = {
            let _within = runtime.enter();
            TcpListener::from_std(listener)?
        };
        std::thread::Builder::new().spawn(move || runtime.block_on(self.serve(listener)))?;
        Ok(())
    }

    async fn serve(self, listener: TcpListener) {
        let server = Arc::new(self);
        let free = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        // Further connections wait in the system's queue.
        while let Ok(place) = free.clone().acquire_owned().await {
            // A connection that broke before it began; or no more can be had at the moment.
            let Ok((stream, _)) = listener.accept().await else {
                sleep(Duration::from_millis(100)).await;
                continue;
            };
            let server = server.clone();
            tokio::spawn(async move {
                server.connection(stream).await;
                drop(place);
            });
        }
    }

    async fn connection(self: Arc<Self>, stream: TcpStream) {
        let service = service_fn(move |request| {
            let server = self.clone();
            async move { Ok::<_, Infallible>(server.answer(request).await) }
        });
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD_BYTES);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        if timeout(CONNECTION_LIFETIME, connection.as_mut()).await.is_err() {
            connection.as_mut().graceful_shutdown();
            let _ = timeout(SHUTDOWN_GRACE, connection).await;
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let mut answer = match self.refusal(&request) {
            Some(status) => plain(status),
            None => self.route(&request).await,
        };
        for (name, value) in HEADERS {
            answer.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        answer
    }

    /// Why a request isn't answered at all.
    fn refusal(&self, request: &Request<Incoming>) -> Option<StatusCode> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let headers = request.headers();
        let host = only(headers, header::HOST.as_str());
        let origin = only(headers, header::ORIGIN.as_str());
        // The browser tells which page asks; the address itself may be opened from anywhere.
        let site = only(headers, "sec-fetch-site");
        let is_asked_elsewhere = headers.contains_key("sec-fetch-site")
            && !matches!(site, Some("same-origin" | "none"))
            && request.uri().path() != "/";
        let is_foreign = request.uri().authority().is_some()
            || is_asked_elsewhere
            || !host.is_some_and(is_own)
            || (headers.contains_key(header::ORIGIN)
                && !origin.and_then(|origin| origin.strip_prefix("http://")).is_some_and(is_own));
        let is_post = request.method() == Method::POST;
        match () {
            () if is_foreign => Some(StatusCode::FORBIDDEN),
            () if !request.body().is_end_stream() => Some(StatusCode::PAYLOAD_TOO_LARGE),
            () if !is_post && ![Method::GET, Method::HEAD].contains(request.method()) => {
                Some(StatusCode::METHOD_NOT_ALLOWED)
            }
            // What does something is done for our own page alone, which always says what it is.
            () if is_post && origin.is_none() => Some(StatusCode::FORBIDDEN),
            () => None,
        }
    }

    async fn route(&self, request: &Request<Incoming>) -> Answer {
        let path: Vec<_> = request.uri().path().split('/').skip(1).collect();
        let asked = Query(request.uri().query().unwrap_or_default());
        let lang = asked.lang().unwrap_or(self.lang);
        let is_post = request.method() == Method::POST;
        match (is_post, path.as_slice()) {
            (false, [""]) => content("text/html; charset=utf-8", html::html(lang, self.editor.is_some())),
            (false, ["style.css"]) => content("text/css; charset=utf-8", html::STYLE),
            (false, ["script.js"]) => content("text/javascript; charset=utf-8", html::SCRIPT),
            (false, ["state"]) => self.news(&asked, lang).await,
            (false, ["page", issue, page]) => self.page(issue, page).unwrap_or_else(|| plain(StatusCode::NOT_FOUND)),
            (false, ["pdf", issue]) => self.pdf(issue, lang).await,
            (true, ["open"]) => self.open(&asked, lang),
            _ => plain(StatusCode::NOT_FOUND),
        }
    }

    /// The state as JSON, once it is another than the one that the page knows.
    async fn news(&self, asked: &Query<'_>, lang: Lang) -> Answer {
        let stamp = asked.number("stamp");
        let issue = asked.number("issue").and_then(|id| usize::try_from(id).ok());
        let since = asked.number("since");
        // A page that is just opened sees what is there.
        match since {
            None => self.desk.saved(false),
            Some(since) => {
                let mut told = self.desk.told();
                issue.iter().for_each(|id| self.desk.request_pages(*id));
                let _ = timeout(LONG_POLL_TIMEOUT, told.wait_for(|version| *version != since)).await;
                // Of the others it is told a little later, many at a time.
                if issue.is_some_and(|id| self.desk.stamp(id) == stamp) {
                    sleep(BATCH_DELAY).await;
                }
            }
        }
        let state = html::state(&self.desk, lang, issue, stamp);
        content("application/json", state.to_string())
    }

    /// A page by its issue and the hash of what is on it.
    fn page(&self, issue: &str, page: &str) -> Option<Answer> {
        let (id, hash) = (issue.parse::<usize>().ok()?, page.strip_suffix(".svg")?);
        let state = self.desk.state();
        let page_images = state.entries.iter().find(|entry| entry.id == id)?.page_images.as_ref()?;
        let page_image = page_images.iter().find(|page_image| page_image.hash == hash)?;
        let mut answer = content("image/svg+xml", page_image.svg.clone());
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600, immutable"));
        Some(answer)
    }

    async fn pdf(&self, issue: &str, lang: Lang) -> Answer {
        let Some(id) = issue.strip_suffix(".pdf").and_then(|id| id.parse::<usize>().ok()) else {
            return plain(StatusCode::NOT_FOUND);
        };
        let desk = self.desk.clone();
        // Waiting here drops the request if the client disconnects before a PDF slot is free.
        let Ok(place) = self.pdfs.clone().acquire_owned().await else {
            return plain(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let made = move || {
            let made = desk.pdf(id);
            drop(place);
            made
        };
        match tokio::task::spawn_blocking(made).await {
            Ok(Some(Ok(Download { name, bytes }))) => {
                let mut answer = content("application/pdf", bytes);
                let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
                let attached = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
                answer.headers_mut().extend(attached.map(|value| (header::CONTENT_DISPOSITION, value)));
                answer
            }
            Ok(Some(Err(findings))) => {
                let words: Vec<_> = findings.iter().map(|finding| lang.message(finding)).collect();
                told(StatusCode::CONFLICT, words.join("\n"))
            }
            Ok(None) => plain(StatusCode::NOT_FOUND),
            Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// Opens a line of one of the files that an issue was typed in.
    fn open(&self, asked: &Query, lang: Lang) -> Answer {
        let Some(editor) = &self.editor else { return plain(StatusCode::NOT_FOUND) };
        let number = |key| asked.number(key).and_then(|number| usize::try_from(number).ok());
        let path = number("issue").zip(number("file")).and_then(|(id, file)| html::file(&self.desk, id, file));
        let Some((path, line)) = path.zip(number("line")) else { return plain(StatusCode::NOT_FOUND) };
        match editor.open(&path, line, number("column").unwrap_or(1)) {
            Ok(()) => told(StatusCode::OK, String::new()),
            Err(finding) => told(StatusCode::CONFLICT, format!("{} {}", lang.message(&finding), lang.help(&finding))),
        }
    }
}

/// The value of a header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// The query of a request: numbers and a language.
struct Query<'q>(&'q str);

impl Query<'_> {
    fn value(&self, key: &str) -> Option<&str> {
        self.0.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    fn number(&self, key: &str) -> Option<u64> {
        self.value(key)?.parse().ok()
    }

    fn lang(&self) -> Option<Lang> {
        match self.value("lang")? {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

fn content(kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn told(status: StatusCode, words: String) -> Answer {
    let mut answer = content("text/plain; charset=utf-8", words);
    *answer.status_mut() = status;
    answer
}

/// A refusal, in the words of the protocol; a page of ours never meets one.
fn plain(status: StatusCode) -> Answer {
    let mut answer = told(status, status.to_string());
    // What else was sent isn't read.
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}
