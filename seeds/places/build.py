#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Makes places.tsv.gz and crossings.tsv from an extract of GeoNames.

    python3 seeds/places/build.py INPUT_DIRECTORY [OUTPUT_DIRECTORY]

INPUT_DIRECTORY holds places_cities500.tsv.gz and admin1.json (see README.md); names.tsv lies beside this script.
Standard library only. The same input gives the same bytes.
"""

import gzip
import io
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = "geonameid cc admin1 admin1_name name lat lon population name_en name_ro name_uk name_ru alternates".split()
CROSSING_COLUMNS = "id cc admin1 admin1_name name lat lon name_en name_ro name_uk name_ru".split()
NAMES = ("name_en", "name_ro", "name_uk", "name_ru")

# id, the settlement whose point it takes, and its names. Ids never change: offers point at them.
CROSSINGS = [
    (-1, 617633, "Palanca – Maiaky-Udobne", "Palanca – Maiaki-Udobne", "Паланка – Маяки-Удобне", "Паланка – Маяки-Удобное"),
    (-2, 618631, "Otaci – Mohyliv-Podilskyi", "Otaci – Moghiliov-Podolsk", "Отач – Могилів-Подільський", "Отачь – Могилёв-Подольский"),
    (-3, 666830, "Siret – Porubne", "Siret – Porubne", "Сірет – Порубне", "Сирет – Порубное"),
    (-4, 667227, "Sighetu Marmației – Solotvyno", "Sighetu Marmației – Solotvino", "Сігету-Мармацієй – Солотвино", "Сигету-Мармацией – Солотвино"),
    (-5, 675495, "Isaccea – Orlivka", "Isaccea – Orlivka", "Ісакча – Орлівка", "Исакча – Орловка"),
    (-6, 765028, "Medyka – Shehyni", "Medyka – Șehîni", "Медика – Шегині", "Медыка – Шегини"),
    (-7, 678823, "Albița – Leușeni", "Albița – Leușeni", "Албіца – Леушень", "Албица – Леушены"),
    (-8, 662985, "Sculeni", "Sculeni", "Скулень", "Скуляны"),
]

COMMA_BELOW = str.maketrans("şŞţŢ", "șȘțȚ")
APOSTROPHES = str.maketrans("'ʼ`´‘", "’" * 5)
# The Ukrainian national romanisation (2010), away from the start of a word.
ROMAN = dict(zip(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia".split(" "),
))
# At the start of a word.
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
AREA_WORDS = re.compile(r"^(Raionul|Județul|Municipiul|Comuna) |(?i:район|область|громада)")


def clean(text):
    """Composed characters, comma below, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(COMMA_BELOW).split())


def scripts(text):
    """The scripts of its letters: the first word of each letter's Unicode name."""
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()} - {"MODIFIER"}


def sound(latin):
    """A romanised name without what the romanisations of Ukrainian differ in."""
    key = re.sub("[^a-z]", "", latin.lower())
    return re.sub("y", "i", key).replace("ii", "i").replace("ii", "i")


def ukrainian(row):
    """Of a place in Ukraine, the Cyrillic alternate whose romanisation is the official name; else nothing."""
    wanted = sound(row["name"])
    for alternate in sorted(row["alternates"].split("|")):
        if scripts(alternate) == {"CYRILLIC"} and not re.search("[ыэёъўјљњћђџ]", alternate.lower()):
            if sound("".join(ROMAN.get(c, "") for c in alternate.lower())) == wanted:
                return alternate
    return ""


def official_english(row):
    """Of a place in Ukraine with an English name, the official romanisation of its Ukrainian one where the extract has it and it is no other name; else nothing."""
    if not row["name_en"]:
        return ""
    words = []
    for word in re.split("([ -])", row["name_uk"]):
        # The first letter of a word has a romanisation of its own; an apostrophe and ь have none.
        lower = re.sub("[ь'’]", "", word.lower()).replace("зг", "зgh")
        first, rest = FIRST.get(lower[:1], ROMAN.get(lower[:1], lower[:1])), lower[1:]
        words.append(first + "".join(ROMAN.get(c, c) for c in rest))
    official = "".join(w[:1].upper() + w[1:] for w in words)
    same = sound(official) in {sound(row["name"]), sound(row["name_en"])}
    return official if same and official in {row["name"], *row["alternates"].split("|")} else ""


def is_alternate(text):
    """A name in Latin or Cyrillic letters; no airport code, and no name romanised from a script without capitals."""
    found = scripts(text)
    return (
        found in ({"LATIN"}, {"CYRILLIC"})
        and any(c.isupper() for c in text)
        and not re.fullmatch("[A-Z]{3}", text)
        and not re.search(r'[?*=:;_|"]', text)
    )


def main(source, target):
    admin1 = {a["code"]: clean(a["name"]) for a in json.loads((source / "admin1.json").read_text("utf-8"))}
    with gzip.open(source / "places_cities500.tsv.gz", "rt", encoding="utf-8", newline="\n") as file:
        rows = table(file)
    with open(HERE / "names.tsv", encoding="utf-8") as file:
        own = {row["geonameid"]: row for row in table(file)}
    places = {}
    for row in rows:
        displaced = [row.pop("name_pl")]
        for column in ("name", *NAMES):
            row[column] = clean(row[column])
        for column in NAMES:
            script = {"CYRILLIC"} if column in ("name_uk", "name_ru") else {"LATIN"}
            if row[column] and (scripts(row[column]) != script or AREA_WORDS.search(row[column])):
                if not AREA_WORDS.search(row[column]):
                    displaced.append(row[column])
                row[column] = ""
            better = own.get(row["geonameid"], {}).get(column, "")
            if better and row[column] not in ("", better):
                displaced.append(row[column])
            row[column] = better or row[column]
        row["alternates"] = "|".join(clean(a) for a in row["alternates"].split("|"))
        if row["cc"] == "UA" and not row["name_uk"]:
            row["name_uk"] = ukrainian(row)
        if row["cc"] == "UA" and row["geonameid"] not in own:
            official = official_english(row)
            if official and official != row["name_en"]:
                displaced.append(row["name_en"])
                row["name_en"] = official
            # Rather than another spelling of it; a Romanian name that there is stays.
            if official and official != row["name"] and sound(official) == sound(row["name"]):
                row["name_ro"] = row["name_ro"] or official
        row["admin1_name"] = admin1.get(f"{row['cc']}.{row['admin1']}", "")
        seen = {row[column].translate(APOSTROPHES).casefold() for column in ("name", *NAMES)}
        alternates = []
        for alternate in sorted({clean(a).translate(APOSTROPHES) for a in row["alternates"].split("|") + displaced}):
            if is_alternate(alternate) and alternate.casefold() not in seen:
                seen.add(alternate.casefold())
                alternates.append(alternate)
        row["alternates"] = "|".join(alternates)
        places[int(row["geonameid"])] = row
    unused = own.keys() - {str(number) for number in places}
    if unused:
        sys.exit(f"names.tsv names places that the extract lacks: {sorted(unused)}")

    text = lines(COLUMNS, (places[number] for number in sorted(places)))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as file:
        file.write(text.encode("utf-8"))
    (target / "places.tsv.gz").write_bytes(packed.getvalue())

    crossings = []
    for number, settlement, en, ro, uk, ru in CROSSINGS:
        at = places[settlement]
        names = {"id": str(number), "name": en, "name_en": en, "name_ro": ro, "name_uk": uk, "name_ru": ru}
        crossings.append({column: names.get(column, at.get(column)) for column in CROSSING_COLUMNS})
    (target / "crossings.tsv").write_text(lines(CROSSING_COLUMNS, crossings), "utf-8")


def table(file):
    """The rows of a table with a heading, as dictionaries; lines that start with # are left out."""
    read = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def lines(columns, rows):
    out = ["\t".join(columns)]
    out.extend("\t".join(row[column] for column in columns) for row in rows)
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else HERE)
