//! What the description says of all paths alike: who may read, and of writes session, key to repeat by, refusals.

use crate::problem::{Cell, Details, Line};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, ObjectBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{PartialSchema as _, ToSchema as _};

/// Paths under which nothing is kept, or what a challenge lets through once, so nothing need be repeatable.
const KEEPS_NOTHING: [&str; 6] = [
    "/api/v1/session",
    "/api/v1/session/passkey",
    "/api/v1/session/passkey/challenge",
    "/api/v1/passkeys",
    "/api/v1/passkeys/challenge",
    "/api/v1/reports/read",
];

/// What is read without a session or a token, wherever it is asked from.
const ASKS_NOBODY: [&str; 2] = ["/api/v1/session", "/api/v1/words/{lang}"];

/// What is read in one's own name, with a session alone.
const OWN: [&str; 4] = ["/api/v1/access", "/api/v1/jobs", "/api/v1/jobs/{id}", "/api/v1/passkeys"];

/// Where one signs in: the only writes without a session.
const SIGN_IN: [&str; 3] = ["/api/v1/session", "/api/v1/session/passkey", "/api/v1/session/passkey/challenge"];

/// Refusals that every write may come to.
const REFUSALS: [(&str, &str); 10] = [
    ("400", "It cannot be read"),
    ("401", "Nobody is signed in, no longer, or not with this passphrase"),
    ("403", "Sent by another site, or in another officer's name"),
    ("408", "The body did not come"),
    ("409", "The node's own files are at fault"),
    ("413", "The body is too long"),
    ("415", "The body is no JSON"),
    ("422", "It cannot be done as it stands"),
    ("500", "The node failed"),
    ("503", "The node is in use by another process"),
];

/// Adds it to every operation that writes.
pub(in crate::routes) fn describe(openapi: &mut OpenApi) {
    let components = openapi.components.get_or_insert_with(Components::new);
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "qafila_session",
        "The cookie that signing in gives; its name goes on with digits of the server's own",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
    let token =
        token.description(Some("A token that `qafila token add` shows; it reads, within its scopes, and never writes"));
    components.add_security_scheme("token", SecurityScheme::Http(token.build()));
    components.schemas.insert(Details::name().into_owned(), Details::schema());
    components.schemas.insert(Line::name().into_owned(), Line::schema());
    components.schemas.insert(Cell::name().into_owned(), Cell::schema());
    for (path, item) in &mut openapi.paths.paths {
        if let Some(operation) = item.get.as_mut().filter(|_| !ASKS_NOBODY.contains(&path.as_str())) {
            if OWN.contains(&path.as_str()) { signed(operation) } else { read(operation) }
        }
        if let Some(operation) = item.delete.as_mut().filter(|_| !SIGN_IN.contains(&path.as_str())) {
            signed(operation);
        }
        if let Some(operation) = &mut item.post {
            refusals(operation);
            if !SIGN_IN.contains(&path.as_str()) {
                signed(operation);
            }
            if !KEEPS_NOTHING.contains(&path.as_str()) {
                repeatable(operation);
            }
        }
    }
}

/// Asked on this machine only where the server was told to ask.
fn read(operation: &mut Operation) {
    let by = |name: &str| SecurityRequirement::new(name, std::iter::empty::<String>());
    operation.security.get_or_insert_default().extend([SecurityRequirement::default(), by("session"), by("token")]);
}

fn refusals(operation: &mut Operation) {
    for (status, what) in REFUSALS {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Details::name()))).build();
        let response = ResponseBuilder::new().description(what).content("application/problem+json", content).build();
        operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(response));
    }
}

fn signed(operation: &mut Operation) {
    let session = SecurityRequirement::new("session", std::iter::empty::<String>());
    operation.security.get_or_insert_default().push(session);
}

fn repeatable(operation: &mut Operation) {
    let text = ObjectBuilder::new().schema_type(utoipa::openapi::Type::String);
    let text = text.pattern(Some("^[A-Za-z0-9_-]{8,80}$"));
    let key = ParameterBuilder::new().name("Idempotency-Key").parameter_in(ParameterIn::Header);
    let key = key.required(Required::True).schema(Some(text.build()));
    let key = key.description(Some("The same key and body are answered as the first time, and done once")).build();
    operation.parameters.get_or_insert_default().push(RefOr::T(key));
}
