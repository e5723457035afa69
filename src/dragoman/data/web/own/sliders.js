/* A scenario's dials: beside every number a slider that moves with it; htmx asks what follows, and the old picture stays until the
   new one is drawn. Without this script the numbers and a button do the same. */
"use strict";
(() => {
  const form = document.getElementById("dials");
  const shown = document.getElementById("moved");
  const fault = document.getElementById("dial-fault");
  if (!form || !shown) return;

  const beside = (number) => { // the slider of a number
    const slider = document.createElement("input");
    const who = number.closest("fieldset").querySelector("legend bdi").textContent;
    const dial = number.closest(".dial").querySelector("label").textContent;
    const label = form.querySelector(`label[for="${CSS.escape(number.id)}"]`).textContent;
    Object.assign(slider, { type: "range", min: number.min, max: number.max, step: number.dataset.step, value: number.value });
    slider.setAttribute("aria-label", `${who}: ${dial}${label === dial ? "" : `, ${label} end of its range`}`);
    slider.addEventListener("input", () => { number.value = short(slider.valueAsNumber); follow(number); });
    number.addEventListener("input", () => { slider.value = number.value; follow(number); });
    number.after(slider);
  };
  const short = (value) => String(Number(value.toPrecision(6)));

  // A range goes with its value, as the server has it, unless an end of it was put somewhere.
  const follow = (number) => {
    const dial = number.closest(".dial");
    const ends = [...dial.querySelectorAll("details input[type=number]")];
    if (ends.includes(number)) number.dataset.put = "yes";
    else {
      for (const end of ends.filter((one) => !one.dataset.put)) {
        const there = Number(end.dataset.filed) + number.valueAsNumber - Number(number.dataset.filed);
        end.value = number.value === number.dataset.filed ? end.dataset.filed : short(Math.min(end.max, Math.max(end.min, there)));
        end.nextElementSibling.value = end.value;
      }
    }
    dial.querySelector("[data-reach]").textContent = ends.map((end) => short(end.valueAsNumber)).join(" to ");
  };
  form.querySelectorAll("input[type=number]").forEach(beside);
  form.classList.add("sliding");

  // A picture of the same shape takes the new numbers; any other is drawn anew by pictures.js, and the old one stays until it is.
  const told = (figure) => JSON.parse(figure.querySelector("script.spec").textContent);
  const shape = (spec) => JSON.stringify(spec, (key, value) => (["values", "params", "description"].includes(key) ? 0 : value));
  const feed = (view, part) => {
    if (part?.name && part.values) view.data(part.name, part.values);
    else if (part && typeof part === "object") Object.values(part).forEach((inner) => feed(view, inner));
  };
  const renew = async (figure, old) => {
    const spec = told(figure);
    if (!old.view || shape(spec) !== old.shape) return;
    figure.dataset.drawn = "begun";
    figure.view = old.view;
    figure.shape = old.shape;
    feed(old.view, spec);
    for (const one of spec.params) old.view.signal(one.name, one.value);
    await old.view.runAsync();
    figure.querySelector(".tools").hidden = false;
    figure.dataset.drawn = "yes";
  };

  let old = {}, later = 0;
  const folds = () => [...shown.querySelectorAll("details")];
  const good = (event) => event.target === form && event.detail.ctx.response.status < 400;
  document.addEventListener("htmx:before:swap", (event) => {
    if (!good(event)) return;
    const figure = shown.querySelector("figure");
    const drawn = figure.dataset.drawn === "yes" && figure.view;
    old = { view: drawn, shape: drawn && (figure.shape ??= shape(told(figure))), plot: figure.querySelector(".plot"), open: folds().map((one) => one.open) };
  });
  document.addEventListener("htmx:before:settle", (event) => {
    if (event.target !== shown || !old.plot) return;
    shown.querySelector(".plot").replaceChildren(...old.plot.childNodes);
    folds().forEach((one, at) => { one.open = Boolean(old.open[at]); });
  });
  document.addEventListener("htmx:after:settle", (event) => {
    if (event.target !== shown) return;
    renew(shown.querySelector("figure"), old);
    fault.hidden = true;
    clearTimeout(later); // an address for every tick would be more than a browser takes
    later = setTimeout(() => history.replaceState(null, "", shown.querySelector("[data-here]").dataset.here), 200);
  });
  document.addEventListener("htmx:response:error", (event) => {
    let said = {};
    try { said = JSON.parse(event.detail.ctx.text); } catch { /* said below */ }
    fault.textContent = said.error ? `${said.error}: ${said.hint}` : "That could not be computed.";
    fault.hidden = false;
  });
})();
