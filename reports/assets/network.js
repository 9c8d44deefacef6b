/* The network: what can still move on every arc, and how flow is pushed through it.
 *
 * Jurisdictions are split in two so that their own capacity can bind; an unbounded amount is null.
 * Every arc is followed by its reverse, so `arc ^ 1` turns around. Pure: no page, no clock, no
 * randomness, whole numbers only.
 */
(function (root) {
  "use strict";

  /**
   * Build the network of one question: two vertices a jurisdiction (2i in, 2i + 1 out), then the
   * source and the sink. What counts nothing has no arc.
   * @param {object} model jurisdictions with ids, roles and capacities.
   * @param {string} lens under "effort" no effort closes a whole jurisdiction.
   * @param {object[]} open legs with their pressures and amounts, as the solver lists them.
   */
  function build(model, lens, open) {
    const count = model.jurisdictions.length;
    const arcs = [];
    model.jurisdictions.forEach(function (place, i) {
      const amount = lens === "effort" && place.capacity !== 0 ? null : place.capacity;
      if (amount !== 0) arcs.push({ tail: 2 * i, head: 2 * i + 1, amount: amount, jurisdiction: place.id });
    });
    open.filter((entry) => entry.amount !== 0).forEach(function (entry) {
      arcs.push({ tail: 2 * entry.leg.from + 1, head: 2 * entry.leg.to, amount: entry.amount, leg: entry.leg.id, pressure: entry.pressure });
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

  /** Vertices reachable from one vertex over arcs that `passable` admits, as far as the goal; with the arc into each. */
  function search(net, start, passable, goal) {
    const via = new Array(net.out.length).fill(-1);
    const seen = new Array(net.out.length).fill(false);
    const queue = [start];
    seen[start] = true;
    for (let next = 0; next < queue.length && !seen[goal]; next += 1) {
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

  /**
   * Push up to a limit from one vertex to another along shortest paths over arcs that `passable`
   * admits, until none is left (Edmonds and Karp 1972, doi 10.1145/321694.321699).
   * @returns {number} how much was pushed; the network is changed.
   */
  function push(net, from, to, limit, passable) {
    let pushed = 0;
    while (pushed < limit) {
      const found = search(net, from, (arc) => net.left[arc] > 0 && passable(arc), to);
      if (!found.seen[to]) break;
      pushed += augment(net, found.via, from, to, limit - pushed);
    }
    return pushed;
  }

  /** Push as much as one path carries, up to a limit; `via` names the arc into each of its vertices. */
  function augment(net, via, from, to, limit) {
    let amount = limit;
    for (let at = to; at !== from; at = net.head[via[at] ^ 1]) amount = Math.min(amount, net.left[via[at]]);
    for (let at = to; at !== from; at = net.head[via[at] ^ 1]) {
      net.left[via[at]] -= amount;
      net.left[via[at] ^ 1] += amount;
    }
    return amount;
  }

  function always() {
    return true;
  }

  function maximumFlow(net) {
    return push(net, net.source, net.sink, Infinity, always);
  }

  /** Whether some route over arcs that `passable` admits has no bound at all; before anything is pushed. */
  function hasUnboundedRoute(net, passable) {
    const unbounded = (arc) => arc % 2 === 0 && net.arcs[arc / 2].amount === null && passable(arc);
    return search(net, net.source, unbounded, net.sink).seen[net.sink];
  }

  const api = { build: build, search: search, push: push, augment: augment, always: always, maximumFlow: maximumFlow, hasUnboundedRoute: hasUnboundedRoute };
  root.routeriskNetwork = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
