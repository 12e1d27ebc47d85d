// All widgets of the page's kernel, kept in step with it over the line.

import { Line, newId } from "./line.js";
import { Model } from "./model.js";
import { putBuffers } from "./wire.js";

const WIDGET = "jupyter.widget";
const CONTROL = "jupyter.widget.control";
const CONTROL_VERSION = "1.0.0";

export class Models {
  #models = new Map();
  #awaited = new Map(); // id -> those who wait for a widget that is not known yet
  #control = newId();
  #asked = false;
  #answered = false;
  #hasStood = false;

  constructor(baseUrl, kernelId) {
    this.line = new Line(baseUrl, kernelId, { hear: (message) => this.#hear(message), opened: () => this.#catchUp() });
  }

  // The model of that id, as soon as the kernel has told of it.
  when(id) {
    if (this.#models.has(id)) return Promise.resolve(this.#models.get(id));
    const waiting = this.#awaited.get(id) ?? {};
    waiting.promise ??= new Promise((resolve) => { waiting.resolve = resolve; });
    this.#awaited.set(id, waiting);
    return waiting.promise;
  }

  // Ask for every widget there is: what was made before the line stood is learnt in no other way. Once is enough, for
  // whatever is made after the answer tells of itself. There is nobody to ask before the first widget exists.
  ask() {
    if (this.#asked) return;
    this.#asked = true;
    this.#openControl();
    this.#request();
  }

  #openControl() {
    const about = { comm_id: this.#control, target_name: CONTROL, data: {} };
    this.line.send("comm_open", about, { metadata: { version: CONTROL_VERSION } });
  }

  #request() {
    this.line.send("comm_msg", { comm_id: this.#control, data: { method: "request_states" } });
  }

  close() {
    this.line.close();
    for (const model of this.#models.values()) model.close();
    this.#models.clear();
  }

  // After a cut: what could not be told, and what the widgets became meanwhile. Until there was an answer nobody knows
  // whether the kernel heard whom it should answer, so it is told again.
  #catchUp() {
    const isBack = this.#hasStood;
    this.#hasStood = true;
    if (!isBack) return;
    for (const model of this.#models.values()) model.sendAgain();
    if (!this.#asked) return;
    if (!this.#answered) {
      this.#control = newId();
      this.#openControl();
    }
    this.#request();
  }

  #hear({ header, parent_header: parent, content, buffers }) {
    const type = header.msg_type;
    if (type === "status" && content.execution_state === "idle") this.#settle(parent?.msg_id);
    else if (type === "comm_open" && content.target_name === WIDGET) this.#open(content, buffers);
    else if (type === "comm_msg" && content.comm_id === this.#control) this.#learn(content.data, buffers);
    else if (type === "comm_msg") this.#pass(content, buffers);
    else if (type === "comm_close") this.#forget(content.comm_id);
  }

  #settle(messageId) {
    for (const model of this.#models.values()) model.settle(messageId);
  }

  #open({ comm_id: id, data }, buffers) {
    this.#keep(id, putBuffers(data.state, data.buffer_paths, buffers));
  }

  #learn({ method, states, buffer_paths: paths }, buffers) {
    if (method !== "update_states") return;
    this.#answered = true;
    putBuffers(states, paths, buffers);
    for (const [id, { state }] of Object.entries(states)) this.#keep(id, state);
    for (const id of [...this.#models.keys()]) if (!(id in states)) this.#forget(id);
  }

  #pass({ comm_id: id, data }, buffers) {
    const model = this.#models.get(id);
    if (data.method === "update") model?.update(putBuffers(data.state, data.buffer_paths, buffers));
    if (data.method === "custom") model?.receive(data.content, buffers);
  }

  #keep(id, state) {
    if (this.#models.has(id)) {
      this.#models.get(id).update(state);
      return;
    }
    const kind = `${state._model_module}/${state._model_name}`;
    const post = (data, buffers) => this.line.send("comm_msg", { comm_id: id, data }, { buffers });
    const widget_manager = { get_model: (other) => this.when(other) };
    this.#models.set(id, new Model(id, kind, state, { post, widget_manager }));
    this.#awaited.get(id)?.resolve(this.#models.get(id));
    this.#awaited.delete(id);
  }

  #forget(id) {
    this.#models.get(id)?.close();
    this.#models.delete(id);
  }
}
