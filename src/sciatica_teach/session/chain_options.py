"""What is on offer in each link of a chain, and in which order: drawn once per attempt and stored with its opening.

The points are no list to choose from but a catalogue to search, and stay in the order of the content; dose and speed
have an order of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sciatica_teach.grading.chain_checks import find_offered_mechanisms
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.events import ChainOpened
from sciatica_teach.model.knowledge import KnowledgeBase


def find_offered(kb: KnowledgeBase, task: ChainTask) -> dict[str, tuple[str, ...]]:
    """Link -> ids of all that is on offer, in the order of the content."""
    treatment = kb.treatment
    return {
        "cause": task.offered,
        "mechanism": find_offered_mechanisms(kb, task),
        "target": tuple(one.id for one in treatment.targets),
        "technique": tuple(one.id for one in treatment.techniques),
        "dangers": tuple(one.id for one in treatment.dangers),
    }


def draw_options(kb: KnowledgeBase, task: ChainTask, rng: np.random.Generator) -> ChainOpened:
    """The opening of an attempt, every list in an order drawn by `rng`."""
    return ChainOpened(
        task_id=task.id,
        shown_order={link: _shuffled(ids, rng) for link, ids in find_offered(kb, task).items()},
        mitigation_order={
            danger.id: _shuffled([one.id for one in danger.mitigations], rng) for danger in kb.treatment.dangers
        },
    )


def is_still_offered(kb: KnowledgeBase, task: ChainTask, opened: ChainOpened) -> bool:
    """Whether the content still offers what this attempt was opened with, no more and no less."""
    mitigations = {danger.id: {one.id for one in danger.mitigations} for danger in kb.treatment.dangers}
    return (
        {link: {*ids} for link, ids in opened.shown_order.items()}
        == {link: {*ids} for link, ids in find_offered(kb, task).items()}
        and {danger_id: {*ids} for danger_id, ids in opened.mitigation_order.items()} == mitigations
    )


def _shuffled(ids: Sequence[str], rng: np.random.Generator) -> tuple[str, ...]:
    return tuple(str(one) for one in rng.permutation(list(ids)))
