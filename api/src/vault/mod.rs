//! Personal data at rest. Each row of the identity schema has a data key of its own, wrapped by the installation's
//! key-encryption key (KEK), which the database never sees. Values are sealed with XChaCha20-Poly1305 and bound to their
//! table, column and row; deleting the data key is what erases them everywhere, in backups too.

mod error;
mod fields;
mod keks;
mod keyring;
mod source;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use std::path::Path;
use uuid::Uuid;

use crate::ids;
pub use error::VaultError;
pub use fields::*;
use keks::Keks;
pub use source::KekSource;

/// Length of a nonce, bytes.
const NONCE: usize = 24;
/// The first byte of everything that is sealed: how it was done.
const FORMAT: u8 = 1;
/// The version of new data keys.
const DATA_KEY_VERSION: i16 = 1;

/// What a vault operation answers.
pub type Result<T> = std::result::Result<T, VaultError>;

/// The wrapped data keys themselves.
const WRAPPED: Field = Field::of("data_key", "wrapped");

/// A data key as the database keeps it.
#[derive(Debug, Clone)]
pub struct WrappedKey {
    /// The data key, sealed by a key-encryption key.
    pub wrapped: Vec<u8>,
    /// Which key-encryption key.
    pub kek: i32,
    /// The version of the data key, which its values are bound to.
    pub version: i16,
}

/// The data key of one row, ready for use.
pub struct DataKey {
    cipher: XChaCha20Poly1305,
    row: Uuid,
    version: i32,
}

impl DataKey {
    fn new(bytes: &[u8; 32], row: Uuid, version: i16) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(bytes.into()),
            row,
            version: i32::from(version),
        }
    }

    /// Seals a value of a column of the row.
    pub fn seal(&self, field: Field, plain: &str) -> Result<Vec<u8>> {
        seal(
            &self.cipher,
            field,
            &field.binding(self.row, self.version),
            plain.as_bytes(),
        )
    }

    /// As [`DataKey::seal`], where there may be none.
    pub fn seal_some(&self, field: Field, plain: Option<&str>) -> Result<Option<Vec<u8>>> {
        plain.map(|plain| self.seal(field, plain)).transpose()
    }

    /// Opens a value of a column of the row.
    pub fn open(&self, field: Field, sealed: &[u8]) -> Result<String> {
        let plain = open(
            &self.cipher,
            field,
            &field.binding(self.row, self.version),
            sealed,
        )?;
        String::from_utf8(plain).map_err(|_bytes| VaultError::Sealed(field.column))
    }

    /// As [`DataKey::open`], where there may be none.
    pub fn open_some(&self, field: Field, sealed: Option<&[u8]>) -> Result<Option<String>> {
        sealed.map(|sealed| self.open(field, sealed)).transpose()
    }
}

/// The keys of an installation's personal data.
pub struct Vault {
    keks: Keks,
}

impl Vault {
    /// Reads the keys from a file. Makes the file if it is not there, unless data are that were sealed by it.
    pub fn open(path: &Path, data_are_there: bool) -> Result<Self> {
        if data_are_there && !path.exists() {
            return Err(VaultError::Missing(path.to_owned()));
        }
        Ok(Self {
            keks: Keks::in_file(path)?,
        })
    }

    /// As [`Vault::open`], from wherever the keys are.
    pub fn open_from(source: &KekSource, data_are_there: bool) -> Result<Self> {
        match source {
            KekSource::File(path) => Self::open(path, data_are_there),
            KekSource::Given(text) => Ok(Self {
                keks: Keks::given(text.reveal())?,
            }),
        }
    }

    /// A new data key for a row, and how the database keeps it.
    pub fn new_key(&self, row: Uuid) -> Result<(DataKey, WrappedKey)> {
        let bytes = ids::random_bytes::<32>();
        let wrapped = self.wrap(row, &bytes, DATA_KEY_VERSION)?;
        Ok((DataKey::new(&bytes, row, DATA_KEY_VERSION), wrapped))
    }

    /// The data key of a row.
    pub fn open_key(&self, row: Uuid, key: &WrappedKey) -> Result<DataKey> {
        Ok(DataKey::new(&self.unwrap(row, key)?, row, key.version))
    }

    /// The same data key under the newest key-encryption key.
    pub fn rewrap(&self, row: Uuid, key: &WrappedKey) -> Result<WrappedKey> {
        self.wrap(row, &self.unwrap(row, key)?, key.version)
    }

    /// The blind index of a value: equal values of a kind have equal indexes, and nothing else can be told from one.
    /// What is looked up across columns (the phone of a provider and of a household) is of one kind.
    pub fn index(&self, kind: IndexKind, text: &str) -> Vec<u8> {
        self.keks.look(|keys| keys.index(kind.name(), text))
    }

    /// The number of the key-encryption key that wraps new data keys.
    pub fn newest_kek(&self) -> Result<i32> {
        Ok(self.keks.newest()?.0)
    }

    /// Adds a key-encryption key to the file; from now on it wraps. The former ones stay in the file.
    pub fn add_kek(&self) -> Result<i32> {
        self.keks.add()
    }

    /// Takes out of the file every key-encryption key but the newest and those given; answers which went.
    pub fn retire_keks(&self, in_use: &[i32]) -> Result<Vec<i32>> {
        self.keks.retire(in_use)
    }

    fn wrap(&self, row: Uuid, bytes: &[u8; 32], version: i16) -> Result<WrappedKey> {
        let (kek, key) = self.keks.newest()?;
        let wrapped = seal(
            &XChaCha20Poly1305::new(&key.into()),
            WRAPPED,
            &WRAPPED.binding(row, kek),
            bytes,
        )?;
        Ok(WrappedKey {
            wrapped,
            kek,
            version,
        })
    }

    fn unwrap(&self, row: Uuid, key: &WrappedKey) -> Result<[u8; 32]> {
        let bytes = open(
            &XChaCha20Poly1305::new(&self.keks.get(key.kek)?.into()),
            WRAPPED,
            &WRAPPED.binding(row, key.kek),
            &key.wrapped,
        )?;
        bytes
            .try_into()
            .map_err(|_bytes| VaultError::Sealed(WRAPPED.column))
    }
}

/// What is compared with what by blind index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexKind {
    /// The address that an account signs in with. It tells nothing about contacts.
    SignIn,
    /// E-mail addresses of contacts.
    Email,
    /// Phones of contacts, E.164.
    Phone,
    /// Numbers in registers.
    RegistrationNumber,
    /// Addresses of offers, lower case.
    Address,
    /// Points of offers.
    Point,
    /// Ids of those who were erased.
    Erasure,
}

impl IndexKind {
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::RegistrationNumber => "registration-number",
            Self::Address => "address",
            Self::Point => "point",
            Self::Erasure => "erasure",
        }
    }
}

/// `format, nonce, ciphertext and tag`.
fn seal(cipher: &XChaCha20Poly1305, field: Field, aad: &[u8], msg: &[u8]) -> Result<Vec<u8>> {
    let nonce = ids::random_bytes::<NONCE>();
    let sealed = cipher
        .encrypt(&nonce.into(), Payload { msg, aad })
        .map_err(|_e| VaultError::Sealed(field.column))?;
    let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
    out.push(FORMAT);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

fn open(cipher: &XChaCha20Poly1305, field: Field, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    let refused = VaultError::Sealed(field.column);
    let Some((&FORMAT, rest)) = sealed.split_first() else {
        return Err(refused);
    };
    let Some((nonce, msg)) = rest.split_first_chunk::<NONCE>() else {
        return Err(refused);
    };
    cipher
        .decrypt(&(*nonce).into(), Payload { msg, aad })
        .map_err(|_e| refused)
}

#[cfg(test)]
mod tests {
    use punte_core::sensitive::Sensitive;

    use super::*;

    fn vault() -> (tempfile::TempDir, Vault) {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::open(&folder.path().join("kek"), false).unwrap();
        (folder, vault)
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_and_nowhere_else() {
        let (_folder, vault) = vault();
        let (row, other) = (ids::random(), ids::random());
        let (key, wrapped) = vault.new_key(row).unwrap();
        let sealed = key.seal(REQUEST_NAME, "Olena").unwrap();
        assert_eq!(key.open(REQUEST_NAME, &sealed).unwrap(), "Olena");
        assert!(
            key.open(REQUEST_SAFE_NOTE, &sealed).is_err(),
            "another column"
        );
        assert!(key.open(PROVIDER_NAME, &sealed).is_err(), "another table");
        let moved = vault.open_key(other, &wrapped);
        assert!(moved.is_err(), "a wrapped key belongs to its row");
        let (second, _) = vault.new_key(row).unwrap();
        assert!(second.open(REQUEST_NAME, &sealed).is_err(), "another key");
        let later = WrappedKey {
            version: 2,
            ..wrapped.clone()
        };
        assert!(
            vault
                .open_key(row, &later)
                .unwrap()
                .open(REQUEST_NAME, &sealed)
                .is_err(),
            "another key version"
        );
        for bit in 0..sealed.len() * 8 {
            let mut bent = sealed.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            assert!(key.open(REQUEST_NAME, &bent).is_err(), "bit {bit}");
        }
        assert_ne!(
            sealed,
            key.seal(REQUEST_NAME, "Olena").unwrap(),
            "a nonce of its own each time"
        );
    }

    #[test]
    fn a_blind_index_is_equal_for_equal_values_of_one_kind() {
        let (_folder, vault) = vault();
        let phone = vault.index(IndexKind::Phone, "+37369123456");
        assert_eq!(phone, vault.index(IndexKind::Phone, "+37369123456"));
        assert_ne!(phone, vault.index(IndexKind::Phone, "+37369123457"));
        assert_ne!(phone, vault.index(IndexKind::Address, "+37369123456"));
        let (_other_folder, other) = self::vault();
        assert_ne!(
            phone,
            other.index(IndexKind::Phone, "+37369123456"),
            "another installation"
        );
    }

    #[test]
    fn a_rotated_key_opens_what_was_wrapped_before_and_after_also_elsewhere() {
        let (folder, vault) = vault();
        let row = ids::random();
        let (key, before) = vault.new_key(row).unwrap();
        let sealed = key.seal(REQUEST_NAME, "Olena").unwrap();
        let index = vault.index(IndexKind::Phone, "+37369123456");
        // A server that runs meanwhile, with the keys that it read before.
        let running = Vault::open(&folder.path().join("kek"), true).unwrap();
        assert_eq!(vault.add_kek().unwrap(), 2);
        // It wraps nothing under the former one any more, though it has seen nothing of the new one.
        let made = running.new_key(ids::random()).unwrap().1;
        assert_eq!((made.kek, running.newest_kek().unwrap()), (2, 2));
        let after = vault.rewrap(row, &before).unwrap();
        assert_eq!((before.kek, after.kek), (1, 2));
        for vault in [&vault, &running] {
            for wrapped in [&before, &after] {
                let key = vault.open_key(row, wrapped).unwrap();
                assert_eq!(key.open(REQUEST_NAME, &sealed).unwrap(), "Olena");
            }
            assert_eq!(index, vault.index(IndexKind::Phone, "+37369123456"));
        }
        assert_eq!(
            vault.retire_keks(&[1]).unwrap(),
            Vec::<i32>::new(),
            "in use"
        );
        assert_eq!(vault.retire_keks(&[2]).unwrap(), [1]);
        let fresh = Vault::open(&folder.path().join("kek"), true).unwrap();
        assert!(matches!(
            fresh.open_key(row, &before),
            Err(VaultError::UnknownKek(1))
        ));
        assert!(fresh.open_key(row, &after).is_ok());
    }

    #[test]
    fn keys_that_are_given_open_what_a_file_sealed_are_never_changed_and_never_shown() {
        let (folder, vault) = vault();
        let row = ids::random();
        let (key, before) = vault.new_key(row).unwrap();
        let sealed = key.seal(REQUEST_NAME, "Olena").unwrap();
        let text = std::fs::read_to_string(folder.path().join("kek")).unwrap();
        let source = KekSource::Given(Sensitive::new(text.clone()));
        let given = Vault::open_from(&source, true).unwrap();
        let opened = given.open_key(row, &before).unwrap();
        assert_eq!(opened.open(REQUEST_NAME, &sealed).unwrap(), "Olena");
        assert!(matches!(given.add_kek(), Err(VaultError::Fixed)));
        assert!(matches!(given.retire_keks(&[1]), Err(VaultError::Fixed)));
        // A key that was added elsewhere is not there until the next start.
        vault.add_kek().unwrap();
        let after = vault.rewrap(row, &before).unwrap();
        assert!(matches!(
            given.open_key(row, &after),
            Err(VaultError::UnknownKek(2))
        ));
        let said = format!("{source} {source:?}");
        for secret in text.split_whitespace().filter(|word| word.len() == 64) {
            assert!(!said.contains(secret), "{said}");
        }
        let nought = "00".repeat(32);
        let weak = format!("index {nought}\nkek 1 {nought}\n");
        for content in ["", "index zz\n", "kek 1 00\n", weak.as_str()] {
            let source = KekSource::Given(Sensitive::new(content.to_owned()));
            assert!(
                matches!(source.check(), Err(VaultError::Given)),
                "{content}"
            );
        }
    }

    #[test]
    fn a_missing_or_open_or_strange_file_is_refused_with_its_name() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kek");
        assert!(matches!(Vault::open(&path, true), Err(VaultError::Missing(p)) if p == path));
        assert!(!path.exists(), "nothing is made where something is missing");
        Vault::open(&path, false).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Vault::open(&path, true), Err(VaultError::Open(_))));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        for content in ["", "kek 1 00\n", "index zz\n", "kek 1 Ж\n"] {
            std::fs::write(&path, content).unwrap();
            assert!(
                matches!(Vault::open(&path, true), Err(VaultError::Content(_))),
                "{content}"
            );
        }
    }
}
