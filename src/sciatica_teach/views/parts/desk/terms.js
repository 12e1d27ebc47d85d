// The words of the glossary, opened where they are read. What the parts have drawn is looked through after every change;
// the first time a card uses a term, the word becomes a button that opens its meaning right below.

const READ = ".st-blocks, .st-claim, .st-answer, .st-verdicts";
const HOLDER = "p, li";
const UNREAD = "a, button, summary, h1, h2, h3, h4, strong, code, pre, label, legend, caption, th, svg, cite, blockquote,"
  + ".st-tone-patient, .st-tag, .st-eyebrow, .st-meaning, .st-sources, .st-confirm, .st-fate, .st-progress";
// While something is to be answered, a meaning could give it away: nothing opens on that page.
const ASKING = ".st-submit, .st-decisions, .st-columns";

// All names in one expression, the longest first, so that a “nerve root” is not read as a “root”.
function makeReader({ terms }) {
  const named = new Map(terms.flatMap((term) => term.names.map((name) => [name.toLowerCase(), { name, term }])));
  const names = [...named.keys()].sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${names.join("|")})(?![\\p{L}\\p{N}-])`, "giu");
  const byId = new Map(terms.map((term) => [term.id, term]));
  // An abbreviation counts in capitals only: CI is an interval, “ci” is not.
  const find = (text) => [...text.matchAll(pattern)].flatMap((match) => {
    const { name, term } = named.get(match[0].toLowerCase());
    return name !== name.toUpperCase() || name === match[0] ? [{ at: match.index, word: match[0], term }] : [];
  });
  return { byId, find };
}

function readAlong({ terms, sources }) {
  const reader = makeReader({ terms });
  const opened = new WeakMap(); // part -> what is open in it, by card and term: a redraw opens it again
  const wasAsking = new WeakMap();
  let focused;

  const isOpen = (part, key) => opened.get(part)?.has(key);
  const keep = (part, key, open) => {
    const keys = opened.get(part) ?? new Set();
    keys[open ? "add" : "delete"](key);
    opened.set(part, keys);
  };

  function drawMeaning(term, id) {
    const seeAlso = term.see.map((other, index) => [index > 0 && ", ", termButton(reader.byId.get(other))]);
    return h("div", { class: "st-meaning", id },
      h("p", {}, h("strong", {}, term.names[0]), " — ", term.text, " ", mark(term.mark)),
      seeAlso.length > 0 && h("p", { class: "st-quiet" }, say("parts.term_see"), " ", seeAlso),
      h("p", { class: "st-quiet" }, h("a", { href: safeHref(term.href) }, say("parts.term_lesson", term))),
      sourceNote(term.sources.map((source) => sources[source])));
  }

  // `onTurn` hears of it, so that it can be kept.
  function termButton(term, word = term.names[0], onTurn = () => {}) {
    const id = newId("meaning");
    const turn = () => {
      const open = control.getAttribute("aria-expanded") !== "true";
      control.setAttribute("aria-expanded", String(open));
      if (!open) document.getElementById(id)?.remove();
      else openBelow(control, drawMeaning(term, id));
      onTurn(open);
    };
    const control = h("button", {
      type: "button", class: "st-term", "aria-expanded": "false", "aria-controls": id, "data-term": term.id, onclick: turn,
    }, word);
    return control;
  }

  // In the flow, so that nothing is cut off on a phone: after a paragraph, and inside of an entry.
  function openBelow(control, meaning) {
    const holder = control.closest(HOLDER);
    if (holder.matches("p")) holder.after(meaning);
    else holder.append(meaning);
  }

  function textsOf(card) {
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement;
      if (around.closest(READ) && around.closest(HOLDER) && !around.closest(UNREAD)) texts.push(walker.currentNode);
    }
    return texts;
  }

  function readCard(part, card, index) {
    const name = `${index}/${card.querySelector("h1, h2, h3, h4, legend")?.textContent ?? ""}`;
    const seen = new Set([...card.querySelectorAll("[data-open]")].map((control) => control.dataset.term));
    const make = (term, word) => {
      const key = `${name}/${term.id}`;
      const control = termButton(term, word, (open) => keep(part, key, open));
      control.dataset.open = key;
      return control;
    };
    for (const text of textsOf(card)) readFirst(text, seen, make);
    for (const control of card.querySelectorAll("[data-open][aria-expanded=false]")) {
      if (isOpen(part, control.dataset.open)) control.click();
    }
  }

  // Front to back, so that the first use is the one that opens.
  function readFirst(text, seen, make) {
    let [node, gone] = [text, 0];
    for (const { at, word, term } of reader.find(text.data)) {
      if (seen.has(term.id)) continue;
      seen.add(term.id);
      const found = node.splitText(at - gone);
      node = found.splitText(word.length);
      gone = at + word.length;
      found.replaceWith(make(term, word));
    }
  }

  function forgetWords(part) {
    for (const meaning of part.querySelectorAll(".st-meaning")) meaning.remove();
    for (const control of part.querySelectorAll(".st-term")) {
      const around = control.parentElement;
      control.replaceWith(control.textContent);
      around.normalize();
    }
  }

  function readPart(part, asking) {
    if (asking) return forgetWords(part);
    const cards = [...part.querySelectorAll(".st-card")].filter((card) => !card.parentElement.closest(".st-card"));
    return (cards.length > 0 ? cards : [part]).forEach((card, index) => readCard(part, card, index));
  }

  // A question that opens or closes concerns every part of its page, any other change only the part it happened in.
  function readChanged(parts) {
    for (const part of parts) {
      const view = part.closest(".st-view") ?? part;
      const asking = Boolean(view.querySelector(ASKING));
      const turned = wasAsking.get(view) !== asking;
      wasAsking.set(view, asking);
      for (const one of turned ? [part, ...view.querySelectorAll(".st-part")] : [part]) readPart(one, asking);
    }
  }

  // A term that had the focus and was drawn anew gets it back.
  function giveBack() {
    if (!focused || focused.control.isConnected || document.activeElement !== document.body) return;
    const again = [...focused.part.querySelectorAll("[data-open]")].find(({ dataset }) => dataset.open === focused.key);
    again?.focus({ preventScroll: true });
  }

  const partsIn = (node) => [...(node.querySelectorAll?.(".st-part") ?? [])];
  const observer = new MutationObserver((records) => {
    const changed = records.map(({ target }) => target.closest(".st-part"));
    const added = records.flatMap(({ addedNodes }) => [...addedNodes].flatMap(partsIn));
    readChanged(new Set([...changed, ...added].filter(Boolean)));
    observer.takeRecords(); // what was just written is not to be read again
    giveBack();
  });
  document.addEventListener("focusin", ({ target }) => {
    const key = target.dataset.open;
    focused = key && { control: target, part: target.closest(".st-part"), key };
  });
  readChanged(partsIn(document));
  observer.observe(document.body, { childList: true, subtree: true });
}
