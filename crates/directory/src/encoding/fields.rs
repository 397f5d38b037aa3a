// SPDX-License-Identifier: Apache-2.0
//! Writing and reading tagged fields.

use super::DecodeError;

/// Collects fields.
#[derive(Debug)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Starts with the version byte.
    pub fn new(version: u8) -> Self {
        Self(vec![version])
    }

    /// As [`Writer::new`], with room for so many bytes.
    pub fn with_capacity(version: u8, bytes: usize) -> Self {
        let mut writer = Vec::with_capacity(bytes);
        writer.push(version);
        Self(writer)
    }

    /// The bytes written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// A field of bytes.
    pub fn bytes(&mut self, tag: u8, value: &[u8]) {
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

    /// A field of text.
    pub fn text(&mut self, tag: u8, value: &str) {
        self.bytes(tag, value.as_bytes());
    }

    /// A field of text, if there is one.
    pub fn optional_text(&mut self, tag: u8, value: Option<&str>) {
        if let Some(value) = value {
            self.text(tag, value);
        }
    }

    /// A field of a number.
    pub fn number(&mut self, tag: u8, value: i64) {
        self.bytes(tag, &value.to_be_bytes());
    }
}

/// The fields of one record. Each reading takes its fields out, so what is left at the end is unknown.
#[derive(Debug)]
pub struct Reader<'a>(Vec<(u8, &'a [u8])>);

impl<'a> Reader<'a> {
    /// Takes the fields apart; the version byte has been read already.
    ///
    /// # Errors
    /// The bytes end within a field.
    pub fn new(mut bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut fields = Vec::new();
        while let Some((tag, rest)) = bytes.split_first() {
            let (length, rest) = length(rest)?;
            let (value, rest) = rest.split_at_checked(length).ok_or(DecodeError::Truncated)?;
            fields.push((*tag, value));
            bytes = rest;
        }
        Ok(Self(fields))
    }

    /// Every field with this tag, in order.
    pub fn all(&mut self, tag: u8) -> Vec<&'a [u8]> {
        let taken = self.0.iter().filter(|(of, _)| *of == tag).map(|(_, value)| *value).collect();
        self.0.retain(|(of, _)| *of != tag);
        taken
    }

    /// Every field with this tag as text.
    ///
    /// # Errors
    /// One is not UTF-8.
    pub fn texts(&mut self, tag: u8) -> Result<Vec<String>, DecodeError> {
        let values = self.all(tag);
        // Room for just so many: what is read here is kept, a hundred thousand times.
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            texts.push(String::from_utf8(value.to_vec()).map_err(|_| DecodeError::Value(tag))?);
        }
        Ok(texts)
    }

    /// The one field with this tag as text, if it is there.
    ///
    /// # Errors
    /// It is not UTF-8, or there are several.
    pub fn optional_text(&mut self, tag: u8) -> Result<Option<String>, DecodeError> {
        let mut values = self.texts(tag)?;
        match values.len() {
            0 | 1 => Ok(values.pop()),
            _ => Err(DecodeError::Value(tag)),
        }
    }

    /// The one field with this tag as text.
    ///
    /// # Errors
    /// As for [`Reader::optional_text`], or it is missing.
    pub fn text(&mut self, tag: u8) -> Result<String, DecodeError> {
        self.optional_text(tag)?.ok_or(DecodeError::Missing(tag))
    }

    /// The one field with this tag as a number, if it is there.
    ///
    /// # Errors
    /// It is no number, or there are several.
    pub fn optional_number(&mut self, tag: u8) -> Result<Option<i64>, DecodeError> {
        match self.all(tag).as_slice() {
            [] => Ok(None),
            [value] => {
                let bytes = <[u8; 8]>::try_from(*value).map_err(|_| DecodeError::Value(tag))?;
                Ok(Some(i64::from_be_bytes(bytes)))
            }
            _ => Err(DecodeError::Value(tag)),
        }
    }

    /// The one field with this tag as a number.
    ///
    /// # Errors
    /// As for [`Reader::optional_number`], or it is missing.
    pub fn number(&mut self, tag: u8) -> Result<i64, DecodeError> {
        self.optional_number(tag)?.ok_or(DecodeError::Missing(tag))
    }

    /// The one field with this tag as a number that is not negative.
    ///
    /// # Errors
    /// As for [`Reader::number`], or it is out of range.
    pub fn count(&mut self, tag: u8) -> Result<u32, DecodeError> {
        u32::try_from(self.number(tag)?).map_err(|_| DecodeError::Value(tag))
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A field is left that nobody read.
    pub fn finish(self) -> Result<(), DecodeError> {
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
