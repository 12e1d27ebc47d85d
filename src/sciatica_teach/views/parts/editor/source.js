// The YAML itself: a plain field of text, and the way from a problem to its line.

function goToLine(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = area.scrollHeight / Math.max(1, lines.length);
  area.scrollTop = Math.max(0, (line - 4) * height);
  area.scrollLeft = 0;
}

function drawProblem(problem, area) {
  return h("li", {},
    problem.line ? button(problem.where, { key: `line:${problem.line}:${problem.place}`, onclick: () => goToLine(area, problem.line) })
      : h("strong", {}, problem.where),
    h("div", {}, h("code", {}, problem.place), h("p", {}, problem.message)));
}

function downloadText(file, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  h("a", { href: address, download: file.split("/").pop() }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // at once would be before some browsers have read it
}
