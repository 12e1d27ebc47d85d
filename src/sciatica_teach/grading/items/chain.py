"""From cause to dose, marked link by link, less what guessing earns.

Each link with its right option earns one, and whoever guesses gets one in so many as the link has options. With links
of three, three and four options guessing earns g = 1/3 + 1/3 + 1/4 = 0.92 of n = 3. Two links right earn

    (2 - 0.92) / (3 - 0.92) = 0.52

and guessing earns 0 on average, before the mark is kept from falling below 0. An option that can hurt the patient earns
the whole chain nothing, however good the rest is, and is told before anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sciatica_teach.errors import BadSubmission
from sciatica_teach.grading.items.choosing import require_ids
from sciatica_teach.model.grades import Grade, Submission, Verdict
from sciatica_teach.model.items import ChainItem

RULE = (
    "Links right, less what guessing would get right, and never below 0. An option that can hurt the patient earns "
    "the whole chain nothing."
)

HARM = "This can hurt the patient, so the whole chain earns nothing."

DANGER = "This can hurt the patient."
"""Said of what would have hurt and was not chosen."""


def grade_chain(item: ChainItem, submission: Submission) -> Grade:
    """Grade a chain; the response is "link:option" for any of the links. Raises `UnknownId` or `BadSubmission`."""
    known = {f"{link.id}:{option.id}": link.id for link in item.links for option in link.options}
    chosen = set(require_ids("option", submission, tuple(known)))
    _require_one_each(chosen, known)
    verdicts = tuple(_verdicts(item, chosen))
    harmed = {one for one in chosen if one in _harmful(item)}
    right = sum(one.right and one.chosen for one in verdicts)
    guessed = sum(1 / len(link.options) for link in item.links)
    earned = 0.0 if harmed else max(0.0, (right - guessed) / (len(item.links) - guessed))
    in_order = sorted(verdicts, key=lambda one: one.criterion not in harmed)
    return Grade(earned=earned, possible=1.0, verdicts=tuple(in_order), rule=RULE)


def _require_one_each(chosen: Collection[str], known: Mapping[str, str]) -> None:
    if len({known[one] for one in chosen}) < len(chosen):
        raise BadSubmission("Two options were given for one link. Choose one for each.")


def _harmful(item: ChainItem) -> set[str]:
    return {f"{link.id}:{option_id}" for link in item.links for option_id in link.harmful}


def _verdicts(item: ChainItem, chosen: Collection[str]) -> Iterator[Verdict]:
    harmful = _harmful(item)
    for link in item.links:
        for option in link.options:
            criterion = f"{link.id}:{option.id}"
            harm = (HARM if criterion in chosen else DANGER) if criterion in harmful else ""
            yield Verdict(
                criterion=criterion, right=option.right, chosen=criterion in chosen,
                feedback=f"{harm} {option.feedback}".strip(),
            )
