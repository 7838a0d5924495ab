//! The file of passwords and tracking codes, readable for its owner only.

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    SeedError,
    people::{CASE_WORKER, ProviderSeed},
};
use crate::{
    auth::{Seed, keys::hex},
    demo::DemoSignIn,
    ids,
};

/// The code that opens a household's request.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeptCode {
    /// Key of the household.
    pub key: String,
    /// Its code.
    pub code: String,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    sign_ins: Vec<DemoSignIn>,
    #[serde(default)]
    staff_key: String,
    households: Vec<KeptCode>,
}

/// The file, open.
pub(super) struct SignInFile {
    path: PathBuf,
    /// Of the two moderators, of other staff, of a case worker, then of each provider's member.
    pub sign_ins: Vec<DemoSignIn>,
    /// Of the second factor that the demo's staff share.
    pub staff_seed: Seed,
    /// Of the households, once they are filed.
    pub households: Vec<KeptCode>,
}

impl SignInFile {
    /// Reads the file, and adds who is not in it yet with a random password. One that is not there, or that cannot be
    /// understood, is made anew: accounts get its passwords, requests its codes.
    pub fn open(path: &Path, providers: &[ProviderSeed]) -> Result<Self, SeedError> {
        let kept: Kept = match fs::read_to_string(path) {
            Ok(text) => serde_json::from_str(&text).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Kept::default(),
            Err(error) => return Err(error.into()),
        };
        let moderators = ["moderator-1", "moderator-2"].map(|name| ("moderator", name));
        let members = providers
            .iter()
            .map(|p| ("provider", p.member_account.as_str()));
        let sign_ins: Vec<DemoSignIn> = moderators
            .into_iter()
            .chain([
                ("administrator", "administrator"),
                ("auditor", "auditor"),
                ("child_protection", "child-protection"),
                (CASE_WORKER, "case-worker"),
            ])
            .chain(members)
            .map(|(role, name)| {
                let email = format!("{name}@demo.invalid");
                let known = kept.sign_ins.iter().find(|s| s.email == email);
                DemoSignIn {
                    role: role.to_owned(),
                    password: known.map_or_else(password, |s| s.password.clone()),
                    email,
                }
            })
            .collect();
        let file = Self {
            path: path.to_owned(),
            sign_ins,
            staff_seed: Seed::from_text(&kept.staff_key).unwrap_or_else(Seed::generate),
            households: kept.households,
        };
        file.save()?;
        Ok(file)
    }

    /// Puts other codes into the file. They are on the disk when this returns.
    pub fn keep_codes(&mut self, codes: Vec<KeptCode>) -> Result<(), SeedError> {
        self.households = codes;
        self.save()
    }

    /// The code of a household.
    pub fn code_of(&self, key: &str) -> Option<&str> {
        self.households
            .iter()
            .find(|kept| kept.key == key)
            .map(|kept| kept.code.as_str())
    }

    /// Beside, then in place: whoever is killed here leaves a whole file.
    fn save(&self) -> Result<(), SeedError> {
        let kept = Kept {
            sign_ins: self.sign_ins.clone(),
            staff_key: self.staff_seed.text(),
            households: self.households.clone(),
        };
        let text = serde_json::to_string_pretty(&kept)
            .map_err(|e| SeedError::File("demo-sign-ins.json", e.to_string()))?;
        let beside = self.path.with_extension("json.new");
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        Ok(())
    }
}

fn password() -> String {
    let bytes: [u8; 10] = ids::random_bytes();
    hex(&bytes)
}
