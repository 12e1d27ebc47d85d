"""A real view behind the bench: what a part sends is handled by the view, and its new states are shown at once."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
from ui.parts.bench import Bench

from sciatica_teach.views.parts.scene import read_script


class Wired:
    """A bench with the parts of a view on it; `later` names parts that the view makes only when they are needed.

    A part goes by its kind; of a kind of which there are several, by kind and id: "card#head".
    """

    def __init__(self, bench: Bench, view: Any, *later: str) -> None:
        self.bench, self.view, self._heard = bench, view, dict[str, int]()
        self._several = {name.split("#")[0] for name in later if "#" in name}
        bench.traits, bench.files = {"plotly_url": "/plotly.min.js"}, {"plotly.min.js": read_script()}
        shown = [name for name, _ in self._parts()]
        empty = [(name, {"subject": "", "id": f"no-{name}"}) for name in later if name not in shown]
        self.page: Page = bench.put(*self._parts()[0], *self._parts()[1:], *empty)
        self._shown = dict(self._parts())

    def _parts(self) -> list[tuple[str, dict[str, Any]]]:
        return [(self._name(part), part.state) for part in self.view.children]

    def _name(self, part: Any) -> str:
        kind = type(part).__name__.lower()
        kinds = [type(one).__name__.lower() for one in self.view.children]
        return f"{kind}#{part.state['id']}" if kind in self._several or kinds.count(kind) > 1 else kind

    def settle(self, name: str, count: int = 1) -> None:
        """Wait until part `name` has sent `count` more messages, let the view handle them, and show what came of it."""
        heard = self._heard.get(name, 0)
        self.page.wait_for_function("([name, count]) => window.models[name].sent.length >= count", arg=[
            name, heard + count])
        [part] = [part for part in self.view.children if self._name(part) == name]
        replies: list[dict[str, Any]] = []
        part.send = replies.append
        for message in self.bench.sent(name)[heard:]:
            part._handle_custom_msg(message, [])
        self._heard[name] = heard + count
        for shown, state in self._parts():
            if self._shown.get(shown) != state:
                self.bench.show(shown, state)
        self._shown = dict(self._parts())
        for reply in replies:
            self.bench.answer(name, reply)
