"""The kit of parts that every page is made of.

A part is one small browser component: a JSON `state` goes down, one action at a time comes up. It draws semantic HTML
that works by keyboard, on a phone and on paper, and knows nothing of cases, quizzes or lessons; a view gives it its
words. Each lives in a folder with its Python class, its plain ES module and its style sheet, and needs no build step.
"""

from sciatica_teach.views.parts.answers import Answers
from sciatica_teach.views.parts.atlas import Atlas
from sciatica_teach.views.parts.attempts import Attempts
from sciatica_teach.views.parts.base import Handler, Part
from sciatica_teach.views.parts.belief import Belief
from sciatica_teach.views.parts.calendar import Calendar
from sciatica_teach.views.parts.card import Card
from sciatica_teach.views.parts.chain import Chain
from sciatica_teach.views.parts.choice import Choice
from sciatica_teach.views.parts.claims import Claims
from sciatica_teach.views.parts.compare import Compare
from sciatica_teach.views.parts.contrast import Contrast
from sciatica_teach.views.parts.desk import Desk
from sciatica_teach.views.parts.drawing import Drawing
from sciatica_teach.views.parts.drill import Drill
from sciatica_teach.views.parts.editor import Editor
from sciatica_teach.views.parts.evidence import Evidence
from sciatica_teach.views.parts.explorer import Explorer
from sciatica_teach.views.parts.hotspot import Hotspot
from sciatica_teach.views.parts.likeness import Likeness
from sciatica_teach.views.parts.links import Links
from sciatica_teach.views.parts.losses import Losses
from sciatica_teach.views.parts.matching import Matching
from sciatica_teach.views.parts.nomogram import Nomogram
from sciatica_teach.views.parts.number import Number
from sciatica_teach.views.parts.ordering import Ordering
from sciatica_teach.views.parts.paper import Paper
from sciatica_teach.views.parts.picker import Picker
from sciatica_teach.views.parts.place import Place
from sciatica_teach.views.parts.plot import Plot
from sciatica_teach.views.parts.questions import Questions
from sciatica_teach.views.parts.queue import Queue
from sciatica_teach.views.parts.record import OwnRecord
from sciatica_teach.views.parts.search import Search
from sciatica_teach.views.parts.shares import Shares
from sciatica_teach.views.parts.sheet import Sheet
from sciatica_teach.views.parts.shift import Shift
from sciatica_teach.views.parts.sites import Sites
from sciatica_teach.views.parts.spine import Spine
from sciatica_teach.views.parts.stages import Stages
from sciatica_teach.views.parts.text import Text
from sciatica_teach.views.parts.tree import Tree
from sciatica_teach.views.parts.variants import Variants

__all__ = [
    "Answers", "Atlas", "Attempts", "Belief", "Calendar", "Card", "Chain", "Choice", "Claims", "Compare", "Contrast",
    "Desk", "Drawing", "Drill", "Editor", "Evidence", "Explorer", "Handler", "Hotspot", "Likeness", "Links", "Losses",
    "Matching", "Nomogram", "Number", "Ordering", "OwnRecord", "Paper", "Part", "Picker", "Place", "Plot", "Questions",
    "Queue", "Search", "Shares", "Sheet", "Shift", "Sites", "Spine", "Stages", "Text", "Tree", "Variants",
]
