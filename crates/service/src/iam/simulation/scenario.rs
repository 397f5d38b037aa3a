// SPDX-License-Identifier: Apache-2.0
//! What a simulation supposes: who asks, for what, on what, under which policies and circumstances.

use portcullis_directory::arn;
use portcullis_policy::evaluation::{Authority, Context as Keys, Principal};
use portcullis_wire::iam::ContextEntry;
use portcullis_wire::{Fault, Page, faults};

use super::{caller, context_entry, document, source};
use crate::context::Context;
use crate::page::Window;
use crate::principal_policies::{HeldPolicy, PrincipalPolicies};

/// The most statements that one simulation asks, over all its actions and resources. AWS names no limit, but answers
/// fewer actions on a page than it is asked for.
const STATEMENTS_ASKED_MAX: usize = 50_000;

/// What both operations are asked.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) policies: Vec<String>,
    pub(super) boundaries: Vec<String>,
    /// Service control policies, a list for each level.
    pub(super) levels: Vec<Vec<String>>,
    pub(super) actions: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) resource_policy: Option<String>,
    pub(super) resource_owner: Option<String>,
    pub(super) caller: Option<String>,
    pub(super) context_entries: Vec<ContextEntry>,
    pub(super) resource_handling: Option<String>,
}

/// A question that has been checked.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) caller: Principal,
    actions: Vec<String>,
    /// At least one; `*` only alone.
    pub(super) resources: Vec<String>,
    /// The account of resources whose ARN names none.
    owner: Option<String>,
    pub(super) keys: Keys,
    /// The keys that the policies ask for and the question does not give.
    pub(super) missing_keys: Vec<String>,
    pub(super) identity: Vec<HeldPolicy>,
    pub(super) boundary: Option<HeldPolicy>,
    pub(super) resource_policy: Option<HeldPolicy>,
    pub(super) levels: Vec<Vec<HeldPolicy>>,
}

impl Scenario {
    /// Checks a question about what is held already.
    ///
    /// # Errors
    /// Part of the question makes no sense.
    pub(super) fn of(question: Question, held: PrincipalPolicies, cx: &Context<'_>) -> Result<Self, Fault> {
        let resources = resources(question.resources)?;
        check_actions(&question.actions)?;
        check_handling(question.resource_handling.as_deref(), &question.actions, &resources)?;
        let mut keys = context_entry::keys(&question.context_entries)?;
        let given = keys.clone();
        let mut identity = held.identity;
        identity.extend(document::inputs("PolicyInputList", question.policies));
        let boundary = boundary(question.boundaries)?.or(held.boundary);
        let levels = levels(question.levels)?;
        for policy in identity.iter().chain(&boundary).chain(levels.iter().flatten()) {
            let names_nobody =
                |statement: &portcullis_policy::language::Statement| statement.principal.is_none();
            document::require_statements(policy, names_nobody, "must not have a Principal")?;
            document::require_statements(policy, |own| own.resource.is_some(), "must have a Resource")?;
        }
        let caller = caller::suppose(question.caller.as_deref(), &mut keys, cx)?;
        let owner = question.resource_owner.map(owner_account).transpose()?;
        let resource_policy = match question.resource_policy {
            None => None,
            Some(_) if question.caller.is_none() => {
                return Err(faults::invalid_input("Invalid caller - Caller cannot be null or empty."));
            }
            Some(text) => Some(resource_policy(text, &resources)?),
        };
        let missing_keys = document::context_keys(identity.iter().chain(&boundary).chain(&resource_policy))?
            .into_iter()
            .filter(|key| given.get(key).is_none())
            .collect();
        Ok(Self {
            caller,
            actions: question.actions,
            resources,
            owner,
            keys,
            missing_keys,
            identity,
            boundary,
            resource_policy,
            levels,
        })
    }

    /// The actions of a page: as many as are asked for, or as few as can be answered with bounded work.
    ///
    /// # Errors
    /// Even one action is too much.
    pub(super) fn page(&self, window: &Window, page: &mut impl Page) -> Result<Vec<String>, Fault> {
        let policies = self.identity.iter().chain(&self.boundary).chain(&self.resource_policy);
        let mut statements = 1;
        for policy in policies.chain(self.levels.iter().flatten()) {
            statements += document::parsed(policy)?.statements.len();
        }
        let actions_max = STATEMENTS_ASKED_MAX / statements.saturating_mul(self.resources.len()).max(1);
        if actions_max == 0 {
            return Err(faults::invalid_input(format!(
                "The simulation asks {statements} statements about {} resources: more than {STATEMENTS_ASKED_MAX} in all.",
                self.resources.len()
            )));
        }
        let numbered = self.actions.iter().enumerate();
        let position = |(at, _): &(usize, &String)| format!("{at:08}");
        let window = window.at_most(actions_max);
        Ok(window.cut(numbered, position, page).into_iter().map(|(_, action)| action.clone()).collect())
    }

    /// The account of the caller.
    pub(super) fn caller_account(&self) -> Option<&str> {
        match &self.caller {
            Principal::User { account, .. } | Principal::Role { account, .. } => Some(account),
            _ => None,
        }
    }

    /// Whether the resources are named, and are not all.
    pub(super) fn names_resources(&self) -> bool {
        self.resources.iter().any(|resource| resource != "*")
    }

    /// The account of a resource. Without a policy of the resource nobody asks whose it is: the simulation is then
    /// about the caller's policies alone.
    pub(super) fn resource_account<'a>(&'a self, resource: &'a str) -> Option<&'a str> {
        self.resource_policy.as_ref()?;
        let named = arn::parse(resource).map(|parts| parts.account).filter(|own| source::is_account(own));
        named.or(self.owner.as_deref())
    }

    /// Whether the resource's policy must allow: trust policies and KMS key policies must (rules T-1 and K-1).
    pub(super) fn authority(action: &str, resource: &str) -> Authority {
        let service = action.split(':').next().unwrap_or_default();
        let is_of = |own: &str, kind: &str| {
            service.eq_ignore_ascii_case(own)
                && resource.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with(kind))
        };
        if is_of("sts", "role/") || is_of("kms", "key/") { Authority::Required } else { Authority::Ordinary }
    }
}

fn resources(named: Vec<String>) -> Result<Vec<String>, Fault> {
    if named.is_empty() {
        return Ok(vec!["*".to_owned()]);
    }
    let is_lone_star = named.len() == 1 && named.first().is_some_and(|one| one == "*");
    match named.iter().find(|resource| !is_lone_star && !is_arn(resource)) {
        None => Ok(named),
        Some(wrong) => Err(wrong_arn(wrong)),
    }
}

fn is_arn(text: &str) -> bool {
    let pieces: Vec<&str> = text.splitn(6, ':').collect();
    matches!(pieces.as_slice(), ["arn", partition, service, _, _, resource]
        if ![partition, service, resource].iter().any(|piece| piece.is_empty()))
}

fn wrong_arn(text: &str) -> Fault {
    faults::invalid_input(format!("ResourceNames are not in a valid ARN format: {text}."))
}

fn check_actions(actions: &[String]) -> Result<(), Fault> {
    if actions.iter().all(|action| action.contains(':')) {
        Ok(())
    } else {
        Err(faults::invalid_input("The action is invalid since it is missing names"))
    }
}

/// The kinds of simulation that AWS knows of starting instances. They select what AWS checks, not what it decides.
const INSTANCE_SCENARIOS: [&str; 6] = [
    "EC2-Classic-InstanceStore",
    "EC2-Classic-EBS",
    "EC2-VPC-InstanceStore",
    "EC2-VPC-InstanceStore-Subnet",
    "EC2-VPC-EBS",
    "EC2-VPC-EBS-Subnet",
];

fn check_handling(option: Option<&str>, actions: &[String], resources: &[String]) -> Result<(), Fault> {
    let Some(option) = option.filter(|_| resources.iter().any(|resource| resource != "*")) else {
        return Ok(());
    };
    let fits = |action: &&String| {
        action.eq_ignore_ascii_case("ec2:RunInstances") && INSTANCE_SCENARIOS.contains(&option)
    };
    match actions.iter().find(|action| !fits(action)) {
        None => Ok(()),
        Some(action) => Err(faults::invalid_input(format!(
            "Invalid input resource handling options. Action does not support resource handling options: {action}."
        ))),
    }
}

fn boundary(texts: Vec<String>) -> Result<Option<HeldPolicy>, Fault> {
    if texts.len() > 1 {
        return Err(faults::invalid_input(
            "The list of Permissions Boundary policies cannot exceed 1 items.",
        ));
    }
    Ok(document::inputs("PermissionsBoundaryPolicyInputList", texts).pop())
}

fn levels(levels: Vec<Vec<String>>) -> Result<Vec<Vec<HeldPolicy>>, Fault> {
    if let Some(empty) = levels.iter().position(Vec::is_empty) {
        return Err(faults::invalid_input(format!(
            "Organization policy at index {} must contain at least one service control policy",
            empty + 1
        )));
    }
    let named = levels.into_iter().zip(1_usize..);
    Ok(named
        .map(|(texts, level)| {
            document::inputs(
                &format!("OrderedOrganizationPolicyInputList.{level}.ServiceControlPolicyInputList"),
                texts,
            )
        })
        .collect())
}

fn owner_account(owner_arn: String) -> Result<String, Fault> {
    let account = arn::parse(&owner_arn).filter(|parts| {
        parts.service == "iam" && source::is_account(parts.account) && !parts.kind.is_empty()
    });
    match account {
        Some(parts) => Ok(parts.account.to_owned()),
        None => Err(faults::invalid_input(format!("'{owner_arn}' is not a valid as a Resource Owner."))),
    }
}

fn resource_policy(text: String, resources: &[String]) -> Result<HeldPolicy, Fault> {
    if resources.iter().any(|resource| resource == "*") {
        source::require("*")?;
    }
    let policy = HeldPolicy::given("ResourcePolicy", text);
    document::require_statements(&policy, |own| own.principal.is_some(), "must have a Principal")?;
    let mut patterns = document::parsed(&policy)?.statements.iter().filter_map(|own| own.resource.as_ref());
    // AWS refuses a policy for all resources here, for the resource it is attached to is one.
    if patterns.any(|element| element.patterns.iter().any(|pattern| pattern.value == "*")) {
        return Err(wrong_arn("*"));
    }
    Ok(policy)
}
