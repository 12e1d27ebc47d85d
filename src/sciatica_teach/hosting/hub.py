"""Under JupyterHub: as the server of one user, or as a service that all of its users share.

The Hub tells its servers in environment variables where to listen and how to reach it. Who asks is settled by the
Hub's own provider for Jupyter servers (OAuth, and the scopes that guard this server); ours only puts its addresses
under the prefix, and asks it for the pages that are not Jupyter's. Imported only where a Hub is.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError

from sciatica_teach.errors import HostingError

try:
    from jupyterhub.singleuser.extension import JupyterHubIdentityProvider
except ImportError as error:
    raise HostingError("--identity hub needs JupyterHub's package: pip install 'sciatica-teach[hub]'") from error

_SECRETS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")


@dataclass(frozen=True)
class Address:
    """Where the Hub wants this server."""

    host: str
    port: int
    base_url: str


def find_address(environ: Mapping[str, str]) -> Address:
    """Where to listen. Raises HostingError where no Hub has started this process."""
    url = urlsplit(environ.get("JUPYTERHUB_SERVICE_URL", ""))
    prefix = environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
    if not url.port or not prefix or not environ.get("JUPYTERHUB_API_TOKEN"):
        raise HostingError(
            "--identity hub is for a server that JupyterHub starts: JUPYTERHUB_SERVICE_URL (with a port), "
            "JUPYTERHUB_SERVICE_PREFIX and JUPYTERHUB_API_TOKEN are not all set. See docs/hosting.md."
        )
    return Address(host=url.hostname or "127.0.0.1", port=url.port, base_url=f"/{prefix.strip('/')}/")


class HubVisitors(JupyterHubIdentityProvider):  # type: ignore[misc]  # JupyterHub is untyped
    """The Hub's provider, for Voilà: it takes no token of Voilà's, and its addresses lie under the prefix."""

    def __init__(self, *, parent: Any, log: Any, **_of_voila: Any) -> None:
        super().__init__(parent=parent, log=log)
        _ = self.hub_auth.api_token
        for name in _SECRETS:  # read by now; a kernel must not inherit it
            os.environ.pop(name, None)

    def get_handlers(self) -> list[tuple[Any, ...]]:
        base = self.parent.base_url.rstrip("/")
        return [(f"{base}{path}", *rest) for path, *rest in super().get_handlers()]


def guard(handler: type[Any], *, is_page: bool) -> type[Any]:
    """The same handler, for visitors whom the Hub lets in; others are sent to its login, or refused.

    Only a page leads to the login: a page's script that asks every few seconds would begin a login each time, and
    leave a cookie of each.
    """

    class Guarded(handler):  # type: ignore[misc]  # the base is an argument
        async def prepare(self) -> None:
            user = await self.settings["identity_provider"].get_user(self)
            if user is None:
                if not is_page:
                    raise HTTPError(403)
                self.redirect(self.get_login_url())
                return
            await _call(super().prepare)

    Guarded.__name__ = handler.__name__
    return Guarded


async def _call(prepare: Callable[[], Awaitable[None] | None]) -> None:
    waiting = prepare()
    if waiting is not None:
        await waiting
