//! Decides how the loaded tables are kept inside the binary: field after field in few bytes, so that a start reads no table.
//!
//! The build script loads the tables and stores the result: `Austria` becomes the length 7, seven letters, the code `AUT` and so on.
//! [`Gazetteer::embedded`](crate::Gazetteer::embedded) reads it back in the same order, which takes less than a third of the time.

use chancery_model::{CountryCode, Sector};
use jiff::civil::Date;

use crate::date::PartialDate;
use crate::entry::{Detail, Entry, EntryId, Years};
use crate::gazetteer::{Gazetteer, Tenure};
use crate::index::{Index, Letters, Sense};

/// The bytes not yet read.
pub(crate) struct Bytes<'b>(pub(crate) &'b [u8]);

impl Bytes<'_> {
    /// The next `N` bytes; zeros past the end, which only a foreign file would reach.
    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.0.split_first_chunk() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => [0; N],
        }
    }
}

/// A value that can be stored and read back.
pub(crate) trait Stored: Sized {
    /// Appends the value.
    fn store(&self, out: &mut Vec<u8>);
    /// Reads what [`Stored::store`] wrote.
    fn read(bytes: &mut Bytes<'_>) -> Self;
}

/// Implements [`Stored`] for numbers, as little-endian bytes.
macro_rules! numbers {
    ($($number:ty),+) => { $(
        impl Stored for $number {
            fn store(&self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }

            fn read(bytes: &mut Bytes<'_>) -> Self {
                Self::from_le_bytes(bytes.take())
            }
        }
    )+ };
}
numbers!(u8, i8, u16, i16, u32, u64, f32);

/// Implements [`Stored`] for structs, field after field in the order given.
macro_rules! fields {
    ($($name:ident { $($field:tt),+ })+) => { $(
        impl Stored for $name {
            fn store(&self, out: &mut Vec<u8>) {
                $(self.$field.store(out);)+
            }

            fn read(bytes: &mut Bytes<'_>) -> Self {
                $name { $($field: Stored::read(bytes)),+ }
            }
        }
    )+ };
}
pub(crate) use fields;

fields! {
    EntryId { 0 }
    Sense { entry, kind }
    Letters { capital, inner_capital }
    Index { edges, starts, senses }
    Years { from, until }
    PartialDate { first, last }
    Tenure { person, from, until, office, of }
    Entry { name, country, sectors, wikidata, detail }
    Gazetteer { entries, names, surnames, states, capitals, tenures, by_body, first_names }
}

/// Implements [`Stored`] for enums without fields, as the place among their variants.
macro_rules! variants {
    ($name:ident { $($variant:ident),+ }) => {
        impl crate::stored::Stored for $name {
            fn store(&self, out: &mut Vec<u8>) {
                const ALL: &[$name] = &[$($name::$variant),+];
                let place = ALL.iter().position(|variant| variant == self);
                out.push(place.expect("all variants are listed") as u8);
            }

            fn read(bytes: &mut crate::stored::Bytes<'_>) -> Self {
                const ALL: &[$name] = &[$($name::$variant),+];
                ALL[usize::from(u8::read(bytes)) % ALL.len()]
            }
        }
    };
}
pub(crate) use variants;

/// Implements [`Stored`] for [`Detail`]: the place of the variant, then its fields.
macro_rules! details {
    ($($place:literal => $variant:ident { $($field:ident),+ })+) => {
        impl Stored for Detail {
            fn store(&self, out: &mut Vec<u8>) {
                match self {
                    $(Detail::$variant { $($field),+ } => {
                        out.push($place);
                        $($field.store(out);)+
                    })+
                }
            }

            fn read(bytes: &mut Bytes<'_>) -> Self {
                match u8::read(bytes) {
                    $($place => Detail::$variant { $($field: Stored::read(bytes)),+ },)+
                    _ => Detail::Organization { years: Years::default() },
                }
            }
        }
    };
}

details! {
    0 => State { code, iso2, status, parent, years }
    1 => Organization { years }
    2 => Group { kind, years }
    3 => Person { gender, surname }
    4 => Place { kind, coordinates, population, geonames }
    5 => Title { role, gender }
    6 => Nominal { kind }
    7 => Modifier { modifier }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.store(out);
        }
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        (u8::read(bytes) == 1).then(|| T::read(bytes))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, out: &mut Vec<u8>) {
        (self.len() as u32).store(out);
        self.iter().for_each(|value| value.store(out));
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        let length = u32::read(bytes);
        (0..length).map(|_| T::read(bytes)).collect()
    }
}

impl Stored for Box<str> {
    fn store(&self, out: &mut Vec<u8>) {
        (self.len() as u16).store(out);
        out.extend(self.as_bytes());
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        let length = usize::from(u16::read(bytes)).min(bytes.0.len());
        let (text, rest) = bytes.0.split_at(length);
        bytes.0 = rest;
        String::from_utf8_lossy(text).into()
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, out: &mut Vec<u8>) {
        self.0.store(out);
        self.1.store(out);
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        (A::read(bytes), B::read(bytes))
    }
}

impl<T: Stored> Stored for [T; 2] {
    fn store(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|value| value.store(out));
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        [T::read(bytes), T::read(bytes)]
    }
}

impl Stored for Date {
    fn store(&self, out: &mut Vec<u8>) {
        self.year().store(out);
        self.month().store(out);
        self.day().store(out);
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        let (year, month, day) = (i16::read(bytes), i8::read(bytes), i8::read(bytes));
        Date::new(year, month, day).unwrap_or(Date::ZERO)
    }
}

impl Stored for CountryCode {
    fn store(&self, out: &mut Vec<u8>) {
        out.extend(self.as_str().as_bytes());
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        let letters: [u8; 3] = bytes.take();
        let code = std::str::from_utf8(&letters)
            .ok()
            .and_then(CountryCode::new);
        code.expect("the build script stored a code")
    }
}

impl Stored for Box<[Sector]> {
    fn store(&self, out: &mut Vec<u8>) {
        out.push(self.len() as u8);
        out.extend(self.iter().map(|sector| *sector as u8));
    }

    fn read(bytes: &mut Bytes<'_>) -> Self {
        let length = u8::read(bytes);
        let sector = |_| Sector::ALL[usize::from(u8::read(bytes)) % Sector::ALL.len()];
        (0..length).map(sector).collect()
    }
}
