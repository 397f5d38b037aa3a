// SPDX-License-Identifier: Apache-2.0
//! The text of `catalogue/SOURCES.md`: where the catalogue comes from, what was kept, under which licence.

use super::fetch::Package;

/// The whole file.
pub(crate) fn text(reference: &Package, policies: &Package) -> String {
    format!(
        "\
# Sources of the catalogue

Written by `cargo xtask import-catalogue`; do not edit by hand. Only facts and policy documents are kept: no
descriptions, no other prose.

| file | npm package | version | integrity |
|---|---|---|---|
| `service_authorization.txt` | `{}` | {} | `{}` |
| `managed_policies.txt` | `{}` | {} | `{}` |

Kept in `service_authorization.txt`: service prefixes and whether resource control policies apply to them; actions
with access level, condition keys and resource types (required or not, with the keys that apply to the type);
resource types with ARN patterns and condition keys; condition keys with types; global condition keys. Left out:
descriptions, display names, categories, scenarios. The package has a place for dependent actions, but no action has any.
The package folds several reference pages of one prefix into one service.

Kept in `managed_policies.txt`: every policy with name and path, in the package's order (about that of creation), its
create and update date, and every version that the package has, with its document. For many versions other than the
first and the default one the package repeats the policy's create date; such dates are left out as unknown. Policy ids
are not in the package.

The first lines of each file describe its notation. Sizes count against the budget that `cargo xtask tidy` checks.

## Licence

Both packages are under the MIT licence:

> {}
>
> {}
>
> Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
> documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the
> rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
> persons to whom the Software is furnished to do so, subject to the following conditions:
>
> The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
> Software.
>
> THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
> WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
> COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
> OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
",
        reference.name,
        reference.version,
        reference.integrity,
        policies.name,
        policies.version,
        policies.integrity,
        reference.copyright,
        policies.copyright,
    )
}
