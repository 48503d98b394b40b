//! Writes a year of records: `cargo run --release --example rbwm-2017 -- examples/rbwm-2017`.
//!
//! The records keep every rule of the framework of 2016, but for the breaches that `generator/planted.rs` puts in, one
//! by one. With `--scale N` the same for N authorities in one set of tables, and a framework whose numbers fit them: a
//! region has about ten, the nation 150.

mod generator;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let scale = arguments.iter().skip_while(|one| *one != "--scale").nth(1);
    let scale: usize = scale.map_or(Ok(1), |scale| scale.parse())?;
    let folder = arguments.first().filter(|one| !one.starts_with("--")).ok_or("name a folder to write to")?;
    let framework = Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks/rbwm-childrens-services-2016.qac.md");
    generator::write(Path::new(folder), scale, &framework)
}
