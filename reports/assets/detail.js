/* The detail: the leg or the jurisdiction that a reader has chosen, with what is known of it. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const series = root.routeriskSeries;
  const el = dom.element;

  function fact(term, value) {
    return [el("dt", {}, [term]), el("dd", {}, [value])];
  }

  function contributionsTo(data, leg, date) {
    const day = data.dates[date].day;
    return data.pressure.filter((row) => series.isInForce(row.from, row.to, day) && series.bearsOn(row, leg, data));
  }

  function evidenceItem(data, id) {
    const report = data.evidence[id];
    const facts = [report.grade ? "grade " + report.grade : null, report.status ? report.status.replaceAll("_", " ") : null, report.published].filter(Boolean);
    return el("li", {}, [el("b", {}, [id]), " " + report.claim + " ", el("span", { class: "quiet" }, ["(" + facts.join("; ") + ") "]), dom.link(report.publisher || report.title, report.url)]);
  }

  function evidence(data, ids, none) {
    if (!ids.length) return [el("p", { class: "quiet" }, [none])];
    return [el("h3", {}, ["Evidence"]), el("ul", { class: "plain evidence" }, ids.map((id) => evidenceItem(data, id)))];
  }

  function range(data, leg) {
    const best = words.amount(leg.capacity, data.study.scale);
    if (leg.low === undefined || leg.high === undefined) return best;
    return best + " (" + words.amount(leg.low, data.study.scale) + " to " + words.amount(leg.high, data.study.scale) + ")";
  }

  function closer(name, close) {
    return dom.button("close", "\u00d7", close, { class: "close", "aria-label": name });
  }

  /** A number of the present state, and what it was where a change altered it. */
  function nowAndBefore(now, before) {
    return now === before ? now : now + " (before: " + before + ")";
  }

  function pressure(entry) {
    return entry ? entry.pressure + " of 100" : "\u2013";
  }

  function passing(data, entry) {
    return entry ? words.amount(entry.passing, data.study.scale) : "0";
  }

  function whyThisPressure(data, leg, state) {
    const rows = contributionsTo(data, leg, state.date);
    if (!rows.length) return null;
    const items = rows.map((row) => el("li", {}, [el("b", {}, [(row.points > 0 ? "+" : "") + row.points]), " " + (row.reason || row.id) + " ", el("span", { class: "quiet" }, ["(" + row.basis + ")"])]));
    return el("details", { "data-key": "why" }, [el("summary", {}, ["Why this pressure (" + rows.length + " contributions)"]), el("ul", { class: "plain" }, items)]);
  }

  function legFacts(data, view, leg) {
    const now = view.open.get(leg.id);
    const before = view.base.get(leg.id);
    const shift = view.shifts.get(leg.id);
    return [
      fact("Capacity", range(data, leg) + " " + data.study.capacityUnit + ", " + leg.basis),
      fact("Pressure", nowAndBefore(pressure(now), pressure(before))),
      fact("Passing", nowAndBefore(passing(data, now), passing(data, before))),
      shift ? fact("Flow", nowAndBefore(words.amount(shift.after, data.study.scale), words.amount(shift.before, data.study.scale))) : [],
      fact("Effort to close", leg.cost === null ? "not for the Commerce Department to close" : words.amount(leg.cost, data.study.scale)),
      fact("Evidence class", leg.class ? leg.class + ", " + words.CLASS[leg.class] : "not graded"),
      data.claims.length ? fact("Source document", leg.claims.length ? "names it: " + leg.claims.join(", ") : "does not name it") : [],
      fact("Open", "from " + (leg.opens || "the first day") + (leg.closes ? " to " + leg.closes : ", still open")),
    ].flat();
  }

  function legDetail(data, view, leg, act) {
    const isOut = view.state.removed.includes(leg.id);
    const why = words.whyOut(data, view, leg);
    const standing = view.open.has(leg.id) ? "" : "; " + (why || "not open in this state");
    return [
      closer("Close the chosen leg", () => act.choose(leg.id)),
      el("h2", {}, [words.legLabel(data, leg)]),
      el("p", { class: "quiet" }, [words.mechanism(leg) + ", " + words.LAYER[leg.layer].toLowerCase() + standing]),
      dom.button("change", isOut ? "Put it back" : "Remove this leg", () => act.toggle("removed", leg.id), { class: "change" }),
      el("dl", {}, legFacts(data, view, leg)),
      leg.note ? el("p", {}, [leg.note]) : null,
      leg.keptOpen ? el("p", {}, ["Still open: " + leg.keptOpen]) : null,
      view.base.has(leg.id) ? whyThisPressure(data, leg, view.state) : null,
      ...evidence(data, leg.evidence, "No evidence is named for this leg."),
    ];
  }

  function placeLeg(data, view, leg, act) {
    const node = dom.button("leg " + leg.id, words.legLabel(data, leg), () => act.choose(leg.id), { class: "pick" });
    node.dataset.leg = leg.id;
    const shift = view.shifts.get(leg.id);
    const flow = shift ? words.amount(shift.after, data.study.scale) : "";
    const why = words.whyOut(data, view, leg);
    return el("li", {}, [node, el("span", { class: "number" }, [flow]), el("span", { class: "quiet" }, [words.mechanism(leg) + (why ? ", " + why : "")])]);
  }

  function placeLegs(data, view, title, legs, act) {
    if (!legs.length) return null;
    return el("div", {}, [el("h3", {}, [title + " (" + legs.length + "), with their flow"]), el("ul", { class: "plain members" }, legs.map((leg) => placeLeg(data, view, leg, act)))]);
  }

  function through(data, view, place) {
    const shift = view.through.get(place.id);
    if (!shift) return "unbounded or not known";
    return nowAndBefore(words.amount(shift.after, data.study.scale), words.amount(shift.before, data.study.scale));
  }

  function placeDetail(data, view, place, act) {
    const at = data.jurisdictions.indexOf(place);
    const isClosed = view.state.closed.includes(place.id);
    const legs = data.legs.filter((leg) => view.base.has(leg.id));
    const row = view.sweep.find((entry) => entry.kind === "jurisdiction" && entry.id === place.id);
    return [
      closer("Close the detail of the chosen jurisdiction", () => act.choosePlace(place.id)),
      el("h2", {}, [place.name]),
      el("p", { class: "quiet" }, [place.role + (isClosed ? "; closed" : "")]),
      dom.button("change", isClosed ? "Open again" : "Close", () => act.toggle("closed", place.id), { class: "change", "aria-label": (isClosed ? "Open again: " : "Close: ") + place.name }),
      el("dl", {}, [].concat(
        fact("Passes through", through(data, view, place)),
        row && row.loss !== null && !isClosed ? fact("Lost if closed", words.amount(row.loss, data.study.scale)) : [],
        place.capacity === null ? [] : fact("Own capacity", words.amount(place.capacity, data.study.scale)),
      )),
      place.note ? el("p", {}, [place.note]) : null,
      placeLegs(data, view, "Legs in", legs.filter((leg) => leg.to === at), act),
      placeLegs(data, view, "Legs out", legs.filter((leg) => leg.from === at), act),
      ...evidence(data, place.evidence, "No evidence is named for this jurisdiction."),
    ];
  }

  function show(data, view, act) {
    const box = dom.byId("detail");
    const leg = words.legOf(data, view.state.leg);
    const place = words.placeOf(data, view.state.place);
    box.hidden = !leg && !place;
    if (leg) return dom.replace("detail", legDetail(data, view, leg, act));
    return dom.replace("detail", place ? placeDetail(data, view, place, act) : []);
  }

  root.routeriskDetail = { show: show };
})(typeof globalThis !== "undefined" ? globalThis : this);
