// What pages do beyond links and forms. Nothing here is needed for reading.
"use strict";

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

// Keys: / search; j k move along rows; Enter opens; a c r u decide (the buttons say which).
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target)) return;
  if (event.key === "/") { event.preventDefault(); document.getElementById("seek").focus(); return; }
  const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (own) { event.preventDefault(); own.click(); return; }
  if (event.key === "c") {
    const fold = document.querySelector("[data-correct]");
    if (fold) { event.preventDefault(); fold.open = true; fold.querySelector("select, input, textarea").focus(); }
    return;
  }
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
});

// On a phone the menu is one line to push: the page that is open is in sight.
if (matchMedia("(max-width: 40rem)").matches) {
  document.querySelectorAll(".top nav ul").forEach((list) => {
    const here = list.querySelector("[aria-current]");
    if (here) list.scrollLeft = here.offsetLeft - list.offsetLeft - list.clientWidth / 3;
  });
}

function move(step) {
  const rows = [...document.querySelectorAll("tr[data-row], li.card[data-row], li.note[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("at"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  rows.forEach((row) => row.classList.toggle("at", row === next));
  next.scrollIntoView({ block: "nearest" });
  const link = next.querySelector(".quote a, a");
  if (link) link.focus({ preventScroll: true });
}

// A source: pointing at a stretch of text lights what was read there, and the other way round.
function light(ids, on) {
  for (const id of ids) {
    document.querySelectorAll(`.f[data-f~="${CSS.escape(id)}"]`).forEach((piece) => piece.classList.toggle("lit", on));
    const note = document.getElementById(`f-${id}`);
    if (note) note.classList.toggle("lit", on);
  }
}
function pointed(event, on) {
  const piece = event.target.closest?.(".f");
  const note = event.target.closest?.(".note");
  if (piece) {
    const ids = piece.dataset.f.split(" ");
    light(ids, on);
    if (on) {
      const margin = document.querySelector(".margin");
      const first = document.getElementById(`f-${ids[0]}`);
      if (margin && first) margin.scrollTo({ top: first.offsetTop - margin.offsetTop - margin.clientHeight / 3 });
    }
  } else if (note) light([note.id.slice(2)], on);
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => pointed(event, on));

// The drop zone: files dropped on it are handed in at once.
document.querySelectorAll("[data-drop]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const over = (event) => { event.preventDefault(); form.classList.add("over"); };
  form.addEventListener("dragenter", over);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
});

// In forms of filters, what is empty stays out of the address.
document.querySelectorAll("form.filters").forEach((form) =>
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
  }),
);
window.addEventListener("pageshow", () =>
  document.querySelectorAll("form.filters :disabled").forEach((field) => { field.disabled = false; }),
);
