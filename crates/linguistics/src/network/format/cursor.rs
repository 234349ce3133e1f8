//! Reads the parts of a file of weights from its front, each length checked against what is left.

use super::{FormatError, Tensor, Values};

/// Reads from the front of the file, checking each length.
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn take(&mut self, wanted: usize) -> Result<&'a [u8], FormatError> {
        let rest = &self.bytes[self.at..];
        let taken = rest.get(..wanted).ok_or(FormatError::Truncated {
            at: self.at,
            wanted,
        })?;
        self.at += wanted;
        Ok(taken)
    }

    pub(super) fn u32(&mut self) -> Result<u32, FormatError> {
        let bytes = self.take(4)?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |value, &byte| value << 8 | u32::from(byte)))
    }

    pub(super) fn size(&mut self) -> Result<usize, FormatError> {
        Ok(self.u32()? as usize)
    }

    pub(super) fn string(&mut self) -> Result<&'a str, FormatError> {
        let length = self.size()?;
        let at = self.at;
        std::str::from_utf8(self.take(length)?).map_err(|_| FormatError::Text { at })
    }

    pub(super) fn strings(&mut self) -> Result<Vec<String>, FormatError> {
        let count = self.u32()?;
        (0..count)
            .map(|_| self.string().map(str::to_owned))
            .collect()
    }

    pub(super) fn tensor(&mut self) -> Result<Tensor<'a>, FormatError> {
        let name = self.string()?;
        let kind = self.take(1)?[0];
        let (rows, columns) = (self.size()?, self.size()?);
        let count = rows.saturating_mul(columns);
        let values = match kind {
            0 => Values::Floats(self.take(count.saturating_mul(4))?),
            1 => Values::Scaled {
                scales: self.take(rows.saturating_mul(4))?,
                integers: self.take(count)?,
            },
            2 => Values::Words(self.take(count.saturating_mul(4))?),
            3 => Values::Halves(self.take(count.saturating_mul(2))?),
            _ => {
                return Err(FormatError::Kind {
                    name: name.to_owned(),
                    kind,
                });
            }
        };
        Ok(Tensor {
            name,
            rows,
            columns,
            values,
        })
    }
}
