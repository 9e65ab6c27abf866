//! One connection to a server, kept open: a request out, an answer in.
//!
//! In: requests as bytes made beforehand, so that a measurement measures the server. Out: the
//! status, the head and the body. It follows no redirect and retries nothing.

use std::{
    fmt::Write as _,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// A connection.
#[derive(Debug)]
pub struct Line(BufReader<TcpStream>);

/// What came back.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found = pairs.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim())
    }
}

/// A request's bytes: `headers` are whole lines without their ends.
pub fn request(method: &str, path: &str, headers: &[String], body: &[u8]) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: trials.example\r\n");
    for header in headers {
        let _ = write!(text, "{header}\r\n");
    }
    if !body.is_empty() || method != "GET" {
        let _ = write!(text, "Content-Length: {}\r\n", body.len());
    }
    let mut bytes = (text + "\r\n").into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

impl Line {
    /// Connects; an answer may take 60 s.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn open(address: &str) -> io::Result<Line> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Line(BufReader::with_capacity(64 * 1024, stream)))
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// When the connection ends before the answer is whole.
    pub fn send(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.0.get_mut().write_all(request)?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.0.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let status = head.split(' ').nth(1).and_then(|text| text.parse().ok());
        let mut answer = Answer {
            status: status.unwrap_or_default(),
            head,
            body: Vec::new(),
        };
        let chunked = answer.header("transfer-encoding").is_some();
        match answer
            .header("content-length")
            .and_then(|text| text.parse().ok())
        {
            Some(length) => {
                answer.body.resize(length, 0);
                self.0.read_exact(&mut answer.body)?;
            }
            None if chunked => self.chunks(&mut answer.body)?,
            None if matches!(answer.status, 204 | 304) => {}
            None => drop(self.0.read_to_end(&mut answer.body)?),
        }
        Ok(answer)
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> io::Result<()> {
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size)?;
            let bad = |_| io::Error::from(io::ErrorKind::InvalidData);
            let size = u64::from_str_radix(size.trim(), 16).map_err(bad)?;
            (&mut self.0).take(size).read_to_end(body)?;
            self.0.read_line(&mut String::new())?;
            if size == 0 {
                return Ok(());
            }
        }
    }
}
