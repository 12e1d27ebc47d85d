"""JupyterHub with one server of the apps for each user: `jupyterhub -f deploy/jupyterhub_config.py`.

Add your authenticator and, where users have no account on this machine, your spawner: in a file of your own that
begins with `load_subconfig("deploy/jupyterhub_config.py")`. A class is lighter on one shared server:
`jupyterhub_service.py`. See docs/hosting.md.
"""

import os
import sys
from pathlib import Path

folder = Path(os.environ.get("SCIATICA_TEACH_HOME", "/var/lib/sciatica-teach"))

c = get_config()  # noqa: F821  # JupyterHub puts it there
c.Spawner.cmd = [str(Path(sys.executable).with_name("sciatica-teach")), "serve", "--no-open"]
c.Spawner.environment = {
    "SCIATICA_TEACH_IDENTITY": "hub",
    "SCIATICA_TEACH_HOME": str(folder),
    "SCIATICA_TEACH_CACHE": os.environ.get("SCIATICA_TEACH_CACHE", str(folder / "cache")),
    "SCIATICA_TEACH_DATABASE": os.environ.get("SCIATICA_TEACH_DATABASE", f"sqlite:///{folder / 'records.sqlite'}"),
    "SCIATICA_TEACH_NAME_KEY_FILE": os.environ.get("SCIATICA_TEACH_NAME_KEY_FILE", str(folder / "name-key")),
    "SCIATICA_TEACH_MOST_KERNELS": "8",  # one person's tabs
    "SCIATICA_TEACH_SPARE_KERNELS": "0",  # a server that one person uses now and then keeps nothing ready
}
c.Spawner.start_timeout = 120  # the first start on a machine compiles the content
c.Spawner.http_timeout = 60
