"""Typed answers: slips of the pen are forgiven, lookalikes never."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from small_items import is_typed, text

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items import grade_item
from sciatica_teach.grading.items.lookalikes import LOOKALIKES
from sciatica_teach.model.grades import Grade, Submission
from sciatica_teach.model.items import TextItem
from sciatica_teach.model.items.wording import normalise
from sciatica_teach.model.knowledge import KnowledgeBase

LONG = ["piriformis", "gastrocnemius", "common fibular nerve", "quadratus femoris", "cauda equina syndrome"]
PAIRS = [pair for stems, _reason in LOOKALIKES for pair in permutations(stems, 2)]
CODES = ["GB30", "BL 40", "L5", "S1", "L5/S1", "ST-36"]


def grade(item: TextItem, *response: str) -> Grade:
    return grade_item(item, Submission(response=response))


def is_right(accepted: str, typed: str, *mistaken: str) -> bool:
    return grade(text(accepted, mistaken=mistaken), typed).earned == 1


def distance(one: str, other: str) -> int:
    """Letters missing, added, wrong or swapped with their neighbour, by the textbook's table."""
    table = {(row, 0): row for row in range(len(one) + 1)} | {(0, column): column for column in range(len(other) + 1)}
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            same = one[row - 1] == other[column - 1]
            best = min(table[row - 1, column] + 1, table[row, column - 1] + 1, table[row - 1, column - 1] + (not same))
            if row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]:
                best = min(best, table[row - 2, column - 2] + 1)
            table[row, column] = best
    return table[len(one), len(other)]


@st.composite
def slips(draw: st.DrawFn, texts: list[str]) -> tuple[str, str]:
    """A text and the same with one slip in a word of five letters or more."""
    whole = draw(st.sampled_from(texts))
    words = whole.split()
    index = draw(st.sampled_from([place for place, word in enumerate(words) if len(word) >= 5]))
    word = words[index]
    place = draw(st.integers(0, len(word) - 2))
    kind = draw(st.sampled_from(["drop", "swap", "add", "change"]))
    letter = draw(st.sampled_from("aeiouxyz"))
    words[index] = word[:place] + {
        "drop": word[place + 1:], "swap": word[place + 1] + word[place] + word[place + 2:],
        "add": letter + word[place:], "change": letter + word[place + 1:],
    }[kind]
    return whole, " ".join(words)


@given(slips(LONG))
def test_one_slip_in_a_long_word_is_forgiven(slip: tuple[str, str]) -> None:
    accepted, typed = slip
    assert is_right(accepted, typed)


@pytest.mark.parametrize("pair", PAIRS, ids=" for ".join)
@pytest.mark.parametrize("frame", ["{}", "hip {}", "{} nerve", "{}s"])
def test_no_lookalike_is_ever_taken_for_the_other(pair: tuple[str, str], frame: str) -> None:
    accepted, typed = (frame.format(stem) for stem in pair)
    assert not is_right(accepted, typed)


@given(data=st.data(), pair=st.sampled_from([pair for pair in PAIRS if len(pair[1]) >= 5]))
def test_a_slip_that_is_no_nearer_to_the_accepted_word_is_not_forgiven(
    data: st.DataObject, pair: tuple[str, str]
) -> None:
    accepted, lookalike = pair
    _, typed = data.draw(slips([lookalike]))
    assume(distance(typed, lookalike) <= distance(typed, accepted))
    assert not is_right(accepted, typed)


@pytest.mark.parametrize(("accepted", "typed", "right"), [
    ("abduction", "abducton", True), ("abduction", "aduction", False), ("abduction", "adduction", False),
    ("adduction", "adducton", True), ("adduction", "aduction", False),
    ("common peroneal nerve", "common perineal nerve", False), ("common peroneal nerve", "comon peronel nerve", True),
    ("tibial nerve", "tibal nerve", True), ("sural nerve", "saphenous nerve", False), ("sural", "surl", True),
    ("hypotonia", "hypertonia", False), ("hypoaesthesia", "hypoasthesia", True),
    ("foot drop", "footdrop", True), ("foot drop", "food drop", False), ("psoas", "PSOAS", True),
    ("the common fibular nerve", "Common-fibular nerve.", True), ("common fibular nerve", "fibular nerve", False),
    ("pharyngeal", "pharingal", True), ("gracilis", "gracils", True), ("gracilis", "grcils", False),
    ("quadratus femoris", "qadratus femors", True), ("quadratus femoris", "qadrtus femors", False),
])
def test_what_is_meant_and_what_may_not_be(accepted: str, typed: str, right: bool) -> None:
    assert is_right(accepted, typed) == right


@given(mistaken=st.sampled_from(["gluteus minimus", "tibial nerve", "piriformis"]), data=st.data())
def test_a_mistaken_text_and_its_slips_are_never_right(mistaken: str, data: st.DataObject) -> None:
    accepted = {"gluteus minimus": "gluteus medinimus", "tibial nerve": "tibialis nerve", "piriformis": "periformis"}
    _, slipped = data.draw(slips([mistaken]))
    for typed in (mistaken, slipped):
        near = distance(typed, accepted[mistaken])
        assert not is_right(accepted[mistaken], typed, mistaken) or near < distance(typed, mistaken)


def test_a_text_that_is_accepted_and_mistaken_is_never_right() -> None:
    assert not is_right("tibial nerve", "tibial nerve", "Tibial nerve")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("other", [*CODES, "GB34", "GB 3 0", "GB300", "BL54", "L4", "S2", "L5/S2", "BL"])
def test_codes_must_be_exact_but_for_how_they_are_spaced(code: str, other: str) -> None:
    assert is_right(code, other) == (code == other)


@pytest.mark.parametrize("typed", ["GB 30", "gb30", "GB-30", "  Gb  30 ", "the GB30"])
def test_a_code_may_be_written_in_many_ways(typed: str) -> None:
    assert is_right("GB30", typed)


@given(st.sampled_from(["L5 root", "point BL40", "segment T12"]), st.integers(0, 99))
def test_another_number_is_another_place(accepted: str, number: int) -> None:
    own = "".join(sign for sign in accepted if sign.isdigit())
    assert is_right(accepted, accepted.replace(own, str(number))) == (str(number) == own)


@given(st.text(max_size=200).filter(is_typed))
@example("\N{ARABIC LETTER SAD}\N{ARABIC LETTER LAM}" * 50)
@example("\N{RIGHT-TO-LEFT OVERRIDE}nerve \N{BRAIN}")
@example("!?")
def test_any_text_is_marked(typed: str) -> None:
    graded = grade(text(), typed)
    assert graded.earned in (0, 1)
    assert graded.verdicts[0].chosen == bool(typed.strip())


@given(st.text(max_size=100))
def test_normalising_twice_is_normalising_once(typed: str) -> None:
    once = normalise(typed)
    assert " ".join(once.split()) == once
    assert normalise(once) == once


@pytest.mark.parametrize("typed", ["x" * 201, "nerve " * 2000])
def test_a_whole_story_is_refused_in_plain_words(typed: str) -> None:
    with pytest.raises(BadSubmission, match="longer than 200"):
        grade(text(), typed)


@pytest.mark.parametrize("typed", ["ner\0ve", "ner\ud800ve", "\x07"])
def test_signs_that_no_keyboard_writes_are_refused(typed: str) -> None:
    with pytest.raises(BadSubmission, match="no letters"):
        grade(text(), typed)


def test_an_emptied_field_is_blank() -> None:
    assert grade(text(), " \n ") == grade(text())


@pytest.mark.parametrize(("typed", "feedback"), [
    ("comon peroneal nerve", "Yes."), ("tibial nerve", "not tibial nerve"), ("tibal nerve", "not tibial nerve"),
    ("sciatic nerve", "No."), ("", "No."),
])
def test_a_foreseen_mistake_has_feedback_of_its_own(typed: str, feedback: str) -> None:
    assert grade(text(), typed).verdicts[0].feedback == feedback


def test_in_the_shipped_bank_every_accepted_name_is_right_and_no_mistaken_one(shipped: KnowledgeBase) -> None:
    assert shipped.items.text
    for item in shipped.items.text:
        assert [name for name in item.accepted if grade(item, name).earned != 1] == [], item.id
        assert [one.text for one in item.mistaken if grade(item, one.text).earned != 0] == [], item.id
