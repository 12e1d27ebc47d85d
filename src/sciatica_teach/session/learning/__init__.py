"""What the learner knows, when to review it, and what to ask next."""

from sciatica_teach.session.learning.learner import LearnerModel, build_model
from sciatica_teach.session.learning.looking import Choice, Reason
from sciatica_teach.session.learning.memory import Memory
from sciatica_teach.session.learning.next_item import choose_next
from sciatica_teach.session.learning.telling import Answered, Due, Standing

__all__ = [
    "Answered", "Choice", "Due", "LearnerModel", "Memory", "Reason", "Standing", "build_model", "choose_next",
]
