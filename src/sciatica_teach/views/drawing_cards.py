"""What is said around a pain drawing: what outranks it, what charts print, and what studies of drawings found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sciatica_teach.model.causes import OTHER, URGENCIES, Cause, Region, Urgency
from sciatica_teach.model.knowledge import KnowledgeBase
from sciatica_teach.model.record import record
from sciatica_teach.reasoning.drawings import Alike, Comparison, cannot_be_told_apart, find_alarms
from sciatica_teach.views import blocks
from sciatica_teach.views.blocks import Block
from sciatica_teach.views.words import say

PartState = dict[str, Any]

TASKS = ("free", "s1", "l5", "hip")

STRIPS: Mapping[str, tuple[Region, ...]] = {
    "s1": ("buttock", "back-thigh", "calf", "heel", "lateral-foot", "sole"),
    "l5": ("buttock", "lateral-thigh", "lateral-leg", "front-leg", "foot-top", "big-toe"),
}
"""Task -> the strip of a root as most charts print it, in the regions of our map."""

ABOUT = {"s1": "lumbar-disc", "l5": "lumbar-disc", "hip": "hip-osteoarthritis"}
"""Task -> the cause that it is about; charts of S1 and L5 stand for a disc that meets the root."""

FAST: frozenset[Urgency] = frozenset({"emergency", "same-day", "urgent"})
"""What cannot wait is never ranked by how like a drawing is."""

STUDIES = {
    "murphy": ("murphy-2009",), "taylor": ("taylor-2013",), "albert": ("albert-2019",), "lesher": ("lesher-2008",),
    "slipman": ("slipman-2000",),
}
TASK_STUDIES = {"s1": ("taylor_s1", "murphy_s1"), "l5": ("taylor_l5",)}
TASK_SOURCES = {"taylor_s1": ("taylor-2013",), "murphy_s1": ("murphy-2009",), "taylor_l5": ("taylor-2013",)}


@record
class Sheet:
    """A drawing with its task."""

    task: str
    right: tuple[Region, ...]
    left: tuple[Region, ...]

    @property
    def folded(self) -> frozenset[Region]:
        """Both sides laid over each other: which side hurts says nothing of the cause."""
        return frozenset({*self.right, *self.left})

    @property
    def side(self) -> str:
        """The side to show it on when folded."""
        return "right" if self.right else "left"


def comparable_causes(kb: KnowledgeBase) -> list[Cause]:
    """Whose patients are generated: not what cannot wait, nor what stands for everything else and has no pattern."""
    return [cause for cause in kb.causes if cause.id != OTHER and cause.urgency not in FAST]


def never_missed(kb: KnowledgeBase) -> dict[Urgency, list[str]]:
    """What cannot wait, the fastest first: urgency -> names of the causes."""
    fast = [urgency for urgency in reversed(URGENCIES) if urgency in FAST]
    return {urgency: [cause.name for cause in kb.causes if cause.urgency == urgency] for urgency in fast}


def percent(share: float) -> int:
    """A share as whole per cent, halves upwards: one rounding for all places that print it."""
    return int(100 * share + 0.5)


def reach_words(row: Alike) -> str:
    """The interval of a share: "(22–31 %)"."""
    return say("drawing.reach", low=percent(row.low), high=percent(row.high))


def shares_of(cause: Cause) -> dict[str, float]:
    """Region -> share of the cause's patients who mark it, for the body map."""
    return dict(cause.pain_map.shares.items())


def alarm_claim(kb: KnowledgeBase, name: str) -> Block:
    """What to ask, and what to do, when a drawing has this in it."""
    return blocks.marked(kb, say(f"drawing.alarm.{name}"), "taught", ("taught-safety", "greenhalgh-2016"))


def safety_card(kb: KnowledgeBase, sheet: Sheet) -> PartState:
    """What outranks every pattern: what the drawing itself makes one ask, and the rule that no share can move."""
    alarms = find_alarms(sheet.right, sheet.left)
    return {
        "tone": "safety", "eyebrow": "", "title": say("drawing.first_alarm" if alarms else "drawing.first"), "level": 2,
        "blocks": [
            *(alarm_claim(kb, name) for name in alarms),
            blocks.marked(kb, say("drawing.must_refer"), "taught", ("taught-safety",)),
        ],
    }


def task_card(kb: KnowledgeBase, sheet: Sheet, found: Comparison) -> PartState | None:
    """What the suggested task had in mind; nothing for a free drawing."""
    if sheet.task == "free":
        return None
    body = _strip_blocks(kb, sheet) if sheet.task in STRIPS else _cause_blocks(kb, sheet)
    own = blocks.marked(kb, own_words(kb, sheet.task, found), "estimate", ())
    return {"tone": "plain", "eyebrow": "", "title": say(f"drawing.about.{sheet.task}"), "level": 2,
            "blocks": [own, *body]}


def own_words(kb: KnowledgeBase, task: str, found: Comparison) -> str:
    """How the cause that the task is about compares with all others."""
    row = next(row for row in found.rows if row.cause_id == ABOUT[task])
    alike = cannot_be_told_apart(found)
    share = say("drawing.own", cause=kb.get_cause(row.cause_id).name, percent=percent(row.share), of=row.of,
                reach=reach_words(row))
    names = "; ".join(sorted(kb.get_cause(one.cause_id).name for one in alike if one is not row))
    if row not in alike:
        return f"{share} {say('drawing.own_less', names=names)}" if names else share
    return f"{share} {say('drawing.own_alike', names=names) if names else say('drawing.own_alone')}"


def _strip_blocks(kb: KnowledgeBase, sheet: Sheet) -> Sequence[Block]:
    strip = STRIPS[sheet.task]
    inside = sum(region in strip for region in sheet.folded)
    counted = say("drawing.strip_counted", inside=inside, of=len(strip), outside=len(sheet.folded) - inside)
    return [
        blocks.body_map(strip, sheet.side, say("drawing.strip_map")),
        blocks.text(counted),
        blocks.marked(kb, say(f"drawing.strip.{sheet.task}"), "taught", ("taught-neurology",)),
        *(blocks.marked(kb, say(f"drawing.study.{name}"), "measured", TASK_SOURCES[name])
          for name in TASK_STUDIES[sheet.task]),
        blocks.text(say("drawing.strip_caution"), quiet=True),
    ]


def _cause_blocks(kb: KnowledgeBase, sheet: Sheet) -> Sequence[Block]:
    cause = kb.get_cause(ABOUT[sheet.task])
    return [
        blocks.body_map((), sheet.side, say("drawing.cause_map", cause=cause.name), shares=shares_of(cause)),
        blocks.claim(kb, cause.pain_map.basis),
    ]


def studies_card(kb: KnowledgeBase) -> PartState:
    """What was found when drawings were held against proven causes, and what may be said of one."""
    return {
        "tone": "plain", "eyebrow": "", "title": say("drawing.studies_title"), "level": 2,
        "blocks": [
            *(blocks.marked(kb, say(f"drawing.study.{name}"), "measured", sources)
              for name, sources in STUDIES.items()),
            {"type": "heading", "text": say("drawing.worth_title")},
            blocks.marked(kb, say("drawing.worth"), "taught", ("taught-neurology",)),
        ],
    }
