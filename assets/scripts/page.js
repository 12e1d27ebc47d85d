// The page around a lesson: says what is happening while it starts, and tells when the lesson's kernel is gone.
// Loaded before the body, and follows the page as it arrives. Other scripts use `window.stPage`:
//   stPage.state       "starting" | "connecting" | "ready" | "lost"
//   stPage.ready()     everything is drawn
//   stPage.useStock()  Voilà's own scripts draw this page: wait for what they leave in it
//   stPage.lost()      show the banner
//   stPage.proof()     headers which show that a request comes from this page
(() => {
  "use strict";
  const ASK_EVERY_MS = 3000;
  const SLOW_AFTER_MS = 20000;
  const NEVER_AFTER_MS = 75000; // the server gives a kernel 60 s to start, and says nothing when it does not
  const UNANSWERED_AFTER_MS = 60000; // the kernel lives, but the widgets heard nothing of it
  const SETTLES_WITHIN_MS = 8000; // figures are drawn after the lesson says that it is ready
  const byId = (id) => document.getElementById(id);

  const say = (text) => {
    const live = byId("st-live");
    if (live) live.textContent = text;
  };

  const show = (text, percent) => {
    if (byId("st-start-step")) byId("st-start-step").textContent = text;
    if (byId("st-start-bar")) byId("st-start-bar").value = percent;
  };

  const hasWebGL = () => {
    try {
      const context = document.createElement("canvas").getContext("webgl2") || document.createElement("canvas").getContext("webgl");
      context?.getExtension("WEBGL_lose_context")?.loseContext();
      return Boolean(context);
    } catch {
      return false;
    }
  };

  // What is still arriving is no JSON yet.
  const readConfig = () => {
    try {
      return JSON.parse(byId("jupyter-config-data")?.textContent ?? "");
    } catch {
      return undefined;
    }
  };

  const page = {
    state: "starting",
    timer: null,

    // JupyterHub asks for it even where something is only read: its users' pages share one origin.
    proof() {
      const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
      return { "X-XSRFToken": decodeURIComponent(token) };
    },

    begin() {
      byId("st-start").hidden = false;
      say("Starting your lesson. You can read the text meanwhile.");
      setTimeout(() => page.timer === null && show("The server is busy. Still waiting …", 5), SLOW_AFTER_MS);
      setTimeout(() => page.timer === null && page.lost(), NEVER_AFTER_MS);
    },

    // While nothing else comes, the server tells how many are served before this page.
    wait(before) {
      show(before > 0 ? `Many are arriving. ${before} before you …` : "Opening a place for you …", 5);
    },

    step(done, of) {
      show(done < of ? `Running step ${done + 1} of ${of} …` : "All steps have run …", 10 + (60 * done) / of);
    },

    connect() {
      page.state = "connecting";
      show("Connecting to it …", 75);
      setTimeout(() => {
        if (page.state === "connecting") show("The connection is slow. Still trying …", 80);
      }, SLOW_AFTER_MS);
      setTimeout(() => page.state === "connecting" && page.lost({ until: "ready" }), UNANSWERED_AFTER_MS);
    },

    useStock() {
      const waiting = () =>
        document.querySelector('script[type="application/vnd.voila.cell-output+json"]') ||
        [...document.querySelectorAll(".jp-OutputArea-output")].some((part) => part.textContent === "Loading widget...");
      const asking = setInterval(() => {
        if (page.state === "starting" || page.state === "lost" || !window.jupyterapp || waiting()) return;
        clearInterval(asking);
        if (page.state === "connecting") page.ready();
      }, 100);
    },

    // What scrolls sideways on a narrow screen has to be reachable by keyboard.
    reachTables() {
      for (const table of document.querySelectorAll(".jp-RenderedHTMLCommon table")) {
        if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      }
    },

    // A link to a section leads there although the widgets above it are still growing; a learner who takes over by hand
    // is left alone.
    holdSection() {
      const section = byId(decodeURIComponent(location.hash.slice(1)));
      if (!location.hash || !section) return;
      const growth = new ResizeObserver(() => section.scrollIntoView());
      const letGo = () => growth.disconnect();
      for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"]) {
        window.addEventListener(hand, letGo, { once: true, passive: true });
      }
      document.addEventListener("st-ready", () => setTimeout(letGo, SETTLES_WITHIN_MS));
      growth.observe(document.body);
    },

    ready() {
      byId("st-lost")?.remove();
      page.state = "ready";
      page.reachTables();
      byId("st-start")?.remove();
      document.documentElement.classList.add("st-ready");
      say("The lesson is ready.");
      document.dispatchEvent(new CustomEvent("st-ready"));
    },

    // Ask the server whether this page's kernel still lives: a closed socket alone says nothing, it may come back.
    watch() {
      const { baseUrl, kernelId } = page.config;
      let failures = 0;
      const ask = async () => {
        const alive = await fetch(`${baseUrl}alive/${kernelId}`, { cache: "no-store", headers: page.proof() })
          .then((reply) => reply.json()).then((told) => told.alive === true).catch(() => null);
        failures = alive === null ? failures + 1 : 0;
        if (alive === false || failures >= 2) page.lost();
        else if (failures === 0) page.found();
      };
      page.timer = setInterval(ask, ASK_EVERY_MS);
    },

    // Without a network a reload would leave nothing of the page to read.
    resume(button) {
      if (navigator.onLine) location.reload();
      else button.closest("[role=alert]").querySelector("p").textContent =
        "This device is offline. Your answers are kept in this browser. Press Resume once the network is back.";
    },

    // The banner stands until the kernel is found, or only until all is drawn.
    lost({ until = "found" } = {}) {
      if (byId("st-lost")) return;
      page.before = page.state;
      page.state = "lost";
      byId("st-start")?.setAttribute("hidden", "");
      const banner = document.createElement("div");
      banner.id = "st-lost";
      banner.dataset.until = until;
      banner.className = "st-frame-banner";
      banner.setAttribute("role", "alert");
      const text = document.createElement("p");
      text.textContent = "The connection to the lesson was lost. Your answers are kept in this browser.";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "st-frame-button st-frame-primary";
      button.textContent = "Resume";
      button.dataset.st = "resume";
      banner.append(text, button);
      document.body.append(banner);
    },

    found() {
      if (byId("st-lost")?.dataset.until !== "found") return;
      byId("st-lost").remove();
      page.state = page.before;
      byId("st-start")?.removeAttribute("hidden");
    },
  };

  const copyReport = async (button) => {
    const report = button.closest(".st-fault").querySelector(".st-report");
    try {
      await navigator.clipboard.writeText(`${report.textContent}\nAddress: ${location.pathname}\nBrowser: ${navigator.userAgent}`);
      button.textContent = "Copied";
      say("The report was copied.");
    } catch {
      report.closest("details").open = true;
      getSelection().selectAllChildren(report);
      say("The report is selected. Copy it with the keyboard.");
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-st]");
    if (button?.dataset.st === "reload") location.reload();
    if (button?.dataset.st === "resume") page.resume(button);
    if (button?.dataset.st === "copy-report") copyReport(button);
    event.target.closest?.(".st-demo-jump a")?.closest("details").removeAttribute("open"); // it covers what it leads to
  });

  window.addEventListener("resize", () => page.reachTables());
  // The server sends the page while the cells run: each piece says how far it is.
  let begun = false;
  let last;
  const follow = () => {
    if (!begun && byId("st-live")) {
      begun = true;
      page.begin();
    }
    page.config ??= readConfig();
    if (page.config && page.timer === null) page.watch();
    const mark = [...document.querySelectorAll("[data-st-step], .st-waits")].at(-1);
    if (!mark || mark === last || page.state !== "starting") return;
    last = mark;
    if (mark.dataset.stStep) page.step(Number(mark.dataset.stStep), Number(mark.dataset.stOf));
    else page.wait(Number(mark.dataset.before));
  };
  const following = new MutationObserver(follow);
  following.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    following.disconnect();
    follow();
    if (!page.config) return;
    page.connect();
    page.holdSection();
    if (!hasWebGL()) document.documentElement.classList.add("no-webgl");
  });

  // A demo stays one: its links lead to demos. What an earlier demo kept in this browser is of no use to anybody.
  const keepDemo = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || !link.pathname.endsWith(".ipynb")) return;
    const target = new URL(link.href);
    target.searchParams.set("demo", "1");
    link.href = target.href;
  };
  const forgetDemos = () => {
    try {
      const old = Object.keys(localStorage).filter((key) => key.startsWith("st-belief:demo-"));
      for (const key of old) localStorage.removeItem(key);
      const kept = JSON.parse(localStorage.getItem("st-outbox") ?? "[]");
      const own = kept.filter(({ owner }) => !String(owner ?? "").startsWith("demo-"));
      if (own.length < kept.length) localStorage.setItem("st-outbox", JSON.stringify(own));
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  };
  if (new URLSearchParams(location.search).get("demo") === "1") {
    for (const hand of ["click", "auxclick", "contextmenu"]) document.addEventListener(hand, keepDemo, true);
    forgetDemos();
  }

  document.documentElement.classList.add("st-js");
  // A link to one case, quiz or cause goes straight to it: the lesson around it is not shown first and then taken away.
  if (/[?&](case|set|cause|lab)=/.test(location.search)) document.documentElement.classList.add("st-playing");
  window.stPage = page;
  window.voila_heartbeat = () => {}; // Voilà calls this during a long step
})();
