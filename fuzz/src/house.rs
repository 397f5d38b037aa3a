// SPDX-License-Identifier: Apache-2.0
//! A house to send made-up requests to: an account with a few people and things in it. Nobody knows its passwords, and
//! nothing outside answers.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::LazyLock;

use portcullis_directory::change::Change;
use portcullis_directory::encoding::{decode, encode};
use portcullis_directory::record::{SecretAccessKey, SecretText};
use portcullis_directory::{Account, Directory};
use portcullis_service::bootstrap::{NewAccount, RootAccess, create_account};
use portcullis_service::identity_center::DeviceCodes;
use portcullis_service::outside::{Ask, FetchProblem, Finding};
use portcullis_service::{Incoming, KnownCallers, MessageKeys, Moment, Reply, Settings, TokenKeys, handle};
use portcullis_wire::HttpRequest;
use portcullis_wire::request::headers as wire_headers;
use portcullis_wire::sigv4::{Credentials, Scope, sign};

const ACCOUNT: &str = "111122223333";
const ROOT: (&str, &str) = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

/// When every call is made, in seconds since 1970.
pub(super) const NOW: i64 = 1_767_323_045;

/// Where it stands, as browsers know it.
pub(super) const PUBLIC_URL: &str = "https://iam.example.com";

/// An account, and what its server is set to.
pub(super) struct House {
    pub(super) directory: Directory,
    pub(super) settings: Settings,
}

/// The house with which every input begins.
pub(super) static HOUSE: LazyLock<House> = LazyLock::new(House::new);

impl House {
    fn new() -> Self {
        let settings = Settings {
            token_keys: TokenKeys::new([1; 32]),
            known_callers: KnownCallers::default(),
            message_keys: MessageKeys::new([2; 32]),
            skew_seconds: 900,
            region: "us-east-1".into(),
            public_url: PUBLIC_URL.into(),
            private_identity_providers: false,
            sign_in_clients: Vec::new(),
            sign_in_links: Vec::new(),
        };
        let access = RootAccess::Key(ROOT.0.to_owned(), SecretAccessKey::new(ROOT.1.to_owned()));
        let id = ACCOUNT.parse().ok();
        let new = NewAccount { id, email: "root@example.com".into(), access };
        let created = create_account(&Directory::new(), &moment(0), new).expect("the account is new");
        let records = created.changes.into_iter().filter_map(|change| match change {
            Change::Put(record) => Some(record),
            Change::Remove(_) => None,
        });
        let account = Account::from_records(1, records).expect("the account is whole");
        let directory = Directory::new().with_account(account).expect("the account is alone");
        let mut house = Self { directory, settings };
        for form in FURNITURE {
            let reply = house.signed("iam", form);
            assert_eq!(reply.fault, None, "{form}");
            house.directory = house.after(&reply);
        }
        house
    }

    /// The answer to a form that the root user signs.
    pub(super) fn signed(&self, service: &str, form: &str) -> Reply {
        let kind = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
        self.signed_at("/", service, vec![kind], form.as_bytes())
    }

    /// The answer to a body that the root user signs for a service, at a path.
    pub(super) fn signed_at(
        &self,
        path: &str,
        service: &str,
        mut headers: Vec<(String, String)>,
        body: &[u8],
    ) -> Reply {
        headers.push(("host".to_owned(), "iam.example.com".to_owned()));
        let headers = wire_headers(headers);
        let mut request = HttpRequest { method: "POST", path, query: "", headers, body };
        let credentials =
            Credentials { access_key_id: ROOT.0, secret_access_key: ROOT.1, security_token: None };
        let scope = Scope { region: "us-east-1", service };
        let signed = sign(&request, &credentials, &scope, NOW).expect("it has a host");
        request.headers.extend(wire_headers(signed));
        self.answer(request)
    }

    /// The answer to a request, with what the outside says to it.
    pub(super) fn answer(&self, http: HttpRequest<'_>) -> Reply {
        let incoming = Incoming { http, source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST), secure: true };
        let mut moment = moment(1);
        // No device waits but one that this request lets wait.
        let mut devices = DeviceCodes::default();
        loop {
            let reply = handle(&self.directory, &self.settings, &moment, &incoming);
            let Some(ask) = reply.ask.clone() else { return reply };
            let finding = match &ask {
                Ask::SigningKeys | Ask::Signature(_) => return reply,
                Ask::PasswordHash { .. } => Finding::PasswordHash(SecretText::new("a hash".into())),
                Ask::PasswordMatch { .. } => Finding::PasswordMatch(None),
                Ask::Exchange(_) => Finding::Exchange(Err(FetchProblem::Unreachable)),
                Ask::Document(_) => Finding::Document(Err(FetchProblem::Unreachable)),
                Ask::Thumbprint { .. } => Finding::Thumbprint(Err(FetchProblem::Unreachable)),
                Ask::Device(order) => Finding::Device(devices.answer(order, NOW * 1_000)),
            };
            moment.supply(ask, finding);
        }
    }

    /// The directory as it is when a reply has been committed; every record that it brings is stored, and read again.
    pub(super) fn after(&self, reply: &Reply) -> Directory {
        let Some(transition) = &reply.transition else { return self.directory.clone() };
        for change in &transition.changes {
            if let Change::Put(record) = change {
                let stored = encode(record);
                let read = decode(record.key().kind, &stored).expect("what is stored can be read");
                assert_eq!(read, *record);
            }
        }
        let revision = transition.revision + 1;
        self.directory.apply(transition.account, revision, &transition.changes).expect("the changes fit")
    }

    /// The house as it is after a reply.
    pub(super) fn moved_on(&self, reply: &Reply) -> Self {
        let settings = Settings {
            token_keys: TokenKeys::new([1; 32]),
            known_callers: KnownCallers::default(),
            message_keys: MessageKeys::new([2; 32]),
            region: self.settings.region.clone(),
            public_url: self.settings.public_url.clone(),
            sign_in_clients: Vec::new(),
            sign_in_links: Vec::new(),
            ..self.settings
        };
        Self { directory: self.after(reply), settings }
    }
}

fn moment(number: u8) -> Moment {
    Moment::new(NOW * 1_000, [number; 32], "00000000-0000-4000-8000-000000000001".into())
}

/// That an answer is one: its status, its headers and its audit record are what they must be, and a fault changes
/// nothing but how many codes of a device were wrong.
pub(super) fn check_answer(reply: &Reply) {
    let response = &reply.response;
    let is_known = matches!(response.status, 200 | 302 | 303 | 400..=499 | 501 | 503);
    assert!(is_known, "{} {:?}", response.status, reply.fault);
    for (name, value) in &response.headers {
        assert!(!value.chars().any(char::is_control), "{name}: {value:?}");
    }
    let audit: serde_json::Value = serde_json::from_str(&reply.audit).expect("an audit record is JSON");
    assert!(audit["eventName"].is_string() || audit["eventName"].is_null());
    if reply.fault.is_some() {
        let counts = |change: &Change| {
            matches!(change, Change::Put(portcullis_directory::record::Record::MfaDevice(_)))
        };
        let changes = reply.transition.iter().flat_map(|transition| &transition.changes);
        assert!(changes.clone().all(counts), "{:?} {:?}", reply.fault, changes.collect::<Vec<_>>());
    }
}

/// What stands in the house: a user who has everything, and may nothing.
const FURNITURE: [&str; 12] = [
    "Action=CreateUser&Version=2010-05-08&UserName=bob&Path=%2Fstaff%2F",
    "Action=CreateLoginProfile&Version=2010-05-08&UserName=bob&Password=Correct-horse-1",
    "Action=PutUserPolicy&Version=2010-05-08&UserName=bob&PolicyName=nothing&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Deny%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
    "Action=CreateGroup&Version=2010-05-08&GroupName=staff",
    "Action=AddUserToGroup&Version=2010-05-08&GroupName=staff&UserName=bob",
    "Action=CreateRole&Version=2010-05-08&RoleName=Till&AssumeRolePolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A111122223333%3Aroot%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D",
    "Action=CreateInstanceProfile&Version=2010-05-08&InstanceProfileName=till",
    "Action=AddRoleToInstanceProfile&Version=2010-05-08&InstanceProfileName=till&RoleName=Till",
    "Action=CreatePolicy&Version=2010-05-08&PolicyName=read&PolicyDocument=%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22iam%3AGet%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
    "Action=AttachUserPolicy&Version=2010-05-08&UserName=bob&PolicyArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Apolicy%2Fread",
    "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=phone",
    "Action=CreateAccountAlias&Version=2010-05-08&AccountAlias=coffee",
];
