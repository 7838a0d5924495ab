//! Seeds of second factors: six digits that change every 30 seconds (TOTP, RFC 6238), as every authenticator app makes them.

use jiff::Timestamp;
use punte_core::sensitive::Sensitive;
use totp_rs::{Builder, Secret, Totp, TotpError};

use crate::ids;

/// Seconds that a code is shown for.
const STEP_S: i64 = 30;

/// Bytes of a seed (RFC 4226, 4: 160 bits).
const LENGTH: usize = 20;

/// A seed. Not `Debug`.
#[derive(Clone)]
pub struct Seed(Sensitive<Vec<u8>>);

impl Seed {
    /// A new one, from the operating system's random bytes.
    pub fn generate() -> Self {
        Self(Sensitive::new(ids::random_bytes::<LENGTH>().to_vec()))
    }

    /// From its bytes, if there are as many as a seed has.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() == LENGTH).then(|| Self(Sensitive::new(bytes)))
    }

    /// From the letters and digits that apps take (base 32).
    pub fn from_text(text: &str) -> Option<Self> {
        Self::from_bytes(Secret::try_from_base32(text).ok()?.as_ref().to_vec())
    }

    /// Its bytes, to be sealed.
    pub fn reveal(&self) -> &[u8] {
        self.0.reveal()
    }

    /// Its letters and digits, to type into an app.
    pub fn text(&self) -> String {
        Secret::from(self.0.reveal().clone()).to_base32()
    }

    /// The address that an app reads from a square. `site` stands beside the codes in the app; it has no colon.
    pub fn address(&self, site: &str) -> Result<String, TotpError> {
        self.builder()
            .with_issuer(Some("Punte"))
            .with_account_name(site)
            .build()?
            .to_url()
    }

    /// The code of an instant.
    pub fn code_at(&self, now: Timestamp) -> Result<String, TotpError> {
        Ok(self.totp()?.generate(seconds(now)).to_string())
    }

    /// The step of a code, if it is that of this instant, of the step before or of the one after.
    pub fn step_of(&self, code: &str, now: Timestamp) -> Result<Option<i64>, TotpError> {
        let step = self.totp()?.check(code, seconds(now));
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    /// The step before those whose codes are taken at an instant: nothing was used yet.
    pub fn step_before(now: Timestamp) -> i64 {
        now.as_second() / STEP_S - 2
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(self.0.reveal().clone())
    }

    fn totp(&self) -> Result<Totp, TotpError> {
        self.builder().build()
    }
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard_and_hold_for_a_step_on_either_side() {
        // RFC 6238, appendix B: the last six of its eight digits.
        let seed = Seed::from_bytes(b"12345678901234567890".to_vec()).unwrap();
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let at = |second| Timestamp::from_second(second).unwrap();
            assert_eq!(seed.code_at(at(second)).unwrap(), code);
            let step = Some(second / STEP_S);
            for (late, expected) in [(-30, step), (0, step), (30, step), (90, None), (-90, None)] {
                let found = seed.step_of(code, at((second + late).max(0))).unwrap();
                assert!(found == expected || second + late < 0, "{second} {late}");
            }
        }
        assert_eq!(
            Seed::from_text(&seed.text()).unwrap().reveal(),
            seed.reveal()
        );
        assert!(Seed::from_text("AAAA").is_none() && Seed::from_text("no!").is_none());
        for hostile in ["", "28708", "2870822", "+87082", "28708\u{0662}", "a87082"] {
            let now = Timestamp::from_second(59).unwrap();
            assert_eq!(seed.step_of(hostile, now).unwrap(), None, "{hostile:?}");
        }
        assert_eq!(
            seed.address("punte.example").unwrap(),
            "otpauth://totp/Punte:punte.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Punte"
        );
    }
}
