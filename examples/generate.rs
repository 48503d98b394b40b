//! Writes a framework of a given length: `cargo run --release --example generate -- 10000 > ten-thousand.qac.md`.
//! With `--bad-names`, each declaration misspells one name.

#[path = "../benches/generator/mod.rs"]
mod generator;

use generator::{Naming, framework};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lines = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1000);
    let bad = arguments.iter().any(|argument| argument == "--bad-names");
    print!("{}", framework(lines, if bad { Naming::OneBadInEach } else { Naming::Sound }));
}
