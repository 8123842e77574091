//! The developers' commands: `cargo xtask <command>`, one module a command.
//! No budget knowledge and no product crate: everything is done by calling `cargo` and the `mingsuan` binary.

mod bench;
mod bless;
mod corpus;
mod demo;
mod ensure;
mod fonts;
mod generate;
mod process;
mod test;
mod tidy;
mod verapdf;
mod web;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developers' commands of Mingsuan.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the program and show what it does, on the example or on documents of your own
    Demo {
        /// Documents or folders to read; without any, the example in examples/yunshan-2026
        paths: Vec<PathBuf>,
    },
    /// Run every check and every test, bringing what is missing
    Test {
        /// Only formatting, tidy and the tests: no clippy, licences, doc tests or generated docs
        #[arg(long)]
        fast: bool,
    },
    /// Time the program on whole documents beside two common libraries
    Bench {
        /// Runs per file, of which the median counts
        #[arg(long, default_value_t = 31)]
        runs: usize,
    },
    /// Read the development corpus and compare what was recognised with its labels
    Corpus {
        /// Only documents whose name contains one of these
        names: Vec<String>,
        /// Say what is missing, spurious or different, document by document
        #[arg(long)]
        details: bool,
        /// Use the unoptimised program, which is built faster
        #[arg(long)]
        debug: bool,
        /// Rebuild each document into a workbook, compile that, and compare what comes back statement by statement
        #[arg(long)]
        rebuild: bool,
    },
    /// Accept the present output as the expected one everywhere, then show what changed
    Bless,
    /// Check the house rules: layers, file heads, glossary, licences and the like
    Tidy,
    /// Bring fonts for printing into target/fonts
    Fonts,
    /// Build the page that the program serves into web/dist
    Web,
    /// Judge printed files by PDF/A-2a and PDF/UA-1, with veraPDF
    Verapdf {
        /// PDF files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write the generated documents
    Generate {
        /// Write nothing; fail when something is out of date
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Demo { paths } => demo::run(&paths),
        Command::Test { fast } => test::run(fast),
        Command::Bench { runs } => bench::run(runs),
        Command::Corpus { names, rebuild: true, .. } => corpus::rebuild(&names),
        Command::Corpus { names, details, debug, .. } => corpus::run(&names, details, debug),
        Command::Bless => bless::run(),
        Command::Tidy => tidy::run(),
        Command::Fonts => fonts::run(),
        Command::Web => web::run(),
        Command::Verapdf { files } => verapdf::run(&files),
        Command::Generate { check } => generate::run(check),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
