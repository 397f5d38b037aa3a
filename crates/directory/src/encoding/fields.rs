// SPDX-License-Identifier: Apache-2.0
//! Writing and reading tagged fields.

use super::DecodeError;

/// Collects fields.
#[derive(Debug)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new(version: u8) -> Self {
        Self(vec![version])
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn bytes(&mut self, tag: u8, value: &[u8]) {
        self.0.push(tag);
        // Lengths are seven bits a byte, the lowest first; the high bit says that more follow.
        let mut length = value.len();
        while length >= 0x80 {
            self.0.push(u8::try_from(length & 0x7F).unwrap_or_default() | 0x80);
            length >>= 7;
        }
        self.0.push(u8::try_from(length).unwrap_or_default());
        self.0.extend_from_slice(value);
    }

    pub(super) fn text(&mut self, tag: u8, value: &str) {
        self.bytes(tag, value.as_bytes());
    }

    pub(super) fn optional_text(&mut self, tag: u8, value: Option<&str>) {
        if let Some(value) = value {
            self.text(tag, value);
        }
    }

    pub(super) fn number(&mut self, tag: u8, value: i64) {
        self.bytes(tag, &value.to_be_bytes());
    }
}

/// The fields of one record. Each reading takes its fields out, so what is left at the end is unknown.
#[derive(Debug)]
pub(super) struct Reader<'a>(Vec<(u8, &'a [u8])>);

impl<'a> Reader<'a> {
    pub(super) fn new(mut bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut fields = Vec::new();
        while let Some((tag, rest)) = bytes.split_first() {
            let (length, rest) = length(rest)?;
            let (value, rest) = rest.split_at_checked(length).ok_or(DecodeError::Truncated)?;
            fields.push((*tag, value));
            bytes = rest;
        }
        Ok(Self(fields))
    }

    pub(super) fn all(&mut self, tag: u8) -> Vec<&'a [u8]> {
        let taken = self.0.iter().filter(|(of, _)| *of == tag).map(|(_, value)| *value).collect();
        self.0.retain(|(of, _)| *of != tag);
        taken
    }

    pub(super) fn texts(&mut self, tag: u8) -> Result<Vec<String>, DecodeError> {
        let text = |value: &[u8]| String::from_utf8(value.to_vec()).map_err(|_| DecodeError::Value(tag));
        self.all(tag).into_iter().map(text).collect()
    }

    pub(super) fn optional_text(&mut self, tag: u8) -> Result<Option<String>, DecodeError> {
        let mut values = self.texts(tag)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(DecodeError::Value(tag)),
        }
    }

    pub(super) fn text(&mut self, tag: u8) -> Result<String, DecodeError> {
        self.optional_text(tag)?.ok_or(DecodeError::Missing(tag))
    }

    pub(super) fn optional_number(&mut self, tag: u8) -> Result<Option<i64>, DecodeError> {
        match self.all(tag).as_slice() {
            [] => Ok(None),
            [value] => {
                let bytes = <[u8; 8]>::try_from(*value).map_err(|_| DecodeError::Value(tag))?;
                Ok(Some(i64::from_be_bytes(bytes)))
            }
            _ => Err(DecodeError::Value(tag)),
        }
    }

    pub(super) fn number(&mut self, tag: u8) -> Result<i64, DecodeError> {
        self.optional_number(tag)?.ok_or(DecodeError::Missing(tag))
    }

    pub(super) fn count(&mut self, tag: u8) -> Result<u32, DecodeError> {
        u32::try_from(self.number(tag)?).map_err(|_| DecodeError::Value(tag))
    }

    /// Fails if a field is left that nobody read.
    pub(super) fn finish(self) -> Result<(), DecodeError> {
        self.0.first().map_or(Ok(()), |(tag, _)| Err(DecodeError::UnknownField(*tag)))
    }
}

fn length(mut bytes: &[u8]) -> Result<(usize, &[u8]), DecodeError> {
    let mut length: usize = 0;
    // Five bytes hold 35 bits, more than any record has.
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(DecodeError::Truncated)?;
        bytes = rest;
        length |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Ok((length, bytes));
        }
    }
    Err(DecodeError::Truncated)
}
