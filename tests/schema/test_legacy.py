"""Text in TCVN3 and VNI: decoded rightly, known from right Unicode, which never changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.schema.guide import FORM_RULES, MASTER_RULES, STEPS
from danvan_xl.schema.indicators import default_indicators
from danvan_xl.schema.legacy import clean, decode, is_garbled, recognise, suspected, to_unicode
from danvan_xl.schema.legacy_letters import TCVN3, VNI
from danvan_xl.schema.legacy_words import Legacy
from danvan_xl.schema.text import normalise
from danvan_xl.schema.units import load_units

untimed = settings(deadline=None)  # a busy machine is no failure

ENCODINGS: tuple[Legacy, ...] = ("tcvn3", "vni")
NAMES = sorted({unit.name for unit in load_units()})
TITLES = sorted({normalise(title) for title in default_indicators()["text"]})
PHRASES = NAMES + TITLES
TEXTS = [*PHRASES, *(text for row in (*STEPS, *MASTER_RULES, *FORM_RULES) for text in row)]

CODES = {
    "tcvn3": {letter: code for code, letter in TCVN3.items()},
    "vni": {letter: code for code, letter in VNI.items()},
}
BARE_CAPITALS = "ĂÂÊÔƠƯĐ"

_FOREIGN = """
Résumé Café café hôtel crème brûlée naïve Noël Zoë Haïti Thaï Caïn Loïc laïc où tôt dû été déjà vu
façon garçon maître forêt île août coût père mère élève année près château
señor mañana año niño aún país José Raúl corazón jalapeño São Paulo João pão coração
Müller schön groß Straße über Köln Mönch Bjørn Ærø blå Åse smörgåsbord Citroën Moët Dvořák Łódź
"""
FOREIGN = _FOREIGN.split()
SIGNS = ["µ", "5 µm", "®", "ABC®", "£", "£20", "20 £", "©2022", "§ 5", "37°C", "50 m²", "½", "1½"]
SIGNS += ["N·m", "m×n", "±5", "«…»", "Nº 5", "1ª", "¡olé!", "¿qué?", "a ÷ b", "in\xadform"]


def encode(text: str, encoding: Legacy) -> str:
    """Return ``text`` as typed with the fonts of ``encoding``.

    TCVN3's fonts have no capitals with tones: the small letter stands for them.
    """
    if encoding == "tcvn3":
        text = "".join(c if c in BARE_CAPITALS or c.isascii() else c.lower() for c in text)
    return "".join(CODES[encoding].get(char, char) for char in text)


def same(found: str, text: str, encoding: Legacy) -> bool:
    """Whether ``found`` is ``text``; the case of letters with tones is lost in TCVN3."""
    return found == text or (encoding == "tcvn3" and found.lower() == text.lower())


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_the_table_of_tcvn3_is_that_of_the_c_library() -> None:
    if "TCVN5712-1" not in subprocess.run(["iconv", "-l"], capture_output=True, text=True).stdout:
        pytest.skip("this iconv does not know TCVN5712-1")
    letters = {}
    for number in range(1, 256):
        command = ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"]
        found = subprocess.run(command, input=bytes([number]), capture_output=True, check=True)
        letter = found.stdout.decode()
        if number != ord(letter) and not unicodedata.combining(letter):
            letters[chr(number)] = letter
    letters["\xfd"] = "ý"  # the same number in both
    assert letters == TCVN3
    assert len(TCVN3) == 134


def test_the_table_of_tcvn3_is_that_of_an_independent_library() -> None:
    pairs = pytest.importorskip("viparse.normalize.tcvn3").TCVN3.pairs
    assert len(pairs) == 74
    assert {code: TCVN3[code] for code, _ in pairs} == dict(pairs)


def test_the_table_of_vni_is_that_of_an_independent_library() -> None:
    """It has neither ``ẳ`` nor ``î`` and lets ``i`` and ``y`` take marks that VNI does not use."""
    pairs = dict(pytest.importorskip("viparse.normalize.vni").VNI.pairs)
    not_vni = {"iø", "iù", "yï"}
    assert {code: VNI[code] for code in pairs if code.lower() not in not_vni} == {
        code: letter for code, letter in pairs.items() if code.lower() not in not_vni
    }
    assert {VNI[code] for code in set(VNI) - set(pairs)} == set("ẳẲìÌíÍỵỴ")
    assert len(VNI) == 134


@untimed
@given(st.text([*CODES["vni"], *"abcdeghiklmnopqrstuvxyABCXYZ 0123456789.,()"]))
def test_whatever_is_written_in_vni_is_read_back(text: str) -> None:
    assert decode(encode(text, "vni"), "vni") == text


@untimed
@given(st.text([*CODES["tcvn3"], *"abcdeghiklmnopqrstuvxyABCXYZ 0123456789.,()"]))
def test_whatever_is_written_in_tcvn3_is_read_back_but_for_capitals(text: str) -> None:
    assert decode(encode(text, "tcvn3"), "tcvn3").lower() == text.lower()


@pytest.mark.parametrize("encoding", ENCODINGS)
@untimed
@given(st.lists(st.sampled_from(PHRASES), min_size=8, unique=True))
def test_a_column_in_a_legacy_encoding_is_recognised_and_decoded(
    encoding: Legacy, texts: list[str]
) -> None:
    column = [encode(text, encoding) for text in texts]
    assert recognise(column) == encoding
    found = to_unicode(column)
    assert [t for f, t in zip(found, texts, strict=True) if not same(f, t, encoding)] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_single_cell_is_decoded_rightly_or_left_alone(encoding: Legacy) -> None:
    wrong, left = [], []
    texts = [text for text in PHRASES if not text.isascii()]
    for text in texts:
        raw = encode(text, encoding)
        found = to_unicode([raw])[0]
        if found is raw:
            left.append(text)
        elif not same(found, text, encoding):
            wrong.append(text)
    assert wrong == []
    assert len(left) < len(texts) / 8


@untimed
@given(st.lists(st.sampled_from(TEXTS)))
def test_right_unicode_stays_as_it_is(texts: list[str]) -> None:
    assert to_unicode(texts) == texts
    assert clean(texts) == [normalise(text) for text in texts]


def test_every_single_text_and_word_in_right_unicode_stays_as_it_is() -> None:
    words = sorted({word for text in TEXTS for word in re.findall(r"\w+", text)})
    assert len(words) > 500
    alone = [*TEXTS, *words, *map(str.upper, words), *FOREIGN, *SIGNS]
    assert [text for text in alone if to_unicode([text]) != [text]] == []
    assert [text for text in [*FOREIGN, *SIGNS] if clean([text]) != [text]] == []


@pytest.mark.parametrize("texts", [FOREIGN, SIGNS, FOREIGN + SIGNS, FOREIGN + SIGNS + NAMES])
def test_foreign_words_and_signs_stay_together_too(texts: list[str]) -> None:
    assert to_unicode(texts) == texts
    assert recognise(texts) in (None, "unicode")


@untimed
@given(st.lists(st.text(st.characters(max_codepoint=127))))
def test_ascii_stays_as_it_is(texts: list[str]) -> None:
    assert to_unicode(texts) == texts
    assert recognise(texts) == "unicode"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("", "unicode"),
        ("So lieu 2022", "unicode"),
        ("Đặt tên", "unicode"),
        ("Ðức Phổ", "unicode"),
        ("To\u0302\u0309 1", "unicode"),
        ("Sơn Hà", "unicode"),
        ("Hà", "unicode"),  # no word in TCVN3 nor in VNI
        ("Qu¶ng Ng·i", "tcvn3"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3"),
        ("HuyÖn B×nh S¬n", "tcvn3"),
        ("®Çu t\xad", "tcvn3"),
        ("Tieáng Vieät", "vni"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni"),
        ("ÑOÄC LAÄP", "vni"),
        ("mét", None),  # a metre, or một in TCVN3
        ("không", None),  # so it is, or khụng in TCVN3
        ("Résumé", None),
        ("x·", None),
    ],
)
def test_one_text_is_recognised_only_when_it_is_certain(text: str, encoding: str | None) -> None:
    assert recognise([text]) == encoding


@pytest.mark.parametrize(
    ("column", "decoded"),
    [
        (["Qu¶ng Ng·i", "mét", "Lª V¨n A"], ["Quảng Ngãi", "một", "Lê Văn A"]),
        (["Qu¶ng Ng·i", "Résumé", "ABC®"], ["Quảng Ngãi", "Résumé", "ABC®"]),
        (["Qu¶ng Ng·i", "50 m²", "5.000®"], ["Quảng Ngãi", "50 m²", "5.000đ"]),
        (["Qu¶ng Ng·i", "H§ND", "Q§ 12"], ["Quảng Ngãi", "HĐND", "QĐ 12"]),
        (["Qu¶ng Ng·i", "Hrª", "§¨k"], ["Quảng Ngãi", "Hrê", "Đăk"]),
        (["Qu¶ng Ng·i", "5 µm", "Hrê", "Plông"], ["Quảng Ngãi", "5 µm", "Hrê", "Plông"]),
        (["Tieáng Vieät", "Hreâ"], ["Tiếng Việt", "Hrê"]),
        (["Tieáng Vieät", "Café", "HÑND"], ["Tiếng Việt", "Café", "HĐND"]),
        (["Tieáng Vieät", "DANH SAÙCH ÑÔN VÒ"], ["Tiếng Việt", "DANH SÁCH ĐƠN VỊ"]),
        # a column that has right Unicode too: an open word stays
        (["Qu¶ng Ng·i", "Đức Phổ", "Lê", "mét"], ["Quảng Ngãi", "Đức Phổ", "Lê", "mét"]),
    ],
)
def test_a_column_decides_what_one_word_leaves_open(column: list[str], decoded: list[str]) -> None:
    assert to_unicode(column) == decoded


@pytest.mark.parametrize(
    ("text", "encoding", "capitals", "decoded"),
    [
        ("CéNG HßA X· HéI", "tcvn3", False, "CỘNG HÒA XÃ HỘI"),
        ("§¥N VÞ H¦NG", "tcvn3", False, "ĐƠN VỊ HƯNG"),
        ("UBND huyÖn", "tcvn3", False, "UBND huyện"),
        ("UBND Hå S¬", "tcvn3", False, "UBND Hồ Sơ"),
        ("céng hßa", "tcvn3", True, "CỘNG HÒA"),
        ("coäng hoøa", "vni", True, "CỘNG HÒA"),
        ("AÁn phaåm", "vni", False, "Ấn phẩm"),
        ("Aán phaåm", "vni", False, "Ấn phẩm"),  # the mark in another case
        ("Résumé", "vni", False, "Résumé"),
    ],
)
def test_capitals_are_decoded_as_they_were_meant(
    text: str, encoding: Legacy, capitals: bool, decoded: str
) -> None:
    assert decode(text, encoding, capitals) == decoded


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("Ðức Phổ", "Đức Phổ"),
        ("UBND Ɖức Phổ", "UBND Đức Phổ"),
        ("ðịa phương", "địa phương"),
        ("12/QÐ-UBND", "12/QĐ-UBND"),
        ("HÐND, BCÐ", "HĐND, BCĐ"),
        ("GUÐRUN Guðrun", "GUÐRUN Guðrun"),  # Icelandic
        ("a\u00a0 b\u200b ", "a b"),
        ("Quảng\u00ad Ngãi", "Quảng Ngãi"),
        ("mÐt khèi", "mét khối"),  # TCVN3: Ð is é there
        ("ch\u00ad\u00ac ng h\u00ad", "ch\u00ad\u00ac ng h\u00ad"),  # may be TCVN3: kept
    ],
)
def test_clean_text_has_right_letters_and_plain_spaces(text: str, tidy: str) -> None:
    assert clean([text]) == [tidy]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Hå", "tcvn3"),
        ("Ðp", "tcvn3"),
        ("Qu¶ng Ng·i", "tcvn3"),
        ("Tieáng Vieät", "vni"),
        ("x·", "tcvn3"),
        ("Lª", "tcvn3"),
        ("N·m", None),
        ("µm", None),
        ("mét", None),
        ("không", None),
        ("Đức Phổ", None),
        ("To 1", None),
    ],
)
def test_a_text_alone_is_suspected_only_where_its_words_speak_for_it(
    text: str, encoding: str | None
) -> None:
    assert suspected(text) == encoding


def test_no_right_text_is_suspected() -> None:
    words = {word for text in TEXTS for word in re.findall(r"\w+", text)}
    assert [text for text in [*TEXTS, *words, *SIGNS] if suspected(text)] == []


def test_no_right_text_is_garbled() -> None:
    words = {word for text in TEXTS for word in re.findall(r"\w+", text)}
    alone = [*TEXTS, *words, *map(str.upper, words), *FOREIGN, *SIGNS, *(f"«{t}»" for t in TEXTS)]
    assert [text for text in alone if is_garbled(text)] == []


@pytest.mark.parametrize(
    "text", ["§êng cê", "Tæ d©n phè", "Tổ d©n phố", "§ång bµo", "Toå 1", "Ñöôøng hoa"]
)
def test_what_only_a_legacy_encoding_has_is_garbled(text: str) -> None:
    assert is_garbled(text)
