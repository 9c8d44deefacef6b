/* The tables: every leg and every jurisdiction with a box to take it out and its present result, and the sources. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const drawing = root.routeriskDrawing;
  const el = dom.element;
  /** What a hidden row is sorted by: without a number of its own it would upset the order. */
  const NOT_OPEN = { pressure: -1, passing: -1, flow: -1, change: 0, "minimum cuts": -1 };
  const LEG_COLUMNS = [
    { title: "Out", key: "out", down: true, class: "tick" },
    { title: "Leg", key: "leg" },
    { title: "Mechanism", key: "mechanism", class: "mechanism" },
    { title: "Capacity", key: "capacity", down: true, class: "number" },
    { title: "Pressure", key: "pressure", down: true, class: "number" },
    { title: "Passing", key: "passing", down: true, class: "number" },
    { title: "Flow", key: "flow", down: true, class: "number" },
    { title: "Change", key: "change", class: "number shift" },
    { title: "Evidence", key: "evidence" },
    { title: "Basis", key: "basis" },
    { title: "Minimum cuts", key: "minimum cuts", down: true },
  ];
  const PLACE_COLUMNS = [
    ["Closed", "tick"], ["Jurisdiction", ""], ["Part", ""], ["Passes through", "number"], ["Change", "number shift"],
    ["Flow lost without it", "number"], ["Share lost", "number"], ["Betweenness", "number"], ["Current flow", "number"],
    ["Legs in, out", "number"], ["Classes of its legs", ""], ["What is known", ""], ["From whom", ""],
  ];

  function headRow(titles) {
    return el("thead", {}, [el("tr", {}, titles.map(([title, kind]) => el("th", { scope: "col", class: kind }, [title])))]);
  }

  /** The table of legs; rows are made once and filled at every render. */
  function startLegs(data, act) {
    const put = root.routeriskSorting.start(dom.byId("legs"), LEG_COLUMNS.map((column) => Object.assign({}, column)), { column: "leg", down: false });
    const rows = data.legs.map((leg) => legRow(data, leg, act));
    return function (view) {
      rows.forEach((row) => fillLeg(data, row, view));
      put(rows);
      dom.byId("legs").classList.toggle("changed", view.isChanged);
      dom.byId("legs-lead").textContent = legsLead(data, view);
    };
  }

  function legsLead(data, view) {
    const out = data.legs.filter((leg) => words.whyOut(data, view, leg) !== "").length;
    const told = view.open.size + " of " + data.legs.length + " legs are open in this state" + (out ? "; " + out + " out by what is changed" : "") + ". ";
    return told + "Tick one to take it out. Flow is the maximum flow that meets least pressure on its way; capacities are in " + data.study.capacityUnit + ".";
  }

  function legRow(data, leg, act) {
    const button = dom.button("pick", words.legLabel(data, leg), () => act.choose(leg.id), { class: "pick", "data-key": null, "data-leg": leg.id });
    const out = dom.tick("out " + leg.id, "Remove leg " + words.legTitle(data, leg), () => act.toggle("removed", leg.id));
    const number = () => el("td", { class: "number" });
    const cells = { pressure: number(), passing: number(), flow: number(), change: el("td", { class: "number shift" }), cut: el("td", {}), why: el("span", { class: "why" }) };
    const node = el("tr", {}, [
      out.cell,
      el("th", { scope: "row" }, [button, cells.why, el("span", { class: "by" }, [words.mechanism(leg)])]),
      el("td", { class: "mechanism" }, [words.mechanism(leg)]),
      el("td", { class: "number" }, [words.amount(leg.capacity, data.study.scale)]),
      cells.pressure,
      cells.passing,
      cells.flow,
      cells.change,
      el("td", { title: leg.class ? words.CLASS[leg.class] : "not graded" }, [leg.class || "\u2013"]),
      el("td", {}, [leg.basis]),
      cells.cut,
    ]);
    const keys = { leg: words.legLabel(data, leg), mechanism: leg.mechanism, capacity: leg.capacity === null ? Infinity : leg.capacity, evidence: leg.class || "Z", basis: leg.basis };
    return { id: leg.id, leg: leg, box: out.box, node: node, cells: cells, keys: keys };
  }

  /** Text and class of the cell about pressure; an arrow where measures have altered it. */
  function fillPressure(cell, entry, before) {
    cell.className = "number";
    cell.textContent = "\u2013";
    if (!entry) return;
    const added = before ? entry.pressure - before.pressure : 0;
    cell.textContent = (added ? (added > 0 ? "\u2191 " : "\u2193 ") : "") + entry.pressure;
    cell.className = "number swatch " + drawing.pressureClass(entry.pressure);
    cell.title = added ? "before: " + before.pressure : "";
  }

  function fillLeg(data, row, view) {
    const id = row.leg.id;
    const why = words.whyOut(data, view, row.leg);
    const entry = view.open.get(id) || (why ? view.base.get(id) : undefined);
    row.box.checked = view.state.removed.includes(id);
    row.node.hidden = !entry && !why;
    row.keys.out = row.box.checked ? 2 : why ? 1 : 0;
    row.cells.why.textContent = why;
    Object.assign(row.keys, NOT_OPEN);
    if (row.node.hidden) return;
    const every = view.answer.every.legs.includes(id);
    const some = view.answer.some.legs.includes(id);
    row.node.className = [every ? "every" : some ? "some" : "", why ? "out" : "", view.state.leg === id ? "chosen" : ""].join(" ").trim();
    row.cells.cut.textContent = every ? "in every" : some ? "in some" : "";
    row.keys["minimum cuts"] = every ? 2 : some ? 1 : 0;
    fillFlow(data, row, view.shifts.get(id));
    fillPressure(row.cells.pressure, entry, view.base.get(id));
    row.cells.passing.textContent = entry ? words.amount(entry.passing, data.study.scale) : "\u2013";
    if (!entry) return;
    Object.assign(row.keys, { pressure: entry.pressure, passing: entry.passing === null ? Infinity : entry.passing });
  }

  /** What flows on a leg, or through a jurisdiction, and the change; a dash where that is unbounded. */
  function fillFlow(data, row, shift) {
    row.cells.flow.textContent = shift ? words.amount(shift.after, data.study.scale) : "\u2013";
    row.cells.change.textContent = shift ? words.difference(shift.after - shift.before, data.study.scale) : "";
    row.keys.flow = shift ? shift.after : -1;
    row.keys.change = shift ? shift.after - shift.before : 0;
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

  /** The table of jurisdictions; what passes through is of the present state, the rest of the headline. */
  function startJurisdictions(data, act) {
    const rows = data.centrality.map((row) => placeRow(data, row, act));
    dom.byId("jurisdictions").append(headRow(PLACE_COLUMNS), el("tbody", {}, rows.map((row) => row.node)));
    dom.byId("jurisdictions-lead").textContent = "Tick one to close it: then nothing passes through, starts or ends there. What passes through is solved for the present state; the other numbers stay as the report was built. " + data.centralityLead;
    return function (view) {
      rows.forEach((row) => fillPlace(data, row, view));
      dom.byId("jurisdictions").classList.toggle("changed", view.isChanged);
    };
  }

  function placeRow(data, row, act) {
    const place = words.placeOf(data, row.id);
    const closed = dom.tick("close " + place.id, "Close " + place.name, () => act.toggle("closed", place.id));
    const cells = { flow: el("td", { class: "number" }), change: el("td", { class: "number shift" }), why: el("span", { class: "why" }) };
    const name = dom.button("place " + place.id, place.name, () => act.choosePlace(place.id), { class: "pick" });
    const number = (text) => el("td", { class: "number" }, [text]);
    const node = el("tr", {}, [
      closed.cell,
      el("th", { scope: "row" }, [name, cells.why]),
      el("td", {}, [place.role]),
      cells.flow,
      cells.change,
      number(row.drop === null ? "\u2013" : words.amount(row.drop, data.study.scale)),
      number(row.share === null ? "\u2013" : row.share + " %"),
      number(row.betweenness.toFixed(3)),
      number(row.currentFlow.toFixed(3)),
      number(row.legsIn + ", " + row.legsOut),
      el("td", {}, [classes(data, place)]),
      el("td", { class: "note" }, [place.note || ""]),
      el("td", { class: "sources" }, place.evidence.flatMap((id, i) => [i ? ", " : "", source(data, id)])),
    ]);
    return { id: place.id, box: closed.box, node: node, cells: cells, keys: {} };
  }

  function fillPlace(data, row, view) {
    row.box.checked = view.state.closed.includes(row.id);
    row.cells.why.textContent = row.box.checked ? "closed" : "";
    row.node.className = [row.box.checked ? "out" : "", view.state.place === row.id ? "chosen" : ""].join(" ").trim();
    fillFlow(data, row, view.through.get(row.id));
  }

  function showSources(data) {
    const ids = Object.keys(data.evidence).sort();
    const rows = ids.map(function (id, i) {
      const report = data.evidence[id];
      return el("tr", { id: "source-" + i }, [
        el("th", { scope: "row" }, [id]),
        el("td", {}, [report.claim]),
        el("td", {}, [report.kind.replaceAll("_", " ")]),
        el("td", {}, [report.grade || ""]),
        el("td", {}, [(report.status || "").replaceAll("_", " ")]),
        el("td", {}, [report.published || ""]),
        el("td", {}, [dom.link(report.publisher || report.title, report.url)]),
      ]);
    });
    dom.byId("sources").append(headRow(["Id", "What it says", "Kind", "Grade", "Standing", "Published", "Source"].map((title) => [title, ""])), el("tbody", {}, rows));
    dom.byId("sources-summary").textContent = "All " + ids.length + " reports that the study rests on";
  }

  root.routeriskTables = { startLegs: startLegs, startJurisdictions: startJurisdictions, showSources: showSources };
})(typeof globalThis !== "undefined" ? globalThis : this);
