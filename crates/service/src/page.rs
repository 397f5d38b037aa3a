// SPDX-License-Identifier: Apache-2.0
//! Pages of lists: where one starts, how long it is, and where the next one starts.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use portcullis_wire::{Fault, Page, Paged, faults};

/// The part of a list that one answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    after: Option<String>,
    size: usize,
}

const SIZE_DEFAULT: i32 = 100;

impl Window {
    /// The window that a request asks for.
    pub(crate) fn of(request: &impl Paged) -> Result<Self, Fault> {
        let after = match request.marker() {
            Some(marker) => {
                Some(read_marker(marker).ok_or_else(|| faults::validation_error("Invalid Marker."))?)
            }
            None => None,
        };
        let size = request.max_items().unwrap_or(SIZE_DEFAULT);
        Ok(Self { after, size: usize::try_from(size).unwrap_or(1).max(1) })
    }

    /// The same window with at most so many items, of which there is at least one.
    pub(crate) fn at_most(&self, items: usize) -> Self {
        Self { after: self.after.clone(), size: self.size.min(items).max(1) }
    }

    /// The position after which the page begins, as `position` gave it for the last item of the page before.
    pub(crate) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// Takes the page out of items that are sorted by `position`, and tells the answer where the next one starts.
    pub(crate) fn cut<T>(
        &self,
        items: impl IntoIterator<Item = T>,
        position: impl Fn(&T) -> String,
        page: &mut impl Page,
    ) -> Vec<T> {
        let after = self.after.as_deref();
        let mut items =
            items.into_iter().skip_while(|item| after.is_some_and(|after| position(item).as_str() <= after));
        let taken: Vec<T> = items.by_ref().take(self.size).collect();
        let more = items.next().is_some();
        page.set_next(
            taken.last().filter(|_| more).map(|last| BASE64.encode(format!("v1:{}", position(last)))),
        );
        taken
    }
}

fn read_marker(marker: &str) -> Option<String> {
    let text = String::from_utf8(BASE64.decode(marker).ok()?).ok()?;
    text.strip_prefix("v1:").map(str::to_owned)
}
