"""Worked examples for the lessons: the numbers that the engines compute, for a clinician to check by hand."""

from sciatica_teach.apps.examples.advice import (
    article_example,
    cautions_example,
    open_question_example,
    trial_example,
)
from sciatica_teach.apps.examples.authoring import mending_example
from sciatica_teach.apps.examples.beliefs import belief_example, certainty_example
from sciatica_teach.apps.examples.clinic import marks_example, untreated_example
from sciatica_teach.apps.examples.nerves import lesion_example, localise_example, route_example
from sciatica_teach.apps.examples.odds import accuracy_example, odds_example, settings_example, witness_example
from sciatica_teach.apps.examples.quizzes import exam_example, review_example
from sciatica_teach.apps.examples.standings import standing_example
from sciatica_teach.apps.examples.votes import vote_example

__all__ = [
    "accuracy_example", "article_example", "belief_example", "cautions_example", "certainty_example",
    "exam_example", "lesion_example", "localise_example", "marks_example", "mending_example", "odds_example",
    "open_question_example",
    "review_example", "route_example",
    "settings_example", "standing_example", "trial_example", "untreated_example", "vote_example",
    "witness_example",
]
