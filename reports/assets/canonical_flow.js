/* The canonical flow: of all maximum flows the one that pressure and length of routes single out.
 *
 * The same definition as `routes.canonical_flow`: of the maximum flows those of least total route
 * weight, of those the ones with fewest hops, and of those the one that sends most over the first
 * leg by id, then most over the second, and so on. So it is unique. Pure, whole numbers only.
 */
(function (root) {
  "use strict";

  const isModule = typeof module !== "undefined" && module.exports;
  const network = isModule ? require("./network.js") : root.routeriskNetwork;
  const solver = isModule ? require("./solver.js") : root.routeriskSolver;

  /** The question about what moves: effort does not, so under its lens it is passing capacity. */
  function moving(question) {
    return Object.assign({}, question, { lens: question.lens === "volume" ? "volume" : "passing" });
  }

  /**
   * What a unit pays on every arc: weight first, then hops, in one number. Two ways between two
   * vertices differ by fewer hops than the factor, so hops decide only between equal weights.
   * Up to some ten thousand jurisdictions every sum along a path stays below 2**53.
   */
  function arcCosts(model, net) {
    const factor = 2 * net.out.length + 1;
    const costs = new Float64Array(net.left.length);
    net.arcs.forEach(function (arc, i) {
      if (arc.leg === undefined) return;
      costs[2 * i] = model.routeWeights[arc.pressure] * factor + 1;
      costs[2 * i + 1] = -costs[2 * i];
    });
    return costs;
  }

  /**
   * Least cost of reaching each vertex from any vertex to start from, by correcting labels in
   * turn (Bellman 1958, doi 10.1090/qam/102435); reverse arcs pay back, but no circle does.
   */
  function leastCosts(net, costs, starts) {
    const vertices = net.out.length;
    const cost = new Float64Array(vertices).fill(Infinity);
    const via = new Int32Array(vertices).fill(-1);
    const isWaiting = new Uint8Array(vertices);
    const queue = starts.slice();
    starts.forEach(function (start) {
      cost[start] = 0;
      isWaiting[start] = 1;
    });
    for (let next = 0; next < queue.length; next += 1) {
      const tail = queue[next];
      isWaiting[tail] = 0;
      for (const arc of net.out[tail]) {
        const head = net.head[arc];
        const reached = cost[tail] + costs[arc];
        if (net.left[arc] > 0 && reached < cost[head]) {
          cost[head] = reached;
          via[head] = arc;
          if (!isWaiting[head]) queue.push(head);
          isWaiting[head] = 1;
        }
      }
    }
    return { cost: cost, via: via };
  }

  /** Augment along cheapest paths until none is left (Edmonds and Karp 1972). */
  function pushCheapest(net, costs) {
    for (let value = 0; ; ) {
      const found = leastCosts(net, costs, [net.source]);
      if (found.via[net.sink] < 0) return value;
      value += network.augment(net, found.via, net.source, net.sink, Infinity);
    }
  }

  /**
   * Of the flows of equal value and cost choose the one that sends most over the first leg by id,
   * and so on. They differ by circles whose arcs are all tight, that is on cheapest paths; what
   * a leg was given, later legs leave alone.
   */
  function preferFirstLegs(net, costs) {
    const cost = leastCosts(net, costs, net.out.map((_, vertex) => vertex)).cost;
    const isTight = (arc) => cost[net.head[arc ^ 1]] + costs[arc] === cost[net.head[arc]];
    const isFixed = new Uint8Array(net.arcs.length);
    legArcs(net).forEach(function (i) {
      const arc = 2 * i;
      isFixed[i] = 1;
      if (net.left[arc] === 0 || !isTight(arc)) return;
      const more = network.push(net, net.arcs[i].head, net.arcs[i].tail, net.left[arc], (other) => !isFixed[other >> 1] && isTight(other));
      net.left[arc] -= more;
      net.left[arc ^ 1] += more;
    });
  }

  /** Positions of the arcs of legs, in the order of the legs' ids. */
  function legArcs(net) {
    const positions = net.arcs.map((_, i) => i).filter((i) => net.arcs[i].leg !== undefined);
    return positions.sort((left, right) => (net.arcs[left].leg < net.arcs[right].leg ? -1 : 1));
  }

  /**
   * The canonical flow of a question; under the lens effort that of passing capacity.
   * @returns {?{value: number, legs: Object<string, number>, jurisdictions: Object<string, number>}}
   *   the flow on every open leg and through every jurisdiction; null where it is unbounded.
   */
  function canonicalFlow(model, question) {
    const asked = moving(question);
    const open = solver.openLegs(model, asked);
    const net = network.build(model, asked.lens, open);
    if (network.hasUnboundedRoute(net, network.always)) return null;
    const costs = arcCosts(model, net);
    const value = pushCheapest(net, costs);
    preferFirstLegs(net, costs);
    const legs = Object.fromEntries(open.map((entry) => [entry.leg.id, 0]));
    const jurisdictions = Object.fromEntries(model.jurisdictions.map((place) => [place.id, 0]));
    net.arcs.forEach(function (arc, i) {
      if (arc.leg !== undefined) legs[arc.leg] = net.left[2 * i + 1];
      if (arc.jurisdiction !== undefined) jurisdictions[arc.jurisdiction] = net.left[2 * i + 1];
    });
    return { value: value, legs: legs, jurisdictions: jurisdictions };
  }

  const api = { canonicalFlow: canonicalFlow, moving: moving };
  root.routeriskCanonicalFlow = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
