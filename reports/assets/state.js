/* The state of the page: what is asked and shown, and its spelling in the address. Pure. */
(function (root) {
  "use strict";

  const LENSES = ["passing", "volume", "effort"];
  const VIEWS = ["map", "diagram"];
  const COLOURS = ["chokepoints", "pressure", "route", "evidence"];
  const MAX_HASH = 2000;

  function initial(data) {
    return Object.assign({ view: data.geometry ? "map" : "diagram", colour: "chokepoints", leg: "" }, data.baseline.question);
  }

  /** What each key of the address may hold; anything else is passed over and never shown. */
  function choices(data) {
    return {
      date: data.dates.map((date) => date.month),
      lens: LENSES,
      layer: data.layers,
      class: ["all"].concat(data.classes),
      view: data.geometry ? VIEWS : ["diagram"],
      colour: COLOURS,
      leg: [""].concat(data.legs.map((leg) => leg.id)),
    };
  }

  function encode(data, state) {
    const parts = [
      "date=" + data.dates[state.date].month,
      "lens=" + state.lens,
      "layer=" + state.layer,
      "class=" + (state.weakestClass || "all"),
      "view=" + state.view,
      "colour=" + state.colour,
      "leg=" + encodeURIComponent(state.leg),
    ];
    return "#" + parts.filter((part) => !part.endsWith("=")).join("&");
  }

  function decode(data, hash) {
    const allowed = choices(data);
    const found = {};
    String(hash).slice(0, MAX_HASH).replace(/^#/, "").split("&").forEach(function (part) {
      const [key, value] = pair(part);
      if (Object.hasOwn(allowed, key) && allowed[key].includes(value)) found[key] = value;
    });
    const state = initial(data);
    if (Object.hasOwn(found, "date")) state.date = allowed.date.indexOf(found.date);
    if (Object.hasOwn(found, "class")) state.weakestClass = found.class === "all" ? "" : found.class;
    ["lens", "layer", "view", "colour", "leg"].forEach(function (key) {
      if (Object.hasOwn(found, key)) state[key] = found[key];
    });
    return state;
  }

  function pair(part) {
    const at = part.indexOf("=");
    if (at < 0) return ["", ""];
    try {
      return [part.slice(0, at), decodeURIComponent(part.slice(at + 1))];
    } catch (error) {
      return ["", ""];
    }
  }

  const api = { initial: initial, encode: encode, decode: decode, choices: choices };
  root.routeriskState = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
