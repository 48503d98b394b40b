//! How the program is linked.

use std::env;

/// The functions that nearly every run calls, one beside another: a script for the linker, written by `benches/warm.py`.
const WARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/warm.ld");

/// On Linux at a fixed address. Otherwise the loader mends some 20,000 addresses and copies the pages they stand in whenever
/// the program starts, which takes longer than to check a short file.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={WARM}");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg=-no-pie");
        if is("PROFILE", "release") && !chooses_its_linker() && !WARM.contains(',') {
            println!("cargo::rustc-link-arg-bin=qac=-Wl,-T,{WARM}");
            // What is measured is laid out as what is used.
            println!("cargo::rustc-link-arg-benches=-Wl,-T,{WARM}");
        }
    }
}

/// Whether a linker is set. GNU's and LLVM's both take the script; another may not.
fn chooses_its_linker() -> bool {
    env::var_os("RUSTC_LINKER").is_some()
        || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("fuse-ld") || flags.contains("linker="))
}
