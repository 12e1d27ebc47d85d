"""Which ids the content about treatment mentions, and what kind of thing each is the id of."""

from __future__ import annotations

from collections.abc import Iterator

from sciatica_teach.content.problems import Path
from sciatica_teach.content.walking import find_records
from sciatica_teach.model.cautions import Caution, CautionRule, Danger
from sciatica_teach.model.chains import ChainTask
from sciatica_teach.model.points import AtRisk, Pattern, PointPlace, PointUse
from sciatica_teach.model.techniques import ArticleRule, Indication, Mechanism, Protocol, Target, Trial

Reference = tuple[Path, str, str]
"""Where it stands, the kind of thing, and its id."""

DRAWN = "nerve, muscle or structure"
"""What a needle can meet."""

_SINGLE: dict[type, dict[str, str]] = {
    Indication: {"target": "target"},
    PointUse: {"target": "target"},
    AtRisk: {"structure": DRAWN},
    PointPlace: {"id": "point"},
    Protocol: {"technique": "technique"},
    ArticleRule: {"technique": "technique", "article_claim": "article claim"},
    Trial: {"source": "source"},
    Caution: {"finding": "finding", "setting": "setting"},
    ChainTask: {"setting": "setting", "truth": "cause"},
}
"""Type -> field with one id, or none -> kind."""

_SEVERAL: dict[type, dict[str, str]] = {
    Target: {"structures": DRAWN},
    Mechanism: {"causes": "cause"},
    Indication: {"causes": "cause"},
    PointUse: {"causes": "cause"},
    Protocol: {"points": "point"},
    Pattern: {"points": "point", "resembles": "cause", "guard_findings": "finding"},
    ArticleRule: {"causes": "cause"},
    Caution: {"implies": "caution"},
    CautionRule: {"techniques": "technique", "points": "point"},
    Danger: {"techniques": "technique", "points": "point", "flags": "caution", "causes": "cause"},
    ChainTask: {"findings": "finding", "flags": "caution", "also": "cause", "offered": "cause"},
}
"""Type -> field with ids, in a list or as keys -> kind."""


def find_treatment_references(value: object) -> Iterator[Reference]:
    """Every id in the value that belongs to something else."""
    for path, found in find_records(value):
        for field, kind in _SINGLE.get(type(found), {}).items():
            if wanted := getattr(found, field):
                yield (*path, field), kind, wanted
        for field, kind in _SEVERAL.get(type(found), {}).items():
            ids = getattr(found, field)
            for place, wanted in enumerate(ids):
                yield (*path, field, wanted if isinstance(ids, dict) else place), kind, wanted
