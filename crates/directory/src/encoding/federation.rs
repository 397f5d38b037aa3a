// SPDX-License-Identifier: Apache-2.0
//! The fields of identity providers.

use super::DecodeError;
use super::fields::{Reader, Writer};
use super::records::{CREATED_AT, NAME, read_tags, write_tags};
use crate::record::OpenIdConnectProvider;

const CLIENT_ID: u8 = 32;
const THUMBPRINT: u8 = 33;

pub(super) fn write_open_id_connect_provider(provider: &OpenIdConnectProvider, writer: &mut Writer) {
    writer.text(NAME, &provider.url);
    writer.number(CREATED_AT, provider.created_at);
    write_tags(&provider.tags, writer);
    for id in &provider.client_ids {
        writer.text(CLIENT_ID, id);
    }
    for thumbprint in &provider.thumbprints {
        writer.text(THUMBPRINT, thumbprint);
    }
}

pub(super) fn read_open_id_connect_provider(
    reader: &mut Reader<'_>,
) -> Result<OpenIdConnectProvider, DecodeError> {
    Ok(OpenIdConnectProvider {
        url: reader.text(NAME)?,
        client_ids: reader.texts(CLIENT_ID)?,
        thumbprints: reader.texts(THUMBPRINT)?,
        created_at: reader.number(CREATED_AT)?,
        tags: read_tags(reader)?,
    })
}
