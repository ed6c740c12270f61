//! The interface and the page, asked as a browser would ask them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to stop")]

mod access;
mod alerts;
mod answers;
mod asking;
mod authenticator;
mod cbor;
mod crossing;
mod desk;
mod edges;
mod imports;
mod jobs;
mod limits;
mod live;
mod office;
mod openapi;
mod operations;
mod partners;
mod passkeys;
mod reading;
mod signing;
mod story;
mod support;
mod together;
mod tokens;
mod views;
mod writing;
