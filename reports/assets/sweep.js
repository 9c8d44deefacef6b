/* The sweep: every leg and every jurisdiction removed in turn, from one maximum flow. Pure.
 *
 * Nothing is solved again. What runs over the removed arc is sent another way from its tail to its
 * head through what is left in the network; what finds no other way is lost, and nothing else.
 */
(function (root) {
  "use strict";

  const isModule = typeof module !== "undefined" && module.exports;
  const network = isModule ? require("./network.js") : root.routeriskNetwork;
  const solver = isModule ? require("./solver.js") : root.routeriskSolver;

  /** Everything that can be removed: its kind and id, the arc that carries it, the legs that go with it. */
  function members(model, question, net) {
    const arcOf = { leg: new Map(), jurisdiction: new Map() };
    net.arcs.forEach(function (arc, i) {
      if (arc.leg !== undefined) arcOf.leg.set(arc.leg, 2 * i);
      if (arc.jurisdiction !== undefined) arcOf.jurisdiction.set(arc.jurisdiction, 2 * i);
    });
    const member = (kind, id, touches) => ({ kind: kind, id: id, arc: arcOf[kind].has(id) ? arcOf[kind].get(id) : -1, touches: touches });
    const legs = solver.legsInForce(model, question).map((entry) => member("leg", entry.leg.id, (leg) => leg === entry.leg));
    const places = model.jurisdictions.map((place, i) => member("jurisdiction", place.id, (leg) => leg.from === i || leg.to === i));
    return legs.concat(places);
  }

  /** What is lost when an arc is removed from a maximum flow; the network is left as it was. */
  function loss(net, arc) {
    const flow = arc < 0 ? 0 : net.left[arc ^ 1];
    if (flow === 0) return 0;
    const left = net.left.slice();
    const rerouted = network.push(net, net.head[arc ^ 1], net.head[arc], flow, (other) => other >> 1 !== arc >> 1);
    net.left = left;
    return flow - rerouted;
  }

  /** The value without an arc where there is an unbounded route with it; null while one remains. */
  function boundedValue(net, arc) {
    const remains = (other) => other >> 1 !== arc >> 1;
    if (network.hasUnboundedRoute(net, remains)) return null;
    const left = net.left.slice();
    const value = network.push(net, net.source, net.sink, Infinity, remains);
    net.left = left;
    return value;
  }

  /** The weight of the least-pressure route without a member; only a member of that route changes it. */
  function weightWithout(model, open, route, touches) {
    const onRoute = (entry) => route.legs.includes(entry.leg.id);
    if (route === null) return null;
    if (!open.some((entry) => onRoute(entry) && touches(entry.leg))) return route.weight;
    const other = solver.leastPressureRoute(model, open.filter((entry) => !touches(entry.leg)));
    return other === null ? null : other.weight;
  }

  /** Largest loss first, then kind and id; an unknown loss is like any other unknown one. */
  function inOrder(left, right) {
    if (left.loss !== right.loss) return right.loss - left.loss;
    if (left.kind !== right.kind) return left.kind < right.kind ? -1 : 1;
    return left.id < right.id ? -1 : 1;
  }

  /** Equal losses share a rank: 1, 2, 2, 4. */
  function ranked(rows) {
    let rank = 0;
    rows.forEach(function (row, i) {
      if (i === 0 || row.loss !== rows[i - 1].loss) rank = i + 1;
      row.rank = rank;
    });
    return rows;
  }

  /**
   * Remove every leg that is in force in a question, and every jurisdiction, in turn.
   * @returns {{kind: string, id: string, loss: ?number, value: ?number, weight: ?number, rank: number}[]}
   *   what is lost (null where the question is unbounded), what remains (null where that is
   *   unbounded), the weight of the least-pressure route that remains (null: none), and the rank
   *   by loss; largest loss first.
   */
  function sweep(model, question) {
    const open = solver.openLegs(model, question);
    const net = network.build(model, question.lens, open);
    const route = solver.leastPressureRoute(model, open);
    const isBounded = !network.hasUnboundedRoute(net, network.always);
    const whole = isBounded ? network.maximumFlow(net) : null;
    const rows = members(model, question, net).map(function (member) {
      const lost = isBounded ? loss(net, member.arc) : null;
      const value = isBounded ? whole - lost : boundedValue(net, member.arc);
      const weight = weightWithout(model, open, route, member.touches);
      return { kind: member.kind, id: member.id, loss: lost, value: value, weight: weight, rank: 0 };
    });
    return ranked(rows.sort(inOrder));
  }

  const api = { sweep: sweep };
  root.routeriskSweep = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
