// The door: takes the instructors' key out of the address's fragment, and knocks with it. The key leaves the address at
// once, so that it is neither seen on a projector nor kept in the browser's history.
(() => {
  "use strict";
  const readFragment = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };
  const knock = () => {
    const key = readFragment();
    if (!location.hash) return;
    history.replaceState(null, "", location.pathname + location.search);
    const form = document.getElementById("st-door");
    if (!form || !key) return;
    form.elements.key.value = key;
    form.requestSubmit();
  };
  window.addEventListener("hashchange", knock);
  knock();
})();
