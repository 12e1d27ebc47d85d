"""The files for running on machines of one's own, read as the programs that use them would."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Option
from support.several import AROUND, DEPLOY, require_nginx, write_configuration

from sciatica_teach.cli.serve import command

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
OPTIONS = [option for option in command.params if isinstance(option, Option)]
VARIABLES = {str(option.envvar): option for option in OPTIONS if option.envvar}
SETTINGS = {f"SCIATICA_TEACH_{name}" for name in ("HOME", "CACHE", "DATABASE", "CONTENT", "NAME_KEY")}
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
CHART = {"singleuser", "hub", "cull", "prePuller", "scheduling", "proxy", "ingress", "global", "imagePullSecrets"}
SINGLEUSER = {"image", "cmd", "uid", "fsGid", "storage", "startTimeout", "cpu", "memory", "extraEnv"}
INSTRUCTIONS = {
    "FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENV", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT",
}


def known(name: str) -> bool:
    return name in VARIABLES or name in SETTINGS or not name.startswith("SCIATICA_TEACH_")


def variables_in(text: str) -> set[str]:
    return set(re.findall(r"SCIATICA_TEACH_[A-Z_]*[A-Z]", text))


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_of_serve_is_in_the_table_with_its_variable_and_default(option: Option) -> None:
    row = next((line for line in GUIDE.splitlines() if line.startswith(f"| `{option.opts[0]}`")), None)
    assert row, f"{option.opts[0]} is not in the table of docs/hosting.md"
    if option.envvar:
        assert f"`{option.envvar}`" in row
    if isinstance(option.show_default, str):
        assert all(f"`{number}`" in row for number in re.findall(r"\d+", option.show_default))
    elif option.show_default:
        shown = f"{option.default:g}" if isinstance(option.default, float) else str(option.default)
        assert not shown or f"`{shown}`" in row


def test_the_table_names_no_option_that_serve_does_not_have() -> None:
    named = set(re.findall(r"^\| `(--[a-z-]+)", GUIDE, re.M))
    assert named == {option.opts[0] for option in OPTIONS}


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_variable_that_a_file_sets_is_one_that_is_read(file: Path) -> None:
    unknown = {name for name in variables_in(file.read_text(encoding="utf-8")) if not known(name)}
    assert unknown - {"SCIATICA_TEACH_SERVICE_PORT"} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_the_guide_leads_to_every_file(file: Path) -> None:
    assert f"deploy/{file.relative_to(DEPLOY).as_posix()}" in GUIDE


def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
    whole = write_configuration(tmp_path, 18080, {"a": 18871, "b": 18872})
    done = subprocess.run(
        [require_nginx(), "-t", "-c", whole, "-e", tmp_path / "e.log"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "include" in AROUND


def test_systemd_accepts_the_unit_and_it_gives_the_server_little() -> None:
    unit = DEPLOY / "sciatica-teach@.service"
    if analyze := shutil.which("systemd-analyze"):
        done = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True, check=False)
        complaints = [line for line in done.stderr.splitlines() if unit.name in line or "sciatica" in line]
        assert [line for line in complaints if "is not executable" not in line] == []
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str
    parsed.read(unit, encoding="utf-8")
    service = parsed["Service"]
    assert (service["DynamicUser"], service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("yes", "strict", "")
    assert service["KillMode"] == "mixed"
    drain = re.search(r"DRAIN_SECONDS=(\d+)", unit.read_text(encoding="utf-8"))
    assert drain
    assert int(service["TimeoutStopSec"]) > int(drain[1])


def test_the_values_for_kubernetes_have_only_keys_of_the_chart() -> None:
    values: dict[str, Any] = yaml.safe_load((DEPLOY / "kubernetes" / "values.yaml").read_text(encoding="utf-8"))
    assert set(values) <= CHART
    single = values["singleuser"]
    assert set(single) <= SINGLEUSER
    assert single["cmd"][:2] == ["sciatica-teach", "serve"]
    assert single["uid"] == int(re.findall(r"^USER (\d+)$", container_text(), re.M)[0])
    assert single["extraEnv"]["SCIATICA_TEACH_IDENTITY"] == "hub"
    for secret in ("SCIATICA_TEACH_DATABASE", "SCIATICA_TEACH_NAME_KEY"):
        assert set(single["extraEnv"][secret]["valueFrom"]["secretKeyRef"]) == {"name", "key"}
    plain = [value for value in single["extraEnv"].values() if not isinstance(value, dict)]
    assert all(isinstance(value, str) for value in plain)


def container_text() -> str:
    return (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def read_container() -> list[tuple[str, str]]:
    """Instructions and what they say, continued lines joined."""
    joined = re.sub(r"\\\n", " ", container_text())
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.strip().partition(" ") for line in lines)]


def test_the_container_file_is_well_formed_and_runs_as_nobody_in_particular() -> None:
    steps = read_container()
    assert {word for word, _ in steps} <= INSTRUCTIONS
    last_stage = steps[max(i for i, (word, _) in enumerate(steps) if word == "FROM"):]
    words = [word for word, _ in last_stage]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "HEALTHCHECK" in words
    assert dict(last_stage)["ENTRYPOINT"] == '["sciatica-teach", "serve", "--no-open"]'
    for word, rest in steps:
        if word == "COPY" and "--from" not in rest:
            assert all((ROOT / name).exists() for name in rest.split()[:-1]), rest
        assert not (word == "FROM" and rest.split()[0].endswith(":latest"))


def test_binder_installs_the_same_versions_and_its_proxy_keeps_the_prefix() -> None:
    environment = yaml.safe_load((ROOT / ".binder" / "environment.yml").read_text(encoding="utf-8"))
    pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert {"--constraint constraints.txt", "--editable ."} <= set(pip)
    assert (ROOT / ".binder" / "postBuild").stat().st_mode & 0o111
    server = (ROOT / ".binder" / "jupyter_server_config.py").read_text(encoding="utf-8")
    assert '"--base-url", "{base_url}sciatica/"' in server
    assert '"absolute_url": True' in server
