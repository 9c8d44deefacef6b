/* The frontier as a drawing: what is left at each budget, by the best plans and by rules of thumb. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const BOX = { left: 62, right: 366, top: 10, bottom: 226, width: 500, height: 262 };
  const LABEL_GAP = 16;
  const MOST_TICKS = 6;
  const MOST_BUDGETS_NAMED = 7;
  const DASHES = ["none", "1 3", "7 3", "7 3 1 3", "3 3"];

  function line(kind, x1, y1, x2, y2) {
    return dom.shape("path", { d: "M" + x1 + " " + y1 + "L" + x2 + " " + y2, class: kind });
  }

  function text(kind, x, y, content) {
    return dom.shape("text", { x: x, y: y, class: kind }, [content]);
  }

  /** Round numbers from 0 up to the largest value: 1, 2 or 5 of some power of ten apart. */
  function ticks(top) {
    const power = 10 ** Math.floor(Math.log10(top));
    const steps = [0.1, 0.2, 0.5, 1].map((part) => part * power);
    const step = steps.find((size) => top / size <= MOST_TICKS) || 2 * power;
    return Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => Math.round(i * step));
  }

  /** Heights of labels, moved up from where their lines end until none touches another. */
  function spread(ends) {
    let last = Infinity;
    return ends.slice().sort((a, b) => b.y - a.y).map(function (end) {
      last = Math.min(end.y, last - LABEL_GAP);
      return Object.assign({ at: last }, end);
    });
  }

  /** A line that keeps each value until the next budget; broken where there is no bound. */
  function steps(values, x, y) {
    return values.map(function (value, i) {
      if (value === null) return "";
      const begins = i && values[i - 1] !== null ? "V" + y(value) : "M" + x(i) + " " + y(value);
      return begins + "H" + x(i + 1);
    }).join("");
  }

  /**
   * Draw the frontier.
   * @param {object} data the page's data.
   * @param {number} chosen the position of the budget that is chosen.
   */
  function draw(data, chosen) {
    const rows = data.plans.rows;
    const series = [rows.map((row) => row.value)].concat(data.plans.rules.map((_, k) => rows.map((row) => row.rules[k])));
    const names = ["best plans"].concat(data.plans.rules);
    const top = Math.max(1, ...series.flat());
    const x = (i) => BOX.left + ((BOX.right - BOX.left) * Math.min(i, rows.length - 0.5)) / (rows.length - 0.5);
    const y = (value) => BOX.bottom - ((BOX.bottom - BOX.top) * value) / top;
    const ends = names.map((name, k) => ({ name: name, k: k, value: series[k][rows.length - 1] })).filter((end) => end.value !== null);
    const every = Math.ceil(rows.length / MOST_BUDGETS_NAMED);
    const apart = rows.map((row, i) => i).filter((i) => rows[i].apart && rows[i].value !== null);
    const here = rows[chosen].value;
    return dom.shape("svg", { viewBox: "0 0 " + BOX.width + " " + BOX.height, role: "img", "aria-label": "What still passes at each budget" }, [
      ...ticks(top).flatMap((at) => [line("grid", BOX.left, y(at), BOX.right, y(at)), text("tick end", BOX.left - 6, y(at) + 4, words.amount(at, data.study.scale))]),
      ...rows.flatMap((row, i) => (i % every ? [] : [text("tick middle", x(i), BOX.bottom + 17, row.budget)])),
      text("tick middle", (BOX.left + BOX.right) / 2, BOX.bottom + 34, "Budget, " + data.study.effortUnit),
      line("chosen-budget", x(chosen), BOX.top, x(chosen), BOX.bottom),
      ...series.map((values, k) => dom.shape("path", { d: steps(values, x, y), class: k ? "frontier" : "frontier best", "stroke-dasharray": DASHES[k] })).reverse(),
      ...apart.map((i) => dom.shape("path", { d: "M" + x(i) + " " + (y(rows[i].value) - 6) + "l6 6l-6 6l-6 -6Z", class: "apart" })),
      here === null ? null : dom.shape("circle", { cx: x(chosen), cy: y(here), r: 5, class: "chosen-value" }),
      ...spread(ends.map((end) => Object.assign(end, { y: y(end.value) }))).flatMap((end) => [line("lead-line", BOX.right + 2, end.y, BOX.right + 12, end.at), text(end.k ? "tick" : "tick best", BOX.right + 15, end.at + 4, end.name)]),
    ]);
  }

  root.routeriskFrontierChart = { draw: draw };
})(typeof globalThis !== "undefined" ? globalThis : this);
