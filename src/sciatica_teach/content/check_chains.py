"""Chain tasks: that the right first link can be chosen, and that such a patient can walk in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sciatica_teach.content.draft import Draft, Located
from sciatica_teach.content.problems import Path, Problem
from sciatica_teach.model.causes import Setting
from sciatica_teach.model.cautions import Caution
from sciatica_teach.model.chains import ChainTask

Cautions = Mapping[str, Caution]


def check_chain_tasks(draft: Draft) -> Iterator[Problem]:
    """Every rule for every task."""
    settings = {setting.value.id: setting.value for setting in draft.settings}
    cautions = {caution.value.id: caution.value for caution in draft.cautions}
    for task in draft.chain_tasks:
        yield from _check_offered(task)
        yield from _check_setting(task, settings)
        yield from _check_flags(task, cautions)


def _check_offered(task: Located[ChainTask]) -> Iterator[Problem]:
    offered = task.value.offered
    for place, cause_id in enumerate(offered):
        if cause_id in offered[:place]:
            yield task.problem(("offered", place), f"'{cause_id}' stands here twice; remove one")
    right: list[tuple[Path, str]] = [(("truth",), task.value.truth)]
    right += [(("also", place), cause_id) for place, cause_id in enumerate(task.value.also)]
    for path, cause_id in right:
        if cause_id not in offered:
            yield task.problem(path, f"'{cause_id}' is right and cannot be chosen; add it to 'offered'")


def _check_setting(task: Located[ChainTask], settings: Mapping[str, Setting]) -> Iterator[Problem]:
    if (setting := settings.get(task.value.setting)) is None:
        return
    if setting.prior.get(task.value.truth) == 0:
        message = f"'{task.value.truth}' has the share 0 in '{setting.id}', so no evidence can ever lead there"
        yield task.problem(("truth",), f"{message}; choose another setting or give it a share")
    for finding_id, answer in task.value.findings.items():
        if answer == "present" and finding_id in setting.outside:
            message = f"nobody in '{setting.id}' can have '{finding_id}'; remove it, or choose another setting"
            yield task.problem(("findings", finding_id), message)


def _check_flags(task: Located[ChainTask], cautions: Cautions) -> Iterator[Problem]:
    for place, flag in enumerate(task.value.flags):
        finding_id = cautions[flag].finding if flag in cautions else ""
        if finding_id and task.value.findings.get(finding_id) == "absent":
            message = f"'{flag}' holds, and '{finding_id}', which asks for it, is absent; change one of the two"
            yield task.problem(("flags", place), message)
