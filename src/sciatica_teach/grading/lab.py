"""Marks in the lesion lab: for saying what fails, and for saying where the lesion is.

What fails is marked right minus wrong over the targets that were asked about. With five failing and ten intact ones,
four failing and one intact named earn 4/5 - 1/10 = 0.70. Naming everything earns 5/5 - 10/10 = 0, naming nothing earns
0. Where nothing fails, saying so earns the mark; leaving the page blank is no answer.

Where the lesion is has one right answer. A wrong one earns half of what the two lesions have in common: of everything
that either makes fail, the share that both do. A lesion with eight deficits, and a neighbour that shares six of them
and adds two, make 6 / 10, and naming the neighbour earns 0.30.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from sciatica_teach.anatomy.nerves.graph import NerveGraph
from sciatica_teach.anatomy.nerves.localise import explain, localise, predicted_level
from sciatica_teach.anatomy.nerves.puzzles import Puzzle
from sciatica_teach.errors import BadSubmission, UnknownId
from sciatica_teach.model.anatomy import Muscle
from sciatica_teach.model.deficits import Contradiction, Deficits, Explanation, Loss
from sciatica_teach.model.grades import Grade, Verdict

NOTHING: Final = "nothing"
"""Chosen alone, it says that nothing which was asked about fails."""

PREDICTION_RULE = (
    "Right minus wrong: the share of the failing structures you named, less the share of the intact ones you named, "
    "and never below 0."
)

LOCALISATION_RULE = (
    "The site itself earns the mark. Another site earns half of the overlap: of all that either lesion makes fail, the "
    "share that both make fail, times one half."
)

NEAR_MISS: Final = 0.5


def grade_prediction(
    graph: NerveGraph, deficits: Deficits, asked: Sequence[str], chosen: Collection[str]
) -> Grade:
    """Grade what a learner expects to fail, out of 1, with a verdict for each target asked about.

    A verdict is `right` where the target does fail, so right and not chosen is a miss. Raises `UnknownId` for a target
    that was not asked about, and `BadSubmission` for "nothing" beside something.
    """
    named = _require_asked(asked, chosen)
    losses = [_get_loss(graph, deficits, target_id) for target_id in dict.fromkeys(asked)]
    failing = {loss.target for loss in losses if loss.is_deficit}
    intact = {loss.target for loss in losses} - failing
    earned = max(0.0, _share(named, failing) - _share(named, intact)) if failing else float(NOTHING in named)
    verdicts = tuple(
        Verdict(criterion=loss.target, right=loss.is_deficit, chosen=loss.target in named,
                feedback=_why(graph, loss))
        for loss in losses
    )
    return Grade(earned=earned, possible=1.0, verdicts=verdicts, rule=PREDICTION_RULE)


def grade_localisation(graph: NerveGraph, puzzle: Puzzle, answer: str) -> Grade:
    """Grade where a learner puts the lesion, out of 1; an empty answer is blank. `graph` has the puzzle's variant.

    The verdicts are on the site named and, where that is wrong, on the true one. Raises `UnknownId` for no site.
    """
    earned = site_credit(graph, puzzle, answer) if answer else 0.0
    if answer and _is_true(graph, puzzle, answer):
        verdict = Verdict(criterion=answer, right=True, chosen=True, feedback=site_feedback(graph, puzzle, answer))
        return Grade(earned=earned, possible=1.0, verdicts=(verdict,), rule=LOCALISATION_RULE)
    why = site_feedback(graph, puzzle, puzzle.site)
    truth = Verdict(criterion=puzzle.site, right=True, chosen=False, feedback=why)
    if not answer:
        return Grade(earned=earned, possible=1.0, verdicts=(truth,), rule=LOCALISATION_RULE)
    wrong = Verdict(criterion=answer, right=False, chosen=True, feedback=site_feedback(graph, puzzle, answer))
    return Grade(earned=earned, possible=1.0, verdicts=(wrong, truth), rule=LOCALISATION_RULE)


def site_credit(graph: NerveGraph, puzzle: Puzzle, site: str) -> float:
    """What naming this site earns, 0 to 1. Raises `UnknownId`."""
    return 1.0 if _is_true(graph, puzzle, site) else NEAR_MISS * overlap(graph, puzzle, site)


def site_feedback(graph: NerveGraph, puzzle: Puzzle, site: str) -> str:
    """What is said to naming this site. Raises `UnknownId`."""
    return _why_not_the_next(graph, puzzle) if _is_true(graph, puzzle, site) else _why_not(graph, puzzle, site)


def _is_true(graph: NerveGraph, puzzle: Puzzle, site: str) -> bool:
    return graph.site_nerves(site) == graph.site_nerves(puzzle.site)


def _require_asked(asked: Sequence[str], chosen: Collection[str]) -> set[str]:
    for target_id in chosen:
        if target_id not in asked and target_id != NOTHING:
            raise UnknownId("structure to choose from", target_id, asked)
    if NOTHING in chosen and len(set(chosen)) > 1:
        raise BadSubmission("Either nothing fails or something does. Choose one or the other.")
    return set(chosen)


def _get_loss(graph: NerveGraph, deficits: Deficits, target_id: str) -> Loss:
    graph.get_target(target_id)
    loss = deficits.find(target_id)
    if loss is None:
        raise ValueError(f"the deficits say nothing of '{target_id}'; they are of another graph")
    return loss


def _share(named: set[str], of: set[str]) -> float:
    return len(named & of) / len(of) if of else 0.0


def _why(graph: NerveGraph, loss: Loss) -> str:
    blocked: dict[str, dict[str, None]] = {}
    for route in loss.routes:
        for nerve_id in route.blocked_at:
            blocked.setdefault(graph.nerves[nerve_id].name, {})[route.root] = None
    if not blocked:
        return "Intact: none of its fibres are interrupted on their way."
    where = "; ".join(f"{', '.join(roots)} at “{name}”" for name, roots in blocked.items())
    lost = f"{100 * loss.lost:.0f} % of its fibres are interrupted ({where})"
    if loss.is_deficit:
        return f"Fails; it is {_in_words(graph, loss.target, loss.value)}. {lost}."
    return f"Intact as far as an examination can tell. {lost}, too few to show."


def _why_not(graph: NerveGraph, puzzle: Puzzle, answer: str) -> str:
    contradictions = explain(graph, answer, puzzle.observed).contradicts
    return f"{_relation(graph, puzzle.site, answer)} {_telling(graph, contradictions)}".strip()


def _why_not_the_next(graph: NerveGraph, puzzle: Puzzle) -> str:
    """What tells the true site from the one that is most easily taken for it."""
    start = f"“{graph.name_of(puzzle.site)}” explains every finding."
    rival = find_rival(graph, puzzle)
    if rival is None:
        return start
    return f"{start} The nearest rival is “{graph.name_of(rival.site)}”. {_telling(graph, rival.contradicts)}"


def find_rival(graph: NerveGraph, puzzle: Puzzle) -> Explanation | None:
    """The site that shares most with the true one; of equals the one that explains the findings best.

    None where no other site shares anything: an unrelated root would teach nothing.
    """
    own = graph.site_nerves(puzzle.site)
    others = [(overlap(graph, puzzle, other.site), other) for other in localise(graph, puzzle.observed)
              if graph.site_nerves(other.site) != own]
    shared, rival = max(others, key=lambda pair: pair[0], default=(0.0, None))
    return rival if shared else None


def _telling(graph: NerveGraph, contradictions: Sequence[Contradiction]) -> str:
    if not contradictions:
        return ""
    first = contradictions[0]
    predicted, observed = (_in_words(graph, first.target, value) for value in (first.predicted, first.observed))
    name = graph.get_target(first.target).name
    return f"What tells the two apart: {name} would be {predicted} with a lesion there, and is {observed}."


def _relation(graph: NerveGraph, site: str, answer: str) -> str:
    near, true = graph.name_of(answer), graph.name_of(site)
    if set(graph.site_nerves(answer)) & set(graph.proximal(site)):
        return f"“{near}” is one step proximal to “{true}”."
    if set(graph.site_nerves(answer)) & set(graph.distal(site)):
        return f"“{near}” is one step distal to “{true}”."
    return f"The lesion is not at the site “{near}” but at “{true}”."


def overlap(graph: NerveGraph, puzzle: Puzzle, answer: str) -> float:
    """Of all that either lesion makes fail, the share that both make fail. Raises `UnknownId`."""
    graph.site_nerves(answer)
    here, there = (_failing_at(graph, site, puzzle.severity) for site in (puzzle.site, answer))
    return len(here & there) / len(here | there) if here | there else 0.0


@lru_cache(maxsize=1024)  # forty sites, three severities, six variants
def _failing_at(graph: NerveGraph, site: str, severity: float) -> frozenset[str]:
    return frozenset(one for one in graph.targets if predicted_level(graph, site, severity, one))


def _in_words(graph: NerveGraph, target_id: str, value: str) -> str:
    return f"at grade {value} of 5" if isinstance(graph.get_target(target_id), Muscle) else value
