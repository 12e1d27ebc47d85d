// “Report a mistake” under the sources of a claim, once they are opened: what to copy, and where to send it.

const CLAIM = ".st-claim, .st-meaning, .st-answer, .st-verdicts > li, dd, li, .st-card";
const NOT_SAID = ".st-tag, .st-sources, .st-meaning, .st-hidden, button:not(.st-term)";

// The first words of the claim are enough to find it by a search in the content.
function firstWords(claim) {
  const copy = claim.cloneNode(true);
  for (const other of copy.querySelectorAll(NOT_SAID)) other.remove();
  const words = copy.textContent.trim().split(/\s+/);
  return words.slice(0, 16).join(" ") + (words.length > 16 ? "…" : "");
}

function offerReport({ target: note }) {
  if (!note.open || !note.matches?.("details.st-sources") || note.querySelector(".st-mistake")) return;
  const claim = firstWords(note.closest(CLAIM) ?? note);
  const text = say("parts.mistake_claim", { ...SHARED.handbook.versions, claim, page: "{page}" });
  const report = errorReport(text, say("parts.mistake"), say("parts.mistake_where"));
  report.classList.add("st-mistake");
  note.append(report);
}
