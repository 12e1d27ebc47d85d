"""A vulnerable version turns the build red, and a service that was not asked is not taken for a clean answer."""

from __future__ import annotations

import audit
import pytest

TORNADO = audit.Advisory(id="CVE-0", package="tornado", fixed="6.5.5", what="it breaks", source="https://example.org")


@pytest.mark.parametrize(("installed", "problems"), [("6.4", 1), ("6.5.4", 1), ("6.5.5", 0), ("6.10", 0), (None, 0)])
def test_what_is_older_than_the_mended_version_is_told(installed: str | None, problems: int) -> None:
    assert len(audit.check_installed([TORNADO], lambda _package: installed)) == problems


def test_a_problem_names_package_version_advisory_and_remedy() -> None:
    (problem,) = audit.check_installed([TORNADO], lambda _package: "6.0")
    assert problem == "tornado 6.0: it breaks (CVE-0). Install 6.5.5 or newer; see https://example.org"


def test_what_is_really_installed_is_looked_at() -> None:
    future = audit.Advisory(id="CVE-0", package="tornado", fixed="9999", what="it breaks", source="")
    assert len(audit.check_installed([future])) == 1


def test_our_list_is_sound_and_nothing_installed_is_on_it() -> None:
    advisories = audit.read_advisories()
    assert all(one.id.startswith(("CVE-", "GHSA-")) and one.source.startswith("https://") for one in advisories)
    assert audit.check_installed(advisories) == []


@pytest.mark.parametrize(
    ("code", "errors", "told", "is_bad"),
    [(0, "No known vulnerabilities found", "knows of nothing", False),
     (1, "Found 1 known vulnerability in 1 package", "found:\nthe table", True),
     (1, "ConnectionError: no route", "not asked: ", False), (2, "", "not asked: ", False)],
)
def test_the_service_is_believed_only_when_it_answered(code: int, errors: str, told: str, is_bad: bool) -> None:
    asked = audit.read_answer(code, "the table", errors)
    assert told in asked.told
    assert asked.is_bad is is_bad


def test_the_build_fails_over_a_vulnerable_version(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(audit, "find_installed", lambda _package: "0.1")
    monkeypatch.setattr(audit.check_installed, "__defaults__", (audit.find_installed,))
    monkeypatch.setattr(audit, "ask_service", lambda: audit.Asked("not asked: no network", is_bad=False))
    assert audit.main() == 1
    said = capsys.readouterr().out
    assert "CVE-2025-47287" in said
    assert "not asked: no network" in said
