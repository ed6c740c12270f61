//! Proofs as COSE receipts (RFC 9942): inclusion and consistency, signed by the log.
//!
//! ```text
//! 18([ << { 1: -8,                     alg: EdDSA
//!           4: kid,                    id of the log's key, as on its signature lines
//!           15: { 1: iss, 2: sub },    origin and size: the head whose root is signed
//!           395: 1 } >>,               vds: the tree of RFC 9162 with SHA-256
//!      { 396: { -1: [ << [ size, index, [ + hash ] ] >> ] } },    or
//!      { 396: { -2: [ << [ old size, new size, [ + hash ] ] >> ] } },
//!      null,                           the payload, the root, is detached
//!      signature ])                    over ["Signature1", protected, h'', root]
//! ```
//!
//! The same facts as a [`crate::tlog_proof`], in the form that SCITT tools read.
//! Whoever verifies one computes the root from the proof; what is signed is never
//! taken from the receipt. The specification signs the root alone, and the same
//! hashes often lead to it from another index under another size; so the size
//! stands in a signed claim too, and with it the index is certain. Deterministic encoding (RFC 8949 section 4.2.1), one
//! proof in each: for each receipt there is one form, and the decoder refuses any
//! other.
//!
//! Where implementations differ, this one decides: the specification has a proof
//! hold one hash at least (`[ + bstr ]`), so none is made for the one entry of a log
//! of size 1, or from a size to itself or from nothing.

use crate::cose::{ALG_EDDSA, TAG_SIGN1, to_be_signed, written};
use crate::keys::{SIGNATURE_BYTES, Signature, SignatureError, verify};
use crate::note::{KeyId, Signer, Verifier, VerifierKey};
use crate::tlog_proof::HASHES_MAX;
use crate::tree::{
    EntryIndex, HashReader, ProofError, ProveError, Size, Subtree, consistency_proof, consistency_root,
    inclusion_proof, inclusion_root,
};
use minicbor::Decoder;
use units::{Digest, OriginLine, PublicKey};

/// Longest receipt accepted: the hashes, two numbers, a name, a signature and their frame.
pub const RECEIPT_BYTES_MAX: usize = HASHES_MAX * 34 + 400;

/// Header labels (RFC 9052 section 3.1, RFC 9597, RFC 9942 section 2) and claims (RFC 8392).
const LABEL_ALG: u16 = 1;
const LABEL_KID: u16 = 4;
const LABEL_CLAIMS: u16 = 15;
const LABEL_STRUCTURE: u16 = 395;
const LABEL_PROOFS: u16 = 396;
const CLAIM_ISS: u16 = 1;
const CLAIM_SUB: u16 = 2;
/// Tree of RFC 9162 with SHA-256 (RFC 9942 section 4.1), and its two kinds of proof.
const RFC9162_SHA256: u16 = 1;
const INCLUSION: i8 = -1;
const CONSISTENCY: i8 = -2;

/// What a receipt proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// An entry stands in the log.
    Inclusion {
        /// Where.
        index: EntryIndex,
        /// The size of the tree.
        size: Size,
        /// From its leaf to the root.
        hashes: Vec<Digest>,
    },
    /// The log only grew.
    Consistency {
        /// The size of the older tree.
        old: Size,
        /// The size of the newer tree, whose root is signed.
        new: Size,
        /// From the older root to the newer.
        hashes: Vec<Digest>,
    },
}

/// A receipt as decoded: well formed, nothing in it judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The log that signed.
    pub issuer: OriginLine,
    /// With which of its keys.
    pub kid: KeyId,
    /// What is proved under the root.
    pub proof: Proof,
    /// Over the root, which is not in the receipt.
    pub signature: Signature,
}

/// Why a receipt cannot be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError<E> {
    /// There is no such proof.
    #[error(transparent)]
    Prove(#[from] ProveError<E>),
    /// The proof has no hashes, for which the format has no form.
    #[error("a proof from {from} to size {to} holds no hashes, and a receipt must hold one")]
    Hashless {
        /// The index, or the older size.
        from: u64,
        /// The size of the tree.
        to: Size,
    },
    /// A cosigner cannot speak for the log.
    #[error("a receipt is signed with the log's own key")]
    KeyType,
}

/// Why a receipt is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Longer than any receipt.
    #[error("receipt has {bytes} bytes, at most {RECEIPT_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not the CBOR of such a receipt.
    #[error("receipt is no COSE_Sign1 of the expected shape at byte {at}: {expected}")]
    Shape {
        /// Where decoding stopped.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The right content, but in another than the one form.
    #[error("receipt is not in its shortest form, from byte {at}")]
    NotCanonical {
        /// The first byte that differs from the one form.
        at: usize,
    },
    /// The issuer is no origin.
    #[error("the receipt's issuer is no origin")]
    Name(#[from] units::IdError),
    /// It proves something else than what was asked.
    #[error("the receipt proves {found}, not {expected}")]
    OtherProof {
        /// What it proves.
        found: &'static str,
        /// What was asked.
        expected: &'static str,
    },
    /// It starts from another size.
    #[error("the receipt starts from size {found}, not {expected}")]
    OtherSize {
        /// The older size in it.
        found: Size,
        /// The size of the root it was to start from.
        expected: Size,
    },
    /// It is of another log, or signed with another key, or the key is no log's.
    #[error("the receipt is by key {kid} of `{issuer}`, not by `{key}`")]
    OtherKey {
        /// The log it names.
        issuer: OriginLine,
        /// The key it names.
        kid: KeyId,
        /// The key it was to be verified with.
        key: VerifierKey,
    },
    /// The hashes lead nowhere.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The root that the hashes lead to is not signed.
    #[error("the receipt's signature is not over root {root}")]
    Signature {
        /// Where the hashes lead.
        root: Digest,
        /// Why.
        #[source]
        cause: SignatureError,
    },
}

impl Proof {
    /// The name of what it proves.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Inclusion { .. } => "inclusion",
            Self::Consistency { .. } => "consistency",
        }
    }

    /// The size of the tree whose root is signed.
    pub const fn size(&self) -> Size {
        match self {
            Self::Inclusion { size, .. } | Self::Consistency { new: size, .. } => *size,
        }
    }

    /// Label, the two numbers, hashes.
    fn parts(&self) -> (i8, u64, u64, &[Digest]) {
        match self {
            Self::Inclusion { index, size, hashes } => (INCLUSION, size.get(), index.get(), hashes),
            Self::Consistency { old, new, hashes } => (CONSISTENCY, old.get(), new.get(), hashes),
        }
    }

    /// The proof as encoded array.
    fn to_bytes(&self) -> Vec<u8> {
        let (_, first, second, hashes) = self.parts();
        written(32 + hashes.len() * 34, |e| {
            e.array(3)?.u64(first)?.u64(second)?.array(hashes.len() as u64)?;
            for hash in hashes {
                e.bytes(hash.as_bytes())?;
            }
            Ok(())
        })
    }
}

impl Receipt {
    /// Certifies that an entry is in the log of this size.
    pub fn inclusion<R: HashReader>(
        reader: &R,
        index: EntryIndex,
        size: Size,
        log: &Signer,
    ) -> Result<Self, IssueError<R::Error>> {
        let hashes = inclusion_proof(reader, index, size)?;
        Self::issue(reader, size, Proof::Inclusion { index, size, hashes }, log)
    }

    /// Certifies that the log of size `new` continues the one of size `old`.
    pub fn consistency<R: HashReader>(
        reader: &R,
        old: Size,
        new: Size,
        log: &Signer,
    ) -> Result<Self, IssueError<R::Error>> {
        let hashes = consistency_proof(reader, old, new)?;
        Self::issue(reader, new, Proof::Consistency { old, new, hashes }, log)
    }

    fn issue<R: HashReader>(reader: &R, size: Size, proof: Proof, log: &Signer) -> Result<Self, IssueError<R::Error>> {
        let from = match &proof {
            Proof::Inclusion { index, .. } => index.get(),
            Proof::Consistency { old, .. } => old.get(),
        };
        if proof.parts().3.is_empty() {
            return Err(IssueError::Hashless { from, to: size });
        }
        let whole = Subtree::new(EntryIndex::new(0), size).expect("every tree is a subtree of itself");
        let root = whole.root(reader).map_err(ProveError::Read)?;
        let (issuer, kid) = (log.verifier_key().name().clone(), log.verifier_key().id());
        let message = to_be_signed(&protected(&issuer, kid, size), root.as_bytes());
        let signature = log.sign_as_log(&message).ok_or(IssueError::KeyType)?;
        Ok(Self { issuer, kid, proof, signature })
    }

    /// The one form of this receipt.
    pub fn to_bytes(&self) -> Vec<u8> {
        let proof = self.proof.to_bytes();
        written(proof.len() + SIGNATURE_BYTES + 224, |e| {
            e.tag(TAG_SIGN1)?.array(4)?.bytes(&protected(&self.issuer, self.kid, self.proof.size()))?;
            e.map(1)?.u16(LABEL_PROOFS)?.map(1)?.i8(self.proof.parts().0)?.array(1)?.bytes(&proof)?;
            e.null()?.bytes(self.signature.as_bytes())?;
            Ok(())
        })
    }

    /// Reads a receipt in its one form; nothing is judged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ReceiptError> {
        if bytes.len() > RECEIPT_BYTES_MAX {
            return Err(ReceiptError::TooLong { bytes: bytes.len() });
        }
        let receipt = read_receipt(&mut Reader { decoder: Decoder::new(bytes), base: 0 })?;
        let again = receipt.to_bytes();
        if again == bytes {
            return Ok(receipt);
        }
        let at = again.iter().zip(bytes).position(|(a, b)| a != b).unwrap_or(again.len().min(bytes.len()));
        Err(ReceiptError::NotCanonical { at })
    }

    /// Judges the whole receipt for an entry's leaf; returns the root that the log signed.
    pub fn verify_inclusion(&self, leaf: &Digest, log: &VerifierKey) -> Result<Digest, ReceiptError> {
        match &self.proof {
            Proof::Inclusion { index, size, hashes } => self.judge(inclusion_root(leaf, *index, *size, hashes), log),
            Proof::Consistency { .. } => Err(self.other_proof("inclusion")),
        }
    }

    /// Judges the whole receipt for an older head; returns the newer root that the log signed.
    pub fn verify_consistency(&self, old: Size, old_root: &Digest, log: &VerifierKey) -> Result<Digest, ReceiptError> {
        match &self.proof {
            Proof::Consistency { old: found, .. } if *found != old => {
                Err(ReceiptError::OtherSize { found: *found, expected: old })
            }
            Proof::Consistency { new, hashes, .. } => self.judge(consistency_root(old, old_root, *new, hashes), log),
            Proof::Inclusion { .. } => Err(self.other_proof("consistency")),
        }
    }

    const fn other_proof(&self, expected: &'static str) -> ReceiptError {
        ReceiptError::OtherProof { found: self.proof.kind(), expected }
    }

    fn judge(&self, root: Result<Digest, ProofError>, log: &VerifierKey) -> Result<Digest, ReceiptError> {
        let root = root?;
        let public = self.log_key(log).ok_or_else(|| ReceiptError::OtherKey {
            issuer: self.issuer.clone(),
            kid: self.kid,
            key: log.clone(),
        })?;
        let message = to_be_signed(&protected(&self.issuer, self.kid, self.proof.size()), root.as_bytes());
        verify(public, &message, &self.signature).map_err(|cause| ReceiptError::Signature { root, cause })?;
        Ok(root)
    }

    /// The public key, if it is a log's and the one that the receipt names.
    fn log_key<'k>(&self, log: &'k VerifierKey) -> Option<&'k PublicKey> {
        match log.verifier() {
            Verifier::Ed25519(public) if *log.name() == self.issuer && log.id() == self.kid => Some(public),
            Verifier::Ed25519(_) | Verifier::Cosigner(_) | Verifier::Other { .. } => None,
        }
    }
}

/// The protected header as encoded map.
fn protected(issuer: &OriginLine, kid: KeyId, size: Size) -> Vec<u8> {
    written(160, |e| {
        e.map(4)?.u16(LABEL_ALG)?.i8(ALG_EDDSA)?;
        e.u16(LABEL_KID)?.bytes(&kid.to_bytes())?;
        e.u16(LABEL_CLAIMS)?.map(2)?.u16(CLAIM_ISS)?.str(issuer.as_str())?;
        e.u16(CLAIM_SUB)?.str(&size.to_string())?;
        e.u16(LABEL_STRUCTURE)?.u16(RFC9162_SHA256)?;
        Ok(())
    })
}

/// A decoder that tells where it stopped, and what it expected there.
struct Reader<'b> {
    decoder: Decoder<'b>,
    /// Where its bytes begin in the receipt.
    base: usize,
}

impl<'b> Reader<'b> {
    fn read<T>(
        &mut self,
        expected: &'static str,
        item: impl FnOnce(&mut Decoder<'b>) -> Result<T, minicbor::decode::Error>,
        accept: impl FnOnce(&T) -> bool,
    ) -> Result<T, ReceiptError> {
        let at = self.base + self.decoder.position();
        item(&mut self.decoder).ok().filter(accept).ok_or(ReceiptError::Shape { at, expected })
    }

    fn array(&mut self, length: u64, expected: &'static str) -> Result<(), ReceiptError> {
        self.read(expected, Decoder::array, |n| *n == Some(length)).map(|_| ())
    }

    fn map(&mut self, length: u64, expected: &'static str) -> Result<(), ReceiptError> {
        self.read(expected, Decoder::map, |n| *n == Some(length)).map(|_| ())
    }

    fn number(&mut self, number: u16, expected: &'static str) -> Result<(), ReceiptError> {
        self.read(expected, Decoder::u16, |n| *n == number).map(|_| ())
    }

    fn bytes<const N: usize>(&mut self, expected: &'static str) -> Result<[u8; N], ReceiptError> {
        let at = self.base + self.decoder.position();
        let bytes = self.decoder.bytes().ok().and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or(ReceiptError::Shape { at, expected })
    }

    /// A byte string that holds CBOR itself.
    fn within(&mut self, expected: &'static str) -> Result<Self, ReceiptError> {
        let bytes = self.read(expected, Decoder::bytes, |_| true)?;
        let base = self.base + self.decoder.position() - bytes.len();
        Ok(Self { decoder: Decoder::new(bytes), base })
    }
}

/// Reads loosely; the caller compares with the one right form.
fn read_receipt(r: &mut Reader<'_>) -> Result<Receipt, ReceiptError> {
    r.read("tag 18", Decoder::tag, |tag| *tag == TAG_SIGN1)?;
    r.array(4, "array of 4")?;
    let (issuer, kid) = read_protected(&mut r.within("protected header")?)?;
    r.map(1, "map of 1, unprotected")?;
    r.number(LABEL_PROOFS, "label 396, proofs")?;
    r.map(1, "map of 1 kind of proof")?;
    let label = r.read("-1 or -2, inclusion or consistency", Decoder::i8, |n| [INCLUSION, CONSISTENCY].contains(n))?;
    r.array(1, "array of 1 proof")?;
    let proof = read_proof(&mut r.within("proof")?, label)?;
    r.read("null, the payload is detached", Decoder::null, |()| true)?;
    let signature = Signature::new(r.bytes("signature of 64 bytes")?);
    Ok(Receipt { issuer, kid, proof, signature })
}

fn read_protected(r: &mut Reader<'_>) -> Result<(OriginLine, KeyId), ReceiptError> {
    r.map(4, "map of 4")?;
    r.number(LABEL_ALG, "label 1, algorithm")?;
    r.read("algorithm -8, EdDSA", Decoder::i8, |n| *n == ALG_EDDSA)?;
    r.number(LABEL_KID, "label 4, key id")?;
    let kid = KeyId::from_bytes(r.bytes("key id of 4 bytes")?);
    r.number(LABEL_CLAIMS, "label 15, claims")?;
    r.map(2, "map of 2 claims")?;
    r.number(CLAIM_ISS, "claim 1, issuer")?;
    let issuer = OriginLine::new(r.read("issuer", Decoder::str, |_| true)?)?;
    r.number(CLAIM_SUB, "claim 2, subject")?;
    // That it is the size in the proof shows when the receipt is written again.
    r.read("subject, a size", Decoder::str, |_| true)?;
    r.number(LABEL_STRUCTURE, "label 395, structure")?;
    r.number(RFC9162_SHA256, "structure 1, RFC 9162 with SHA-256")?;
    Ok((issuer, kid))
}

fn read_proof(r: &mut Reader<'_>, label: i8) -> Result<Proof, ReceiptError> {
    r.array(3, "array of 3")?;
    let first = r.read("size", Decoder::u64, |_| true)?;
    let second = r.read("index or newer size", Decoder::u64, |_| true)?;
    let allowed = 1..=HASHES_MAX as u64;
    let count = r.read("array of 1 to 64 hashes", Decoder::array, |n| n.is_some_and(|n| allowed.contains(&n)))?;
    let hash = |_| Ok(Digest::new(r.bytes("hash of 32 bytes")?));
    let hashes = (0..count.unwrap_or_default()).map(hash).collect::<Result<Vec<_>, ReceiptError>>()?;
    Ok(match label {
        INCLUSION => Proof::Inclusion { index: EntryIndex::new(second), size: Size::new(first), hashes },
        _ => Proof::Consistency { old: Size::new(first), new: Size::new(second), hashes },
    })
}
