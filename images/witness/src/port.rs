//! Bytes from standard input to a port of the sandbox and back.

use std::{
    io::{self, ErrorKind},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream},
    time::Duration,
};

use crate::relay::converse;

/// Whoever listens on loopback accepts at once, unless too many others wait before.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why nothing is carried.
#[derive(Debug, thiserror::Error)]
pub enum Unconnected {
    /// Nobody listens there.
    #[error("nobody listens on port {0}")]
    Nobody(u16),
    /// Something else is in the way.
    #[error(transparent)]
    Fault(#[from] io::Error),
}

/// Connects to a port of loopback, says so in a first line, and carries until either side ends. No other address is ever
/// connected to.
///
/// # Errors
/// When nobody listens there.
pub fn port(port: u16) -> Result<(), Unconnected> {
    let connection = connect(port)?;
    // What is carried is often small, and somebody waits for it.
    connection.set_nodelay(true)?;
    Ok(converse(connection, |connection| connection.shutdown(Shutdown::Write))?)
}

fn connect(port: u16) -> Result<TcpStream, Unconnected> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpStream::connect_timeout(&address, PATIENCE).map_err(|error| match error.kind() {
        ErrorKind::ConnectionRefused => Unconnected::Nobody(port),
        _ => error.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn nobody_is_told_from_somebody() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(connect(port).is_ok());
        drop(listener);
        assert!(matches!(connect(port), Err(Unconnected::Nobody(nobody)) if nobody == port));
    }
}
