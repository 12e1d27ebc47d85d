"""Who plays: two who reason, and those who game what is marked.

Each game comes twice. The plain one plays nothing but its game. The strong one does all else as the careful novice
does, with the same chance, so that the two differ in the game alone: what it earns then is what the game earns.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from sciatica_teach.session.learners.asking import (
    ask_everything,
    ask_like_a_novice,
    ask_nothing,
    ask_screen,
    ask_the_best,
)
from sciatica_teach.session.learners.believing import (
    believe_all_alike,
    believe_like_a_novice,
    believe_like_bayes,
    believe_one,
    believe_the_first,
    believe_the_prior,
)
from sciatica_teach.session.learners.chaining import chain_by_advice, chain_like_a_novice, chain_nothing
from sciatica_teach.session.learners.deciding import always_send, always_treat, decide_by_belief, decide_with_care
from sciatica_teach.session.learners.planning import plan_everything, plan_nothing, plan_with_care
from sciatica_teach.session.learners.playing import Learner, alter
from sciatica_teach.session.learners.returning import go_on_unasked, return_with_care, screen_and_go_on

BAYES: Final = Learner(
    name="bayes", ask=ask_the_best, believe=believe_like_bayes, decide=decide_with_care, chain=chain_by_advice,
    plan=plan_with_care, come_back=return_with_care,
)

NOVICE: Final = Learner(
    name="careful novice", ask=ask_like_a_novice, believe=believe_like_a_novice, decide=decide_with_care,
    chain=chain_like_a_novice, plan=plan_with_care, come_back=return_with_care,
)

_IDLE: Final = Learner(
    name="idle", game="does nothing", ask=ask_nothing, believe=believe_the_prior, decide=decide_by_belief,
    chain=chain_nothing, plan=plan_nothing, come_back=go_on_unasked, stops=False,
)

PLAIN: Final = (
    alter(_IDLE, "anchored", "keeps to the first idea", ask=ask_like_a_novice, believe=believe_the_first),
    alter(_IDLE, "all-in", "puts all on one cause", ask=ask_like_a_novice, believe=believe_one),
    alter(_IDLE, "uniform", "gives every cause the same", ask=ask_like_a_novice, believe=believe_all_alike),
    alter(_IDLE, "always-prior", "never moves", ask=ask_like_a_novice),
    alter(_IDLE, "order-everything", "asks all, ticks all", ask=ask_everything, believe=believe_like_a_novice,
          plan=plan_everything),
    alter(_IDLE, "ask-nothing", "asks nothing"),
    alter(_IDLE, "always-refer", "sends everybody", decide=always_send),
    alter(_IDLE, "never-refer", "treats everybody", ask=ask_like_a_novice, decide=always_treat),
)

STRONG: Final = (
    alter(NOVICE, "anchored, strong", "keeps to the first idea, and acts on it",
          believe=believe_the_first, decide=decide_by_belief, stops=False),
    alter(NOVICE, "all-in, strong", "asks everything, puts all on one cause, and acts on it",
          ask=ask_everything, believe=believe_one, decide=decide_by_belief, stops=False),
    alter(NOVICE, "uniform, strong", "gives every cause the same, and acts on it",
          believe=believe_all_alike, decide=decide_by_belief, stops=False),
    alter(NOVICE, "always-prior, strong", "never moves, and acts on it",
          believe=believe_the_prior, decide=decide_by_belief, stops=False),
    alter(NOVICE, "order-everything, strong", "asks all there is time for, and ticks all",
          ask=ask_everything, plan=plan_everything, stops=False),
    alter(NOVICE, "order-everything, careful plan", "asks all there is time for", ask=ask_everything, stops=False),
    alter(NOVICE, "ask-nothing, strong", "asks nothing", ask=ask_nothing),
    alter(NOVICE, "ask-nothing, screened", "asks only what costs no time", ask=ask_screen),
    alter(NOVICE, "always-refer, strong", "asks like the novice, and sends everybody",
          decide=always_send, stops=False),
    alter(NOVICE, "never-refer, strong", "asks like the novice, and treats everybody",
          decide=always_treat, come_back=screen_and_go_on, stops=False),
    alter(NOVICE, "anchored, safe", "keeps to the first idea, but to the must-refer rule too",
          believe=believe_the_first),
    alter(NOVICE, "all-in, safe", "puts all on one cause, but keeps the must-refer rule", believe=believe_one),
    alter(NOVICE, "uniform, safe", "gives every cause the same, but keeps the must-refer rule",
          believe=believe_all_alike),
    alter(NOVICE, "always-prior, safe", "never moves, but keeps the must-refer rule", believe=believe_the_prior),
)

GAMES: Final = (*PLAIN, *STRONG)

LEARNERS: Final = (BAYES, NOVICE, *GAMES)


def make_novice(ability: float) -> Learner:
    """A novice of a made-up class, from 0, who hardly does what the lessons teach, to 1, who nearly always does."""
    lack = 1 - ability
    return alter(
        NOVICE, f"novice {ability:.2f}", "",
        ask=partial(ask_like_a_novice, most=2 + round(7 * ability), blur=0.3 + 1.5 * lack, forget=0.1 * lack),
        believe=partial(believe_like_a_novice, caution=0.2 + 0.8 * ability, blur=0.1 + 0.9 * lack),
        chain=partial(chain_by_advice, slip=0.05 + 0.5 * lack),
        plan=partial(plan_with_care, misread=0.3 * lack),
    )
