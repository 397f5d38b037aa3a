// SPDX-License-Identifier: Apache-2.0
//! What browsers and security keys answer: nothing panics, and nothing is taken that answers no challenge.

use std::collections::BTreeMap;

use portcullis_directory::Account;
use portcullis_directory::change::Change;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::{AccountRecord, KeyOwner, MfaDevice, MfaFactor, SecurityKey, Tags};
use portcullis_service::mfa::webauthn::{
    AssertionResponse, RegistrationResponse, RelyingParty, finish_assertion, finish_registration,
};
use portcullis_service::{Moment, TokenKeys};

/// The input is the client data, a line feed, and an attestation object or authenticator data with its signature. Before
/// the last comes a byte that says how long the signature is.
pub fn webauthn(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == b'\n');
    let (client_data, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let party = RelyingParty { id: "example.org".to_owned(), origin: "https://example.org".to_owned() };
    let (keys, moment) = (TokenKeys::new([1; 32]), Moment::new(1_000, [2; 32], String::new()));
    let owner = KeyOwner::Root;
    let response =
        RegistrationResponse { client_data: client_data.to_vec(), attestation_object: rest.to_vec() };
    let made = finish_registration(&party, &keys, &moment, &account(Vec::new()), &owner, "key", &response);
    assert!(made.is_err(), "{made:?}");
    let (length, rest) = rest.split_first().unwrap_or((&0, &[]));
    let (signature, data) = rest.split_at_checked(usize::from(*length)).unwrap_or((&[], rest));
    let response = AssertionResponse {
        credential_id: vec![1],
        client_data: client_data.to_vec(),
        authenticator_data: data.to_vec(),
        signature: signature.to_vec(),
    };
    for public_key in [data, P256_KEY] {
        let account = account(public_key.to_vec());
        let after = finish_assertion(&party, &keys, &moment, &account, &owner, &response);
        assert!(after.is_err(), "{after:?}");
    }
}

/// The key of section 16.2 of the standard.
const P256_KEY: &[u8] = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20\xaf\xef\xa1\x6f\x97\xca\x9b\x2d\x23\xeb\x86\xcc\xb6\
    \x40\x98\xd2\x0d\xb9\x08\x56\x06\x2e\xb2\x49\xc3\x3a\x9b\x67\x2f\x26\xdf\x61\x22\x58\x20\x93\x0a\x56\xb8\x7a\x2f\
    \xca\x66\x33\x4b\x03\x45\x8a\xbf\x87\x97\x17\xc1\x2c\xc6\x8e\xd7\x32\x90\xaf\x2e\x26\x64\x79\x6b\x92\x20";

/// An account whose root user has one security key.
fn account(public_key: Vec<u8>) -> Account {
    let id = AccountId::from_random([0; 8]);
    let email = "root@example.com".to_owned();
    let record = AccountRecord { id, email, created_at: 0, alias: None, quotas: BTreeMap::new() };
    let device = MfaDevice {
        serial_number: "arn:aws:iam::000000000042:u2f/root/key".to_owned(),
        owner: Some(KeyOwner::Root),
        enabled_at: Some(0),
        created_at: 0,
        tags: Tags::new(),
        factor: MfaFactor::SecurityKey(SecurityKey {
            credential_id: vec![1],
            public_key,
            sign_count: 0,
            aaguid: [0; 16],
            certifications: BTreeMap::new(),
            challenged_at_milliseconds: 0,
        }),
    };
    Account::new(record).apply(1, &[Change::put(device)])
}
