// A report: words and rows point at each other; selected words can become a claim.
const text = document.getElementById("text");
const rows = document.querySelectorAll(".claims li");

const marksOf = (id) => [...text.querySelectorAll("mark")].filter((mark) => mark.dataset.ids.split(" ").includes(id));
function light(ids) {
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  for (const id of ids) {
    marksOf(id).forEach((mark) => mark.classList.add("lit"));
    document.getElementById(`c-${id}`)?.classList.add("lit");
  }
}
text.addEventListener("mouseover", (event) => light(event.target.closest("mark")?.dataset.ids.split(" ") ?? []));
text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || String(getSelection())) return;
  const row = document.getElementById(`c-${mark.dataset.ids.split(" ")[0]}`);
  row?.scrollIntoView({ block: "center", behavior: "smooth" });
  row?.focus({ preventScroll: true });
});
for (const row of rows) {
  row.addEventListener("mouseenter", () => light([row.dataset.id]));
  row.addEventListener("focus", () => light([row.dataset.id]));
  row.addEventListener("click", (event) => {
    if (!event.target.closest("a")) marksOf(row.dataset.id)[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
}
if (location.hash.startsWith("#c-")) {
  const id = decodeURIComponent(location.hash.slice(3));
  light([id]);
  marksOf(id)[0]?.scrollIntoView({ block: "center" });
}

const form = document.getElementById("missed");
if (form) {
  const kind = form.elements.kind;
  const choose = () => form.querySelectorAll("[data-kind]").forEach((part) => { part.hidden = part.disabled = part.dataset.kind !== kind.value; });
  kind.addEventListener("change", choose);
  choose();
  document.getElementById("missed-not").addEventListener("click", () => { form.hidden = true; });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    document.getElementById("missed-words").textContent = String(selection);
    form.hidden = false;
  });
}

// Where a point of the page lies in the report's text, in code points; null outside of it.
function offset(node, at) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const next = node.childNodes[at];
    if (!text.contains(node)) return null;
    if (next) return next.dataset?.at !== undefined ? Number(next.dataset.at) : null;
    const last = node.closest?.("[data-at]") ?? text.lastElementChild;
    return last ? Number(last.dataset.at) + [...last.textContent].length : null;
  }
  const piece = node.parentElement.closest("[data-at]");
  return piece && text.contains(piece) ? Number(piece.dataset.at) + [...node.data.slice(0, at)].length : null;
}
