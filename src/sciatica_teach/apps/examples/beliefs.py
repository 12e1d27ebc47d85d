"""Worked examples about belief and certainty."""

from __future__ import annotations

import numpy as np

from sciatica_teach.apps.context import get_knowledge
from sciatica_teach.grading.certainty import certainty_marks
from sciatica_teach.model.findings import Answer
from sciatica_teach.reasoning.belief import infer
from sciatica_teach.reasoning.draws import BAND_SEED, sample_rates
from sciatica_teach.reasoning.table import LikelihoodTable
from sciatica_teach.views.words import say
from sciatica_teach.views.worked import WorkedTable


def belief_example(setting_id: str, *finding_ids: str, causes: tuple[str, ...]) -> WorkedTable:
    """How the belief in `causes` goes from the prior of a setting through findings that are present, one by one."""
    kb = get_knowledge()
    setting = kb.get_setting(setting_id)
    sampled = sample_rates(LikelihoodTable.from_knowledge(kb), np.random.default_rng(BAND_SEED))
    present: dict[str, Answer] = {}
    steps = [infer(sampled, setting.prior, present)]
    for finding_id in finding_ids:
        present[finding_id] = "present"
        steps.append(infer(sampled, setting.prior, dict(present)))
    head = [say("example.cause"), say("example.prior"), *(kb.get_finding(one).name for one in finding_ids),
            say("example.band")]
    rows = [
        [kb.get_cause(cause).short, *(f"{100 * step.posterior[cause]:.1f} %" for step in steps),
         "{:.0f}–{:.0f} %".format(*(100 * edge for edge in steps[-1].band[cause]))]
        for cause in causes
    ]
    return WorkedTable(say("example.belief", setting=setting.name), head, rows)


def certainty_example(*chances: float) -> WorkedTable:
    """What each certainty earns on average when one is right with the given chance."""
    head = [say("example.chance"), *(say(f"certainty.{level}") for level in (1, 2, 3)), say("example.best")]
    rows = []
    for chance in chances:
        means = [chance * certainty_marks(True, level) + (1 - chance) * certainty_marks(False, level)
                 for level in (1, 2, 3)]
        best = say(f"certainty.{1 + max(range(3), key=means.__getitem__)}")
        rows.append([f"{100 * chance:.0f} %", *(f"{mean:+.2f}".replace("-", "−") for mean in means), best])
    return WorkedTable(say("example.certainty"), head, rows)
