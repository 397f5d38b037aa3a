// SPDX-License-Identifier: Apache-2.0
// An OpenID Connect provider of somebody else's, over TLS: oidc-provider, with its own pages for signing in.
//
// It takes codes with PKCE only, says with each that it is its own (RFC 9207), and knows everybody by any password.
// CALLBACK is the redirect URI up to the provider's name, and PORT the port. It prints its URL.

import { readFileSync } from "node:fs";
import https from "node:https";

import * as oidc from "oidc-provider";

const { TLS_CERTIFICATE, TLS_KEY, CALLBACK, PORT } = process.env;
const TAGS = "https://aws.amazon.com/tags";

const server = https.createServer({ cert: readFileSync(TLS_CERTIFICATE), key: readFileSync(TLS_KEY) });
server.listen(Number(PORT), "localhost", () => {
  const name = `localhost:${PORT}`;
  const common = { redirect_uris: [`${CALLBACK}/${name}`], response_types: ["code"], grant_types: ["authorization_code"] };
  const provider = new oidc.Provider(`https://${name}`, {
    clients: [
      { client_id: "till", token_endpoint_auth_method: "none", ...common },
      { client_id: "console", client_secret: "hush: 1+1", ...common },
      { client_id: "forgetful", client_secret: "hush: 1+1", ...common },
      { client_id: "posting", client_secret: "hush: 1+1", token_endpoint_auth_method: "client_secret_post", ...common },
    ],
    pkce: { required: () => true },
    // What is asked for is put into the ID token, as most providers do.
    conformIdTokenClaims: false,
    claims: { openid: ["sub", TAGS], email: ["email", "email_verified"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@example.com`,
        email_verified: true,
        [TAGS]: { principal_tags: { team: [id === "eve" ? "guests" : "milk"] } },
      }),
    }),
  });
  server.on("request", provider.callback());
  console.log(`https://${name}`);
});
