// The host's door. The key stands in the fragment of the address, so it is in no log; it is exchanged for a cookie that
// scripts cannot read, and the address is cleaned at once.
import { byId, h, page, say } from "./base.js";
import { post } from "./posting.js";

const AGAIN_MS = 2000;
const VIEWS = ["remote", "summary"]; // the wall is where everybody else goes
const ask = decodeURIComponent(location.hash.slice(1));
const [key, view] = ask.split("/");
history.replaceState(null, "", location.pathname);

function tell(words) {
  const now = byId("st-now");
  now.replaceChildren(h("p", { class: "st-room-note st-tone-caution" }, words));
  now.focus();
}

async function enter() {
  const told = await post(`${page.url}/enter`, { id: "enter", key }).catch(() => ({ retry: "enter" }));
  if (told.ack) location.replace(`${page.url}/${VIEWS.includes(view) ? view : "wall"}`);
  else if (told.retry) setTimeout(enter, AGAIN_MS);
  else tell(say("wrong_key"));
}

if (key) enter();
else tell(say("no_key"));
