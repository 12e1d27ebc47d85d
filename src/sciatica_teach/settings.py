"""What the surroundings decide, read once and frozen.

Every setting is an environment variable that the command line also sets; the table of them is in the README.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

APP = "sciatica-teach"
PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]


def find_resources(name: str) -> Path:
    """The folder `name` ("notebooks" or "assets"): the checkout's when there is one, else the wheel's copy."""
    in_checkout = CHECKOUT / name
    if (CHECKOUT / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout
    return PACKAGE / "_bundled" / name


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where things are kept."""

    data_dir: Path
    """The learner records and the identity of a single user (`SCIATICA_TEACH_HOME`)."""
    cache_dir: Path
    """Compiled content; can be deleted at any time (`SCIATICA_TEACH_CACHE`)."""
    database: str
    """SQLAlchemy address of the record store (`SCIATICA_TEACH_DATABASE`); SQLite in `data_dir` by default."""
    content_dir: Path | None
    """A teacher's own content, laid over the shipped one (`SCIATICA_TEACH_CONTENT`)."""
    content_version: str = ""
    """Compiled content to go on with, whatever the files say by now (`SCIATICA_TEACH_CONTENT_VERSION`); a server tells
    its kernels. Empty, or no longer in the cache: the files count."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from environment variables; none has to be set."""
        home = environ.get("SCIATICA_TEACH_HOME")
        cache = environ.get("SCIATICA_TEACH_CACHE")
        content = environ.get("SCIATICA_TEACH_CONTENT")
        data_dir = Path(home).expanduser() if home else user_data_path(APP)
        return cls(
            data_dir=data_dir,
            cache_dir=Path(cache).expanduser() if cache else user_cache_path(APP),
            database=environ.get("SCIATICA_TEACH_DATABASE") or f"sqlite:///{data_dir / 'records.sqlite'}",
            content_dir=Path(content).expanduser() if content else None,
            content_version=environ.get("SCIATICA_TEACH_CONTENT_VERSION", ""),
        )
