//! The interface and the page, asked as a browser would ask them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to stop")]

mod alerts;
mod answers;
mod edges;
mod live;
mod openapi;
mod operations;
mod partners;
mod story;
mod support;
