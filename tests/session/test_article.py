"""The article check: claims judged in any order, the first judgement kept, the record replayed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_knowledge import CLAIM, REVIEW, cause, finding, knowledge

from sciatica_teach.errors import UnknownId
from sciatica_teach.model.article import ArticleClaim
from sciatica_teach.model.events import ClaimJudged, DrillOpened, ItemShown
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.session.article import NOTHING_READ, ArticleSession, replay_article

JUDGEMENTS = ("agree", "doubt", "unknown")


def claim(name: str, *right: str) -> ArticleClaim:
    return ArticleClaim(id=name, claim="It is so.", right=right, verdict="Perhaps", evidence=(CLAIM,), teach=CLAIM,
                        review=REVIEW)


def article(*claims: ArticleClaim) -> ArticleSession:
    kb = knowledge([cause("other")], [finding("pain", 0.5)])
    fields = {name: getattr(kb, name) for name in KnowledgeBase.__dataclass_fields__}
    return ArticleSession(KnowledgeBase(**{**fields, "article_claims": claims}))


@pytest.fixture
def three() -> ArticleSession:
    return article(claim("a", "agree"), claim("b", "doubt"), claim("c", "doubt", "unknown"))


def test_it_starts_at_the_first_claim_with_nothing_worth_recording(three):
    state, events = three.open()
    assert (state, events) == (NOTHING_READ, ())
    assert three.showing(state).id == "a"
    assert three.done(state) == three.agreed(state) == ()


def test_the_first_judgement_counts(three):
    state, (event,) = three.judge(NOTHING_READ, "a", "doubt")
    assert event == ClaimJudged(claim_id="a", judgement="doubt", is_right=False)
    assert three.judge(state, "a", "agree") == (state, ())


@pytest.mark.parametrize("judgement", JUDGEMENTS)
def test_more_than_one_judgement_may_hold(three, judgement):
    _, (event,) = three.judge(NOTHING_READ, "c", judgement)
    assert event.is_right == (judgement != "agree")


def test_the_next_claim_is_the_next_open_one_and_then_those_left_before(three):
    state, _ = three.go_to(NOTHING_READ, "b")
    state, _ = three.judge(state, "b", "doubt")
    assert three.find_next(state).id == "c"
    state, _ = three.judge(state, "c", "agree")
    assert three.find_next(state).id == "a"
    state, _ = three.judge(state, "a", "agree")
    assert three.find_next(state) is None
    assert [one.id for one in three.done(state)] == ["a", "b", "c"]
    assert [one.id for one in three.agreed(state)] == ["a", "b"]


def test_the_claim_on_screen_is_not_the_next_one(three):
    state, _ = three.go_to(NOTHING_READ, "c")
    assert three.find_next(state).id == "a"


def test_a_claim_that_is_none_is_refused_by_its_name(three):
    for act in (lambda: three.go_to(NOTHING_READ, "d"), lambda: three.judge(NOTHING_READ, "d", "agree")):
        with pytest.raises(UnknownId, match="article claim"):
            act()


def test_a_claim_that_the_content_has_lost_is_passed_over(three):
    events = (ClaimJudged(claim_id="gone", judgement="agree", is_right=True), ItemShown(item_id="gone"))
    state = replay_article(events)
    assert three.showing(state).id == "a"
    assert three.done(state) == ()


def test_an_article_without_claims_shows_none():
    assert article().showing(NOTHING_READ) is None
    assert article().find_next(NOTHING_READ) is None


STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([*JUDGEMENTS, "go"])), max_size=12)


@given(steps=STEPS)
def test_the_record_is_enough_and_first_judgements_stay(steps):
    session = article(claim("a", "agree"), claim("b", "doubt"), claim("c", "doubt", "unknown"))
    state, recorded, first = NOTHING_READ, [], {}
    for name, what in steps:
        state, events = session.go_to(state, name) if what == "go" else session.judge(state, name, what)
        if what != "go":
            first.setdefault(name, what)
        recorded += events
        assert replay_article(recorded) == state
    assert {name: one.judgement for name, one in state.judged.items()} == first


def test_events_of_something_else_leave_the_state_alone():
    assert replay_article((DrillOpened(vignette_ids=("a",)),)) == NOTHING_READ


def test_the_shipped_article_is_whole(kb):
    claims = kb.article_claims
    assert len(claims) >= 15
    assert {judgement for one in claims for judgement in one.right} == {*JUDGEMENTS}
    assert sum(one.unsafe for one in claims) >= 2
    assert all("agree" not in one.right for one in claims if one.unsafe)
    regardless = next(one for one in claims if one.id == "whatever-the-cause")
    assert regardless.unsafe
