"""Simulated learners: they play every case to its debrief, so that what is marked can be checked before people play.

    state = play(NOVICE, session, sampled, np.random.default_rng(1))
    grade = grade_state(session, state, sampled)

They see what a student sees and never the key. Two of them reason: one as well as the content allows, one as a careful
beginner does. The others game the marks. Where a game earns as much as reasoning does, the marking is at fault.
"""

from sciatica_teach.session.learners.cast import BAYES, GAMES, LEARNERS, NOVICE, PLAIN, STRONG, make_novice
from sciatica_teach.session.learners.playing import Learner, play
from sciatica_teach.session.learners.rounds import play_all
from sciatica_teach.session.learners.seen import Seen

__all__ = [
    "BAYES", "GAMES", "LEARNERS", "NOVICE", "PLAIN", "STRONG", "Learner", "Seen", "make_novice", "play",
    "play_all",
]
