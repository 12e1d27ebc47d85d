// The summary of a room: its tables come from the server; the paths of beliefs are drawn here.
import { byId } from "./base.js";
import { drawBelief } from "./belief.js";

const paths = JSON.parse(byId("st-paths")?.textContent ?? "[]");
for (const place of document.querySelectorAll("[data-path]")) {
  const drawn = drawBelief(paths[Number(place.dataset.path)], { table: false });
  if (drawn) place.append(drawn);
}

const print = byId("st-print");
print.hidden = false;
print.addEventListener("click", () => window.print());
