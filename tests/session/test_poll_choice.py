"""Finding what to ask a class."""

from __future__ import annotations

from sciatica_teach.session.item_making import get_posed
from sciatica_teach.session.poll_choice import Wanted, find_items


def test_nothing_asked_for_is_every_question_of_every_set(kb):
    assert sorted(find_items(kb, Wanted())) == sorted(kb.item_by_id)


def test_field_and_set_narrow_it_down(kb):
    safety = find_items(kb, Wanted(area="safety"))
    assert safety
    assert {kb.get_objective(kb.get_item(one).objective).area for one in safety} == {"safety"}
    both = find_items(kb, Wanted(area="safety", set_id="first-steps"))
    assert set(both) == set(safety) & set(kb.get_item_set("first-steps").items)


def test_every_word_is_met_in_question_objective_set_or_wrong_belief(kb):
    found = find_items(kb, Wanted(words="Pirif"))
    assert "piriformis-fair-words" in found
    assert len(found) < 40
    narrower = find_items(kb, Wanted(words="pirif poster"))
    assert "piriformis-fair-words" in narrower
    assert set(narrower) < set(found)
    assert find_items(kb, Wanted(words="pirif zzzz")) == ()


def test_a_question_is_found_by_any_word_of_its_stem(kb):
    stem = get_posed(kb, "slow-to-start").stem
    words = [word for word in stem.split() if word.isalpha() and len(word) > 3]
    assert len(words) > 8
    assert [word for word in words if "slow-to-start" not in find_items(kb, Wanted(words=word))] == []


def test_words_that_are_no_words_ask_for_nothing(kb):
    assert find_items(kb, Wanted(words=" ?! ")) == find_items(kb, Wanted())
