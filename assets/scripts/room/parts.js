// Shows a part of the lessons without a kernel: its own script and sheet, and a stand-in for its model. What the part
// sends goes to `onSend(message, answer)`; `answer` tells the part what became of it.

const STYLES = new Set();

class StandIn {
  constructor(state, onSend) { Object.assign(this, { state, onSend, ears: [] }); }
  get(name) { return this[name]; }
  set(name, value) { this[name] = value; this.fire(`change:${name}`); }
  save_changes() {}
  on(event, ear) { this.ears.push([event, ear]); }
  off(event, ear) { this.ears = this.ears.filter(([known, other]) => (event && known !== event) || (ear && other !== ear)); }
  fire(event, ...told) { for (const [known, ear] of [...this.ears]) if (known === event) ear(...told); }
  send(message) { this.onSend(message, (told) => this.fire("msg:custom", told, [])); }
}

function wear(url) {
  if (STYLES.has(url)) return undefined;
  STYLES.add(url);
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
  return new Promise((done) => {
    Object.assign(link, { onload: done, onerror: () => { STYLES.delete(url); link.remove(); done(); } });
    document.head.append(link);
  });
}

// Returns a function that takes the part away. The fragment gives each showing a module of its own: the kit keeps in it
// what was not sent yet, and that is of one question only.
export async function showPart(el, folder, name, state, onSend) {
  const own = encodeURIComponent(state.id);
  const [{ default: part }] = await Promise.all([import(`${folder}${name}.js#${own}`), wear(`${folder}${name}.css`)]);
  const model = new StandIn(unowned(state), onSend);
  const leave = await (typeof part === "function" ? await part() : part).render({ model, el });
  return { show: (next) => model.set("state", unowned(next)), leave: () => leave?.() };
}

// Without a subject the kit keeps nothing in the outbox of the lessons, whose pages would send it to a kernel.
const unowned = (state) => ({ ...state, subject: undefined });
