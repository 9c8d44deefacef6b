/* The heat map: every single removal in a table, worked out in small slices once a reader looks. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const removals = root.routeriskRemovals;
  const el = dom.element;
  const SLICE_MS = 8;
  /** Parts of the whole flow, in percent, from which the next darker colour begins. */
  const STEPS = [1, 4, 10, 20];
  const SAID = { leg: "leg", jurisdiction: "closing", measure: "measure" };

  function label(data, row) {
    if (row.kind === "leg") return words.legName(data, words.legOf(data, row.id));
    const named = row.kind === "jurisdiction" ? data.jurisdictions : data.measures;
    return named.find((entry) => entry.id === row.id).name;
  }

  /** The colour of a change against the whole flow: m1 to m4 for more, l1 to l4 for less, none for next to nothing. */
  function shade(change, whole) {
    const share = whole > 0 ? (100 * Math.abs(change)) / whole : 0;
    const step = STEPS.filter((bound) => share >= bound).length;
    return step ? (change > 0 ? "m" : "l") + step : "";
  }

  function heat(text, change, whole) {
    return el("td", { class: ["number", "heat", shade(change, whole), change === 0 ? "none" : ""].join(" ").trim() }, [text]);
  }

  function signed(data, change) {
    return words.difference(change, data.study.scale) || "0";
  }

  function routeShare(row) {
    return row.weight === null ? "no route" : words.share(row.weight);
  }

  /** Jurisdictions through which some removal changes what passes; only transit ones have a column. */
  function moving(data, rows) {
    const all = data.jurisdictions.map((place, i) => ({ place: place, i: i }));
    return all.filter((entry) => entry.place.role === "transit" && rows.some((row) => row.shifts[entry.i] !== 0 && row.shifts.length));
  }

  function columns(places) {
    const fixed = [
      { title: "Removal", key: "label" },
      { title: "Flow lost", key: "lost", down: true, class: "number" },
      { title: "Share", key: "share", down: true, class: "number" },
      { title: "Re-routed", key: "rerouted", down: true, class: "number" },
      { title: "Route left passes", key: "weight", class: "number", hint: "Share of consignments that would pass the least-pressure route that is left" },
    ];
    return fixed.concat(places.map((entry) => ({ title: entry.place.name, key: "through " + entry.place.id, class: "number" })));
  }

  function tableRow(data, row, places, whole) {
    const isKnown = row.lost !== null;
    const name = label(data, row);
    const number = (text, kind) => el("td", { class: "number " + (kind || "") }, [text]);
    const node = el("tr", {}, [
      el("th", { scope: "row" }, [el("span", { class: "quiet" }, [SAID[row.kind] + " "]), name]),
      isKnown ? heat(words.amount(row.lost, data.study.scale), -row.lost, whole) : number("\u2013"),
      number(isKnown ? words.percent(row.lost, whole) : "\u2013"),
      number(isKnown ? words.amount(row.rerouted, data.study.scale) : "\u2013"),
      number(routeShare(row)),
      ...places.map((entry) => (isKnown ? heat(signed(data, row.shifts[entry.i]), row.shifts[entry.i], whole) : number("\u2013"))),
    ]);
    const keys = { label: name, lost: row.lost, share: row.lost, rerouted: row.rerouted, weight: row.weight === null ? Infinity : row.weight };
    places.forEach((entry) => (keys["through " + entry.place.id] = isKnown ? row.shifts[entry.i] : 0));
    return { id: row.kind + " " + row.id, node: node, keys: keys };
  }

  function lead(data, view, done, count) {
    const from = view.isChanged ? "the state with the changes made so far" : "this state";
    const said = done < count ? "Working out " + done + " of " + count + " \u2026" : words.plural(count, "row", "rows") + ": every leg, transit jurisdiction and measure that changes something.";
    return "One thing more taken out of " + from + ", each by itself: what is lost, and how much more (+) or less (\u2212) then passes through each jurisdiction, in " + data.study.capacityUnit + "; a stronger colour is a larger part of the whole flow. " + said;
  }

  /**
   * Start the table. What is returned takes the view at every render; rows are worked out only
   * once the section has come into view, a few at a time, and anew after a change.
   */
  function start(data) {
    const section = dom.byId("removals-section");
    const order = { column: "lost", down: true };
    const work = { view: null, question: null, steps: [], rows: [], flow: null, isSeen: false, timer: 0, key: "" };

    const finish = function () {
      const places = moving(data, work.rows);
      const whole = work.flow ? work.flow.value : 0;
      const put = root.routeriskSorting.start(dom.byId("removals"), columns(places), order);
      put(work.rows.map((row) => tableRow(data, row, places, whole)));
      section.dataset.ready = work.key;
    };
    const tell = () => (dom.byId("removals-lead").textContent = lead(data, work.view, work.rows.length, work.steps.length));
    const slice = function (budgetMs) {
      const begun = root.performance.now();
      while (work.rows.length < work.steps.length && root.performance.now() - begun < budgetMs) {
        work.rows.push(removals.effect(data, work.question, work.steps[work.rows.length], work.flow));
      }
      const isDone = work.rows.length === work.steps.length;
      work.timer = isDone ? 0 : root.setTimeout(slice, 0, SLICE_MS);
      tell();
      if (isDone) finish();
    };
    const begin = function (budgetMs) {
      if (!work.view || work.key === work.view.key) return;
      root.clearTimeout(work.timer);
      Object.assign(work, { key: work.view.key, question: work.view.question, flow: work.view.flow, steps: removals.steps(data, work.view.question), rows: [] });
      slice(budgetMs);
    };
    new root.IntersectionObserver(function (entries) {
      work.isSeen = entries.some((entry) => entry.isIntersecting);
      if (work.isSeen) begin(SLICE_MS);
    }).observe(section);
    // Paper shows everything, so nothing may be left to work out.
    root.addEventListener("beforeprint", function () {
      begin(Infinity);
      root.clearTimeout(work.timer);
      if (work.rows.length < work.steps.length) slice(Infinity);
    });
    return function (view) {
      work.view = view;
      if (work.key === view.key) return;
      delete section.dataset.ready;
      if (work.isSeen) begin(SLICE_MS);
      else dom.byId("removals").replaceChildren();
    };
  }

  root.routeriskHeatMap = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
