"""What Voilà and the Jupyter server are told."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jupyter_server.auth.identity import IdentityProvider
from traitlets.config import Config

from sciatica_teach.hosting.frame import Places, build_frame
from sciatica_teach.hosting.identity import HEADER, NoAccounts
from sciatica_teach.hosting.instructors import ROLE_HEADER
from sciatica_teach.hosting.kernels.interpreter import OwnInterpreter
from sciatica_teach.hosting.kernels.lesson_kernels import LessonKernels
from sciatica_teach.hosting.kernels.line import LessonLine
from sciatica_teach.hosting.kernels.transport import REMEMBERED_MESSAGES, choose_transport
from sciatica_teach.hosting.notebook_facts import INSTRUCTOR
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.hosting.outputs import FILTERS
from sciatica_teach.model.demo import asks_for_demo

CULL_EVERY_S = 60
"""How often idle kernels are looked for, at the most rarely."""


def _describe_page(
    page_config: dict[str, Any], *, settings: Any, notebook_path: str, role: str, query: str, **_: Any
) -> dict[str, Any]:
    """Voilà's page configuration with our addresses, and the frame for the templates under `sciatica`."""
    places: Places = settings["sciatica_places"]
    return page_config | {
        "fullStaticUrl": places.script_url,
        "fullLabextensionsUrl": places.extension_url,
        "sciatica": build_frame(places, Path(notebook_path).stem, is_instructor=role == INSTRUCTOR) | {
            "is_demo": role == INSTRUCTOR and asks_for_demo(query)
        },
    }


def _log_failed_cell(*, cell: Any, cell_index: int, execute_reply: Any) -> None:
    reply = execute_reply["content"]
    logging.getLogger("sciatica-teach").error(
        "Cell %s (%s) failed: %s\n%s", cell_index, cell.get("id", ""), reply["evalue"], "\n".join(reply["traceback"])
    )


def _choose_provider(identity: str) -> type[IdentityProvider]:
    if identity != "hub":
        return NoAccounts
    from sciatica_teach.hosting.hub import HubVisitors  # only where JupyterHub is installed

    return HubVisitors


def _choose_interval(idle_s: float) -> int:
    """Often enough that a kernel is ended soon after its time, in whole seconds, as Jupyter wants it."""
    return max(1, min(CULL_EVERY_S, int(idle_s / 10)))


def build_config(options: ServeOptions, environment: dict[str, str]) -> Config:
    """What Voilà and the Jupyter server are told. `environment` is what kernels receive over the server's own."""
    config = Config()
    config.Voila.update(
        root_dir=str(options.notebooks),
        base_url=options.base_url,
        identity_provider_class=_choose_provider(options.identity),
        kernel_websocket_connection_class=LessonLine,
    )
    config.VoilaConfiguration.update(
        template="lab",
        theme="light",
        allow_template_override="NO",
        allow_theme_override="NO",
        http_header_envs=[HEADER, ROLE_HEADER],
        extension_denylist=["jupyterlab-plotly", "jupyterlab_pygments"],
        kernel_spec_manager_class=OwnInterpreter,
        multi_kernel_manager_class=LessonKernels,
        page_config_hook=_describe_page,
        show_tracebacks=True,  # the error card of our template decides what of it is shown
    )
    config.VoilaExecutor.update(allow_errors=True, on_cell_error=_log_failed_cell)
    config.OwnInterpreter.kernel_start = options.kernel_start
    config.LessonKernels.update(
        environment=environment,
        place=options.place,
        most=options.most_kernels,
        idle_s=options.idle_s,
        cull_idle_timeout=max(1, int(options.idle_s)),
        cull_interval=_choose_interval(options.idle_s),
    )
    config.TemplateExporter.filters = FILTERS
    config.KernelManager.update(
        autorestart=False,
        client_factory="sciatica_teach.hosting.kernels.first_contact.QuickClient",
        transport=choose_transport(),
    )
    config.Session.digest_history_size = REMEMBERED_MESSAGES
    return config
