/* The solver: maximum flow, minimum cuts and the least-pressure route, in whole numbers.
 *
 * The same definitions as the Python package `routes`: an unbounded amount is null, a leg that
 * passes nothing counts nothing, and every list of ids is sorted. Pure: no page, no clock, no
 * randomness.
 */
(function (root) {
  "use strict";

  const network = typeof module !== "undefined" && module.exports ? require("./network.js") : root.routeriskNetwork;
  const CLASSES = "ABCDE";

  /** Pressure on a leg at a date: the last step that is not later; -1 while the leg is not open. */
  function pressureAt(leg, date) {
    let pressure = -1;
    for (const [from, value] of leg.pressure) {
      if (from > date) break;
      pressure = value;
    }
    return pressure;
  }

  /** Capacities are multiples of 100 (the scale sees to it), so the division leaves no rest. */
  function passingCapacity(capacity, pressure) {
    if (pressure < 0 || pressure >= 100) return 0;
    return capacity === null ? null : (capacity / 100) * (100 - pressure);
  }

  function isGraded(leg, weakestClass) {
    if (weakestClass === "") return true;
    return leg.class !== null && CLASSES.indexOf(leg.class) <= CLASSES.indexOf(weakestClass);
  }

  /** What a question supposes: legs and jurisdictions that are gone, and points added to legs. */
  function supposed(model, question) {
    const gone = new Set(question.removed);
    const points = new Map();
    const chosen = new Set(question.measures);
    const measures = chosen.size ? model.measures.filter((measure) => chosen.has(measure.id)) : [];
    measures.forEach(function (measure) {
      measure.touches.forEach(function (id) {
        if (measure.effect === "close") gone.add(id);
        else points.set(id, (points.get(id) || 0) + measure.points);
      });
    });
    return { gone: gone, points: points, closed: new Set(question.closed) };
  }

  /** Legs of the layer and class that are in force on the date and not taken out, each with its pressure. */
  function legsInForce(model, question) {
    const change = supposed(model, question);
    const isClosed = (place) => change.closed.has(model.jurisdictions[place].id);
    const found = [];
    model.legs.forEach(function (leg) {
      if (leg.layer !== question.layer || !isGraded(leg, question.weakestClass)) return;
      const pressure = pressureAt(leg, question.date);
      if (pressure < 0 || change.gone.has(leg.id) || isClosed(leg.from) || isClosed(leg.to)) return;
      const points = change.points.get(leg.id) || 0;
      found.push({ leg: leg, pressure: Math.min(Math.max(pressure + points, 0), 100) });
    });
    return found;
  }

  /** Legs that pass anything, each with its pressure and the amount its lens adds up. */
  function openLegs(model, question) {
    const open = [];
    legsInForce(model, question).forEach(function (entry) {
      const leg = entry.leg;
      const passing = passingCapacity(leg.capacity, entry.pressure);
      if (passing === 0) return;
      const amounts = { passing: passing, volume: leg.capacity, effort: leg.cost };
      open.push({ leg: leg, pressure: entry.pressure, passing: passing, amount: amounts[question.lens] });
    });
    return open;
  }

  function members(net, chosen) {
    const arcs = net.arcs.filter((arc, i) => arc.amount !== null && chosen(arc, 2 * i));
    return {
      legs: arcs.filter((arc) => arc.leg !== undefined).map((arc) => arc.leg).sort(),
      jurisdictions: arcs.filter((arc) => arc.jurisdiction !== undefined).map((arc) => arc.jurisdiction).sort(),
    };
  }

  /** The canonical cuts and the members of every and of some cut (Picard and Queyranne 1980). */
  function cuts(net) {
    const residualArc = (arc) => net.left[arc] > 0;
    const fromSource = network.search(net, net.source, residualArc).seen;
    const toSink = network.search(net, net.sink, (arc) => net.left[arc ^ 1] > 0).seen;
    const saturated = (index) => net.left[index] === 0 && net.left[index ^ 1] > 0;
    const apart = (arc) => !network.search(net, arc.tail, residualArc, arc.head).seen[arc.head];
    return {
      sourceSide: members(net, (arc) => fromSource[arc.tail] && !fromSource[arc.head]),
      sinkSide: members(net, (arc) => !toSink[arc.tail] && toSink[arc.head]),
      every: members(net, (arc, index) => saturated(index) && fromSource[arc.tail] && toSink[arc.head]),
      some: members(net, (arc, index) => saturated(index) && apart(arc)),
    };
  }

  function isBefore(left, right) {
    if (left.weight !== right.weight) return left.weight < right.weight;
    if (left.legs.length !== right.legs.length) return left.legs.length < right.legs.length;
    for (let i = 0; i < left.legs.length; i += 1) {
      if (left.legs[i] !== right.legs[i]) return left.legs[i] < right.legs[i];
    }
    return false;
  }

  /** A jurisdiction through which nothing can pass is on no route. */
  function isUsable(place) {
    return place.capacity !== 0;
  }

  /** The first route in the order (weight, hops, leg ids). Rounds of relaxation: exact, and the graph is small. */
  function leastPressureRoute(model, open) {
    const best = model.jurisdictions.map((place) => (place.role === "origin" && isUsable(place) ? { weight: 0, legs: [] } : null));
    for (let changed = true; changed; ) {
      changed = false;
      open.forEach(function (entry) {
        const before = best[entry.leg.from];
        if (!before || !isUsable(model.jurisdictions[entry.leg.to])) return;
        const route = { weight: before.weight + model.routeWeights[entry.pressure], legs: before.legs.concat(entry.leg.id) };
        if (!best[entry.leg.to] || isBefore(route, best[entry.leg.to])) {
          best[entry.leg.to] = route;
          changed = true;
        }
      });
    }
    const ends = best.filter((route, i) => route && model.jurisdictions[i].role === "destination");
    return ends.reduce((first, route) => (first && !isBefore(route, first) ? first : route), null);
  }

  const NOTHING = { legs: [], jurisdictions: [] };

  /**
   * Answer one question.
   * @param {object} model jurisdictions, legs, measures and route weights, as the page carries them.
   * @param {{date: number, lens: string, layer: string, weakestClass: string, removed?: string[],
   *   closed?: string[], measures?: string[]}} question the last three take legs and jurisdictions
   *   out and apply measures; each may be left away.
   * @returns {object} status "cut", "no route" or "unbounded"; value; the two canonical cuts;
   *   members of every and of some minimum cut; whether there is one cut only; one maximum flow
   *   by leg (of possibly several); the least-pressure route.
   */
  function solve(model, question) {
    const open = openLegs(model, question);
    const route = leastPressureRoute(model, open);
    const net = network.build(model, question.lens, open);
    const answer = { status: "cut", value: 0, flow: {}, route: route, unique: true };
    if (network.hasUnboundedRoute(net, network.always)) {
      const none = { sourceSide: NOTHING, sinkSide: NOTHING, every: NOTHING, some: NOTHING };
      return Object.assign(answer, none, { status: "unbounded", value: null });
    }
    answer.value = network.maximumFlow(net);
    if (answer.value === 0) answer.status = "no route";
    net.arcs.forEach(function (arc, i) {
      if (arc.leg !== undefined) answer.flow[arc.leg] = net.left[2 * i + 1];
    });
    Object.assign(answer, answer.value === 0 ? { sourceSide: NOTHING, sinkSide: NOTHING, every: NOTHING, some: NOTHING } : cuts(net));
    answer.unique = JSON.stringify(answer.every) === JSON.stringify(answer.some);
    return answer;
  }

  /** The value of a question alone; null where it is unbounded. */
  function value(model, question) {
    const net = network.build(model, question.lens, openLegs(model, question));
    return network.hasUnboundedRoute(net, network.always) ? null : network.maximumFlow(net);
  }

  const api = { solve: solve, value: value, pressureAt: pressureAt, passingCapacity: passingCapacity, legsInForce: legsInForce, openLegs: openLegs, leastPressureRoute: leastPressureRoute };
  root.routeriskSolver = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
