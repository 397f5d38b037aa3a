// SPDX-License-Identifier: Apache-2.0
//! The programs that may ask: the two clients that AWS's tools are.

use portcullis_directory::identifier::AccountId;

use crate::access::Permission;

/// A public client: it has no secret, so all that it brings must be proven otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Client {
    /// The command line runs beside the browser, which brings it the code.
    SameDevice,
    /// It runs elsewhere, and a person carries the code.
    CrossDevice,
}

impl Client {
    const ALL: [Self; 2] = [Self::SameDevice, Self::CrossDevice];

    /// The identifier, which is the same in every installation.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::SameDevice => "arn:aws:signin:::devtools/same-device",
            Self::CrossDevice => "arn:aws:signin:::devtools/cross-device",
        }
    }

    /// The client with this identifier.
    pub(super) fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|client| client.id() == id)
    }

    /// The number that stands for it in what is sealed, which has little room.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::SameDevice => 0,
            Self::CrossDevice => 1,
        }
    }

    /// The client with this number.
    pub(super) fn numbered(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|client| client.number() == number)
    }

    /// A permission to use this client.
    pub(super) fn permission(self, action: &'static str, region: &str, account: AccountId) -> Permission {
        let name = match self {
            Self::SameDevice => "localhost",
            Self::CrossDevice => "remote",
        };
        let resource = format!("arn:aws:signin:{region}:{account}:oauth2/public-client/{name}");
        Permission::new(action, resource).key("signin:OAuthClientId", self.id())
    }
}
