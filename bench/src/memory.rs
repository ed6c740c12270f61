//! Memory of this process, as the system counts it; nothing where it does not say.

/// Most that was resident at once, in bytes.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// What is resident now, in bytes.
pub(crate) fn resident() -> Option<u64> {
    status("VmRSS:")
}

fn status(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
