/* Words: amounts, names and labels as a reader sees them. Pure. */
(function (root) {
  "use strict";

  const LENS = {
    passing: { name: "passing capacity", total: "Maximum flow", adds: "what gets past enforcement" },
    volume: { name: "volume", total: "Maximum flow without pressure", adds: "what could move" },
    effort: { name: "effort", total: "Least effort that closes every route", adds: "what closing takes" },
  };
  const LAYER = { goods: "Goods", service: "Remote access", ownership: "Foreign-parented buyers", licensed: "Licensed sales" };
  const CLASS = {
    A: "charged, with the hop named",
    B: "two independent sources",
    C: "one source or an official's concern",
    D: "the seed document alone",
    E: "searched, nothing found",
  };

  function grouped(digits) {
    return digits.replace(/\B(?=(\d{3})+$)/g, ",");
  }

  /** A quotient of whole numbers rounded half up, exactly: no fraction is ever formed. */
  function quotient(number, divisor) {
    const rest = number % divisor;
    return (number - rest) / divisor + (2 * rest >= divisor ? 1 : 0);
  }

  /** An amount in the study's unit: whole from 100 on, else up to two decimals. */
  function amount(scaled, scale) {
    if (scaled === null) return "unbounded";
    if (scaled >= 100 * scale) return grouped(String(quotient(scaled, scale)));
    return String(quotient(100 * scaled, scale) / 100);
  }

  function unit(study, lens) {
    return lens === "effort" ? study.effortUnit : study.capacityUnit;
  }

  /** The share of consignments that pass a whole route: the inverse of its weight's logarithm. */
  function share(weightMicronats) {
    const percent = 100 * Math.exp(-weightMicronats / 1e6);
    return (percent >= 10 ? Math.round(percent) : Math.round(percent * 10) / 10) + " %";
  }

  function plural(count, one, many) {
    return count + " " + (count === 1 ? one : many);
  }

  function mechanism(leg) {
    return leg.mechanism.replaceAll("_", " ");
  }

  function legOf(data, id) {
    return data.legs.find((leg) => leg.id === id);
  }

  function placeOf(data, id) {
    return data.jurisdictions.find((place) => place.id === id);
  }

  /** A leg by its ends. */
  function legLabel(data, leg) {
    return data.jurisdictions[leg.from].name + " \u2192 " + data.jurisdictions[leg.to].name;
  }

  /** A leg by its ends and its mechanism, as parallel legs need. */
  function legName(data, leg) {
    return legLabel(data, leg) + ", " + mechanism(leg);
  }

  /** A leg as a control names it: by its ends and its id, which tells parallel legs apart. */
  function legTitle(data, leg) {
    return legLabel(data, leg) + " (" + leg.id + ")";
  }

  /** Why a leg that the question would have open is not; nothing where it is open or never was. */
  function whyOut(data, view, leg) {
    const closed = [leg.from, leg.to].map((at) => data.jurisdictions[at]).filter((place) => view.state.closed.includes(place.id));
    if (view.state.removed.includes(leg.id)) return "removed";
    if (!view.base.has(leg.id) || view.open.has(leg.id)) return "";
    return closed.length ? "closed with " + closed[0].name : "closed by a measure";
  }

  /** A difference with its sign; nothing for none. */
  function difference(scaled, scale) {
    if (scaled === 0) return "";
    return (scaled > 0 ? "+" : "\u2212") + amount(Math.abs(scaled), scale);
  }

  /** A part of a whole in percent, to one decimal below ten. */
  function percent(part, whole) {
    const share = whole > 0 ? (100 * part) / whole : 0;
    return (share >= 10 ? Math.round(share) : Math.round(share * 10) / 10) + " %";
  }

  const api = { LENS: LENS, LAYER: LAYER, CLASS: CLASS, amount: amount, unit: unit, share: share, plural: plural, mechanism: mechanism, legOf: legOf, placeOf: placeOf, legLabel: legLabel, legName: legName, legTitle: legTitle, whyOut: whyOut, difference: difference, percent: percent };
  root.routeriskWords = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
