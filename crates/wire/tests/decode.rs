// SPDX-License-Identifier: Apache-2.0
//! How requests are read: the forms of lists, maps and plain values, and AWS's words for what is wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use portcullis_wire::iam::{
    AssociateDelegationRequestRequest, CreateOpenIDConnectProviderRequest, CreateUserRequest,
    GetAccountSummaryRequest, ListUsersRequest, SimulateCustomPolicyRequest, Tag, TagUserRequest,
    UntagUserRequest, UpdateAccountPasswordPolicyRequest, UpdateLoginProfileRequest,
};
use portcullis_wire::sts::AssumeRoleRequest;
use portcullis_wire::{Call, Form, Secret};

fn decode<T: Call>(body: &str) -> T {
    let form = Form::parse("", body.as_bytes()).unwrap();
    T::decode(&form).unwrap_or_else(|fault| panic!("{body}: {fault}"))
}

/// Reads a request that must fail, and gives the fault's code and message.
fn fails<T: Call>(body: &str) -> (String, String) {
    let form = Form::parse("", body.as_bytes()).unwrap();
    let Err(fault) = T::decode(&form) else { panic!("{body} should fail") };
    assert!(fault.sender && fault.status == 400, "{fault}");
    (fault.code.into_owned(), fault.message)
}

#[track_caller]
fn check_violations<T: Call>(body: &str, expected: &str) {
    assert_eq!(fails::<T>(body), ("ValidationError".to_owned(), expected.to_owned()), "{body}");
}

#[track_caller]
fn check_malformed<T: Call>(body: &str, expected: &str) {
    assert_eq!(fails::<T>(body), ("MalformedInput".to_owned(), expected.to_owned()), "{body}");
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.to_owned(), value: value.to_owned() }
}

#[test]
fn the_models_example_of_create_user() {
    let expected = CreateUserRequest { user_name: "Bob".to_owned(), ..Default::default() };
    assert_eq!(decode::<CreateUserRequest>("Action=CreateUser&UserName=Bob&Version=2010-05-08"), expected);
}

#[test]
fn the_models_example_of_assume_role() {
    let body = "Action=AssumeRole&Version=2011-06-15&ExternalId=123ABC\
        &Policy=%7B%22Version%22%3A%222012-10-17%22%7D\
        &RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdemo&RoleSessionName=testAssumeRoleSession\
        &Tags.member.1.Key=Project&Tags.member.1.Value=Unicorn\
        &Tags.member.2.Key=Team&Tags.member.2.Value=Automation\
        &TransitiveTagKeys.member.1=Project&TransitiveTagKeys.member.2=Cost-Center";
    let request: AssumeRoleRequest = decode(body);
    assert_eq!(request.role_arn, "arn:aws:iam::123456789012:role/demo");
    assert_eq!(request.policy.as_deref(), Some(r#"{"Version":"2012-10-17"}"#));
    let tags = request.tags.unwrap();
    assert_eq!(tags.len(), 2);
    assert_eq!((tags[1].key.as_str(), tags[1].value.as_str()), ("Team", "Automation"));
    assert_eq!(request.transitive_tag_keys, Some(vec!["Project".to_owned(), "Cost-Center".to_owned()]));
    assert_eq!(request.duration_seconds, None);
}

#[test]
fn lists() {
    let tags = |parameters: &str| decode::<CreateUserRequest>(&format!("UserName=Bob&{parameters}")).tags;
    assert_eq!(tags(""), None);
    assert_eq!(tags("Tags="), Some(vec![]), "a client's way to say: an empty list");
    let two = Some(vec![tag("a", "1"), tag("b", "2")]);
    let parameters = "Tags.member.2.Value=2&Tags.member.1.Key=a&Tags.member.2.Key=b&Tags.member.1.Value=1";
    assert_eq!(tags(parameters), two, "the order of parameters says nothing");
    let parameters = "Tags.member.01.Key=a&Tags.member.01.Value=1&Tags.member.2.Key=b&Tags.member.2.Value=2";
    assert_eq!(tags(parameters), two, "leading zeros are taken");
    let many: String =
        (1..=12).map(|n| format!("&Tags.member.{n}.Key=k{n}&Tags.member.{n}.Value=")).collect();
    let many = tags(&many).unwrap();
    assert_eq!(
        (many[1].key.as_str(), many[11].key.as_str()),
        ("k2", "k12"),
        "numbers, not texts, are ordered"
    );
}

#[test]
fn structures_and_lists_inside_lists() {
    let request: SimulateCustomPolicyRequest = decode(
        "PolicyInputList.member.1=%7B%7D&ActionNames.member.1=s3:GetObject\
        &ContextEntries.member.1.ContextKeyName=aws:SourceIp&ContextEntries.member.1.ContextKeyType=ip\
        &ContextEntries.member.1.ContextKeyValues.member.1=10.0.0.1\
        &ContextEntries.member.1.ContextKeyValues.member.2=10.0.0.2",
    );
    let entries = request.context_entries.unwrap();
    assert_eq!(entries[0].context_key_values, Some(vec!["10.0.0.1".to_owned(), "10.0.0.2".to_owned()]));
}

#[test]
fn plain_values() {
    let request: UpdateAccountPasswordPolicyRequest = decode(
        "MinimumPasswordLength=14&RequireSymbols=true&RequireNumbers=0&HardExpiry=1&MaxPasswordAge=%2B90",
    );
    assert_eq!(request.minimum_password_length, Some(14));
    assert_eq!((request.require_symbols, request.require_numbers), (Some(true), Some(false)));
    assert_eq!((request.hard_expiry, request.allow_users_to_change_password), (Some(true), None));
    assert_eq!(request.max_password_age, Some(90));
    assert_eq!(decode::<GetAccountSummaryRequest>("Unknown=ignored"), GetAccountSummaryRequest);
}

#[test]
fn secrets_are_typed_as_such() {
    let request: UpdateLoginProfileRequest = decode("UserName=Bob&Password=hunter2");
    assert_eq!(request.password, Some(Secret::from("hunter2")));
    assert!(!format!("{request:?}").contains("hunter2"));
}

#[test]
fn what_must_be_there() {
    check_violations::<CreateUserRequest>(
        "Action=CreateUser",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must not be null",
    );
    // STS shows the value that IAM leaves out.
    check_violations::<AssumeRoleRequest>(
        "",
        "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be \
         null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    );
    check_violations::<CreateUserRequest>(
        "UserName=Bob&Tags.member.1.Key=a",
        "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member \
         must not be null",
    );
}

#[test]
fn lengths_patterns_ranges_and_enumerations() {
    let long = "b".repeat(65);
    check_violations::<CreateUserRequest>(
        &format!("UserName={long}"),
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less \
         than or equal to 64",
    );
    check_violations::<CreateUserRequest>(
        "UserName=",
        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length \
         greater than or equal to 1",
    );
    check_violations::<ListUsersRequest>(
        "MaxItems=1001",
        "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have \
         value less than or equal to 1000",
    );
    let session = format!("RoleArn=arn:aws:iam::123456789012:role/demo&RoleSessionName={long}");
    check_violations::<AssumeRoleRequest>(
        &session,
        &format!(
            "1 validation error detected: Value '{long}' at 'roleSessionName' failed to satisfy constraint: Member \
             must have length less than or equal to 64"
        ),
    );
    check_violations::<AssumeRoleRequest>(
        "RoleArn=arn:aws:iam::123456789012:role/demo&RoleSessionName=a/b",
        r"1 validation error detected: Value 'a/b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*",
    );
    check_violations::<portcullis_wire::iam::UpdateAccessKeyRequest>(
        "AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=active",
        "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy \
         enum value set: [Active, Inactive, Expired]",
    );
    check_violations::<CreateUserRequest>(
        "UserName=Bob&Tags.member.1.Key=%3B&Tags.member.1.Value=v",
        r"1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+",
    );
}

#[test]
fn names_and_paths_are_spelled_in_iams_own_words_once_all_else_is_right() {
    let name = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    let path = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    let prefix =
        "It must begin with the / character and contain only alphanumeric characters and/or / characters.";
    let said = |at: &str, rule: &str| format!("The specified value for {at} is invalid. {rule}");
    check_violations::<CreateUserRequest>("UserName=a/b", &said("userName", name));
    check_violations::<CreateUserRequest>("UserName=Bob&Path=/a", &said("path", path));
    check_violations::<CreateUserRequest>("UserName=a/b&Path=/a", &said("path", path));
    check_violations::<ListUsersRequest>("PathPrefix=x", &said("pathPrefix", prefix));
    check_violations::<portcullis_wire::iam::ListPoliciesRequest>(
        "PathPrefix=/a",
        &said("pathPrefix", prefix),
    );
    check_violations::<ListUsersRequest>(
        "PathPrefix=x&MaxItems=0",
        "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value \
         greater than or equal to 1",
    );
}

#[test]
fn lengths_count_characters() {
    let request =
        |count: usize| format!("UserName=Bob&Tags.member.1.Key=k&Tags.member.1.Value={}", "ü".repeat(count));
    decode::<CreateUserRequest>(&request(256));
    assert!(fails::<CreateUserRequest>(&request(257)).1.ends_with("less than or equal to 256"));
}

#[test]
fn a_secret_value_is_left_out_of_the_message() {
    let password = "p".repeat(129);
    check_violations::<UpdateLoginProfileRequest>(
        &format!("UserName=Bob&Password={password}"),
        "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length \
         less than or equal to 128",
    );
}

#[test]
fn a_bad_member_of_a_list_of_texts_is_told_at_the_list() {
    check_violations::<UntagUserRequest>(
        "UserName=Bob&TagKeys.member.1=good&TagKeys.member.2=",
        r"1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]",
    );
    let keys: String = (1..=51).map(|n| format!("&TagKeys.member.{n}=k{n}")).collect();
    check_violations::<UntagUserRequest>(
        &format!("UserName=Bob{keys}"),
        "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must have length less \
         than or equal to 50",
    );
    // STS shows the members.
    let role = "RoleArn=arn:aws:iam::123456789012:role/demo&RoleSessionName=s1";
    let (_, message) = fails::<AssumeRoleRequest>(&format!(
        "{role}&TransitiveTagKeys.member.1=good&TransitiveTagKeys.member.2="
    ));
    assert!(
        message.starts_with("1 validation error detected: Value '[good, ]' at 'transitiveTagKeys'"),
        "{message}"
    );
}

#[test]
fn iam_goes_through_members_as_a_hash_map_does() {
    // Both as they were recorded.
    check_violations::<UpdateAccountPasswordPolicyRequest>(
        "MaxPasswordAge=1096&MinimumPasswordLength=129&PasswordReusePrevention=25",
        "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have \
         value less than or equal to 128; Value at 'passwordReusePrevention' failed to satisfy constraint: Member must \
         have value less than or equal to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have \
         value less than or equal to 1095",
    );
    let (long_url, long_id) = ("b".repeat(256), "b".repeat(256));
    check_violations::<CreateOpenIDConnectProviderRequest>(
        &format!("Url={long_url}&ThumbprintList.member.1=ab&ClientIDList.member.1={long_id}"),
        "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy \
         constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal \
         to 1]; Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: [Member must \
         have length less than or equal to 40, Member must have length greater than or equal to 40]; Value at 'url' \
         failed to satisfy constraint: Member must have length less than or equal to 255",
    );
    // The members of a list stand in their own order, and what the list falls short of after them.
    let long = "v".repeat(257);
    let value = |number: usize| if number.is_multiple_of(2) { &*long } else { "v" };
    let tags: String =
        (1..=51).map(|n| format!("&Tags.member.{n}.Key=k{n}&Tags.member.{n}.Value={}", value(n))).collect();
    let body = format!("UserName=Bob{}", tags.replace("Key=k4&", "Key=&"));
    let (_, message) = fails::<TagUserRequest>(&body);
    let places: Vec<&str> =
        message.split(" at '").skip(1).filter_map(|part| part.split('\'').next()).collect();
    let first = ["tags.2.member.value", "tags.4.member.value", "tags.4.member.key", "tags.4.member.key"];
    assert_eq!(places.split_at(first.len()).0, first);
    assert_eq!(places.last(), Some(&"tags"));
}

#[test]
fn an_index_left_out_is_an_empty_member() {
    check_violations::<CreateUserRequest>(
        "UserName=Bob&Tags.member.2.Key=a&Tags.member.2.Value=b",
        "2 validation errors detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must \
         not be null; Value at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
    );
    let empty = "UserName=Bob&Tags.member.1=&Tags.member.2.Key=a&Tags.member.2.Value=b";
    assert!(
        fails::<CreateUserRequest>(empty).1.starts_with("2 validation errors detected: Value at 'tags.1")
    );
    let (code, message) = fails::<UntagUserRequest>("UserName=Bob&TagKeys.member.99999999999999999999=a");
    assert_eq!(code, "ValidationError");
    assert!(
        message.contains("Value at 'tagKeys'") && message.ends_with("Member must not be null]"),
        "{message}"
    );
}

#[test]
fn values_of_the_wrong_type() {
    check_malformed::<UpdateAccountPasswordPolicyRequest>(
        "HardExpiry=TRUE",
        "boolean must follow xsd1.1 definition",
    );
    check_malformed::<UpdateAccountPasswordPolicyRequest>("HardExpiry=", "missing value for boolean type");
    for number in ["abc", "1.5", "2147483648", "1e3", " 1"] {
        let (code, _) = fails::<ListUsersRequest>(&format!("MaxItems={number}"));
        assert_eq!(code, "MalformedInput", "{number}");
    }
    check_malformed::<CreateUserRequest>("UserName=Bob&Tags.member.0.Key=a", "0 is not a valid index.");
    check_malformed::<CreateUserRequest>("UserName.member.1=Bob", "Start of list found where not expected");
    check_malformed::<CreateUserRequest>(
        "UserName.First=Bob",
        "Start of structure or map found where not expected.",
    );
    check_malformed::<CreateUserRequest>("UserName=Bob&Tags=a", "Unexpected list element termination");
    check_malformed::<CreateUserRequest>(
        "UserName=Bob&Tags.member.1=a",
        "Unexpected complex element termination",
    );
    check_malformed::<CreateUserRequest>(
        "UserName=Bob&Tags.1.Key=a&Tags.1.Value=b",
        "Start of structure or map found where not expected.",
    );
}

#[test]
fn a_wrong_type_outranks_violations() {
    check_malformed::<CreateUserRequest>("UserName=&Tags=a", "Unexpected list element termination");
}

#[test]
fn many_violations_are_counted_but_not_all_told() {
    let tags: String =
        (1..=2000).map(|n| format!("&Tags.member.{n}.Key=%3B&Tags.member.{n}.Value=v")).collect();
    let (_, message) = fails::<CreateUserRequest>(&format!("UserName=Bob{tags}"));
    assert!(message.starts_with("2001 validation errors detected: "), "{:.80}", message);
    assert_eq!(message.matches("; ").count(), 99);
    assert!(message.len() < 100_000);
}

#[test]
fn a_request_of_another_model_can_be_read_too() {
    let request: AssociateDelegationRequestRequest = decode("DelegationRequestId=0123456789abcdef");
    assert_eq!(request.delegation_request_id, "0123456789abcdef");
}
