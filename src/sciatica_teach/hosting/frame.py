"""What every page shows around its lesson: navigation, addresses of styles and scripts, the scripts to fetch ahead.

The values go to the Jinja templates as `page`. They are built for each request, so that a style sheet edited while the
server runs gets a new address, and a notebook added to the folder appears in the navigation.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sciatica_teach import __version__
from sciatica_teach.hosting.notebook_facts import read_facts
from sciatica_teach.hosting.part_files import hash_part_sources
from sciatica_teach.hosting.static import stamp_of, stamp_of_file

SECTIONS = (
    ("Home", "index"),
    ("Anatomy", "*_anatomy"),
    ("Symptoms", "*_symptoms"),
    ("Reasoning", "*_reasoning"),
    ("Clinic", "*_cases"),
    ("Quiz", "*_quiz"),
    ("Progress", "*_progress"),
)
"""Navigation in teaching order: the word and the pattern of the notebook's name; what does not exist is left out."""

PLOTLY_IN_SPACE = "vendor/plotly-gl3d.min.js"
PLOTLY_FLAT = "vendor/plotly-cartesian.min.js"
LIVE_SCRIPTS = (
    "start.js", "models.js", "views.js", "line.js", "model.js", "wire.js", "layout.js", "boxes.js", "scripted.js",
)
"""What a lesson's widgets need, the first one first; each imports the next ones, so all are fetched at once."""
LESSON_WITH_SCENE = "*_anatomy"
"""Whose page fetches the scene, and the plotly that draws in space, ahead of its widgets."""


@dataclass(frozen=True)
class Places:
    """Where the server finds its files, and under which addresses it offers them."""

    base_url: str
    notebooks: Path
    assets: Path
    scripts: tuple[Path, ...]
    """Voilà's own bundles."""
    extensions: tuple[Path, ...]
    """Widget bundles: JupyterLab's federated extensions."""
    scene_name: str = ""
    """Name of the scene's file, if there is to be one."""
    is_course: bool = True
    """Whether the notebooks are lessons, of which the navigation marks the one that is read."""

    @property
    def stamp(self) -> str:
        """Changes with the versions of everything whose scripts are cached for a year."""
        return _stamp_versions()

    @property
    def script_url(self) -> str:
        return f"{self.base_url}static/voila/{self.stamp}"

    @property
    def extension_url(self) -> str:
        return f"{self.base_url}static/extensions/{self.stamp}"

    @property
    def live(self) -> Path:
        """The scripts that keep a page's widgets alive."""
        return self.assets / "scripts" / "live"

    @property
    def live_stamp(self) -> str:
        return stamp_of(*(stamp_of_file(script) for script in sorted(self.live.glob("*.js"))))

    @property
    def room(self) -> Path:
        """The scripts of phones, wall and remote in a live room."""
        return self.assets / "scripts" / "room"

    @property
    def room_stamp(self) -> str:
        return stamp_of(*(stamp_of_file(script) for script in sorted(self.room.glob("*.js"))))

    @property
    def room_url(self) -> str:
        return f"{self.base_url}static/room/{self.room_stamp}/"

    @property
    def parts_url(self) -> str:
        return f"{self.base_url}static/parts/{hash_part_sources()}/"

    @property
    def plotly_url(self) -> str:
        """The plotly for figures in space."""
        return self.asset_url(PLOTLY_IN_SPACE)

    @property
    def flat_plotly_url(self) -> str:
        return self.asset_url(PLOTLY_FLAT)

    @property
    def scene_url(self) -> str:
        return f"{self.base_url}static/scene/{self.scene_name}"

    def asset_url(self, relative: str) -> str:
        """The address of a file under `assets`; it changes with its content, and is the same on every server."""
        return f"{self.base_url}static/sciatica/{relative}?v={stamp_of_file(self.assets / relative)}"


@cache
def _stamp_versions() -> str:
    return stamp_of(*(version(name) for name in ("voila", "ipywidgets", "anywidget")), __version__)


def build_frame(places: Places, notebook: str = "", *, is_instructor: bool = False) -> dict[str, Any]:
    """The values of `page` for the notebook of that name (no ending); without a name, for a page that has no lesson."""
    return {
        "base_url": places.base_url,
        "home": f"{places.base_url}voila/render/index.ipynb",
        "name": notebook,
        "version": __version__,
        "sections": [*_find_sections(places, notebook), *(_find_door(places, notebook) if is_instructor else ())],
        "door": f"{places.base_url}instructor",
        "styles": [places.asset_url("styles/tokens.css"), places.asset_url("styles/page.css")],
        "script": places.asset_url("scripts/page.js"),
        "live": [f"{places.base_url}static/live/{places.live_stamp}/{name}" for name in LIVE_SCRIPTS],
        "parts_url": places.parts_url,
        "icon": places.asset_url("icons/nerve.svg"),
        "preload": [places.plotly_url] if _shows_scene(places, notebook) else [],
        "scene": places.scene_url if _shows_scene(places, notebook) else "",
    }


def _find_sections(places: Places, current: str) -> list[dict[str, Any]]:
    found = []
    for word, pattern in SECTIONS:
        name = min((path.stem for path in places.notebooks.glob(f"{pattern}.ipynb")), default=None)
        if name:
            href = f"{places.base_url}voila/render/{name}.ipynb"
            found.append({"word": word, "href": href, "current": places.is_course and name == current})
    return found


def _find_door(places: Places, current: str) -> list[dict[str, Any]]:
    """What instructors find at the end of the navigation: the way to what only they may open."""
    path = places.notebooks / f"{current}.ipynb"
    is_theirs = bool(current) and path.is_file() and read_facts(path).for_instructors
    return [{"word": "For instructors", "href": f"{places.base_url}instructor", "current": is_theirs}]


def _shows_scene(places: Places, notebook: str) -> bool:
    return bool(places.scene_name) and fnmatch(notebook, LESSON_WITH_SCENE)
