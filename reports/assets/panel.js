/* The panel: the answer in words beside the picture. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const series = root.routeriskSeries;
  const el = dom.element;

  function legItem(data, id, choose, amount, note) {
    const leg = words.legOf(data, id);
    const button = el("button", { type: "button", class: "pick", "data-leg": id }, [words.legLabel(data, leg)]);
    button.addEventListener("click", () => choose(id));
    return el("li", {}, [button, el("span", { class: "number" }, [amount]), el("span", { class: "quiet" }, [words.mechanism(leg) + note])]);
  }

  function total(data, answer) {
    if (answer.status === "unbounded") return "unbounded";
    return answer.status === "cut" ? words.amount(answer.value, data.study.scale) : "0";
  }

  function note(answer) {
    const legs = answer.sourceSide.legs.length + answer.sourceSide.jurisdictions.length;
    return {
      cut: words.plural(legs, "leg closes", "legs close") + " every route. " + (answer.unique ? "There is no other minimum cut." : "Other minimum cuts exist."),
      "no route": "No route is open in this layer at this date.",
      unbounded: "A route without any bounded leg is open: no set of bounded legs closes it.",
    }[answer.status];
  }

  function showAnswer(data, view) {
    const now = total(data, view.answer);
    const before = total(data, view.before);
    dom.replace("answer", [
      el("h2", {}, [words.LENS[view.state.lens].total]),
      el("p", { class: "figure" }, [now, el("span", { class: "quiet" }, [" " + words.unit(data.study, view.state.lens)])]),
      now === before ? null : el("p", { class: "quiet" }, ["Before the changes: " + before + "."]),
      el("p", {}, [note(view.answer)]),
    ]);
  }

  /** The answer as it is read aloud. */
  function spoken(data, view) {
    return words.LENS[view.state.lens].total + " " + total(data, view.answer) + " " + words.unit(data.study, view.state.lens) + ". " + note(view.answer);
  }

  /** Members of cuts, the largest first. */
  function memberList(data, title, legs, places, choose, open) {
    if (!legs.length && !places.length) return null;
    const entries = legs.map((id) => open.get(id)).sort((a, b) => b.amount - a.amount);
    const rows = entries.map((entry) => legItem(data, entry.leg.id, choose, words.amount(entry.amount, data.study.scale), ", pressure " + entry.pressure + ", class " + (entry.leg.class || "not graded") + (entry.leg.interdictable ? "" : "; Commerce cannot act here")));
    const nodes = places.map(function (id) {
      const place = words.placeOf(data, id);
      return el("li", {}, [el("span", {}, [place.name]), el("span", { class: "number" }, [words.amount(place.capacity, data.study.scale)]), el("span", { class: "quiet" }, ["its own capacity"])]);
    });
    return el("div", {}, [el("h3", {}, [title + " (" + (rows.length + nodes.length) + ")"]), el("ul", { class: "plain members" }, rows.concat(nodes))]);
  }

  function showChokepoints(data, answer, open, choose) {
    const without = (all, some) => all.filter((id) => !some.includes(id));
    const every = answer.every;
    const rest = without(answer.some.legs, every.legs);
    const restPlaces = without(answer.some.jurisdictions, every.jurisdictions);
    dom.replace("chokepoints", [
      el("h2", {}, ["Chokepoints"]),
      answer.status === "cut" ? null : el("p", {}, ["None in this state."]),
      memberList(data, "In every minimum cut", every.legs, every.jurisdictions, choose, open),
      memberList(data, "In some, not in every", rest, restPlaces, choose, open),
    ]);
  }

  function showRoute(data, answer, open, choose) {
    const heading = el("h2", {}, ["Least-pressure route"]);
    if (!answer.route) return dom.replace("route", [heading, el("p", {}, ["No route is open."])]);
    const share = words.share(answer.route.weight);
    return dom.replace("route", [
      heading,
      el("ol", { class: "plain members" }, answer.route.legs.map((id) => legItem(data, id, choose, "", ", pressure " + open.get(id).pressure))),
      el("p", { class: "quiet" }, ["In the model about " + share + " of consignments would pass all " + words.plural(answer.route.legs.length, "hop", "hops") + "."]),
    ]);
  }

  /** The flow of every month as a line over the slider, with the present month marked. */
  function showSeries(data, state, values) {
    const known = values.filter((value) => value !== null);
    const top = Math.max(1, ...known);
    const step = values.length > 1 ? 100 / (values.length - 1) : 0;
    const at = (value, i) => (i * step).toFixed(2) + " " + (28 - (26 * value) / top).toFixed(2);
    const line = values.map((value, i) => (value === null ? "" : (i && values[i - 1] !== null ? "L" : "M") + at(value, i))).join("");
    const here = state.date * step;
    dom.byId("series").replaceChildren(
      dom.shape("path", { d: line, class: "trace" }),
      dom.shape("path", { d: "M" + here + " 0V30", class: "now" }),
    );
  }

  /** What came or went since the month before, in the table's own words. */
  function showChanges(data, state) {
    const rows = series.changes(data, state);
    if (!rows.length) return dom.replace("changes", []);
    const items = rows.map((row) => el("li", {}, [el("b", {}, [(row.begins ? "+ " : "\u2212 ") + row.id]), " ", el("span", { class: "quiet" }, [row.reason || (row.begins ? "opens" : "closes")])]));
    return dom.replace("changes", [el("h2", {}, ["New since " + data.dates[state.date - 1].day]), el("ul", { class: "plain" }, items)]);
  }

  function legendRow(inks, text) {
    return [dom.shape("svg", { viewBox: "0 0 56 12", "aria-hidden": "true" }, inks), el("span", {}, [text])];
  }

  function stroke(style, width, dash) {
    return dom.shape("path", { d: "M2 6 H54", class: "leg " + style, "stroke-width": width, "stroke-dasharray": dash || "none" });
  }

  function sign(kind, path, form) {
    return dom.shape("g", { class: "sign " + kind }, [dom.shape("circle", { cx: 28, cy: 6, r: 6, class: "ground" }), dom.shape("path", { d: path, class: form })]);
  }

  function showLegend(state, isChanged) {
    const rows = {
      chokepoints: [
        legendRow([stroke("halo every", 9), stroke("cut", 3)], "in every minimum cut"),
        legendRow([stroke("halo some", 9), stroke("cut", 3)], "in some, not in every"),
        legendRow([stroke("quiet", 2)], "other open legs"),
      ],
      pressure: ["0 to 19", "20 to 39", "40 to 59", "60 to 79", "80 to 100"].map((text, i) => legendRow([stroke("p" + i, 4)], "pressure " + text)),
      route: [legendRow([stroke("halo every", 9), stroke("route", 3)], "least-pressure route"), legendRow([stroke("quiet", 2)], "other open legs")],
      evidence: [legendRow([stroke("grade", 6)], "class A, charged with the hop named"), legendRow([stroke("grade", 4.5)], "class B, two sources")],
    }[state.colour];
    const common = [
      legendRow([stroke("quiet", 3, "9 5")], "class C, one source or concern"),
      legendRow([stroke("quiet", 2, "2 5")], "class D or E, weak or nothing found"),
    ];
    if (isChanged) common.push(legendRow([stroke("out", 1.4, "1 5"), sign("out", "M25 3l6 6m0 -6l-6 6", "cross")], "taken out"), legendRow([stroke("quiet", 3), sign("gain", "M24 6h8m-4 -4v8", "plus")], "carries more than before"));
    if (state.colour !== "evidence") common.push(legendRow([stroke("quiet", 6)], "wider: more passes"));
    dom.replace("legend", [el("h2", {}, ["Legend"]), el("div", { class: "legend" }, rows.concat(common).flat())]);
  }

  root.routeriskPanel = { showAnswer: showAnswer, spoken: spoken, showChokepoints: showChokepoints, showRoute: showRoute, showLegend: showLegend, showSeries: showSeries, showChanges: showChanges };
})(typeof globalThis !== "undefined" ? globalThis : this);
