//! Every path that writes: use cases of the command line, in the name of an officer who signed in.

mod access;
mod described;
mod drafts;
mod handover;
mod imports;
mod jobs;
mod notices;
mod passkeys;
mod plans;
mod reports;
mod say;
mod session;
mod stage;
mod together;

pub(super) use described::describe;
pub(crate) use together::Waiting;

use crate::Source;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The paths and their description.
pub(super) fn routes() -> OpenApiRouter<Source> {
    OpenApiRouter::new()
        .routes(routes!(session::sign_in, session::signed_in, session::sign_out))
        .routes(routes!(passkeys::passkey_challenge))
        .routes(routes!(passkeys::sign_in_by_passkey))
        .routes(routes!(passkeys::new_passkey_challenge))
        .routes(routes!(passkeys::passkeys, passkeys::register_passkey))
        .routes(routes!(passkeys::remove_passkey))
        .routes(routes!(say::say))
        .routes(routes!(reports::read))
        .routes(routes!(reports::decide))
        .routes(routes!(handover::offer))
        .routes(routes!(handover::answer))
        .routes(routes!(handover::close))
        .routes(routes!(handover::withdraw))
        .routes(routes!(handover::settle))
        .routes(routes!(notices::acknowledge))
        .routes(routes!(plans::make))
        .routes(routes!(plans::issue))
        .routes(routes!(access::noted))
        .routes(routes!(access::close))
        .routes(routes!(jobs::begin, jobs::jobs))
        .routes(routes!(jobs::job, jobs::cancel))
}
