// SPDX-License-Identifier: Apache-2.0
//! Holds a role's session, and gets the next one before it ends.

use std::sync::Arc;

use portcullis_wire::Timestamp;
use tokio::sync::Mutex;

use crate::client::sts::{Order, Profile};
use crate::client::{Client, Keys, Session};
use crate::now;
use crate::problem::Problem;

/// Whose session is handed out.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// A role's.
    Role(String),
    /// That of the role in an instance profile.
    InstanceProfile(String),
}

/// A session is replaced when it lasts no longer than this, in seconds. SDKs ask anew at five to fifteen minutes.
const REFRESH_SECONDS: i64 = 16 * 60;

/// A session that is handed out.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) session: Session,
    pub(super) role_arn: String,
    /// The instance profile, if the role came in one.
    pub(super) profile: Option<Profile>,
    /// When it was got, as SDKs read it.
    pub(super) updated: String,
}

impl Held {
    pub(super) fn role_name(&self) -> &str {
        self.role_arn.rsplit('/').next().unwrap_or_default()
    }
}

/// What gets sessions.
pub(super) struct Holder {
    client: Client,
    source: Source,
    keys: Keys,
    held: Mutex<Option<Arc<Held>>>,
}

impl Holder {
    pub(super) fn new(client: Client, source: Source, keys: Keys) -> Self {
        Self { client, source, keys, held: Mutex::new(None) }
    }

    /// A session that lasts. All who ask at once wait for the one call that gets it.
    pub(super) async fn session(&self) -> Result<Arc<Held>, Problem> {
        let mut held = self.held.lock().await;
        let left = |held: &Held| held.session.expires_at.saturating_sub(seconds());
        if let Some(known) = held.as_ref().filter(|known| left(known) > REFRESH_SECONDS) {
            return Ok(Arc::clone(known));
        }
        match (self.get().await, held.as_ref()) {
            (Ok(next), _) => {
                let next = Arc::new(next);
                *held = Some(Arc::clone(&next));
                Ok(next)
            }
            // While the server is away the session that is there serves to its end.
            (Err(_), Some(known)) if left(known) > 0 => Ok(Arc::clone(known)),
            (Err(problem), _) => Err(problem),
        }
    }

    async fn get(&self) -> Result<Held, Problem> {
        let (role_arn, profile) = match &self.source {
            Source::Role(arn) => (arn.clone(), None),
            Source::InstanceProfile(name) => {
                let profile = self.client.instance_profile(name, &self.keys).await?;
                (profile.role_arn.clone(), Some(profile))
            }
        };
        let order = Order {
            role_arn: role_arn.clone(),
            session_name: "portcullis-agent".to_owned(),
            duration_seconds: None,
            external_id: None,
            mfa: None,
        };
        let session = self.client.assume_role(&order, &self.keys).await?;
        Ok(Held { session, role_arn, profile, updated: Timestamp(seconds()).to_string() })
    }
}

fn seconds() -> i64 {
    now::milliseconds().div_euclid(1_000)
}
