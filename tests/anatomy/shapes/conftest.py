"""The shipped anatomy as shapes, built once."""

from __future__ import annotations

import pytest

from sciatica_teach.anatomy.shapes.bellies import build_belly
from sciatica_teach.anatomy.shapes.skin import PADDING, build_skin
from sciatica_teach.content.bones import load_bones


@pytest.fixture(scope="session")
def anatomy(kb):
    return kb.anatomy


@pytest.fixture(scope="session")
def bones():
    return load_bones()


@pytest.fixture(scope="session")
def bellies(anatomy):
    return {belly.id: build_belly(belly) for belly in anatomy.bellies}


@pytest.fixture(scope="session")
def skins():
    return {build: build_skin(build) for build in PADDING}
