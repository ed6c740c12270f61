//! Protocol Buffers, as far as OpenStreetMap's files use them: fields, varints, packed numbers.
//!
//! Nothing is copied and nothing is reserved by a length that the bytes only claim.

/// Why bytes are no message of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) &'static str);

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// A number.
    Number(u64),
    /// A text, a message or packed numbers.
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no field that we read uses.
    Fixed,
}

impl<'a> Value<'a> {
    pub(crate) fn bytes(self) -> Result<&'a [u8], Malformed> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Number(_) | Self::Fixed => Err(Malformed("a field holds a number where bytes belong")),
        }
    }

    pub(crate) fn number(self) -> Result<u64, Malformed> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Bytes(_) | Self::Fixed => Err(Malformed("a field holds bytes where a number belongs")),
        }
    }
}

/// The fields of a message, in the order of the bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl<'a> Fields<'a> {
    /// The next field's number and value.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Value<'a>)>, Malformed> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let key = varint(&mut self.0)?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut self.0)?),
            1 => self.fixed(8)?,
            2 => {
                let length = usize::try_from(varint(&mut self.0)?).unwrap_or(usize::MAX);
                Value::Bytes(self.take(length)?)
            }
            5 => self.fixed(4)?,
            _ => return Err(Malformed("a field is of an unknown wire type")),
        };
        Ok(Some((key >> 3, value)))
    }

    fn fixed(&mut self, length: usize) -> Result<Value<'a>, Malformed> {
        self.take(length).map(|_| Value::Fixed)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Malformed("a field is longer than what holds it"))?;
        self.0 = rest;
        Ok(taken)
    }
}

/// Numbers one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Packed<'a>(pub(crate) &'a [u8]);

impl Packed<'_> {
    /// The next number.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<u64>, Malformed> {
        if self.0.is_empty() { Ok(None) } else { varint(&mut self.0).map(Some) }
    }
}

/// Signed numbers, each written as its difference from the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Deltas<'a> {
    packed: Packed<'a>,
    last: i64,
}

impl<'a> Deltas<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { packed: Packed(bytes), last: 0 }
    }

    /// The next number.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<i64>, Malformed> {
        let Some(delta) = self.packed.next()? else { return Ok(None) };
        self.last = self.last.checked_add(signed(delta)).ok_or(Malformed("a sum of differences leaves 64 bits"))?;
        Ok(Some(self.last))
    }
}

/// A number of seven bits a byte, lowest first, at most ten bytes.
#[inline]
fn varint(bytes: &mut &[u8]) -> Result<u64, Malformed> {
    let mut number = 0_u64;
    for at in 0..10 {
        let byte = *bytes.get(at).ok_or(Malformed("a number is cut off"))?;
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte < 0x80 {
            *bytes = &bytes[at + 1..];
            return Ok(number);
        }
    }
    Err(Malformed("a number has more than ten bytes"))
}

/// Zigzag: 0, -1, 1, -2 are written 0, 1, 2, 3.
#[inline]
pub(crate) const fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let table: [(&[u8], u64); 4] = [(&[0], 0), (&[0x7f], 127), (&[0xac, 0x02], 300), (&[0xff; 9], u64::MAX >> 1)];
        for (bytes, number) in table {
            let mut bytes = bytes.to_vec();
            if bytes.len() == 9 {
                bytes.push(0);
            }
            assert_eq!(Packed(&bytes).next(), Ok(Some(number)));
        }
        assert_eq!([0, 1, 2, 3].map(signed), [0, -1, 1, -2]);
        assert_eq!(signed(u64::MAX), i64::MIN);
    }

    #[test]
    fn bytes_that_are_no_message_are_told() {
        let first = |bytes: &'static [u8]| Fields(bytes).next();
        assert_eq!(first(&[0x80]), Err(Malformed("a number is cut off")));
        assert_eq!(first(&[0x80; 11]), Err(Malformed("a number has more than ten bytes")));
        assert_eq!(first(&[0x0a, 2, 0]), Err(Malformed("a field is longer than what holds it")));
        assert_eq!(first(&[0x0b]), Err(Malformed("a field is of an unknown wire type")));
        assert_eq!(first(&[0x0d, 1, 2, 3, 4]), Ok(Some((1, Value::Fixed))));
        let mut sum = Deltas::new(&[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2]);
        assert_eq!(sum.next(), Ok(Some(i64::MAX)));
        assert_eq!(sum.next(), Err(Malformed("a sum of differences leaves 64 bits")));
    }
}
