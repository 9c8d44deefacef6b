/* The solver: maximum flow, minimum cuts and the least-pressure route, in whole numbers.
 *
 * The same definitions as the Python package `routes`: jurisdictions are split in two so that
 * their own capacity can bind, an unbounded amount is null, a leg that passes nothing counts
 * nothing, and every list of ids is sorted. Pure: no page, no clock, no randomness.
 */
(function (root) {
  "use strict";

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

  /** Legs that pass anything, each with its pressure and the amount its lens adds up. */
  function openLegs(model, question) {
    const open = [];
    model.legs.forEach(function (leg) {
      if (leg.layer !== question.layer || !isGraded(leg, question.weakestClass)) return;
      const pressure = pressureAt(leg, question.date);
      const passing = passingCapacity(leg.capacity, pressure);
      if (passing === 0) return;
      const amounts = { passing: passing, volume: leg.capacity, effort: leg.cost };
      const amount = amounts[question.lens];
      open.push({ leg: leg, pressure: pressure, passing: passing, amount: amount });
    });
    return open;
  }

  /** The network: two vertices a jurisdiction (2i in, 2i + 1 out), then the two super vertices. */
  function network(model, question, open) {
    const count = model.jurisdictions.length;
    const arcs = [];
    model.jurisdictions.forEach(function (place, i) {
      const amount = question.lens === "effort" && place.capacity !== 0 ? null : place.capacity;
      if (amount !== 0) arcs.push({ tail: 2 * i, head: 2 * i + 1, amount: amount, jurisdiction: place.id });
    });
    open.filter((entry) => entry.amount !== 0).forEach(function (entry) {
      arcs.push({ tail: 2 * entry.leg.from + 1, head: 2 * entry.leg.to, amount: entry.amount, leg: entry.leg.id });
    });
    const source = 2 * count;
    const sink = 2 * count + 1;
    model.jurisdictions.forEach(function (place, i) {
      if (place.role === "origin") arcs.push({ tail: source, head: 2 * i, amount: null });
      if (place.role === "destination") arcs.push({ tail: 2 * i + 1, head: sink, amount: null });
    });
    return residual(arcs, 2 * count + 2, source, sink);
  }

  function residual(arcs, vertices, source, sink) {
    const finite = arcs.reduce((sum, arc) => sum + (arc.amount === null ? 0 : arc.amount), 0);
    const out = Array.from({ length: vertices }, () => []);
    const head = [];
    const left = [];
    arcs.forEach(function (arc) {
      const amount = arc.amount === null ? finite + 1 : arc.amount;
      out[arc.tail].push(head.length);
      head.push(arc.head);
      left.push(amount);
      out[arc.head].push(head.length);
      head.push(arc.tail);
      left.push(0);
    });
    return { arcs: arcs, out: out, head: head, left: left, source: source, sink: sink };
  }

  /** Vertices reachable from one vertex over arcs that `passable` admits; with the arc into each. */
  function search(net, start, passable) {
    const via = new Array(net.out.length).fill(-1);
    const seen = new Array(net.out.length).fill(false);
    const queue = [start];
    seen[start] = true;
    for (let next = 0; next < queue.length; next += 1) {
      for (const arc of net.out[queue[next]]) {
        const head = net.head[arc];
        if (!seen[head] && passable(arc)) {
          seen[head] = true;
          via[head] = arc;
          queue.push(head);
        }
      }
    }
    return { seen: seen, via: via };
  }

  /** Augment along shortest paths until none is left (Edmonds and Karp 1972, doi 10.1145/321694.321699). */
  function maximumFlow(net) {
    let value = 0;
    for (;;) {
      const found = search(net, net.source, (arc) => net.left[arc] > 0);
      if (!found.seen[net.sink]) return value;
      const path = [];
      for (let at = net.sink; at !== net.source; at = net.head[path[path.length - 1] ^ 1]) path.push(found.via[at]);
      const pushed = path.reduce((least, arc) => Math.min(least, net.left[arc]), Infinity);
      path.forEach(function (arc) {
        net.left[arc] -= pushed;
        net.left[arc ^ 1] += pushed;
      });
      value += pushed;
    }
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
    const fromSource = search(net, net.source, residualArc).seen;
    const toSink = search(net, net.sink, (arc) => net.left[arc ^ 1] > 0).seen;
    const saturated = (index) => net.left[index] === 0 && net.left[index ^ 1] > 0;
    const apart = (arc) => !search(net, arc.tail, residualArc).seen[arc.head];
    return {
      sourceSide: members(net, (arc) => fromSource[arc.tail] && !fromSource[arc.head]),
      sinkSide: members(net, (arc) => !toSink[arc.tail] && toSink[arc.head]),
      every: members(net, (arc, index) => saturated(index) && fromSource[arc.tail] && toSink[arc.head]),
      some: members(net, (arc, index) => saturated(index) && apart(arc)),
    };
  }

  function hasUnboundedRoute(net) {
    return search(net, net.source, (arc) => arc % 2 === 0 && net.arcs[arc / 2].amount === null).seen[net.sink];
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
   * @param {object} model jurisdictions, legs and route weights, as the page carries them.
   * @param {{date: number, lens: string, layer: string, weakestClass: string}} question
   * @returns {object} status "cut", "no route" or "unbounded"; value; the two canonical cuts;
   *   members of every and of some minimum cut; whether there is one cut only; one maximum flow
   *   by leg (of possibly several); the least-pressure route.
   */
  function solve(model, question) {
    const open = openLegs(model, question);
    const route = leastPressureRoute(model, open);
    const net = network(model, question, open);
    const answer = { status: "cut", value: 0, flow: {}, route: route, unique: true };
    if (hasUnboundedRoute(net)) {
      const none = { sourceSide: NOTHING, sinkSide: NOTHING, every: NOTHING, some: NOTHING };
      return Object.assign(answer, none, { status: "unbounded", value: null });
    }
    answer.value = maximumFlow(net);
    if (answer.value === 0) answer.status = "no route";
    net.arcs.forEach(function (arc, i) {
      if (arc.leg !== undefined) answer.flow[arc.leg] = net.left[2 * i + 1];
    });
    Object.assign(answer, answer.value === 0 ? { sourceSide: NOTHING, sinkSide: NOTHING, every: NOTHING, some: NOTHING } : cuts(net));
    answer.unique = JSON.stringify(answer.every) === JSON.stringify(answer.some);
    return answer;
  }

  const api = { solve: solve, pressureAt: pressureAt, passingCapacity: passingCapacity, openLegs: openLegs };
  root.routeriskSolver = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
