//! An authenticator in software, with real signatures: what a browser and a passkey would send.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value as Cbor;
use hmac::{Hmac, KeyInit as _, Mac as _};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// User present, user verified.
pub(crate) const VERIFIED: u8 = 0x05;
/// User present, and no more.
pub(crate) const PRESENT: u8 = 0x01;
/// A new credential comes with it.
const ATTESTED: u8 = 0x40;

pub(crate) struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    secret: [u8; 32],
    user: String,
    pub(crate) counter: u32,
    pub(crate) flags: u8,
    /// The page that the browser says it is on.
    pub(crate) origin: String,
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    pub(crate) fn new(seed: u8, origin: &str) -> Self {
        let key = SigningKey::from_slice(&[seed; 32]).unwrap();
        let (id, secret) = (vec![seed; 20], [seed ^ 0x55; 32]);
        Self { key, id, secret, user: String::new(), counter: 1, flags: VERIFIED, origin: origin.to_owned() }
    }

    /// Makes its credential, as it was asked to.
    pub(crate) fn create(&mut self, asked: &Value) -> Value {
        let options = &asked["options"];
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let client = self.client("webauthn.create", options);
        let mut data = self.data(options["rp"]["id"].as_str().unwrap(), self.flags | ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        ciborium::into_writer(&self.public(), &mut data).unwrap();
        let text = |text: &str| Cbor::Text(text.to_owned());
        let object = Cbor::Map(vec![
            (text("fmt"), text("none")),
            (text("attStmt"), Cbor::Map(Vec::new())),
            (text("authData"), Cbor::Bytes(data)),
        ]);
        let mut attestation = Vec::new();
        ciborium::into_writer(&object, &mut attestation).unwrap();
        let response = json!({"attestationObject": encode(attestation), "clientDataJSON": encode(client)});
        self.answer(asked, response)
    }

    /// Shows its credential.
    pub(crate) fn get(&mut self, asked: &Value) -> Value {
        let options = &asked["options"];
        self.counter += 1;
        let client = self.client("webauthn.get", options);
        let data = self.data(options["rpId"].as_str().unwrap(), self.flags);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        let response = json!({
            "authenticatorData": encode(data), "clientDataJSON": encode(client),
            "signature": encode(signature.to_der()), "userHandle": self.user,
        });
        self.answer(asked, response)
    }

    fn answer(&self, asked: &Value, response: Value) -> Value {
        let question = asked["options"]["extensions"]["prf"]["eval"]["first"].as_str().unwrap();
        let question = URL_SAFE_NO_PAD.decode(question).unwrap();
        let id = encode(&self.id);
        json!({
            "challenge": asked["challenge"],
            "credential": {"id": id, "rawId": id, "type": "public-key", "response": response},
            "prf": encode(self.prf(&question)),
        })
    }

    /// As the extension has it: a keyed hash of the hash of the question in its own context.
    fn prf(&self, question: &[u8]) -> Vec<u8> {
        let salt = Sha256::digest([b"WebAuthn PRF\0", question].concat());
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).unwrap();
        mac.update(&salt);
        mac.finalize().into_bytes().to_vec()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        json!({"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false})
            .to_string()
            .into_bytes()
    }

    fn data(&self, name: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(name).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key as COSE has it.
    fn public(&self) -> Cbor {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().unwrap().to_vec(), point.y().unwrap().to_vec());
        let number = |number: i64| Cbor::Integer(number.into());
        Cbor::Map(vec![
            (number(1), number(2)),
            (number(3), number(-7)),
            (number(-1), number(1)),
            (number(-2), Cbor::Bytes(x)),
            (number(-3), Cbor::Bytes(y)),
        ])
    }
}
