/* The removals: every single further change to a question, and what each does to the flow. Pure. */
(function (root) {
  "use strict";

  const isModule = typeof module !== "undefined" && module.exports;
  const solver = isModule ? require("./solver.js") : root.routeriskSolver;
  const displacements = isModule ? require("./displacement.js") : root.routeriskDisplacement;
  const LISTS = { leg: "removed", jurisdiction: "closed", measure: "measures" };

  /** The question with one thing more in the list of its kind. */
  function withStep(question, step) {
    const name = LISTS[step.kind];
    return Object.assign({}, question, { [name]: (question[name] || []).concat(step.id).sort() });
  }

  function spelled(legs) {
    return legs.map((entry) => entry.leg.id + " " + entry.pressure).join();
  }

  /**
   * Every leg that is open, every transit jurisdiction with an open leg, and every measure that
   * changes an open leg, in this order and by id.
   * @returns {{kind: string, id: string}[]}
   */
  function steps(model, question) {
    const open = solver.openLegs(model, question);
    const ends = new Set(open.flatMap((entry) => [entry.leg.from, entry.leg.to]));
    const legs = open.map((entry) => ({ kind: "leg", id: entry.leg.id }));
    const places = model.jurisdictions.filter((place, i) => place.role === "transit" && ends.has(i)).map((place) => ({ kind: "jurisdiction", id: place.id }));
    const before = spelled(open);
    const taken = question.measures || [];
    const measures = model.measures.filter((row) => !taken.includes(row.id)).map((row) => ({ kind: "measure", id: row.id }));
    return legs.concat(places, measures.filter((step) => spelled(solver.openLegs(model, withStep(question, step))) !== before));
  }

  /**
   * What one step more does to the flow of a question.
   * @param {object} flow the canonical flow of the question itself; null where unbounded.
   * @returns {{kind: string, id: string, lost: ?number, rerouted: ?number, weight: ?number, shifts: number[]}}
   *   flow lost and re-routed (null where it is unbounded before or after), the weight of the
   *   least-pressure route that is left (null: none), and the change of what passes through every
   *   jurisdiction, in the model's order.
   */
  function effect(model, question, step, flow) {
    const asked = withStep(question, step);
    const moved = displacements.displacement(model, asked, flow);
    const route = solver.leastPressureRoute(model, solver.openLegs(model, asked));
    return {
      kind: step.kind,
      id: step.id,
      lost: moved && moved.before - moved.after,
      rerouted: moved && moved.rerouted,
      weight: route && route.weight,
      shifts: moved ? moved.jurisdictions.map((shift) => shift.after - shift.before) : [],
    };
  }

  const api = { steps: steps, effect: effect, withStep: withStep };
  root.routeriskRemovals = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
