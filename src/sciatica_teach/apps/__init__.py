"""One line in a notebook for each widget:

    from sciatica_teach import apps
    apps.case("marek")

`home()`, `cases()`, `quizzes()`, `progress()` and `lesion_lab()` are whole pages; `case(id)`, `quiz(id)` and
`cause(id)` open one thing; `article_check()`, `guess_then_see()`, `red_flag_drill()` and `reasoning_chain(id)` stand
inside a lesson; `search()` finds whatever is taught;
`nerve_explorer()`, `variant_explorer()` and `spine_explorer()` are figures to turn about, `point_atlas()` is a book to
look things up in, `course_planner()` lays out visits, `technique_cards()`, `pattern_cards()`, `claims_table()` and
`caution_gate()` say what can be done for whom, and they keep no record; `pain_drawing()` and `belief_playground()`
keep what was drawn or entered in the browser; `preview_case(file)` shows a case while it is being written, and
`classroom()` is where an instructor opens live rooms, `class_records()` where a class is looked at,
`authoring()` where questions and cases are written. All of them can be put into a notebook of your own.
"""

from sciatica_teach.apps.anatomy import lesion_lab, nerve_explorer, spine_explorer, variant_explorer
from sciatica_teach.apps.article import article_check
from sciatica_teach.apps.atlas import point_atlas
from sciatica_teach.apps.authoring import authoring
from sciatica_teach.apps.cases import case, cases
from sciatica_teach.apps.chains import reasoning_chain
from sciatica_teach.apps.class_records import class_records
from sciatica_teach.apps.classroom import classroom
from sciatica_teach.apps.course import course_planner
from sciatica_teach.apps.drawing import pain_drawing
from sciatica_teach.apps.drill import red_flag_drill
from sciatica_teach.apps.examples import (
    accuracy_example,
    article_example,
    belief_example,
    cautions_example,
    certainty_example,
    exam_example,
    lesion_example,
    localise_example,
    marks_example,
    mending_example,
    odds_example,
    open_question_example,
    review_example,
    route_example,
    settings_example,
    standing_example,
    trial_example,
    untreated_example,
    vote_example,
    witness_example,
)
from sciatica_teach.apps.guess import guess_then_see
from sciatica_teach.apps.home import cause, home
from sciatica_teach.apps.playground import belief_playground
from sciatica_teach.apps.preview import preview_case
from sciatica_teach.apps.progress import progress
from sciatica_teach.apps.quizzes import quiz, quizzes
from sciatica_teach.apps.search import search
from sciatica_teach.apps.symptoms import evidence_map, symptom_compare
from sciatica_teach.apps.treatment import caution_gate, claims_table, pattern_cards, technique_cards

__all__ = [
    "accuracy_example", "article_check", "article_example", "authoring", "belief_example", "belief_playground", "case",
    "cases", "cause", "caution_gate", "cautions_example", "certainty_example", "claims_table", "class_records",
    "classroom", "course_planner", "evidence_map", "exam_example", "guess_then_see", "home", "lesion_example",
    "lesion_lab", "localise_example", "marks_example", "mending_example", "nerve_explorer", "odds_example",
    "open_question_example",
    "pain_drawing", "pattern_cards", "point_atlas", "preview_case", "progress", "quiz", "quizzes", "reasoning_chain",
    "red_flag_drill", "review_example", "route_example", "search", "settings_example", "spine_explorer",
    "standing_example", "symptom_compare", "technique_cards", "trial_example", "untreated_example", "variant_explorer",
    "vote_example", "witness_example",
]
