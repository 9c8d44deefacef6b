/* The page: one state, rendered everywhere; every change is solved again and kept in the address. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const solver = root.routeriskSolver;
  const spelling = root.routeriskState;
  const el = dom.element;
  const STEP_MS = 500;
  const NARROW = "(max-width: 900px)";

  const LABELS = {
    lens: [["passing", "passing"], ["volume", "volume"], ["effort", "effort"]],
    colour: [["chokepoints", "chokepoints"], ["pressure", "pressure"], ["route", "route"], ["evidence", "evidence"]],
    view: [["map", "map"], ["diagram", "diagram"]],
  };

  function start(map) {
    const data = JSON.parse(dom.byId("data").textContent);
    const page = { data: data, state: spelling.decode(data, root.location.hash), answer: null, open: new Map(), diagram: null, timer: 0, series: { key: "", values: [] } };
    page.choose = (id) => change(page, { leg: page.state.leg === id ? "" : id });
    page.map = map ? root.routeriskMap.start(map, data, page.choose) : null;
    page.showLegs = root.routeriskTables.startLegs(data, page.choose);
    showFixedText(data);
    root.routeriskTables.showJurisdictions(data);
    root.routeriskTables.showSources(data);
    root.routeriskSections.show(data);
    startControls(page);
    startPrinting(page);
    root.addEventListener("hashchange", function () {
      page.state = spelling.decode(data, root.location.hash);
      render(page);
    });
    render(page);
    showBadge(data);
    root.routerisk = Object.freeze({ state: () => Object.assign({}, page.state), results: () => page.answer, solve: (question) => solver.solve(data, Object.assign({}, data.baseline.question, question)) });
  }

  function change(page, part) {
    Object.assign(page.state, part);
    render(page);
  }

  function render(page) {
    const data = page.data;
    const state = page.state;
    page.answer = solver.solve(data, state);
    page.open = new Map(solver.openLegs(data, state).map((entry) => [entry.leg.id, entry]));
    showView(page);
    root.routeriskPanel.showAnswer(data, state, page.answer);
    root.routeriskPanel.showDetail(data, state, page.open, () => change(page, { leg: "" }));
    root.routeriskPanel.showChokepoints(data, page.answer, page.open, page.choose);
    root.routeriskPanel.showChanges(data, state);
    root.routeriskPanel.showSeries(data, state, seriesOf(page));
    root.routeriskPanel.showRoute(data, page.answer, page.open, page.choose);
    root.routeriskPanel.showLegend(state);
    page.showLegs(state, page.answer, page.open);
    showControls(page);
    const hash = spelling.encode(data, state);
    if (hash !== root.location.hash) root.history.replaceState(null, "", hash);
  }

  /** The series of the present lens, layer and class; solved again only when one of them changes. */
  function seriesOf(page) {
    const key = [page.state.lens, page.state.layer, page.state.weakestClass].join();
    if (page.series.key !== key) page.series = { key: key, values: root.routeriskSeries.values(page.data, page.state) };
    return page.series.values;
  }

  function showView(page) {
    const isMap = page.state.view === "map" && page.map !== null;
    const slot = dom.byId("map-slot");
    const wasHidden = slot.hidden;
    slot.hidden = !isMap;
    dom.byId("diagram").hidden = isMap;
    if (isMap) {
      page.map.render(page.answer, page.open, page.state);
      if (wasHidden) page.map.fit();
      return;
    }
    if (!page.diagram || page.diagram.layer !== page.state.layer) page.diagram = root.routeriskDiagram.draw(page.data, page.state.layer, page.choose);
    root.routeriskDiagram.render(page.diagram, page.data, page.answer, page.open, page.state);
  }

  function showFixedText(data) {
    document.title = data.study.title;
    dom.byId("title").textContent = data.study.title;
    dom.byId("subtitle").textContent = data.subtitle;
    dom.replace("headline", data.headline.map((sentence, i) => el("p", { class: i === 0 ? "claim" : "" }, [sentence])));
    dom.replace("method", data.method.map((sentence) => el("li", {}, [sentence])));
    dom.replace("provenance", data.provenance.map((sentence) => el("li", {}, [sentence])));
  }

  /** Compare plain values whatever the order of their keys. */
  function isSame(left, right) {
    if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
  }

  /** The page solves the headline's question anew and compares it with what Python wrote. */
  function showBadge(data) {
    const answer = solver.solve(data, data.baseline.question);
    const same = Object.entries(data.baseline.answer).every(([key, value]) => isSame(answer[key], value));
    const badge = dom.byId("badge");
    badge.textContent = same ? "This page and Python agree" : "WARNING: this page and Python disagree; do not use it";
    badge.className = same ? "agree" : "disagree";
  }

  function radios(page, name, key) {
    const offered = spelling.choices(page.data)[key];
    dom.replace(name, LABELS[name].filter(([value]) => offered.includes(value)).map(function ([value, text]) {
      const input = el("input", { type: "radio", name: name, value: value });
      input.addEventListener("change", () => change(page, { [key]: value }));
      return el("label", {}, [input, text]);
    }));
  }

  function options(page, id, entries, apply) {
    const select = dom.byId(id);
    select.replaceChildren(...entries.map(([value, text]) => el("option", { value: value }, [text])));
    select.addEventListener("change", () => change(page, apply(select.value)));
  }

  function startControls(page) {
    const data = page.data;
    ["lens", "colour", "view"].forEach((name) => radios(page, name, name));
    options(page, "layer", data.layers.map((layer) => [layer, words.LAYER[layer]]), (value) => ({ layer: value, leg: "" }));
    options(page, "class", [["", "any class"]].concat(data.classes.map((grade) => [grade, grade + ", " + words.CLASS[grade]])), (value) => ({ weakestClass: value }));
    const slider = dom.byId("date");
    slider.max = String(data.dates.length - 1);
    slider.addEventListener("input", () => change(page, { date: Number(slider.value) }));
    dom.byId("play").addEventListener("click", () => togglePlay(page));
    dom.byId("reset").addEventListener("click", function () {
      stop(page);
      change(page, spelling.initial(data));
    });
    dom.byId("controls").addEventListener("submit", (event) => event.preventDefault());
    document.querySelector(".skip").addEventListener("click", skipToLegs);
    if (root.matchMedia("(prefers-reduced-motion: reduce)").matches || data.dates.length < 2) dom.byId("play").hidden = true;
    dom.byId("date").closest(".control").hidden = data.dates.length < 2;
    if (root.matchMedia(NARROW).matches) dom.byId("asked").open = false;
  }

  /** The address holds the state, so the skip link moves the focus and leaves the address alone. */
  function skipToLegs(event) {
    event.preventDefault();
    dom.byId("legs-section").focus();
  }

  function showControls(page) {
    const state = page.state;
    const date = page.data.dates[state.date];
    document.querySelectorAll("#controls input[type=radio]").forEach(function (input) {
      input.checked = state[input.name] === input.value;
    });
    dom.byId("layer").value = state.layer;
    dom.byId("class").value = state.weakestClass;
    dom.byId("date").value = String(state.date);
    dom.byId("date").setAttribute("aria-valuetext", date.day);
    dom.byId("date-text").textContent = date.day;
    const grade = state.weakestClass ? ", class " + state.weakestClass + " or better" : "";
    const asked = date.day + ", " + words.LENS[state.lens].name + ", " + words.LAYER[state.layer].toLowerCase() + grade;
    dom.byId("asked-text").textContent = asked;
    showWhatIsAsked(page, asked);
  }

  /** Once another question is asked, say that the sentences above are about the report as built. */
  function showWhatIsAsked(page, asked) {
    const question = page.data.baseline.question;
    const same = Object.keys(question).every((key) => question[key] === page.state[key]);
    const shown = dom.byId("shown");
    shown.textContent = "Shown below: " + asked + "." + (same ? "" : " The sentences above are about the report as built.");
    shown.className = same ? "same" : "";
  }

  function stop(page) {
    root.clearInterval(page.timer);
    page.timer = 0;
    dom.byId("play").textContent = "Play";
  }

  function togglePlay(page) {
    if (page.timer) return stop(page);
    const last = page.data.dates.length - 1;
    if (page.state.date === last) change(page, { date: 0 });
    dom.byId("play").textContent = "Pause";
    page.timer = root.setInterval(function () {
      // The reader may have moved the month meanwhile, even to the last.
      change(page, { date: Math.min(page.state.date + 1, last) });
      if (page.state.date === last) stop(page);
    }, STEP_MS);
    return undefined;
  }

  function startPrinting(page) {
    const folds = [...document.querySelectorAll("details.fold")];
    let wereOpen = [];
    const fit = function () {
      if (page.map && !dom.byId("map-slot").hidden) page.map.fit();
    };
    root.addEventListener("beforeprint", function () {
      wereOpen = folds.map((fold) => fold.open);
      folds.forEach((fold) => (fold.open = true));
      fit();
    });
    root.addEventListener("afterprint", function () {
      folds.forEach((fold, i) => (fold.open = wereOpen[i]));
      fit();
    });
    root.matchMedia("print").addEventListener("change", fit);
  }

  root.routeriskPage = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
