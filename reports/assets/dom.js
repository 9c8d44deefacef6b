/* The document: elements made and filled with text only; nothing is ever parsed as markup. */
(function (root) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";

  function fill(node, attributes, children) {
    Object.entries(attributes || {}).forEach(function ([name, value]) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
    });
    (children || []).forEach(function (child) {
      if (child !== null && child !== undefined) node.append(child);
    });
    return node;
  }

  function element(tag, attributes, children) {
    return fill(document.createElement(tag), attributes, children);
  }

  function shape(tag, attributes, children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
  }

  function byId(id) {
    return document.getElementById(id);
  }

  function keyOf(node) {
    return node.dataset.key || node.dataset.leg;
  }

  /** Fill a place anew. What was unfolded stays so; the focus stays on the control of the same key, else on the first. */
  function refill(place, children) {
    const held = place.contains(document.activeElement) ? document.activeElement : null;
    const unfolded = [...place.querySelectorAll("details[open]")].map(keyOf);
    place.replaceChildren(...children);
    place.querySelectorAll("details").forEach((fold) => (fold.open = fold.open || unfolded.includes(keyOf(fold))));
    if (held === null || held === document.activeElement) return;
    const controls = [...place.querySelectorAll("button, input, summary, a")];
    const next = controls.find((node) => keyOf(node) !== undefined && keyOf(node) === keyOf(held)) || controls[0];
    if (next) next.focus({ preventScroll: true });
  }

  function replace(id, children) {
    refill(byId(id), children.filter((child) => child !== null));
  }

  /** A button; its key keeps the focus on it when its place is filled anew. */
  function button(key, text, press, attributes) {
    const node = element("button", Object.assign({ type: "button", "data-key": key }, attributes), [text]);
    node.addEventListener("click", press);
    return node;
  }

  /** A box to tick, with a name of its own for those who hear it. */
  function tick(key, name, press) {
    const box = element("input", { type: "checkbox", "data-key": key, "aria-label": name });
    box.addEventListener("change", press);
    return { box: box, cell: element("td", { class: "tick" }, [element("label", {}, [box])]) };
  }

  /** A link only where the address is a web address; else its text. */
  function link(text, address) {
    if (!/^https?:\/\//.test(address || "")) return element("span", {}, [text]);
    return element("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, [text]);
  }

  /** Arrowheads, one for each ink, as SVG markers of one drawing. */
  function arrowheads(prefix, inks) {
    return shape("defs", {}, inks.map(function (ink) {
      const tip = shape("path", { d: "M0 1 L9 5 L0 9 Z", class: "tip " + ink });
      return shape("marker", { id: prefix + ink, viewBox: "0 0 10 10", refX: 5, refY: 5, markerWidth: 10, markerHeight: 10, markerUnits: "userSpaceOnUse", orient: "auto" }, [tip]);
    }));
  }

  /** Give the paths of a leg the look of a style; without a prefix there is no arrowhead. */
  function paintLeg(paths, style, prefix) {
    const gone = style.hidden ? " gone" : "";
    paths.halo.setAttribute("class", "leg halo " + style.halo + gone);
    paths.halo.setAttribute("stroke-width", String(style.width + 6));
    paths.line.setAttribute("class", "leg " + style.ink + gone);
    paths.line.setAttribute("stroke-width", String(style.width));
    paths.line.setAttribute("stroke-dasharray", style.dash || "none");
    paths.arrow.setAttribute("class", "leg arrow" + gone);
    paths.arrow.setAttribute("marker-end", prefix ? "url(#" + prefix + style.ink + ")" : "none");
    paths.hit.setAttribute("class", "leaflet-interactive hit" + gone);
  }

  root.routeriskDom = { element: element, shape: shape, byId: byId, button: button, tick: tick, refill: refill, replace: replace, link: link, arrowheads: arrowheads, paintLeg: paintLeg };
})(typeof globalThis !== "undefined" ? globalThis : this);
