/* The what-if: what is changed, what that does to the flow in one sentence, and the way back. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const el = dom.element;
  const PARTS = [["added", "added"], ["blocked", "blocked"], ["rerouted", "re-routed"], ["kept", "unmoved"]];

  /** What is changed, one entry each: its kind, how a reader knows it, and how its button is named. */
  function changesOf(data, view) {
    const asked = (leg) => (view.base.has(leg.id) ? "" : " (not open here)");
    const legs = view.state.removed.map((id) => words.legOf(data, id)).map((leg) => ({ kind: "removed", id: leg.id, said: "leg", text: words.legName(data, leg) + asked(leg), verb: "Put back" }));
    const places = view.state.closed.map((id) => ({ kind: "closed", id: id, said: "closed", text: words.placeOf(data, id).name, verb: "Open again" }));
    const measures = view.state.measures.map((id) => ({ kind: "measures", id: id, said: "measure", text: data.measures.find((entry) => entry.id === id).name, verb: "Do not take" }));
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

  function show(data, view, act) {
    const entries = changesOf(data, view);
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

  /** What is out and what that does, for the one line that is read aloud. */
  function spoken(data, view) {
    const said = changesOf(data, view).map((entry) => entry.said + " " + entry.text);
    return said.length ? "Changed: " + said.join("; ") + ". " + sentence(data, view) + " " : "";
  }

  /** The bar at the foot of the window is for when the panel is out of sight. */
  function start() {
    const told = (entries) => dom.byId("bar").classList.toggle("needless", entries[entries.length - 1].isIntersecting);
    new root.IntersectionObserver(told).observe(dom.byId("what-if"));
  }

  root.routeriskWhatIf = { start: start, show: show, spoken: spoken };
})(typeof globalThis !== "undefined" ? globalThis : this);
