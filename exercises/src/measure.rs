//! Sizes and shares of processors, as learners write them for `docker run`.

use std::fmt;

use serde::Serialize;
use toml::de::DeValue;

use crate::value::Value;
use crate::vars::Values;

/// So much memory or disk: `"64m"` as for `docker run --memory`, `"100MB"` as `docker images` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Size {
    /// Bytes.
    pub bytes: u64,
}

impl Size {
    const UNITS: [(&'static str, u64); 10] = [
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
        ("kb", 1000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("k", 1 << 10),
        ("m", 1 << 20),
        ("g", 1 << 30),
        ("b", 1),
    ];

    fn parse(text: &str) -> Option<Size> {
        let text = text.trim().to_lowercase();
        let (number, unit) =
            Size::UNITS.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, *unit)))?;
        let bytes = number.trim().parse::<u64>().ok()?.checked_mul(unit)?;
        (bytes > 0).then_some(Size { bytes })
    }
}

impl From<u64> for Size {
    fn from(bytes: u64) -> Self {
        Size { bytes }
    }
}

/// In binary units where it comes out even, as memory does, else in decimal ones, as Docker does for images.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1 << 20;
        match self.bytes {
            bytes if bytes >= MIB && bytes % MIB == 0 => write!(f, "{}\u{a0}MiB", bytes / MIB),
            bytes if bytes >= 1_000_000 => write!(f, "{}\u{a0}MB", bytes / 1_000_000),
            bytes => write!(f, "{}\u{a0}kB", bytes / 1000),
        }
    }
}

impl Value for Size {
    fn what() -> String {
        "a size in quotes: \"64m\", \"1g\", \"100MB\"".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        Size::parse(&String::read(value, values)?)
    }
}

/// A share of processors: `"0.5"` as for `docker run --cpus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cpus {
    /// Thousand-millionths of a processor.
    pub nano: u64,
}

impl fmt::Display for Cpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.nano as f64 / 1e9)
    }
}

impl Value for Cpus {
    fn what() -> String {
        "a number of processors: \"0.5\"".into()
    }

    fn read(value: &DeValue<'_>, values: &Values) -> Option<Self> {
        let number = match value {
            DeValue::Float(number) => number.as_str().parse::<f64>().ok()?,
            DeValue::Integer(_) => f64::from(u32::read(value, values)?),
            _ => String::read(value, values)?.parse().ok()?,
        };
        (number > 0.0 && number < 1e6).then_some(Cpus { nano: (number * 1e9).round() as u64 })
    }
}
