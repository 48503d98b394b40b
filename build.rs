//! How the program is linked.

/// On Linux at a fixed address. Otherwise the loader mends some 20,000 addresses and copies the pages they stand in whenever
/// the program starts, which takes longer than to check a short file.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg=-no-pie");
    }
}
