// Voilà's own scripts, for a page with widgets that we do not draw. They are fetched only here, and find the page as
// they would have found it from the start.

export function runStockScripts({ fullStaticUrl }) {
  hearLateListeners();
  const script = document.createElement("script");
  script.src = `${fullStaticUrl}/voila.js`;
  document.head.append(script);
}

// They start on the window's `load`, which may be over by the time they ask for it.
function hearLateListeners() {
  const add = window.addEventListener;
  window.addEventListener = function addEventListener(type, hear, ...rest) {
    add.call(window, type, hear, ...rest);
    if (type === "load" && document.readyState === "complete") hear.call(window, new Event("load"));
  };
}
