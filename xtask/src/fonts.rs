//! `cargo xtask fonts`: fonts for printing, brought from the npm registry into `target/fonts`, never into the repository.
//! Nothing here is needed to use the product, which finds the fonts of the machine it runs on.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::ensure::is_present;
use crate::process;

/// The variable by which the program and its tests are told where these fonts are.
pub(crate) const VARIABLE: &str = "MINGSUAN_FONTS";

/// A package of fonts under the SIL Open Font License, and the files we want of it.
struct Package {
    name: &'static str,
    version: &'static str,
    integrity: &'static str,
    files: &'static [&'static str],
}

const PACKAGES: [Package; 2] = [
    Package {
        name: "@expo-google-fonts/noto-serif-sc",
        version: "0.4.3",
        integrity: "sha512-fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAujITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw==",
        files: &["400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf"],
    },
    Package {
        name: "@expo-google-fonts/noto-sans-sc",
        version: "0.4.3",
        integrity: "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        files: &["500Medium/NotoSansSC_500Medium.ttf"],
    },
];

pub(crate) fn run() -> Result<bool> {
    println!("fonts are in {}; set {VARIABLE} to it to print with them", ensure()?.display());
    Ok(true)
}

/// The folder of fonts, filled first when something is missing.
pub(crate) fn ensure() -> Result<PathBuf> {
    let folder = process::target()?.join("fonts");
    for package in PACKAGES.iter().filter(|package| !package.is_in(&folder)) {
        package.bring(&folder)?;
    }
    Ok(folder)
}

/// Tells a command where the fonts are. Without them it looks at the system's own: that is said, and no failure here.
pub(crate) fn tell(command: &mut Command) {
    // Whoever has set the variable wants other fonts.
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    match ensure() {
        Ok(folder) => _ = command.env(VARIABLE, folder),
        Err(error) => eprintln!("printing uses the fonts of the system: {error:#}"),
    }
}

impl Package {
    fn is_in(&self, folder: &Path) -> bool {
        self.files.iter().all(|file| folder.join(file_name(file)).is_file())
    }

    /// Fetches the package and unpacks the files we want with the licence.
    fn bring(&self, folder: &Path) -> Result<()> {
        for (tool, from) in [("npm", "Node.js"), ("tar", "your system")] {
            if !is_present(tool) {
                bail!(
                    "`{tool}` is missing: install {from}, or a Chinese font (Debian: apt-get install fonts-noto-cjk)"
                );
            }
        }
        let parcel = folder.join("parcel");
        std::fs::create_dir_all(&parcel)?;
        eprintln!("fetching {} into {}", self.name, folder.display());
        let archive = self.pack(&parcel)?;
        let wanted = self.files.iter().copied().chain(["LICENSE_FONT"]).map(|file| format!("package/{file}"));
        process::output(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&parcel).args(wanted))?;
        let licence = format!("{}.LICENSE", self.name.rsplit('/').next().unwrap_or_default());
        std::fs::rename(parcel.join("package/LICENSE_FONT"), folder.join(licence))?;
        for file in self.files {
            std::fs::rename(parcel.join("package").join(file), folder.join(file_name(file)))?;
        }
        std::fs::remove_dir_all(&parcel).with_context(|| parcel.display().to_string())
    }

    /// Fetches the archive and holds it against the digest written down here.
    fn pack(&self, parcel: &Path) -> Result<PathBuf> {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut pack = Command::new(npm);
        pack.args(["pack", "--json", &format!("{}@{}", self.name, self.version), "--pack-destination"]).arg(parcel);
        // Without a network this should say so at once.
        pack.arg("--fetch-retries=0");
        let told: Value = serde_json::from_str(&process::output(&mut pack)?).context("npm pack --json")?;
        if told[0]["integrity"] != self.integrity {
            bail!("{}@{} is not the package that was chosen: its digest differs", self.name, self.version);
        }
        let archives = std::fs::read_dir(parcel)?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut archives = archives.filter(|path| path.extension().is_some_and(|ending| ending == "tgz"));
        archives.next().context("npm has packed nothing")
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_there_when_all_its_files_are() {
        assert!(!PACKAGES[0].is_in(Path::new("no/such/folder")));
        assert_eq!(file_name("400Regular/NotoSerifSC_400Regular.ttf"), "NotoSerifSC_400Regular.ttf");
    }
}
