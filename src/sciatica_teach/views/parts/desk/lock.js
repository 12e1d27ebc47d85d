// One subject, one tab: two tabs would answer the same question twice. `onChange` hears "held", "elsewhere" or "taken".
//
// The browser's lock manager does this well, but only on secure pages; a class room server on plain http gets a
// conversation over a BroadcastChannel instead.

function tabLock(subject, onChange) {
  const name = `st-tab-${subject}`;
  return navigator.locks ? lockWithManager(name, onChange) : lockWithChannel(name, onChange);
}

function lockWithManager(name, onChange) {
  let release = () => {};
  let queue = new AbortController();
  let gone = false;
  const hold = () => {
    onChange("held");
    return new Promise((resolve) => { release = resolve; });
  };
  // The request ends in an error when somebody steals the lock; then we stand in line for when they leave.
  const ask = (options) => navigator.locks.request(name, options, (lock) => {
    if (gone) return undefined;
    if (lock) return hold();
    onChange("elsewhere");
    return waitInLine();
  }).catch((error) => {
    if (gone || options.signal?.aborted || error.name !== "AbortError") return;
    onChange("taken");
    waitInLine();
  });
  const waitInLine = () => { queue = new AbortController(); void ask({ signal: queue.signal }); };
  void ask({ ifAvailable: true });
  return {
    take: () => { queue.abort(); void ask({ steal: true }); },
    leave: () => { gone = true; queue.abort(); release(); },
  };
}

const ANSWER_MS = 300;
const ASK_AGAIN_MS = 3000;

// A tab asks "hello"; the holder says "here", and silence means that the place is free. Waiting tabs go on asking, so
// that a tab that was closed, or crashed, leaves no lock behind. Whoever becomes the holder says "mine", and all others
// step back.
function lockWithChannel(name, onChange) {
  const channel = new BroadcastChannel(name);
  const me = `${Date.now().toString(36).padStart(10, "0")}${newId("tab")}`;
  let [status, silence] = ["asking", undefined];
  const tell = (what) => channel.postMessage({ what, from: me });
  const become = (next) => {
    clearTimeout(silence);
    if (next !== status) onChange((status = next));
  };
  const take = () => { tell("mine"); become("held"); };
  const ask = () => {
    tell("hello");
    clearTimeout(silence);
    silence = setTimeout(take, ANSWER_MS);
  };
  const hear = {
    // Two tabs opened at the same moment: the older one answers as if it held the place already.
    hello: (from) => (status === "held" || (status === "asking" && me < from)) && tell("here"),
    here: () => become(status === "asking" ? "elsewhere" : status),
    mine: () => become(status === "held" ? "taken" : status === "asking" ? "elsewhere" : status),
  };
  channel.onmessage = ({ data }) => hear[data.what]?.(data.from);
  const again = setInterval(() => status !== "held" && ask(), ASK_AGAIN_MS);
  ask();
  return { take, leave: () => { clearInterval(again); clearTimeout(silence); channel.close(); } };
}
