// SPDX-License-Identifier: Apache-2.0
//! When keys and roles were last used: what counts as a use, how exactly it is kept, and who may ask.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::world::{ACCOUNT, Key, World, trust};
use portcullis_directory::Account;
use portcullis_directory::identifier::AccountId;
use portcullis_directory::record::Principal;
use portcullis_service::usage::{Use, record};
use portcullis_wire::Timestamp;
use proptest::prelude::*;

fn written(at: i64) -> String {
    Timestamp(at).to_string()
}

/// A role that `bob` may assume, and its session.
fn session(world: &mut World, root: &Key, bob: &Key) -> Key {
    let document = trust("arn:aws:iam::111122223333:user/bob");
    world.ok_with(root, "CreateRole RoleName=deploy", &[("AssumeRolePolicyDocument", &document)]);
    let script = "AssumeRole RoleArn=arn:aws:iam::111122223333:role/deploy RoleSessionName=one";
    world.ok(bob, script).credentials()
}

#[test]
fn a_key_tells_its_last_use_to_the_minute() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let ask = format!("GetAccessKeyLastUsed AccessKeyId={}", bob.id);
    let before = world.ok(&root, &ask);
    let shown = "<UserName>bob</UserName><AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region>\
                 </AccessKeyLastUsed>";
    assert!(before.body.contains(shown), "{}", before.body);
    // An attempt that is refused is a use, too.
    assert_eq!(world.call(&bob, "ListUsers").status, 403);
    let used_at = world.now;
    let after = world.ok(&root, &ask);
    assert_eq!(after.get("LastUsedDate"), written(used_at - used_at % 60));
    assert_eq!((after.get("ServiceName"), after.get("Region")), ("iam".to_owned(), "us-east-1".to_owned()));
    world.ok(&bob, "GetCallerIdentity");
    let again = world.ok(&root, &ask);
    assert_eq!(
        again.get("AccessKeyLastUsed"),
        after.get("AccessKeyLastUsed"),
        "fifteen minutes count as one use"
    );
    world.now += 900;
    world.ok(&bob, "GetCallerIdentity");
    let later = world.ok(&root, &ask);
    assert_eq!(later.get("ServiceName"), "sts");
    assert_eq!(later.get("LastUsedDate"), written(world.now - 1 - (world.now - 1) % 60));
}

#[test]
fn requests_that_are_not_authenticated_are_no_use() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let forged = Key { secret: "another secret".to_owned(), ..bob.clone() };
    assert_eq!(world.call(&forged, "GetUser").status, 403);
    world.ok(&root, &format!("UpdateAccessKey UserName=bob AccessKeyId={} Status=Inactive", bob.id));
    assert_eq!(world.call(&bob, "GetUser").status, 403);
    let shown = world.ok(&root, &format!("GetAccessKeyLastUsed AccessKeyId={}", bob.id));
    assert_eq!(shown.get("ServiceName"), "N/A");
}

#[test]
fn who_asks_for_a_key_needs_permission_on_its_user() {
    let (mut world, root) = World::new();
    let (bob, eve) = (world.user(&root, "bob"), world.user(&root, "eve"));
    let statement = r#"{"Effect":"Allow","Action":"iam:GetAccessKeyLastUsed","Resource":"arn:aws:iam::111122223333:user/bob"}"#;
    crate::seed::allow_user(&mut world, "bob", "own", statement);
    world.ok(&bob, &format!("GetAccessKeyLastUsed AccessKeyId={}", bob.id));
    let denied = |resource: &str, why: &str| {
        format!(
            "403 AccessDenied User: arn:aws:iam::111122223333:user/bob is not authorized to perform: \
             iam:GetAccessKeyLastUsed on resource: {resource}{why}"
        )
    };
    let why = " because no identity-based policy allows the iam:GetAccessKeyLastUsed action";
    let rows = [
        (eve.id.as_str(), denied("user eve", why)),
        (root.id.as_str(), denied("arn:aws:iam::111122223333:root", why)),
        // AWS's sentence for a key that it does not tell of lacks the colon.
        (
            "AKIAIOSFODNN7EXAMPLE",
            denied("access key AKIAIOSFODNN7EXAMPLE", "").replace("perform:", "perform"),
        ),
    ];
    for (key, expected) in rows {
        assert_eq!(world.call(&bob, &format!("GetAccessKeyLastUsed AccessKeyId={key}")).summary(), expected);
    }
    let tagged = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}"#;
    crate::seed::allow_user(&mut world, "eve", "tagged", tagged);
    let ask = format!("GetAccessKeyLastUsed AccessKeyId={}", bob.id);
    assert_eq!(world.call(&eve, &ask).status, 403);
    world.ok(&root, "TagUser UserName=bob Tags.member.1.Key=team Tags.member.1.Value=red");
    world.ok(&eve, &ask);
    assert_eq!(
        world.call(&root, "GetAccessKeyLastUsed AccessKeyId=AKIAIOSFODNN7EXAMPLE").summary(),
        "403 AccessDenied User: arn:aws:iam::111122223333:root is not authorized to perform \
         iam:GetAccessKeyLastUsed on resource: access key AKIAIOSFODNN7EXAMPLE"
    );
}

#[test]
fn a_role_tells_when_a_session_of_it_was_last_used() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let session = session(&mut world, &root, &bob);
    let unused = world.ok(&root, "GetRole RoleName=deploy");
    assert!(unused.body.contains("<RoleLastUsed/>"), "assuming a role does not use it: {}", unused.body);
    world.ok(&session, "GetCallerIdentity");
    let used_at = world.now;
    let shown = world.ok(&root, "GetRole RoleName=deploy");
    let element = format!("<LastUsedDate>{}</LastUsedDate><Region>us-east-1</Region>", written(used_at));
    assert_eq!(shown.get("RoleLastUsed"), element);
    let details = world.ok(&root, "GetAccountAuthorizationDetails Filter.member.1=Role");
    assert_eq!(details.get("RoleLastUsed"), element);
    assert_eq!(world.ok(&root, "ListRoles").all("RoleLastUsed"), [""; 0], "lists do not tell");
    world.now = used_at + 400 * 86_400;
    let old = world.ok(&root, "GetRole RoleName=deploy");
    assert!(old.body.contains("<RoleLastUsed/>"), "a use is tracked for 400 days: {}", old.body);
}

#[test]
fn what_is_deleted_leaves_no_use_behind() {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    let session = session(&mut world, &root, &bob);
    world.ok(&session, "GetCallerIdentity");
    let account = crate::seed::account(&world);
    let (user, role) = (account.users.named("bob").unwrap(), account.roles.named("deploy").unwrap());
    let principals = [Principal::User(user.id.clone()), Principal::Role(role.id.clone())];
    assert!(principals.iter().all(|principal| account.usage(principal).is_some()));
    world.ok(&root, &format!("DeleteAccessKey UserName=bob AccessKeyId={}", bob.id));
    world.ok(&root, "DeleteUser UserName=bob");
    world.ok(&root, "DeleteRole RoleName=deploy");
    let account = crate::seed::account(&world);
    assert!(principals.iter().all(|principal| account.usage(principal).is_none()));
    let late = Use {
        account: account.id(),
        principal: principals[0].clone(),
        key: Some(bob.id),
        service: "iam",
        action: "GetUser",
        region: "us-east-1".into(),
        at: world.now,
    };
    assert_eq!(record(&account, &[late]), [], "a use that is recorded late revives nothing");
}

#[test]
fn uses_that_are_known_well_enough_are_not_told_again() {
    let (mut world, root) = World::new();
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    assert!(world.send(&root, "sts", body).usage.is_some());
    world.ok(&root, "GetCallerIdentity");
    assert_eq!(world.send(&root, "sts", body).usage, None);
    assert_eq!(world.ok(&root, "ListUsers").status, 200);
    world.now += 900;
    assert!(world.send(&root, "sts", body).usage.is_some());
}

fn account_with_user() -> (Account, Principal) {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    let account = crate::seed::account(&world);
    let user = account.users.named("bob").unwrap().id.clone();
    (Account::clone(&account), Principal::User(user))
}

proptest! {
    /// Recording uses in batches, as a server does, keeps for each action a time that was used, no more than fifteen
    /// minutes before the latest.
    #[test]
    fn what_is_kept_is_close_to_the_latest(uses in proptest::collection::vec((0..3_usize, 0..10_000_i64), 1..40)) {
        let (mut account, principal) = account_with_user();
        let mut uses: Vec<Use> = uses.into_iter().map(|(action, at)| Use {
            account: ACCOUNT.parse::<AccountId>().unwrap(),
            principal: principal.clone(),
            key: None,
            service: "iam",
            action: ["GetUser", "GetRole", "GetGroup"][action],
            region: "us-east-1".into(),
            at,
        }).collect();
        uses.sort_by_key(|used| used.at);
        for batch in uses.chunks(3) {
            let changes = record(&account, batch);
            account = account.apply(account.revision() + 1, &changes);
        }
        for used in &uses {
            let latest = uses.iter().filter(|other| other.action == used.action).map(|other| other.at).max().unwrap();
            let kept = account.usage(&principal).unwrap().action(&format!("iam:{}", used.action)).unwrap().at;
            prop_assert!(latest - 900 < kept && kept <= latest, "{kept} of {latest}");
            prop_assert!(uses.iter().any(|other| other.at == kept));
        }
    }
}
