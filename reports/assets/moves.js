/* The moves: where the flow goes under the changes made, and which single removal would lose most next. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const el = dom.element;
  const MOST_GAINING = 8;
  const MOST_NEXT = 5;

  function amount(data, scaled) {
    return words.amount(scaled, data.study.scale);
  }

  function pick(data, id, act) {
    const node = dom.button("pick " + id, words.legLabel(data, words.legOf(data, id)), () => act.choose(id), { class: "pick" });
    node.dataset.leg = id;
    return node;
  }

  function gain(data, shift, act) {
    const spare = shift.spare === null ? "unbounded" : amount(data, shift.spare);
    const told = words.mechanism(words.legOf(data, shift.id)) + ", " + amount(data, shift.before) + " to " + amount(data, shift.after) + ", " + spare + " to spare";
    return el("li", {}, [pick(data, shift.id, act), el("span", { class: "number" }, [words.difference(shift.after - shift.before, data.study.scale)]), el("span", { class: "quiet" }, [told])]);
  }

  /** Legs that carry more, the largest gain first. */
  function gaining(moved) {
    const more = moved.legs.filter((shift) => shift.after > shift.before);
    return more.sort((a, b) => b.after - b.before - (a.after - a.before) || (a.id < b.id ? -1 : 1));
  }

  function gains(data, view, act) {
    const all = view.moved ? gaining(view.moved) : [];
    if (!all.length) return [el("p", {}, ["No leg carries more than before."])];
    const rest = all.length - MOST_GAINING;
    return [
      el("h3", {}, ["Legs that carry more (" + all.length + ")"]),
      el("ul", { class: "plain members" }, all.slice(0, MOST_GAINING).map((shift) => gain(data, shift, act))),
      rest > 0 ? el("p", { class: "quiet" }, [words.plural(rest, "leg more gains", "legs more gain") + "; see the table of legs."]) : null,
    ];
  }

  /** Members of every minimum cut in one answer and not in the other. */
  function without(one, other) {
    const legs = one.every.legs.filter((id) => !other.every.legs.includes(id));
    const places = one.every.jurisdictions.filter((id) => !other.every.jurisdictions.includes(id));
    return { legs: legs, jurisdictions: places, count: legs.length + places.length };
  }

  function chokepoints(data, name, title, members, view, act) {
    if (!members.count) return el("p", { class: "quiet" }, [title + ": none."]);
    const out = (id) => (view.open.has(id) ? "" : ", out");
    const legs = members.legs.map((id) => el("li", {}, [pick(data, id, act), el("span", { class: "quiet" }, [words.mechanism(words.legOf(data, id)) + out(id)])]));
    const places = members.jurisdictions.map((id) => el("li", {}, [words.placeOf(data, id).name]));
    return el("details", { class: "fold", "data-key": name }, [el("summary", {}, [title + " (" + members.count + ")"]), el("ul", { class: "plain members" }, legs.concat(places))]);
  }

  function routeText(data, route) {
    if (!route) return "none is open";
    const legs = route.legs.map((id) => words.legOf(data, id));
    const names = legs.map((leg) => data.jurisdictions[leg.to].name);
    return [data.jurisdictions[legs[0].from].name].concat(names).join(" \u2192 ") + " (" + legs.map(words.mechanism).join(", ") + "), of which " + words.share(route.weight) + " would pass";
  }

  function routeShift(data, view) {
    const before = routeText(data, view.before.route);
    const after = routeText(data, view.answer.route);
    if (before === after) return [el("p", { class: "quiet" }, ["Least-pressure route: as before."])];
    return [el("h3", {}, ["Least-pressure route"]), el("p", {}, ["Now: " + after + "."]), el("p", { class: "quiet" }, ["Before: " + before + "."])];
  }

  /** Where the flow goes and which chokepoints come and go; nothing while nothing is changed. */
  function showMoved(data, view, act) {
    if (!view.isChanged) return dom.replace("moved", []);
    return dom.replace("moved", [
      el("h2", {}, ["Where it moves"]),
      ...gains(data, view, act),
      chokepoints(data, "new", "New chokepoints", without(view.answer, view.before), view, act),
      chokepoints(data, "gone", "No longer chokepoints", without(view.before, view.answer), view, act),
      ...routeShift(data, view),
    ]);
  }

  /** Single removals that the Commerce Department could bring about and that lose something. */
  function candidates(data, view) {
    const can = (row) => (row.kind === "leg" ? words.legOf(data, row.id).interdictable : words.placeOf(data, row.id).role === "transit");
    return view.sweep.filter((row) => row.loss > 0 && can(row));
  }

  function nextStep(data, row, act) {
    const isLeg = row.kind === "leg";
    const leg = isLeg ? words.legOf(data, row.id) : null;
    const name = isLeg ? pick(data, row.id, act) : dom.button("place " + row.id, words.placeOf(data, row.id).name, () => act.choosePlace(row.id), { class: "pick" });
    const label = isLeg ? "Remove leg " + words.legTitle(data, leg) : "Close " + words.placeOf(data, row.id).name;
    const press = () => act.toggle(isLeg ? "removed" : "closed", row.id);
    return el("li", {}, [
      name,
      el("span", { class: "number" }, [words.difference(-row.loss, data.study.scale)]),
      dom.button("next " + row.id, isLeg ? "Remove" : "Close", press, { class: "step", "aria-label": label }),
      el("span", { class: "quiet" }, [isLeg ? words.mechanism(leg) : "the jurisdiction, with all its legs"]),
    ]);
  }

  /** The single removals that lose most flow in the present state; ties at the end are told. */
  function showNext(data, view, act) {
    const rows = candidates(data, view);
    const shown = rows.slice(0, MOST_NEXT);
    if (!shown.length) return dom.replace("next", [el("h2", {}, ["What would be best next"]), el("p", { class: "quiet" }, ["No single removal within reach lowers the flow in this state."])]);
    const ties = rows.slice(MOST_NEXT).filter((row) => row.loss === shown[shown.length - 1].loss).length;
    return dom.replace("next", [
      el("h2", {}, ["What would be best next"]),
      el("p", { class: "quiet" }, ["Single removals that lose most flow" + (view.isChanged ? " after these changes" : "") + ", with what they lose."]),
      el("ol", { class: "plain members steps" }, shown.map((row) => nextStep(data, row, act))),
      ties ? el("p", { class: "quiet" }, [words.plural(ties, "more loses", "more lose") + " the same as the last."]) : null,
    ]);
  }

  root.routeriskMoves = { showMoved: showMoved, showNext: showNext };
})(typeof globalThis !== "undefined" ? globalThis : this);
