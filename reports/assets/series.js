/* The series: one question asked at every date, and the dated rows that came or went. Pure. */
(function (root) {
  "use strict";

  const solver = typeof module !== "undefined" && module.exports ? require("./solver.js") : root.routeriskSolver;

  /** The value of a question at every date; null where it is unbounded. */
  function values(model, question) {
    return model.dates.map((date, i) => solver.value(model, Object.assign({}, question, { date: i })));
  }

  function isInForce(from, to, day) {
    return (from === null || from <= day) && (to === null || to >= day);
  }

  function bearsOn(row, leg, model) {
    if (row.layers.length && !row.layers.includes(leg.layer)) return false;
    if (row.kind === "leg") return row.target === leg.id;
    if (row.kind === "mechanism") return row.target === leg.mechanism;
    const enters = row.target === model.jurisdictions[leg.to].id;
    const leaves = row.target === model.jurisdictions[leg.from].id;
    return (row.direction !== "out" && enters) || (row.direction !== "in" && leaves);
  }

  /** Legs of a layer and contributions that some of them feel, which changed since the date before. */
  function changes(model, question) {
    if (question.date === 0) return [];
    const before = model.dates[question.date - 1].day;
    const day = model.dates[question.date].day;
    const flip = function (id, from, to, reason) {
      const was = isInForce(from, to, before);
      const is = isInForce(from, to, day);
      return was === is ? [] : [{ id: id, begins: is, reason: reason }];
    };
    const legs = model.legs.filter((leg) => leg.layer === question.layer);
    const felt = model.pressure.filter((row) => legs.some((leg) => bearsOn(row, leg, model)));
    return legs
      .flatMap((leg) => flip(leg.id, leg.opens, leg.closes, ""))
      .concat(felt.flatMap((row) => flip(row.id, row.from, row.to, row.reason || "")));
  }

  const api = { values: values, changes: changes, bearsOn: bearsOn, isInForce: isInForce };
  root.routeriskSeries = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
