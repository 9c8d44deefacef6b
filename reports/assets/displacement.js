/* Displacement: what a change does to the flow, against the same question with nothing changed. Pure. */
(function (root) {
  "use strict";

  const isModule = typeof module !== "undefined" && module.exports;
  const network = isModule ? require("./network.js") : root.routeriskNetwork;
  const solver = isModule ? require("./solver.js") : root.routeriskSolver;
  const canonical = isModule ? require("./canonical_flow.js") : root.routeriskCanonicalFlow;

  /** The same question with nothing removed, closed or applied. */
  function unchanged(question) {
    return Object.assign({}, question, { removed: [], closed: [], measures: [] });
  }

  /** Ids may be names that every object knows, so only an entry of its own counts. */
  function amountOf(amounts, id) {
    return Object.hasOwn(amounts, id) ? amounts[id] : 0;
  }

  function atMost(amount, bound) {
    return amount === null ? bound : Math.min(amount, bound);
  }

  /** The largest flow through what is open that sends over no leg more than a flow given does. */
  function kept(model, lens, open, flow) {
    const bounded = open.map((entry) => Object.assign({}, entry, { amount: atMost(entry.amount, amountOf(flow.legs, entry.leg.id)) }));
    return network.maximumFlow(network.build(model, lens, bounded));
  }

  function legShifts(open, before, after) {
    const amounts = new Map(open.map((entry) => [entry.leg.id, entry.amount]));
    const ids = new Set(Object.keys(before.legs).concat(Object.keys(after.legs)));
    return [...ids].sort().map(function (id) {
      const amount = amounts.has(id) ? amounts.get(id) : 0;
      const flow = amountOf(after.legs, id);
      return { id: id, before: amountOf(before.legs, id), after: flow, spare: amount === null ? null : amount - flow };
    });
  }

  /**
   * What a question's change does: how much of the flow stays on its legs, moves to others, is
   * blocked or comes in addition, so that before = kept + rerouted + blocked and
   * after = kept + rerouted + added.
   * @param {object} model
   * @param {object} question as the solver takes it; under the lens effort passing capacity moves.
   * @param {?object} [flowBefore] the canonical flow of the unchanged question, where it is known.
   * @returns {?object} the six amounts; every leg that is open before or after, by id, with its
   *   flows and the amount to spare (null: unbounded); every jurisdiction, with what passes
   *   through. Null where either flow is unbounded.
   */
  function displacement(model, question, flowBefore) {
    const before = flowBefore === undefined ? canonical.canonicalFlow(model, unchanged(question)) : flowBefore;
    const after = canonical.canonicalFlow(model, question);
    if (before === null || after === null) return null;
    const asked = canonical.moving(question);
    const open = solver.openLegs(model, asked);
    const keptAmount = kept(model, asked.lens, open, before);
    return {
      before: before.value,
      after: after.value,
      kept: keptAmount,
      rerouted: Math.min(before.value, after.value) - keptAmount,
      blocked: Math.max(before.value - after.value, 0),
      added: Math.max(after.value - before.value, 0),
      legs: legShifts(open, before, after),
      jurisdictions: model.jurisdictions.map((place) => ({ id: place.id, before: before.jurisdictions[place.id], after: after.jurisdictions[place.id] })),
    };
  }

  const api = { displacement: displacement, unchanged: unchanged };
  root.routeriskDisplacement = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
