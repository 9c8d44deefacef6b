/* The badge: whether this page and Python give the headline's question the same answer. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;

  /** Compare plain values whatever the order of their keys. */
  function isSame(left, right) {
    if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
  }

  /** What each single removal loses, by kind and id. */
  function losses(rows) {
    const found = { leg: {}, jurisdiction: {} };
    rows.forEach((row) => (found[row.kind][row.id] = row.loss));
    return found;
  }

  /** Solve the headline's question anew and compare it with what Python wrote. */
  function show(data) {
    const asked = data.baseline.question;
    const answer = root.routeriskSolver.solve(data, asked);
    const agrees = Object.entries(data.baseline.answer).every(([key, value]) => isSame(answer[key], value));
    const same = agrees && isSame(losses(root.routeriskSweep.sweep(data, asked)), data.baseline.losses);
    const badge = dom.byId("badge");
    badge.textContent = same ? "This page and Python agree" : "WARNING: this page and Python disagree; do not use it";
    badge.className = same ? "agree" : "disagree";
  }

  root.routeriskBadge = { show: show };
})(typeof globalThis !== "undefined" ? globalThis : this);
