//! The least that a program with qac's argument parser does: what starting `qac` is measured against.

use clap::Parser;

/// Greets.
#[derive(Debug, Parser)]
struct Arguments {
    /// Whom to greet
    name: String,
}

fn main() {
    println!("hello, {}", Arguments::parse().name);
}
