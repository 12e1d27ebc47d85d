// The line to the page's kernel: one websocket, opened again whenever it is cut. What is said meanwhile waits.
//
// The server keeps what the kernel says to a session that is away and hands it over when the same session comes back,
// so the session's name stays the same.

import { decode, encode } from "./wire.js";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const MOST_WAITING = 500;

// crypto.randomUUID exists on secure pages only, and a class room server may be plain http.
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))]
  .map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Line {
  #socket;
  #session = newId();
  #waiting = [];
  #failures = 0;
  #closed = false;
  #timer;

  // `hear` gets every message of the kernel, `opened` is called each time the line stands.
  constructor(baseUrl, kernelId, { hear, opened = () => {} }) {
    const address = new URL(`${baseUrl}api/kernels/${kernelId}/channels?session_id=${this.#session}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    Object.assign(this, { address, hear, opened });
    this.#open();
  }

  // The id of the message. The server lets messages of comms through, and nothing that would run code.
  send(type, content, { metadata = {}, buffers = [] } = {}) {
    const header = {
      msg_id: newId(), msg_type: type, session: this.#session, username: "", version: "5.3",
      date: new Date().toISOString(),
    };
    const frame = encode({ header, parent_header: {}, metadata, content, channel: "shell" }, buffers);
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(frame);
    else throw new Error("The line to the kernel is down.");
    return header.msg_id;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.close();
  }

  #open() {
    this.#socket = new WebSocket(this.address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.#stand();
    this.#socket.onmessage = ({ data }) => !this.#closed && this.hear(decode(data));
    this.#socket.onclose = () => this.#comeBack();
  }

  #stand() {
    this.#failures = 0;
    for (const frame of this.#waiting.splice(0)) this.#socket.send(frame);
    this.opened();
  }

  #comeBack() {
    if (this.#closed) return;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#failures, LONGEST_WAIT_MS);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#open(), wait);
  }
}
