//! What no HTTP library sends: requests as bytes on a socket. What is no request is answered by the HTTP layer, 4xx and no words;
//! whatever reaches the app is a problem like any other.

use punte_tests::contract;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::World;

/// Who must answer, and with which status.
enum Answered {
    /// The app, with a problem of this code.
    Problem(u16, &'static str),
    /// The HTTP layer, without a body.
    Bare(u16),
    /// The app, as asked: it was only written oddly.
    Right(u16),
}
use Answered::{Bare, Problem, Right};

fn get(path: &[u8]) -> Vec<u8> {
    [
        b"GET ",
        path,
        b" HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    ]
    .concat()
}

fn post(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /api/v1/tracking-sessions HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n{headers}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

#[rustfmt::skip]
fn requests() -> Vec<(&'static str, Vec<u8>, Answered)> {
    let code = br#"{"code":"0"}"#;
    let large = vec![b' '; 70_000];
    let chunk = |body: &[u8]| [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n"].concat();
    vec![
        ("a place in raw UTF-8", get("/api/v1/places?q=Сірет".as_bytes()), Bare(400)),
        ("a path in raw UTF-8", get("/api/v1/offers/Сірет".as_bytes()), Bare(400)),
        ("raw bytes that are no UTF-8", get(b"/api/v1/places?q=\xff\xfe"), Bare(400)),
        ("a NUL in the path", get(b"/api/v1/offers/\0"), Bare(400)),
        ("a space in the path", get(b"/api/v1/offers/a b"), Bare(400)),
        ("quotation marks", get(b"/api/v1/places?q=\"Siret\""), Bare(400)),
        ("angle brackets", get(b"/api/v1/places?q=<Siret>"), Bare(400)),
        ("a backslash", get(b"/api/v1\\offers"), Problem(404, "not-found")),
        ("a fragment", get(b"/api/v1/places?q=a#b"), Right(200)),
        ("no path", get(b""), Bare(400)),
        ("dots", get(b"/api/v1/public/../../../../etc/passwd"), Problem(404, "not-found")),
        ("encoded dots", get(b"/api/v1/%2e%2e/%2e%2e/etc/passwd"), Problem(404, "not-found")),
        ("another host's URL", get(b"http://evil.example.org/api/v1/zebra"), Problem(404, "not-found")),
        ("an authority", get(b"evil.example.org:80"), Problem(404, "not-found")),
        ("an asterisk", get(b"*"), Problem(404, "not-found")),
        ("broken encoding", get(b"/api/v1/places?q=%zz"), Problem(400, "bad-request")),
        ("encoding that hides no UTF-8", get(b"/api/v1/places?q=%ff"), Problem(400, "bad-request")),
        ("a long path", get(&[b"/api/v1/offers/".as_slice(), &vec![b'a'; 60_000]].concat()), Problem(401, "unauthenticated")),
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), Bare(400)),
        ("HTTP of another age", b"GET /api/v1/places HTTP/9.9\r\n\r\n".to_vec(), Bare(400)),
        ("a method in small letters", b"get /api/v1/accounts/me HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_vec(), Problem(405, "method-not-allowed")),
        ("a method that is none", b"G@T\x7f /api/v1/places HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(), Bare(400)),
        ("a header without a name", b"GET /healthz HTTP/1.1\r\n: a\r\n\r\n".to_vec(), Bare(400)),
        ("a header with a space in its name", b"GET /healthz HTTP/1.1\r\na b: c\r\n\r\n".to_vec(), Bare(400)),
        ("a NUL in a header", b"GET /healthz HTTP/1.1\r\na: b\0c\r\n\r\n".to_vec(), Bare(400)),
        ("two hundred headers", [b"GET /healthz HTTP/1.1\r\n".to_vec(), b"a: b\r\n".repeat(200), b"\r\n".to_vec()].concat(), Bare(431)),
        ("a header of 200 KB", [b"GET /healthz HTTP/1.1\r\na: ".to_vec(), vec![b'a'; 200_000], b"\r\n\r\n".to_vec()].concat(), Bare(431)),
        ("less than it announces", post("content-length: 500", code), Problem(400, "bad-request")),
        ("more than it announces", post("content-length: 5", code), Problem(400, "bad-request")),
        ("nothing of what it announces", post("content-length: 12", b""), Problem(400, "bad-request")),
        ("far more than may be, announced", post("content-length: 99999999999", code), Problem(413, "payload-too-large")),
        ("a length below zero", post("content-length: -1", code), Bare(400)),
        ("a length that is no number", post("content-length: zebra", code), Bare(400)),
        ("a length with a sign", post("content-length: +12", code), Bare(400)),
        ("two lengths", post("content-length: 12\r\ncontent-length: 13", code), Bare(400)),
        ("a length and chunks", post("content-length: 12\r\ntransfer-encoding: chunked", code), Bare(400)),
        ("another transfer encoding", post("transfer-encoding: zebra", code), Bare(400)),
        ("chunks that are none", post("transfer-encoding: chunked", b"zebra\r\n"), Problem(400, "bad-request")),
        ("chunks that do not end", post("transfer-encoding: chunked", &chunk(code)), Problem(400, "bad-request")),
        ("a chunk of more than there is", post("transfer-encoding: chunked", b"ffffffffffffffff\r\na"), Problem(400, "bad-request")),
        ("chunks of too much", post("transfer-encoding: chunked", &[chunk(&large), b"0\r\n\r\n".to_vec()].concat()), Problem(413, "payload-too-large")),
        ("chunks of something else", post("transfer-encoding: chunked", &[chunk(b"[]"), b"0\r\n\r\n".to_vec()].concat()), Problem(400, "bad-request")),
        ("too much, if it may go on", post("expect: 100-continue\r\ncontent-length: 70000", &large), Problem(413, "payload-too-large")),
        ("another expectation", post("expect: zebra\r\ncontent-length: 12", code), Problem(422, "validation-failed")),
    ]
}

/// Sends bytes, closes the sending side, and reads the answer that is not `100 Continue`: status, headers, body.
async fn send(address: &str, bytes: &[u8]) -> (u16, String, String) {
    let mut socket = TcpStream::connect(address).await.unwrap();
    // The server may have answered and closed before it read everything.
    let _refused = socket.write_all(bytes).await;
    let _closed = socket.shutdown().await;
    let mut answer = Vec::new();
    let _reset = socket.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let answer = answer
        .strip_prefix("HTTP/1.1 100 Continue\r\n\r\n")
        .unwrap_or(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    // Bytes beyond what was announced are another request, with another answer.
    let length = head
        .split("content-length: ")
        .nth(1)
        .and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    let body = length.and_then(|length| body.get(..length)).unwrap_or(body);
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
    (
        status.unwrap_or_default(),
        head.to_lowercase(),
        body.to_owned(),
    )
}

#[tokio::test]
async fn what_reaches_the_app_is_answered_with_a_problem_and_nothing_else_with_anything() {
    let world = World::make().await;
    let before = world.app.digest().await;
    let address = world.app.base_url.trim_start_matches("http://");
    let problem = &contract().document["components"]["schemas"]["Problem"];
    let mut complaints = Vec::new();
    let requests = requests();
    let count = requests.len();
    for (what, bytes, expected) in requests {
        let (status, head, body) = send(address, &bytes).await;
        let ours = head.contains("x-request-id: ");
        let fits = match expected {
            Problem(wanted, code) => {
                let read: Value = serde_json::from_str(&body).unwrap_or_default();
                ours && status == wanted
                    && read["code"] == code
                    && head.contains("content-type: application/problem+json")
                    && contract().validator(problem).is_valid(&read)
            }
            Bare(wanted) => !ours && status == wanted && body.is_empty(),
            Right(wanted) => ours && status == wanted,
        };
        if !fits {
            complaints.push(format!("{what}: {status} {head:.200} {body:.300}"));
        }
    }
    println!("bad_input: {count} requests as bytes");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert_eq!(world.app.digest().await, before);
    world.app.get("/healthz").expect(200).await;
}
