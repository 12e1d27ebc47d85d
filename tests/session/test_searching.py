"""The search: the ways in which a word is met, what comes first, and what must never be found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.searching import Entry, Hit, Index, list_entries
from sciatica_teach.session.searching.engine import cut_excerpt, fold, split_words

ENTRIES = (
    Entry(kind="nerve", id="l5", title="L5 root", names=("L5 root",), text="It lifts the great toe."),
    Entry(kind="muscle", id="toe", title="Toe lifter", names=("Toe lifter",), text="Moved by the L5 root."),
    Entry(kind="nerve", id="fibular", title="Fibular", names=("Common fibular nerve",), text="Round the neck."),
    Entry(kind="point", id="gb30", title="GB30 Huántiào", names=("GB30", "Huántiào", "环跳"), text="In the buttock."),
    Entry(kind="cause", id="piriformis", title="Piriformis", names=("Piriformis",), text="A muscle."),
    Entry(kind="term", id="neck", title="Neck", names=("neck",), text="What a bone may have."),
)
SMALL = Index(ENTRIES, (("fibular", "peroneal"),))


def ids(query: str, index: Index = SMALL) -> list[str]:
    return [hit.entry.id for hit in index.search(query)[0]]


def test_the_worked_numbers_of_the_engine():
    first, second = SMALL.search("l5 root")[0]
    assert (first.entry.id, first.score) == ("l5", 106)
    assert (second.entry.id, second.score) == ("toe", 2)


@pytest.mark.parametrize("query", ["gb30", "GB 30", "gb-30", "Gb30", "huantiao", "HUÁNTIÀO", "环跳", " gb30! "])
def test_a_point_is_found_however_it_is_written(query):
    assert ids(query)[0] == "gb30"


@pytest.mark.parametrize(("query", "found"), [
    ("peroneal", ["fibular"]), ("fibul", ["fibular"]), ("piriforms", ["piriformis"]), ("pirifromis", ["piriformis"]),
    ("pirriformis", ["piriformis"]), ("piriformus nope", []), ("pirform", []), ("tow", []), ("lifter root", ["toe"]),
    ("", []), ("?!", []), ("neck", ["neck", "fibular"]), ("xyzzy", []),
])
def test_words_alike_beginnings_and_one_slip_are_met_and_no_more(query, found):
    assert ids(query) == found


def test_a_slip_is_forgiven_in_words_of_five_letters_and_more_only():
    index = Index((Entry(kind="term", id="a", title="disc", names=("disc", "nerve")),))
    assert ids("nerbe", index) == ["a"]
    assert ids("disk", index) == []


def test_a_code_with_another_number_is_no_slip():
    index = Index((Entry(kind="point", id="a", title="x", names=("tung2205",)),))
    assert ids("tung2206", index) == []


def test_no_more_than_the_limit_are_given_and_all_are_counted():
    index = Index([Entry(kind="term", id=str(n), title="root", names=("root",)) for n in range(30)])
    hits, count = index.search("root", limit=7)
    assert (len(hits), count) == (7, 30)


def rank_slowly(entries: tuple[Entry, ...], query: str) -> set[str]:
    """All entries with a word that begins with each typed word, without any index."""
    wanted = split_words(query)
    return {entry.id for entry in entries if wanted and all(
        any(word.startswith(typed) if len(typed) > 1 else word == typed
            for word in split_words(" ".join((*entry.names, entry.text))))
        for typed in wanted)}


WORDS = st.sampled_from(["l5", "root", "toe", "th", "nerve", "neck", "in", "muscle", "bone", "huan", "a", "lift"])


@given(st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_found_is_what_a_slow_search_finds(words):
    slow = rank_slowly(ENTRIES, " ".join(words))
    if slow:
        assert set(ids(" ".join(words))) == slow


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_it(words):
    hits, count = SMALL.search(words)
    assert len(hits) <= count
    assert fold(fold(words)) == fold(words) or "-" in words or " " in words or not words.isascii()


@given(st.text(alphabet="abc déf.", max_size=400), st.sampled_from(["abc", "def", "zzz"]))
def test_a_line_of_text_is_cut_at_its_words(text, word):
    line = cut_excerpt(text, {word})
    bare = line.removeprefix("… ").removesuffix(" …")
    assert bare in text
    assert len(bare) <= 211
    if any(one == word for one in split_words(text)):
        assert word in fold(line)


@pytest.fixture(scope="module")
def whole(kb: KnowledgeBase) -> Index:
    return Index(list_entries(kb), kb.alike)


@pytest.mark.parametrize(("query", "kind", "found"), [
    ("GB 30", "point", "gb30"), ("yang ling quan", "point", "gb34"), ("marek", "case", "marek"),
    ("SLR", "term", "straight-leg-raise"), ("peroneal nerve", "term", "fibular-nerve"),
    ("cauda equina syndrome", "term", "cauda-equina-syndrome"), ("electroacupuncture", "term", "electro-acupuncture"),
])
def test_what_a_student_types_comes_first(whole, query, kind, found):
    first: Hit = whole.search(query)[0][0]
    assert (first.entry.kind, first.entry.id) == (kind, found)


def test_every_name_finds_its_own_entry(whole, kb):
    for point in kb.treatment.points:
        bare = unicodedata.normalize("NFKD", point.name.pinyin).encode("ascii", "ignore").decode()
        for query in (point.code, point.name.pinyin, bare):
            assert point.id in [hit.entry.id for hit in whole.search(query)[0]], query
    for cause in kb.causes:
        assert cause.id in ids(cause.name, whole)


def test_keys_and_truths_are_not_in_the_index(kb):
    entries = list_entries(kb)
    text = "\n".join(" ".join((one.id, one.title, *one.names, one.text)) for one in entries)
    for item in kb.items:
        said = [getattr(item, field, "") for field in ("stem", "explanation", "nudge", "scaffold")]
        assert [words for words in said if words and words in text] == [], item.id
    for claim in kb.article_claims:
        assert claim.verdict not in text or len(claim.verdict) < 12, claim.id
        assert claim.teach.text not in text, claim.id
    for entry in entries:
        if entry.kind == "case":
            assert (entry.text, entry.names) == ("", (entry.title,))
