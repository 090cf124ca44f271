//! The preview's own HTTP server.
//!
//! It answers its own page on this machine and no other. It refuses a foreign host name or origin, a body, and a path
//! that isn't on its list. It drops a client that is too slow.

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
use super::plates::PlateCache;
use super::state::{Download, PreviewState};
use crate::diagnostic::Findings;
use crate::diagnostic::message::Lang;

/// The time in which a request's head has to be complete.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection may last.
const CONNECTION_LIFETIME: Duration = Duration::from_secs(60);
/// How long a connection at the end of its life may take to close.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(30);
/// The largest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 16 << 10;
/// The largest number of connections at a time.
const MAX_CONNECTIONS: usize = 64;
/// The largest number of PDFs that are made at a time.
pub const MAX_PDFS: usize = 2;
/// How long a request for news waits before it is answered without any.
const LONG_POLL_TIMEOUT: Duration = Duration::from_secs(20);

/// How long changes of issues that no browser shows are gathered before they are sent.
const BATCH_DELAY: Duration = Duration::from_millis(300);

/// How long a browser keeps a picture whose address changes with what it shows.
const KEPT: &str = "max-age=3600, immutable";

/// The headers of every answer. Nothing is loaded from elsewhere, and no other page may show this one.
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
    pub state: Arc<PreviewState>,
    /// The editor that opens the line of a word, if that is wanted.
    pub editor: Option<Editor>,
    /// The language of a page that asks for none.
    pub lang: Lang,
    /// The port of the server.
    pub port: u16,
    /// The free places for making PDFs.
    pub pdfs: Arc<Semaphore>,
    /// The plates that were made last.
    pub plates: Arc<PlateCache>,
}

/// An answer to a request.
type Answer = Response<Full<Bytes>>;

impl Server {
    /// Starts to answer, on a thread of its own that runs as long as the program.
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

    /// Accepts connections.
    async fn serve(self, listener: TcpListener) {
        let server = Arc::new(self);
        let free = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        // Further connections wait in the system's queue.
        while let Ok(place) = free.clone().acquire_owned().await {
            // The connection broke before it began, or the system has no more at the moment.
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

    /// Answers the requests of a connection.
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

    /// Answers a request or refuses it.
    async fn answer(&self, request: Request<Incoming>) -> Answer {
        let mut answer = match self.refusal(&request) {
            Some(status) => refuse(status),
            None => self.route(&request).await,
        };
        for (name, value) in HEADERS {
            answer.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        answer
    }

    /// Returns why a request isn't answered at all.
    fn refusal(&self, request: &Request<Incoming>) -> Option<StatusCode> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let is_own = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
        let headers = request.headers();
        let host = only(headers, header::HOST.as_str());
        let origin = only(headers, header::ORIGIN.as_str());
        // The browser says which page asks. The address of the preview may be opened from anywhere.
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
            // Only our own page may open an editor. It always says its origin.
            () if is_post && origin.is_none() => Some(StatusCode::FORBIDDEN),
            () => None,
        }
    }

    /// Answers a request by its path.
    async fn route(&self, request: &Request<Incoming>) -> Answer {
        let path: Vec<_> = request.uri().path().split('/').skip(1).collect();
        let asked = Query(request.uri().query().unwrap_or_default());
        let lang = asked.lang().unwrap_or(self.lang);
        let is_post = request.method() == Method::POST;
        match (is_post, path.as_slice()) {
            (false, [""]) => content("text/html; charset=utf-8", html::html(lang, self.editor.is_some())),
            (false, ["style.css"]) => content("text/css; charset=utf-8", html::STYLE),
            (false, ["script.js"]) => content("text/javascript; charset=utf-8", html::SCRIPT),
            (false, ["zoom.js"]) => content("text/javascript; charset=utf-8", html::ZOOM_SCRIPT),
            (false, ["plates.js"]) => content("text/javascript; charset=utf-8", html::PLATES_SCRIPT),
            (false, ["state"]) => self.news(&asked, lang).await,
            (false, ["page", issue, page]) => self.page(issue, page).unwrap_or_else(|| refuse(StatusCode::NOT_FOUND)),
            (false, ["plate", issue, page, ink]) => self.plate(issue, page, ink, lang).await,
            (false, ["pdf", issue]) => self.pdf(issue, lang).await,
            (true, ["open"]) => self.open(&asked, lang),
            _ => refuse(StatusCode::NOT_FOUND),
        }
    }

    /// Answers with the state as JSON, once it is newer than the one that the page knows.
    async fn news(&self, asked: &Query<'_>, lang: Lang) -> Answer {
        let stamp = asked.number("stamp");
        let issue = asked.number("issue").and_then(|id| usize::try_from(id).ok());
        let since = asked.number("since");
        // A page that was just opened gets the state at once.
        match since {
            None => self.state.note_saved(false),
            Some(since) => {
                let mut version = self.state.subscribe();
                issue.iter().for_each(|id| self.state.request_pages(*id));
                let _ = timeout(LONG_POLL_TIMEOUT, version.wait_for(|version| *version != since)).await;
                // Changes of the other issues are gathered, so that many are sent at a time.
                if issue.is_some_and(|id| self.state.stamp(id) == stamp) {
                    sleep(BATCH_DELAY).await;
                }
            }
        }
        let state = html::state(&self.state, lang, issue, stamp);
        content("application/json", state.to_string())
    }

    /// Answers with a page, by its issue and its hash.
    fn page(&self, issue: &str, page: &str) -> Option<Answer> {
        let (id, hash) = (issue.parse::<usize>().ok()?, page.strip_suffix(".svg")?);
        let state = self.state.state();
        let page_images = state.entries.iter().find(|entry| entry.id == id)?.page_images.as_ref()?;
        let page_image = page_images.iter().find(|page_image| page_image.hash == hash)?;
        let mut answer = content("image/svg+xml", page_image.svg.clone());
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
        Some(answer)
    }

    /// Answers with the PDF of an issue.
    async fn pdf(&self, issue: &str, lang: Lang) -> Answer {
        let Some(id) = issue.strip_suffix(".pdf").and_then(|id| id.parse::<usize>().ok()) else {
            return refuse(StatusCode::NOT_FOUND);
        };
        let state = self.state.clone();
        self.make(
            lang,
            move || state.pdf(id),
            |Download { name, bytes }| {
                let mut answer = content("application/pdf", bytes);
                let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
                let attached = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
                answer.headers_mut().extend(attached.map(|value| (header::CONTENT_DISPOSITION, value)));
                answer
            },
        )
        .await
    }

    /// Answers with a page as one of its inks prints it, by its issue, its hash and the index of the ink.
    async fn plate(&self, issue: &str, page: &str, ink: &str, lang: Lang) -> Answer {
        let ink = ink.strip_suffix(".png").and_then(|ink| ink.parse::<usize>().ok());
        let Some((id, ink)) = issue.parse::<usize>().ok().zip(ink) else { return refuse(StatusCode::NOT_FOUND) };
        let (state, plates, page) = (self.state.clone(), self.plates.clone(), page.to_owned());
        self.make(
            lang,
            move || plates.picture(&state, id, &page, ink),
            |picture| {
                let mut answer = content("image/png", picture);
                answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
                answer
            },
        )
        .await
    }

    /// Makes something of an issue, as soon as a place for that is free, and answers with it.
    async fn make<T: Send + 'static>(
        &self,
        lang: Lang,
        work: impl FnOnce() -> Option<Result<T, Findings>> + Send + 'static,
        answer: impl FnOnce(T) -> Answer,
    ) -> Answer {
        // Waiting here drops the request if the client disconnects before a place is free.
        let Ok(place) = self.pdfs.clone().acquire_owned().await else {
            return refuse(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let guarded = move || {
            let made = work();
            drop(place);
            made
        };
        match tokio::task::spawn_blocking(guarded).await {
            Ok(Some(Ok(made))) => answer(made),
            Ok(Some(Err(findings))) => {
                let words: Vec<_> = findings.iter().map(|finding| lang.message(finding)).collect();
                text(StatusCode::CONFLICT, words.join("\n"))
            }
            Ok(None) => refuse(StatusCode::NOT_FOUND),
            Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// Opens a line of one of the files that an issue was typed in.
    fn open(&self, asked: &Query, lang: Lang) -> Answer {
        let Some(editor) = &self.editor else { return refuse(StatusCode::NOT_FOUND) };
        let number = |key| asked.number(key).and_then(|number| usize::try_from(number).ok());
        let path = number("issue").zip(number("file")).and_then(|(id, file)| html::file(&self.state, id, file));
        let Some((path, line)) = path.zip(number("line")) else { return refuse(StatusCode::NOT_FOUND) };
        match editor.open(&path, line, number("column").unwrap_or(1)) {
            Ok(()) => text(StatusCode::OK, String::new()),
            Err(finding) => text(StatusCode::CONFLICT, format!("{} {}", lang.message(&finding), lang.help(&finding))),
        }
    }
}

/// Returns the value of a header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// The query of a request: numbers and a language.
struct Query<'q>(&'q str);

impl Query<'_> {
    /// Returns the value of a key.
    fn value(&self, key: &str) -> Option<&str> {
        self.0.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// Returns the number that a key has.
    fn number(&self, key: &str) -> Option<u64> {
        self.value(key)?.parse().ok()
    }

    /// Returns the language that is asked for.
    fn lang(&self) -> Option<Lang> {
        match self.value("lang")? {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

/// Returns an answer with a body of a media type.
fn content(kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// Returns an answer in plain text.
fn text(status: StatusCode, words: String) -> Answer {
    let mut answer = content("text/plain; charset=utf-8", words);
    *answer.status_mut() = status;
    answer
}

/// Refuses a request in the words of HTTP. Our own page never gets a refusal.
fn refuse(status: StatusCode) -> Answer {
    let mut answer = text(status, status.to_string());
    // The rest of the request isn't read.
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}
