//! One macro for enums whose variants have a fixed code in some standard: tags, relations, types.
//!
//! `Upos::Noun` is `NOUN` in a CoNLL-U column, `EventType::Agree` is `AGREE` in a record. The code is
//! written once, beside the variant, and both directions are generated from it.

/// Declares a field-less enum with `code()`, `from_code()`, `ALL` and `Display`.
macro_rules! coded_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident => $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $(#[doc = concat!("<code>", $code, "</code>")] $(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every variant, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code of this variant in its standard.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The variant with this exact code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

pub(crate) use coded_enum;
