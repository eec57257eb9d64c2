"""Our texts read easily in two languages, and every name has its place."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from keyway.reference import words

FOLDER = Path(words.__file__).parent
TEXTS = list(csv.DictReader((FOLDER / "occupations.csv").read_text("utf-8").splitlines()))
NAMES = [
    row
    for file in sorted(FOLDER.glob("names_*.csv"))
    for row in csv.DictReader(file.read_text("utf-8").splitlines())
]
SHAPES = {
    "soc": r"\d\d-\d{4}",
    "naics": r"\d{2,4}|31-33|44-45|48-49",
    "cip": r"\d\d(\.\d{4})?",
    "onet": r"[124]\.[A-C](\.\d{1,2}|\.[a-z]){1,3}",
    "award_level": r"\d{1,2}",
    "sector": r"\d{1,2}",
    "job_zone": r"[1-5]",
    "education": r"[A-Z].+",
    "training": r"[A-Z].+",
    "experience": r"[A-Z0-9].+",
}
# The publisher gives this industry group the title of its only member.
SAME_TITLE = {("naics", "323"), ("naics", "3231")}


def tokens(text):
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower())


# Common words of one language that the other does not have.
ENGLISH = set(
    tokens(
        """also an and any are as assembler at be by check for from has have hot if in into is it
        machine machinist maker makers must not of on operator or other out part parts shop than
        that the their them then they this to tool tools up welding what when which while will
        with work worker workers you your"""
    )
)
SPANISH = set(tokens("con del el en la las los para pero piezas por que sin su una y"))
PRAISE = set(
    tokens(
        """amazing awesome best challenging creative dynamic exciting excellent fulfilling ideal
        lucrative perfect prestigious rewarding satisfying emocionante excelente gratificante
        increíble lucrativo maravilloso mejores perfecto prestigioso"""
    )
)
MONEY = set(tokens("salary wage wages earn earns salario sueldo gana ganan"))


def syllables(word):
    """Count the vowel groups that are heard; a silent e, es or ed is not."""
    heard = len(re.findall(r"[aeiouy]+", word))
    is_silent = (
        (word.endswith("e") and not word.endswith(("le", "ee")))
        or (word.endswith("ed") and not word.endswith(("ted", "ded")))
        or (word.endswith("es") and not re.search(r"(s|z|ch|sh|x|g|c)es$", word))
    )
    return max(heard - (is_silent and heard > 1), 1)


def grade(text):
    """Return the school grade that can read an English text, after Flesch and Kincaid."""
    read = tokens(text)
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    per_word = sum(map(syllables, read)) / len(read)
    return 0.39 * len(read) / sentences + 11.8 * per_word - 15.59


def test_the_reading_grade_tells_easy_from_hard():
    easy = "They cut the part. They clean it."
    hard = "Manufacturing organizations necessitate considerable interdisciplinary familiarity."

    assert grade(easy) < 2
    assert grade(hard) > 15


def test_every_text_reads_at_ninth_grade_at_most():
    hard = [row["soc_code"] for row in TEXTS if grade(row["plain_en"]) > 9]
    # A single sentence is judged more kindly: one long word weighs much in it.
    hard_days = [row["soc_code"] for row in TEXTS if grade(row["day_en"]) > 11]

    assert (hard, hard_days) == ([], [])


def test_the_texts_together_read_at_eighth_grade_at_most():
    grades = [grade(f"{row['plain_en']} {row['day_en']}") for row in TEXTS]

    assert sum(grades) / len(grades) <= 8


@pytest.mark.parametrize("column", ["plain_en", "plain_es"])
def test_every_text_is_two_to_four_short_sentences(column):
    for row in TEXTS:
        sentences = re.split(r"(?<=[.!?])\s", row[column])

        assert 2 <= len(sentences) <= 4, row[column]
        assert max(len(sentence) for sentence in sentences) <= 190, row[column]
        assert 120 <= len(row[column]) <= 300, row[column]


@pytest.mark.parametrize("column", ["day_en", "day_es"])
def test_every_day_is_told_in_a_line_or_two(column):
    misfits = [row[column] for row in TEXTS if not 40 <= len(row[column]) <= 170]

    assert misfits == []


def test_short_labels_fit_beside_a_bar():
    long = [
        row[column]
        for row in TEXTS
        for column in ("short_en", "short_es")
        if not 3 <= len(row[column]) <= 34
    ]

    assert long == []


def test_the_texts_promise_praise_and_pay_nothing():
    for row in TEXTS:
        text = " ".join(row[column] for column in ("plain_en", "plain_es", "day_en", "day_es"))

        assert set(tokens(text)) & (PRAISE | MONEY) == set(), row["soc_code"]
        assert re.search(r"[\d$%'\"]", text) is None, row["soc_code"]  # nor a straight quote


def test_both_languages_name_the_same_few_tools():
    for row in TEXTS:
        english, spanish = row["tools_en"].split("; "), row["tools_es"].split("; ")

        assert len(english) == len(spanish), row["soc_code"]
        assert 3 <= len(english) <= 5, row["soc_code"]
        assert all(1 < len(tool) <= 45 for tool in english + spanish), row["soc_code"]


def test_no_language_leaks_into_the_other():
    for row in TEXTS:
        spanish = f"{row['short_es']} {row['plain_es']} {row['day_es']} {row['tools_es']}"
        english = f"{row['plain_en']} {row['day_en']} {row['tools_en']}"

        assert set(tokens(spanish)) & ENGLISH == set(), row["soc_code"]
        assert set(tokens(english)) & SPANISH == set(), row["soc_code"]


def test_spanish_names_hold_no_english():
    leaks = [
        (row["code"], row["name_es"]) for row in NAMES if set(tokens(row["name_es"])) & ENGLISH
    ]

    assert leaks == []


@pytest.mark.parametrize("system", sorted(words.SYSTEMS))
def test_every_code_has_the_shape_of_its_system(system):
    codes = [row["code"] for row in NAMES if row["system"] == system]

    assert codes
    assert [code for code in codes if not re.fullmatch(SHAPES[system], code)] == []


def test_no_code_and_no_text_is_given_twice():
    codes = Counter((row["system"], row["code"]) for row in NAMES)
    names = Counter(
        (row["system"], row["name_es"])
        for row in NAMES
        if (row["system"], row["code"]) not in SAME_TITLE
    )
    told = ("short_en", "short_es", "plain_en", "plain_es")
    texts = Counter((column, row[column]) for row in TEXTS for column in told)
    occupations = Counter(row["soc_code"] for row in TEXTS)

    for counted in (codes, names, texts, occupations):
        assert [thing for thing, times in counted.items() if times > 1] == []


def test_names_are_whole_and_fit_a_table():
    wrong = [
        (row["code"], text)
        for row in NAMES
        for text in (row["name_es"], row["name_en"])
        if text != text.strip() or len(text) > 90 or text.endswith(".") or "  " in text
    ]
    empty = [row["code"] for row in NAMES if len(row["name_es"]) < 3]
    small = [row["name_es"] for row in NAMES if not row["name_es"][0].isupper()]

    assert (wrong, empty, small) == ([], [], [])


def test_every_occupation_with_a_text_has_a_spanish_name():
    nameless = [code for row in TEXTS if not words.spanish_name("soc", code := row["soc_code"])]

    assert nameless == []


def test_what_the_system_lists_is_what_the_files_hold():
    assert {row["system"] for row in NAMES} == words.SYSTEMS


def test_words_speak_the_language_asked_for():
    welders = words.occupation_words("51-4121")

    assert welders is not None
    assert welders.plain("en").startswith("Welders join metal")
    assert welders.plain("es-mx").startswith("Unen metal")
    assert welders.day("es") == welders.day_es
    assert welders.tools("en")[0] == "MIG and TIG welder"


def test_a_chart_gets_the_short_label_and_else_the_whole_name():
    assert words.short_name("51-4034", "Lathe and Turning …", "en") == "Lathe operators"
    assert words.short_name("51-4034", "Lathe and Turning …", "es") == "Operadores de torno"
    assert words.short_name("29-1141", "Registered Nurses", "es") == "Enfermeros registrados"


def test_a_code_counted_with_its_neighbors_is_told_in_their_words():
    assert words.occupation_words("51-2092") == words.occupation_words("51-2090")


def test_an_occupation_without_words_is_none():
    assert words.occupation_words("29-1141") is None


def test_spanish_shows_our_name_and_english_the_official_one():
    title = "Machinists"

    assert words.name("soc", "51-4041", title, "es") == "Maquinistas de taller"
    assert words.name("soc", "51-4041", title, "en") == title


def test_a_code_without_a_name_keeps_its_official_one():
    assert words.spanish_name("cip", "16.0404") is None
    assert words.name("cip", "16.0404", "Albanian Language and Literature.", "es") == (
        "Albanian Language and Literature"
    )


def test_english_gets_a_plain_label_where_the_publisher_prints_a_code_or_capitals():
    assert words.name("award_level", "3", "Associate's degree", "en") == "Associate degree"
    assert words.name("cip", "48", "PRECISION PRODUCTION.", "en") == "Precision production"


def test_the_named_codes_are_those_of_one_system():
    assert words.named_codes("job_zone") == {"1", "2", "3", "4", "5"}


def test_an_unknown_system_is_a_mistake_of_ours():
    with pytest.raises(words.UnknownSystem, match="'sic'"):
        words.spanish_name("sic", "3599")
    with pytest.raises(words.UnknownSystem, match="'sic'"):
        words.named_codes("sic")
