//! How long a text message may be to go out as one.

/// What the alphabet of GSM (3GPP TS 23.038, 6.2.1) has beside ASCII letters and digits.
const SIGNS: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// What takes the place of two of its characters.
const DOUBLE: &str = "\u{c}^{}\\[~]|€";
/// So many characters of that alphabet are one message.
const MOST_PLAIN: usize = 160;
/// So many UTF-16 units are one, where a single character is of another alphabet.
const MOST_WIDE: usize = 70;

/// How many places of GSM's alphabet a text takes; `None` if it has a character of another one.
fn plain_length(text: &str) -> Option<usize> {
    text.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || SIGNS.contains(c) {
                Some(1)
            } else {
                DOUBLE.contains(c).then_some(2)
            }
        })
        .sum()
}

/// Whether a text is one message, of the 160 characters of GSM's alphabet or the 70 of any other.
pub fn is_one(text: &str) -> bool {
    match plain_length(text) {
        Some(length) => length <= MOST_PLAIN,
        None => text.encode_utf16().count() <= MOST_WIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_message_is_160_characters_of_the_phone_s_alphabet_or_70_of_any_other() {
        for (character, most) in [
            ("a", 160),
            ("é", 160),
            ("@", 160),
            ("€", 80),
            ("[", 80),
            ("ă", 70),
            ("ї", 70),
            ("`", 70),
            ("🏠", 35),
        ] {
            assert!(is_one(&character.repeat(most)), "{character}");
            assert!(!is_one(&character.repeat(most + 1)), "{character}");
        }
        // One character of another alphabet makes all of them wide.
        assert!(!is_one(&format!("{}ț", "a".repeat(70))));
        assert!(is_one(&format!("{}ț", "a".repeat(69))));
    }
}
