//! One key for a place name in four alphabets and spellings.

/// Romanian ş and ţ as they should be: with a comma below, not the cedilla of older code pages.
pub fn comma_below(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ş' => 'ș',
            'Ş' => 'Ș',
            'ţ' => 'ț',
            'Ţ' => 'Ț',
            c => c,
        })
        .collect()
}

/// The keys under which a name of a place in this country is found: [`search_key`]; where the country's spelling says
/// something else than its letters do elsewhere, the keys of how the name sounds (`Chilia` is Килия, `Giurgiulești`
/// Джурджулешти, `Călărași` Келераш, `Rzeszów` Жешув); and the key without diacritics, which people leave out.
pub fn search_keys(name: &str, country: &str) -> Vec<String> {
    let lower = comma_below(&name.to_lowercase());
    let mut keys = vec![search_key(name), search_key(&lower.replace('ț', "t"))];
    match country {
        "RO" | "MD" => {
            let sound = romanian_sound(&lower);
            // ă is written э or е in Cyrillic by ear, а by letter.
            keys.push(search_key(&sound.replace('ă', "e")));
            keys.push(search_key(&sound));
        }
        "PL" => keys.push(search_key(&polish_sound(&lower))),
        _ => {}
    }
    let mut unique: Vec<String> = Vec::new();
    for key in keys {
        if !key.is_empty() && !unique.contains(&key) {
            unique.push(key);
        }
    }
    unique
}

/// Romanian: che chi ghe ghi are hard, ge gi are дж, any other c is к, â is î.
fn romanian_sound(lower: &str) -> String {
    let text = [
        ("che", "ke"),
        ("chi", "ki"),
        ("ghe", "he"),
        ("ghi", "hi"),
        ("ge", "dze"),
        ("gi", "dzi"),
        ("â", "î"),
    ]
    .into_iter()
    .fold(lower.to_owned(), |text, (from, to)| text.replace(from, to));
    let mut sound = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let soft = matches!(letters.peek(), Some('e' | 'i' | 'h'));
        sound.push(if c == 'c' && !soft { 'k' } else { c });
    }
    sound
}

/// Polish: ch is х, rz is ж, ó is у, ą and ę are nasal.
fn polish_sound(lower: &str) -> String {
    [
        ("ch", "h"),
        ("rz", "z"),
        ("ó", "u"),
        ("ą", "on"),
        ("ę", "en"),
        ("ie", "e"),
    ]
    .into_iter()
    .fold(lower.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The key that names are compared by: lower case, no diacritics, Cyrillic to Latin, and letters that the
/// region's languages write for one sound merged (sh ș sz -> s, ch cz ț -> c, zh ż -> z, kh h g -> h, w -> v,
/// y j i -> i), doubled letters dropped. `Кишинів`, `Кишинёв` and `Chișinău` meet near each other;
/// trigram similarity closes the rest.
pub fn search_key(name: &str) -> String {
    let mut latin = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        transliterate(c, &mut latin);
    }
    for (from, to) in [
        ("tch", "c"),
        ("sch", "s"),
        ("sh", "s"),
        ("sz", "s"),
        ("ch", "c"),
        ("cz", "c"),
        ("ts", "c"),
        ("zh", "z"),
        ("kh", "h"),
        ("iu", "u"),
        ("yu", "u"),
        ("ia", "a"),
        ("ya", "a"),
        ("ie", "e"),
        ("ye", "e"),
        ("ck", "k"),
        ("ph", "f"),
        ("x", "ks"),
        ("q", "k"),
    ] {
        latin = latin.replace(from, to);
    }
    let mut key = String::with_capacity(latin.len());
    for c in latin.chars() {
        let c = match c {
            'w' => 'v',
            'y' | 'j' => 'i',
            'g' => 'h',
            c => c,
        };
        if !key.ends_with(c) {
            key.push(c);
        }
    }
    key.trim().to_owned()
}

fn transliterate(c: char, out: &mut String) {
    let text = match c {
        'а' | 'ă' | 'â' | 'á' | 'ä' | 'ą' | 'à' | 'ã' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' | 'ґ' => "h",
        'д' | 'ђ' | 'ď' => "d",
        'е' | 'э' | 'ё' | 'ę' | 'é' | 'ě' | 'ë' | 'è' => "e",
        'є' => "ie",
        'ж' | 'ż' | 'ź' | 'ž' | 'з' => "z",
        'и' | 'і' | 'й' | 'ы' | 'ј' | 'î' | 'í' | 'ý' => "i",
        'ї' => "i",
        'к' => "k",
        'л' | 'љ' | 'ł' | 'ĺ' | 'ľ' => "l",
        'м' => "m",
        'н' | 'њ' | 'ń' | 'ň' => "n",
        'о' | 'ó' | 'ö' | 'ő' | 'ô' => "o",
        'п' => "p",
        'р' | 'ŕ' | 'ř' => "r",
        'с' | 'ś' | 'š' | 'ș' | 'ş' | 'ш' | 'щ' => "s",
        'т' | 'ť' => "t",
        'у' | 'ú' | 'ü' | 'ű' | 'ů' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' | 'ч' | 'ћ' | 'ț' | 'ţ' | 'ć' | 'č' => "c",
        'ю' => "u",
        'я' => "a",
        'ь' | 'ъ' | '\'' | '’' | 'ʼ' | '`' => "",
        // Nor is what means anything to SQL's `like` part of a name: `%` alone would find every place.
        '-' | '–' | '.' | ',' | '(' | ')' | '/' | '%' | '_' | '\\' => " ",
        c => {
            out.push(c);
            return;
        }
    };
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_town_share_a_key() {
        assert_eq!(search_key("Siret"), search_key("Сірет"));
        assert_eq!(search_key("Сирет"), search_key("Сірет"));
        assert_eq!(search_key("Medyka"), search_key("Медика"));
        assert_eq!(
            search_key("Galați"),
            search_key("Галац").trim_end().to_owned() + "i"
        );
        assert_eq!(search_key("Chişinău"), search_key("Chișinău"));
        assert_eq!(search_key("Otaci"), search_key("ОТАЧІ"));
    }

    #[test]
    fn a_name_is_found_by_how_its_country_pronounces_it() {
        for (name, country, spelling) in [
            ("Chilia", "RO", "Килия"),
            ("Giurgiulești", "MD", "Джурджулешти"),
            ("Gheorgheni", "RO", "Георгени"),
            ("Bistrița", "RO", "Bistrita"),
            ("Călărași", "MD", "Келераши"),
            ("Cupcini", "MD", "Купчини"),
            ("Rzeszów", "PL", "Жешув"),
            ("Chełm", "PL", "Хелм"),
        ] {
            let wanted = search_key(spelling);
            assert!(
                search_keys(name, country).contains(&wanted),
                "{name}: {:?}, not {wanted}",
                search_keys(name, country)
            );
        }
        assert_eq!(search_keys("Siret", "RO"), ["siret"]);
    }

    #[test]
    fn the_cedilla_becomes_a_comma() {
        assert_eq!(comma_below("Ştefan Vodă, Ţari"), "Ștefan Vodă, Țari");
    }
}
