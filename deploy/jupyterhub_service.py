"""JupyterHub with one server of the apps that all its users share, at /services/sciatica/.

A learner costs one small kernel instead of a server and a kernel, and nobody waits for a spawn. Use it with
`load_subconfig("deploy/jupyterhub_service.py")` in the configuration of your Hub. See docs/hosting.md.
"""

import os
import sys
from pathlib import Path

folder = Path(os.environ.get("SCIATICA_TEACH_HOME", "/var/lib/sciatica-teach"))
port = os.environ.get("SCIATICA_TEACH_SERVICE_PORT", "8871")

c = get_config()  # noqa: F821  # JupyterHub puts it there
c.JupyterHub.services.append(
    {
        "name": "sciatica",
        "url": f"http://127.0.0.1:{port}",
        "command": [str(Path(sys.executable).with_name("sciatica-teach")), "serve", "--no-open"],
        "oauth_no_confirm": True,
        "environment": {
            "SCIATICA_TEACH_IDENTITY": "hub",
            "SCIATICA_TEACH_HOME": str(folder),
            "SCIATICA_TEACH_CACHE": os.environ.get("SCIATICA_TEACH_CACHE", str(folder / "cache")),
            "SCIATICA_TEACH_DATABASE": os.environ.get(
                "SCIATICA_TEACH_DATABASE", f"sqlite:///{folder / 'records.sqlite'}"
            ),
            "SCIATICA_TEACH_NAME_KEY_FILE": os.environ.get("SCIATICA_TEACH_NAME_KEY_FILE", str(folder / "name-key")),
        },
    }
)
c.JupyterHub.load_roles.append({"name": "user", "scopes": ["self", "access:services!service=sciatica"]})
