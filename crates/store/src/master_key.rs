// SPDX-License-Identifier: Apache-2.0
//! The master key: what opens a store's keyring. It lives outside the store, in a file or a variable.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use aws_lc_rs::rand;
use zeroize::{Zeroize, Zeroizing};

use crate::embedded::Embedded;

/// 32 secret bytes that wrap a store's data keys. They are wiped when dropped and never printed.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

// Far more than any form of a key needs; a file that is longer is not a key.
const FILE_BYTES_MAX: u64 = 4_096;

impl MasterKey {
    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The key that a text holds: 64 hexadecimal digits, or 32 bytes in base64 (of either alphabet, padded or
    /// not). White space around it does not count.
    ///
    /// # Errors
    /// The text is neither.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let text = text.trim_ascii();
        let bytes = if text.len() == 64 { from_hexadecimal(text) } else { from_base64(text) };
        bytes.map(Self).ok_or(MasterKeyError::Malformed)
    }

    /// The key in the file `path`; if there is none and the data directory holds no store yet, a new random key
    /// is written there, readable by its owner alone.
    ///
    /// # Errors
    /// The file cannot be read or written, others may read it, or it holds no key; or it is missing while
    /// `data_directory` holds a store, which only the missing key could open.
    pub fn load_or_create(path: &Path, data_directory: &Path) -> Result<Self, MasterKeyError> {
        match Self::load(path) {
            Err(MasterKeyError::Missing(_)) if Embedded::exists(data_directory) => {
                Err(MasterKeyError::Lost { key: display(path), store: display(data_directory) })
            }
            Err(MasterKeyError::Missing(_)) => Self::create(path),
            outcome => outcome,
        }
    }

    /// The key in the file `path`.
    ///
    /// # Errors
    /// There is no such file, it cannot be read, others may read it, or it holds no key.
    pub fn load(path: &Path) -> Result<Self, MasterKeyError> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => MasterKeyError::Missing(display(path)),
            _ => MasterKeyError::Unreadable { path: display(path), why: error.to_string() },
        };
        let file = File::open(path).map_err(unreadable)?;
        // Asked of the open file, so that it cannot be another one by then.
        let mode = file.metadata().map_err(unreadable)?.mode();
        if mode & 0o077 != 0 {
            return Err(MasterKeyError::Exposed { path: display(path), mode: mode & 0o777 });
        }
        let mut text = Zeroizing::new(String::with_capacity(256));
        file.take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => MasterKeyError::MalformedFile(display(path)),
            _ => unreadable(error),
        })?;
        Self::parse(&text).map_err(|_| MasterKeyError::MalformedFile(display(path)))
    }

    fn create(path: &Path) -> Result<Self, MasterKeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        let failed = |why: String| MasterKeyError::Unwritable { path: display(path), why };
        rand::fill(bytes.as_mut_slice()).map_err(|_| failed("no random bytes can be had".to_owned()))?;
        let key = Self(bytes);
        key.write(path).map_err(|error| failed(error.to_string()))?;
        Ok(key)
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let directory =
            path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        crate::embedded::create_private_directory(directory)?;
        // Never over a file that is there: another process may have made it since we looked.
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        let mut text = Zeroizing::new(String::with_capacity(65));
        for byte in self.0.iter() {
            text.extend(
                [byte >> 4, byte & 0xF].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')),
            );
        }
        text.push('\n');
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        // A store must not be made with a key that a loss of power can still take back.
        let written = written.and_then(|()| File::open(directory)?.sync_all());
        if written.is_err() {
            let _ = fs::remove_file(path);
        }
        written
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(…)")
    }
}

/// Why there is no master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MasterKeyError {
    /// Others than its owner may read the file.
    Exposed {
        /// The file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is missing although a store was made with it.
    Lost {
        /// The file.
        key: String,
        /// The store's directory.
        store: String,
    },
    /// The text is not a key.
    Malformed,
    /// The text in this file is not a key.
    MalformedFile(String),
    /// There is no such file.
    Missing(String),
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// A new key cannot be written.
    Unwritable {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
}

impl fmt::Display for MasterKeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FORM: &str = "64 hexadecimal digits, or 32 bytes in base64";
        match self {
            Self::Exposed { path, mode } => write!(
                formatter,
                "the master key file `{path}` may be read by others (mode {mode:04o}): run `chmod 600 {path}`; if \
                 others had access to this machine, take its key for known",
            ),
            Self::Lost { key, store } => write!(
                formatter,
                "the master key file `{key}` is missing, and only its key opens the store in `{store}`: put the \
                 file back from your backup",
            ),
            Self::Malformed => write!(formatter, "the master key must be {FORM}"),
            Self::MalformedFile(path) => {
                write!(formatter, "the file `{path}` does not hold a master key, which is {FORM}")
            }
            Self::Missing(path) => write!(formatter, "there is no master key file `{path}`"),
            Self::Unreadable { path, why } => {
                write!(formatter, "cannot read the master key file `{path}`: {why}")
            }
            Self::Unwritable { path, why } => {
                write!(formatter, "cannot write a new master key to `{path}`: {why}")
            }
        }
    }
}

impl std::error::Error for MasterKeyError {}

fn display(path: &Path) -> String {
    path.display().to_string()
}

fn from_hexadecimal(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        for letter in pair {
            let digit = char::from(*letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())?;
            *byte = *byte << 4 | digit;
        }
    }
    Some(bytes)
}

fn from_base64(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let letters = match text.len() {
        43 => text,
        44 => text.strip_suffix('=')?,
        _ => return None,
    };
    let mut bytes = Zeroizing::new([0; 32]);
    let mut filled = bytes.iter_mut();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in letters.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            *filled.next()? = (bits >> count & 0xFF).to_be_bytes()[3];
        }
    }
    // 43 letters are 258 bits: the last two hold nothing.
    let rest = bits & 0b11;
    bits.zeroize();
    (rest == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: [u8; 32] = *b"\x00\x01\xFE\xFFportcullis-master-key-123456";

    #[test]
    fn a_key_is_read_from_hexadecimal_and_from_base64() {
        let texts = [
            "0001feff706f727463756c6c69732d6d61737465722d6b65792d313233343536",
            "  0001FEFF706F727463756C6C69732D6D61737465722D6B65792D313233343536\n",
            "AAH+/3BvcnRjdWxsaXMtbWFzdGVyLWtleS0xMjM0NTY=",
            "AAH-_3BvcnRjdWxsaXMtbWFzdGVyLWtleS0xMjM0NTY",
        ];
        for text in texts {
            assert_eq!(MasterKey::parse(text).unwrap().bytes(), &BYTES, "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        let texts = [
            "",
            "secret",
            "0001feff706f727463756c6c69732d6d61737465722d6b65792d31323334353",
            "0001feff706f727463756c6c69732d6d61737465722d6b65792d3132333435360",
            "0001feff706f727463756c6c69732d6d61737465722d6b65792d31323334353g",
            "AAH+/3BvcnRjdWxsaXMtbWFzdGVyLWtleS0xMjM0NTY==",
            "AAH+/3BvcnRjdWxsaXMtbWFzdGVyLWtleS0xMjM0NTZ=",
            "AAH+/3BvcnRjdWxsaXMtbWFzdGVyLWtleS0xMjM0NT!=",
            "éééééééééééééééééééééééééééééééé",
        ];
        for text in texts {
            assert_eq!(MasterKey::parse(text).unwrap_err(), MasterKeyError::Malformed, "{text}");
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", MasterKey::from_bytes(BYTES)), "MasterKey(…)");
    }
}
