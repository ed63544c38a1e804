//! Knocks at a port.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use crate::words::{Exchange, LONGEST_PIECE, Piece};

/// Connects, sends, and listens until the other side closes, the limit is reached or the time is over.
pub(super) fn exchange(to: SocketAddr, send: &str, limit: usize, millis: u64) -> io::Result<Exchange> {
    let end = Instant::now() + Duration::from_millis(millis);
    let limit = limit.min(LONGEST_PIECE);
    let mut heard = Piece::default();
    match talk(to, send.as_bytes(), limit, end, &mut heard) {
        // What was said before something went wrong was said.
        Ok(()) | Err(_) if !heard.bytes.is_empty() => Ok(Exchange::Heard(heard)),
        Ok(()) => Ok(Exchange::Closed),
        Err(error) => match error.kind() {
            ErrorKind::ConnectionRefused => Ok(Exchange::Refused),
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::AddrNotAvailable => {
                Ok(Exchange::Unreachable)
            }
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Ok(Exchange::TimedOut),
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
                Ok(Exchange::Closed)
            }
            _ => Err(error),
        },
    }
}

fn talk(to: SocketAddr, send: &[u8], limit: usize, end: Instant, heard: &mut Piece) -> io::Result<()> {
    let left = || match end.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(io::Error::from(ErrorKind::TimedOut)),
        left => Ok(left),
    };
    let mut stream = TcpStream::connect_timeout(&to, left()?)?;
    let mut unsent = send;
    while !unsent.is_empty() {
        stream.set_write_timeout(Some(left()?))?;
        // A server that has answered before it has heard everything is heard all the same.
        match stream.write(unsent) {
            Ok(sent) => unsent = &unsent[sent..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Err(error);
            }
            Err(_) => break,
        }
    }
    let mut part = [0; 4096];
    while !heard.cut {
        stream.set_read_timeout(Some(left()?))?;
        match stream.read(&mut part) {
            Ok(0) => return Ok(()),
            Ok(length) => heard.add(&part[..length], limit),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::TcpListener, thread};

    fn answering(answer: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || answer(listener.accept().unwrap().0));
        address
    }

    fn heard(exchange: Exchange) -> (Vec<u8>, bool) {
        match exchange {
            Exchange::Heard(piece) => (piece.bytes, piece.cut),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_answered_is_heard_up_to_its_end() {
        let echo = answering(|mut stream| {
            let mut said = [0; 5];
            stream.read_exact(&mut said).unwrap();
            stream.write_all(&said).unwrap();
        });
        assert_eq!(heard(exchange(echo, "hello", 100, 5000).unwrap()), (b"hello".to_vec(), false));
    }

    #[test]
    fn answers_without_end_and_without_a_beginning() {
        let endless = answering(|mut stream| while stream.write_all(&[b'x'; 4096]).is_ok() {});
        let (bytes, cut) = heard(exchange(endless, "", 10_000, 5000).unwrap());
        assert_eq!((bytes.len(), cut), (10_000, true));
        let silent = answering(|stream| {
            thread::sleep(Duration::from_secs(2));
            drop(stream);
        });
        let begun = Instant::now();
        assert_eq!(exchange(silent, "", 10, 100).unwrap(), Exchange::TimedOut);
        assert!(begun.elapsed() < Duration::from_secs(1));
        // What has been said until then counts.
        let slow = answering(|mut stream| {
            stream.write_all(b"a").unwrap();
            thread::sleep(Duration::from_secs(2));
        });
        assert_eq!(heard(exchange(slow, "", 10, 100).unwrap()), (b"a".to_vec(), false));
    }

    #[test]
    fn where_nobody_is() {
        let gone = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        assert_eq!(exchange(gone, "", 10, 1000).unwrap(), Exchange::Refused);
        let closing = answering(drop);
        assert_eq!(exchange(closing, "", 10, 1000).unwrap(), Exchange::Closed);
        assert_eq!(exchange(gone, "", 10, 0).unwrap(), Exchange::TimedOut);
    }
}
