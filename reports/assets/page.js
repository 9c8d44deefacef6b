/* The page: one state, rendered everywhere; every change is solved again and kept in the address. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const solver = root.routeriskSolver;
  const canonical = root.routeriskCanonicalFlow;
  const displacements = root.routeriskDisplacement;
  const spelling = root.routeriskState;
  const el = dom.element;
  const CHANGES = ["removed", "closed", "measures"];
  const PASSED_OVER = "A part of the address does not fit this report and was passed over.";

  function start(map) {
    const data = JSON.parse(dom.byId("data").textContent);
    const page = { data: data, state: stateInAddress(data), view: null, past: [], diagram: null, series: { key: "", values: [] } };
    page.act = actions(page);
    page.map = map ? root.routeriskMap.start(map, data, page.act) : null;
    page.showLegs = root.routeriskTables.startLegs(data, page.act);
    page.showJurisdictions = root.routeriskTables.startJurisdictions(data, page.act);
    page.showMeasures = root.routeriskSections.startMeasures(data, page.act);
    page.showPlans = root.routeriskBestPlans.start(data, page.act);
    page.showRemovals = root.routeriskHeatMap.start(data);
    page.showKeeping = root.routeriskKeeping.start(data);
    showFixedText(data);
    root.routeriskTables.showSources(data);
    root.routeriskSections.show(data);
    root.routeriskControls.start(data, () => page.state, (part) => change(page, part));
    root.routeriskWhatIf.start();
    startPrinting(page);
    root.addEventListener("hashchange", () => change(page, stateInAddress(data)));
    root.addEventListener("keydown", (event) => undoByKey(event, page.act));
    render(page);
    root.routeriskBadge.show(data);
    root.routerisk = Object.freeze({ state: () => copyOf(page.state), results: () => results(data, page.state), solve: (question) => results(data, Object.assign({}, data.baseline.question, question)) });
  }

  /** A copy that nobody can alter, all the way down. */
  function copyOf(value) {
    const freeze = function (part) {
      if (part !== null && typeof part === "object") Object.values(Object.freeze(part)).forEach(freeze);
      return part;
    };
    return freeze(JSON.parse(JSON.stringify(value)));
  }

  /** Everything that the page can say to a question: the answer, the displacement and the sweep. */
  function results(data, question) {
    const parts = { displacement: displacements.displacement(data, question), sweep: root.routeriskSweep.sweep(data, question) };
    return copyOf(Object.assign({}, solver.solve(data, question), parts));
  }

  /** What a reader can do to the state, wherever on the page it is done. */
  function actions(page) {
    const choose = (part) => change(page, Object.assign({ leg: "", place: "" }, part));
    const same = (part) => Object.entries(part).every(([key, id]) => page.state[key] === id);
    return {
      choose: (id) => choose(page.state.leg === id ? {} : { leg: id }),
      choosePlace: (id) => choose(page.state.place === id ? {} : { place: id }),
      point: function (part) {
        choose(same(part) ? {} : part);
        reveal("detail");
      },
      toggle: (list, id) => change(page, { [list]: toggled(page.state[list], id) }),
      replace: (removed) => change(page, { removed: removed, closed: [], measures: [] }),
      clear: () => change(page, { removed: [], closed: [], measures: [] }),
      spend: (budget) => change(page, { budget: budget }),
      canUndo: () => page.past.length > 0,
      undo: function () {
        if (page.past.length === 0) return;
        Object.assign(page.state, page.past.pop());
        render(page);
      },
    };
  }

  function toggled(ids, id) {
    return ids.includes(id) ? ids.filter((other) => other !== id) : ids.concat(id).sort();
  }

  /** Scroll the panel, never the page, to what a click in the picture has chosen. */
  function reveal(id) {
    const place = dom.byId(id);
    const panel = place.closest("aside");
    if (!place.hidden && panel.scrollHeight > panel.clientHeight) panel.scrollTop += place.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
  }

  /** Alter the state; what is taken out before is kept, so that it can be undone. */
  function change(page, part) {
    const before = Object.fromEntries(CHANGES.map((list) => [list, page.state[list]]));
    Object.assign(page.state, part);
    if (CHANGES.some((list) => before[list].join() !== page.state[list].join())) page.past.push(before);
    render(page);
  }

  /** Take the state from the address, and say so where a part of it was passed over. */
  function stateInAddress(data) {
    const read = spelling.decode(data, root.location.hash);
    dom.byId("passed-over").textContent = read.passedOver ? PASSED_OVER : "";
    return read.state;
  }

  /** Ctrl+Z undoes; in a field that has an undo of its own the key is left to it. */
  function undoByKey(event, act) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
    const isField = event.target instanceof Element && event.target.matches("textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=range])");
    if (!isUndo || isField || !act.canUndo()) return;
    event.preventDefault();
    act.undo();
  }

  /** Everything that is shown of a state: its answer, and that of the same question with nothing changed. */
  function viewOf(data, state) {
    const isChanged = CHANGES.some((list) => state[list].length > 0);
    const base = displacements.unchanged(state);
    const byLeg = (question) => new Map(solver.openLegs(data, question).map((entry) => [entry.leg.id, entry]));
    const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
    const answer = solver.solve(data, state);
    const moved = displacements.displacement(data, state);
    return {
      state: state,
      isChanged: isChanged,
      key: [state.date, state.lens, state.layer, state.weakestClass].concat(CHANGES.map((list) => state[list].join())).join(" "),
      question: Object.assign({}, state),
      answer: answer,
      before: isChanged ? solver.solve(data, base) : answer,
      open: byLeg(state),
      base: byLeg(base),
      moved: moved,
      shifts: byId(moved ? moved.legs : []),
      through: byId(moved ? moved.jurisdictions : []),
      flow: canonical.canonicalFlow(data, state),
      sweep: root.routeriskSweep.sweep(data, canonical.moving(state)),
    };
  }

  function render(page) {
    const data = page.data;
    const state = page.state;
    const panel = root.routeriskPanel;
    const view = viewOf(data, state);
    page.view = view;
    showPicture(page);
    root.routeriskWhatIf.show(data, view, page.act);
    root.routeriskMoves.showMoved(data, view, page.act);
    root.routeriskMoves.showNext(data, view, page.act);
    panel.showAnswer(data, view);
    root.routeriskDetail.show(data, view, page.act);
    panel.showChokepoints(data, view.answer, view.open, page.act.choose);
    panel.showChanges(data, state);
    panel.showSeries(data, state, seriesOf(page));
    panel.showRoute(data, view.answer, view.open, page.act.choose);
    panel.showLegend(state, view.isChanged);
    page.showKeeping(state);
    page.showLegs(view);
    page.showJurisdictions(view);
    page.showMeasures(state);
    page.showPlans(view);
    page.showRemovals(view);
    root.routeriskControls.show(data, state);
    dom.byId("live").textContent = root.routeriskWhatIf.spoken(data, view) + panel.spoken(data, view);
    const hash = spelling.encode(data, state);
    if (hash !== root.location.hash) root.history.replaceState(null, "", hash);
  }

  /** The series of the present question; solved again only when more than its date changes. */
  function seriesOf(page) {
    const state = page.state;
    const key = [state.lens, state.layer, state.weakestClass].concat(CHANGES.map((list) => state[list].join())).join(" ");
    if (page.series.key !== key) page.series = { key: key, values: root.routeriskSeries.values(page.data, state) };
    return page.series.values;
  }

  function showPicture(page) {
    const isMap = page.state.view === "map" && page.map !== null;
    const slot = dom.byId("map-slot");
    const wasHidden = slot.hidden;
    slot.hidden = !isMap;
    dom.byId("diagram").hidden = isMap;
    if (isMap) {
      page.map.render(page.view);
      if (wasHidden) page.map.fit();
      return;
    }
    if (!page.diagram || page.diagram.layer !== page.state.layer) page.diagram = root.routeriskDiagram.draw(page.data, page.state.layer, page.act);
    root.routeriskDiagram.render(page.diagram, page.data, page.view);
  }

  function showFixedText(data) {
    document.title = data.study.title;
    dom.byId("title").textContent = data.study.title;
    dom.byId("subtitle").textContent = data.subtitle;
    dom.replace("headline", data.headline.map((sentence, i) => el("p", { class: i === 0 ? "claim" : "" }, [sentence])));
    root.routeriskCards.show(data);
    dom.replace("method", data.method.map((sentence) => el("li", {}, [sentence])));
    dom.replace("provenance", data.provenance.map((sentence) => el("li", {}, [sentence])));
  }

  function startPrinting(page) {
    let folded = [];
    const fit = function () {
      if (page.map && !dom.byId("map-slot").hidden) page.map.fit();
    };
    root.addEventListener("beforeprint", function () {
      folded = [...document.querySelectorAll("details.fold:not([open])")];
      folded.forEach((fold) => (fold.open = true));
      fit();
    });
    root.addEventListener("afterprint", function () {
      folded.forEach((fold) => (fold.open = false));
      fit();
    });
    root.matchMedia("print").addEventListener("change", fit);
  }

  root.routeriskPage = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
