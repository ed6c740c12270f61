//! A policy: read or refused, its one form is read as the same, and judged without failing.
#![no_main]

use journal::policy::Policy;
use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{plant, policy};

fuzz_target!(
    init: plant(&[policy(), b"quorum none\n".to_vec(), b"# nothing yet\n\tquorum  none \n".to_vec()]),
    |bytes: &[u8]| {
        if let Ok(policy) = Policy::parse(bytes) {
            let printed = policy.to_bytes();
            assert_eq!(Policy::parse(&printed).as_ref(), Ok(&policy));
            let standing = policy.standing(&[]);
            assert_eq!(standing.is_satisfied(), policy.quorum().is_none());
            assert_eq!(standing.missing.is_empty(), policy.quorum().is_none());
        }
    }
);
