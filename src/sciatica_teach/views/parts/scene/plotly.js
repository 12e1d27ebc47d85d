// Plotly's script, each bundle fetched once per page: from our server where it has a lasting address, else from the
// kernel. Two bundles may meet on a page; each part keeps to the one that its own address gave it.

// What the kernel sends when asked for it: one buffer of bytes.
function askKernel(model, need) {
  return new Promise((done, fail) => {
    const hear = (message, buffers) => {
      if (message.have !== need) return;
      model.off("msg:custom", hear);
      if (buffers?.[0]) done(buffers[0]);
      else fail(new Error(message.why));
    };
    model.on("msg:custom", hear);
    model.send({ need });
  });
}

function runScript(address) {
  return new Promise((done, fail) => {
    document.head.append(h("script", {
      src: address, onload: () => done(globalThis.Plotly), onerror: () => fail(new Error(address)),
    }));
  });
}

async function fetchPlotly(model) {
  const address = model.get("plotly_url");
  if (address) return runScript(address);
  const blob = URL.createObjectURL(new Blob([await askKernel(model, "plotly")], { type: "text/javascript" }));
  return runScript(blob).finally(() => URL.revokeObjectURL(blob));
}

// A failure is forgotten, so that asking again tries again.
function once(cache, key, make) {
  cache[key] ??= make().catch((error) => {
    delete cache[key];
    throw error;
  });
  return cache[key];
}

const loadPlotly = (model) => once((SHARED.loads ??= {}), model.get("plotly_url") || "plotly", () => fetchPlotly(model));
