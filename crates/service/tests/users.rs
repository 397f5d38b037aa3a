// SPDX-License-Identifier: Apache-2.0
//! Users: what each operation does, and which of its errors comes first.

mod world;

use world::World;

#[test]
fn create_user_checks_form_then_permission_then_name() {
    let (mut world, root) = World::new();
    world.script(
        &root,
        &[
            (
                "CreateUser",
                "400 ValidationError 1 validation error detected: Value null at 'userName' failed to satisfy \
                 constraint: Member must not be null",
            ),
            ("CreateUser UserName=bob", "OK"),
            ("CreateUser UserName=BOB", "409 EntityAlreadyExists User with name BOB already exists."),
        ],
    );
}
