// The printed sheet. Whatever is folded on the page stands open on paper, and is folded again afterwards. The browser's
// own command to print does the same as the button.

const today = () => new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "long" })
  .format(new Date());

function unfold(ui) {
  ui.scratch.folded = [...document.querySelectorAll(".st-view details:not([open])")];
  for (const details of ui.scratch.folded) details.open = true;
  ui.root.querySelector("time").textContent = today();
}

function fold(ui) {
  for (const details of ui.scratch.folded ?? []) details.open = false;
  ui.scratch.folded = undefined;
}

// A part that was taken away hears nothing any more.
function whileShown(ui, event, act) {
  window.addEventListener(event, function hear() {
    if (ui.root.isConnected) act(ui);
    else window.removeEventListener(event, hear);
  });
}

function drawSheet({ title, note }, ui) {
  if (!ui.scratch.listens) {
    ui.scratch.listens = true;
    whileShown(ui, "beforeprint", unfold);
    whileShown(ui, "afterprint", fold);
  }
  return [
    h("div", { class: "st-head" }, h("p", {}, h("strong", {}, title), " · ", h("time", {}, today())), h("p", {}, note)),
    h("div", { class: "st-buttons" }, button(say("parts.sheet_print"), { key: "print", onclick: () => window.print() })),
  ];
}

export default { render: (context) => mount(context, "sheet", drawSheet) };
