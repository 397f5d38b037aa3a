// SPDX-License-Identifier: Apache-2.0
//! The texts below the lists of flags.

pub(super) const PROGRAM: &str = "\
Examples:
  portcullis serve
  portcullis account list
  portcullis policy check policy.json
  portcullis help serve";

pub(super) const SERVE: &str = "\
Variables without a flag:
  PORTCULLIS_MASTER_KEY              The key that seals the data (64 hexadecimal digits, or 32 bytes in base64),
                                     instead of --master-key-file
  PORTCULLIS_ACCOUNT_ID              For an unattended first start: the account's id,
  PORTCULLIS_ROOT_EMAIL                its root user's e-mail address,
  PORTCULLIS_ROOT_ACCESS_KEY_ID        and its root user's access key;
  PORTCULLIS_ROOT_SECRET_ACCESS_KEY    what is given is not printed
  NO_COLOR                           Print without colour

Examples:
  Try it; the first start prints what to paste into another shell:
    portcullis serve --data-dir ./data --root-access-key

  Begin with a password for the root user, as on AWS:
    portcullis serve --data-dir ./data

  Serve other machines:
    portcullis serve --listen 0.0.0.0:4599 --tls-cert server.pem --tls-key server.key

  In a container:
    PORTCULLIS_DATA_DIR=/data PORTCULLIS_LISTEN=0.0.0.0:4599 PORTCULLIS_LOG_FORMAT=json \\
      PORTCULLIS_ACCOUNT_ID=111122223333 PORTCULLIS_ROOT_EMAIL=root@example.com portcullis serve

Besides the API, the address answers GET /livez, /readyz and /metrics (Prometheus), and for each account that gives
tokens to services outside GET /oidc/ISSUER/.well-known/openid-configuration and …/jwks.json.";

pub(super) const ACCOUNT_CREATE: &str = "\
Examples:
  portcullis account create --email root@example.com
  portcullis account create --id 111122223333 --email root@example.com --data-dir ./data
  portcullis account create --email root@example.com --root-access-key";

pub(super) const ACCOUNT_LIST: &str = "\
Prints a line for each account: its id, the root user's e-mail address, its alias (or -), its revision.

Example:
  portcullis account list --data-dir ./data";

pub(super) const SET_QUOTA: &str = "\
AWS's default number takes the setting away again. A wrong name lists the quotas there are.

Examples:
  portcullis account set-quota UsersPerAccount 20000
  portcullis account set-quota PoliciesPerRole 20 --account 111122223333 --data-dir ./data";

pub(super) const ROTATE_KEY: &str = "\
Examples:
  portcullis root rotate-key
  portcullis root rotate-key --account 111122223333 --data-dir ./data";

pub(super) const SET_PASSWORD: &str = "\
Examples:
  portcullis root set-password
  portcullis root set-password --account 111122223333 --data-dir ./data";

pub(super) const RESET: &str = "\
Examples:
  portcullis root reset
  portcullis root reset --account 111122223333 --email new-owner@example.com
  portcullis root reset --root-access-key";
