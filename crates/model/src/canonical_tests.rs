//! Statements survive both written forms, and no second form of one is accepted.

use crate::canonical::{DecodeError, PAYLOAD_BYTES_MAX, decode, encode};
use crate::*;
use proptest::prelude::*;
use units::{Interval, Moment, OriginLine, Quantity};

fn statement(body: Body) -> Statement {
    Statement {
        schema: SCHEMA,
        party: "dz-log".parse().unwrap(),
        officer: "dz-log/stores".parse().unwrap(),
        occurred: "2013-02-08T06:00:00Z".parse().unwrap(),
        stated: "2013-02-08T06:05:00Z".parse().unwrap(),
        seen: vec![Head {
            origin: OriginLine::new("sahel-2013.example/ml-army").unwrap(),
            size: 7,
            root: units::Digest::new([9; 32]),
            cosignature: None,
        }],
        references: Vec::new(),
        audience: Audience::Parties(vec!["ml-army".parse().unwrap()]),
        body,
        field_audience: None,
    }
}

fn line(item: &str, quantity: u64, serials: &[String]) -> Line {
    Line {
        item: item.parse().unwrap(),
        quantity: Quantity::new(quantity).unwrap(),
        lot: None,
        serials: serials.iter().map(|s| s.parse().unwrap()).collect(),
    }
}

fn any_body() -> impl Strategy<Value = Body> {
    let stock = (1u64..1_000_000, prop::collection::btree_set("[A-Z]{2}[0-9]{1,4}", 0..5)).prop_map(|(n, serials)| {
        let serials: Vec<String> = serials.into_iter().collect();
        let n = if serials.is_empty() { n } else { serials.len() as u64 };
        Body::StockDeclared(StockDeclared {
            site: "depot-reggane".parse().unwrap(),
            lines: vec![line("flour-50", n, &serials)],
        })
    });
    let status = (0..AgreementStatus::ALL.len(), "[a-zé ا-ي]{0,40}").prop_map(|(i, reason)| {
        Body::AgreementStatusChanged(AgreementStatusChanged {
            agreement: "friendship".parse().unwrap(),
            status: AgreementStatus::ALL[i],
            reason: Text::new(&reason).unwrap(),
        })
    });
    let activity = (any::<i32>(), prop::option::of(any::<i32>())).prop_map(|(from, to)| {
        let at = |s: i32| Moment::from_seconds(s.into());
        Body::ActivityNotified(ActivityNotified {
            about: vec![Subject::Axis("axis-in-khalil".parse().unwrap())],
            window: Interval { from: Some(at(from)), to: to.map(at) },
            note: Text::default(),
        })
    });
    prop_oneof![stock, status, activity]
}

proptest! {
    #[test]
    fn both_written_forms_give_the_statement_back(body in any_body()) {
        let said = statement(body);
        let bytes = encode(&said).unwrap();
        prop_assert_eq!(&decode(&bytes).unwrap(), &said);
        let json = serde_json::to_string(&Draft::of(said.body.clone())).unwrap();
        prop_assert_eq!(Draft::from_json(&json).unwrap().body, said.body);
    }

    #[test]
    fn a_changed_byte_is_another_statement_or_none(body in any_body(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let bytes = encode(&statement(body)).unwrap();
        let mut bent = bytes.clone();
        let at = at.index(bent.len());
        bent[at] ^= 1 << bit;
        if let Ok(read) = decode(&bent) {
            prop_assert_eq!(encode(&read).unwrap(), bent);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes);
    }
}

#[test]
fn later_schemas_and_longer_integers_are_told_apart() {
    let bytes = encode(&statement(any_status())).unwrap();
    assert_eq!(bytes[1], 1, "the schema number comes first");
    let mut later = bytes.clone();
    later[1] = 2;
    assert_eq!(decode(&later), Err(DecodeError::UnknownSchema { schema: 2 }));
    // The same schema number in two bytes: decodes, but is no canonical form.
    let mut longer = vec![bytes[0], 0x18, 0x01];
    longer.extend_from_slice(&bytes[2..]);
    assert_eq!(decode(&longer), Err(DecodeError::NotCanonical { at: 1 }));
    assert_eq!(decode(&vec![0; PAYLOAD_BYTES_MAX + 1]), Err(DecodeError::TooLong { bytes: PAYLOAD_BYTES_MAX + 1 }));
}

fn any_status() -> Body {
    Body::AgreementStatusChanged(AgreementStatusChanged {
        agreement: "friendship".parse().unwrap(),
        status: AgreementStatus::Dormant,
        reason: Text::default(),
    })
}

#[test]
fn drafts_say_what_is_wrong() {
    let fault = |json: &str| Draft::from_json(json).unwrap_err().to_string();
    insta::assert_snapshot!(fault("{"), @"not JSON: EOF while parsing an object at column 1");
    insta::assert_snapshot!(fault(r#"{"kind":"stok_declared","body":{}}"#), @"`stok_declared` is no kind of statement");
    insta::assert_snapshot!(fault(r#"{"kind":"stock_declared","body":{"site":"x","lines":[],"colour":1}}"#), @"stock_declared: unknown field `colour`, expected `site` or `lines`");
    insta::assert_snapshot!(fault(r#"{"kind":"stock_declared","body":{"site":"x","lines":[]}}"#), @"stock_declared: `lines` is empty");
    insta::assert_snapshot!(
        fault(r#"{"kind":"stock_declared","body":{"site":"x","lines":[{"item":"truck","quantity":3,"serials":["A1","A2"]}]}}"#),
        @"stock_declared: item truck: the quantity is 3, but 2 serials are listed"
    );
    insta::assert_snapshot!(
        fault(r#"{"kind":"stock_declared","body":{"site":"x","lines":[{"item":"truck","quantity":-3}]}}"#), @"stock_declared: invalid type: integer `-3`, expected a whole number from 0 to 1000000000000");
    insta::assert_snapshot!(fault(r#"{"kind":"progress","body":{"convoy":"c","event":"flew","place":"x"}}"#), @"progress: `flew` is no progress event; it is one of departed, passed, halted, arrived");
}

#[test]
fn wire_tags_stay_where_they_are() {
    let tags: Vec<String> = Kind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    insta::assert_snapshot!(tags.join(" "), @"party_declared officer_appointed officer_revoked key_rotated audience_granted agreement_concluded agreement_status_changed pledge_made pledge_amended item_defined stock_declared stock_adjusted report_filed report_retracted regime_set activity_notified activity_acknowledged clearance_requested clearance_decided consignment_packed movement_ordered credit_issued progress incident handover_offered handover_answered matter_opened matter_settled check_performed consumed destroyed parts_taken log_key_rotated stock_reserved reservation_released stock_moved consignment_reloaded stock_lost handover_closed handover_voided pledge_condition_met check_schedule_set storage_checked lot_declared state_overridden override_withdrawn access_recorded");
    let bytes = minicbor::to_vec(any_status()).unwrap();
    assert_eq!(&bytes[..2], &[0x82, 7], "agreement status changed is tag 7");
}
