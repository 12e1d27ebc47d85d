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

function lockWithChannel(name, onChange) {
  const channel = new BroadcastChannel(name);
  const me = `${Date.now().toString(36).padStart(10, "0")}${newId("tab")}`;
  let status = "asking";
  const become = (next) => { status = next; onChange(next); };
  // A tab that asks at the same moment answers too if it was opened earlier, so that exactly one of them holds.
  const answers = { hello: (from) => (status === "held" || (status === "asking" && me < from)) && say("here"),
    here: () => status === "asking" && become("elsewhere"),
    take: () => status === "held" && become("taken"),
    left: () => status === "elsewhere" && start() };
  const say = (what) => channel.postMessage({ what, from: me });
  const start = () => {
    status = "asking";
    say("hello");
    setTimeout(() => status === "asking" && become("held"), ANSWER_MS);
  };
  const leave = () => { if (status === "held") say("left"); };
  channel.onmessage = ({ data }) => answers[data.what]?.(data.from);
  addEventListener("pagehide", leave);
  start();
  return {
    take: () => { say("take"); become("held"); },
    leave: () => { leave(); removeEventListener("pagehide", leave); channel.close(); },
  };
}
