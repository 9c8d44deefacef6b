/* The map view: Leaflet lines over one committed base map, styled by classes only. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const drawing = root.routeriskDrawing;
  const words = root.routeriskWords;
  const NARROW_PIXELS = 600;
  const SIDES = ["right", "left", "top", "bottom", "right high", "right low", "left high", "left low", "left far", "right far"];

  function decode(flat) {
    const points = [];
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lon += flat[i];
      lat += flat[i + 1];
      points.push([lat / 100, lon / 100]);
    }
    return points;
  }

  function addBase(map, base) {
    const picture = dom.shape("svg", { viewBox: base.viewBox, preserveAspectRatio: "none", class: "base" });
    base.paths.forEach(function (path) {
      picture.append(dom.shape("path", { d: path.d, class: path.code ? "land study" : "land" }));
    });
    root.L.svgOverlay(picture, base.bounds, { interactive: false, pane: "tilePane" }).addTo(map);
  }

  function addPane(map, name, order) {
    map.createPane(name).style.zIndex = String(order);
    return root.L.svg({ pane: name, padding: 1 }).addTo(map);
  }

  /** Show the map; `act` says what a pick of a leg or of a jurisdiction does. */
  function start(map, data, act) {
    const L = root.L;
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("De facto boundaries, no position on legal status. Natural Earth");
    addBase(map, data.geometry.base);
    const renderers = { halo: addPane(map, "halo", 410), edges: addPane(map, "edges", 420) };
    map.createPane("nodes").style.zIndex = "450";
    renderers.edges._container.prepend(dom.arrowheads("map-", drawing.ARROWS));
    const lines = new Map();
    data.legs.forEach(function (leg) {
      const drawn = data.geometry.lines[leg.id];
      if (drawn) lines.set(leg.id, addLeg(map, renderers, leg, drawn, act));
    });
    const labels = addNodes(map, data, act);
    const marks = L.layerGroup([], { pane: "nodes" }).addTo(map);
    const place = () => placeLabels(map, labels, marks);
    map.on("zoomend moveend", place);
    let layer = "";
    let marked = "";
    const fit = function () {
      map.invalidateSize({ animate: false });
      const views = data.geometry.views[layer];
      map.fitBounds(map.getSize().x < NARROW_PIXELS ? views.narrow : views.wide, { animate: false });
      place();
    };
    return {
      fit: fit,
      render: function (view) {
        const before = marked;
        marked = render(data, lines, marks, view);
        labels.forEach((entry) => showStanding(entry, view.state));
        if (layer === view.state.layer && before !== marked) place();
        if (layer === view.state.layer) return;
        layer = view.state.layer;
        labels.forEach((entry) => (entry.box.hidden = !entry.layers.includes(layer)));
        fit();
      },
    };
  }

  function addLeg(map, renderers, leg, drawn, act) {
    const L = root.L;
    const parts = drawn.parts.map(decode);
    const still = { interactive: false, smoothFactor: 0, className: "leg" };
    const halo = L.polyline(parts, Object.assign({ pane: "halo", renderer: renderers.halo }, still)).addTo(map);
    const line = L.polyline(parts, Object.assign({ pane: "edges", renderer: renderers.edges }, still)).addTo(map);
    const arrow = L.polyline(decode(drawn.arrow), Object.assign({ pane: "edges", renderer: renderers.edges, noClip: true }, still)).addTo(map);
    const hit = L.polyline(parts, { pane: "edges", renderer: renderers.edges, weight: 14, smoothFactor: 0, className: "hit" }).addTo(map);
    hit.on("click", function (event) {
      L.DomEvent.stopPropagation(event);
      act.point({ leg: leg.id });
    });
    hit.on("mouseover", () => halo._path.classList.add("hover"));
    hit.on("mouseout", () => halo._path.classList.remove("hover"));
    return { halo: halo._path, line: line._path, arrow: arrow._path, hit: hit._path, middle: decode(drawn.arrow)[1] };
  }

  /** A jurisdiction is a button, so that it can be reached and pressed without a mouse. */
  function addNodes(map, data, act) {
    return data.geometry.places.map(function (place) {
      const label = dom.element("span", { class: "label right" }, [place.name]);
      const dot = dom.element("i", { class: "dot " + place.role });
      const button = dom.button("place " + place.id, "", () => act.point({ place: place.id }), { class: "spot-button", "aria-label": place.name });
      button.append(dot);
      root.L.DomEvent.disableClickPropagation(button);
      const box = dom.element("div", { class: "place" }, [button, label]);
      const icon = root.L.divIcon({ className: "place-box", html: box, iconSize: [0, 0] });
      root.L.marker([place.lat, place.lon], { pane: "nodes", interactive: false, keyboard: false, icon: icon }).addTo(map);
      return { place: place, box: box, label: label, dot: dot, button: button, layers: place.layers };
    });
  }

  /** Closed or chosen, as the dot shows it and as its button is named. */
  function showStanding(entry, state) {
    const isClosed = state.closed.includes(entry.place.id);
    entry.box.className = "place" + (isClosed ? " closed" : "") + (state.place === entry.place.id ? " chosen" : "");
    entry.button.setAttribute("aria-label", entry.place.name + (isClosed ? ", closed" : ""));
    entry.button.setAttribute("aria-pressed", String(state.place === entry.place.id));
  }

  function within(a, b) {
    return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  }

  function overlaps(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  /** Put each label on the first side that is free, over a sign rather than nowhere; hide it where none is. */
  function placeLabels(map, all, marks) {
    const labels = all.filter((entry) => !entry.box.hidden);
    const frame = map.getContainer().getBoundingClientRect();
    const boxOf = (node) => node.getBoundingClientRect();
    const signs = marks.getLayers().map((marker) => marker.getElement().querySelector(".mark:not(.scissors)")).filter(Boolean).map(boxOf);
    const taken = labels.map((entry) => boxOf(entry.dot));
    labels.forEach(function (entry, own) {
      const others = taken.filter((box, i) => i !== own);
      const boxes = SIDES.map(function (side) {
        entry.label.className = "label " + side;
        return boxOf(entry.label);
      });
      const freeOf = (obstacles) => boxes.findIndex((box) => within(box, frame) && !obstacles.some((other) => overlaps(box, other)));
      const best = [others.concat(signs), others].map(freeOf).find((side) => side >= 0);
      entry.label.className = best === undefined ? "label crowded" : "label " + SIDES[best];
      if (best !== undefined) taken.push(boxes[best]);
    });
  }

  /** Draw every leg as the view has it; returns which legs carry a mark. */
  function render(data, lines, marks, view) {
    const largest = drawing.largestPassing([...view.open.values()]);
    const marked = [];
    marks.clearLayers();
    data.legs.forEach(function (leg) {
      const drawn = lines.get(leg.id);
      if (!drawn) return;
      const style = drawing.legStyle(leg, view, words.whyOut(data, view, leg), largest);
      dom.paintLeg(drawn, style, style.mark || style.ink === "out" ? "" : "map-");
      if (!style.mark) return;
      addMark(marks, drawn.middle, style.mark);
      marked.push(style.mark + leg.id);
    });
    return marked.join(" ");
  }

  function addMark(marks, at, kind) {
    const icon = root.L.divIcon({ className: "place-box", html: dom.element("b", { class: "mark " + kind }, [drawing.MARKS[kind]]), iconSize: [0, 0] });
    root.L.marker(at, { pane: "nodes", interactive: false, keyboard: false, icon: icon }).addTo(marks);
  }

  root.routeriskMap = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
