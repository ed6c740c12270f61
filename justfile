# Recipes for developers; CI calls the same scripts.

# What to run before a commit: quick, no network.
check: lint
    cargo test --workspace

lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo xtask layers
    cargo xtask tidy
    cargo xtask phone

# Tests of one crate: `just test views`.
test crate:
    cargo test -p {{crate}}

# Accept the snapshots as they are now (needs cargo-insta); read the difference before committing it.
bless:
    TRYCMD=overwrite cargo insta test --workspace --accept
    git diff --stat

# Everything, as CI runs it.
ci:
    scripts/test

fuzz seconds="60":
    scripts/fuzz {{seconds}}

# The whole chain on the built-in operation: `just demo --lang ar`.
demo *arguments:
    scripts/demo {{arguments}}
