// SPDX-License-Identifier: Apache-2.0
//! What an account sets for itself: its password policy, its token version, its properties.

use crate::world::World;

#[test]
fn a_password_policy_is_set_shown_and_taken_away() {
    let (mut world, root) = World::new();
    let (none, gone) = (
        "404 NoSuchEntity The Password Policy with domain name 111122223333 cannot be found.",
        "404 NoSuchEntity The account policy with name PasswordPolicy cannot be found.",
    );
    world.script(
        &root,
        &[
            ("GetAccountPasswordPolicy", none),
            ("DeleteAccountPasswordPolicy", gone),
            (
                "UpdateAccountPasswordPolicy MinimumPasswordLength=129 PasswordReusePrevention=25 MaxPasswordAge=1096",
                "400 ValidationError 3 validation errors detected: Value at 'minimumPasswordLength' failed to \
                 satisfy constraint: Member must have value less than or equal to 128; Value at \
                 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal \
                 to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or \
                 equal to 1095",
            ),
            ("GetAccountPasswordPolicy", none),
            ("UpdateAccountPasswordPolicy", "OK"),
        ],
    );
    let defaults = world.ok(&root, "GetAccountPasswordPolicy");
    let expected = "<PasswordPolicy><MinimumPasswordLength>6</MinimumPasswordLength>\
        <RequireSymbols>false</RequireSymbols><RequireNumbers>false</RequireNumbers>\
        <RequireUppercaseCharacters>false</RequireUppercaseCharacters>\
        <RequireLowercaseCharacters>false</RequireLowercaseCharacters>\
        <AllowUsersToChangePassword>false</AllowUsersToChangePassword>\
        <ExpirePasswords>false</ExpirePasswords></PasswordPolicy>";
    assert!(defaults.body.contains(expected), "{}", defaults.body);
    world.ok(
        &root,
        "UpdateAccountPasswordPolicy MinimumPasswordLength=10 RequireSymbols=true RequireNumbers=true \
         RequireUppercaseCharacters=true RequireLowercaseCharacters=true AllowUsersToChangePassword=true \
         MaxPasswordAge=60 PasswordReusePrevention=3 HardExpiry=true",
    );
    let set = world.ok(&root, "GetAccountPasswordPolicy");
    let expected = "<AllowUsersToChangePassword>true</AllowUsersToChangePassword>\
        <ExpirePasswords>true</ExpirePasswords><MaxPasswordAge>60</MaxPasswordAge>\
        <PasswordReusePrevention>3</PasswordReusePrevention><HardExpiry>true</HardExpiry>";
    assert!(set.body.contains(expected), "{}", set.body);
    assert_eq!(set.get("RequireSymbols"), "true");
    // What a later request leaves out goes back to its default.
    world.ok(&root, "UpdateAccountPasswordPolicy RequireNumbers=true");
    let reset = world.ok(&root, "GetAccountPasswordPolicy");
    assert_eq!(
        (reset.get("MinimumPasswordLength"), reset.get("RequireNumbers")),
        ("6".into(), "true".into())
    );
    assert!(!reset.body.contains("MaxPasswordAge"), "{}", reset.body);
    world.script(&root, &[("DeleteAccountPasswordPolicy", "OK"), ("GetAccountPasswordPolicy", none)]);
}

#[test]
fn the_token_version_shows_in_the_summary() {
    let (mut world, root) = World::new();
    let version = |world: &mut World| {
        let summary = world.ok(&root, "GetAccountSummary").body;
        let rest = summary.split("<key>GlobalEndpointTokenVersion</key><value>").nth(1).unwrap().to_owned();
        rest.split('<').next().unwrap().to_owned()
    };
    assert_eq!(version(&mut world), "1");
    world.ok(&root, "SetSecurityTokenServicePreferences GlobalEndpointTokenVersion=v2Token");
    assert_eq!(version(&mut world), "2");
    world.ok(&root, "SetSecurityTokenServicePreferences GlobalEndpointTokenVersion=v1Token");
    assert_eq!(version(&mut world), "1");
    let wrong = world.call(&root, "SetSecurityTokenServicePreferences GlobalEndpointTokenVersion=v3Token");
    assert_eq!((wrong.status, wrong.get("Code")), (400, "ValidationError".into()));
}

#[test]
fn the_one_property_is_whether_the_role_manager_is_on() {
    let (mut world, root) = World::new();
    let shown = |world: &mut World| {
        let answer = world.ok(&root, "GetAccountProperties");
        (answer.get("key"), answer.get("value"))
    };
    assert_eq!(shown(&mut world), ("RoleManager/Enabled".into(), "false".into()));
    let put = |rest: &str| format!("PutAccountProperties Properties.entry.1.key={rest}");
    let two = "Properties.entry.1.value=true Properties.entry.2.key";
    world.script(
        &root,
        &[
            (
                &put("RoleManager Properties.entry.1.value=true"),
                "400 InvalidInput Property key must be in format Namespace/PropertyName: RoleManager",
            ),
            (
                &put(&format!("RoleManager/Enabled {two}=Other/Enabled Properties.entry.2.value=true")),
                "400 InvalidInput All properties must belong to the same namespace",
            ),
            (
                &put("Other/Enabled Properties.entry.1.value=true"),
                "400 InvalidInput Unsupported namespace: Other",
            ),
            (
                &put("RoleManager/Mode Properties.entry.1.value=true"),
                "400 InvalidInput RoleManager namespace requires Enabled property",
            ),
            (
                &put("RoleManager/Enabled Properties.entry.1.value=yes"),
                "400 InvalidInput Enabled must be 'true' or 'false'",
            ),
            (&put("RoleManager/Enabled Properties.entry.1.value=true"), "OK"),
        ],
    );
    assert_eq!(shown(&mut world), ("RoleManager/Enabled".into(), "true".into()));
}

#[test]
fn settings_do_not_forget_each_other() {
    let (mut world, root) = World::new();
    world.ok(&root, "UpdateAccountPasswordPolicy MinimumPasswordLength=9");
    world.ok(&root, "SetSecurityTokenServicePreferences GlobalEndpointTokenVersion=v2Token");
    world.ok(
        &root,
        "PutAccountProperties Properties.entry.1.key=RoleManager/Enabled Properties.entry.1.value=true",
    );
    assert_eq!(world.ok(&root, "GetAccountPasswordPolicy").get("MinimumPasswordLength"), "9");
    world.ok(&root, "DeleteAccountPasswordPolicy");
    assert_eq!(world.ok(&root, "GetAccountProperties").get("value"), "true");
}

#[test]
fn each_needs_its_own_permission() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    let calls = [
        "GetAccountPasswordPolicy",
        "UpdateAccountPasswordPolicy",
        "DeleteAccountPasswordPolicy",
        "SetSecurityTokenServicePreferences GlobalEndpointTokenVersion=v2Token",
        "GetAccountProperties",
        "PutAccountProperties Properties.entry.1.key=RoleManager/Enabled Properties.entry.1.value=true",
    ];
    world.ok(&root, "UpdateAccountPasswordPolicy");
    for call in calls {
        let action = call.split(' ').next().unwrap();
        assert_eq!(
            world.call(&alice, call).summary(),
            format!(
                "403 AccessDenied User: arn:aws:iam::111122223333:user/alice is not authorized to perform: \
                 iam:{action} on resource: * because no identity-based policy allows the iam:{action} action"
            )
        );
        world.grant(&root, "alice", "p", &format!("Allow iam:{action} *"));
        world.ok(&alice, call);
        world.ok(&root, "UpdateAccountPasswordPolicy");
    }
}

#[test]
fn a_policy_can_deny_the_properties_of_a_namespace() {
    let (mut world, root) = World::new();
    let alice = world.user(&root, "alice");
    let statements = r#"{"Effect":"Allow","Action":"iam:*","Resource":"*"},
        {"Effect":"Deny","Action":"iam:PutAccountProperties","Resource":"*","Condition":
            {"ForAnyValue:StringEquals":{"iam:AccountPropertyNamespaces":"RoleManager"}}}"#;
    crate::seed::allow_user(&mut world, "alice", "p", statements);
    world.ok(&alice, "GetAccountProperties");
    let put = "PutAccountProperties Properties.entry.1.value=true Properties.entry.1.key";
    assert_eq!(world.call(&alice, &format!("{put}=RoleManager/Enabled")).status, 403);
    assert_eq!(
        world.call(&alice, &format!("{put}=Other/Enabled")).summary(),
        "400 InvalidInput Unsupported namespace: Other"
    );
}
