// One widget as the browser knows it: its state, who wants to hear of changes, and the way up to the kernel. What it
// offers is what anywidget promises to a widget's script.

import { takeBuffers } from "./wire.js";

export class Model {
  #state;
  #heard = [];
  #changed = {};
  #sent = {};
  #underway;

  // `kind` is "module/name", as in "anywidget/AnyModel"; `post` sends {content, buffers} to the kernel's widget.
  constructor(id, kind, state, { post, widget_manager }) {
    Object.assign(this, { model_id: id, kind, post, widget_manager });
    this.#state = state;
  }

  get(key) {
    return this.#state[key];
  }

  set(key, value) {
    const given = typeof key === "object" ? key : { [key]: value };
    const changed = this.#take(given);
    for (const name of changed) this.#changed[name] = given[name];
    this.#tell(changed);
  }

  // One update is underway at a time: while the kernel is busy with it, later ones become one.
  save_changes() {
    if (this.#underway || Object.keys(this.#changed).length === 0) return;
    const { state, paths, buffers } = takeBuffers(this.#changed);
    this.#sent = this.#changed;
    this.#changed = {};
    this.#underway = this.post({ method: "update", state, buffer_paths: paths }, buffers);
  }

  send(content, callbacks, buffers = []) {
    this.post({ method: "custom", content }, Array.isArray(callbacks) ? callbacks : buffers);
  }

  on(events, hear) {
    for (const event of events.split(" ")) this.#heard.push({ event, hear });
    return this;
  }

  // Without an event everything of `hear`, without `hear` everything of the event.
  off(events, hear) {
    const named = events?.split(" ");
    const goes = (entry) => (!named || named.includes(entry.event)) && (!hear || entry.hear === hear);
    this.#heard = this.#heard.filter((entry) => !goes(entry));
    return this;
  }

  // ---- What the kernel does ----

  update(state) {
    this.#tell(this.#take(state));
  }

  receive(content, buffers) {
    this.#fire("msg:custom", content, buffers);
  }

  // The kernel has dealt with a message.
  settle(messageId) {
    if (!this.#underway || messageId !== this.#underway) return;
    this.#underway = undefined;
    this.save_changes();
  }

  // After a cut nobody knows whether the update underway arrived. The same values twice do no harm.
  sendAgain() {
    if (this.#underway) this.#changed = { ...this.#sent, ...this.#changed };
    this.#underway = undefined;
    this.save_changes();
  }

  close() {
    this.#fire("destroy");
    this.#heard = [];
  }

  #take(given) {
    const changed = Object.keys(given).filter((name) => !isSame(given[name], this.#state[name]));
    for (const name of changed) this.#state[name] = given[name];
    return changed;
  }

  #tell(changed) {
    for (const name of changed) this.#fire(`change:${name}`, this, this.#state[name]);
    if (changed.length > 0) this.#fire("change", this);
  }

  // A listener that fails must not keep the others from hearing.
  #fire(event, ...rest) {
    for (const entry of [...this.#heard]) {
      if (entry.event !== event) continue;
      try {
        entry.hear(...rest);
      } catch (error) {
        console.error(error);
      }
    }
  }
}

function isSame(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (ArrayBuffer.isView(one) || one instanceof ArrayBuffer || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && isSame(one[key], other[key]));
}
