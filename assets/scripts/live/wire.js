// A message as it travels over the websocket: JSON, or one binary frame of JSON and buffers. A frame begins with the
// number of its pieces and where each starts, as big-endian 32-bit integers; the first piece is the JSON.

export function decode(data) {
  if (typeof data === "string") return { ...JSON.parse(data), buffers: [] };
  const head = new DataView(data);
  const starts = Array.from({ length: head.getUint32(0) }, (_, index) => head.getUint32(4 * (index + 1)));
  const pieces = starts.map((start, index) => new DataView(data, start, (starts[index + 1] ?? data.byteLength) - start));
  return { ...JSON.parse(new TextDecoder().decode(pieces[0])), buffers: pieces.slice(1) };
}

export function encode(message, buffers = []) {
  const text = JSON.stringify(message);
  if (buffers.length === 0) return text;
  const pieces = [new TextEncoder().encode(text), ...buffers.map(bytesOf)];
  const head = new DataView(new ArrayBuffer(4 * (pieces.length + 1)));
  head.setUint32(0, pieces.length);
  let start = head.byteLength;
  pieces.forEach((piece, index) => {
    head.setUint32(4 * (index + 1), start);
    start += piece.byteLength;
  });
  return new Blob([head.buffer, ...pieces]);
}

const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
const bytesOf = (value) => (value instanceof ArrayBuffer ? new Uint8Array(value)
  : new Uint8Array(value.buffer, value.byteOffset, value.byteLength));

// Buffers stand outside the JSON; each has a path to where it belongs, such as ["image", "pixels"].
export function putBuffers(state, paths = [], buffers = []) {
  paths.forEach((path, index) => {
    const holder = path.slice(0, -1).reduce((place, key) => place[key], state);
    holder[path.at(-1)] = buffers[index];
  });
  return state;
}

export function takeBuffers(state) {
  const [paths, buffers] = [[], []];
  const strip = (value, path) => {
    if (isBinary(value)) {
      paths.push(path);
      buffers.push(value);
      return null;
    }
    if (Array.isArray(value)) return value.map((item, index) => strip(item, [...path, index]));
    if (value === null || typeof value !== "object" || value.toJSON) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strip(item, [...path, key])]));
  };
  return { state: strip(state, []), paths, buffers };
}
