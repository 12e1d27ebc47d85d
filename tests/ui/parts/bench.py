"""A bench for parts: a page with nothing but parts on it, and a kernel made of a few lines of JavaScript."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from sciatica_teach.views import parts

HOST = "parts.test"
CLASSES = {
    name.lower(): getattr(parts, name)
    for name in (
        "Answers", "Atlas", "Attempts", "Belief", "Calendar", "Card", "Chain", "Choice", "Claims", "Compare",
        "Contrast", "Desk", "Drawing", "Drill", "Evidence", "Explorer", "Hotspot", "Likeness", "Links",
        "Losses", "Matching", "Nomogram", "Number", "Ordering", "OwnRecord", "Picker", "Place", "Plot", "Questions",
        "Queue", "Search", "Shares", "Sheet", "Shift", "Sites", "Spine", "Stages", "Text", "Tree", "Variants",
    )
}
TYPES = {"js": "text/javascript", "json": "application/json"}

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>%(css)s body { margin: 0; padding: 24px; background: var(--st-paper); }
@media (max-width: 640px) { body { padding: 16px; } }
main { max-width: 760px; margin: 0 auto; display: grid; gap: 16px; }
main > div { min-width: 0; }</style></head>
<body><div><main class="st-view"><h1 class="st-hidden">Bench</h1></main></div><script type="module">
class Model {
  constructor(name, state) { Object.assign(this, %(traits)s, { name, state, heard: [], sent: [] }); }
  get(key) { return this[key]; }
  set(key, value) { this[key] = value; this.fire(`change:${key}`); }
  save_changes() {}
  on(event, hear) { this.heard.push([event, hear]); }
  off(event, hear) { this.heard = this.heard.filter(([e, f]) => (event && e !== event) || (hear && f !== hear)); }
  fire(event, ...rest) { for (const [e, hear] of [...this.heard]) if (e === event) hear(...rest); }
  send(message) {
    if (!window.kernel.alive) return;
    if ("ping" in message) { this.fire("msg:custom", { pong: message.ping }, []); return; }
    this.sent.push(message);
    const reply = window.kernel.reply[0];
    if (reply) this.fire("msg:custom", { [reply]: message.id, why: window.kernel.why }, []);
  }
}
window.kernel = { alive: true, reply: [], why: "Because." };
window.models = {};
for (const [name, state] of %(parts)s) {
  const { default: part } = await import(`/${name.split("#")[0]}.js?${encodeURIComponent(name)}`);
  const model = (window.models[name] = new Model(name, state));
  model.enter = async () => {
    const el = document.createElement("div");
    const cleanup = await part.render({ model, el });
    model.leave = () => { cleanup(); el.remove(); };
    document.querySelector("main").append(el);
  };
  await model.enter();
}
document.body.dataset.ready = "yes";
</script></body></html>"""


class Bench:
    """One page with parts on it. `put` opens it; the kernel answers nothing until told to."""

    def __init__(self, context: BrowserContext, *, secure: bool = True) -> None:
        self.context = context
        self.address = f"{'https' if secure else 'http'}://{HOST}/"
        self.parts: list[tuple[str, dict[str, Any]]] = []
        self.problems: list[str] = []
        self.traits: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        """What the server of this page has besides the parts: path -> content."""
        context.route(f"**://{HOST}/**", self._serve)
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        return page

    def _serve(self, route: Route) -> None:
        path = route.request.url.split(HOST, 1)[1].split("?")[0].strip("/")
        if path in self.files:
            route.fulfill(body=self.files[path], content_type=TYPES[path.rpartition(".")[2]])
            return
        if path:
            route.fulfill(body=str(CLASSES[path.removesuffix(".js")]._esm), content_type="text/javascript")
            return
        kinds = dict.fromkeys(name.split("#")[0] for name, _ in self.parts)
        css = "\n".join(str(CLASSES[kind]._css) for kind in kinds)
        shown = json.dumps(self.parts).replace("<", "\\u003c")
        page = PAGE % {"css": css, "parts": shown, "traits": json.dumps(self.traits)}
        route.fulfill(body=page, content_type="text/html; charset=utf-8")

    def put(self, name: str, state: dict[str, Any], *more: tuple[str, dict[str, Any]]) -> Page:
        """Open the page with these parts; of one kind there may be several: "card#first", "card#second"."""
        self.parts = [(name, state), *more]
        return self.open(self.page)

    def open(self, page: Page) -> Page:
        page.goto(self.address)
        page.locator("body[data-ready]").wait_for()
        return page

    def reload(self) -> None:
        self.page.reload()
        self.page.locator("body[data-ready]").wait_for()

    def show(self, name: str, state: dict[str, Any]) -> None:
        """The kernel gives a part another state."""
        self.page.evaluate("([name, state]) => window.models[name].set('state', state)", [name, state])

    def draw_anew(self, name: str) -> None:
        """The view of a part is taken away and made again, as ipywidgets does when the widgets before it change."""
        self.page.evaluate("async (name) => { window.models[name].leave(); await window.models[name].enter(); }", name)

    def sent(self, name: str, page: Page | None = None) -> list[dict[str, Any]]:
        """The commands that reached the kernel from this part, first to last."""
        return (page or self.page).evaluate("(name) => window.models[name].sent", name)

    def actions(self, name: str) -> list[dict[str, Any]]:
        return [message["action"] for message in self.sent(name)]

    def answer(self, name: str, message: dict[str, Any]) -> None:
        """The kernel says something to a part."""
        self.page.evaluate("([name, message]) => window.models[name].fire('msg:custom', message, [])", [name, message])

    def reply_always(self, kind: str) -> None:
        """From now on every command is answered at once with `ack`, `retry` or `refused`."""
        self.page.evaluate("(kind) => { window.kernel.reply = [kind]; }", kind)

    def outbox(self) -> list[dict[str, Any]]:
        return self.page.evaluate("() => JSON.parse(localStorage.getItem('st-outbox') ?? '[]')")
