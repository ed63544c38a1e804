//! The way to a port that is published in a sandbox. Whoever listens there is the learner's: all that comes is only carried.

use std::io::{self, ErrorKind};

use ::witness::NOBODY;

use super::{
    WITNESS,
    relay::{self, Unstarted},
};
use crate::sandbox::{
    container::Container,
    exec::{Command, Who},
    stream::Stream,
};

impl Container {
    /// Opens a stream to a port of the sandbox's loopback address, and to no other address.
    ///
    /// # Errors
    /// [`ErrorKind::ConnectionRefused`] where nobody listens; others when the sandbox or its host is gone.
    pub async fn dial_port(&self, port: u16) -> io::Result<Stream> {
        let argv = [WITNESS, "port", &port.to_string()];
        match relay::start(self, Command { argv: &argv, who: Who::Witness, env: &[] }).await {
            Ok(carried) => Ok(Stream::new(carried)),
            Err(Unstarted::Ended { code, complaint }) if code == i64::from(NOBODY) => {
                Err(io::Error::new(ErrorKind::ConnectionRefused, complaint))
            }
            Err(unstarted) => Err(io::Error::other(unstarted)),
        }
    }
}
