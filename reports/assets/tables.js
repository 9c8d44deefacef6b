/* The tables: every leg with its present result, the jurisdictions, and the sources. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const drawing = root.routeriskDrawing;
  const panel = root.routeriskPanel;
  const el = dom.element;
  /** What a hidden row is sorted by: without a number of its own it would upset the order. */
  const NOT_OPEN = { pressure: -1, passing: -1, flow: -1, "minimum cuts": -1 };

  function headRow(columns) {
    return el("thead", {}, [el("tr", {}, columns.map((column) => el("th", { scope: "col", class: column.number ? "number" : "" }, [column.button || column.title])))]);
  }

  function ranks(left, right) {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }

  /** The table of legs; rows are made once, filled at every render, and sorted on request. */
  function startLegs(data, choose) {
    const table = dom.byId("legs");
    const body = el("tbody", {});
    const order = { column: "leg", down: false };
    const columns = ["Leg", "Mechanism", "Capacity", "Pressure", "Passing", "Flow", "Evidence", "Basis", "Minimum cuts"].map((title) => ({ title: title, key: title.toLowerCase(), number: ["Capacity", "Pressure", "Passing", "Flow"].includes(title) }));
    const rows = data.legs.map((leg) => legRow(data, leg, choose));
    const sort = function () {
      const sign = order.down ? -1 : 1;
      rows.sort((a, b) => sign * ranks(a.keys[order.column], b.keys[order.column]) || ranks(a.leg.id, b.leg.id));
      dom.refill(body, rows.map((row) => row.node));
      columns.forEach((column) => column.button.parentNode.setAttribute("aria-sort", column.key !== order.column ? "none" : order.down ? "descending" : "ascending"));
    };
    columns.forEach(function (column) {
      column.button = el("button", { type: "button", class: "sort" }, [column.title]);
      column.button.addEventListener("click", function () {
        order.down = order.column === column.key ? !order.down : Boolean(column.number) || column.key === "minimum cuts";
        order.column = column.key;
        sort();
      });
    });
    table.append(headRow(columns), body);
    return function (state, answer, open) {
      rows.forEach((row) => fillLeg(data, row, state, answer, open.get(row.leg.id)));
      sort();
      dom.byId("legs-lead").textContent = open.size + " of " + data.legs.length + " legs are open in this state. Flow is one maximum flow of possibly several; capacities are in " + data.study.capacityUnit + ".";
    };
  }

  function legRow(data, leg, choose) {
    const button = el("button", { type: "button", class: "pick", "data-leg": leg.id }, [panel.legLabel(data, leg)]);
    button.addEventListener("click", () => choose(leg.id));
    const cells = { pressure: el("td", { class: "number" }), passing: el("td", { class: "number" }), flow: el("td", { class: "number" }), cut: el("td", {}) };
    const node = el("tr", {}, [
      el("th", { scope: "row" }, [button]),
      el("td", {}, [words.mechanism(leg)]),
      el("td", { class: "number" }, [words.amount(leg.capacity, data.study.scale)]),
      cells.pressure,
      cells.passing,
      cells.flow,
      el("td", { title: leg.class ? words.CLASS[leg.class] : "not graded" }, [leg.class || "\u2013"]),
      el("td", {}, [leg.basis]),
      cells.cut,
    ]);
    const keys = { leg: panel.legLabel(data, leg), mechanism: leg.mechanism, capacity: leg.capacity === null ? Infinity : leg.capacity, evidence: leg.class || "Z", basis: leg.basis };
    return { leg: leg, node: node, cells: cells, keys: keys };
  }

  function fillLeg(data, row, state, answer, entry) {
    row.node.hidden = !entry;
    if (!entry) {
      Object.assign(row.keys, NOT_OPEN);
      return;
    }
    const every = answer.every.legs.includes(row.leg.id);
    const some = answer.some.legs.includes(row.leg.id);
    row.node.className = (every ? "every " : some ? "some " : "") + (state.leg === row.leg.id ? "chosen" : "");
    row.cells.pressure.textContent = String(entry.pressure);
    row.cells.pressure.className = "number swatch " + drawing.pressureClass(entry.pressure);
    row.cells.passing.textContent = words.amount(entry.passing, data.study.scale);
    const flow = answer.flow[row.leg.id] || 0;
    row.cells.flow.textContent = answer.status === "unbounded" ? "\u2013" : words.amount(flow, data.study.scale);
    row.cells.cut.textContent = every ? "in every" : some ? "in some" : "";
    Object.assign(row.keys, { pressure: entry.pressure, passing: entry.passing === null ? Infinity : entry.passing, flow: flow, "minimum cuts": every ? 2 : some ? 1 : 0 });
  }

  /** How many legs of each evidence class touch a jurisdiction, in all layers and at all dates. */
  function classes(data, place) {
    const counts = new Map();
    const at = data.jurisdictions.indexOf(place);
    data.legs.filter((leg) => leg.from === at || leg.to === at).forEach((leg) => counts.set(leg.class || "none", (counts.get(leg.class || "none") || 0) + 1));
    return [...counts].sort().map(([grade, count]) => count + " " + grade).join(", ");
  }

  /** A report by its id, publisher and grade; a link where it has an address. */
  function source(data, id) {
    const report = data.evidence[id];
    const grade = report.grade ? ", " + report.grade : "";
    return dom.link(id + " (" + (report.publisher || report.title) + grade + ")", report.url);
  }

  function showJurisdictions(data) {
    const columns = [
      { title: "Jurisdiction" },
      { title: "Part" },
      { title: "Flow lost without it", number: true },
      { title: "Share lost", number: true },
      { title: "Betweenness", number: true },
      { title: "Current flow", number: true },
      { title: "Legs in, out", number: true },
      { title: "Classes of its legs" },
      { title: "What is known" },
      { title: "From whom" },
    ];
    const rows = data.centrality.map(function (row) {
      const place = data.jurisdictions.find((entry) => entry.id === row.id);
      return el("tr", {}, [
        el("th", { scope: "row" }, [place.name]),
        el("td", {}, [place.role]),
        el("td", { class: "number" }, [row.drop === null ? "\u2013" : words.amount(row.drop, data.study.scale)]),
        el("td", { class: "number" }, [row.share === null ? "\u2013" : row.share + " %"]),
        el("td", { class: "number" }, [row.betweenness.toFixed(3)]),
        el("td", { class: "number" }, [row.currentFlow.toFixed(3)]),
        el("td", { class: "number" }, [row.legsIn + ", " + row.legsOut]),
        el("td", {}, [classes(data, place)]),
        el("td", { class: "note" }, [place.note || ""]),
        el("td", { class: "sources" }, place.evidence.flatMap((id, i) => [i ? ", " : "", source(data, id)])),
      ]);
    });
    dom.byId("jurisdictions").append(headRow(columns), el("tbody", {}, rows));
    dom.byId("jurisdictions-lead").textContent = data.centralityLead;
  }

  function showSources(data) {
    const ids = Object.keys(data.evidence).sort();
    const columns = [{ title: "Id" }, { title: "What it says" }, { title: "Kind" }, { title: "Grade" }, { title: "Standing" }, { title: "Published" }, { title: "Source" }];
    const rows = ids.map(function (id) {
      const report = data.evidence[id];
      return el("tr", { id: "source-" + ids.indexOf(id) }, [
        el("th", { scope: "row" }, [id]),
        el("td", {}, [report.claim]),
        el("td", {}, [report.kind.replaceAll("_", " ")]),
        el("td", {}, [report.grade || ""]),
        el("td", {}, [(report.status || "").replaceAll("_", " ")]),
        el("td", {}, [report.published || ""]),
        el("td", {}, [dom.link(report.publisher || report.title, report.url)]),
      ]);
    });
    dom.byId("sources").append(headRow(columns), el("tbody", {}, rows));
    dom.byId("sources-summary").textContent = "All " + ids.length + " reports that the study rests on";
  }

  root.routeriskTables = { startLegs: startLegs, showJurisdictions: showJurisdictions, showSources: showSources };
})(typeof globalThis !== "undefined" ? globalThis : this);
