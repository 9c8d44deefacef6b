/* The state of the page: what is asked and shown, and its spelling in the address. Pure. */
(function (root) {
  "use strict";

  const LENSES = ["passing", "volume", "effort"];
  const VIEWS = ["map", "diagram"];
  const COLOURS = ["chokepoints", "pressure", "route", "evidence"];

  /** Keys whose value is one of several, and the part of the state that each names. */
  const CHOICES = { date: "date", lens: "lens", layer: "layer", class: "weakestClass", view: "view", colour: "colour", leg: "leg", place: "place", budget: "budget" };

  /** Keys whose value is a list of ids, likewise. */
  const LISTS = { remove: "removed", close: "closed", measure: "measures" };

  function initial(data) {
    const shown = { view: data.geometry ? "map" : "diagram", colour: "chokepoints", leg: "", place: "", budget: "" };
    return Object.assign(shown, { removed: [], closed: [], measures: [] }, data.baseline.question);
  }

  /** What each key of the address may hold; anything else is passed over and never shown. */
  function choices(data) {
    const ids = (rows) => rows.map((row) => row.id);
    return {
      date: data.dates.map((date) => date.month),
      lens: LENSES,
      layer: data.layers,
      class: ["all"].concat(data.classes),
      view: data.geometry ? VIEWS : ["diagram"],
      colour: COLOURS,
      leg: [""].concat(ids(data.legs)),
      place: [""].concat(ids(data.jurisdictions)),
      budget: [""].concat(data.plans.rows.map((row) => row.budget)),
      remove: ids(data.legs),
      close: ids(data.jurisdictions),
      measure: ids(data.measures),
    };
  }

  function encode(data, state) {
    const spelled = Object.assign({}, state, { date: data.dates[state.date].month, weakestClass: state.weakestClass || "all" });
    const single = Object.entries(CHOICES).map(([key, name]) => key + "=" + encodeURIComponent(spelled[name]));
    const lists = Object.entries(LISTS).map(([key, name]) => key + "=" + joined(state[name]));
    return "#" + single.concat(lists).filter((part) => !part.endsWith("=")).join("&");
  }

  function joined(ids) {
    return ids.map(encodeURIComponent).join(",");
  }

  /** Length of the longest address that can be written: every list full, every choice its longest. */
  function longest(data) {
    const allowed = choices(data);
    const single = Object.keys(CHOICES).map((key) => Math.max(...allowed[key].map((value) => encodeURIComponent(value).length)));
    const lists = Object.keys(LISTS).map((key) => joined(allowed[key]).length);
    const signs = Object.keys(allowed).reduce((sum, key) => sum + key.length + 2, 0);
    return single.concat(lists).reduce((sum, length) => sum + length, signs);
  }

  /**
   * Read an address, of which only what the rules name counts.
   * @returns {{state: object, passedOver: boolean}} the state, and whether anything was passed
   *   over: a key or value that is none, an id that is unknown or comes twice, an address longer
   *   than any that could have been written.
   */
  function decode(data, hash) {
    const state = initial(data);
    const text = String(hash).replace(/^#/, "");
    if (text.length >= longest(data)) return { state: state, passedOver: true };
    const allowed = choices(data);
    const found = new Map();
    let passedOver = false;
    text.split("&").filter((part) => part !== "").forEach(function (part) {
      const [key, value] = pair(part);
      const read = Object.hasOwn(allowed, key) ? reading(key, value, allowed[key]) : { isGood: false, isWhole: false };
      passedOver = passedOver || !read.isWhole || found.has(key);
      if (read.isGood) found.set(key, read.value);
    });
    found.forEach((value, key) => set(state, key, value, allowed));
    return { state: state, passedOver: passedOver };
  }

  /** One value or a list of ids, as far as it is allowed: nothing unknown, no id twice, ids sorted. */
  function reading(key, value, allowed) {
    if (Object.hasOwn(CHOICES, key)) return { isGood: allowed.includes(value), isWhole: allowed.includes(value), value: value };
    const named = value.split(",");
    const known = [...new Set(named)].filter((id) => allowed.includes(id)).sort();
    return { isGood: known.length > 0, isWhole: known.length === named.length, value: known };
  }

  function set(state, key, value, allowed) {
    if (Object.hasOwn(LISTS, key)) state[LISTS[key]] = value;
    else if (key === "date") state.date = allowed.date.indexOf(value);
    else if (key === "class") state.weakestClass = value === "all" ? "" : value;
    else state[key] = value;
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

  const api = { initial: initial, encode: encode, decode: decode, choices: choices, longest: longest };
  root.routeriskState = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
