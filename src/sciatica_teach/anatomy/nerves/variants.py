"""How the sciatic nerve passes piriformis, and what that changes on the graph.

In most people one sheath leaves the pelvis below the muscle, and a lesion there hits everything in it. In type B the
fibular part runs through the muscle and the tibial part below it: two segments lie where there was one, and whatever
squeezes the nerve inside the muscle weakens the lifting of the foot while the calf stays strong. A lesion can still be
put on "sciatic", which then stands for both parts, and at piriformis, which stands for the parts that run through it.
Where nothing runs through, the site at piriformis is the whole nerve at the edge of the muscle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sciatica_teach.model.anatomy import Anatomy, Nerve, NerveVariant

ORDINARY = "a"
"""Undivided, below piriformis; needs no description in the content."""

WHOLE, FIBULAR_DIVISION, AT_MUSCLE = "sciatic", "fibular-division", "piriformis"
TIBIAL_PART, FIBULAR_PART = "sciatic-tibial-part", "sciatic-fibular-part"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The nerves under a variant, and the sites that are more, or other, than one segment."""

    nerves: tuple[Nerve, ...]
    joint_sites: dict[str, tuple[str, ...]]
    """Site -> the segments it stands for."""
    parts: tuple[str, ...]
    """The segments of the sciatic nerve where it passes the muscle."""
    renamed: dict[str, str]
    """Where a supply names a nerve that is divided now: the part that has taken it over."""


def lay_out(anatomy: Anatomy, variant_id: str) -> Layout:
    """The nerves as they are under this variant. Raises `UnknownId`."""
    if WHOLE not in anatomy.nerve_by_id:
        return Layout(nerves=anatomy.nerves, joint_sites={}, parts=(), renamed={})
    if variant_id == ORDINARY and not anatomy.variants:
        return _undivided(anatomy)
    variant = anatomy.get_variant(variant_id)
    return _divided(anatomy, variant) if variant.divided else _undivided(anatomy)


def _undivided(anatomy: Anatomy) -> Layout:
    return Layout(nerves=anatomy.nerves, joint_sites={AT_MUSCLE: (WHOLE,)}, parts=(WHOLE,), renamed={})


def _divided(anatomy: Anatomy, variant: NerveVariant) -> Layout:
    parts = (TIBIAL_PART, FIBULAR_PART)
    passages = dict(zip(parts, (variant.tibial, variant.fibular), strict=True))
    through = tuple(part for part in parts if passages[part] == "through")
    return Layout(
        nerves=tuple(nerve for old in anatomy.nerves for nerve in _replacement(anatomy, old)),
        joint_sites={WHOLE: parts, AT_MUSCLE: through or parts},
        parts=parts,
        renamed={WHOLE: TIBIAL_PART},  # branches to the hamstrings leave on the tibial side
    )


def _replacement(anatomy: Anatomy, nerve: Nerve) -> tuple[Nerve, ...]:
    if nerve.id == WHOLE:
        fibular = anatomy.nerve_by_id.get(FIBULAR_DIVISION, nerve)
        return (
            replace(nerve, id=TIBIAL_PART, name=f"{nerve.name}, tibial part"),
            replace(nerve, id=FIBULAR_PART, name=f"{nerve.name}, fibular part", carries=fibular.carries),
        )
    part = FIBULAR_PART if nerve.id == FIBULAR_DIVISION else TIBIAL_PART
    return (replace(nerve, comes_from=tuple(part if origin == WHOLE else origin for origin in nerve.comes_from)),)
