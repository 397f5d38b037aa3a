// SPDX-License-Identifier: Apache-2.0
//! The services that speak AWS Query here, and what tells them apart on the wire.

/// A service that speaks AWS Query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Identity and Access Management.
    Iam,
    /// Security Token Service.
    Sts,
}

impl Service {
    /// Every service, in the order in which a request that names none is tried.
    pub const ALL: [Self; 2] = [Self::Iam, Self::Sts];

    /// The namespace of this service's XML answers.
    pub const fn xml_namespace(self) -> &'static str {
        match self {
            Self::Iam => "https://iam.amazonaws.com/doc/2010-05-08/",
            Self::Sts => "https://sts.amazonaws.com/doc/2011-06-15/",
        }
    }

    /// The date that names the API's version in `Version`.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Iam => "2010-05-08",
            Self::Sts => "2011-06-15",
        }
    }

    /// The service's name in a credential scope.
    pub const fn signing_name(self) -> &'static str {
        match self {
            Self::Iam => "iam",
            Self::Sts => "sts",
        }
    }

    /// The service of this name in a credential scope.
    pub fn from_signing_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.signing_name() == name)
    }
}
