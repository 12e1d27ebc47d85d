// The handbook travels once per page: the first desk that is offered one asks for it, and keeps it for every part.

const ASK_MS = 3000;

function fetchHandbook(model) {
  if (!model.get("state").handbook || SHARED.handbook || SHARED.fetching) return () => {};
  SHARED.fetching = true;
  const ask = () => {
    try {
      model.send({ need: "handbook" });
    } catch (error) {
      console.warn("Could not send; it will be tried again.", error);
    }
  };
  const stop = () => {
    clearInterval(timer);
    model.off("msg:custom", hear);
    SHARED.fetching = false;
  };
  const hear = ({ have, handbook }) => {
    if (have !== "handbook") return;
    stop();
    if (!handbook) return;
    SHARED.handbook = handbook;
    readAlong(handbook);
    document.addEventListener("toggle", offerReport, true); // toggle does not bubble
  };
  const timer = setInterval(ask, ASK_MS);
  model.on("msg:custom", hear);
  ask();
  return stop;
}
