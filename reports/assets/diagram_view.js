/* The diagram view: the same legs without geography, origins left and destinations right. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const drawing = root.routeriskDrawing;
  const words = root.routeriskWords;

  /** Draw the diagram of one layer into its place; returns what a render needs. */
  function draw(data, layer, act) {
    const plan = data.diagrams[layer];
    const picture = dom.shape("svg", { viewBox: plan.viewBox, role: "group", "aria-label": "Layered diagram of the legs in the table; each jurisdiction can be chosen" });
    picture.append(dom.arrowheads("diagram-", drawing.ARROWS));
    const lines = new Map();
    const halos = dom.shape("g", {});
    const inks = dom.shape("g", {});
    const hits = dom.shape("g", {});
    picture.append(halos, inks, hits);
    data.legs.filter((leg) => plan.legs[leg.id]).forEach(function (leg) {
      const path = plan.legs[leg.id].path;
      const drawn = { halo: dom.shape("path", { d: path }), line: dom.shape("path", { d: path }), arrow: dom.shape("path", { d: straight(plan.legs[leg.id].arrow) }), hit: dom.shape("path", { d: path, "stroke-width": 14 }) };
      drawn.hit.addEventListener("click", () => act.point({ leg: leg.id }));
      drawn.hit.addEventListener("mouseover", () => drawn.halo.classList.add("hover"));
      drawn.hit.addEventListener("mouseout", () => drawn.halo.classList.remove("hover"));
      drawn.sign = sign(middle(plan.legs[leg.id].arrow));
      halos.append(drawn.halo);
      inks.append(drawn.line, drawn.arrow);
      hits.append(drawn.hit, drawn.sign);
      lines.set(leg.id, drawn);
    });
    const nodes = new Map();
    data.jurisdictions.filter((place) => plan.nodes[place.id]).forEach(function (place) {
      nodes.set(place.id, node(place, plan.nodes[place.id], plan.labels[place.id], act));
      picture.append(nodes.get(place.id));
    });
    dom.replace("diagram", [picture]);
    return { layer: layer, lines: lines, nodes: nodes };
  }

  function middle(points) {
    return [0, 1].map((axis) => (points[0][axis] + points[1][axis]) / 2);
  }

  /** A sign in the middle of a line, with a cross and a plus of which its class shows one. */
  function sign(at) {
    const plus = dom.shape("path", { d: "M" + (at[0] - 5) + " " + at[1] + "h10m-5 -5v10", class: "plus" });
    return dom.shape("g", {}, [dom.shape("circle", { cx: at[0], cy: at[1], r: 9, class: "ground" }), cross(at, "cross"), plus]);
  }

  function cross(at, kind) {
    return dom.shape("path", { d: "M" + (at[0] - 4) + " " + (at[1] - 4) + "l8 8m0 -8l-8 8", class: kind });
  }

  function straight(points) {
    return "M" + points[0].join(" ") + "L" + points[1].join(" ");
  }

  function node(place, at, labelled, act) {
    const spot =
      place.role === "origin"
        ? dom.shape("rect", { x: at[0] - 8, y: at[1] - 8, width: 16, height: 16, class: "spot origin" })
        : dom.shape("circle", { cx: at[0], cy: at[1], r: 9, class: "spot " + place.role });
    const reach = dom.shape("circle", { cx: at[0], cy: at[1], r: 14, class: "reach" });
    const label = dom.shape("text", { x: labelled[0], y: labelled[1], class: "spot-label", "text-anchor": labelled[2] }, [place.name]);
    const group = dom.shape("g", { tabindex: "0", role: "button" }, [reach, spot, cross(at, "mark-closed"), label]);
    group.addEventListener("click", () => act.point({ place: place.id }));
    group.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act.point({ place: place.id });
    });
    return group;
  }

  function render(drawn, data, view) {
    const largest = drawing.largestPassing([...view.open.values()]);
    const legs = new Map(data.legs.map((leg) => [leg.id, leg]));
    drawn.lines.forEach(function (paths, id) {
      const leg = legs.get(id);
      const style = drawing.legStyle(leg, view, words.whyOut(data, view, leg), largest);
      dom.paintLeg(paths, style, style.mark === "gain" || style.ink === "out" ? "" : "diagram-");
      paths.sign.setAttribute("class", style.mark === "out" || style.mark === "gain" ? "sign " + style.mark : "gone");
    });
    drawn.nodes.forEach((group, id) => showStanding(group, words.placeOf(data, id), view.state));
  }

  /** Closed or chosen, as the node shows it and as it is named. */
  function showStanding(group, place, state) {
    const isClosed = state.closed.includes(place.id);
    group.setAttribute("class", "node" + (isClosed ? " closed" : "") + (state.place === place.id ? " chosen" : ""));
    group.setAttribute("aria-label", place.name + (isClosed ? ", closed" : ""));
    group.setAttribute("aria-pressed", String(state.place === place.id));
  }

  root.routeriskDiagram = { draw: draw, render: render };
})(typeof globalThis !== "undefined" ? globalThis : this);
