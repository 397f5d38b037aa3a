// SPDX-License-Identifier: Apache-2.0
//! Passwords: who sets them, what the account's rules refuse, and in which order.

use crate::world::World;

const NULL_PASSWORD: &str = "400 ValidationError 1 validation error detected: Value at 'password' failed to \
                             satisfy constraint: Member must not be null";

/// A world with the user bob, who has a password.
fn with_bob() -> (World, crate::world::Key, crate::world::Key) {
    let (mut world, root) = World::new();
    let bob = world.user(&root, "bob");
    world.ok(&root, "CreateLoginProfile UserName=bob Password=Correct-horse-1");
    (world, root, bob)
}

fn change(old: &str, new: &str) -> String {
    format!("ChangePassword OldPassword={old} NewPassword={new}")
}

#[test]
fn create_login_profile_checks_form_then_user_then_profile_then_rules() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    let long = format!("CreateLoginProfile UserName=bob Password={}", "x".repeat(129));
    world.script(
        &root,
        &[
            (
                &long,
                "400 ValidationError 1 validation error detected: Value at 'password' failed to satisfy constraint: \
                 Member must have length less than or equal to 128",
            ),
            (
                "CreateLoginProfile UserName=eve Password=x",
                "404 NoSuchEntity The user with name eve cannot be found.",
            ),
            ("CreateLoginProfile UserName=bob", NULL_PASSWORD),
            (
                "CreateLoginProfile UserName=bob Password=short",
                "400 PasswordPolicyViolation Password should have a minimum length of 8; Password should have at least \
                 3 of these: uppercase letter, lowercase letter, number, symbol",
            ),
            ("CreateLoginProfile UserName=bob Password=Correct-horse-1", "OK"),
            (
                "CreateLoginProfile UserName=bob Password=short",
                "409 EntityAlreadyExists Login Profile for user bob already exists.",
            ),
        ],
    );
}

#[test]
fn get_update_and_delete_need_user_then_profile() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    for operation in ["GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"] {
        world.script(
            &root,
            &[
                (
                    &format!("{operation} UserName=eve"),
                    "404 NoSuchEntity The user with name eve cannot be found.",
                ),
                (
                    &format!("{operation} UserName=bob"),
                    "404 NoSuchEntity Login Profile for User bob cannot be found.",
                ),
            ],
        );
    }
    world.ok(&root, "CreateLoginProfile UserName=bob Password=Correct-horse-1 PasswordResetRequired=true");
    let profile = world.ok(&root, "GetLoginProfile UserName=bob");
    assert_eq!(profile.get("PasswordResetRequired"), "true");
    world.ok(&root, "UpdateLoginProfile UserName=bob PasswordResetRequired=false");
    let after = world.ok(&root, "GetLoginProfile UserName=bob");
    assert_eq!(after.get("PasswordResetRequired"), "false");
    assert_eq!(after.get("CreateDate"), profile.get("CreateDate"));
    world.ok(&root, "DeleteLoginProfile UserName=bob");
    world.script(
        &root,
        &[(
            "DeleteLoginProfile UserName=bob",
            "404 NoSuchEntity Login Profile for User bob cannot be found.",
        )],
    );
}

#[test]
fn a_user_with_a_password_is_not_deleted() {
    let (mut world, root) = World::new();
    world.ok(&root, "CreateUser UserName=bob");
    world.ok(&root, "CreateLoginProfile UserName=bob Password=Correct-horse-1");
    world.script(
        &root,
        &[
            (
                "DeleteUser UserName=bob",
                "409 DeleteConflict Cannot delete entity, must delete login profile first.",
            ),
            ("DeleteLoginProfile UserName=bob", "OK"),
            ("DeleteUser UserName=bob", "OK"),
        ],
    );
}

#[test]
fn change_password_is_denied_then_checks_user_old_password_and_rules() {
    let (mut world, root, bob) = with_bob();
    let denied = world.call(&bob, &change("Correct-horse-1", "Correct-horse-2"));
    assert_eq!(denied.get("Code"), "AccessDenied");
    world.grant(&root, "bob", "own", "Allow iam:ChangePassword *");
    world.script(
        &root,
        &[(&change("a", "b"), "400 InvalidUserType Only IAM Users can change their own password")],
    );
    world.script(
        &bob,
        &[
            (&change("wrong", "x"), "403 AccessDenied The old password was incorrect."),
            (
                &change("Correct-horse-1", "correcthorse"),
                "400 PasswordPolicyViolation Password should have at least 3 of these: uppercase letter, lowercase \
                 letter, number, symbol",
            ),
            (&change("Correct-horse-1", "Correct-horse-2"), "OK"),
            (&change("Correct-horse-1", "Correct-horse-3"), "403 AccessDenied The old password was incorrect."),
            (&change("Correct-horse-2", "Correct-horse-3"), "OK"),
        ],
    );
    world.ok(&root, "DeleteLoginProfile UserName=bob");
    world.script(
        &bob,
        &[(
            &change("Correct-horse-3", "Correct-horse-4"),
            "404 NoSuchEntity Login Profile for User bob cannot be found.",
        )],
    );
}

#[test]
fn an_account_may_let_its_users_change_their_passwords_unless_a_policy_denies_it() {
    let (mut world, root, bob) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy AllowUsersToChangePassword=true");
    world.ok(&bob, &change("Correct-horse-1", "Correct-horse-2"));
    world.grant(&root, "bob", "never", "Deny iam:ChangePassword *");
    let denied = world.call(&bob, &change("Correct-horse-2", "Correct-horse-3"));
    assert_eq!(denied.get("Code"), "AccessDenied");
}

#[test]
fn each_rule_of_the_account_is_enforced_and_named() {
    let (mut world, root) = World::new();
    world.user(&root, "bob");
    world.ok(
        &root,
        "UpdateAccountPasswordPolicy MinimumPasswordLength=12 RequireUppercaseCharacters=true \
         RequireLowercaseCharacters=true RequireNumbers=true RequireSymbols=true",
    );
    let rows = [
        ("Aa1!Aa1!Aa1", "Password should have a minimum length of 12"),
        ("aa1!aa1!aa1!", "Password should have at least one uppercase letter"),
        ("AA1!AA1!AA1!", "Password should have at least one lowercase letter"),
        ("Aab!Aab!Aab!", "Password should have at least one number"),
        ("Aa1bAa1bAa1b", "Password should have at least one symbol"),
    ];
    for (password, message) in rows {
        let script = format!("CreateLoginProfile UserName=bob Password={password}");
        let refused = format!("400 PasswordPolicyViolation {message}");
        world.script(&root, &[(script.as_str(), refused.as_str())]);
    }
    world.ok(&root, "CreateLoginProfile UserName=bob Password=Aa1!Aa1!Aa1!");
}

#[test]
fn the_last_passwords_are_not_used_again() {
    let (mut world, root, bob) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy AllowUsersToChangePassword=true PasswordReusePrevention=2");
    let reused = "400 PasswordPolicyViolation Password cannot be the same as previously used passwords.";
    world.script(
        &bob,
        &[
            (&change("Correct-horse-1", "Correct-horse-1"), reused),
            (&change("Correct-horse-1", "Correct-horse-2"), "OK"),
            (&change("Correct-horse-2", "Correct-horse-1"), reused),
            (&change("Correct-horse-2", "Correct-horse-3"), "OK"),
            (&change("Correct-horse-3", "Correct-horse-1"), "OK"),
        ],
    );
    world.script(&root, &[("UpdateLoginProfile UserName=bob Password=Correct-horse-3", reused)]);
}

#[test]
fn an_expired_password_is_the_users_to_change_unless_expiry_is_hard() {
    let (mut world, root, bob) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy AllowUsersToChangePassword=true MaxPasswordAge=30");
    world.now += 31 * 86_400;
    world.ok(&bob, &change("Correct-horse-1", "Correct-horse-2"));
    world.ok(
        &root,
        "UpdateAccountPasswordPolicy AllowUsersToChangePassword=true MaxPasswordAge=30 HardExpiry=true",
    );
    world.ok(&bob, &change("Correct-horse-2", "Correct-horse-3"));
    world.now += 31 * 86_400;
    world.script(
        &bob,
        &[(
            &change("Correct-horse-3", "Correct-horse-4"),
            "400 PasswordPolicyViolation The password has expired and only an administrator can set a new one.",
        )],
    );
    world.ok(&root, "UpdateLoginProfile UserName=bob Password=Correct-horse-5");
    world.ok(&bob, &change("Correct-horse-5", "Correct-horse-6"));
}

#[test]
fn no_password_stands_in_an_audit_record() {
    let (mut world, root, bob) = with_bob();
    world.ok(&root, "UpdateAccountPasswordPolicy AllowUsersToChangePassword=true");
    let answers = [
        world.call(&bob, &change("Correct-horse-1", "Correct-horse-2")),
        world.call(&bob, &change("Correct-horse-1", "Correct-horse-3")),
        world.call(&root, "UpdateLoginProfile UserName=bob Password=Correct-horse-4"),
    ];
    for answer in answers {
        assert!(!answer.audit.contains("horse"), "{}", answer.audit);
    }
}
