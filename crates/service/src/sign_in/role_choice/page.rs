// SPDX-License-Identifier: Apache-2.0
//! The page on which somebody chooses a role: the roles of each account together.

use super::super::answer::Answer;
use super::super::page::{FormAction, page};
use super::{Admitted, PATH};
use crate::markup::escape;

/// A page with a form that brings the continuation back with the role that was chosen.
pub(super) fn choice(several: &[Admitted<'_>], continuation: &str, base_path: &str) -> Answer {
    let mut content = format!(
        "<form method=\"post\" action=\"{}{PATH}\">\n<input type=\"hidden\" name=\"continuation\" value=\"{}\">\n",
        escape(base_path),
        escape(continuation)
    );
    let mut accounts: Vec<_> = several.iter().map(|one| one.account).collect();
    accounts.sort_by_key(|account| account.id());
    accounts.dedup_by_key(|account| account.id());
    for account in accounts {
        let alias = account.record().alias.as_deref();
        let name = match alias {
            Some(alias) => format!("Account: {alias} ({})", account.id()),
            None => format!("Account: {}", account.id()),
        };
        content.push_str(&format!("<fieldset>\n<legend>{}</legend>\n", escape(&name)));
        for one in several.iter().filter(|one| one.account.id() == account.id()) {
            content.push_str(&format!(
                "<p><label><input type=\"radio\" name=\"roleArn\" value=\"{}\" required> {}</label></p>\n",
                escape(&one.candidate.role_arn),
                escape(&one.role.name)
            ));
        }
        content.push_str("</fieldset>\n");
    }
    content.push_str("<p><button type=\"submit\">Sign in</button></p>\n</form>\n");
    page(200, "Select a role", &content, FormAction::Own, base_path)
}
