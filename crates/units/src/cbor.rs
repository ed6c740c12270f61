//! CBOR for types whose rule must be checked on the way in.
//!
//! A type names its inner form and two conversions; decoding runs the rule, so
//! no value that breaks it exists past the decoder.

/// Implements `minicbor` coding by way of another type that has it.
macro_rules! cbor_via {
    ($type:ty, $inner:ty, $get:expr, $make:expr) => {
        impl<C> minicbor::Encode<C> for $type {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                ctx: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                let get: fn(&$type) -> &$inner = $get;
                minicbor::Encode::encode(get(self), e, ctx)
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $type {
            fn decode(d: &mut minicbor::Decoder<'b>, ctx: &mut C) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                let inner: $inner = minicbor::Decode::decode(d, ctx)?;
                let make: fn($inner) -> Result<$type, String> = $make;
                make(inner).map_err(|why| minicbor::decode::Error::message(why).at(at))
            }
        }
    };
}
pub(crate) use cbor_via;
