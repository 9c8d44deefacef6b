/* The diagram view: the same legs without geography, origins left and destinations right. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const drawing = root.routeriskDrawing;

  /** Draw the diagram of one layer into its place; returns what a render needs. */
  function draw(data, layer, choose) {
    const plan = data.diagrams[layer];
    const picture = dom.shape("svg", { viewBox: plan.viewBox, role: "img", "aria-label": "Layered diagram of the legs in the table" });
    picture.append(dom.arrowheads("diagram-", drawing.ARROWS));
    const lines = new Map();
    const halos = dom.shape("g", {});
    const inks = dom.shape("g", {});
    const hits = dom.shape("g", {});
    picture.append(halos, inks, hits);
    data.legs.filter((leg) => plan.legs[leg.id]).forEach(function (leg) {
      const path = plan.legs[leg.id].path;
      const drawn = { halo: dom.shape("path", { d: path }), line: dom.shape("path", { d: path }), arrow: dom.shape("path", { d: straight(plan.legs[leg.id].arrow) }), hit: dom.shape("path", { d: path, "stroke-width": 14 }) };
      drawn.hit.addEventListener("click", () => choose(leg.id));
      drawn.hit.addEventListener("mouseover", () => drawn.halo.classList.add("hover"));
      drawn.hit.addEventListener("mouseout", () => drawn.halo.classList.remove("hover"));
      halos.append(drawn.halo);
      inks.append(drawn.line, drawn.arrow);
      hits.append(drawn.hit);
      lines.set(leg.id, drawn);
    });
    data.jurisdictions.filter((place) => plan.nodes[place.id]).forEach((place) => picture.append(node(place, plan.nodes[place.id], plan.labels[place.id])));
    dom.replace("diagram", [picture]);
    return { layer: layer, lines: lines };
  }

  function straight(points) {
    return "M" + points[0].join(" ") + "L" + points[1].join(" ");
  }

  function node(place, at, labelled) {
    const spot =
      place.role === "origin"
        ? dom.shape("rect", { x: at[0] - 8, y: at[1] - 8, width: 16, height: 16, class: "spot origin" })
        : dom.shape("circle", { cx: at[0], cy: at[1], r: 9, class: "spot " + place.role });
    const label = dom.shape("text", { x: labelled[0], y: labelled[1], class: "spot-label", "text-anchor": labelled[2] }, [place.name]);
    return dom.shape("g", {}, [spot, label]);
  }

  function render(drawn, data, answer, open, state) {
    const largest = drawing.largestPassing([...open.values()]);
    const legs = new Map(data.legs.map((leg) => [leg.id, leg]));
    drawn.lines.forEach(function (paths, id) {
      const style = drawing.legStyle(legs.get(id), open.get(id), answer, state, largest);
      dom.paintLeg(paths, style, "diagram-");
    });
  }

  root.routeriskDiagram = { draw: draw, render: render };
})(typeof globalThis !== "undefined" ? globalThis : this);
