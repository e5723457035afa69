/* Draws every <figure data-picture> of a page from the specification beside it: Vega under a strict policy (no eval), light or
   dark, SVG and PNG to keep, and – where a figure has a graph – nodes that can be moved. Without this script the table stands. */
"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const phone = matchMedia("(max-width: 40rem)");
  const INK = "#1b2733";
  const NIGHT = { "#1b2733": "#e6eaee", "#56616c": "#a3adb7", "#98a1a9": "#75828f", "#eef1f3": "#2a333c", "#c9ced3": "#3d4751", "#dfe3e7": "#56616c", "#555555": "#a9b1b9", "#0072b2": "#2f95d0", "#fefefe": "#16181a" };

  const read = (element) => JSON.parse(element.textContent);
  const dressed = (figure, night) => {
    const text = figure.querySelector("script.spec").textContent;
    if (!night) return JSON.parse(text);
    return { ...JSON.parse(text.replace(/#[0-9a-f]{6}/g, (colour) => NIGHT[colour] || colour)), background: "transparent" };
  };
  // On a phone what a picture tells stands in the page, where it can wrap: the picture itself is the plot, legends on several rows.
  const bare = (spec) => {
    delete spec.title;
    if (spec.vconcat?.length === 2) spec.vconcat.length = 1;
    const fold = (part) => {
      if (part === null || typeof part !== "object") return;
      if (part.legend && typeof part.legend === "object") part.legend.columns = 2;
      Object.entries(part).forEach(([name, inner]) => { if (name !== "values") fold(inner); });
    };
    fold(spec);
    return spec;
  };
  const view = (spec, options) => {
    const quiet = vega.logger(vega.Error);
    const compiled = vegaLite.compile(spec, { logger: quiet }).spec;
    return new vega.View(vega.parse(compiled, null, { ast: true }), { expr: vegaInterpreter.expressionInterpreter, logLevel: vega.Error, ...options });
  };

  const draw = async (figure) => {
    const plot = figure.querySelector(".plot");
    figure.view?.finalize();
    const aside = document.createElement("div"); // what was drawn before stays until this is
    figure.toggleAttribute("data-bare", phone.matches);
    const spec = dressed(figure, dark.matches);
    figure.view = view(phone.matches ? bare(spec) : spec, { renderer: "svg", container: aside, hover: true });
    await figure.view.runAsync();
    plot.replaceChildren(aside);
    plot.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the element around it is one image, with its description
    figure.querySelector(".tools").hidden = false;
    figure.dataset.drawn = "yes";
  };

  const save = (name, blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  };
  const keep = async (figure, format) => {
    const light = view(dressed(figure, false), { renderer: "none" });
    await light.runAsync();
    const name = `${figure.dataset.picture}-${figure.dataset.asOf}.${format}`;
    if (format === "svg") {
      save(name, new Blob([await light.toSVG()], { type: "image/svg+xml" }));
    } else {
      const canvas = await light.toCanvas(2);
      canvas.toBlob((blob) => save(name, blob), "image/png");
    }
    light.finalize();
  };

  const explore = (figure, button) => {
    const place = figure.querySelector(".graph");
    const open = place.hidden;
    place.hidden = !open;
    figure.querySelector(".plot").hidden = open;
    button.setAttribute("aria-pressed", String(open));
    if (!open || place.dataset.drawn) return;
    place.dataset.drawn = "yes";
    if (!document.getElementById("__________cytoscape_stylesheet")) {
      // cytoscape would add a style element, which the policy forbids; it does not where one of this name is there
      const taken = document.createElement("meta");
      taken.id = "__________cytoscape_stylesheet";
      document.head.append(taken);
    }
    const told = read(figure.querySelector("script.told-graph"));
    const size = place.clientWidth / 2.8, high = 240;
    const ink = dark.matches ? "#e6eaee" : INK;
    const elements = [
      ...told.nodes.map((node) => ({ data: { id: node.id, label: node.label, sign: node.sign }, position: { x: node.x * size, y: node.y * high } })),
      ...told.edges.map((edge) => ({ data: edge })),
    ];
    const colour = (item) => ({ 1: "#0072b2", "-1": "#d55e00" })[item.data("sign")] || ink;
    const graph = cytoscape({
      container: place,
      elements,
      layout: { name: "preset", fit: true, padding: 30 },
      maxZoom: 4,
      minZoom: 0.2,
      style: [
        { selector: "node", style: { "background-color": colour, shape: (n) => ({ 1: "ellipse", "-1": "triangle" })[n.data("sign")] || "rectangle", width: 14, height: 14, label: "data(label)", "font-size": 11, color: ink, "text-valign": "bottom", "text-margin-y": 3 } },
        { selector: "edge", style: { "line-color": colour, width: "data(width)", "line-style": (e) => (e.data("sign") < 0 ? "dashed" : "solid"), "curve-style": "straight", opacity: 0.55 } },
        { selector: ".far", style: { opacity: 0.1 } },
      ],
    });
    graph.on("tap", "node", (event) => {
      const near = event.target.closedNeighborhood();
      graph.elements().addClass("far");
      near.removeClass("far");
    });
    graph.on("tap", (event) => { if (event.target === graph) graph.elements().removeClass("far"); });
  };

  const begin = () => {
    for (const figure of document.querySelectorAll("figure[data-picture]:not([data-drawn])")) {
      figure.dataset.drawn = "begun";
      draw(figure).catch((fault) => {
        figure.querySelector(".plot").textContent = "The picture could not be drawn; its numbers stand in the table.";
        console.error(fault);
      });
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("figure[data-picture] .tools button");
    if (!button) return;
    const figure = button.closest("figure");
    if (button.dataset.keep) keep(figure, button.dataset.keep);
    else explore(figure, button);
  });
  document.addEventListener("input", (event) => {
    const shown = event.target.matches?.("input[type=range]") && event.target.closest("p")?.querySelector("output");
    if (shown) shown.value = event.target.value;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("form.live input[type=range], form.live select")) event.target.form.requestSubmit();
  });
  for (const media of [dark, phone]) media.addEventListener("change", () => document.querySelectorAll("figure[data-drawn]").forEach((figure) => draw(figure)));
  // htmx lends a figure that it puts in the attributes of the one before, data-drawn among them, and takes them back: then it is drawn
  new MutationObserver(begin).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-drawn"] });
  begin();
})();
