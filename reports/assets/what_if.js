/* The what-if: what is taken out of the present state, what that does to the flow, and what would do most next. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const el = dom.element;
  const MOST_GAINING = 8;
  const MOST_NEXT = 5;
  const PARTS = [["added", "added"], ["blocked", "blocked"], ["rerouted", "re-routed"], ["kept", "unmoved"]];

  function legOf(data, id) {
    return data.legs.find((leg) => leg.id === id);
  }

  function placeOf(data, id) {
    return data.jurisdictions.find((place) => place.id === id);
  }

  /** What is changed, one entry each: its kind, how a reader knows it, and how its button is named. */
  function changesOf(data, state) {
    const legs = state.removed.map((id) => ({ kind: "removed", id: id, said: "leg", text: words.legName(data, legOf(data, id)), verb: "Put back" }));
    const places = state.closed.map((id) => ({ kind: "closed", id: id, said: "closed", text: placeOf(data, id).name, verb: "Open again" }));
    const measures = state.measures.map((id) => ({ kind: "measures", id: id, said: "measure", text: data.measures.find((entry) => entry.id === id).name, verb: "Do not take" }));
    return legs.concat(places, measures);
  }

  function chip(entry, act) {
    const content = [el("span", { class: "quiet" }, [entry.said + " "]), entry.text, el("span", { class: "times", "aria-hidden": "true" }, ["\u00d7"])];
    const node = dom.button(entry.kind + " " + entry.id, "", () => act.toggle(entry.kind, entry.id), { class: "chip", title: entry.verb, "aria-label": entry.verb + ": " + entry.said + " " + entry.text });
    node.replaceChildren(...content);
    return el("li", {}, [node]);
  }

  function amount(data, scaled) {
    return words.amount(scaled, data.study.scale);
  }

  /** The parts of the flow that a sentence and a bar tell; nothing is said of what was not added. */
  function parts(moved) {
    return PARTS.filter(([key]) => key !== "added" || moved.added > 0);
  }

  /** What the changes do, in one sentence. */
  function sentence(data, view) {
    if (!view.moved) return "What passes is unbounded before or after, so what is blocked or re-routed cannot be told.";
    const told = parts(view.moved).map(([key, said]) => amount(data, view.moved[key]) + " " + said);
    return amount(data, view.moved.after) + " " + data.study.capacityUnit + " pass instead of " + amount(data, view.moved.before) + ": " + told.join(", ") + ".";
  }

  /** The same as a bar: what was and what is added, to scale. */
  function bar(moved) {
    const whole = moved.before + moved.added;
    let at = 0;
    const pieces = ["kept", "rerouted", "blocked", "added"].map(function (key) {
      const width = whole > 0 ? (100 * moved[key]) / whole : 0;
      at += width;
      return dom.shape("rect", { x: (at - width).toFixed(3), y: 0, width: width.toFixed(3), height: 10, class: "part " + key });
    });
    return dom.shape("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "parts", "aria-hidden": "true" }, pieces);
  }

  /** Which part of the bar is which; the sentence has said it in words. */
  function key(moved) {
    return el("ul", { class: "plain parts-key", "aria-hidden": "true" }, parts(moved).reverse().map(([name, said]) => el("li", {}, [el("i", { class: "part " + name }), said])));
  }

  function showChanges(data, view, act) {
    const entries = changesOf(data, view.state);
    const tools = el("div", { class: "tools" }, [
      act.canUndo() ? dom.button("undo", "Undo", act.undo, { title: "Ctrl+Z" }) : null,
      entries.length ? dom.button("clear", "Reset", act.clear, { "aria-label": "Reset what is changed" }) : null,
    ]);
    const begin = "Nothing is changed. Tick a leg, a jurisdiction or a measure in the tables below, or choose one on the map: everything is solved again.";
    const told = entries.length === 0 ? [el("p", { class: "quiet" }, [begin])] : [
      el("ul", { class: "plain chips", "aria-label": "Changed" }, entries.map((entry) => chip(entry, act))),
      el("p", { class: "told" }, [sentence(data, view)]),
      view.moved ? bar(view.moved) : null,
      view.moved ? key(view.moved) : null,
    ];
    dom.replace("what-if", [el("div", { class: "head" }, [el("h2", {}, ["What if"]), tools])].concat(told));
    showBar(data, view, act, entries.length);
  }

  /** The result stays in sight while a reader ticks boxes far below the panel. */
  function showBar(data, view, act, count) {
    const place = dom.byId("bar");
    place.hidden = count === 0;
    const flow = view.moved ? amount(data, view.moved.after) + " pass instead of " + amount(data, view.moved.before) : sentence(data, view);
    const blocked = view.moved ? amount(data, view.moved.blocked) + " blocked, " + amount(data, view.moved.rerouted) + " re-routed" : "";
    dom.replace("bar", count === 0 ? [] : [
      el("p", {}, [el("b", {}, [words.plural(count, "change", "changes")]), ": " + flow + (blocked ? "; " : ""), el("span", { class: "quiet" }, [blocked])]),
      el("div", { class: "tools" }, [act.canUndo() ? dom.button("undo", "Undo", act.undo) : null, dom.button("clear", "Reset", act.clear, { "aria-label": "Reset what is changed" })]),
    ]);
  }

  function pick(data, id, act) {
    const node = dom.button("pick " + id, words.legLabel(data, legOf(data, id)), () => act.choose(id), { class: "pick" });
    node.dataset.leg = id;
    return node;
  }

  function gain(data, shift, act) {
    const spare = shift.spare === null ? "unbounded" : amount(data, shift.spare);
    const told = words.mechanism(legOf(data, shift.id)) + ", " + amount(data, shift.before) + " to " + amount(data, shift.after) + ", " + spare + " to spare";
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
    const legs = members.legs.map((id) => el("li", {}, [pick(data, id, act), el("span", { class: "quiet" }, [words.mechanism(legOf(data, id)) + out(id)])]));
    const places = members.jurisdictions.map((id) => el("li", {}, [placeOf(data, id).name]));
    return el("details", { class: "fold", "data-key": name }, [el("summary", {}, [title + " (" + members.count + ")"]), el("ul", { class: "plain members" }, legs.concat(places))]);
  }

  function routeText(data, route) {
    if (!route) return "none is open";
    const legs = route.legs.map((id) => legOf(data, id));
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
    const can = (row) => (row.kind === "leg" ? legOf(data, row.id).interdictable : placeOf(data, row.id).role === "transit");
    return view.sweep.filter((row) => row.loss > 0 && can(row));
  }

  function nextStep(data, row, act) {
    const isLeg = row.kind === "leg";
    const leg = isLeg ? legOf(data, row.id) : null;
    const name = isLeg ? pick(data, row.id, act) : dom.button("place " + row.id, placeOf(data, row.id).name, () => act.choosePlace(row.id), { class: "pick" });
    const label = isLeg ? "Remove leg " + words.legTitle(data, leg) : "Close " + placeOf(data, row.id).name;
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

  /** What is out and what that does, for the one line that is read aloud. */
  function spoken(data, view) {
    const said = changesOf(data, view.state).map((entry) => entry.said + " " + entry.text);
    return said.length ? "Changed: " + said.join("; ") + ". " + sentence(data, view) + " " : "";
  }

  function show(data, view, act) {
    showChanges(data, view, act);
    showMoved(data, view, act);
    showNext(data, view, act);
  }

  /** The bar at the foot of the window is for when the panel is out of sight. */
  function start() {
    const told = (entries) => dom.byId("bar").classList.toggle("needless", entries[entries.length - 1].isIntersecting);
    new root.IntersectionObserver(told).observe(dom.byId("what-if"));
  }

  root.routeriskWhatIf = { start: start, show: show, spoken: spoken };
})(typeof globalThis !== "undefined" ? globalThis : this);
