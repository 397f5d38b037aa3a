// SPDX-License-Identifier: Apache-2.0
//! The few pages on which a person agrees or refuses.

use super::DEVICE_PATH;
use crate::door::Door;
use crate::markup::escape;
use crate::sign_in::answer::Answer;
use crate::sign_in::page::{FormAction, own, page};

/// The title of the page that asks for a code.
pub(super) const ENTER_CODE: &str = "Connect a device";

/// A page that only tells something.
pub(super) fn notice(title: &str, text: &str, door: &Door<'_>) -> Answer {
    page(200, title, &words(text), FormAction::Own, door.base_path())
}

/// The content of a page that only tells something.
pub(super) fn words(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

/// A page that asks for the code that a device shows.
pub(super) fn ask_code(door: &Door<'_>) -> Answer {
    page(200, ENTER_CODE, &code_form(None, door), FormAction::Own, door.base_path())
}

/// What asks for the code that a device shows.
pub(super) fn code_form(problem: Option<&str>, door: &Door<'_>) -> String {
    let problem =
        problem.map_or_else(String::new, |text| format!("<p role=\"alert\">{}</p>\n", escape(text)));
    format!(
        "{problem}<form method=\"get\" action=\"{action}\">\n\
         <label for=\"user_code\">The code that your device shows</label>\n\
         <input id=\"user_code\" name=\"user_code\" autocomplete=\"off\" autocapitalize=\"characters\" required>\n\
         <button type=\"submit\">Next</button>\n</form>\n",
        action = own(DEVICE_PATH, door),
    )
}

/// What a person agrees to or refuses.
pub(super) struct Question<'a> {
    /// Where the decision is sent.
    pub(super) path: &'static str,
    /// Where the browser may be sent from there, if it may be.
    pub(super) then: Option<&'a str>,
    /// Who is signed in.
    pub(super) person: &'a str,
    pub(super) client_name: &'a str,
    /// The code to compare, if it is a device that asks.
    pub(super) user_code: Option<&'a str>,
    /// Where the client is.
    pub(super) place: &'a str,
    /// What proves that this page was shown.
    pub(super) confirmation: &'a str,
}

impl Question<'_> {
    pub(super) fn page(&self, door: &Door<'_>) -> Answer {
        let code = self.user_code.map_or_else(String::new, |code| {
            format!(
                "<p>Your device must show this code:</p>\n<output>{}</output>\n\
                 <p><strong>Go on only if you started this yourself and the codes are the same.</strong> Otherwise \
                 whoever sent you here will act in your name.</p>\n",
                escape(code)
            )
        });
        let content = format!(
            "{code}<p><strong>{client}</strong>, {place}, asks to see the accounts and roles that you may use, and to \
             assume those roles as <strong>{person}</strong>. An application gives itself its name.</p>\n\
             <form method=\"post\" action=\"{path}\">\n\
             <input type=\"hidden\" name=\"confirmation\" value=\"{confirmation}\">\n\
             <button type=\"submit\" name=\"decision\" value=\"allow\">Allow access</button>\n\
             <button class=\"plain\" type=\"submit\" name=\"decision\" value=\"deny\">Deny</button>\n</form>\n",
            client = escape(self.client_name),
            place = escape(self.place),
            person = escape(self.person),
            path = own(self.path, door),
            confirmation = escape(self.confirmation),
        );
        let form = self.then.map_or(FormAction::Own, FormAction::OwnAndThen);
        page(200, "Allow access?", &content, form, door.base_path())
    }
}
