//! The interface and the page, asked as a browser would ask them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to stop")]

mod alerts;
mod answers;
mod crossing;
mod edges;
mod live;
mod office;
mod openapi;
mod operations;
mod partners;
mod reading;
mod signing;
mod story;
mod support;
mod views;
mod writing;
