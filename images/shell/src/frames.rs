//! What a visitor and the keeper say to each other, in both directions: frames of a kind, a length and so many bytes.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Keys, or output.
    Bytes(Vec<u8>),
    /// The visitor's terminal has this size.
    Size {
        /// Width, characters.
        cols: u16,
        /// Height, characters.
        rows: u16,
    },
    /// The shell has ended, with this code.
    End(u8),
}

/// The bytes of one frame at most.
pub(crate) const LONGEST: usize = 16 * 1024;

const BYTES: u8 = 0;
const SIZE: u8 = 1;
const END: u8 = 2;

impl Frame {
    /// Reads one; nothing where the other side has gone.
    ///
    /// # Errors
    /// When it breaks off, or is none.
    pub(crate) async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Self>> {
        let Ok(kind) = from.read_u8().await else { return Ok(None) };
        let mut bytes = vec![0; usize::from(from.read_u16().await?)];
        from.read_exact(&mut bytes).await?;
        match (kind, bytes.as_slice()) {
            (BYTES, _) => Ok(Some(Self::Bytes(bytes))),
            (SIZE, &[a, b, c, d]) => {
                Ok(Some(Self::Size { cols: u16::from_be_bytes([a, b]), rows: u16::from_be_bytes([c, d]) }))
            }
            (END, &[code]) => Ok(Some(Self::End(code))),
            _ => Err(io::Error::other("this is no frame")),
        }
    }

    /// Writes it as one piece.
    ///
    /// # Errors
    /// When the other side has gone, or the frame is too long.
    pub(crate) async fn write(&self, to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let (kind, bytes) = match self {
            Self::Bytes(bytes) => (BYTES, bytes.clone()),
            Self::Size { cols, rows } => (SIZE, [cols.to_be_bytes(), rows.to_be_bytes()].concat()),
            Self::End(code) => (END, vec![*code]),
        };
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        let mut frame = vec![kind];
        frame.extend(length.to_be_bytes());
        frame.extend(bytes);
        to.write_all(&frame).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_arrive_as_they_were_sent() {
        let frames = [
            Frame::Bytes(vec![0, 1, 2]),
            Frame::Bytes(vec![7; LONGEST]),
            Frame::Size { cols: 500, rows: 1 },
            Frame::End(130),
        ];
        let mut wire = Vec::new();
        for frame in &frames {
            frame.write(&mut wire).await.unwrap();
        }
        let mut wire = wire.as_slice();
        for frame in &frames {
            assert_eq!(Frame::read(&mut wire).await.unwrap().as_ref(), Some(frame));
        }
        assert_eq!(Frame::read(&mut wire).await.unwrap(), None);
    }

    #[tokio::test]
    async fn what_is_no_frame_is_refused() {
        for wire in [&[9, 0, 0][..], &[SIZE, 0, 1, 0], &[BYTES, 0, 2, 0]] {
            assert!(Frame::read(&mut { wire }).await.is_err(), "{wire:?}");
        }
    }
}
