/* The sections about the study as a whole: scenarios, measures, comparison, claims and evidence classes. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const el = dom.element;

  /** Fill a table from columns of [title, kind, cell]; cell gives text or a node for a row. */
  function fill(id, columns, rows) {
    const head = el("tr", {}, columns.map(([title, kind]) => el("th", { scope: "col", class: kind === "number" ? "number" : "" }, [title])));
    const body = rows.map((row) => el("tr", {}, columns.map(([, kind, cell], i) => el(i ? "td" : "th", { class: kind, scope: i ? null : "row" }, [cell(row)]))));
    dom.byId(id).append(el("thead", {}, [head]), el("tbody", {}, body));
    dom.byId(id + "-section").hidden = rows.length === 0;
  }

  function change(row, scale) {
    if (row.value === null || row.before === null) return "\u2013";
    const gain = row.value - row.before;
    if (gain === 0) return "none";
    return (gain > 0 ? "+" : "\u2212") + words.amount(Math.abs(gain), scale);
  }

  function cutChange(row) {
    const parts = row.enters.map((leg) => "+ " + leg).concat(row.leaves.map((leg) => "\u2212 " + leg));
    return parts.length ? parts.join(", ") : "the same legs";
  }

  function touched(data, row) {
    const names = row.jurisdictions.map((id) => words.placeOf(data, id).name);
    return names.concat(row.legs).join(", ");
  }

  /** The table of measures: each with a box to take it, ticked as the state has it. */
  function startMeasures(data, act) {
    const scale = data.study.scale;
    const boxes = data.measures.map((row) => dom.tick("take " + row.id, "Take measure " + row.name, () => act.toggle("measures", row.id)));
    fill("measures", [
      ["Measure", "", (row) => row.name],
      ["Modelled as", "", (row) => (row.effect === "close" ? "closes" : "pressure " + (row.points < 0 ? "\u2212" : "+") + Math.abs(row.points))],
      ["Effort", "number", (row) => (row.cost === null ? "\u2013" : words.amount(row.cost, scale))],
      ["Touches", "", (row) => touched(data, row)],
      ["Legal basis", "", (row) => row.law || ""],
      ["What it would and would not do", "wide", (row) => (row.reason || "") + (row.evidence.length ? " (" + row.evidence.join(", ") + ")" : "")],
    ], data.measures);
    dom.byId("measures").querySelector("thead tr").prepend(el("th", { scope: "col", class: "tick" }, ["Taken"]));
    const rows = [...dom.byId("measures").querySelectorAll("tbody tr")];
    rows.forEach((row, i) => row.prepend(boxes[i].cell));
    return function (state) {
      data.measures.forEach(function (row, i) {
        boxes[i].box.checked = state.measures.includes(row.id);
        rows[i].className = boxes[i].box.checked ? "taken" : "";
      });
    };
  }

  /** Whether a column of a comparison holds amounts alone, to be set flush right. */
  function isAmounts(rows, i) {
    return rows.every((row) => /^[+\u2212-]?[\d,.]+$|^unbounded$|^$/.test(String(row[i] ?? "")));
  }

  /** What a scenario changes in the study's answers, where the report was made with one. */
  function showComparison(data) {
    const told = data.comparison;
    if (!told) return;
    const rows = told.rows || [];
    dom.replace("comparison-text", (told.sentences || []).map((sentence) => el("p", {}, [sentence])));
    if (rows.length) fill("comparison", (told.columns || []).map((title, i) => [title, isAmounts(rows, i) ? "number" : "", (row) => String(row[i] ?? "")]), rows);
    dom.byId("comparison-section").hidden = false;
  }

  function verdict(row) {
    return row.verdict.replaceAll("_", " ");
  }

  function showClaims(data) {
    const counts = new Map();
    data.claims.forEach((row) => counts.set(verdict(row), (counts.get(verdict(row)) || 0) + 1));
    const told = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name, count]) => name + " " + count);
    dom.byId("claims-lead").textContent = "The study grew from a document of December 2025. Its " + data.claims.length + " claims, in our words, against the public record: " + told.join(", ") + ".";
    fill("claims", [
      ["Id", "", (row) => row.id],
      ["Claim", "wide", (row) => row.claim],
      ["Verdict", "", verdict],
      ["Why", "wide", (row) => row.reason || ""],
      ["Evidence", "", (row) => row.evidence.join(", ")],
      ["Where the model uses it", "", (row) => row.used || ""],
    ], data.claims);
  }

  function show(data) {
    const scale = data.study.scale;
    fill("scenarios", [
      ["Scenario", "", (row) => row.title],
      ["Layer and day", "", (row) => words.LAYER[row.layer] + ", " + row.day],
      ["Value", "number", (row) => (row.value === null ? "unbounded" : words.amount(row.value, scale))],
      ["Change", "number", (row) => change(row, scale)],
      ["In every cut", "", cutChange],
      ["What is supposed, and why", "wide", (row) => row.note + (row.evidence.length ? " (" + row.evidence.join(", ") + ")" : "")],
    ], data.scenarios);
    showComparison(data);
    showClaims(data);
    fill("classes", [
      ["Class", "", (row) => row.class],
      ["Meaning", "", (row) => words.CLASS[row.class]],
      ["Legs", "number", (row) => String(row.legs)],
      ["Prior", "", (row) => "Beta(" + row.alpha + ", " + row.beta + ")"],
      ["Mean", "number", (row) => row.mean + " %"],
      ["Why", "wide", (row) => row.reason || ""],
    ], data.priors);
  }

  root.routeriskSections = { show: show, startMeasures: startMeasures };
})(typeof globalThis !== "undefined" ? globalThis : this);
