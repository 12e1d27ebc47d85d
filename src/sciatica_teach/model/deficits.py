"""What a damaged nerve leaves behind, and how well one site explains what was found."""

from __future__ import annotations

from typing import Literal

from sciatica_teach.model.anatomy import Root
from sciatica_teach.model.record import record

TargetKind = Literal["muscle", "field", "reflex"]


@record
class Route:
    """The way of one root's fibres to what they supply: of all ways the one on which most of them survive."""

    root: Root
    through: tuple[str, ...]
    """Segments from the root to the nerve of the supply, both included."""
    share: float
    """Share of the whole structure that these fibres bring."""
    blocked_at: tuple[str, ...]
    """The damaged segments on the way; empty where nothing is in the way."""


@record
class Loss:
    """What one muscle, skin field or reflex has lost; nothing, perhaps."""

    target: str
    kind: TargetKind
    lost: float
    """Share of its fibres that do not arrive, 0 to 1."""
    value: str
    """A muscle "0".."5" (MRC), a field "normal", "reduced" or "lost", a reflex "normal", "reduced" or "absent"."""
    routes: tuple[Route, ...]

    @property
    def is_deficit(self) -> bool:
        """Whether an examination would find something."""
        return self.value not in {"5", "normal"}


@record
class Deficits:
    """All that follows from some lesions: every target is listed, the unharmed ones too."""

    lesions: dict[str, float]
    """Site -> severity, the share of its fibres that are interrupted, 0 to 1."""
    losses: tuple[Loss, ...]

    def find(self, target: str) -> Loss | None:
        """What this target has lost; None where nothing is known of it."""
        return next((loss for loss in self.losses if loss.target == target), None)


@record
class Contradiction:
    """A finding that the site does not predict."""

    target: str
    observed: str
    predicted: str


@record
class Explanation:
    """How well one lesion, at the severity that suits it best, explains what was found."""

    site: str
    severity: float
    """The least severity that fits best; 0 where no damage here fits better than some."""
    up_to: float
    """From `severity` to here the misfit does not change."""
    misfit: float
    """Sum over the findings of the distance between seen and predicted; the whole scale of a finding counts 1."""
    fits: tuple[str, ...]
    contradicts: tuple[Contradiction, ...]
    """The widest apart first."""
    unexamined: tuple[str, ...]
    """Targets that nobody examined and that should fail too."""
