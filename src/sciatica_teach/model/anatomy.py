"""The sciatic nerve and its neighbours as a graph that can be damaged: what runs where, and what it is for.

Fibres start in a root, run through nerves and end in a muscle or a field of skin. A muscle says through which nerve it
is reached and which share of it each root brings, and so does a field. Everything else (what fails when a nerve is cut,
which nerve explains what fails) is worked out from this by the anatomy floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from sciatica_teach.model.courses import Belly, Corridor, Course, Landmark
from sciatica_teach.model.evidence import Claim, Mark, Probability, Review, Text
from sciatica_teach.model.indexing import get_from, indexed
from sciatica_teach.model.record import record

Root = Literal["L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4"]
"""A spinal nerve root (its ventral ramus, once it has left the spine)."""

ROOTS: tuple[Root, ...] = ("L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4")

Passage = Literal["below", "through", "above"]
"""How a part of the nerve passes piriformis."""

Percent = Annotated[float, Ge(0.0), Le(100.0)]


@record
class Supply:
    """Fibres that reach a structure through one nerve."""

    nerve: Text
    """Id of the last named nerve on the way."""
    shares: dict[Root, Probability]
    """Root -> share of the whole structure. Over all supplies of one structure the shares sum to 1."""


@record
class Nerve:
    """A segment of the nervous tree that can be damaged by itself: a root, a plexus, a trunk or a nerve."""

    id: Text
    name: Text
    """Terminologia Anatomica, in English."""
    kind: Literal["root", "plexus", "trunk", "nerve"]
    part_of_sciatic: bool
    """Whether it is the sciatic nerve or one of its branches; the others are there because they decide the question."""
    comes_from: tuple[Text, ...] = ()
    """The segments proximal to it; roots have none."""
    carries: Annotated[tuple[Root, ...], MinLen(1)]
    """Whose fibres run in it."""
    course: Claim
    """Where it runs."""
    damage: tuple[Claim, ...] = ()
    """What harms it, the most common first."""
    needling: tuple[Claim, ...] = ()
    """What to beware of with a needle; cautions first."""
    review: Review


@record
class Muscle:
    """A muscle: what it does, how it is tested, and who supplies it."""

    id: Text
    name: Text
    action: Text
    """What fails when it fails, as a phrase: "lifts the foot and turns the sole inwards"."""
    movement: Text
    """The movement it is tested by, in two or three words: "ankle dorsiflexion"."""
    where: Literal["hip", "thigh", "leg", "foot", "pelvis"]
    test: Claim
    """How it is tested at the bedside, and what misleads."""
    supply: Annotated[tuple[Supply, ...], MinLen(1)]
    basis: Claim
    """Where the supply and the shares come from."""
    needling: tuple[Claim, ...] = ()
    review: Review


@record
class SkinField:
    """A field of skin, as a rule wider than any one drawing of it."""

    id: Text
    name: Text
    where: Text
    """Where it is, in words that a hand can follow."""
    supply: Annotated[tuple[Supply, ...], MinLen(1)]
    basis: Claim
    overlap: Claim
    """What overlaps here, and how well pain and numbness keep to it."""
    review: Review


@record
class Reflex:
    """A tendon reflex and its arc."""

    id: Text
    name: Text
    muscle: Text
    """Id of the muscle whose tendon is struck."""
    supply: Annotated[tuple[Supply, ...], MinLen(1)]
    how: Claim
    """How it is elicited, and how far it can be trusted."""
    basis: Claim
    review: Review


@record
class VariantCount:
    """How often a variant was found, in one study or pooled."""

    study: Text
    """Short name for a table: "Tomaszewski 2016, pooled"."""
    percent: Percent
    low: Percent | None = None
    """95 % interval, where the source gives one."""
    high: Percent | None = None
    found: int | None = None
    of: int | None = None
    mark: Mark
    sources: Annotated[tuple[Text, ...], MinLen(1)]


@record
class NerveVariant:
    """A way in which the sciatic nerve passes piriformis (Beaton and Anson's letters)."""

    id: Text
    """The letter, in lower case."""
    name: Text
    tibial: Passage
    fibular: Passage
    divided: bool
    """Whether the two parts leave the pelvis apart."""
    description: Claim
    counts: tuple[VariantCount, ...] = ()
    teaching: tuple[Claim, ...] = ()
    """What follows from it, and what does not."""
    review: Review


@record
class Structure:
    """Anything else that the scene shows and names: a bone, a joint, a disc, a vessel."""

    id: Text
    name: Text
    kind: Literal["bone", "joint", "disc", "ligament", "vessel", "skin"]
    about: tuple[Claim, ...]
    needling: tuple[Claim, ...] = ()
    review: Review


@dataclass(frozen=True, kw_only=True)  # no slots: the indexes below are computed once, on first use
class Anatomy:
    """All anatomical content. `get_` methods raise `UnknownId`."""

    nerves: tuple[Nerve, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    skin_fields: tuple[SkinField, ...] = ()
    reflexes: tuple[Reflex, ...] = ()
    variants: tuple[NerveVariant, ...] = ()
    structures: tuple[Structure, ...] = ()
    courses: tuple[Course, ...] = ()
    bellies: tuple[Belly, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    corridors: tuple[Corridor, ...] = ()

    @cached_property
    def nerve_by_id(self) -> Mapping[str, Nerve]:
        return indexed(self.nerves)

    @cached_property
    def muscle_by_id(self) -> Mapping[str, Muscle]:
        return indexed(self.muscles)

    @cached_property
    def skin_field_by_id(self) -> Mapping[str, SkinField]:
        return indexed(self.skin_fields)

    @cached_property
    def reflex_by_id(self) -> Mapping[str, Reflex]:
        return indexed(self.reflexes)

    @cached_property
    def variant_by_id(self) -> Mapping[str, NerveVariant]:
        return indexed(self.variants)

    @cached_property
    def structure_by_id(self) -> Mapping[str, Structure]:
        return indexed(self.structures)

    @cached_property
    def landmark_by_id(self) -> Mapping[str, Landmark]:
        return indexed(self.landmarks)

    @cached_property
    def corridor_by_id(self) -> Mapping[str, Corridor]:
        return indexed(self.corridors)

    def get_nerve(self, nerve_id: str) -> Nerve:
        return get_from("nerve", nerve_id, self.nerve_by_id)

    def get_muscle(self, muscle_id: str) -> Muscle:
        return get_from("muscle", muscle_id, self.muscle_by_id)

    def get_skin_field(self, field_id: str) -> SkinField:
        return get_from("skin field", field_id, self.skin_field_by_id)

    def get_reflex(self, reflex_id: str) -> Reflex:
        return get_from("reflex", reflex_id, self.reflex_by_id)

    def get_variant(self, variant_id: str) -> NerveVariant:
        return get_from("nerve variant", variant_id, self.variant_by_id)

    def get_structure(self, structure_id: str) -> Structure:
        return get_from("structure", structure_id, self.structure_by_id)

    def get_landmark(self, landmark_id: str) -> Landmark:
        return get_from("landmark", landmark_id, self.landmark_by_id)

    def get_corridor(self, corridor_id: str) -> Corridor:
        return get_from("needle corridor", corridor_id, self.corridor_by_id)
